"""A tagging model: reads a document window by window, and turns its labels into names.

What belongs here: the way from text to names by way of pieces, windows and labels. What does not: loading the network
(handed in as a function), what becomes of its names (combined.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.entities.candidates import Candidate, NameText
from tasks.entities.labels import LABELS, OTHER, best_row, names_in
from tasks.entities.windows import Marks, Token, Tokenise, Window, pack, read_tokens

Score = Callable[[Window], npt.NDArray[np.float32]]
_NO_NAME_BONUS = 0.5  # on the log-probability of O: the model was trained on texts with more names than most have
MOST_TOKENS = 60_000  # of a document; what follows is left to the rules, so that no page takes longer than seconds


@dataclass(frozen=True, slots=True)
class TaggingModel:
    """A name model over a network. `score`: log-probabilities of shape (pieces, LABELS) for one window."""

    tokenise: Tokenise
    score: Score
    marks: Marks

    def find(self, document: NameText) -> list[Candidate]:
        """Names in the document's lines; from MOST_TOKENS on, what the rules found."""
        lines = _read(document, self.tokenise)
        scores = self._scores(document.text, lines)
        found: list[Candidate] = []
        first = 0
        for tokens in lines:
            found += _names(tokens, scores[first : first + len(tokens)])
            first += len(tokens)
        read_to = lines[-1][-1].end if first >= MOST_TOKENS else len(document.text)
        return found + [hint for hint in document.hints if hint.start >= read_to and hint.type is not None]

    def _scores(self, text: str, lines: Sequence[Sequence[Token]]) -> npt.NDArray[np.float32]:
        """One row of log-probabilities for each token, O favoured."""
        count = sum(len(tokens) for tokens in lines)
        scores = np.zeros((count, len(LABELS)), dtype=np.float32)
        for window in pack(text, lines, self.marks):
            scores[window.tokens] = self.score(window)[window.positions]
        scores[:, 0] += _NO_NAME_BONUS
        return scores


def _read(document: NameText, tokenise: Tokenise) -> list[list[Token]]:
    """The tokens of the lines that have any, MOST_TOKENS in all."""
    lines: list[list[Token]] = []
    left = MOST_TOKENS
    for line in document.lines:
        if left == 0:
            break
        tokens = read_tokens(document, line, tokenise, left)
        if tokens:
            lines.append(tokens)
            left -= len(tokens)
    return lines


def _names(tokens: Sequence[Token], scores: npt.NDArray[np.float32]) -> Iterator[Candidate]:
    for name in names_in(best_row(scores), scores):
        if name.type != OTHER:
            yield Candidate(tokens[name.first].start, tokens[name.last].end, name.type, round(name.confidence, 3))
