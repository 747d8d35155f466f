"""The elements of a page that are one comment or one post each.

What belongs here: groups of elements alike, and which of them is the page's discussion. What does not: reading a
comment (single/comment.py), names (vocabulary.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from tasks.dates.publication.stamps import Reader
from tasks.parse.base.teasers import has_title_link
from tasks.parse.comments.answers import with_answers
from tasks.parse.comments.by_shape import find_run
from tasks.parse.comments.groups import MOST_EVIDENCE, Group, mean_evidence
from tasks.parse.comments.index import Elements, Index
from tasks.parse.comments.shapes import (
    adds_only_heads,
    entries,
    is_aside,
    is_only_links,
    text_length,
    text_share,
    with_neighbours,
)
from tasks.parse.comments.vocabulary import Role, role_of


@dataclass(frozen=True, slots=True)
class GroupThresholds:
    """When a named group is believed to be the page's discussion; set by hand on the development pages, not fitted.

    Evidence is what `ReadComment.evidence` counts: 1 for an author, 1 for a time, averaged over the group's sample.
    """

    groups: int = 8  # of one kind that are read, the largest first
    items: int = 5000  # of a group; keeps the time in bounds
    least_comment_evidence: float = 0.5
    least_post_evidence: float = 1.4  # names of posts fit other things as well
    least_lone_evidence: float = 1.5  # of one comment by itself without a number in its id, and of vague names
    enough_evidence: float = 1.5  # below it the neighbours are taken in as well
    inner_share: float = 0.4  # of a lone comment's text, from which a smaller box in it is taken instead
    untimed_evidence: float = 1.0  # of posts with authors and no times, in an untimed thread
    fewest_untimed: int = 4  # posts of an untimed thread
    fewest_writers: int = 3  # of an untimed thread
    least_untimed_share: float = 0.6  # of the page's characters that an untimed thread holds
    least_post_share: float = 0.2  # of the page's characters that the posts of any thread hold


GROUP = GroupThresholds()
_VAGUE = re.compile(r"\.#?(?:reply|response|opinion|review|feedback|answer|@.*)(?![a-z])")  # name other things as well
_REPLY = re.compile(r"\.(?:reply|response)\+?$")


def find_group(index: Index, reader: Reader) -> Group | None:
    """The page's comments by name; where it has none, the posts of its thread; None where it has neither."""
    group = _best_group("comment", index.comments, reader)
    if group is None:
        return _best_group("post", index.posts, reader)
    return with_answers(_as_thread(group, index.posts, reader), index.comments)


def prefer_run(group: Group | None, times: Sequence[etree._Element], reader: Reader) -> Group | None:
    """Choose the run around the stamps `times` if no `group` was found by name, or if that is a box around the run."""
    run = find_run(times, reader)
    return group if run is None or (group is not None and not _is_box_around(group, run)) else run


def _as_thread(comments: Group, posts: Elements, reader: Reader) -> Group:
    """Turn comments into the posts of a thread, if all of them are posts or the post before them is a question."""
    answers = comments.elements()
    is_reply = _REPLY.search(comments.name) is not None
    for name, elements in posts.items():
        if len(elements) == len(answers) + 1 and answers.issuperset(elements[1:]):
            return Group("post", name, tuple((element,) for element in elements))
        if is_reply and _VAGUE.search(name) is None and len(elements) > 1 and answers.issuperset(elements):
            return replace(comments, kind="post")  # replies, each of them named as a post as well
        question = _wrapped_question(elements, answers)
        if question is not None:
            thread = Group("post", name, ((question,), *comments.items))
            if next(thread.read(thread.items[:1], reader)).evidence() == MOST_EVIDENCE:
                return thread
    return comments


def _wrapped_question(elements: Sequence[etree._Element], answers: frozenset[etree._Element]) -> etree._Element | None:
    """The element that wraps the question, on pages where every other post is wrapped in an answer.

    Of `div.post` in `<section><div class="post">…</div></section> <li class="answer"><div class="post">…</div></li>` it
    is the section.
    """
    if len(elements) != len(answers) + 1:
        return None
    around = [next((outer for outer in each.iterancestors() if outer in answers), None) for each in elements]
    if around[0] is not None or None in around[1:] or len(set(around)) != len(elements):
        return None
    question, others = elements[0], set(elements[1].iterancestors())
    for outer in question.iterancestors():
        if outer in others or outer.find(".//h1") is not None:
            break
        question = outer
    return question


