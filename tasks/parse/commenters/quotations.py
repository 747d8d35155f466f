"""What others quote of a commenter word for word, where the commenter is taken out.

What belongs here: runs of words that two texts share. What does not: whom a comment quotes (parse/repeats).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

FEWEST_WORDS = 6  # that two people do not write alike by chance; set by hand
_WORD = re.compile(r"[^\W_]+")


class QuotedWords:
    """The runs of words of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs = {run for text in texts for run, _, _ in _runs(text)}

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of a text that stand in one of the texts too, none overlapping another."""
        begin, end = 0, -1
        for run, start, stop in _runs(text) if self._runs else ():
            if run not in self._runs:
                continue
            if start >= end >= 0:
                yield begin, end
            if start >= end:
                begin = start
            end = stop
        if end >= 0:
            yield begin, end


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Each run of `FEWEST_WORDS` words, folded, with its first character and one past its last."""
    found = [(match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]
    for place in range(len(found) - FEWEST_WORDS + 1):
        run = found[place : place + FEWEST_WORDS]
        yield tuple(word for word, _, _ in run), run[0][1], run[-1][2]
