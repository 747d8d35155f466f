"""Trafilatura asked for the article of a page, and its answer as blocks.

What belongs here: how it is called, and only the parts of its sequence that are used: no metadata, no comments, no text
beside the tree. What does not: choosing among its answers (article.py).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import copy
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.baseline import baseline
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Document, Extractor
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from tasks.parse.base.assembly import Block
from tasks.parse.source.decode import clean
from tasks.records import Kind, Layer

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports every page without text as an error

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


# What the names of a page must hold for trafilatura's patterns to find what they take out. They call Python for every
# element and every pattern; most pages have none of these.
_PRUNED_TAGS = ("div", "section", "aside", "details", "ol", "ul")
_APPENDED_MARKS = ("mvp-post-add-", "infinite", "elementor-share-buttons")
_COMMENT_MARKS = ("\ncomment", "\nComment", "\ncomol", "\ndisqus_thread", "\ndsq-comments", "-comments")
_LINKED_DATA = './/script[@type="application/ld+json"]'
_THREAD = re.compile(r'"@type"\s{0,9}:\s{0,9}(?:\[[^\]]{0,200})?"DiscussionForumPosting"')


def extract(tree: HtmlElement) -> list[Block]:
    """The article by trafilatura's own rules alone, preferring too much to too little; `tree` is not changed.

    The same steps as its `bare_extraction(fast=True, favor_recall=True)`, which copies the page four times where one
    copy does, and writes a text that is not read.
    """
    try:
        page = tree_cleaning(pruned(tree), _options(is_fast=True))
        body, text = extract_content(convert_tags(page, _options(is_fast=True)), _options(is_fast=True))
        if len(text) < _options(is_fast=True).min_extracted_size:
            rescued, _, length = baseline(pruned(tree))
            body = rescued if length > len(text) else body
    except (TypeError, ValueError):  # as bare_extraction has it: a page that it cannot handle has no article
        return []
    return list(_blocks(body))


def extract_compared(tree: HtmlElement) -> list[Block]:
    """The article as trafilatura settles it in comparison with other extractors; `tree` is not changed."""
    document = cast("Document | None", bare_extraction(tree, options=_options(is_fast=False)))
    return [] if document is None else list(_blocks(document.body))


def extract_rescued(tree: HtmlElement) -> list[Block]:
    """Whatever looks like text, by trafilatura's last resort."""
    return list(_blocks(baseline(tree)[0]))


def pruned(tree: HtmlElement) -> HtmlElement:
    """A copy of the page without what trafilatura takes out first: comments too, but for those that are a thread."""
    names = "".join(f"\n{element.get('id')}\n{element.get('class')}" for element in tree.iter(*_PRUNED_TAGS))
    paths = list(RAW_TREE_PRUNE_XPATH) if any(mark in names for mark in _APPENDED_MARKS) else []
    if any(mark in names for mark in _COMMENT_MARKS) and not _is_thread(tree):
        paths += REMOVE_COMMENTS_AND_LISTS_XPATH
    return cast("HtmlElement", prune_unwanted_nodes(copy(tree), paths))


def _is_thread(tree: HtmlElement) -> bool:
    return any(_THREAD.search(script.text or "") for script in tree.iterfind(_LINKED_DATA))


@lru_cache(maxsize=2)
def _options(is_fast: bool) -> Extractor:
    return Extractor(
        output_format="python", fast=is_fast, recall=is_fast, comments=False, with_metadata=False, tables=True
    )


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
