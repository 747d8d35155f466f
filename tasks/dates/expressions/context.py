"""What a resolver is given and what it gives back: a match in its text, the time it is seen from, and a reading.

What belongs here: looking around a match, and the anchor. What does not: values of expressions (resolve_*.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tasks.dates.expressions.numerals import number_of
from tasks.dates.expressions.periods import Period
from tasks.dates.expressions.tokens import Tokens, class_letters
from tasks.records import Moment, Precision

MONTH_CLASSES = ("MONTH", "MONTH_SHORT", "MAY", "FOREIGN_MONTH", "LOW_MONTH", "LOW_MAY")
REACH = 24  # tokens to either side in which a verb is looked for; set by hand, about a sentence
NEAR = 6  # … in which `had` belongs to the same clause
_UNITS_OF_PRECISION = {
    Precision.YEAR: ("year", "decade", "century"),
    Precision.MONTH: ("year", "decade", "century", "month", "quarter"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The type of an expression (DATE, TIME, DURATION, SET) and the period it names."""

    type: str
    period: Period
    is_reference: bool = True  # may later expressions ("the following day") count from it?


@dataclass(frozen=True, slots=True)
class Context:
    """The time an expression is seen from: the anchor of its layer, and the last date that the text named."""

    anchor: Moment | None
    reference: Period | None = None
    day: date | None = None  # that the same paragraph named last: a time of day without a day is of that day

    def at(self, unit: str = "day") -> date | None:
        """The anchor's day, where it is known finely enough to count in `unit`s."""
        if self.anchor is None:
            return None
        units = _UNITS_OF_PRECISION.get(self.anchor.precision)
        return self.anchor.local.date() if units is None or unit in units else None


@dataclass(frozen=True, slots=True)
class Found:
    """A match: tokens `first` to `last` (exclusive)."""

    tokens: Tokens
    first: int
    last: int

    def indexes(self, *classes: str) -> list[int]:
        """The tokens of the match that are in one of the classes."""
        letters = _letters(*classes)
        return [index for index in range(self.first, self.last) if self.tokens.letters[index] in letters]

    def has(self, *classes: str) -> bool:
        """Is a token of the match in one of the classes?"""
        wanted = _letters(*classes)
        return any(letter in wanted for letter in self.tokens.letters[self.first : self.last])

    def word(self, *classes: str) -> str | None:
        """The first token in one of the classes, in lower case."""
        found = self.indexes(*classes)
        return self.tokens.word(found[0]) if found else None

    def value(self, *classes: str) -> int | str | None:
        """What words_*.toml say of the first token in one of the classes, or the number it is."""
        word = self.word(*classes)
        if word is None:
            return None
        entry = self.tokens.words.get(word)
        return entry[1] if entry is not None else number_of(word)

    def number(self, *classes: str) -> int | None:
        """`value` where it is a number."""
        value = self.value(*classes)
        return value if isinstance(value, int) else None

    def code(self, *classes: str) -> str | None:
        """`value` where it is a text."""
        value = self.value(*classes)
        return value if isinstance(value, str) else None

    def is_before(self, *classes: str) -> bool:
        """Is the token right before the match in one of the classes?"""
        return self.first > 0 and self.tokens.letters[self.first - 1] in _letters(*classes)

    def following_word(self) -> str:
        """The token right after the match, in lower case; empty at the end."""
        return self.tokens.word(self.last) if self.last < len(self.tokens.starts) else ""

    def is_followed_by(self, *classes: str) -> bool:
        """Is the token right after the match in one of the classes?"""
        return self.last < len(self.tokens.letters) and self.tokens.letters[self.last] in _letters(*classes)

    def direction(self) -> int:
        """1 where the nearest verb of the sentence speaks of the future, -1 of the past, 0 where there is none."""
        if self.is_before("UNTIL"):
            return -1 if self._is_past_perfect() else 1  # `they had filed by Wednesday`
        for indexes in (
            range(self.first - 1, max(-1, self.first - REACH), -1),
            range(self.last, min(len(self.tokens.letters), self.last + REACH)),
        ):
            for index in indexes:
                sense = self._sense(index)
                if sense:
                    return sense
                if self._ends_sentence(index):
                    break
        return 0

    def _is_past_perfect(self) -> bool:
        around = range(max(0, self.first - NEAR), min(len(self.tokens.letters), self.last + NEAR))
        return any(
            self.tokens.letters[index] in _letters("PAST_CUE") and self.tokens.word(index) == "had" for index in around
        )

    def _sense(self, index: int) -> int:
        """What one word says of time: 1 future, -1 past, 0 nothing."""
        letter = self.tokens.letters[index]
        before = self.tokens.letters[index - 1] if index else ""
        if letter in _letters("FUTURE_CUE"):
            return -1 if before and self.tokens.word(index - 1) == "been" else 1  # `had been expected`
        if letter in _letters("SET"):  # `is set to`, `is set for`; else a past
            return 1 if self._is_class(index + 1, "TO") or self._is_class(index + 1, "PREPOSITION") else -1
        is_passive = before in _letters("BE") and before != ""
        if letter in _letters("TO"):
            return 1 if is_passive or self._is_class(index + 1, "BE") else 0  # `is to open`, `to be opened`
        if letter in _letters("PAST_CUE", "PAST_VERB"):
            return 0 if is_passive else -1  # `will be held`: the participle of a passive says nothing
        return 0

    def _is_class(self, index: int, token_class: str) -> bool:
        return self.tokens.letters[index : index + 1] == class_letters()[token_class]

    def _ends_sentence(self, index: int) -> bool:
        if self.tokens.letters[index] in _letters("END"):
            return True
        if self.tokens.letters[index] not in _letters("DOT") or index + 1 >= len(self.tokens.starts):
            return False
        start = self.tokens.starts[index + 1]
        return start > self.tokens.ends[index] and self.tokens.text[start].isupper()


Resolver = Callable[[Found, Context], Reading | None]
OfMatch = Callable[[Found], Reading | None]
OfContext = Callable[[Context], Reading | None]


def resolvers(
    seen_from: Iterable[Resolver],
    of_match: Iterable[OfMatch],
    of_context: Iterable[OfContext] = (),
    fixed: Mapping[str, Reading] | None = None,
) -> dict[str, Resolver]:
    """Resolvers by the names that rules.toml gives them.

    `seen_from` need a match and its context (`last week`), `of_match` the match alone (`July 2003`), `of_context` the
    context alone (`year-end`); `fixed` are readings that neither changes (`recently`).
    """
    return {
        **{function.__name__: function for function in seen_from},
        **{function.__name__: _by_match(function) for function in of_match},
        **{function.__name__: _by_context(function) for function in of_context},
        **{name: _always(reading) for name, reading in (fixed or {}).items()},
    }


def _by_match(resolve: OfMatch) -> Resolver:
    return lambda found, _: resolve(found)


def _by_context(resolve: OfContext) -> Resolver:
    return lambda _, context: resolve(context)


def _always(reading: Reading) -> Resolver:
    return lambda *_: reading


@lru_cache(maxsize=256)
def _letters(*classes: str) -> str:
    known = class_letters()
    return "".join(known[name] for name in classes)
