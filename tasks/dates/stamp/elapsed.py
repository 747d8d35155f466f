"""Stamps that count back from the moment of reading: `3 years ago`, `vor 3 Jahren`, `yesterday at 10:15`.

What belongs here: turning a count and a unit, or a word such as "yesterday", into a moment no finer than they say.
What does not: dates that stand on their own (printed.py).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from tasks.dates.stamp.calendar_words import counts, days_ago, units, weekdays
from tasks.dates.stamp.clock import read_clock_beside
from tasks.records import Moment, Precision

_AGO = re.compile(
    r"(?P<before>\b(?:vor|il y a|hace|há)\s{1,2})?(?:\b(?:about|over|almost|etwa|environ)\s)?"
    r"(?:(?<!\d)(?P<number>\d{1,4})\s{0,2}|\b(?P<count>[^\W\d_]{1,7})\s{1,2})(?P<unit>[^\W\d_]{1,9})\b\.?"
    r"(?P<after>\s{1,2}(?:ago|geleden|fa|atrás|temu|назад|sedan)\b)?",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?P<number>\d{1,3})\s?(?P<unit>[smhdwy])")
_WORD = re.compile(r"[^\W\d_]{3,13}(?:['’]hui)?")
_NOW = re.compile(
    r"\b(?:just now|right now|moments? ago|gerade eben|soeben|à l['’]instant|ahora mismo)\b", re.IGNORECASE
)
_DAYS_IN = {"day": 1, "week": 7}
# A count of hours is off by up to an hour, of weeks by up to a week: there is no such precision, so the next coarser.
_PRECISION = {
    "second": Precision.MINUTE,
    "minute": Precision.MINUTE,
    "hour": Precision.DAY,
    "day": Precision.DAY,
    "week": Precision.MONTH,
    "month": Precision.MONTH,
    "year": Precision.YEAR,
}


def read_elapsed(stamp: str, now: datetime) -> Moment | None:
    """The moment that a stamp such as "2 hours ago" or "yesterday at 10:15" names, seen from `now` (naive UTC)."""
    if _NOW.search(stamp):
        return _coarsened(now, Precision.MINUTE)
    short = _SHORT.fullmatch(stamp.lower())
    if short is not None:
        return _counted(int(short["number"]), short["unit"], now)
    for found in _AGO.finditer(stamp):
        if found["before"] or found["after"]:
            number = int(found["number"]) if found["number"] else counts().get(found["count"].lower())
            moment = _counted(number, found["unit"].lower(), now) if number is not None else None
            if moment is not None:
                return moment
    return _near_day(stamp, now)


def _counted(number: int, unit_word: str, now: datetime) -> Moment | None:
    unit = units().get(unit_word)
    if unit is None:
        return None
    try:
        return _coarsened(_back(now, number, unit), _PRECISION[unit])
    except (ValueError, OverflowError):  # before the calendar begins
        return None


def _back(now: datetime, number: int, unit: str) -> datetime:
    if unit == "year":
        return datetime(now.year - number, 1, 1)
    if unit == "month":
        month = now.year * 12 + now.month - 1 - number
        return datetime(month // 12, month % 12 + 1, 1)
    if unit in _DAYS_IN:
        return now - timedelta(days=number * _DAYS_IN[unit])
    return now - timedelta(seconds=number * {"second": 1, "minute": 60, "hour": 3600}[unit])


def _coarsened(at: datetime, precision: Precision) -> Moment | None:
    if at.year < 1900:
        return None
    match precision:
        case Precision.YEAR:
            at = datetime(at.year, 1, 1)
        case Precision.MONTH:
            at = datetime(at.year, at.month, 1)
        case Precision.DAY:
            at = datetime(at.year, at.month, at.day)
        case _:
            at = at.replace(second=0, microsecond=0)
    return Moment(at, precision)


def _near_day(stamp: str, now: datetime) -> Moment | None:
    """`yesterday at 10:15`, `Tuesday 10:15`: the day named, on the last occasion that it came."""
    for found in _WORD.finditer(stamp):
        word = found[0].lower().replace("’", "'")
        back = days_ago().get(word)
        if back is None and word in weekdays():
            back = (now.isoweekday() - weekdays()[word]) % 7
        if back is None:
            continue
        day: date = (now - timedelta(days=back)).date()
        clock = read_clock_beside(stamp, found.start(), found.end())
        return clock.on(day) if clock is not None else Moment(datetime(day.year, day.month, day.day), Precision.DAY)
    return None
