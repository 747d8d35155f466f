"""What all scorers count with: words, n-grams, overlaps, precision and recall, spans paired one to one.

What belongs here: arithmetic that more than one task needs. What does not: a task's own definition of right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Row = Mapping[str, Any]  # a JSON object: a gold row, or a line that a system printed
Rows = Mapping[str, Row]  # by document
Figures = dict[str, float]
Span = tuple[int, int]
Item = TypeVar("Item", bound=Hashable)

SHINGLE_WORDS = 4  # as scrapinghub's article-extraction-benchmark counts
_WORD = re.compile(r"\w+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, precision: float, recall: float) -> Rates:
        """From the two shares."""
        return cls(precision, recall, harmonic_mean(precision, recall))

    @classmethod
    def counted(cls, right: float, given: float, wanted: float) -> Rates:
        """From counts; nothing given where nothing is wanted is right."""
        if not given and not wanted:
            return cls(1.0, 1.0, 1.0)
        return cls.of(share(right, given), share(right, wanted))

    def named(self, prefix: str = "") -> Figures:
        """The three figures under their names."""
        return {f"{prefix}precision": self.precision, f"{prefix}recall": self.recall, f"{prefix}f1": self.f1}


def harmonic_mean(first: float, second: float) -> float:
    """The F1 of a precision and a recall; 0 where both are 0."""
    return 2 * first * second / (first + second) if first + second else 0.0


def share(part: float, whole: float, empty: float = 0.0) -> float:
    """`part / whole`, or `empty` where there is no whole."""
    return part / whole if whole else empty


def mean(values: Iterable[float]) -> float:
    """The arithmetic mean; 0 of nothing."""
    listed = list(values)
    return share(sum(listed), len(listed))


def words_of(text: str | None) -> list[str]:
    """The words of a text, case kept."""
    return _WORD.findall(text or "")


def word_bag(text: str | None) -> Counter[str]:
    """The words of a text in lower case, each with how often it stands there."""
    return Counter(words_of((text or "").lower()))


def shingles(text: str | None) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text; one shorter run where the text is shorter."""
    words = words_of(text)
    count = max(1, len(words) - SHINGLE_WORDS + 1) if words else 0
    return Counter(tuple(words[start : start + SHINGLE_WORDS]) for start in range(count))


def squeezed(text: str | None) -> str:
    """A text with every run of white space as one space, none at its ends."""
    return _SPACES.sub(" ", text or "").strip()


def common(first: Counter[Item], second: Counter[Item]) -> int:
    """How many items two bags share, each as often as both have it."""
    return sum((first & second).values())


def dice(first: Counter[Item], second: Counter[Item]) -> float:
    """The F1 of two bags as one number; 0 where one is empty."""
    if not first or not second:
        return 0.0
    return 2 * common(first, second) / (first.total() + second.total())


def span_of(row: Row) -> Span:
    """Where a row's span begins and ends."""
    return row["start"], row["end"]


def overlap(first: Span, second: Span) -> bool:
    """Whether two spans share a character."""
    return first[0] < second[1] and second[0] < first[1]


def inside(rows: Iterable[Row], text: str) -> list[Row]:
    """The rows whose span lies in the text; others cannot be right, though a scorer may count them as given."""
    return [row for row in rows if _lies_in(row.get("start"), row.get("end"), len(text))]


def _lies_in(start: object, end: object, length: int) -> bool:
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length


def best_pairs(
    first: Sequence[Any], second: Sequence[Any], likeness: Callable[[Any, Any], float | None]
) -> list[tuple[int, int]]:
    """Pairs of indexes one to one: the likest first, then the earlier; None is no pair.

    Greedy, as the published evaluations are: [a, b] and [a'] give (0, 0) where a' is likest to a.
    """
    options = [
        (-alike, i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if (alike := likeness(one, other)) is not None
    ]
    return one_to_one((i, j) for _, i, j in sorted(options))


def one_to_one(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs of which neither side was taken by an earlier one."""
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    kept = []
    for i, j in pairs:
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            kept.append((i, j))
    return kept


def overlapping_pairs(gold: Sequence[Row], given: Sequence[Row]) -> list[tuple[int, int]]:
    """Gold and given rows paired by their spans: the largest share in common first."""
    return best_pairs([span_of(row) for row in gold], [span_of(row) for row in given], _shared_part)


def _shared_part(first: Span, second: Span) -> float | None:
    if not overlap(first, second):
        return None
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return shared / (max(first[1], second[1]) - min(first[0], second[0]))
