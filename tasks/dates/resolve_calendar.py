"""Values of dates named by the calendar: days, months, quarters, seasons, years, weekdays, times of day.

What belongs here: resolvers of expressions whose parts stand in the text, completed from the anchor where a year (or a
week) is left out. What does not: expressions that only point ("last week", "three years ago"): resolve_relative.py.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tasks.dates import periods
from tasks.dates.periods import Period
from tasks.dates.timex_context import Context, Found, Reading, Resolver

_MONTHS = ("MONTH", "MONTH_SHORT", "MAY", "FOREIGN_MONTH")
_DAYS = ("DAY", "ORDINAL_DAY")
_WEEKDAYS = ("WEEKDAY", "WEEKDAY_SHORT")
_NUMBERS = re.compile(r"\d{1,4}")
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
_UNCERTAIN_DAYS = 45  # a verb nearby may belong to something else, so that a date a little on the wrong side is kept
_FIRST_LONE_YEAR, _LAST_LONE_YEAR = 1800, 2059  # a bare number outside is more often a quantity


def _date(period: Period) -> Reading:
    return Reading("DATE", period)


def _day(year: int, month: int, day: int) -> Reading | None:
    at = _valid(year, month, day)
    return _date(periods.day(at)) if at is not None else None


def calendar_day(found: Found, context: Context) -> Reading | None:
    """`Monday, July 12, 2021`, `July 12`, `12 July`, `14. Juli 2021`: without a year, that nearest to the anchor."""
    month, day = found.number(*_MONTHS), found.number(*_DAYS)
    return _completed(found, month, day, context) if month is not None and day is not None else None


def _completed(found: Found, month: int, day: int, context: Context) -> Reading | None:
    """Without a year, the day nearest to the anchor, unless it lies far on the side that the sentence does not speak of."""
    year, anchor = found.number("YEAR"), context.at()
    if not 1 <= day <= 31:
        return None
    if year is not None:
        return _day(year, month, day)
    if anchor is None:
        return _date(Period(f"XXXX-{month:02d}-{day:02d}", "day"))
    days = [at for shift in (0, -1, 1) if (at := _valid(anchor.year + shift, month, day)) is not None]
    side = -1 if found.has("LAST") else 1 if found.has("NEXT") else found.direction()
    slack = timedelta(days=0 if found.has("LAST", "NEXT") else _UNCERTAIN_DAYS)
    possible = [at for at in days if side == 0 or (at - anchor) * side > -slack] or days
    return _date(periods.day(min(possible, key=lambda at: abs(at - anchor)))) if possible else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 June
        return None


def day_after_range(found: Found, context: Context) -> Reading | None:
    """The `16` of `July 12 and 16`."""
    before = Found(found.tokens, max(0, found.first - 4), found.first)
    months = before.indexes(*_MONTHS)
    day = found.number(*_DAYS)
    if not months or day is None:
        return None
    month = Found(found.tokens, months[-1], months[-1] + 1).number(*_MONTHS)
    return _completed(found, month, day, context) if month is not None else None


def day_before_range(found: Found, context: Context) -> Reading | None:
    """The `12` of `12 to 16 July 2021`."""
    after = Found(found.tokens, found.last, min(len(found.tokens.starts), found.last + 5))
    month, day = after.number(*_MONTHS), found.number(*_DAYS)
    return _completed(after, month, day, context) if month is not None and day is not None else None


def calendar_month(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - every resolver has this shape
    """`July 2021`."""
    month, year = found.number(*_MONTHS), found.number("YEAR")
    return _date(periods.month(year, month)) if month is not None and year is not None else None


def month_of_near_year(found: Found, context: Context) -> Reading | None:
    """`July last year`."""
    month, anchor = found.number(*_MONTHS), context.at("year")
    if found.code("UNIT") != "year" or month is None:
        return None
    if anchor is None:
        return _date(Period(f"XXXX-{month:02d}", "month"))
    return _date(periods.month(anchor.year + _shift(found), month))


def _shift(found: Found) -> int:
    """-1 for last, 0 for this, 1 for next."""
    if found.has("NEXT", "COMING"):
        return 1
    return -1 if found.has("LAST", "PAST") else 0


def near_month(found: Found, context: Context) -> Reading | None:
    """`last March`, `this March`, `next March`: the nearest one on that side of the anchor's month."""
    month, anchor = found.number(*_MONTHS), context.at("month")
    if month is None or anchor is None:
        return _date(Period(f"XXXX-{month:02d}", "month")) if month is not None else None
    shift = _shift(found)
    year = anchor.year
    if shift < 0 and month >= anchor.month:
        year -= 1
    elif shift > 0 and month <= anchor.month:
        year += 1
    return _date(periods.month(year, month))


