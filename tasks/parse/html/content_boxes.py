"""Articles split over several boxes of one class: a `<div class="article-body">` above and below an advertisement.

An extractor takes the first box it knows and misses the others. What belongs here: telling such boxes from teasers, and
marking the element around them, so that it is taken instead. What does not: reading it
(extraction.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.teasers import has_title_link
from tasks.parse.base.tree_text import inline_text
from tasks.parse.html.trafilatura_adapter import ARTICLE_CLASS, NAMING_PATTERNS


@dataclass(frozen=True, slots=True)
class BoxRules:
    """Which boxes alike are one article. Set by hand on the development pages, not fitted."""

    most_boxes: int = 200  # of a page that are compared; bounds the time of a hostile one
    most_written: int = 15  # boxes with text; more are a list
    least_first: int = 400  # characters in the first box; teasers have less
    largest_other: int = 4  # times the first one's characters, beyond which another box is the article by itself
    most_paragraphs: int = 2000  # of one box that are measured; bounds the time of a hostile one
    long_paragraph: int = 60  # characters; shorter ones are labels and do not count
    least_outside: float = 0.3  # of the boxes' text outside the first one, from which they are one article
    least_inside: float = 0.7  # of the text around them that the boxes must hold


RULES = BoxRules()


def named_article(tree: HtmlElement) -> etree._Element | None:
    """Find the first element whose name or tag says that it is the article; None where there is none."""
    named = (cast("list[etree._Element]", pattern(tree)) for pattern in NAMING_PATTERNS)
    return next((found[0] for found in named if found), None)


def mark_content_boxes(tree: HtmlElement, first: etree._Element) -> None:
    """Mark the element around all boxes of the class of `first` as the article, if they form one; changes `tree`."""
    if first.tag == "article" or not first.get("class"):
        return
    boxes = _alike(tree, first)
    lengths = [_length(box) for box in boxes]
    written = [box for box, length in zip(boxes, lengths, strict=True) if length]
    total = sum(lengths)
    if (
        not 2 <= len(written) <= RULES.most_written
        or not RULES.least_first <= lengths[0] <= (1 - RULES.least_outside) * total
    ):
        return
    if max(lengths) > RULES.largest_other * lengths[0] or any(map(_is_teaser, written)):
        return
    around = _around(written)
    if around.tag not in ("body", "html") and total >= RULES.least_inside * _length(around):
        around.set("class", ARTICLE_CLASS)


def _alike(tree: HtmlElement, first: etree._Element) -> list[etree._Element]:
    """Find the elements with the tag and class of `first`; those inside another of them do not count."""
    label = first.get("class")
    found: list[etree._Element] = []
    inside: set[etree._Element] = set()
    for element in tree.iter(str(first.tag)):
        if element.get("class") != label:
            continue
        if not any(outer in inside for outer in element.iterancestors()):
            found.append(element)
            inside.add(element)
            if len(found) >= RULES.most_boxes:
                break
    return found


def _length(box: etree._Element) -> int:
    """Count the characters of a box's long paragraphs."""
    texts = (inline_text(paragraph) for paragraph in islice(box.iter("p"), RULES.most_paragraphs))
    return sum(len(text) for text in texts if len(text) >= RULES.long_paragraph)


def _is_teaser(box: etree._Element) -> bool:
    """Whether a box has a headline of its own, or a title that leads elsewhere."""
    return next(box.iter("h1", "time"), None) is not None or has_title_link(box)


def _around(boxes: Sequence[etree._Element]) -> etree._Element:
    """Find the nearest element that holds all boxes."""
    shared = [*reversed([*boxes[0].iterancestors()])]
    for box in boxes[1:]:
        own = set(box.iterancestors())
        shared = [element for element in shared if element in own]
    return shared[-1]
