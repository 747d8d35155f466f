"""The calendar's words in many languages, read once from calendar.toml: months, weekdays, units, counts, zones.

What belongs here: looking a word up. What does not: reading a date out of text (printed.py, expressions/find.py).
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("tasks.dates.stamp").joinpath("calendar.toml").read_text(encoding="utf-8"))


def _words(table: str) -> dict[str, str]:
    return {word: key for key, words in _tables()[table].items() for word in words.split()}


def _numbers(table: str) -> dict[str, int]:
    return {word: int(key) for word, key in _words(table).items()}


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Month names and abbreviations (lower case, no final dot) to 1 … 12."""
    return _numbers("months")


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    """Weekday names to 1 (Monday) … 7."""
    return _numbers("weekdays")


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """Words for units of time to `second` … `year`."""
    return _words("units")


@lru_cache(maxsize=1)
def counts() -> dict[str, int]:
    """Written-out small numbers, articles included."""
    return _numbers("counts")


@lru_cache(maxsize=1)
def days_ago() -> dict[str, int]:
    """`yesterday` and its like to the number of days before the moment of reading."""
    return _numbers("days_ago")


@lru_cache(maxsize=1)
def zones() -> dict[str, int]:
    """Names of time zones with one meaning to minutes east of Greenwich."""
    return _numbers("zones")
