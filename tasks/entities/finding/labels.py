"""The labels that a tagging model gives to words, and how a row of them is read as names.

What belongs here: the label set, which label may follow which, the best allowed row. What does not: what a model sees
(windows.py), what its names are made of afterwards (tagged.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

PLACE = "PLACE"  # a model does not tell towns, areas and buildings apart: tables do
OTHER = "OTHER"  # a name of another kind: kept apart so that it is taken for none of ours, then dropped
NAME_TYPES = ("PERSON", "ORG", PLACE, "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", OTHER)
LABELS = ("O", *(f"{prefix}-{kind}" for kind in NAME_TYPES for prefix in "BI"))
_IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words `first` through `last` are a name of this type; `confidence` is the geometric mean of their labels'."""

    first: int
    last: int
    type: str
    confidence: float


def begin(kind: str) -> int:
    """The label of a name's first word."""
    return 1 + 2 * NAME_TYPES.index(kind)


def inside(kind: str) -> int:
    """The label of a name's other words."""
    return 2 + 2 * NAME_TYPES.index(kind)


def _transitions() -> npt.NDArray[np.float32]:
    """0 where the second label may follow the first: an I only after the B or I of its type."""
    allowed = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for label in range(2, len(LABELS), 2):
        allowed[:, label] = _IMPOSSIBLE
        allowed[[label - 1, label], label] = 0.0
    return allowed


_TRANSITIONS = _transitions()
_INSIDE = slice(2, len(LABELS), 2)


def best_row(scores: npt.NDArray[np.float32]) -> list[int]:
    """The likeliest allowed labels (Viterbi) for log-probabilities of shape (words, labels)."""
    plain: list[int] = scores.argmax(axis=1).tolist()
    if _is_allowed(plain):
        return plain
    backward = np.empty(scores.shape, dtype=np.int64)
    reached = scores[0].copy()
    reached[_INSIDE] = _IMPOSSIBLE
    columns = np.arange(len(LABELS))
    for word in range(1, len(scores)):
        through = reached[:, None] + _TRANSITIONS
        backward[word] = through.argmax(axis=0)
        reached = through[backward[word], columns] + scores[word]
    row = [int(reached.argmax())]
    for word in range(len(scores) - 1, 0, -1):
        row.append(int(backward[word, row[-1]]))
    return row[::-1]


def _is_allowed(row: Sequence[int]) -> bool:
    """Every I (even, above 0) follows its own B or I; then the likeliest labels word by word are the best row."""
    before = 0
    for label in row:
        if label and label % 2 == 0 and before not in (label, label - 1):
            return False
        before = label
    return True


def names_in(row: Sequence[int], scores: npt.NDArray[np.float32]) -> Iterator[Tagged]:
    """The names of an allowed row."""
    position = 0
    while position < len(row):
        label, first = row[position], position
        position += 1
        if label == 0:
            continue
        while position < len(row) and row[position] == label + 1:
            position += 1
        confidence = float(np.exp(scores[np.arange(first, position), row[first:position]].mean()))
        yield Tagged(first, position - 1, NAME_TYPES[(label - 1) // 2], confidence)
