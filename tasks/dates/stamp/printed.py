"""One printed or machine-written time stamp to a `Moment`: never finer than what is known, and no time zone invented.

What belongs here: the forms in which pages write the date of a single stamp. What does not: its time of day (clock.py),
stamps relative to the reading ("3 days ago", elapsed.py), where on a page a stamp stands (publication/choice.py), time
expressions in running text (expressions/find.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tasks.dates.stamp.calendar_words import months, weekdays
from tasks.dates.stamp.clock import Clock, read_clock_beside
from tasks.dates.stamp.elapsed import read_elapsed
from tasks.dates.stamp.month_names import month_of
from tasks.dates.stamp.order import LAST_MONTH
from tasks.dates.stamp.plain_form import plain_form
from tasks.records import Moment, Precision

LONGEST_STAMP = 200  # characters; what stands further on belongs to no stamp
FIRST_YEAR, LAST_YEAR = 1900, 2100  # a stamp outside is a mistake or no year; set by hand
TWO_DIGIT_PIVOT = 69  # as POSIX strptime %y: 69 … 99 are 19xx, 00 … 68 are 20xx

_WORD = r"[^\W\d_]{3,12}"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ªº°])?"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)(?!\d)"
_DIGIT = re.compile(r"\d")
_SOME_YEAR = re.compile(r"(?:19|20|21)\d\d(?!\d)")  # stands in all forms that name the month first
_OF = r"(?:(?:of|de|del|do)\s)?"
_ISO = re.compile(
    r"(?<![\d/.\-])(?P<year>\d{4})(?P<mark>[\-/.年])\s?(?P<month>\d{1,2})(?:[\-/.月]\s?(?P<day>\d{1,2}))?(?!\d)"
    r"|(?<!\d)(?P<packed>(?:19|20)\d{6})(?!\d)"
)
_DAY_MONTH_YEAR = re.compile(
    rf"(?<![\d.,:]){_DAY}[.\-/\s]{{0,3}}{_OF}(?P<month>{_WORD})[.,\-/\s]{{1,3}}{_OF}{_YEAR}"
    r"|(?<![\d.,:])(?P<short_day>\d{1,2})[\- ](?P<short_month>[A-Za-z]{3})[\- ](?P<short_year>\d\d)(?![\d:])",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR = re.compile(rf"(?P<month>{_WORD})[.\s\-]{{1,3}}{_DAY}[,\s\-.]{{1,3}}(?:at\s)?{_YEAR}", re.IGNORECASE)
_UNIX_DATE = re.compile(  # date(1) and older interfaces: Wed Jul 14 09:30:00 +0000 2021
    rf"(?P<month>[A-Za-z]{{3}})\s{{1,2}}(?P<day>\d{{1,2}})\s(?=\d\d:\d\d)[\d:]{{5,8}}\s(?:[A-Z]{{3,4}}\s|[+\-]\d{{4}}\s)?{_YEAR}"
)
_YEAR_MONTH_DAY = re.compile(  # Hungarian, Lithuanian, Latvian, Basque: the year first, maybe with a word for it
    rf"(?<!\d)(?P<year>(?:19|20|21)\d\d)(?:\.|e?ko)?,?\s(?:(?:m\.|gada)\s)?"
    rf"(?:(?P<month>{_WORD})\.?\s(?P<day>\d{{1,2}})|(?P<short_day>\d{{1,2}})\.\s(?P<short_month>{_WORD}))"
    r"(?![\d:]|,?\s(?:19|20|21)\d\d)",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"(?P<month>{_WORD})\.?,?[\s\-]{{1,2}}{_OF}{_YEAR}", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?<![\d.,:/\-])(?P<first>\d{1,2})(?P<mark>[./\-])\s?(?P<second>\d{1,2})(?P=mark)\s?"
    r"(?P<year>(?:19|20|21)\d\d|\d\d)(?![\d/]|[.\-:]\d)"
)
_YEARLESS = re.compile(
    rf"(?<![\d.,:]){_DAY}\s?{_OF}(?P<month>{_WORD})\b|(?P<month_first>{_WORD})\.?\s(?P<day_second>\d{{1,2}})(?![\d:])",
    re.IGNORECASE,
)
# Words beside a date in languages that never put the month first.
_DAY_FIRST = re.compile(
    r"\b(?:uhr|um|à|le|el|alle|klo|ore|horas|posté|publié|veröffentlicht|geschrieben|publicado|pubblicato)\b",
    re.IGNORECASE,
)
LONGEST_WEEKDAY = 14  # characters beside a date in which its weekday stands; set by hand on the longest names
_LETTERS = re.compile(r"[^\W\d_]{2,14}")
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class _Day:
    """A date found at `start` to `end`, month and day None where they are not printed."""

    start: int
    end: int
    year: int
    month: int | None = None
    day: int | None = None


def read_moment(text: str, now: datetime | None = None, order: str | None = None) -> Moment | None:
    """Read the first time stamp in `text`; None where there is none, or where it can be read in two ways.

    `now` (naive UTC) is the moment at which the page was read: "3 days ago" and "July 3" need it. `order` says how
    numbers such as 11/07/2021 are to be read where they leave it open: `DMY` or `MDY`. Years outside 1900 to 2100 are
    not believed.
    """
    stamp = plain_form(" ".join(text[: 2 * LONGEST_STAMP].split())[:LONGEST_STAMP])
    if not stamp:
        return None
    days = [day for day in _days(stamp, order) if day is not None]
    if days:
        return _moment(stamp, min(days, key=lambda day: (day.start, -day.end)))
    if now is None:
        return None
    return _yearless(stamp, now) or read_elapsed(stamp, now)


def read_attribute(text: str, now: datetime | None = None, order: str | None = None) -> Moment | None:
    """Like `read_moment`, for an attribute's value, where a bare number is a Unix time in seconds or milliseconds."""
    found = _EPOCH.fullmatch(text.strip())
    if found is not None:
        return Moment(datetime(1970, 1, 1) + timedelta(seconds=int(found[1])), Precision.SECOND)
    return read_moment(text, now, order)