def month_alone(found: Found, context: Context) -> Reading | None:
    """`December`: the last that had begun, unless the sentence speaks of the future."""
    month, anchor = found.number(*_MONTHS), context.at("month")
    if month is None or _is_name(found):
        return None
    if anchor is None:
        return _date(Period(f"XXXX-{month:02d}", "month"))
    direction = 1 if found.is_before("UNTIL") else found.direction()
    year = anchor.year
    if direction > 0 and month < anchor.month:
        year += 1
    elif direction <= 0 and month > anchor.month:
        year -= 1
    return _date(periods.month(year, month))


def _is_name(found: Found) -> bool:
    """`April Jones`, `Ms. June`: part of a person's name rather than a month."""
    is_led_in = found.is_before("IN", "OF", "ON", "FROM", "TO", "UNTIL", "PREPOSITION", "AND") or found.last - found.first > 1
    return not is_led_in and (found.is_followed_by("NAME") and found.is_before("NAME", "DOT", "END"))


def numeric(found: Found, context: Context) -> Reading | None:  # noqa: ARG001
    """`2021-07-12`, `14.07.2021`; 11/07/2021 can be read in two ways and is left alone."""
    text = found.tokens.word(found.first)
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


def year_alone(found: Found, context: Context) -> Reading | None:  # noqa: ARG001
    """`1989`, `early 1989`, `fiscal 1989`: a bare number only where nothing makes it a quantity or a label."""
    year = found.number("YEAR")
    if year is None or found.is_before("CURRENCY", "NUMBER", "AMOUNT", "SLASH", "DAY"):
        return None
    if found.code("UNIT") not in (None, "year"):
        return None
    if found.has("MODIFIER", "PART_OF", "FISCAL", "UNIT"):
        return _date(periods.year(year))
    if not _FIRST_LONE_YEAR <= year <= _LAST_LONE_YEAR:
        return None
    if found.is_followed_by("UNITS", "CLOCK_UNITS", "UNIT", "CURRENCY", "FREQUENCY"):
        return None
    led_in = found.is_before("IN", "OF", "FROM", "TO", "UNTIL", "PREPOSITION", "AND", "THE", "OPEN", "ON", "COMMA", "HYPHEN")
    is_counting = found.is_followed_by("OTHER") and found.following_word().endswith("s")
    return _date(periods.year(year)) if led_in or not is_counting else None


def spoken_year(found: Found, context: Context) -> Reading | None:  # noqa: ARG001
    """`nineteen ninety-six`, as in transcripts of broadcasts."""
    century_number, tens = found.number("COUNT"), found.number("TENS")
    counts = found.indexes("COUNT")
    if century_number != 19 or tens is None:
        return None
    ones = Found(found.tokens, counts[-1], counts[-1] + 1).number("COUNT") if len(counts) > 1 else 0
    return _date(periods.year(1900 + tens + (ones or 0))) if (ones or 0) < 10 else None


def year_end(found: Found, context: Context) -> Reading | None:  # noqa: ARG001
    """`year-end`: the last day of the anchor's year."""
    anchor = context.at("year")
    return _date(periods.day(date(anchor.year, 12, 31))) if anchor is not None else _date(Period("XXXX-12-31", "day"))


