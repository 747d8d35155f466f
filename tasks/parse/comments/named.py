"""The elements of a page that are one comment or one post each.

What belongs here: groups of elements alike, and which of them is the page's discussion. What does not: reading a
comment (one_comment.py), names (vocabulary.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from tasks.dates.publication.stamps import Reader
from tasks.parse.base.teasers import has_title_link
from tasks.parse.comments.answers import with_answers
from tasks.parse.comments.by_shape import find_run
from tasks.parse.comments.groups import MOST_POINTS, Group, mean_points
from tasks.parse.comments.index import Elements, Index
from tasks.parse.comments.shapes import (
    entries,
    is_aside,
    is_moderate,
    is_only_links,
    spread_over_neighbours,
    text_length,
    text_share,
)
from tasks.parse.comments.vocabulary import Role, role_of

MOST_GROUPS = 8  # of one kind that are read
MOST_ITEMS = 5000
ENOUGH_POINTS = 1.5  # author and time of a comment, on average; below it the neighbours are asked
LEAST_POINTS = {"comment": 0.5, "post": 1.4}
LEAST_LONE_POINTS = 1.5  # of one comment by itself whose element bears no number
MOST_OF_TEXT = 0.4
UNTIMED_POINTS = 1.0  # of a post with an author and no time
FEWEST_UNTIMED = 4  # posts without times, from which on they may be a thread
FEWEST_WRITERS = 3
LEAST_UNTIMED_SHARE = 0.6  # of the page's characters that they must hold
LEAST_POST_SHARE = 0.2  # of the page's characters that the posts of a thread must hold
_WEAK = re.compile(r"\.#?(?:reply|response|opinion|review|feedback|answer|@.*)(?![a-z])")  # name other things as well
_REPLY = re.compile(r"\.(?:reply|response)\+?$")


def find_group(index: Index, reader: Reader) -> Group | None:
    """The page's comments by name; where it has none, the posts of its thread; None where it has neither."""
    group = _best("comment", index.comments, reader)
    if group is None:
        return _best("post", index.posts, reader)
    return with_answers(_as_thread(group, index.posts, reader), index.comments)


def run_instead(group: Group | None, times: Sequence[etree._Element], reader: Reader) -> Group | None:
    """Blocks alike around `times` where no name tells more than one comment: that one may be the box around them."""
    run = find_run(times, reader)
    return group if run is None or (group is not None and not _is_inside_of(run, group)) else run


def _as_thread(comments: Group, posts: Elements, reader: Reader) -> Group:
    """The posts of a thread whose answers alone are named as comments: all of them and the one before."""
    answers = comments.elements()
    is_reply = _REPLY.search(comments.name) is not None
    for name, elements in posts.items():
        if len(elements) == len(answers) + 1 and answers.issuperset(elements[1:]):
            return Group("post", name, tuple((element,) for element in elements))
        if is_reply and _WEAK.search(name) is None and len(elements) > 1 and answers.issuperset(elements):
            return replace(comments, kind="post")  # replies, each of them named as a post as well
        opening = _opening_outside(elements, answers)
        if opening is not None:
            thread = Group("post", name, ((opening,), *comments.items))
            if next(thread.read(thread.items[:1], reader)).evidence() == MOST_POINTS:
                return thread
    return comments


def _opening_outside(elements: Sequence[etree._Element], answers: frozenset[etree._Element]) -> etree._Element | None:
    """The block around the first of elements alike, of which each other one stands inside an answer of its own."""
    if len(elements) != len(answers) + 1:
        return None
    around = [next((outer for outer in each.iterancestors() if outer in answers), None) for each in elements]
    if around[0] is not None or None in around[1:] or len(set(around)) != len(elements):
        return None
    opening, others = elements[0], set(elements[1].iterancestors())
    for outer in opening.iterancestors():
        if outer in others or outer.find(".//h1") is not None:
            break
        opening = outer
    return opening


def _is_inside_of(run: Group, named: Group) -> bool:
    """Whether a run is what stands in a named box."""
    box = named.items[0][0]
    return any(around is box for around in run.items[0][0].iterancestors())


