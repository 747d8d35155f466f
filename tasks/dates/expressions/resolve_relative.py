"""Values of expressions that point: `last week`, `three years ago`, `the following day`, lengths of time, repetition.

What belongs here: resolvers that count from the anchor or from the date the text named last. What does not: dates that
the calendar names (resolve_calendar.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from tasks.dates.expressions import periods
from tasks.dates.expressions.context import Context, Found, Reading, resolvers
from tasks.dates.expressions.numerals import number_of
from tasks.dates.expressions.periods import Period

_UNITS = ("UNIT", "UNITS", "QUARTER", "CLOCK_UNIT", "CLOCK_UNITS")
_DIGITS = ("DAY", "NUMBER", "YEAR", "AMOUNT")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")  # a comma elsewhere is that of a fraction
_LONGEST = 9999  # of any unit; more is no length of time that the news speaks of
_PAST = Reading("DATE", Period("PAST_REF", "reference"))
_PRESENT = Reading("DATE", Period("PRESENT_REF", "reference"))
_FUTURE = Reading("DATE", Period("FUTURE_REF", "reference"))
_REFERENCES = {-1: _PAST, 0: _PRESENT, 1: _FUTURE}


def _shift(found: Found, is_counted_back: bool = False) -> int:
    """1 for next and the like, -1 for last; `earlier this year` is this year, `a year earlier` is not."""
    if found.has("NEXT", "NEXT_AFTER", "COMING", "FOLLOWING", "TOMORROW") or (
        is_counted_back and found.has("LATER", "LATER_AFTER")
    ):
        return 1
    is_past = found.has("LAST", "LAST_AFTER", "PAST", "PREVIOUS", "YESTERDAY") or (
        is_counted_back and found.has("EARLIER")
    )
    return -1 if is_past else 0


def how_many(found: Found) -> int | None:
    """The number that a match counts; None where it is vague (`several`)."""
    if found.has("COUPLE"):
        return 2
    if found.has("SEVERAL"):
        return None
    digits = found.word(*_DIGITS)
    if digits is not None:
        return number_of(_THOUSANDS.sub("", digits))
    numbers = found.indexes("COUNT", "TENS")
    hundreds = found.number("HUNDRED") or 1
    if not numbers:
        return hundreds
    values = [Found(found.tokens, index, index + 1).number("COUNT", "TENS") or 0 for index in numbers]
    return sum(values) * hundreds


def _unit(found: Found) -> str | None:
    return found.code(*_UNITS)


def _containing(at: date | None, unit: str, shift: int) -> Reading:
    moved = periods.shifted(at, unit, shift) if at is not None else None
    return (
        Reading("DATE", periods.containing(moved, unit))
        if moved is not None
        else _REFERENCES[(shift > 0) - (shift < 0)]
    )


def near_day(found: Found, context: Context) -> Reading | None:
    """`today`, `yesterday`, `tomorrow morning`."""
    anchor, shift, code = context.at(), _shift(found), found.code("PART")
    if anchor is None:
        return _REFERENCES[shift]
    at = anchor + timedelta(days=shift)
    return Reading("TIME", periods.part_of_day(at, code)) if code else Reading("DATE", periods.day(at))


def near_part(found: Found, context: Context) -> Reading | None:
    """`tonight`, `this morning`, `last night`."""
    anchor, code = context.at(), found.code("PART") or "NI"
    if anchor is None:
        return Reading("TIME", Period(f"XXXX-XX-XXT{code}", "part"))
    return Reading("TIME", periods.part_of_day(anchor - timedelta(days=1 if found.has("LAST") else 0), code))


def near_unit(found: Found, context: Context) -> Reading | None:
    """`last week`, `this year`, `next month`, `the past year`."""
    unit = _unit(found)
    return _containing(context.at(unit), unit, _shift(found)) if unit is not None else None


def near_weekend(found: Found, context: Context) -> Reading | None:
    """`this weekend`, `last weekend`, `the weekend`: the nearest one on the side that the sentence speaks of."""
    anchor = context.at()
    if anchor is None:
        return Reading("DATE", Period("XXXX-WXX-WE", "weekend"))
    shift = _shift(found)
    is_weekend = anchor.isoweekday() >= 6
    if shift == 0 and not found.has("THIS") and not is_weekend and found.direction() <= 0:
        shift = -1
    return Reading("DATE", periods.weekend(anchor + timedelta(weeks=shift)))


def this_unit(found: Found, context: Context) -> Reading | None:
    """`the current quarter`."""
    unit = _unit(found)
    return _containing(context.at(unit), unit, 0) if unit is not None else None


def ago(found: Found, context: Context) -> Reading | None:
    """`three weeks ago`: the week, month … that lies so far back; `a year ago` beside a quarter is that quarter's."""
    unit, count = _unit(found), how_many(found)
    if unit is None or count is None:
        return _PAST
    if unit == "year" and context.reference is not None and context.reference.unit == "quarter":
        return _year_before(context.reference, count)
    return _containing(context.at(unit), unit, -count)


