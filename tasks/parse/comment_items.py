"""The elements of a page that are one comment or one post each.

What belongs here: groups of elements alike, and which of them is the page's discussion. What does not: reading a
comment (comment_reading.py), names (comment_layouts.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.stamps import Reader
from tasks.parse.comment_layouts import is_named, item_kinds, layouts, tokens
from tasks.parse.comment_reading import ReadComment, read_comment
from tasks.parse.tree_text import inline_text

MOST_GROUPS = 8  # of one kind that are read
MOST_ITEMS = 5000
SAMPLE_ITEMS = 12  # read of a group in order to compare it with others
ENOUGH_POINTS = 1.5  # author and time of a comment, on average; below it the neighbours are asked
LEAST_POINTS = {"comment": 0.5, "post": 1.4}
LEAST_LONE_POINTS = 1.5  # of one comment by itself whose element bears no number
MOST_HEAD = 400  # characters of a comment's head and foot
LEAST_POST_SHARE = 0.3  # of the page's characters that the posts of a thread must hold
_ITEM_TAGS = frozenset(
    {"div", "li", "article", "section", "tr", "td", "table", "tbody", "dt", "dd", "ul", "ol", "dl", "blockquote", "p"}
)
_WEAK = re.compile(r"\.#?(?:reply|response|opinion|review|feedback|answer|@.*)(?![a-z])")  # name other things as well
_Elements = Callable[[etree._Element], list[etree._Element]]
_NAMED = cast("_Elements", etree.XPath("//*[@class or @id or @itemprop or @itemtype]"))
_LENGTH = cast("Callable[[etree._Element], float]", etree.XPath("string-length(normalize-space(string(.)))"))
_TITLE_LINK = cast(
    "_Elements",
    etree.XPath(".//*[self::h1 or self::h2 or self::h3 or self::h4]//a[@href and not(contains(@href,'#'))]"),
)
TITLE_WORDS = 4  # of a link in a heading, from which it is a title and not a name


@dataclass(frozen=True, slots=True)
class Group:
    """Comments (or posts) alike: the elements of each, and the name by which they were found."""

    kind: str  # comment, post
    name: str
    items: tuple[tuple[etree._Element, ...], ...]

    def elements(self) -> frozenset[etree._Element]:
        """The first element of every item, for telling answers inside an item."""
        return frozenset(root for item in self.items for root in item)


def find_group(tree: HtmlElement, reader: Reader) -> Group | None:
    """The page's comments; where it has none, the posts of its thread; None where it has neither."""
    comments, posts = _groups(tree)
    for kind, found in (("comment", comments), ("post", posts)):
        best = _best(kind, found, reader)
        if best is not None:
            return best
    return None


def _groups(tree: HtmlElement) -> tuple[dict[str, list[etree._Element]], dict[str, list[etree._Element]]]:
    """Elements by tag and token, for tokens that may name a comment, and that may name a post."""
    comments: dict[str, list[etree._Element]] = {}
    posts: dict[str, list[etree._Element]] = {}
    for element in _NAMED(tree):
        if element.tag not in _ITEM_TAGS:
            continue
        for token in tokens(element):
            is_comment, is_post = item_kinds(token)
            if is_comment:
                comments.setdefault(f"{element.tag}.{token}", []).append(element)
            if is_post:
                posts.setdefault(f"{element.tag}.{token}", []).append(element)
    return comments, posts


def _best(kind: str, groups: dict[str, list[etree._Element]], reader: Reader) -> Group | None:
    """The group with most evidence of being comments in all; of equals the outer one."""
    best: Group | None = None
    most = 0.0
    for name, elements in _foremost(groups):
        for group in _readings(kind, name, elements):
            mean = _mean_points(group, reader)
            total = mean * len(group.items)
            is_more = total > most or (total == most and len(group.items) == 1)
            if is_more and mean >= _least_points(group) and _is_discussion(group):
                best, most = group, total
            if mean >= ENOUGH_POINTS:
                break
    return best


def _least_points(group: Group) -> float:
    is_weak = _WEAK.search(group.name) is not None
    is_lone = len(group.items) == 1 and not any(map(str.isdigit, group.items[0][0].get("id") or ""))
    return max(LEAST_POINTS[group.kind], LEAST_LONE_POINTS if is_lone or is_weak else 0.0)


def _foremost(groups: dict[str, list[etree._Element]]) -> list[tuple[str, list[etree._Element]]]:
    """The largest groups, of groups inside one another with as many members only the outer."""
    ranked = sorted(groups.items(), key=lambda entry: -len(entry[1]))
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
        yield Group(kind, f"{name}+", _entries(elements))
        return
    yield Group(kind, name, tuple((element,) for element in elements))
    spread = _spread(elements) if len(elements) > 1 else None
    if spread is not None and _is_moderate(elements, spread):
        yield Group(kind, f"{name}+", spread)


