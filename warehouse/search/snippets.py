"""Snippets: the stretch of a voice's words that shows best why it answers.

What belongs here: choosing and cutting it. What does not: where the hits are (asking.py), printing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 200  # characters of a snippet; set by hand: two to three lines of a terminal
_LEAD = 60  # characters of it before the first hit
_SPACES = re.compile(r"\s+")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words around hits, in one line; `marks` are the hits, as offsets into it. `start` is its place in the text."""

    text: str
    marks: tuple[Span, ...]
    start: int

    def marked(self, before: str = "«", after: str = "»") -> str:
        """The words with the hits between marks."""
        parts, reached = list[str](), 0
        for start, end in self.marks:
            parts += [self.text[reached:start], before, self.text[start:end], after]
            reached = end
        return "".join((*parts, self.text[reached:]))


def snippet_of(text: str, hits: Sequence[Span], leaves: Sequence[Span]) -> Snippet:
    """The snippet around the hits that stand closest together, within the leaf of the first of them."""
    first = _densest(hits)
    leaf = next((leaf for leaf in leaves if leaf[0] <= first[0] < leaf[1]), (first[0], first[1]))
    start = _word_start(text, max(leaf[0], first[0] - _LEAD), first[0], leaf[0])
    end = _word_end(text, min(leaf[1], start + max(WIDTH, first[1] - first[0])), first[1], leaf[1])
    inside = [(max(a, start), b) for a, b in sorted(set(hits)) if a >= start and b <= end]
    return _in_one_line(text, start, end, inside)


def _densest(hits: Sequence[Span]) -> Span:
    """The hit after which most others stand within a snippet."""
    ordered = sorted(set(hits))
    best, best_count, last = ordered[0], 0, 0
    for number, (start, _) in enumerate(ordered):
        last = max(last, number)
        while last < len(ordered) and ordered[last][1] <= start + WIDTH - _LEAD:
            last += 1
        if last - number > best_count:
            best, best_count = ordered[number], last - number
    return best


def _word_start(text: str, at: int, latest: int, edge: int) -> int:
    """The beginning of a word from `at` on, but for the edge of the leaf."""
    if at == edge:
        return at
    space = text.find(" ", at, latest)
    return at if space < 0 else space + 1


def _word_end(text: str, at: int, earliest: int, edge: int) -> int:
    if at == edge:
        return at
    space = text.rfind(" ", earliest, at)
    return at if space < 0 else space


def _in_one_line(text: str, start: int, end: int, inside: Sequence[Span]) -> Snippet:
    """The stretch with its white space made single spaces, and the hits' offsets into that."""
    parts, marks, reached, length = list[str](), list[Span](), start, 0
    for a, b in (*inside, (end, end)):
        if a < reached:
            continue
        before, hit = _SPACES.sub(" ", text[reached:a]), _SPACES.sub(" ", text[a:b])
        if hit:
            marks.append((length + len(before), length + len(before) + len(hit)))
        parts += [before, hit]
        length += len(before) + len(hit)
        reached = b
    return Snippet("".join(parts), tuple(marks), start)
