"""The HTML tree: parsed once and within bounds, and the article's own blocks read out of it.

What belongs here: markup to tree, choosing among readings of its body. What does not: the readings (extraction.py),
comments (comments/discussion.py), what the head of the page says (metadata.py), offsets (base/assembly.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from tasks.parse.base.assembly import Block
from tasks.parse.base.folding import letters_of
from tasks.parse.base.limits import DEFAULT_LIMITS, ParseLimits
from tasks.parse.base.tree_text import inline_text, lines
from tasks.parse.html.content_boxes import mark_content_boxes, named_article
from tasks.parse.html.dialogs import take_dialogs
from tasks.parse.html.extraction import Extraction, extract_compared, extract_rescued
from tasks.parse.html.large_pages import is_large, read_large
from tasks.parse.html.layout_tables import open_layout_tables
from tasks.parse.html.page_data import read_page_data
from tasks.parse.html.surroundings import LINK_BOUNDS, Links, article_span, link_index, without_surroundings
from tasks.parse.seen.buttons import open_buttons, open_details
from tasks.parse.seen.folded import open_folded
from tasks.parse.seen.line_ends import part_lines
from tasks.parse.seen.shadow import compose
from tasks.records import Rejected, RejectReason

MOST_ATTRIBUTES = 20_000  # of one element; libxml2's time grows with their square
MOST_SQUARED_ATTRIBUTES = 4 * MOST_ATTRIBUTES**2  # summed over a page
LONG_TAG = 2000  # characters; shorter ones need no counting
_TAG = re.compile(r"""<[A-Za-z][^\s"'<>/]{0,99}[\s/](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_ATTRIBUTE_EDGE = re.compile(r"[\s/=]+")

FOLDED_RULE = "article-folded"  # of a block that a page shows only to who asks for more

_COMPOSED = re.compile(r"<(?:template\b|amp-)", re.IGNORECASE)

# Elements whose content is no markup up to their closing tag, so that one without it holds the whole rest of the page.
_SWALLOWING_OPENED = re.compile(r"<(?P<name>(?i:title|textarea|iframe))\b[^<>]{0,200}>")
_SWALLOWING_CLOSED = re.compile(r"</(?P<name>(?i:title|textarea|iframe))\b")


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """When a second reading of a page is asked for, and when it is believed. Set by hand on the development pages.

    A reading's worth is that of its article span in words of running text (surroundings.SpanWeights).
    """

    enough_text: int = 10_000  # characters of the narrow reading, from which the wide one is not asked
    worth_of_wide_mode: float = (
        1.1  # times the narrow reading's worth: of 1.05 to 3 what eleven of twelve halves of sets bear
    )
    little_worth: float = 100.0  # below which trafilatura's comparison with other extractors is asked
    most_compared: int = 8_000  # elements of a page: the time of one of the extractors grows with their square
    worth_of_other: float = 1.2  # times the first reading's worth, for a reading of another place of the page
    worth_of_wider: float = 6.0  # … for a reading that holds the first: wider ones take in what stands around
    long_paragraph: int = 80  # characters of a block that is running text and no label
    shortest_body: int = 60  # characters of a reading; below them trafilatura's own rescue is asked
    most_articles: int = 5  # `<article>`s compared with a body of one line; a page of more is a list


CHOICE = ReadingChoice()


def read_tree(text: str, limits: ParseLimits) -> HtmlElement:
    """Parse markup.

    Raises `Rejected`: too_costly for trees beyond the limits, without walking them in Python; no_text where there is no
    element at all. What is markup is never read as plain text.
    """
    if _has_attribute_flood(text):
        raise Rejected(RejectReason.TOO_COSTLY, "an element with too many attributes")
    try:
        tree = document_fromstring(_closed(text).encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError) as error:  # nothing but comments or white space
        raise Rejected(RejectReason.NO_TEXT, "markup without an element") from error
    element_count = int(_count(tree))
    if element_count > limits.element_count:
        raise Rejected(RejectReason.TOO_COSTLY, f"{element_count} elements")
    if _deeper_than(limits.depth)(tree):
        raise Rejected(RejectReason.TOO_COSTLY, f"elements nested deeper than {limits.depth}")
    if _COMPOSED.search(text):
        compose(tree)
    open_buttons(tree)
    open_details(tree)
    return tree


def read_body(tree: HtmlElement, limits: ParseLimits = DEFAULT_LIMITS) -> list[Block]:
    """The article's headings, paragraphs, list items, quotations and table rows in reading order.

    `tree` is used up. Trafilatura decides what the article is (Barbaresi 2021, doi:10.18653/v1/2021.acl-demo.15). Its
    comparison with other extractors is asked only where it finds little by itself, and believed where it finds more.
    Of a page beyond what it can take all that is seen is kept but for the surroundings.
    """
    links = link_index(inline_text(a, LINK_BOUNDS.link_length) for a in islice(tree.iter("a"), LINK_BOUNDS.links))
    if is_large(tree, limits):
        return without_surroundings(read_large(tree), links)
    take_dialogs(tree)
    folded = open_folded(tree)
    return _with_folded(_read_opened(tree, links), folded)


def _read_opened(tree: HtmlElement, links: Links) -> list[Block]:
    """The blocks of a page on which nothing of the article is folded away any more."""
    named = named_article(tree)
    if named is not None:
        mark_content_boxes(tree, named)
    open_layout_tables(tree)
    part_lines(tree)
    own, (worth, begin, end) = _first_reading(Extraction(tree), links)
    if worth < CHOICE.little_worth and _count(tree) <= CHOICE.most_compared:
        other = extract_compared(tree)
        other_worth, other_begin, other_end = article_span(other, links)
        is_apart = _is_apart(own[begin:end], other)
        if other_worth > (CHOICE.worth_of_other if is_apart else CHOICE.worth_of_wider) * max(worth, 1.0):
            lead = own[begin:end] if is_apart and named is not None else []
            own, begin, end = [*lead, *other], other_begin, other_end + len(lead)
    if sum(len(block.text) for block in own) < CHOICE.shortest_body:
        return read_page_data(tree) or extract_rescued(tree) or own
    cut = own[begin:end] if named is None and end > begin else own
    body = without_surroundings(_apart(tree, cut), links)
    return body if 2 * _running_length(body) >= _running_length(own) else own


def _first_reading(extraction: Extraction, links: Links) -> tuple[list[Block], tuple[float, int, int]]:
    """Trafilatura's narrow reading, or its wide one where that holds clearly more running text."""
    own = extraction.narrow()
    span = article_span(own, links)
    if sum(len(block.text) for block in own) < CHOICE.enough_text:
        wide = extraction.wide()
        wide_span = article_span(wide, links)
        if wide_span[0] > CHOICE.worth_of_wide_mode * span[0]:
            return wide, wide_span
    return own, span


def _with_folded(blocks: list[Block], folded: Set[str]) -> list[Block]:
    """The blocks, those that were folded away on the page marked so; `folded` are their letters."""
    if not folded:
        return blocks
    return [replace(block, rule=FOLDED_RULE) if letters_of(block.text) in folded else block for block in blocks]


def _running_length(blocks: Sequence[Block]) -> int:
    """Characters in long paragraphs. No cut may take more than half of those of a reading: then it is left uncut."""
    return sum(len(block.text) for block in blocks if len(block.text) >= CHOICE.long_paragraph)


def _apart(tree: HtmlElement, blocks: list[Block]) -> list[Block]:
    """A short article that trafilatura's rescue took as one line, in the lines of the page."""
    if len(blocks) != 1:
        return blocks
    letters = letters_of(blocks[0].text)
    for element in islice(tree.iter("article"), CHOICE.most_articles):
        texts = lines(element)
        if letters_of("".join(texts)) == letters:
            return [replace(blocks[0], text=text) for text in texts]
    return blocks


def _is_apart(blocks: Sequence[Block], others: Sequence[Block]) -> bool:
    """Whether most of what one reading found is no part of the other: one of them has the wrong place."""
    texts = {block.text for block in others}
    shared = sum(len(block.text) for block in blocks if block.text in texts)
    return 2 * shared < sum(len(block.text) for block in blocks)


@lru_cache(maxsize=1)
def _parser() -> etree.HTMLParser:
    """One class for all elements: lxml.html's own parser calls a Python function each time it hands one out."""
    parser = etree.HTMLParser(  # type: ignore[call-arg]  # the stubs do not know default_doctype
        encoding="utf-8",
        huge_tree=True,  # beyond 256 levels the other mode drops text silently; our own limit refuses the page instead
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


_count = cast("Callable[[etree._Element], float]", etree.XPath("count(//*)"))


@lru_cache(maxsize=8)
def _deeper_than(depth: int) -> etree.XPath:
    """One step a level: linear, where counting ancestors would be quadratic."""
    return etree.XPath("boolean(" + "/*" * (depth + 1) + ")")


def _closed(text: str) -> str:
    """Markup without the opening tags of an element that is never closed and would swallow the rest of the page."""
    last = {found["name"].lower(): found.end() for found in _SWALLOWING_CLOSED.finditer(text)}
    return _SWALLOWING_OPENED.sub(lambda tag: tag[0] if tag.end() <= last.get(tag["name"].lower(), 0) else " ", text)


def _has_attribute_flood(text: str) -> bool:
    counts = [_attribute_count(tag) for tag in _TAG.findall(text) if len(tag) > LONG_TAG]
    return max(counts, default=0) > MOST_ATTRIBUTES or sum(count**2 for count in counts) > MOST_SQUARED_ATTRIBUTES


def _attribute_count(tag: str) -> int:
    """About how many attributes a tag has; values in quotation marks may hold anything, whole pages included."""
    return len(_ATTRIBUTE_EDGE.findall(_QUOTED.sub("", tag)))
