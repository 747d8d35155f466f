"""Lines at both ends of an article that are about it and no part of it: when it appeared, controls, an agency's sign.

What belongs here: telling such lines, and which of an article's blocks are asked. What does not: notices and lists of
other articles (html/surroundings.py), bylines (text/bylines.py), datelines (datelines.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from tasks.parse.base.assembly import Block
from tasks.parse.lines.kinds import LineKind, classify
from tasks.parse.lines.vocabulary import words
from tasks.parse.parts.datelines import read_dateline
from tasks.records import Kind, Layer

EDGE_RULE = "html-edge-line"
_SIGN = re.compile(
    r"[(\[/]{0,2}\s?(?:[a-zäöüß]{2,4}|[A-ZÄÖÜ]{2,5})(?:\s?[/,-]\s?(?:[a-zäöüß]{2,4}|[A-ZÄÖÜ]{2,5})){0,3}\s?[)\]/.]{0,2}"
)
_HEADS = (LineKind.STAMP, LineKind.UPDATED)
_FEET = (*_HEADS, LineKind.ACTION, LineKind.END)


@dataclass(frozen=True, slots=True)
class EdgeRules:
    """Which lines at an article's ends are no part of it. Set by hand on the development pages, not fitted."""

    head_blocks: int = 4  # at the beginning, among which dates stand
    longest_edge: int = 100  # characters of such a line
    fewest_blocks: int = 3  # of an article of which lines are asked
    most_below: int = 3  # lines; more are a list with a time in each entry
    most_digits: int = 4  # of a line without words; a telephone's number has more
    sentence_words: int = 7  # from which a line with a full stop is a sentence that names a day


RULES = EdgeRules()


def mark_edge_lines(body: Sequence[Block]) -> list[Block]:
    """The same blocks, lines at both ends that only date the article or offer something to do as furniture."""
    if len(body) < RULES.fewest_blocks:
        return list(body)
    edges = {*_above(body), *_below(body)}
    return [_marked(block) if index in edges else block for index, block in enumerate(body)]


def _above(body: Sequence[Block]) -> Iterator[int]:
    for index, block in enumerate(body[: RULES.head_blocks]):
        in_table = "article-table-row" == block.rule == body[index + 1].rule if index + 1 < len(body) else False
        if _may_be_edge(block) and not in_table and _kind(block) in _HEADS and read_dateline(block.text) is None:
            yield index


def _below(body: Sequence[Block]) -> list[int]:
    last = len(body) - 1
    edges = list(takewhile(lambda index: _is_foot(body[index]), range(last, max(0, last - RULES.most_below - 1), -1)))
    return edges if len(edges) <= RULES.most_below else []


def _is_foot(block: Block) -> bool:
    if not _may_be_edge(block):
        return False
    if _kind(block) is LineKind.ORNAMENT:
        return sum(map(str.isdigit, block.text)) <= RULES.most_digits
    return _kind(block) in _FEET or _SIGN.fullmatch(block.text) is not None


def _may_be_edge(block: Block) -> bool:
    if block.layer is not Layer.ARTICLE or block.kind is not Kind.PARAGRAPH or len(block.text) > RULES.longest_edge:
        return False
    return not (block.text.endswith(".") and len(block.text.split()) >= RULES.sentence_words)


def _kind(block: Block) -> LineKind:
    return classify(block.text, words()).kind


def _marked(block: Block) -> Block:
    return replace(block, layer=Layer.FURNITURE, kind=Kind.RESIDUE, rule=EDGE_RULE)
