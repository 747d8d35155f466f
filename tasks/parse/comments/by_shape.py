"""Comments and posts told by their shape: blocks alike in a row, each with a time, a name and a text.

What belongs here: finding such runs where no name of the markup tells the comments. What does not: groups by name
(named.py), reading a comment (one_comment.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.publication.stamps import Reader
from tasks.parse.base.teasers import TITLE_WORDS, has_title_link
from tasks.parse.base.tree_text import UNSEEN_TAGS, inline_text, lines
from tasks.parse.comments.groups import Group, Item
from tasks.parse.comments.one_comment import ReadComment
from tasks.parse.comments.shapes import (
    has_title,
    is_aside,
    own_ancestors,
    spread_over_neighbours,
    text_share,
)
from tasks.parse.comments.vocabulary import is_named, layouts, tokens
from tasks.parse.lines.kinds import LineKind, classify
from tasks.parse.lines.vocabulary import words

LONGEST_STAMP = 120  # characters
LONGEST_CONTROL = 40
MOST_STAMPS = 3000
MOST_RUNS = 6
FEWEST_ITEMS = 2
FEWEST_UNNAMED = 3  # where no name around them speaks of readers
FEWEST_IN_THREAD = 5  # where nothing speaks of readers but the page's being made of such blocks
MOST_POINTS = 1.9
WHOLE_PAGE_SHARE = 0.6
MOST_BOXES = 4  # around a run, above which a heading may announce it
SIBLINGS_ABOVE = 3
LEAST_POINTS = 1.6  # author and time, on average
LEAST_WRITTEN = 0.75  # share of the blocks in which something is written
LEAST_THREAD_SHARE = 0.25  # of the page's text, from which a run is a thread and no comments on something else
NEAR_ANCESTORS = 8
MOST_CHILDREN = 8  # of an element that prints a time; a box has more
_DIGIT = re.compile(r"\d")


def find_run(times: Sequence[etree._Element], reader: Reader) -> Group | None:
    """The run with most comments that is believed to be one, or None; `times` are the page's stamps."""
    best: Group | None = None
    most = 0
    for run in _runs(times):
        for items in _readings(run):
            group = Group("comment", "run", items)
            if len(items) > most and _is_believed(group, reader):
                best, most = _of_its_kind(group), len(items)
                break
    return best


def _of_its_kind(group: Group) -> Group:
    """Posts where they are most of the page and nothing around them calls them comments."""
    first = group.items[0][0]
    is_commented = any(is_named(element, "area") for element in (first, *first.iterancestors()))
    is_thread = not is_commented and text_share(group) >= LEAST_THREAD_SHARE
    return replace(group, kind="post") if is_thread else group


def _runs(times: Sequence[etree._Element]) -> list[list[etree._Element]]:
    """Elements that print a time, those alike together, the longest runs first."""
    runs: dict[tuple[object, ...], list[etree._Element]] = {}
    for element in times:
        parent = element.getparent()
        runs.setdefault((element.tag, tokens(element), None if parent is None else parent.tag), []).append(element)
    long = [run for run in runs.values() if len(run) >= FEWEST_ITEMS]
    return sorted(long, key=len, reverse=True)[:MOST_RUNS]


def stamps(tree: HtmlElement, texts: Iterable[tuple[etree._Element, str]]) -> list[etree._Element]:
    """Elements that print a time, in the order of the page, none inside another; not more than anybody needs.

    `texts` are those of the page, each with its element.
    """
    printing = {element for element, text in texts if _prints_time(element, text)}
    body = tree.find("body")
    found: list[etree._Element] = []
    for element in (tree if body is None else body).iter(etree.Element):
        is_time = element in printing or (element.tag == "time" and element.get("datetime"))
        if (is_time or _has_time_as_title(element)) and _is_seen(element, found[-1:]):
            found.append(element)
            if len(found) >= MOST_STAMPS:
                break
    return found


def _is_seen(element: etree._Element, last: Sequence[etree._Element]) -> bool:
    """Whether an element stands neither in the last stamp nor in what is not read."""
    return not any(
        around in last or (around.tag in UNSEEN_TAGS and around.tag != "form")
        for around in (element, *element.iterancestors())
    )


def _has_time_as_title(element: etree._Element) -> bool:
    """Whether "2 hours ago" says when it was to whoever points at it."""
    title = element.get("title")
    if not title or not 8 <= len(title) <= LONGEST_CONTROL:
        return False
    return len(element) == 0 and ":" in title and _is_stamp(title)


def _prints_time(element: etree._Element, text: str) -> bool:
    """Whether what an element holds outside its children is a time, perhaps with a name."""
    if not 5 < len(text) <= 4 * LONGEST_STAMP or _DIGIT.search(text) is None:
        return False
    return not _has_many_children(element) and _is_stamp(text)


def _has_many_children(element: etree._Element) -> bool:
    """In bounded time: len() counts all of them, once for every text beside them."""
    return next(islice(element.iterchildren(), MOST_CHILDREN, None), None) is not None