def _is_box_around(named: Group, run: Group) -> bool:
    """Whether the first item of a named group is an element around the run."""
    box = named.items[0][0]
    return any(around is box for around in run.items[0][0].iterancestors())


def _best_group(kind: str, groups: Elements, reader: Reader) -> Group | None:
    """The group with the most evidence summed over its items; of equals the outer one."""
    best: Group | None = None
    most = 0.0
    fewest = 2 if kind == "post" else 1
    for name, elements in _largest_groups(groups, fewest):
        if MOST_EVIDENCE * len(elements) < most:
            break  # the largest groups come first
        for group in _candidate_groups(kind, name, elements):
            least = _least_evidence(group)
            mean = mean_evidence(group, least, reader)
            if mean < least and _is_untimed_thread(group, reader):
                mean = least = GROUP.untimed_evidence
            total = mean * len(group.items)
            is_more = total > most or (total == most and best is not None and _is_inner(group, best))
            if is_more and mean >= least and _is_discussion(group):
                best, most = group, total
            if mean >= GROUP.enough_evidence:
                break
    return best


def _is_untimed_thread(group: Group, reader: Reader) -> bool:
    """Whether posts without times are a thread all the same: by several writers, and most of the page."""
    if group.kind != "post" or len(group.items) < GROUP.fewest_untimed or text_share(group) < GROUP.least_untimed_share:
        return False
    if len(group.items[0]) == 1 and role_of(group.items[0][0]) is Role.TEXT:
        return False  # the writer stands outside, and a name inside is somebody's who is spoken of
    authors = [post.author if post.lines else None for post in group.read(group.sample(), reader)]
    return None not in authors and len(set(authors)) >= GROUP.fewest_writers


def _is_inner(lone: Group, outer: Group) -> bool:
    """Whether a lone comment stands inside another and holds much of its text."""
    if len(lone.items) > 1:
        return False
    return text_length(lone.items[0][0]) >= GROUP.inner_share * text_length(outer.items[0][0])


def _least_evidence(group: Group) -> float:
    is_vague = _VAGUE.search(group.name) is not None
    is_lone = len(group.items) == 1 and not _is_numbered(group.items[0][0])
    least = GROUP.least_post_evidence if group.kind == "post" else GROUP.least_comment_evidence
    return max(least, GROUP.least_lone_evidence) if is_lone or is_vague else least


def _is_numbered(element: etree._Element) -> bool:
    """Whether an element bears a number, as one of many does."""
    return any(map(str.isdigit, element.get("id") or ""))


def _largest_groups(groups: Elements, fewest: int) -> list[tuple[str, list[etree._Element]]]:
    """The largest groups by name; of two that are equally large and inside one another only the outer."""
    ranked = sorted(((name, found) for name, found in groups.items() if len(found) >= fewest), key=lambda e: -len(e[1]))
    kept: list[tuple[str, list[etree._Element]]] = []
    for name, elements in ranked:
        if len(elements) == 1 or not any(_is_inside(elements, outer) for _, outer in kept):
            kept.append((name, elements[: GROUP.items]))
        if len(kept) >= GROUP.groups:
            break
    return kept


def _is_inside(elements: Sequence[etree._Element], outer: Sequence[etree._Element]) -> bool:
    if len(elements) != len(outer):
        return False
    return all(
        inner is around or any(ancestor is around for ancestor in inner.iterancestors())
        for inner, around in ((elements[0], outer[0]), (elements[-1], outer[-1]))
    )


def _candidate_groups(kind: str, name: str, elements: Sequence[etree._Element]) -> Iterator[Group]:
    """The elements with one name as a group, then the same elements with their neighbours."""
    if elements[0].tag in ("dt", "dd"):
        yield Group(kind, f"{name}+", entries(elements))
        return
    yield Group(kind, name, tuple((element,) for element in elements))
    widened = with_neighbours(elements) if len(elements) > 1 else None
    if widened is not None and adds_only_heads(elements, widened):
        yield Group(kind, f"{name}+", widened)


def _is_discussion(group: Group) -> bool:
    """Whether a group is no list of teasers, and stands in the page's main part."""
    sample = group.sample()
    linked = sum(any(map(has_title_link, item)) or all(map(is_only_links, item)) for item in sample)
    first = group.items[0][0]
    is_teased = 2 * linked >= len(sample)
    if is_aside(first) or (is_teased and (group.kind == "post" or not (len(sample) == 1 or _is_numbered(first)))):
        return False
    return group.kind == "comment" or text_share(group) >= GROUP.least_post_share