def from_reference(found: Found, context: Context) -> Reading | None:
    """`a year earlier`, `two days later`: counted from the date that the text named last, else from the anchor."""
    unit, count = _unit(found), how_many(found)
    if unit is None or count is None:
        return duration(found)
    reference = context.reference
    if unit == "year" and reference is not None and reference.unit == "quarter":
        return _year_before(reference, -_shift(found, True) * count)
    begin = reference.begin.date() if reference is not None and reference.begin is not None else context.at(unit)
    reading = _containing(begin, unit, _shift(found, True) * count)
    return replace(reading, is_reference=not found.has("EARLIER"))  # a comparison does not move the narrative


def _year_before(reference: Period, count: int) -> Reading | None:
    begin = reference.begin
    moved = periods.same_quarter(reference, begin.year - count) if begin is not None else None
    return Reading("DATE", moved, is_reference=False) if moved is not None else _PAST


def year_before_reference(found: Found, context: Context) -> Reading | None:
    """`year-earlier`, `the year-ago third quarter`, `the period last year`; none named: the last whole one."""
    anchor, number = context.at("year"), found.number("ORDINAL")
    if found.code("UNIT") != "year":
        return None
    if number is not None and found.has("QUARTER") and number <= 4 and anchor is not None:
        return Reading("DATE", periods.quarter(anchor.year - 1, number), is_reference=False)
    if context.reference is not None and context.reference.unit == "quarter":
        return _year_before(context.reference, 1)
    month = context.at("month")
    if found.has("QUARTER") and month is not None:
        return _year_before(_containing(month, "quarter", -1).period, 1)
    return _containing(anchor, "year", -1)


def beside_reference(found: Found, context: Context) -> Reading | None:
    """`the following day`, `the previous year`, `the next day`."""
    unit = _unit(found)
    if unit is None:
        return None
    reference = context.reference
    begin = reference.begin.date() if reference is not None and reference.begin is not None else context.at(unit)
    return _containing(begin, unit, _shift(found))


def part_beside_reference(found: Found, context: Context) -> Reading | None:
    """`the next morning`: of the day after the one that the text named last."""
    code, reference = found.code("PART"), context.reference
    begin = reference.begin.date() if reference is not None and reference.begin is not None else context.at()
    begin = context.day or begin
    if code is None or begin is None:
        return None
    return Reading("TIME", periods.part_of_day(begin + timedelta(days=_shift(found)), code))


def that_unit(found: Found, context: Context) -> Reading | None:
    """`that year`, `the same day`: the one in which the date named last lies."""
    unit, reference = _unit(found), context.reference
    if unit is None or reference is None or reference.begin is None:
        return None
    return Reading("DATE", periods.containing(reference.begin.date(), unit))


def that_quarter(found: Found, context: Context) -> Reading | None:
    """`the quarter`, `the latest period`: the quarter that the text named last."""
    reference = context.reference
    if reference is not None and reference.unit == "quarter":
        return Reading("DATE", reference)
    anchor = context.at("month")
    if anchor is None or (found.has("PERIOD") and not found.has("LATEST")):
        return None
    return _containing(anchor, "quarter", -1)


def duration(found: Found) -> Reading | None:
    """`three years`, `five-year`, `a couple of weeks`; `15 a year` is a rate."""
    unit, count = _unit(found), how_many(found)
    if unit is None or (count is not None and count > _LONGEST):
        return None
    if found.has("A") and not found.has("SEVERAL", "COUPLE", "HUNDRED"):
        if found.is_before("DAY", "NUMBER", "AMOUNT", "CURRENCY", "FREQUENCY", "UNITS", "CLOCK_UNITS"):
            return Reading("SET", Period(periods.duration(count, unit), unit))
        if unit == "quarter" or found.has("MORE"):
            return None
    if found.has("AMOUNT") and count is None:
        digits = _THOUSANDS.sub("", found.word("AMOUNT") or "").replace(",", ".")
        return Reading("DURATION", Period(periods.duration(0, unit).replace("0", digits, 1), unit))
    return Reading("DURATION", Period(periods.duration(count, unit), unit))


def least_duration(found: Found) -> Reading | None:
    """`two to three weeks`: at least the first of the two numbers."""
    middle = found.indexes("TO", "AND", "HYPHEN")[0]
    unit = _unit(found)
    count = how_many(Found(found.tokens, found.first, middle))
    if unit is None or count is None or count > _LONGEST or found.tokens.word(middle) == "and":
        return None
    return Reading("DURATION", Period(periods.duration(count, unit), unit))


