"""Words that may be no name though somebody calls himself so, and words before the name of whoever is spoken to."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from tasks.dates.stamp.calendar_words import days_ago, months, units, weekdays

SHORTEST_NAME = 3  # letters; shorter ones are initials and words of all kinds


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("tasks.parse.commenters").joinpath("vocabulary.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    calendar = (*months(), *weekdays(), *units(), *days_ago())
    return frozenset((*_table()["placeholders"]["words"], *_table()["common"]["words"], *calendar))


def is_common(word: str, is_alone: bool = True) -> bool:
    """Whether a folded word is an everyday one, one of the calendar's, a number, or what pages print for no name.

    Short words are, where they are alone.
    """
    return (is_alone and len(word) < SHORTEST_NAME) or word.isdigit() or word in _common()


@lru_cache(maxsize=1)
def spoken_to() -> tuple[str, ...]:
    """Phrases right before the name of somebody who is spoken to: `thanks`, `agree with`."""
    return tuple(_table()["spoken_to"]["phrases"])
