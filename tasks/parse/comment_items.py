"""The elements of a page that are one comment or one post each.

What belongs here: groups of elements alike, and which of them is the page's discussion. What does not: reading a
comment (comment_reading.py), names (comment_layouts.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.comment_layouts import Role, is_named, item_kinds, layouts, role_of, tokens
from tasks.parse.comment_reading import ReadComment, read_comment

MOST_GROUPS = 8  # of one kind that are read
MOST_ITEMS = 5000
SAMPLE_ITEMS = 12  # read of a group in order to compare it with others
ENOUGH_POINTS = 1.5  # author and time of a comment, on average; below it the neighbours are asked
LEAST_COMMENT_POINTS = 0.5
LEAST_POST_POINTS = 1.4
_NAMED = etree.XPath("//*[@class or @id or @itemprop or @itemtype]")
_TITLE_LINK = etree.XPath(".//*[self::h1 or self::h2 or self::h3 or self::h4]//a[@href and not(contains(@href,'#'))]")


@dataclass(frozen=True, slots=True)
class Group:
    """Comments (or posts) alike: the elements of each, and the name by which they were found."""

    kind: str  # comment, post
    name: str
    items: tuple[tuple[etree._Element, ...], ...]

    def elements(self) -> frozenset[etree._Element]:
        """The first element of every item, for telling answers inside an item."""
        return frozenset(root for item in self.items for root in item)


def find_group(tree: HtmlElement, now: datetime | None) -> Group | None:
    """The page's comments; where it has none, the posts of its thread; None where it has neither."""
    comments, posts = _groups(tree)
    for kind, found, least in (("comment", comments, LEAST_COMMENT_POINTS), ("post", posts, LEAST_POST_POINTS)):
        best = _best(kind, found, now)
        if best is not None and best[0] >= least:
            return best[1]
    return None


def _groups(tree: HtmlElement) -> tuple[dict[str, list[etree._Element]], dict[str, list[etree._Element]]]:
    """Elements by tag and token, for tokens that may name a comment, and that may name a post."""
    comments: dict[str, list[etree._Element]] = {}
    posts: dict[str, list[etree._Element]] = {}
    for element in _NAMED(tree):
        if element.tag in ("body", "html", "form", "a", "input", "button", "textarea", "img", "script", "style", "label"):
            continue
        for token in tokens(element):
            is_comment, is_post = item_kinds(token)
            if is_comment:
                comments.setdefault(f"{element.tag}.{token}", []).append(element)
            if is_post:
                posts.setdefault(f"{element.tag}.{token}", []).append(element)
    return comments, posts


def _best(kind: str, groups: dict[str, list[etree._Element]], now: datetime | None) -> tuple[float, Group] | None:
    """The group with most evidence of being comments in all, and its mean evidence; the outer one of equals."""
    best: tuple[float, float, Group] | None = None
    for name, elements in _foremost(groups):
        for group in _readings(kind, name, elements):
            mean = _mean_points(group, now)
            total = mean * len(group.items)
            if (best is None or total > best[1]) and _is_discussion(group):
                best = (mean, total, group)
            if mean >= ENOUGH_POINTS:
                break
    return None if best is None else (best[0], best[2])


def _foremost(groups: dict[str, list[etree._Element]]) -> list[tuple[str, list[etree._Element]]]:
    """The largest groups, of groups inside one another with as many members only the outer."""
    ranked = sorted(groups.items(), key=lambda entry: -len(entry[1]))
    kept: list[tuple[str, list[etree._Element]]] = []
    for name, elements in ranked:
        if not any(_is_inside(elements, outer) for _, outer in kept):
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
    yield Group(kind, name, tuple((element,) for element in elements))
    if len(elements) == 1 and elements[0].tag in ("dt", "dd", "tr"):
        yield Group(kind, f"{name}+", (tuple(elements[0].getparent()),))
    elif len(elements) > 1:
        spread = _spread(elements)
        if spread is not None:
            yield Group(kind, f"{name}+", spread)


def _spread(elements: Sequence[etree._Element]) -> tuple[tuple[etree._Element, ...], ...] | None:
    """Each element with the ancestors that are its alone, and with the siblings between it and the next.

    Tables and definition lists put the parts of a comment side by side: what stands before the first comment in the
    same order as between two of them opens a comment, the rest closes it.
    """
    holds = Counter(ancestor for element in elements for ancestor in (element, *element.iterancestors()))
    roots = [_own_ancestor(element, holds) for element in elements]
    parent = roots[0].getparent()
    if parent is None or any(root.getparent() is not parent for root in roots):
        return tuple((root,) for root in roots) if roots != list(elements) else None
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
    return min(following - place for place, following in zip(places, places[1:], strict=False)) - 1 - before


def _mean_points(group: Group, now: datetime | None) -> float:
    step = max(1, len(group.items) // SAMPLE_ITEMS)
    sample = group.items[::step][:SAMPLE_ITEMS]
    others = group.elements()
    read = [read_comment(item, others - set(item), now) for item in sample]
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
    linked = sum(any(_TITLE_LINK(root) for root in item) for item in sample)
    return 2 * linked < len(sample) and len(group.items) > 1
