"""A text cut at the borders of what was found in it, so that overlapping marks can be drawn one after the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

NOTES_SHOWN = 4  # of one piece: set by hand; more marks on the same words are noise, or an attack


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found in a text, from `start` to `end` (code points, `end` exclusive). `note` says in words what."""

    start: int
    end: int
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks: their kinds in the order of the alphabet, and what they say."""

    text: str
    kinds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def pieces_of(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The text from `start` to `end` in pieces under the same marks; the pieces one after the other are that text."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    borders = {start, end}
    for mark in inside:
        borders.update((max(mark.start, start), min(mark.end, end)))
    begun = sorted(inside, key=lambda mark: mark.start)
    made, active, waiting = list[Piece](), list[Mark](), 0
    for left, right in pairwise(sorted(borders)):
        active = [mark for mark in active if mark.end > left]
        while waiting < len(begun) and begun[waiting].start <= left:
            active.append(begun[waiting])
            waiting += 1
        made.append(_piece(text[left:right], active))
    return tuple(made)


def _piece(text: str, marks: Sequence[Mark]) -> Piece:
    notes = tuple(dict.fromkeys(mark.note for mark in marks))[:NOTES_SHOWN]
    return Piece(text, tuple(sorted({mark.kind for mark in marks})), notes)


def by_stretch(stretches: Sequence[tuple[int, int]], marks: Iterable[Mark]) -> list[list[Mark]]:
    """The marks that touch each stretch of a text. Stretches are in order and apart; a mark may touch several."""
    starts = [start for start, _ in stretches]
    touched = [list[Mark]() for _ in stretches]
    for mark in marks:
        index = max(bisect_right(starts, mark.start) - 1, 0)
        while index < len(stretches) and starts[index] < mark.end:
            if stretches[index][1] > mark.start:
                touched[index].append(mark)
            index += 1
    return touched