def _days(stamp: str, order: str | None) -> Iterator[_Day | None]:
    digit = _DIGIT.search(stamp)
    if digit is None:
        return
    yield _iso(stamp, digit.start())
    yield _named(stamp, _DAY_MONTH_YEAR, digit.start())
    if _SOME_YEAR.search(stamp, digit.start()) is not None:
        yield _named(stamp, _MONTH_DAY_YEAR)
        yield _named(stamp, _UNIX_DATE)
        yield _named(stamp, _YEAR_MONTH_DAY)
        yield _named(stamp, _MONTH_YEAR)
    yield _numeric(stamp, order)
    if len(stamp) == 4 and stamp.isdecimal():
        yield _checked(0, 4, int(stamp))


def _checked(start: int, end: int, year: int, month: int | None = None, day: int | None = None) -> _Day | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:  # 30 February, month 13
        return None
    return _Day(start, end, year, month, day)


def _iso(stamp: str, begin: int) -> _Day | None:
    for found in _ISO.finditer(stamp, begin):
        packed = found["packed"]
        if packed:
            day = _checked(found.start(), found.end(), int(packed[:4]), int(packed[4:6]), int(packed[6:]))
        elif found["day"] or found["mark"] in "-/年":
            printed = int(found["day"]) if found["day"] else None
            day = _checked(found.start(), found.end(), int(found["year"]), int(found["month"]), printed)
        else:
            continue
        if day is not None:
            return day
    return None


def _named(stamp: str, pattern: re.Pattern[str], begin: int = 0) -> _Day | None:
    for found in pattern.finditer(stamp, begin):
        parts = found.groupdict()
        month = month_of(parts["month"] or parts.get("short_month") or "")
        if month is None:
            continue
        year = int(parts["year"]) if parts["year"] else _century(int(parts["short_year"] or 0))
        number = parts.get("day") or parts.get("short_day")
        day = _checked(found.start(), found.end(), year, month, int(number) if number else None)
        if day is not None:
            return day
    return None


def _numeric(stamp: str, order: str | None) -> _Day | None:
    found = _NUMERIC.search(stamp)
    if found is None or (len(found["year"]) == 2 and found["mark"] == "-"):  # 21-07-14 may be a year first
        return None
    first, second = int(found["first"]), int(found["second"])
    if order is None and (found["mark"] == "." or _DAY_FIRST.search(stamp)):
        order = "DMY"
    if first > LAST_MONTH or first == second:
        order = "DMY"
    elif second > LAST_MONTH:
        order = "MDY"
    year = int(found["year"]) if len(found["year"]) > 2 else _century(int(found["year"]))
    readings = {"DMY": (second, first), "MDY": (first, second)}
    days = {key: _checked(found.start(), found.end(), year, *reading) for key, reading in readings.items()}
    weekday = _weekday_beside(stamp, found)
    matching = [day for day in days.values() if day is not None and weekday is not None and _falls_on(day, weekday)]
    if len(matching) == 1:
        return matching[0]
    return days[order] if order is not None else None


def _weekday_beside(stamp: str, found: re.Match[str]) -> int | None:
    """The weekday printed right before a date, else right behind it: 1 (Monday) to 7."""
    before = stamp[max(0, found.start() - LONGEST_WEEKDAY) : found.start()]
    words = [*reversed(_LETTERS.findall(before)), *_LETTERS.findall(stamp[found.end() : found.end() + LONGEST_WEEKDAY])]
    known = weekdays()
    return next((known[word.lower()] for word in words if word.lower() in known), None)


def _falls_on(day: _Day, weekday: int) -> bool:
    return date(day.year, day.month or 1, day.day or 1).isoweekday() == weekday


def _century(year: int) -> int:
    return year + (1900 if year >= TWO_DIGIT_PIVOT else 2000)


def _yearless(stamp: str, now: datetime) -> Moment | None:
    """`July 3` as stamps write it: the last one that had come when the page was read."""
    for found in _YEARLESS.finditer(stamp):
        word = found["month"] or found["month_first"]
        month = months().get(word.lower()) if word.isascii() else month_of(word)
        day = int(found["day"] or found["day_second"])
        if month is None:
            continue
        for year in (now.year, now.year - 1):
            seen = _checked(found.start(), found.end(), year, month, day)
            if seen is not None and datetime(year, month, day) <= now + timedelta(days=1):
                return _moment(stamp, seen)
    return None


def _moment(stamp: str, day: _Day) -> Moment | None:
    if day.month is None:
        return Moment(datetime(day.year, 1, 1), Precision.YEAR)
    if day.day is None:
        return Moment(datetime(day.year, day.month, 1), Precision.MONTH)
    at = date(day.year, day.month, day.day)
    clock = _clock_inside(stamp, day) or read_clock_beside(stamp, day.start, day.end)
    return clock.on(at) if clock is not None else Moment(datetime(at.year, at.month, at.day), Precision.DAY)


def _clock_inside(stamp: str, day: _Day) -> Clock | None:
    """The time of day that date(1) prints between the day and the year."""
    if ":" not in stamp[day.start : day.end]:
        return None
    return read_clock_beside(stamp[day.start : day.end], 0, 0)
