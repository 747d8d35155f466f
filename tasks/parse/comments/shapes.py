"""How far each comment reaches among its neighbours, and what a block looks like.

What belongs here: structure alone. What does not: names (vocabulary.py), which group is the page's discussion
(named.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice, pairwise, takewhile
from typing import cast

from lxml import etree

from tasks.parse.comments.groups import Group, Item
from tasks.parse.comments.vocabulary import is_named, tokens

MOST_HEAD = 400  # characters of a comment's head and foot together; set by hand
MOST_TIMES_INSIDE = 3  # times the comments' own text that they may have with their heads and feet; set by hand
MOST_DESCRIPTIONS = 10  # `dd` below one `dt`: Blogger prints two, a text and a time
ONLY_LINKS_SHARE = 0.8  # of the characters of a block; set by hand
text_length = cast("Callable[[etree._Element], float]", etree.XPath("string-length(normalize-space(string(.)))"))


def entries(elements: Sequence[etree._Element]) -> tuple[Item, ...]:
    """Items of a definition list: each `dt` with the `dd` below it."""
    found: dict[etree._Element, Item] = {}
    for element in elements:
        first = element
        while first.tag == "dd" and (previous := first.getprevious()) is not None and previous.tag in ("dt", "dd"):
            first = previous
        if first not in found:
            descriptions = takewhile(lambda sibling: sibling.tag == "dd", first.itersiblings())
            found[first] = (first, *islice(descriptions, MOST_DESCRIPTIONS))
    return tuple(found.values())


def adds_only_heads(elements: Sequence[etree._Element], widened: Sequence[Item]) -> bool:
    """Whether the text that widening adds is short enough to be heads and feet, and no article."""
    if any(root.find(".//h1") is not None or root.tag in ("body", "html") for item in widened for root in item):
        return False
    inside = sum(map(text_length, elements))
    most = MOST_TIMES_INSIDE * inside + MOST_HEAD * len(elements)
    return sum(text_length(root) for item in widened for root in item) <= most


def with_neighbours(elements: Sequence[etree._Element]) -> tuple[Item, ...] | None:
    """Each element with the ancestors that hold no other, and with the siblings between it and the next; None if equal.

    Tables put the parts of a comment side by side. Siblings that stand before the first comment and before the second
    alike open a comment, the others close it:

        <tr class="head"> <tr class="text">(1) <tr class="foot"> <tr class="head"> <tr class="text">(2)
    """
    roots = own_ancestors(elements)
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


def own_ancestors(elements: Sequence[etree._Element]) -> list[etree._Element]:
    """For each element the highest one around it that holds no other of them."""
    holds = Counter(ancestor for element in elements for ancestor in (element, *element.iterancestors()))
    return [_own_ancestor(element, holds) for element in elements]


def _own_ancestor(element: etree._Element, holds: Counter[etree._Element]) -> etree._Element:
    while (parent := element.getparent()) is not None and holds[parent] == holds[element]:
        element = parent
    return element


def _opening_length(children: Sequence[etree._Element], places: Sequence[int]) -> int:
    """How many siblings before the first item look like those before the second."""
    if _are_heads_without_first_text(children, places):
        return 0
    length = 0
    gap = places[1] - places[0] - 1
    while length < gap and places[0] - 1 - length >= 0:
        first, second = children[places[0] - 1 - length], children[places[1] - 1 - length]
        if not _is_alike(first, second):
            break
        length += 1
    return length


def _are_heads_without_first_text(children: Sequence[etree._Element], places: Sequence[int]) -> bool:
    """Whether heads stand among texts marked up alike and a text follows the last: <p> <head> <p> <head> <p>.

    The first `<p>` then belongs to no comment.
    """
    if places[0] == 0 or places[1] == places[0] + 1 or places[-1] + 1 >= len(children):
        return False
    below = children[places[0] + 1]
    return _is_alike(children[places[0] - 1], below) and _is_alike(below, children[places[-1] + 1])


def _is_alike(one: etree._Element, other: etree._Element) -> bool:
    return one.tag == other.tag and tokens(one) == tokens(other)


def _closing_length(places: Sequence[int], before: int) -> int:
    """How many siblings behind the last item are its own: as many as the closest two items have between them."""
    return min(following - place for place, following in pairwise(places)) - 1 - before


def is_aside(element: etree._Element) -> bool:
    """Whether an element stands in a column or box beside the page's main part."""
    for around in element.iterancestors():
        if around.tag not in ("body", "html") and is_named(around, "aside") and around.find(".//h1") is None:
            return True
    return False


def has_title(root: etree._Element) -> bool:
    """Whether a heading stands inside, as in an article."""
    return next(root.iterdescendants("h1", "h2", "h3"), None) is not None


def is_only_links(root: etree._Element) -> bool:
    """Whether nearly all text of an element stands in links, as in a list of the latest comments."""
    return sum(map(text_length, root.iter("a"))) >= ONLY_LINKS_SHARE * text_length(root)


def text_share(group: Group) -> float:
    """The share of the page's characters that stands in the group."""
    root = group.items[0][0].getroottree().getroot()
    whole = text_length(root) - sum(len(script.text or "") for script in root.iter("script", "style"))
    return sum(text_length(root) for item in group.items for root in item) / whole if whole > 0 else 0.0
