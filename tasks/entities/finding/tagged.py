"""A tagging model: reads a document window by window, and turns its labels into names.

What belongs here: the way from text to names by way of pieces, windows and labels. What does not: loading the network
(handed in as a function), what becomes of its names (combined.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.entities.finding.candidates import Candidate, NameText
from tasks.entities.finding.labels import LABELS, OTHER, best_row, names_in
from tasks.entities.finding.windows import LONGEST_WORD_PIECES, Marks, Token, Tokenise, Window, pack, read_tokens

Score = Callable[[Window], npt.NDArray[np.float32]]
NO_NAME_BONUS = 1.0  # on the log-probability of O: the model was trained on texts with more names than most have
MOST_PIECES = 80_000  # of a document; what follows is left to the rules, so that no page takes longer than seconds


@dataclass(frozen=True, slots=True)
class TaggingModel:
    """A name model over a network. `score`: log-probabilities of shape (pieces, LABELS) for one window.

    `bonus`: on the log-probability of O, so that a doubtful word is no name.
    """

    tokenise: Tokenise
    score: Score
    marks: Marks
    bonus: float = NO_NAME_BONUS

    def find(self, document: NameText) -> list[Candidate]:
        """Names in the document's lines; beyond MOST_PIECES, what the rules found."""
        lines, read_to = _read(document, self.tokenise)
        scores = self._scores(document.text, lines)
        found: list[Candidate] = []
        first = 0
        for tokens in lines:
            found += _names(tokens, scores[first : first + len(tokens)])
            first += len(tokens)
        return found + [hint for hint in document.hints if hint.start >= read_to and hint.type is not None]

    def _scores(self, text: str, lines: Sequence[Sequence[Token]]) -> npt.NDArray[np.float32]:
        """One row of log-probabilities for each token, O favoured."""
        count = sum(len(tokens) for tokens in lines)
        scores = np.zeros((count, len(LABELS)), dtype=np.float32)
        for window in pack(text, lines, self.marks):
            scores[window.tokens] = self.score(window)[window.positions]
        scores[:, 0] += self.bonus
        return scores


def _read(document: NameText, tokenise: Tokenise) -> tuple[list[list[Token]], int]:
    """The tokens of the lines that have any, and where reading ends: with MOST_PIECES, else with the text."""
    lines: list[list[Token]] = []
    left = MOST_PIECES
    for start, end in document.lines:
        tokens = read_tokens(document, (start, end), tokenise, left)
        left -= sum(len(token.pieces) for token in tokens) + 1
        if tokens:
            lines.append(tokens)
        if left <= LONGEST_WORD_PIECES:  # the next word might not have fitted
            return lines, lines[-1][-1].end if lines else start
    return lines, len(document.text)


def _names(tokens: Sequence[Token], scores: npt.NDArray[np.float32]) -> Iterator[Candidate]:
    for name in names_in(best_row(scores), scores):
        if name.type != OTHER:
            yield Candidate(tokens[name.first].start, tokens[name.last].end, name.type, round(name.confidence, 3))
