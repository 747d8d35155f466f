"""Lines that say again what a paragraph of the same article says: pull quotes, captions and standfirsts repeated.

What belongs here: short blocks found whole inside a longer one, or equal to a line of the head. What does not: bodies
and lists of comments that stand twice (repeats.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.parse.base.assembly import Block
from tasks.records import Kind, Layer
from tasks.text.patterns import WORD

_SIGNED = re.compile(r"^(?P<said>.{20,600}?[\"”“’'»])\s?[–—-]{1,2}\s?(?P<name>[^–—]{2,60})$")
_QUOTED = ('"', "“", "„", "«", "»", "‘")
_PULLED = (Kind.PARAGRAPH, Kind.HEADING, Kind.CAPTION)
_NEVER = (
    "article-table-row", "article-code", "article-list-item", "opening-post",
    "large-page-row", "large-page-code", "large-page-item",
)  # fmt: skip

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PullQuoteRules:
    """When a line says again what a paragraph says. Set by hand on the development pages, not fitted."""

    shortest_pulled: int = 8  # words; fewer may recur rightly
    shortest_inside: int = 15  # words of a line that neither marks nor markup set apart
    longest_pulled: int = 60  # words; more are a paragraph
    longest_line: int = 700  # characters; more are a paragraph
    opening: int = 6  # words by which a place in a paragraph is looked up
    most_alike: int = 8  # lines that open alike; bounds what a place costs
    most_signed: int = 6  # words behind a dash, by which a pull quote names who said it


RULES = PullQuoteRules()


def mark_pull_quotes(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks in the same order, lines that a paragraph says as well as furniture that points at it.

    One passage over the words: every place of a paragraph is looked up by its next six words.
    """
    pulled = {index: _words(_said(block)) for index, block in enumerate(blocks) if _may_be_pulled(block)}
    openings: dict[Words, list[int]] = {}
    for index, words in pulled.items():
        if (
            (RULES.shortest_pulled if _is_set_apart(blocks[index]) else RULES.shortest_inside)
            <= len(words)
            <= RULES.longest_pulled
        ):
            openings.setdefault(words[: RULES.opening], []).append(index)
    found = _inside_paragraphs(blocks, pulled, openings)
    found.update(_equal_to_standfirst(blocks, pulled))
    return [block if index not in found else _marked(block, *found[index]) for index, block in enumerate(blocks)]


def _may_be_pulled(block: Block) -> bool:
    is_line = block.layer is Layer.ARTICLE and block.kind in _PULLED and len(block.text) < RULES.longest_line
    is_heading = block.kind is Kind.HEADING and not block.text.startswith(_QUOTED)  # tables of contents name headings
    return is_line and not is_heading and block.rule not in _NEVER


def _is_set_apart(block: Block) -> bool:
    is_marked = block.rule == "article-quote" or block.kind is Kind.CAPTION
    return is_marked or block.text.startswith(_QUOTED)


def _said(block: Block) -> str:
    """The text without the name behind a dash."""
    signed = _SIGNED.match(block.text) if len(block.text) < RULES.longest_line else None
    return signed["said"] if signed is not None and len(signed["name"].split()) <= RULES.most_signed else block.text


def _words(text: str) -> Words:
    return tuple(WORD.findall(text.casefold()))


def _inside_paragraphs(
    blocks: Sequence[Block], pulled: dict[int, Words], openings: dict[Words, list[int]]
) -> dict[int, tuple[int, str]]:
    """For each line that stands inside a longer paragraph, that paragraph and the rule."""
    found: dict[int, tuple[int, str]] = {}
    firsts = {opening[0] for opening in openings}  # few words are, so most places need no further look
    for holder, block in enumerate(blocks):
        if not openings or block.layer is not Layer.ARTICLE or block.kind is not Kind.PARAGRAPH:
            continue
        words = _words(block.text)
        places = (place for place, word in enumerate(words[: 1 - RULES.shortest_pulled]) if word in firsts)
        for index in _held(holder, words, places, pulled, openings):
            rule = "repeat-pull-quote" if _is_set_apart(blocks[index]) else "repeat-inside"
            found.setdefault(index, (holder, rule))
    return found


def _held(
    holder: int, words: Words, places: Iterable[int], pulled: dict[int, Words], openings: dict[Words, list[int]]
) -> Iterator[int]:
    """The lines whose words stand in `words` at one of the places, in one piece."""
    for place in places:
        for index in openings.get(words[place : place + RULES.opening], ())[: RULES.most_alike]:
            line = pulled[index]
            if index != holder and len(line) < len(words) and words[place : place + len(line)] == line:
                yield index


def _equal_to_standfirst(blocks: Sequence[Block], pulled: dict[int, Words]) -> dict[int, tuple[int, str]]:
    """Paragraphs that are the standfirst once more."""
    heads = (index for index, block in enumerate(blocks) if block.kind is Kind.STANDFIRST)
    head = next(heads, None)
    words = _words(blocks[head].text) if head is not None else ()
    if head is None or len(words) < RULES.shortest_pulled:
        return {}
    return {index: (head, "repeat-standfirst") for index, line in pulled.items() if index > head and line == words}


def _marked(block: Block, original: int, rule: str) -> Block:
    return replace(block, layer=Layer.FURNITURE, kind=Kind.REPEAT, rule=rule, repeat_of=original, repeat_share=1.0)
