"""Words that stand on different lines of a cell or an item and that an extractor would glue together.

What belongs here: such elements, made plain. What does not: layout tables (html/layout_tables.py).
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.tree_text import lines

LONGEST_CELL = 400  # characters of a cell or an item that is made one line; what is longer is running text
MOST_PARTS = 5000  # cells and items of a page that are looked at; bounds the time of a hostile one
_LINES = ("br", "p", "div", "ul", "ol", "li", "dl")
_KEPT = ("a", "table", "img", "figure", "h1", "h2", "h3", "h4", "blockquote", "pre")
_SPANS = ("span", "b", "strong", "em", "i")
_BLOCK_STYLE = re.compile(r"display\s*:\s*block", re.IGNORECASE)


def part_lines(tree: HtmlElement) -> None:
    """Put a space between the lines of cells and short items, and a break before what a style sets on its own line.

    Changes `tree`.
    """
    for part in [*islice(tree.iter("td", "th", "li"), MOST_PARTS)]:
        inner = ("div",) if part.tag == "li" else _LINES
        if next(part.iterdescendants(*inner), None) is not None and next(part.iterdescendants(*_KEPT), None) is None:
            _flatten(part)
    for span in [*islice(tree.iter(*_SPANS), MOST_PARTS)]:
        if is_own_line(span) and _has_text_before(span):
            span.addprevious(etree.Element("br"))


def is_own_line(element: etree._Element) -> bool:
    """Whether an element that stands inside of lines is set on a line of its own by its style."""
    return element.tag in _SPANS and _BLOCK_STYLE.search(element.get("style") or "") is not None


def is_glued(before: str, span: etree._Element) -> bool:
    """Whether a span begins a word right behind one: "Posted" and "May 4", which a style sheet keeps apart.

    A capital behind a small letter shows it; words that are written so ("JavaScript") are seldom marked up in parts.
    """
    text = span.text or ""
    return span.tag == "span" and before[-1:].islower() and text[:1].isupper() and text[1:2].islower()


def _flatten(part: etree._Element) -> None:
    """Make a part plain: a cell one line, an item lines of its own."""
    printed = lines(part)
    if not printed or sum(map(len, printed)) > LONGEST_CELL:
        return
    for child in [*part]:
        part.remove(child)
    if part.tag != "li":
        part.text = " ".join(printed)
        return
    part.text = printed[0]
    for line in printed[1:]:
        etree.SubElement(part, "br").tail = line


def _has_text_before(span: etree._Element) -> bool:
    previous, parent = span.getprevious(), span.getparent()
    if previous is not None:
        return previous.tag != "br"
    return parent is not None and bool((parent.text or "").strip())
