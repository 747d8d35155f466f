"""Comments and posts found by their shape: blocks marked up alike in a row, each with a time, a name and a text.

A *run* is several blocks whose stamps are marked up alike (same tag, same names, same tag around them). What belongs
here: finding the run that is the page's comments where no name of the markup tells them. What does not: groups by name
(named.py), stamps (stamps.py), reading a comment (single/comment.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree

from tasks.dates.publication.stamps import Reader
from tasks.parse.base.teasers import TITLE_WORDS, has_title_link
from tasks.parse.base.tree_text import inline_text, lines
from tasks.parse.comments.groups import Group, Item
from tasks.parse.comments.shapes import has_title, is_aside, own_ancestors, text_share, with_neighbours
from tasks.parse.comments.single.comment import ReadComment
from tasks.parse.comments.vocabulary import is_named, layouts, tokens
from tasks.parse.lines.kinds import LONGEST_STAMP, LineKind, classify
from tasks.parse.lines.vocabulary import words


@dataclass(frozen=True, slots=True)
class RunThresholds:
    """When a run is believed to be comments. All set by hand on the development pages, none fitted."""

    runs: int = 6  # a page that are tried, the longest first
    fewest_items: int = 2
    fewest_unnamed: int = 3  # items where no name around them speaks of readers
    fewest_in_thread: int = 5  # items where nothing speaks of readers but the page's being made of such blocks
    least_evidence: float = 1.6  # of two (author and time), on average
    thread_evidence: float = 1.9  # … where nothing speaks of readers
    least_written: float = 0.75  # share of the items in which something is written
    thread_share: float = 0.25  # of the page's text, from which a run is a thread and no comments on something else
    page_share: float = 0.6  # of the page's text, from which a page is made of little else
    ancestors: int = 8  # above an item that may be named after readers
    boxes: int = 4  # the item and those around it above which a heading may announce comments
    siblings: int = 3  # right above each of these boxes that may be the heading
    control: int = 40  # characters of a line that may hold one: "Reply", "Report this comment"
    parts: int = 50  # elements inside an item that may be named as parts of a post


RUN = RunThresholds()


def find_run(times: Sequence[etree._Element], reader: Reader) -> Group | None:
    """The believable run with most comments, or None; `times` are the page's stamps."""
    best: Group | None = None
    most = 0
    for stamps in _stamps_alike(times):
        for items in _candidate_items(stamps):
            group = Group("comment", "run", items)
            if len(items) > most and _is_believed(group, reader):
                best, most = _with_kind(group), len(items)
                break
    return best


def _with_kind(group: Group) -> Group:
    """Make the group one of posts if they are much of the page and nothing around them calls them comments."""
    first = group.items[0][0]
    is_commented = any(is_named(element, "area") for element in (first, *first.iterancestors()))
    is_thread = not is_commented and text_share(group) >= RUN.thread_share
    return replace(group, kind="post") if is_thread else group


def _stamps_alike(times: Sequence[etree._Element]) -> list[list[etree._Element]]:
    """Runs of stamps that are marked up alike, the longest first."""
    runs: dict[tuple[object, ...], list[etree._Element]] = {}
    for element in times:
        parent = element.getparent()
        runs.setdefault((element.tag, tokens(element), None if parent is None else parent.tag), []).append(element)
    long = [run for run in runs.values() if len(run) >= RUN.fewest_items]
    return sorted(long, key=len, reverse=True)[: RUN.runs]


def _candidate_items(stamps: Sequence[etree._Element]) -> Iterator[tuple[Item, ...]]:
    """The blocks that stamps stand in: with their neighbours where all are siblings, else at the usual height."""
    roots = own_ancestors(stamps)
    if any(root.tag in ("body", "html") for root in roots):
        return
    parent = roots[0].getparent()
    if all(root.getparent() is parent for root in roots):
        widened = with_neighbours(stamps)
        yield widened if widened is not None else tuple((root,) for root in roots)
        return
    yield tuple((root,) for root in _at_usual_height(stamps, roots))


def _at_usual_height(stamps: Sequence[etree._Element], roots: Sequence[etree._Element]) -> list[etree._Element]:
    """For every stamp the element as many steps above it as most blocks are.

    The block of a comment with answers inside it holds their stamps too, so its own ancestors say nothing of its size.
    """
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
    if (
        len(items) < RUN.fewest_items
        or is_aside(items[0][0])
        or any(root.find(".//h1") is not None for root in items[1])
    ):
        return False
    sample = group.sample()
    *read, last = group.read((*sample, items[-1]), reader)
    written = [comment for comment in read if comment.lines]
    if len(written) < RUN.least_written * len(read) or not last.lines:
        return False  # a last block without text: the times close what stands above them
    if sum(map(ReadComment.evidence, written)) < RUN.least_evidence * len(written):
        return False
    if 2 * sum(map(_is_teaser, sample, read)) > len(sample):
        return False
    return _is_of_readers(group, sample, written)


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


def _is_of_readers(group: Group, sample: Sequence[Item], read: Sequence[ReadComment]) -> bool:
    """Whether a name ("thread"), a heading ("3 comments") or controls ("Reply") show that readers wrote the items."""
    first = sample[0][0]
    near = [first, *islice(first.iterancestors(), RUN.ancestors)]
    if any(is_named(element, "talk") for element in near if element.tag not in ("body", "html")):
        return True
    if len(group.items) < RUN.fewest_unnamed:
        return _is_announced(near)
    marked = sum(any(map(_is_marked, item)) for item in sample)
    return 2 * marked >= len(sample) or _is_announced(near) or _is_whole_page(group, sample, read)


def _is_marked(root: etree._Element) -> bool:
    """Whether a block holds an element named "message", a control ("Reply") or a forum's detail ("Posts: 1455")."""
    if any(is_named(element, "talk") for element in islice(root.iterdescendants("div", "td", "span", "p"), RUN.parts)):
        return True
    printed = [line for line in lines(root) if len(line) <= LONGEST_STAMP]
    return any(
        (len(line) <= RUN.control and layouts().controls.search(line))
        or (":" in line and classify(line, words()).kind is LineKind.DETAIL)
        for line in printed
    )


def _is_announced(near: Sequence[etree._Element]) -> bool:
    """Whether a heading that announces comments stands right above a run or above the boxes around it."""
    for element in near[: RUN.boxes]:
        for above in islice(element.itersiblings(preceding=True), RUN.siblings):
            text = inline_text(above, LONGEST_STAMP)
            if text and len(text) <= LONGEST_STAMP:
                line = classify(text, words())
                if line.kind is LineKind.ANNOUNCEMENT and line.announced != 0:
                    return True
    return False


def _is_whole_page(group: Group, sample: Sequence[Item], read: Sequence[ReadComment]) -> bool:
    """Whether a page is little else than texts that each have a name and a time, and no title."""
    if len(group.items) < RUN.fewest_in_thread:
        return False
    if sum(map(ReadComment.evidence, read)) < RUN.thread_evidence * len(read):
        return False
    if 2 * sum(any(map(has_title, item)) for item in sample) > len(sample):
        return False
    return text_share(group) >= RUN.page_share
