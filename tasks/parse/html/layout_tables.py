"""Layout tables, which old pages use for columns and margins, turned into `div`s: their text is running text.

What belongs here: telling them from tables of data, and renaming elements. What does not: reading tables of data
(extraction.py).
"""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

LONG_TEXT = 200  # characters that stand in one piece in a cell; data is shorter
_LAID_OUT = ("table", "h1", "h2", "h3", "p", "br", "div")
_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})


def open_layout_tables(tree: HtmlElement) -> None:
    """Rename tables that hold another table, a headline or running text to `div`, with their rows and cells.

    Changes `tree`.
    """
    layout = {table for table in map(_table_around, tree.iter(*_LAID_OUT)) if table is not None}
    if not layout:
        return
    for part in list(tree.iter(*_PARTS)):
        if part in layout or (part.tag != "table" and _table_above(part) in layout):
            part.set("data-part", part.tag)
    for part in list(tree.iter(*_PARTS)):
        if part.attrib.pop("data-part", None) is not None:
            part.tag = "div"


def _table_around(element: etree._Element) -> etree._Element | None:
    """Return the table around an element, if the element shows that it is a layout table: data has no headlines."""
    if element.tag in ("p", "div") and len((element.text or "").strip()) < LONG_TEXT:
        return None
    if element.tag == "br" and len((element.tail or "").strip()) < LONG_TEXT:
        return None
    return _table_above(element)


def _table_above(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("table"), None)
