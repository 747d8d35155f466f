"""The HTML tree: parsed once and within bounds, and the article's own blocks read out of it.

What belongs here: markup to tree, tree to body blocks. What does not: comments (comments.py), what the head of the page
says (metadata.py), offsets (blocks.py).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.baseline import baseline
from trafilatura.settings import Document, Extractor

from tasks.parse.blocks import Block
from tasks.parse.decode import clean
from tasks.parse.limits import ParseLimits
from tasks.records import Kind, Layer, Rejected, RejectReason

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports every page without text as an error

MOST_ATTRIBUTES = 20_000  # of one element; libxml2's time grows with their square
SHORTEST_BODY = 60  # characters; below this trafilatura's own rescue is asked
_LONG_RUN = re.compile(r"[<>][^<>]{20000}")
_TAG = re.compile(r"""<[A-Za-z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_ATTRIBUTE_EDGE = re.compile(r"[\s/=]+")

# Elements of trafilatura's result, and the rule under which their text stands.
_RULES = {
    "p": "article-paragraph",
    "head": "article-heading",
    "item": "article-list-item",
    "quote": "article-quote",
    "row": "article-table-row",
    "code": "article-code",
    "list": "article-list-item",
    "table": "article-table-row",
}


def read_tree(text: str, limits: ParseLimits) -> HtmlElement | None:
    """Parse markup; None where there is no element in it.

    Raises `Rejected` (too_costly) for trees beyond the limits, without walking them in Python.
    """
    if _has_attribute_flood(text):
        raise Rejected(RejectReason.TOO_COSTLY, "an element with too many attributes")
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing but comments or white space
        return None
    element_count = int(_count(tree))
    if element_count > limits.element_count:
        raise Rejected(RejectReason.TOO_COSTLY, f"{element_count} elements")
    if _deeper_than(limits.depth)(tree):
        raise Rejected(RejectReason.TOO_COSTLY, f"elements nested deeper than {limits.depth}")
    return tree


def read_body(tree: HtmlElement) -> list[Block]:
    """The article's headings, paragraphs, list items, quotations and table rows in reading order.

    `tree` is used up. Trafilatura decides what the article is (Barbaresi 2021, doi:10.18653/v1/2021.acl-demo.15); its
    comparison with slower extractors is switched off, as it was measured to add nothing.
    """
    document = cast("Document | None", bare_extraction(tree, options=_options()))
    blocks = [] if document is None else list(_blocks(document.body))
    if sum(len(block.text) for block in blocks) >= SHORTEST_BODY:
        return blocks
    return list(_blocks(baseline(tree)[0])) or blocks


@lru_cache(maxsize=1)
def _parser() -> HTMLParser:
    return HTMLParser(  # type: ignore[call-arg]  # the stubs do not know default_doctype
        encoding="utf-8",
        huge_tree=True,  # beyond 256 levels the other mode drops text silently; our own limit refuses the page instead
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )


@lru_cache(maxsize=1)
def _options() -> Extractor:
    return Extractor(output_format="python", fast=False, comments=False, with_metadata=False, tables=True)


_count = cast("Callable[[etree._Element], float]", etree.XPath("count(//*)"))


@lru_cache(maxsize=8)
def _deeper_than(depth: int) -> etree.XPath:
    """One step a level: linear, where counting ancestors would be quadratic."""
    return etree.XPath("boolean(" + "/*" * (depth + 1) + ")")


def _has_attribute_flood(text: str) -> bool:
    if text.count("=") <= MOST_ATTRIBUTES and _LONG_RUN.search(text) is None:
        return False
    tags = (found[0] for found in _TAG.finditer(text))
    return any(len(tag) > MOST_ATTRIBUTES and _attribute_count(tag) > MOST_ATTRIBUTES for tag in tags)


def _attribute_count(tag: str) -> int:
    """About how many attributes a tag has; values in quotation marks may hold anything, whole pages included."""
    return len(_ATTRIBUTE_EDGE.findall(_QUOTED.sub("", tag)))


def _blocks(body: etree._Element) -> Iterator[Block]:
    """Walk a result tree; every element of `_RULES` begins and ends a block, cells of a row stay together."""
    parts: list[str] = []
    rules = ["article-paragraph"]
    for event, node in etree.iterwalk(body, events=("start", "end")):
        is_block = node.tag in _RULES and not (node.tag in {"p", "head"} and rules[-1] == "article-table-row")
        if is_block:
            yield from _flush(parts, rules[-1])
        if node.tag in {"lb", "cell"}:
            parts.append("\n" if node.tag == "lb" else " ")
        if event == "start":
            if is_block:
                rules.append(_RULES[node.tag])
            parts.append(node.text or "")
        else:
            if is_block:
                rules.pop()
            parts.append(node.tail or "" if node is not body else "")
    yield from _flush(parts, rules[-1])


def _flush(parts: list[str], rule: str) -> Iterator[Block]:
    text = "".join(parts)
    parts.clear()
    kind = Kind.HEADING if rule == "article-heading" else Kind.PARAGRAPH
    for line in text.split("\n"):
        squeezed = " ".join(clean(line).split())
        if squeezed:
            yield Block(squeezed, Layer.ARTICLE, kind, rule)
