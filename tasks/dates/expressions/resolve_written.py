"""Values of dates in other forms: `23/Sep/2020`, `2018-7-6`, `2018年12月`, `fourth of July`, `week 27 of 2017`.

What belongs here: resolvers of forms that join numbers, words and marks of units. What does not: the usual forms of
days and months (resolve_days.py, resolve_calendar.py), expressions that point (resolve_relative.py,
resolve_pointing.py).
"""

from __future__ import annotations

from datetime import date, timedelta

from tasks.dates.expressions import periods
from tasks.dates.expressions.context import MONTH_CLASSES, Context, Found, Reading, resolvers
from tasks.dates.expressions.lexicon import lexicon
from tasks.dates.expressions.periods import Period
from tasks.dates.expressions.resolve_days import calendar_day, valid_day
from tasks.dates.stamp.calendars import eras, solar_hijri

_NUMBERS = ("DAY", "NUMBER", "YEAR", "COUNT")
_IN_WORDS = ("COUNT", "TENS", "HUNDRED", "ORDINAL")
_MARKS = ("YEAR_MARK", "MONTH_MARK", "DAY_MARK")
_LAST_MONTH = 12
_LAST_ISO_WEEK = 12, 28  # a day that lies in the last week of its year, whatever the year (ISO 8601)
_HUNDRED = 100
_FIRST_SPOKEN, _LAST_SPOKEN = 1000, 2100  # years that are written out in words; set by hand
_FIRST_JOINED = 1900  # i3-1315 is a processor, 1705-8 are pages; set by hand
_TO_CHRISTIAN = 543  # years of the Buddhist era are so many more
_FIRST_BUDDHIST = 2400


def _day_reading(at: date | None) -> Reading | None:
    return Reading("DATE", periods.day(at)) if at is not None else None


def joined_day(found: Found) -> Reading | None:
    """`23/Sep/2020`, `Sep-23-2020`, `23-2020-September`."""
    year, month, day = found.number("YEAR"), found.number(*MONTH_CLASSES), found.number("DAY", "ORDINAL_DAY")
    if year is None or month is None or day is None:
        return None
    return _day_reading(valid_day(year, month, day))


def loose_iso(found: Found) -> Reading | None:
    """`2018-7-6`, `2020/12/1`, `18 08 1978`, `2015-3`: the year first or last, then the month before the day."""
    year, places = found.number("YEAR"), found.indexes("DAY")
    numbers = [found.tokens.word(index) for index in places]
    if year is None or not _FIRST_JOINED <= year <= _LAST_SPOKEN:
        return None
    is_year_first = found.indexes("YEAR")[0] < places[0]
    first = int(numbers[0])
    if len(numbers) == 1:  # 2001-02 and 1994-5 are two years, 1705-8 are pages
        is_month = not is_year_first or (not numbers[0].startswith("0") and first <= year % 10 ** len(numbers[0]))
        return Reading("DATE", periods.month(year, first)) if is_month and first <= _LAST_MONTH else None
    second = int(numbers[1])
    month, day = (first, second) if is_year_first else (second, first)
    return _day_reading(valid_day(year, month, day)) if month <= _LAST_MONTH else None


def counted_date(found: Found, context: Context) -> Reading | None:
    """`2018年12月31日`, `平成13年`, `9月`, `今年の9月`, `2018년 1월`: numbers with marks of their units."""
    parts = _counted(found)
    year, month, day = (parts.get(mark) for mark in _MARKS)
    era = found.word("ERA")
    if era is not None and year is not None:
        year = eras().get(era, 0) + year
    anchor = context.at("year")
    if year is None and anchor is not None:
        pointer = found.code("POINTER")
        shift = int(pointer.partition(":")[2]) if pointer is not None and pointer.startswith("year") else 0
        year = anchor.year + shift
    if year is None or year < _HUNDRED:
        return None
    if month is None:
        return Reading("DATE", periods.year(year)) if day is None else None
    if not 1 <= month <= _LAST_MONTH:
        return None
    return _day_reading(valid_day(year, month, day)) if day is not None else Reading("DATE", periods.month(year, month))


