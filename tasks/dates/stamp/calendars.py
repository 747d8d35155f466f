"""Calendars beside the Gregorian one: what a day of theirs is in ours, and the words by which they are known.

What belongs here: arithmetic of years and days, the tables of calendars.toml. What does not: finding such dates in a
stamp (plain_form.py).
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tasks.dates.stamp.month_names import folded

BUDDHIST_OFFSET = 543  # years, as Thailand has counted since 1941
# The Solar Hijri calendar: years of 33 hold 8 leap years, at these places of the cycle; true for the years 1178 to 1633
# of the astronomical calendar (M. Heydari-Malayeri, "A concise review of the Iranian calendar", 2004).
_CYCLE = 33
_LEAP_PLACES = (1, 5, 9, 13, 17, 22, 26, 30)
_FIRST_SOLAR, _LAST_SOLAR = 1178, 1633
_KNOWN_NEW_YEAR = 1370, date(1991, 3, 21)  # 1 Farvardin of that year
_LONG_MONTHS = 6  # of 31 days; the others have 30, the last 29 or 30
_LAST_MONTH = 12


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, Any]]:
    """The tables of calendars.toml."""
    return tomllib.loads(files("tasks.dates.stamp").joinpath("calendars.toml").read_text(encoding="utf-8"))


def _names(text: str) -> list[str]:
    return [name.replace("_", " ") for name in text.split()]


@lru_cache(maxsize=1)
def persian_months() -> dict[str, int]:
    """Months of the Solar Hijri calendar to 1 … 12, folded."""
    return {folded(name): int(month) for month, names in tables()["persian"].items() for name in _names(names)}


@lru_cache(maxsize=1)
def lunar_months() -> frozenset[str]:
    """Months of the Hijri calendar, folded."""
    return frozenset(folded(name) for name in _names(tables()["lunar"]["months"]))


@lru_cache(maxsize=1)
def eras() -> dict[str, int]:
    """Names of eras to the year before their first."""
    return {name: int(before) for before, names in tables()["eras"].items() for name in _names(names)}


@lru_cache(maxsize=1)
def halves() -> dict[str, str]:
    """Words for parts of the day beside a clock of twelve hours to am, pm, evening, noon."""
    return {name: half for half, names in tables()["halves"].items() for name in _names(names)}


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """The day of the Persian calendar in ours; None for one that it does not have."""
    if not (_FIRST_SOLAR <= year <= _LAST_SOLAR and 1 <= month <= _LAST_MONTH and 1 <= day <= _length(year, month)):
        return None
    known, new_year = _KNOWN_NEW_YEAR
    years = range(known, year) if year >= known else range(year, known)
    passed = sum(365 + _is_leap(each) for each in years)
    begin = new_year + timedelta(days=passed if year >= known else -passed)
    return begin + timedelta(days=31 * min(month - 1, _LONG_MONTHS) + 30 * max(0, month - 1 - _LONG_MONTHS) + day - 1)


def _length(year: int, month: int) -> int:
    if month <= _LONG_MONTHS:
        return 31
    return 30 if month < _LAST_MONTH or _is_leap(year) else 29


def _is_leap(year: int) -> bool:
    return year % _CYCLE in _LEAP_PLACES
