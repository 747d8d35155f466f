"""Values of days and times of day: `July 12`, `14.07.2021`, `last Wednesday`, `10 a.m. Friday`.

What belongs here: resolvers of expressions that name a day or a time by the calendar, completed from the anchor where a
year (or a week) is left out. What does not: months and longer (resolve_calendar.py), expressions that only point
(resolve_relative.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from tasks.dates.expressions import periods
from tasks.dates.expressions.context import MONTH_CLASSES, Context, Found, Reading, resolvers
from tasks.dates.expressions.holidays import holiday
from tasks.dates.expressions.periods import Period

_DAYS = ("DAY", "ORDINAL_DAY")
_WEEKDAYS = ("WEEKDAY", "WEEKDAY_SHORT", "LOW_WEEKDAY")
_FRIDAY = 5
_NUMBERS = re.compile(r"\d{1,4}")
_FIRST_HOUR_AT_NIGHT = 6  # `ten at night`; `two at night` is after midnight
_UNCERTAIN_DAYS = 45  # a verb nearby may belong to something else, so that a date a little on the wrong side is kept


def calendar_day(found: Found, context: Context) -> Reading | None:
    """`Monday, July 12, 2021`, `July 12`, `12 July`, `14. Juli 2021`: without a year, that nearest to the anchor."""
    month, day = found.number(*MONTH_CLASSES), found.number(*_DAYS)
    reading = _completed(found, month, day, context) if month is not None and day is not None else None
    if reading is not None and found.is_before("ENDING"):  # `the quarter ended Sept. 29`: that quarter is spoken of
        return replace(reading, is_reference=False)
    return reading


def _completed(found: Found, month: int, day: int, context: Context) -> Reading | None:
    """Without a year, the day nearest to the anchor, unless it is far on the side that the verb does not speak of."""
    year, anchor = found.number("YEAR"), context.at()
    if not 1 <= day <= 31:
        return None
    if year is not None:
        return _day(year, month, day)
    if anchor is None:
        return Reading("DATE", Period(f"XXXX-{month:02d}-{day:02d}", "day"))
    days = [at for shift in (0, -1, 1) if (at := valid_day(anchor.year + shift, month, day)) is not None]
    return Reading("DATE", periods.day(_on_side(found, days, anchor))) if days else None


def _on_side(found: Found, days: list[date], anchor: date) -> date:
    """The day nearest to the anchor, on the side that `last`, `next` or the verb speaks of."""
    side = -1 if found.has("LAST") else 1 if found.has("NEXT") else found.direction()
    slack = timedelta(days=0 if found.has("LAST", "NEXT") else _UNCERTAIN_DAYS)
    possible = [at for at in days if side == 0 or (at - anchor) * side > -slack] or days
    return min(possible, key=lambda at: abs(at - anchor))


def valid_day(year: int, month: int, day: int) -> date | None:
    """A day of the calendar; None for one that it does not have."""
    try:
        return date(year, month, day)
    except ValueError:  # 31 June
        return None


def _day(year: int, month: int, day: int) -> Reading | None:
    at = valid_day(year, month, day)
    return Reading("DATE", periods.day(at)) if at is not None else None


def day_after_range(found: Found, context: Context) -> Reading | None:
    """The `16` of `July 12 and 16`."""
    before = Found(found.tokens, max(0, found.first - 4), found.first)
    months = before.indexes(*MONTH_CLASSES)
    day = found.number(*_DAYS)
    if not months or day is None:
        return None
    month = Found(found.tokens, months[-1], months[-1] + 1).number(*MONTH_CLASSES)
    return _completed(found, month, day, context) if month is not None else None


def day_before_range(found: Found, context: Context) -> Reading | None:
    """The `12` of `12 to 16 July 2021`."""
    after = Found(found.tokens, found.last, min(len(found.tokens.starts), found.last + 5))
    month, day = after.number(*MONTH_CLASSES), found.number(*_DAYS)
    return _completed(after, month, day, context) if month is not None and day is not None else None


def year_end(context: Context) -> Reading | None:
    """`year-end`: the last day of the anchor's year."""
    anchor = context.at("year")
    if anchor is None:
        return Reading("DATE", Period("XXXX-12-31", "day"))
    return Reading("DATE", periods.day(date(anchor.year, 12, 31)))