def _is_stamp(printed: str) -> bool:
    text = " ".join(printed.split())
    return len(text) <= LONGEST_STAMP and classify(text, words()).kind in (LineKind.STAMP, LineKind.SAYS)


def _readings(stamps: Sequence[etree._Element]) -> Iterator[tuple[Item, ...]]:
    """The blocks that stamps stand in: with their neighbours where all are siblings, else at the usual height."""
    roots = own_ancestors(stamps)
    if any(root.tag in ("body", "html") for root in roots):
        return
    parent = roots[0].getparent()
    if all(root.getparent() is parent for root in roots):
        spread = spread_over_neighbours(stamps)
        yield spread if spread is not None else tuple((root,) for root in roots)
        return
    yield tuple((root,) for root in _at_usual_height(stamps, roots))


def _at_usual_height(stamps: Sequence[etree._Element], roots: Sequence[etree._Element]) -> list[etree._Element]:
    """For every stamp the element as far above it as most blocks are: a block with answers inside is no higher."""
    heights = Counter(_height(stamp, root) for stamp, root in zip(stamps, roots, strict=True))
    usual = min(heights, key=lambda height: (-heights[height], height))
    found: dict[etree._Element, None] = {}
    for stamp in stamps:
        element = stamp
        for _ in range(usual):
            above = element.getparent()
            if above is None:
                break
            element = above
        found.setdefault(element)
    return list(found)


def _height(element: etree._Element, root: etree._Element) -> int:
    height = 0
    while element is not root and (above := element.getparent()) is not None:
        element = above
        height += 1
    return height


def _is_believed(group: Group, reader: Reader) -> bool:
    """Whether most blocks hold a name, a time and a text, are no teasers, and something speaks of readers."""
    items = group.items
    if len(items) < FEWEST_ITEMS or is_aside(items[0][0]) or any(root.find(".//h1") is not None for root in items[1]):
        return False
    sample = group.sample()
    *read, last = group.read((*sample, items[-1]), reader)
    written = [comment for comment in read if comment.lines]
    if len(written) < LEAST_WRITTEN * len(read) or not last.lines:
        return False  # a last block without text: the times close what stands above them
    if sum(map(ReadComment.evidence, written)) < LEAST_POINTS * len(written):
        return False
    if 2 * sum(map(_is_teaser, sample, read)) > len(sample):
        return False
    return _is_spoken_of(group, sample, written)


def _is_teaser(item: Item, comment: ReadComment) -> bool:
    """Whether an item's text begins with a title that leads elsewhere, or is little more than links."""
    if any(map(has_title_link, item)):
        return True
    links = (link for root in item for link in root.iter("a") if "#" not in (link.get("href") or "#"))
    linked = [inline_text(link) for link in links]
    titles = {text for text in linked if len(text.split()) >= TITLE_WORDS}
    if comment.author in titles:
        return True
    return bool(titles.intersection(comment.lines)) or 2 * sum(map(len, titles)) > sum(map(len, comment.lines))


def _is_spoken_of(group: Group, sample: Sequence[Item], read: Sequence[ReadComment]) -> bool:
    """Whether names of the markup, a heading or controls in most items are those of comments and posts."""
    first = sample[0][0]
    near = [first, *islice(first.iterancestors(), NEAR_ANCESTORS)]
    if any(is_named(element, "talk") for element in near if element.tag not in ("body", "html")):
        return True
    if len(group.items) < FEWEST_UNNAMED:
        return _is_announced(near)
    marked = sum(any(map(_is_marked, item)) for item in sample)
    return 2 * marked >= len(sample) or _is_announced(near) or _is_whole_page(group, sample, read)


def _is_marked(root: etree._Element) -> bool:
    """Whether a block holds elements named as parts of a post, its controls, or what forums print beside a name."""
    if any(is_named(element, "talk") for element in islice(root.iterdescendants("div", "td", "span", "p"), 50)):
        return True
    printed = [line for line in lines(root) if len(line) <= LONGEST_STAMP]
    return any(
        (len(line) <= LONGEST_CONTROL and layouts().controls.search(line))
        or (":" in line and classify(line, words()).kind is LineKind.DETAIL)
        for line in printed
    )


def _is_announced(near: Sequence[etree._Element]) -> bool:
    """Whether a heading that announces comments stands right above a run or above the boxes around it."""
    for element in near[:MOST_BOXES]:
        for above in islice(element.itersiblings(preceding=True), SIBLINGS_ABOVE):
            text = inline_text(above, LONGEST_STAMP)
            if text and len(text) <= LONGEST_STAMP:
                line = classify(text, words())
                if line.kind is LineKind.ANNOUNCEMENT and line.announced != 0:
                    return True
    return False


def _is_whole_page(group: Group, sample: Sequence[Item], read: Sequence[ReadComment]) -> bool:
    """Whether a page consists of little else than long texts, each with its name and its time and without a title."""
    if len(group.items) < FEWEST_IN_THREAD or sum(map(ReadComment.evidence, read)) < MOST_POINTS * len(read):
        return False
    if 2 * sum(any(map(has_title, item)) for item in sample) > len(sample):
        return False
    return text_share(group) >= WHOLE_PAGE_SHARE
