"""The blocks of a page that is too large for trafilatura, whose time grows with the square of a parent's children.

What belongs here: which pages these are, and one walk over such a page. What does not: trafilatura (extraction.py),
what no reader takes (base/limits.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from tasks.parse.base.assembly import Block
from tasks.parse.base.limits import ParseLimits
from tasks.parse.base.tree_text import INLINE_TAGS, UNSEEN_TAGS
from tasks.parse.source.decode import clean
from tasks.records import Kind, Layer

_CELLS = frozenset({"td", "th"})
_FURNITURE = frozenset({"footer", "aside"})  # beside what nobody sees
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_RULES = {"li": "large-page-item", "tr": "large-page-row", "blockquote": "large-page-quote", "pre": "large-page-code"}


def is_large(tree: etree._Element, limits: ParseLimits) -> bool:
    """Whether a page has more elements, or one of them more children, than trafilatura reads in a few seconds."""
    return bool(_larger_than(limits.extracted_element_count, limits.extracted_child_count)(tree))


def read_large(tree: etree._Element) -> list[Block]:
    """All that a reader sees of a page, a block for each stretch between the edges of block elements; linear."""
    return list(_blocks(tree))


@lru_cache(maxsize=8)
def _larger_than(element_count: int, child_count: int) -> etree.XPath:
    """Children are counted only where a page has as many elements at all; most have far fewer."""
    is_larger = f"boolean(//*[*[{child_count + 1}]]) or count(//*) > {element_count}"
    return etree.XPath(f"count(//*) > {min(child_count, element_count)} and ({is_larger})")


def _blocks(tree: etree._Element) -> Iterator[Block]:
    parts: list[str] = []
    open_tags: list[str] = []  # of the elements around that name a rule
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walker:
        tag = node.tag if isinstance(node.tag, str) else ""
        is_edge = tag not in INLINE_TAGS and tag not in UNSEEN_TAGS and tag not in _CELLS
        if is_edge:
            yield from _flushed(parts, open_tags)
        elif tag in _CELLS:
            parts.append(" ")
        is_rule = tag in _RULES or tag in _HEADINGS
        if event == "end":
            if is_rule:
                open_tags.pop()
            parts.append(node.tail or "" if node is not tree else "")
            continue
        if is_rule:
            open_tags.append(tag)
        if tag in UNSEEN_TAGS or tag in _FURNITURE:
            walker.skip_subtree()
        else:
            parts.append(node.text or "")
    yield from _flushed(parts, open_tags)


def _flushed(parts: list[str], open_tags: list[str]) -> Iterator[Block]:
    """The text gathered so far as a block, under the rule of the innermost element around that has one."""
    text = " ".join(clean("".join(parts)).split())
    parts.clear()
    if not text:
        return
    tag = open_tags[-1] if open_tags else ""
    kind = Kind.HEADING if tag in _HEADINGS else Kind.PARAGRAPH
    rule = "large-page-heading" if tag in _HEADINGS else _RULES.get(tag, "large-page-paragraph")
    yield Block(text, Layer.ARTICLE, kind, rule)