def _counted(found: Found) -> dict[str, int]:
    """Of each mark, the number before it."""
    parts: dict[str, int] = {}
    for mark in _MARKS:
        for index in found.indexes(mark)[:1]:
            before = Found(found.tokens, max(found.first, index - 1), index).number(*_NUMBERS)
            if before is not None:
                parts[mark] = before
    if "MONTH_MARK" in parts and "DAY_MARK" not in parts:
        last = Found(found.tokens, found.last - 1, found.last).number("DAY")
        if last is not None:
            parts["DAY_MARK"] = last
    return parts


def year_with_unit(found: Found) -> Reading | None:
    """`1989 roku`, `в 2012 году`: a year, as the unit stands in the singular; English says `a 2000 year history`."""
    year = found.number("YEAR")
    is_year = found.code("UNIT") == "year" and found.tokens.words is not lexicon("en")
    return Reading("DATE", periods.year(year)) if is_year and year is not None else None


def buddhist_date(found: Found) -> Reading | None:
    """`6 มิถุนายน 2554`: Thai writes years of the Buddhist era."""
    year, month, day = found.number("NUMBER", "YEAR"), found.number("MONTH"), found.number("DAY")
    if year is None or month is None:
        return None
    year -= _TO_CHRISTIAN if year > _FIRST_BUDDHIST else 0
    if found.tokens.words is not lexicon("th") or not _FIRST_SPOKEN <= year <= _LAST_SPOKEN:
        return None
    return Reading("DATE", periods.month(year, month)) if day is None else _day_reading(valid_day(year, month, day))


def persian_date(found: Found) -> Reading | None:
    """`۲۲ مهر ۱۴۰۰`: a day of the Persian calendar, in ours."""
    year, month, day = found.number("YEAR", "NUMBER"), found.number("PERSIAN_MONTH"), found.number("DAY")
    return _day_reading(solar_hijri(year, month, day)) if year and month and day else None


def spoken_day(found: Found, context: Context) -> Reading | None:
    """`fourth of July 1995`, `diez de octubre de dos mil dieciocho`: numbers in words around a month."""
    place = found.indexes(*MONTH_CLASSES)[0]
    month, year = found.number(*MONTH_CLASSES), found.number("YEAR")
    before = Found(found.tokens, found.first, place)
    after = Found(found.tokens, place + 1, found.last)
    if before.indexes(*_IN_WORDS):
        day = spoken_number(before)
    else:
        first = _first_number(after)
        day, after = spoken_number(first), Found(found.tokens, first.last, found.last)
    spoken = spoken_number(after) if year is None else None
    if spoken is not None and not _FIRST_SPOKEN <= spoken <= _LAST_SPOKEN:
        return None
    year = year if year is not None else spoken
    if month is None or day is None:
        return None
    if year is not None:
        return _day_reading(valid_day(year, month, day))
    anchor = context.at()
    return (
        _nearest(anchor, month, day)
        if anchor is not None
        else Reading("DATE", Period(f"XXXX-{month:02d}-{day:02d}", "day"))
    )


def _first_number(after: Found) -> Found:
    """The words of the day behind a month: `twenty five` of `twenty five nineteen eighty six`."""
    places = after.indexes(*_IN_WORDS)
    if not places:
        return Found(after.tokens, after.first, after.first)
    tens, ones = Found(after.tokens, places[0], places[0] + 1), Found(after.tokens, places[0] + 1, places[0] + 2)
    has_ones = tens.has("TENS") and ones.last <= after.last and (ones.number("COUNT", "ORDINAL") or 10) < 10
    return Found(after.tokens, tens.first, ones.last if has_ones else tens.last)


def _nearest(anchor: date, month: int, day: int) -> Reading | None:
    days = [at for shift in (0, -1, 1) if (at := valid_day(anchor.year + shift, month, day)) is not None]
    return _day_reading(min(days, key=lambda at: abs(at - anchor))) if days else None


