"""Articles that a page prints in several boxes alike, of which an extractor would read the first alone.

What belongs here: telling such boxes from teasers, and marking the element around them. What does not: reading it
(extraction.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.teasers import has_title_link
from tasks.parse.base.tree_text import inline_text
from tasks.parse.html.trafilatura_adapter import ARTICLE_CLASS, NAMING_PATTERNS

MOST_BOXES = 200
MOST_WRITTEN = 15  # boxes with text; more are a list
LEAST_FIRST = 400  # characters in the first box; teasers have less
LARGEST_OTHER = 4  # times the first one's characters, beyond which another box is the article by itself
MOST_PARAGRAPHS = 2000  # of one box
LONG_PARAGRAPH = 60  # characters
LEAST_OUTSIDE = 0.3  # of the boxes' text outside the first one, from which they are one article
LEAST_INSIDE = 0.7  # of the text around them that the boxes must hold


def named_article(tree: HtmlElement) -> etree._Element | None:
    """The first element that a page's markup names as its article, None where it names none."""
    named = (cast("list[etree._Element]", pattern(tree)) for pattern in NAMING_PATTERNS)
    return next((found[0] for found in named if found), None)


def mark_content_boxes(tree: HtmlElement, first: etree._Element) -> None:
    """Name the element around boxes alike that hold the article together, the first as given; changes `tree`."""
    if first.tag == "article" or not first.get("class"):
        return
    boxes = _alike(tree, first)
    lengths = [_length(box) for box in boxes]
    written = [box for box, length in zip(boxes, lengths, strict=True) if length]
    total = sum(lengths)
    if not 2 <= len(written) <= MOST_WRITTEN or not LEAST_FIRST <= lengths[0] <= (1 - LEAST_OUTSIDE) * total:
        return
    if max(lengths) > LARGEST_OTHER * lengths[0] or any(map(_is_teaser, written)):
        return
    around = _around(written)
    if around.tag not in ("body", "html") and total >= LEAST_INSIDE * _length(around):
        around.set("class", ARTICLE_CLASS)


def _alike(tree: HtmlElement, first: etree._Element) -> list[etree._Element]:
    """The elements named as the first one is, none inside another."""
    label = first.get("class")
    found: list[etree._Element] = []
    inside: set[etree._Element] = set()
    for element in tree.iter(str(first.tag)):
        if element.get("class") != label:
            continue
        if not any(outer in inside for outer in element.iterancestors()):
            found.append(element)
            inside.add(element)
            if len(found) >= MOST_BOXES:
                break
    return found


def _length(box: etree._Element) -> int:
    """Characters in a box's long paragraphs."""
    texts = (inline_text(paragraph) for paragraph in islice(box.iter("p"), MOST_PARAGRAPHS))
    return sum(len(text) for text in texts if len(text) >= LONG_PARAGRAPH)


def _is_teaser(box: etree._Element) -> bool:
    """Whether a box has a headline of its own, or a title that leads elsewhere."""
    return next(box.iter("h1", "time"), None) is not None or has_title_link(box)


def _around(boxes: Sequence[etree._Element]) -> etree._Element:
    """The nearest element around all boxes."""
    shared = [*reversed([*boxes[0].iterancestors()])]
    for box in boxes[1:]:
        own = set(box.iterancestors())
        shared = [element for element in shared if element in own]
    return shared[-1]