def near_duration(found: Found, context: Context) -> Reading | None:
    """`the past three months`, `the next two weeks`: a length that ends or begins at the anchor."""
    unit, count, shift = _unit(found), how_many(found), _shift(found)
    if unit is None or (count is not None and count > _LONGEST):
        return None
    value = periods.duration(count, unit)
    anchor = context.at(unit) if unit not in periods.CLOCK_UNITS else None
    if anchor is None or count is None or shift == 0 or found.has("FOLLOWING", "PREVIOUS"):
        return Reading("DURATION", Period(value, unit))
    other = periods.shifted(anchor, unit, shift * count)
    if other is None:
        return Reading("DURATION", Period(value, unit))
    first, last = periods.day(min(anchor, other)), periods.day(max(anchor, other))
    return Reading("DURATION", Period(value, unit, first.begin, last.begin) if count else Period(value, unit))


def half_unit(found: Found) -> Reading | None:
    """`half an hour`, `half a year`."""
    values = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y", "minute": "PT30S"}
    unit = _unit(found)
    value = values.get(unit or "")
    return Reading("DURATION", Period(value, unit or "")) if value is not None else None


def and_a_half(found: Found) -> Reading | None:
    """`two and a half years`, `5 1/2 hours`: with the half in the next smaller unit where that is a whole number."""
    unit, count = _unit(found), how_many(found)
    digits = [found.tokens.word(index) for index in found.indexes("DAY")]
    if unit is None or count is None or (found.has("SLASH") and digits[1:] != ["1", "2"]):
        return None
    halves = {"year": "Y6M", "hour": "H30M", "minute": "M30S", "day": "DT12H"}
    if unit not in halves:
        return Reading("DURATION", Period(f"P{count}.5{periods.UNIT_LETTERS[unit]}", unit))
    mark = "PT" if unit in periods.CLOCK_UNITS else "P"
    return Reading("DURATION", Period(f"{mark}{count}{halves[unit]}", unit))


def some_units(found: Found) -> Reading | None:
    """`years`, `decades-long`."""
    unit = _unit(found)
    if unit is None or unit in ("quarter", "second"):
        return None
    return Reading("DURATION", Period(periods.duration(None, unit), unit))


def the_unit(found: Found, context: Context) -> Reading | None:
    """`the year`, `the week`, `the day`: the one that is spoken of."""
    unit = _unit(found)
    if unit not in ("year", "week", "day") and not (unit == "month" and found.has("PART_OF", "IN")):
        return None
    if unit == "year" and found.is_followed_by("ENDING"):
        return Reading("DURATION", Period("P1Y", "year"))
    if unit == "day":
        reference = context.reference
        if reference is not None and reference.unit == "day":
            return Reading("DATE", reference)
    return _containing(context.at(unit), unit, 0) if context.at(unit) is not None else None


def annual(found: Found) -> Reading | None:
    """`annual`."""
    return Reading("DURATION", Period(found.code("ANNUAL") or "P1Y", "year"))


def often(found: Found) -> Reading | None:
    """`daily`, `weekly`."""
    value = found.code("OFTEN", "OFTEN_OR_KIND")
    return Reading("SET", Period(value, "set")) if value is not None else None


def every_unit(found: Found) -> Reading | None:
    """`every day`, `every two years`, `once a week`."""
    unit, count = _unit(found), how_many(found)
    return Reading("SET", Period(periods.duration(count, unit), "set")) if unit is not None else None


def every_weekday(found: Found) -> Reading | None:
    """`every Thursday`, `Tuesdays`."""
    code = found.code("PART")
    number = found.number("WEEKDAY", "WEEKDAYS")
    return Reading("SET", Period(f"XXXX-WXX-{number}" + (f"T{code}" if code else ""), "set"))


def every_month(found: Found) -> Reading | None:
    """`each July`."""
    month = found.number("MONTH")
    return Reading("SET", Period(f"XXXX-{month:02d}", "set")) if month is not None else None


def present_reference(found: Found) -> Reading | None:
    """`now`, `currently`, `these days`."""
    if found.has("UNITS") and _unit(found) != "day":
        return None
    return _PRESENT


RESOLVERS = resolvers(
    of_match=(
        duration,
        least_duration,
        half_unit,
        and_a_half,
        some_units,
        annual,
        often,
        every_unit,
        every_weekday,
        every_month,
        present_reference,
    ),
    seen_from=(
        near_day,
        near_part,
        near_unit,
        near_weekend,
        this_unit,
        ago,
        from_reference,
        year_before_reference,
        beside_reference,
        part_beside_reference,
        that_unit,
        that_quarter,
        near_duration,
        the_unit,
    ),
    fixed={"past_reference": _PAST, "future_reference": _FUTURE},
)
