"""The parts of an article among its blocks: datelines, credits inside captions, notes about changes, claimed origins.

What belongs here: which blocks are looked at, and how a block is divided. What does not: how a part is read
(datelines.py, picture_credits.py, notes.py, origins.py), offsets (base/assembly.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tasks.parse.base.assembly import Assembly, Block, Container
from tasks.parse.parts.datelines import read_dateline
from tasks.parse.parts.notes import read_note
from tasks.parse.parts.origins import read_origin_line
from tasks.parse.parts.picture_credits import credit_at_end, read_credit
from tasks.records import Credit, Dateline, Kind, Layer, Moment, Segment

DATELINE_RULE = "dateline-opening"
HEAD_PARAGRAPHS = 3  # of an article or a quoted document, in which its dateline may stand
NOTES_ABOVE, NOTES_BELOW = 6, 12  # blocks at either end of the article in which notes and claims stand


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that were read; `changed` is the newest day that a note gives for a change of the article."""

    dateline: Dateline | None
    credits: tuple[Credit, ...]
    changed: Moment | None


def with_parts(blocks: Sequence[Block], containers: Sequence[Container]) -> list[Block]:
    """The same text in blocks of finer kinds: a dateline and a caption's credit get blocks of their own.

    Notes and claims of an origin stay paragraphs of the article; their rule tells them.
    """
    openings = set(_openings(blocks, containers))
    edges = set(_edges(blocks))
    divided = [
        _divided(block, is_opening=index in openings, is_edge=index in edges) for index, block in enumerate(blocks)
    ]
    firsts: list[int] = []  # where each block went; a repeat points at the text, behind the dateline
    count = 0
    for group in divided:
        firsts.append(count + len(group) - 1 if group[0].rule == DATELINE_RULE else count)
        count += len(group)
    return [
        block if block.repeat_of is None else replace(block, repeat_of=firsts[block.repeat_of])
        for group in divided
        for block in group
    ]


def read_parts(assembly: Assembly, fetched_at: datetime | None = None) -> Parts:
    """What the marked segments of an article say; `fetched_at` (naive UTC) gives a note's day its missing year."""
    article = [segment for segment in assembly.segments if segment.layer is Layer.ARTICLE]
    notes = (segment for segment in article if segment.rule.startswith("note-"))
    read = (read_note(assembly.text[note.start : note.end], fetched_at) for note in notes)
    days = [note.changed for note in read if note is not None and note.changed is not None]
    return Parts(
        dateline=next(_datelines(assembly.text, article), None),
        credits=tuple(_credits(assembly.text, article)),
        changed=max(days, key=lambda moment: moment.at, default=None),
    )


def _openings(blocks: Sequence[Block], containers: Sequence[Container]) -> Iterator[int]:
    """The first paragraphs of the article and of every quoted document."""
    seen: dict[int | None, int] = {}
    for index, block in enumerate(blocks):
        is_quoted = block.container is not None and containers[block.container].kind is Kind.QUOTED_DOCUMENT
        is_own = block.container is None and block.layer is Layer.ARTICLE
        if block.kind is Kind.PARAGRAPH and (is_own or is_quoted):
            seen[block.container] = seen.get(block.container, 0) + 1
            if seen[block.container] <= HEAD_PARAGRAPHS:
                yield index


def _edges(blocks: Sequence[Block]) -> list[int]:
    article = [
        index
        for index, block in enumerate(blocks)
        if block.layer is Layer.ARTICLE and block.container is None and block.kind in (Kind.PARAGRAPH, Kind.CREDIT)
    ]
    return article[:NOTES_ABOVE] + article[NOTES_ABOVE:][-NOTES_BELOW:]


def _divided(block: Block, *, is_opening: bool, is_edge: bool) -> list[Block]:
    if block.kind is Kind.CAPTION and block.layer is not Layer.FURNITURE:
        return _without_credit(block)
    if block.kind is Kind.PARAGRAPH and is_opening:
        dateline = read_dateline(block.text)
        if dateline is not None:
            begin = replace(block, text=block.text[: dateline.length], kind=Kind.DATELINE, rule=DATELINE_RULE)
            return [begin, replace(block, text=block.text[dateline.length :], is_inline=True, is_glued=False)]
    if is_edge:
        return [_named(block)]
    return [block]


def _named(block: Block) -> Block:
    """A note or a claim of an origin under the rule that told it."""
    note = read_note(block.text) if block.kind is Kind.PARAGRAPH else None
    if note is not None:
        return replace(block, rule=note.rule)
    claim = read_origin_line(block.text)
    return block if claim is None else replace(block, kind=Kind.PARAGRAPH, rule=claim.rule)


def _without_credit(block: Block) -> list[Block]:
    begin = credit_at_end(block.text)
    if not begin:
        return [block]
    credit = replace(block, text=block.text[begin:], kind=Kind.CREDIT, rule="credit-in-caption", is_glued=False)
    return [replace(block, text=block.text[:begin]), replace(credit, is_inline=True)]


def _datelines(text: str, article: Sequence[Segment]) -> Iterator[Dateline]:
    for segment in article:
        if segment.rule == DATELINE_RULE:
            line = text[segment.start :].partition("\n")[0]
            printed = read_dateline(line)
            if printed is not None:
                yield Dateline(segment.segment_id, printed.place, printed.agency, printed.stamp)


def _credits(text: str, article: Sequence[Segment]) -> Iterator[Credit]:
    for segment in article:
        if segment.kind is Kind.CREDIT:
            printed = read_credit(text[segment.start : segment.end])
            yield Credit(segment.segment_id, printed.photographers, printed.agencies)