def holiday_named(found: Found, context: Context) -> Reading | None:
    """`Christmas`, `Thanksgiving Day`, `Easter Monday`, `last Easter`: without a year, as a day and a month are."""
    code = found.code("HOLIDAY", "LOW_HOLIDAY", "HOLIDAY_FIRST")
    if code is None or found.code("UNIT") not in (None, "day", "week"):
        return None
    return _holiday(found, code, context)


def holiday_of_two_words(found: Found, context: Context) -> Reading | None:
    """`black Friday 2010`, `Independence Day`, `Saint Patrick 2020`: a saint's name alone only with a year."""
    code, weekday_number = found.code("HOLIDAY_FIRST") or "", found.number(*_WEEKDAYS)
    if code == "black_friday":
        return _holiday(found, code, context) if weekday_number == _FRIDAY else None
    is_day = found.code("UNIT") == "day" and found.tokens.text[found.tokens.starts[found.first]].isupper()
    is_saint = code in ("st_patrick", "valentine") and found.number("YEAR") is not None
    return _holiday(found, code, context) if weekday_number is None and (is_day or is_saint) else None


def new_year(found: Found, context: Context) -> Reading | None:
    """`New Year's Eve`, `New Year's Day`."""
    return _holiday(found, "new_year", context) if found.code("UNIT") == "year" else None


def _holiday(found: Found, code: str, context: Context) -> Reading | None:
    weekday_number, year, anchor = found.number("WEEKDAY"), found.number("YEAR"), context.at()
    if year is None and anchor is None:
        return None
    at = holiday(code, year) if year is not None else _nearest_holiday(found, code, anchor or date.min)
    if found.has("EVE"):
        at -= timedelta(days=1)
    if weekday_number == 1:
        at += timedelta(days=1)
    if found.code("UNIT") == "week":
        return Reading("DATE", periods.week(at))
    return Reading("DATE", periods.day(at))


def _nearest_holiday(found: Found, code: str, anchor: date) -> date:
    days = [holiday(code, anchor.year + shift) for shift in (0, -1, 1)]
    return _on_side(found, days, anchor)


def numeric(found: Found) -> Reading | None:
    """`2021-07-12`, `14.07.2021`; 11/07/2021 can be read in two ways and is left alone."""
    text = found.word("ISO", "NUMERIC_DATE") or ""
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    if found.has("ISO"):
        whole = _day(numbers[0], numbers[1], numbers[2])
        if whole is None or len(numbers) < 5 or numbers[3] > 23 or numbers[4] > 59:
            return whole
        at = date(numbers[0], numbers[1], numbers[2])
        return Reading("TIME", periods.clock(at, numbers[3], numbers[4], "Z" if text.endswith("z") else ""))
    first, second, year = numbers
    if "." in text or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def weekday(found: Found, context: Context) -> Reading | None:
    """`Friday`, `last Wednesday`, `Monday morning`: the last one, or the next where the verb is a future."""
    number, code, anchor = found.number(*_WEEKDAYS), found.code("PART"), context.at()
    if number is None:
        return None
    if anchor is None:
        value = f"XXXX-WXX-{number}" + (f"T{code}" if code else "")
        return Reading("TIME" if code else "DATE", Period(value, "part" if code else "day"))
    at = weekday_near(found, number, anchor)
    return Reading("TIME", periods.part_of_day(at, code)) if code else Reading("DATE", periods.day(at))


def weekday_beside_reference(found: Found, context: Context) -> Reading | None:
    """`the previous Friday`, `the following Monday`: seen from the date that the text named last, else the anchor."""
    number, code, reference = found.number(*_WEEKDAYS), found.code("PART"), context.reference
    at = reference.begin.date() if reference is not None and reference.begin is not None else context.at()
    if number is None or at is None:
        return weekday(found, context)
    back = (at.isoweekday() - number) % 7
    day = at + timedelta(days=7 - back) if found.has("FOLLOWING") else at - timedelta(days=back or 7)
    return Reading("TIME", periods.part_of_day(day, code)) if code else Reading("DATE", periods.day(day))