def quarter_of_year(found: Found, context: Context) -> Reading | None:
    """`the 1988 quarter`: the quarter the text named last, in that year."""
    year, reference = found.number("YEAR"), context.reference
    if year is None or reference is None or reference.unit != "quarter" or reference.begin is None:
        return None
    return Reading("DATE", periods.quarter(year, (reference.begin.month + 2) // 3), is_reference=False)


def decade(found: Found, context: Context) -> Reading | None:
    """`the 1990s`, `'90s`, `the nineties`: two digits are of the anchor's century or, if that lies ahead, the one before."""
    word = found.word("DECADE", "SHORT_DECADE", "THE_PLURAL_DECADE")
    if word is None:
        return None
    number = _DECADES.get(word)
    if number is None:
        number = int(_NUMBERS.findall(word)[0])
    if number >= 100:
        return _date(periods.decade(number))
    anchor = context.at("year")
    latest = anchor.year if anchor is not None else 2019
    century = latest // 100 * 100
    return _date(periods.decade(century + number if century + number <= latest else century - 100 + number))


def century(found: Found, context: Context) -> Reading | None:  # noqa: ARG001
    """`the 20th century`."""
    number = found.number("ORDINAL", "ORDINAL_DAY")
    if found.code("UNIT") != "century" or number is None or not 1 <= number <= 21:
        return None
    return _date(periods.century(number))


def quarter(found: Found, context: Context) -> Reading | None:
    """`the third quarter`, `fourth-quarter`, `the first half of 1990`: without a year, the last that had begun."""
    number = found.number("ORDINAL")
    build, most = (periods.half, 2) if found.has("HALF") else (periods.quarter, 4)
    if number is None or number > most:
        return None
    year = found.number("YEAR")
    anchor = context.at("month")
    if year is None and anchor is None:
        return _date(Period(f"XXXX-{'H' if most == 2 else 'Q'}{number}", "quarter"))
    if year is None and anchor is not None:
        if found.code("UNIT") not in (None, "year"):
            return None
        year = anchor.year + _shift(found)
        has_begun = (number - 1) * 12 // most < anchor.month
        if not found.has("UNIT") and not has_begun and found.direction() <= 0:
            year -= 1
    return _date(build(year, number)) if year is not None else None


def season(found: Found, context: Context) -> Reading | None:
    """`last fall`, `the summer of 1994`, `this spring`: without a year, the last that had begun."""
    code, year, anchor = found.code("SEASON", "SEASON_OR_VERB"), found.number("YEAR"), context.at("month")
    if code is None:
        return None
    if year is not None:
        return _date(periods.season(year, code))
    if anchor is None:
        return _date(Period(f"XXXX-{code}", "season"))
    return _date(periods.season(anchor.year + _season_shift(found, code, anchor), code))


def _season_shift(found: Found, code: str, anchor: date) -> int:
    first = periods.SEASON_MONTHS[code]
    if found.has("THIS"):
        return 0
    if found.has("NEXT"):
        return 1 if anchor.month >= first else 0
    if found.has("LAST"):
        return 0 if anchor.month >= first + 3 else -1
    return -1 if anchor.month < first and found.direction() <= 0 else 0


def weekday(found: Found, context: Context) -> Reading | None:
    """`Friday`, `last Wednesday`, `Monday morning`: the last one, or the next where the sentence speaks of the future."""
    number, code, anchor = found.number(*_WEEKDAYS), found.code("PART"), context.at()
    if number is None:
        return None
    if anchor is None:
        value = f"XXXX-WXX-{number}" + (f"T{code}" if code else "")
        return Reading("TIME" if code else "DATE", Period(value, "part" if code else "day"))
    at = weekday_near(found, number, anchor)
    return Reading("TIME", periods.part_of_day(at, code)) if code else _date(periods.day(at))


def weekday_near(found: Found, number: int, anchor: date) -> date:
    """The day that a weekday's name means, seen from the anchor."""
    back = (anchor.isoweekday() - number) % 7
    if found.has("NEXT"):
        return anchor + timedelta(days=7 - back)
    if found.has("LAST", "PAST"):
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
    months = found.indexes(*_MONTHS)
    if months:
        reading = calendar_day(Found(found.tokens, months[0], found.last), context)
        return reading.period.begin.date() if reading is not None and reading.period.begin is not None else None
    number = found.number(*_WEEKDAYS)
    if anchor is None:
        return None
    if number is not None:
        return weekday_near(found, number, anchor)
    shift = -1 if found.has("YESTERDAY") else 1 if found.has("TOMORROW") else 0
    return anchor + timedelta(days=shift)


RESOLVERS: dict[str, Resolver] = {
    function.__name__: function
    for function in (
        calendar_day, day_after_range, day_before_range, calendar_month, month_of_near_year, near_month, month_alone, numeric,
        year_alone, spoken_year, year_end, quarter_of_year, decade, century, quarter, season, weekday, time_of_day,
    )
}  # fmt: skip
