"""Stretches of the calendar with their TIMEX3 values (TimeML 1.2.1): days, weeks, months, quarters, years, decades.

What belongs here: calendar arithmetic. What does not: words (words_*.toml) or how an expression is resolved
(resolve_*.py). A period outside the calendar (before year 1, after 9998) has no interval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

UNIT_LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q",
    "year": "Y", "decade": "E", "century": "C",
}  # fmt: skip
CLOCK_UNITS = ("second", "minute", "hour")
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological seasons of the northern hemisphere
PART_HOURS = {"MO": (5, 12), "AF": (12, 18), "EV": (18, 24), "NI": (20, 29)}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "week": 7, "weekend": 7}
_LAST_YEAR = 9998  # datetime ends with 9999, and an interval has an end


@dataclass(frozen=True, slots=True)
class Period:
    """A TIMEX3 value, the unit it is counted in, and its half-open interval (naive; None where it is not known)."""

    value: str
    unit: str
    begin: datetime | None = None
    end: datetime | None = None


def _months(value: str, unit: str, year: int, month: int, count: int) -> Period:
    """`count` months from a month counted from 1; `month` may lie outside 1 … 12."""
    first = year * 12 + month - 1
    last = first + count
    if first < 12 or last // 12 > _LAST_YEAR:
        return Period(value, unit)
    return Period(value, unit, datetime(first // 12, first % 12 + 1, 1), datetime(last // 12, last % 12 + 1, 1))


def year(number: int) -> Period:
    """A calendar year."""
    return _months(f"{number:04d}", "year", number, 1, 12)


def decade(first_year: int) -> Period:
    """Ten years, written with three digits: 199 for the 1990s."""
    return _months(f"{first_year // 10:03d}", "decade", first_year // 10 * 10, 1, 120)


def century(number: int) -> Period:
    """The `number`-th century, written with two digits: the 20th is 19."""
    return _months(f"{number - 1:02d}", "century", (number - 1) * 100 + 1, 1, 1200)


def quarter(of_year: int, number: int) -> Period:
    """A quarter, 1 … 4."""
    return _months(f"{of_year:04d}-Q{number}", "quarter", of_year, 3 * number - 2, 3)


def own_quarter(at: date) -> Period:
    """The three months that end with the month of `at`: a company's own quarter has no number in the calendar."""
    return _months(f"{at.year:04d}-QX", "quarter", at.year, at.month - 2, 3)


def same_quarter(quarter_named: Period, of_year: int) -> Period | None:
    """The quarter of another year that corresponds to one; None outside the calendar."""
    begin = quarter_named.begin
    if begin is None or not 1 <= of_year <= _LAST_YEAR:
        return None
    if quarter_named.value.endswith("QX"):
        end = shifted(date(of_year, begin.month, 1), "month", 2)
        return own_quarter(end) if end is not None else None
    return quarter(of_year, (begin.month + 2) // 3)


def half(of_year: int, number: int) -> Period:
    """A half year, 1 or 2."""
    return _months(f"{of_year:04d}-H{number}", "half", of_year, 6 * number - 5, 6)


def season(of_year: int, code: str) -> Period:
    """A season: SP, SU, FA or WI; winter is that which begins in December."""
    return _months(f"{of_year:04d}-{code}", "season", of_year, SEASON_MONTHS[code], 3)


def month(of_year: int, number: int) -> Period:
    """A calendar month."""
    return _months(f"{of_year:04d}-{number:02d}", "month", of_year, number, 1)


def day(at: date) -> Period:
    """A calendar day."""
    begin = datetime(at.year, at.month, at.day)
    return Period(at.isoformat(), "day", begin, begin + timedelta(days=1) if at.year <= _LAST_YEAR else None)


def week(at: date) -> Period:
    """The ISO 8601 week that a day lies in."""
    number = at.isocalendar()
    monday = at - timedelta(days=number.weekday - 1)
    begin = datetime(monday.year, monday.month, monday.day)
    return Period(f"{number.year:04d}-W{number.week:02d}", "week", begin, begin + timedelta(days=7))


def weekend(at: date) -> Period:
    """Saturday and Sunday of the ISO week that a day lies in."""
    whole = week(at)
    assert whole.begin is not None  # noqa: S101 - a week of a date always has one
    return Period(f"{whole.value}-WE", "weekend", whole.begin + timedelta(days=5), whole.end)


def part_of_day(at: date, code: str) -> Period:
    """Morning (MO), afternoon (AF), evening (EV) or night (NI) of a day; a night ends at five the next day."""
    first, last = PART_HOURS[code]
    begin = datetime(at.year, at.month, at.day)
    return Period(f"{at.isoformat()}T{code}", "part", begin + timedelta(hours=first), begin + timedelta(hours=last))


def clock(at: date, hour: int, minute: int, zone: str = "") -> Period:
    """A minute of a day; `zone` is Z or nothing. Hour 24 is the midnight at the day's end."""
    begin = datetime(at.year, at.month, at.day) + timedelta(hours=hour, minutes=minute)
    return Period(f"{at.isoformat()}T{hour:02d}:{minute:02d}{zone}", "minute", begin, begin + timedelta(minutes=1))


def containing(at: date, unit: str) -> Period:
    """The day, week, month … century that a day lies in."""
    builders: dict[str, Callable[[date], Period]] = {
        "week": week,
        "weekend": weekend,
        "month": lambda day: month(day.year, day.month),
        "quarter": lambda day: quarter(day.year, (day.month + 2) // 3),
        "year": lambda day: year(day.year),
        "decade": lambda day: decade(day.year),
        "century": lambda day: century((day.year + 99) // 100),
    }
    return builders.get(unit, day)(at)


def shifted(at: date, unit: str, count: int) -> date | None:
    """The day `count` units later (earlier, where negative); the last of a month where it has fewer days."""
    try:
        if unit in _DAYS_IN:
            moved = at + timedelta(days=_DAYS_IN[unit] * count)
        else:
            total = at.year * 12 + at.month - 1 + _MONTHS_IN[unit] * count
            moved = _clipped(total // 12, total % 12 + 1, at.day)
    except (OverflowError, ValueError):
        return None
    return moved if moved.year <= _LAST_YEAR else None


def _clipped(in_year: int, in_month: int, in_day: int) -> date:
    while in_day > 28:
        try:
            return date(in_year, in_month, in_day)
        except ValueError:
            if not 1 <= in_year <= _LAST_YEAR:
                raise
            in_day -= 1
    return date(in_year, in_month, in_day)


def duration(count: int | None, unit: str) -> str:
    """The TIMEX3 value of a length of time; `count` None is an unknown number: PXY."""
    if unit == "decade" and count is not None:
        count, unit = 10 * count, "year"
    if unit == "century" and count is not None:
        count, unit = 100 * count, "year"
    letter = UNIT_LETTERS[unit]
    return f"P{'T' if unit in CLOCK_UNITS else ''}{'X' if count is None else count}{letter}"