def spoken_number(found: Found) -> int | None:
    """The number that words of a match write: `twenty five`, `nineteen eighty six`, `mil novecientos noventa y dos`."""
    total = part = 0
    for index in found.indexes(*_IN_WORDS):
        one = Found(found.tokens, index, index + 1)
        value = one.number(*_IN_WORDS) or 0
        if one.has("HUNDRED") and value in (_HUNDRED, 10 * _HUNDRED):
            part = max(part, 1) * value
            if value > _HUNDRED:
                total, part = total + part, 0
        elif one.has("TENS") and 10 <= part < _HUNDRED:  # nineteen eighty
            part = part * _HUNDRED + value
        else:
            part += value
    return total + part or None


def unit_of_year(found: Found, context: Context) -> Reading | None:
    """`the first week of 2019`, `the last week of 2016`, `week 27 of 2017`, `tercer mes de 2021`."""
    unit, year = found.code("UNIT"), found.number("YEAR")
    if year is None:
        anchor = context.at("year")
        shift = -1 if found.has("LAST", "LAST_AFTER") and not found.has("ORDINAL") else 1 if found.has("NEXT") else 0
        year = anchor.year + shift if anchor is not None and found.has("DAY") else None
    number = found.number("ORDINAL", "ORDINAL_DAY", "DAY")
    is_last = number is None and found.has("FINAL", "LAST")
    if year is None or (number is None and not is_last):
        return None
    if unit == "week":
        last = date(year, *_LAST_ISO_WEEK)
        at = last if is_last else date(year, 1, 4) + timedelta(weeks=(number or 1) - 1)
        return Reading("DATE", periods.week(at)) if at <= last else None
    if unit == "month":
        month = _LAST_MONTH if is_last else number or 0
        return Reading("DATE", periods.month(year, month)) if 1 <= month <= _LAST_MONTH else None
    return None


def weekday_and_day(found: Found, context: Context) -> Reading | None:
    """`Tuesday the eleventh`, `martes el día once`: in the anchor's month."""
    anchor = context.at()
    day = found.number("ORDINAL_DAY", "DAY") or spoken_number(found)
    return _day_reading(valid_day(anchor.year, anchor.month, day)) if anchor is not None and day is not None else None


def day_of_near_month(found: Found, context: Context) -> Reading | None:
    """`the 21st this month`, `20ste van de volgende maand`, `本月十日`."""
    pointer, anchor = found.code("POINTER"), context.at("month")
    unit, _, pointed = pointer.partition(":") if pointer is not None else (_last_unit(found), "", "")
    day = found.number("ORDINAL_DAY", "DAY")
    if unit != "month" or anchor is None or day is None:
        return None
    shift = int(pointed) if pointed else 1 if found.has("NEXT", "NEXT_AFTER") else -1 if found.has("LAST") else 0
    month = periods.shifted(date(anchor.year, anchor.month, 1), "month", shift)
    return _day_reading(valid_day(month.year, month.month, day)) if month is not None else None


def _last_unit(found: Found) -> str | None:
    places = found.indexes("UNIT")
    return Found(found.tokens, places[-1], places[-1] + 1).code("UNIT") if places else None


def month_of_short_year(found: Found, context: Context) -> Reading | None:
    """`April of 87`, `2 de outubro de 92`: the last year so written that had come."""
    month, number, day, anchor = (
        found.number(*MONTH_CLASSES), found.number("NUMBER"), found.number("DAY", "ORDINAL_DAY"), context.at("year"),
    )  # fmt: skip
    if month is None or number is None or number >= _HUNDRED or anchor is None:
        return None
    year = anchor.year - (anchor.year - number) % _HUNDRED
    return Reading("DATE", periods.month(year, month)) if day is None else _day_reading(valid_day(year, month, day))


def dated_weekday(found: Found, context: Context) -> Reading | None:
    """`viernes 15 Jun`, `Friday-Jun-15`: a day with its weekday before it."""
    months = found.indexes(*MONTH_CLASSES, "DAY")
    return calendar_day(Found(found.tokens, months[0], found.last), context)


RESOLVERS = resolvers(
    of_match=(joined_day, loose_iso, year_with_unit, buddhist_date, persian_date),
    seen_from=(
        counted_date,
        spoken_day,
        unit_of_year,
        weekday_and_day,
        day_of_near_month,
        month_of_short_year,
        dated_weekday,
    ),
)