def _entries(elements: Sequence[etree._Element]) -> tuple[tuple[etree._Element, ...], ...]:
    """Of a definition list: each term with all that is said of it."""
    found: dict[etree._Element, tuple[etree._Element, ...]] = {}
    for element in elements:
        first = element
        while first.tag == "dd" and (previous := first.getprevious()) is not None and previous.tag in ("dt", "dd"):
            first = previous
        if first not in found:
            said = takewhile(lambda sibling: sibling.tag == "dd", first.itersiblings())
            found[first] = (first, *islice(said, 10))
    return tuple(found.values())


def _is_moderate(elements: Sequence[etree._Element], spread: Sequence[Sequence[etree._Element]]) -> bool:
    """Whether what is taken in around the elements is heads and feet, and no article."""
    if any(root.find(".//h1") is not None or root.tag in ("body", "html") for item in spread for root in item):
        return False
    inside = sum(map(_LENGTH, elements))
    return sum(_LENGTH(root) for item in spread for root in item) <= 3 * inside + MOST_HEAD * len(elements)


def _spread(elements: Sequence[etree._Element]) -> tuple[tuple[etree._Element, ...], ...] | None:
    """Each element with the ancestors that are its alone, and with the siblings between it and the next.

    Tables put the parts of a comment side by side: what stands before the first comment in the same order as before the
    second opens a comment, the rest closes it.
    """
    holds = Counter(ancestor for element in elements for ancestor in (element, *element.iterancestors()))
    roots = [_own_ancestor(element, holds) for element in elements]
    parent = roots[0].getparent()
    if parent is None or any(root.getparent() is not parent for root in roots):
        return tuple((root,) for root in dict.fromkeys(roots)) if roots != list(elements) else None
    position = {child: index for index, child in enumerate(parent)}
    places = [position[root] for root in roots]
    children = list(parent)
    before = _opening_length(children, places)
    starts = [place - before for place in places]
    ends = [*starts[1:], min(len(children), places[-1] + 1 + _closing_length(places, before))]
    return tuple(tuple(children[start:end]) for start, end in zip(starts, ends, strict=True) if start >= 0)


def _own_ancestor(element: etree._Element, holds: Counter[etree._Element]) -> etree._Element:
    """The highest element around this one that holds no other of the group."""
    while (parent := element.getparent()) is not None and holds[parent] == holds[element]:
        element = parent
    return element


def _opening_length(children: Sequence[etree._Element], places: Sequence[int]) -> int:
    """How many siblings before the first item look like those before the second."""
    length = 0
    gap = places[1] - places[0] - 1
    while length < gap and places[0] - 1 - length >= 0:
        first, second = children[places[0] - 1 - length], children[places[1] - 1 - length]
        if first.tag != second.tag or tokens(first) != tokens(second):
            break
        length += 1
    return length


def _closing_length(places: Sequence[int], before: int) -> int:
    return min(following - place for place, following in pairwise(places)) - 1 - before


def _mean_points(group: Group, reader: Reader) -> float:
    step = max(1, len(group.items) // SAMPLE_ITEMS)
    sample = group.items[::step][:SAMPLE_ITEMS]
    others = group.elements()
    read = [read_comment(item, others - set(item), reader) for item in sample]
    written = [comment for comment in read if comment.lines]
    return sum(map(ReadComment.points, written)) / len(read) if read else 0.0


def _is_discussion(group: Group) -> bool:
    """Whether a group is no list of teasers, and stands in the page's main part."""
    first = group.items[0][0]
    for around in first.iterancestors():
        if around.tag not in ("body", "html") and is_named(around, layouts().aside) and around.find(".//h1") is None:
            return False
    if group.kind == "comment":
        return True
    sample = group.items[:SAMPLE_ITEMS]
    linked = sum(any(map(_has_title_link, item)) for item in sample)
    return 2 * linked < len(sample) and len(group.items) > 1 and _text_share(group) >= LEAST_POST_SHARE


def _has_title_link(root: etree._Element) -> bool:
    return any(len(inline_text(link).split()) >= TITLE_WORDS for link in _TITLE_LINK(root))


def _text_share(group: Group) -> float:
    """The share of the page's characters that stands in the group."""
    root = group.items[0][0].getroottree().getroot()
    whole = _LENGTH(root) - sum(len(script.text or "") for script in root.iter("script", "style"))
    return sum(_LENGTH(root) for item in group.items for root in item) / whole if whole > 0 else 0.0
