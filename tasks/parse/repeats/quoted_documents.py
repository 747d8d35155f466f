"""Documents quoted inside comments or inside the article.

What belongs here: finding where a quoted document begins and ends, and its own head. What does not: reading addresses
(text/addresses.py) and dates (tasks.dates), short quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tasks.dates.stamp.printed import read_moment
from tasks.parse.base.assembly import Block, Container
from tasks.parse.lines.vocabulary import words
from tasks.parse.plain.head import read_byline
from tasks.records import Kind, Layer, Moment
from tasks.text.addresses import canonical_url

_ADDRESS = re.compile(r"\W{0,3}(?P<url>(?:https?://|www\.)\S{4,2000})\W{0,3}$", re.IGNORECASE)
_SENTENCE_END = (".", ",", ";", ":", "!", "…", ".”", '."')
_QUOTABLE = (Layer.COMMENT, Layer.ARTICLE)


@dataclass(frozen=True, slots=True)
class PastedRules:
    """What an article pasted into a comment looks like. Set by hand on the development pages, not fitted."""

    longest_title: int = 200  # characters
    longest_head: int = 4  # lines between a title and the first paragraph
    longest_dateline: int = 60  # characters of a line that is a date
    shortest_paragraph: int = 25  # words; shorter ones may be the reader's own
    fewest_paragraphs: int = 2  # that long; a single one may be the reader's own


RULES = PastedRules()


@dataclass(frozen=True, slots=True)
class _Found:
    """A quoted document: its lines (places in the passage, half-open), the line of its address, the rule."""

    begin: int
    end: int
    address: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Head:
    """What a quoted document's first lines say, and the kinds of those lines."""

    kinds: dict[int, Kind]
    title: str | None = None
    authors: tuple[str, ...] = ()
    moment: Moment | None = None


def find_quoted(blocks: Sequence[Block], containers: Sequence[Container]) -> tuple[list[Block], list[Container]]:
    """Quoted documents as containers of their own, inside their comment's; the blocks' number and order stay.

    Found are documents between QUOTE and UNQUOTE lines, and in comments also articles pasted with an address, a byline
    or a date. The marks and the address stay what they were: lines of the comment.
    """
    found_blocks, found_containers = list(blocks), list(containers)
    for passage in _passages(blocks, containers):
        texts = [blocks[index].text for index in passage]
        is_comment = blocks[passage[0]].layer is Layer.COMMENT
        for found in _documents(texts, is_comment=is_comment):
            head = _read_head(texts, found)
            inner = [(place, passage[place]) for place in range(found.begin, found.end)]
            for place, index in inner:
                found_blocks[index] = _quoted(blocks[index], head.kinds.get(place), len(found_containers), found.rule)
            found_containers.append(_container(texts, found, head, blocks[passage[0]].container))
    return found_blocks, found_containers


def _passages(blocks: Sequence[Block], containers: Sequence[Container]) -> Iterator[list[int]]:
    """Runs of blocks of one layer in one container; what is quoted already is left alone."""

    def place(index: int) -> tuple[Layer, int | None]:
        return blocks[index].layer, blocks[index].container

    for (layer, container), run in groupby(range(len(blocks)), key=place):
        is_open = container is None or containers[container].kind is Kind.COMMENT
        if layer in _QUOTABLE and is_open:
            yield list(run)


def _documents(texts: Sequence[str], *, is_comment: bool) -> Iterator[_Found]:
    marked = list(_marked(texts))
    yield from marked
    if is_comment and not marked:
        pasted = _pasted(texts)
        if pasted is not None:
            yield pasted


def _marked(texts: Sequence[str]) -> Iterator[_Found]:
    """What stands between a line that opens a quotation and the next one that closes it."""
    opened: int | None = None
    for place, text in enumerate(texts):
        mark = text.strip(' \t:[]()<>*-–—="“”').lower() if len(text) <= 40 else ""
        if mark in words().quote_begins:
            opened = place
        elif mark in words().quote_ends and opened is not None:
            if place > opened + 1:
                address = next((at for at in (opened - 1, opened + 1, place - 1, place + 1) if _url(texts, at)), None)
                begin = opened + 1 + (address == opened + 1)
                yield _Found(begin, place - (address == place - 1 and place - 1 > begin), address, "quoted-marked")
            opened = None


def _pasted(texts: Sequence[str]) -> _Found | None:
    """A headline with an address above, or a byline or date below, and paragraphs too long for talk."""
    paragraphs = [place for place, text in enumerate(texts) if _is_paragraph(text)]
    if len(paragraphs) < RULES.fewest_paragraphs:
        return None
    for begin in range(paragraphs[-RULES.fewest_paragraphs]):
        if not _is_title(texts[begin]) or _url(texts, begin):
            continue
        address = begin - 1 if _url(texts, begin - 1) else None
        if address is not None or _head_length(texts, begin + 1, len(texts)) > 0:
            end = paragraphs[-1] + 1
            below = end if address is None and _url(texts, end) else None
            return _Found(begin, end, address if address is not None else below, "quoted-pasted")
    return None


def _url(texts: Sequence[str], place: int) -> str | None:
    """The address that stands by itself on a line."""
    match = _ADDRESS.match(texts[place]) if 0 <= place < len(texts) else None
    return match["url"] if match is not None else None


def _is_title(text: str) -> bool:
    return len(text) <= RULES.longest_title and 4 <= len(text.split()) <= 30 and not text.endswith(_SENTENCE_END)


def _is_paragraph(text: str) -> bool:
    return text.count(" ") + 1 >= RULES.shortest_paragraph


def _head_length(texts: Sequence[str], begin: int, end: int) -> int:
    """How many lines from `begin` on are bylines or datelines."""
    length = 0
    while begin + length < min(end, begin + RULES.longest_head) and _head_kind(texts[begin + length]) is not None:
        length += 1
    return length


def _head_kind(text: str) -> Kind | None:
    if read_byline(text):
        return Kind.BYLINE
    if len(text) <= RULES.longest_dateline and words().stamp.search(text) is not None and read_moment(text) is not None:
        return Kind.DATELINE
    return None


def _read_head(texts: Sequence[str], found: _Found) -> _Head:
    """Title, authors and date at the top of a quoted document."""
    title = texts[found.begin] if _is_title(texts[found.begin]) else None
    kinds = {found.begin: Kind.TITLE} if title is not None else {}
    first = found.begin + len(kinds)
    authors: tuple[str, ...] = ()
    moment: Moment | None = None
    for place in range(first, first + _head_length(texts, first, found.end)):
        kind = _head_kind(texts[place]) or Kind.PARAGRAPH
        kinds[place] = kind
        authors = authors or read_byline(texts[place])
        moment = moment or (read_moment(texts[place]) if kind is Kind.DATELINE else None)
    return _Head(kinds, title, authors, moment)


def _quoted(block: Block, kind: Kind | None, container: int, rule: str) -> Block:
    return replace(block, layer=Layer.QUOTED, kind=kind or Kind.PARAGRAPH, rule=rule, container=container)


def _container(texts: Sequence[str], found: _Found, head: _Head, inside: int | None) -> Container:
    address = _url(texts, found.address) if found.address is not None else None
    return Container(
        Kind.QUOTED_DOCUMENT,
        found.rule,
        inside=inside,
        authors=head.authors,
        moment=head.moment,
        title=head.title,
        url=None if address is None else canonical_url(address),
    )