def _best(kind: str, groups: Elements, reader: Reader) -> Group | None:
    """The group with most evidence of being comments in all; of equals the outer one."""
    best: Group | None = None
    most = 0.0
    fewest = 2 if kind == "post" else 1
    for name, elements in _foremost(groups, fewest):
        if MOST_POINTS * len(elements) < most:
            break  # the largest groups come first
        for group in _readings(kind, name, elements):
            least = _least_points(group)
            mean = mean_points(group, least, reader)
            if mean < least and _is_untimed_thread(group, reader):
                mean = least = UNTIMED_POINTS
            total = mean * len(group.items)
            is_more = total > most or (total == most and best is not None and _is_inner(group, best))
            if is_more and mean >= least and _is_discussion(group):
                best, most = group, total
            if mean >= ENOUGH_POINTS:
                break
    return best


def _is_untimed_thread(group: Group, reader: Reader) -> bool:
    """Whether posts without times are a thread all the same: several people's, and most of the page."""
    if group.kind != "post" or len(group.items) < FEWEST_UNTIMED or text_share(group) < LEAST_UNTIMED_SHARE:
        return False
    if len(group.items[0]) == 1 and role_of(group.items[0][0]) is Role.TEXT:
        return False  # the writer stands outside, and a name inside is somebody's who is spoken of
    authors = [post.author if post.lines else None for post in group.read(group.sample(), reader)]
    return None not in authors and len(set(authors)) >= FEWEST_WRITERS


def _is_inner(lone: Group, outer: Group) -> bool:
    """Whether one comment by itself is told by a smaller box, that holds most of the text all the same."""
    if len(lone.items) > 1:
        return False
    return text_length(lone.items[0][0]) >= MOST_OF_TEXT * text_length(outer.items[0][0])


def _least_points(group: Group) -> float:
    is_weak = _WEAK.search(group.name) is not None
    is_lone = len(group.items) == 1 and not _is_numbered(group.items[0][0])
    return max(LEAST_POINTS[group.kind], LEAST_LONE_POINTS if is_lone or is_weak else 0.0)


def _is_numbered(element: etree._Element) -> bool:
    """Whether an element bears a number, as one of many does."""
    return any(map(str.isdigit, element.get("id") or ""))


def _foremost(groups: Elements, fewest: int) -> list[tuple[str, list[etree._Element]]]:
    """The largest groups, of groups inside one another with as many members only the outer."""
    ranked = sorted(((name, found) for name, found in groups.items() if len(found) >= fewest), key=lambda e: -len(e[1]))
    kept: list[tuple[str, list[etree._Element]]] = []
    for name, elements in ranked:
        if len(elements) == 1 or not any(_is_inside(elements, outer) for _, outer in kept):
            kept.append((name, elements[:MOST_ITEMS]))
        if len(kept) >= MOST_GROUPS:
            break
    return kept


def _is_inside(elements: Sequence[etree._Element], outer: Sequence[etree._Element]) -> bool:
    if len(elements) != len(outer):
        return False
    return all(
        inner is around or any(ancestor is around for ancestor in inner.iterancestors())
        for inner, around in ((elements[0], outer[0]), (elements[-1], outer[-1]))
    )


def _readings(kind: str, name: str, elements: Sequence[etree._Element]) -> Iterator[Group]:
    """A group as its elements stand, then with what stands around each."""
    if elements[0].tag in ("dt", "dd"):
        yield Group(kind, f"{name}+", entries(elements))
        return
    yield Group(kind, name, tuple((element,) for element in elements))
    spread = spread_over_neighbours(elements) if len(elements) > 1 else None
    if spread is not None and is_moderate(elements, spread):
        yield Group(kind, f"{name}+", spread)


def _is_discussion(group: Group) -> bool:
    """Whether a group is no list of teasers, and stands in the page's main part."""
    sample = group.sample()
    linked = sum(any(map(has_title_link, item)) or all(map(is_only_links, item)) for item in sample)
    first = group.items[0][0]
    is_teased = 2 * linked >= len(sample)
    if is_aside(first) or (is_teased and (group.kind == "post" or not (len(sample) == 1 or _is_numbered(first)))):
        return False
    return group.kind == "comment" or text_share(group) >= LEAST_POST_SHARE
