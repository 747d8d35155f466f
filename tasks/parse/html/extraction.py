"""The readings of a page by trafilatura, as blocks.

What belongs here: its result tree as blocks. What does not: calling it (trafilatura_adapter.py), choosing among its
readings (article.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from tasks.parse.base.assembly import Block
from tasks.parse.html.trafilatura_adapter import baseline_content, compared_content, main_content, prepared, pruned
from tasks.parse.source.decode import clean
from tasks.records import Kind, Layer

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

_LINKED_DATA = './/script[@type="application/ld+json"]'
_THREAD = re.compile(r'"@type"\s{0,9}:\s{0,9}(?:\[[^\]]{0,200})?"DiscussionForumPosting"')


class Extraction:
    """The article by trafilatura's own rules alone, in two widths; the page is prepared once and never changed.

    What is named comments is left out unless `keep_comments`, or on a page that states that it is a thread: its posts
    are what it is about.
    """

    def __init__(self, tree: HtmlElement, *, keep_comments: bool = False) -> None:
        """Prepare a page."""
        self._pruned = pruned(tree, keep_comments=keep_comments or is_thread(tree))
        self._page = prepared(self._pruned)

    def narrow(self) -> list[Block]:
        """What trafilatura takes by default."""
        return _blocks_of(main_content(self._pruned, self._page, is_wide=False))

    def wide(self) -> list[Block]:
        """What it takes when it prefers too much to too little: teasers and boxes of links as well."""
        return _blocks_of(main_content(self._pruned, self._page, is_wide=True))


def extract_compared(tree: HtmlElement) -> list[Block]:
    """The article from trafilatura's full mode, which falls back to readability and jusText; `tree` is not changed."""
    return _blocks_of(compared_content(tree))


def extract_rescued(tree: HtmlElement) -> list[Block]:
    """Whatever looks like text, by trafilatura's last resort."""
    return _blocks_of(baseline_content(tree))


def is_thread(tree: HtmlElement) -> bool:
    """Whether the page's JSON-LD states a discussion thread (schema.org DiscussionForumPosting)."""
    return any(_THREAD.search(script.text or "") for script in tree.iterfind(_LINKED_DATA))


def _blocks_of(body: etree._Element | None) -> list[Block]:
    return [] if body is None else list(_blocks(body))


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
