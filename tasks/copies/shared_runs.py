"""Words that two sequences have in common, in runs: greedy string tiling.

What belongs here: finding the runs. What does not: what they say about two texts (compare.py), cutting a text into
words (text/compared_words.py).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from tasks.text.compared_words import is_unspaced

RUN_WIDTH = 4  # words that must be equal in a row to count as shared
UNSPACED_RUN_WIDTH = 8  # characters, where a word has about two of them
_POSITION_COUNT = 8  # places of a run in the original that are tried
_FIRST_STRIDE = 8  # words compared at once are twice as many, then four times
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that both texts have: `length` words from `start` on, in the original from `original_start` on."""

    start: int
    original_start: int
    length: int


def shared_runs(words: Sequence[str], original: Sequence[str]) -> list[Run]:
    """Greedy string tiling from left to right: the longest run that begins here, then on behind it.

    After Wise, "YAP3: improved detection of similarities" (1996), without its search for the longest tile first. Only
    places where both have equal hashes of `RUN_WIDTH` words are looked at, the first `_POSITION_COUNT` of each.
    """
    width = min(UNSPACED_RUN_WIDTH if is_unspaced(original) else RUN_WIDTH, max(1, min(len(words), len(original))))
    if min(len(words), len(original)) < width:
        return []
    equal = _equal_places(words, original, width)
    starts = equal.starts
    taken = bytearray(len(original))
    runs: list[Run] = []
    number = 0
    while number < len(starts):
        start, places = starts[number], equal.places(number)
        lengths = [_run_length((words, start), (original, place), taken) for place in places]
        length = max(lengths)
        if length < width:
            number += 1
            continue
        place = places[lengths.index(length)]
        taken[place : place + length] = b"\1" * length
        runs.append(Run(start, place, length))
        number = bisect_left(starts, start + length, number)
    return runs


@dataclass(frozen=True, slots=True)
class _EqualPlaces:
    """Where runs begin that the original has too: `starts`, and of each the part of `order` that has its places."""

    starts: list[int]
    order: npt.NDArray[np.int64]
    firsts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    def places(self, number: int) -> list[int]:
        """The first places in the original of the run that begins at `starts[number]`, in order."""
        found: list[int] = self.order[self.firsts[number] : self.ends[number]].tolist()
        return found


def _equal_places(words: Sequence[str], original: Sequence[str], width: int) -> _EqualPlaces:
    numbers = {word: number for number, word in enumerate(dict.fromkeys(original))}
    theirs = _run_hashes(list(map(numbers.__getitem__, original)), width)
    mine = _run_hashes(list(map(numbers.get, words, repeat(len(numbers)))), width)
    order = np.argsort(theirs, kind="stable")
    ordered = theirs[order]
    firsts = np.searchsorted(ordered, mine, "left")
    ends = np.searchsorted(ordered, mine, "right")
    found = np.flatnonzero(ends > firsts)
    firsts = firsts[found]
    return _EqualPlaces(found.tolist(), order, firsts, np.minimum(ends[found], firsts + _POSITION_COUNT))


def _run_hashes(numbers: list[int], width: int) -> npt.NDArray[np.uint64]:
    """A hash of each run of `width` words, given as numbers."""
    words = np.array(numbers, dtype=np.uint64)
    count = len(numbers) - width + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(width):
        hashes = (hashes + words[place : place + count]) * _MULTIPLIER
    return hashes


def _run_length(mine: tuple[Sequence[str], int], theirs: tuple[Sequence[str], int], taken: bytearray) -> int:
    """How many words are equal from these two places on, up to the first that stands in another run."""
    (words, position), (original, place) = mine, theirs
    limit = min(len(words) - position, len(original) - place)
    length, stride = 0, _FIRST_STRIDE
    while length < limit:
        here, there = position + length, place + length
        stride = min(2 * stride, limit - length)
        if words[here : here + stride] != original[there : there + stride] or 1 in taken[there : there + stride]:
            break
        length += stride
    while length < limit and words[position + length] == original[place + length] and not taken[place + length]:
        length += 1
    return length