def weekday_near(found: Found, number: int, anchor: date) -> date:
    """The day that a weekday's name means, seen from the anchor."""
    back = (anchor.isoweekday() - number) % 7
    if found.has("NEXT", "NEXT_AFTER"):
        return anchor + timedelta(days=7 - back)
    if found.has("LAST", "LAST_AFTER", "PAST"):
        return anchor - timedelta(days=back or 7)
    if back and (found.has("THIS", "COMING") or found.direction() > 0):
        return anchor + timedelta(days=7 - back)
    return anchor - timedelta(days=back)


def time_of_day(found: Found, context: Context) -> Reading | None:
    """`5:30 p.m. EST`, `noon Thursday`, `10 a.m. Nov. 9`: a time, on the day named beside it or else the anchor's."""
    clock = _hour_and_minute(found)
    if clock is None:
        return None
    hour, minute = clock
    zone = found.code("ZONE") or ""
    at = _day_beside(found, context)
    if at is None:
        return Reading("TIME", Period(f"XXXX-XX-XXT{hour:02d}:{minute:02d}{zone}", "minute"))
    return Reading("TIME", periods.clock(at, hour, minute, zone))


def time_in_part(found: Found, context: Context) -> Reading | None:
    """`four in the morning`, `11:30 at night`."""
    clock, code, at = found.word("CLOCK"), found.code("PART"), _day_beside(found, context)
    hour, minute = (int(part) for part in clock.split(":")[:2]) if clock else (found.number("DAY", "COUNT") or 0, 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    is_late = code in ("AF", "EV") or (code == "NI" and hour >= _FIRST_HOUR_AT_NIGHT)
    hour = hour % 12 + (12 if is_late and not (code == "NI" and hour == 12) else 0)
    if at is None:
        return Reading("TIME", Period(f"XXXX-XX-XXT{hour:02d}:{minute:02d}", "minute"))
    return Reading("TIME", periods.clock(at, hour, minute))


def week_of_day(found: Found, context: Context) -> Reading | None:
    """`the week of March 6`."""
    reading = calendar_day(found, context) if found.code("UNIT") == "week" else None
    if reading is None:
        return None
    begin = reading.period.begin
    return Reading("DATE", periods.week(begin.date()) if begin is not None else Period("XXXX-WXX", "week"))


def quarter_ending(found: Found, context: Context) -> Reading | None:
    """`the quarter` of `the quarter ended Sept. 29`."""
    end = Found(found.tokens, found.last + 1, min(len(found.tokens.starts), found.last + 6))
    month, day = end.number(*MONTH_CLASSES), end.number(*_DAYS)
    reading = _completed(end, month, day, context) if month is not None and day is not None else None
    if reading is None or reading.period.begin is None:
        return None
    return Reading("DATE", periods.own_quarter(reading.period.begin.date()))


def _hour_and_minute(found: Found) -> tuple[int, int] | None:
    noon, clock = found.code("NOON"), found.word("CLOCK")
    if noon is not None:
        return int(noon), 0
    if clock is not None:
        hour, minute = (int(part) for part in clock.split(":")[:2])
    else:
        number, minute = found.number("DAY", "COUNT"), 0
        if number is None:
            return None
        hour = number
    half = found.code("HALF_DAY")
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute) if hour <= 23 and minute <= 59 else None


def _day_beside(found: Found, context: Context) -> date | None:
    anchor = context.at()
    months = found.indexes(*MONTH_CLASSES)
    if months:
        reading = calendar_day(Found(found.tokens, months[0], found.last), context)
        return reading.period.begin.date() if reading is not None and reading.period.begin is not None else None
    number = found.number(*_WEEKDAYS)
    if anchor is None:
        return None
    if number is not None:
        return weekday_near(found, number, anchor)
    if found.has("TODAY", "YESTERDAY", "TOMORROW"):
        return anchor + timedelta(days=-1 if found.has("YESTERDAY") else 1 if found.has("TOMORROW") else 0)
    return context.day or anchor


RESOLVERS = resolvers(
    of_match=(numeric,),
    of_context=(year_end,),
    seen_from=(
        calendar_day,
        day_after_range,
        day_before_range,
        holiday_named,
        holiday_of_two_words,
        new_year,
        weekday,
        weekday_beside_reference,
        time_of_day,
        time_in_part,
        week_of_day,
        quarter_ending,
    ),
)
