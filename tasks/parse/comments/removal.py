"""Comments and what belongs to them taken out of a page's tree, so that the article is read without them.

What belongs here: what is removed and what stays. What does not: finding comments.
"""

from __future__ import annotations

from collections.abc import Set

from lxml import etree

from tasks.parse.comments.groups import Group
from tasks.parse.comments.index import Index
from tasks.parse.comments.vocabulary import is_named

MOST_TEXT_BESIDE = 2500  # characters beside the comments in a box named after them; more is an article; set by hand
MOST_RULES = 800  # characters in a box named after comments without any; more may be an article; set by hand


def remove_comments(group: Group) -> None:
    """Remove the comments, then the box around them if it is named after them and holds no article."""
    around = group.items[0][0].getparent()
    for item in group.items:
        for root in item:
            _remove(root)
    box = None
    while around is not None and around.tag not in ("body", "html"):
        if is_named(around, "area") and _text_length(around) <= MOST_TEXT_BESIDE and around.find(".//h1") is None:
            box = around
        around = around.getparent()
    if box is not None:
        _remove(box)


def remove_rest(index: Index, article: Set[etree._Element] = frozenset()) -> None:
    """Remove what belongs to comments: small boxes named after them, then headings, forms and controls.

    Small boxes hold rules, calls to comment, empty lists; larger ones may hold the article. Elements of `article`
    stay.
    """
    for element in index.areas:
        if element not in article and _text_length(element) <= MOST_RULES and element.find(".//h1") is None:
            _remove(element)
    for element in index.rests:
        if element not in article and _text_length(element) <= MOST_TEXT_BESIDE:
            _remove(element)


def keep_as_article(group: Group) -> frozenset[etree._Element]:
    """Take the names of comments off what is no comment, so that trafilatura reads it; returns its elements.

    These are the items, what stands in them, and the boxes around them up to the body.
    """
    roots = group.elements()
    around = {box for root in roots for box in root.iterancestors() if box.tag not in ("body", "html")}
    for element in (*roots, *around):
        for attribute in ("class", "id"):
            if attribute in element.attrib:
                del element.attrib[attribute]
    return frozenset(around.union(*(root.iter() for root in roots)))


def _text_length(element: etree._Element) -> int:
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length > MOST_TEXT_BESIDE:
            break
    return length


def _remove(element: etree._Element) -> None:
    """Cut an element out, its tail left where it was."""
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    if element.tail:
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)
