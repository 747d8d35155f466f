"""Values of expressions that count from another one: `two days before yesterday`, `vorgestern`, `last week - Monday`.

What belongs here: resolvers that take a day named within the match, and words that point by themselves. What does not:
what only counts from the anchor (resolve_relative.py).
"""

from __future__ import annotations

from datetime import date, timedelta

from tasks.dates.expressions import periods
from tasks.dates.expressions.context import MONTH_CLASSES, Context, Found, Reading, resolvers
from tasks.dates.expressions.periods import Period
from tasks.dates.expressions.resolve_days import calendar_day, holiday_named, weekday
from tasks.dates.expressions.resolve_relative import how_many

_UNITS = ("UNIT", "UNITS", "CLOCK_UNIT", "CLOCK_UNITS", "YEAR_MARK")
_PLAIN_UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
_DATED_UNITS = ("day", "week", "month", "year")  # in which a distance is counted to the day
_REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
_SUNDAY = 7
_LONGEST = 9999  # of any unit, as in resolve_relative.py


def unit_of(found: Found) -> str | None:
    """The unit of time that a match counts in; the mark of a year is one."""
    return "year" if found.has("YEAR_MARK") else found.code(*_UNITS)


def pointer(found: Found, context: Context) -> Reading | None:
    """`vorgestern`, `去年`, `先週`: words with their own unit and distance (`day:-2`)."""
    unit, shift = _pointed(found.code("POINTER") or "day:0")
    anchor, part = context.at(unit), found.code("PART")
    moved = periods.shifted(anchor, unit, shift) if anchor is not None else None
    if moved is None:
        return Reading("DATE", Period(_REFERENCES[(shift > 0) - (shift < 0)], "reference"))
    if part is not None and unit == "day":
        return Reading("TIME", periods.part_of_day(moved, part))
    return Reading("DATE", periods.containing(moved, unit))


def _pointed(code: str) -> tuple[str, int]:
    unit, _, shift = code.partition(":")
    return unit, int(shift)


def weekday_of_week(found: Found, context: Context) -> Reading | None:
    """`Monday of last week`, `来週の金曜日`, `last week - Monday`."""
    anchor, number, code = context.at(), found.number("WEEKDAY"), found.code("POINTER")
    unit, shift = _pointed(code) if code is not None else (found.code("UNIT"), _side(found))
    if unit != "week" or number is None:
        return None
    if anchor is None:
        return Reading("DATE", Period(f"XXXX-WXX-{number}", "day"))
    return Reading("DATE", periods.day(anchor + timedelta(weeks=shift, days=number - anchor.isoweekday())))


def _side(found: Found) -> int:
    if found.has("NEXT", "NEXT_AFTER", "COMING"):
        return 1
    return -1 if found.has("LAST", "LAST_AFTER", "PAST") else 0


def counted_from(found: Found, context: Context) -> Reading | None:
    """`two days before yesterday`, `three weeks from tomorrow`, `2 weken voor 13 mei 1999`: to the day."""
    unit, count = unit_of(found), how_many(found)
    begin = _named_day(found, context)
    if found.has("PREPOSITION") and found.code("PREPOSITION") is None:  # `two days during Christmas`
        return None
    if unit is None or count is None or count > _LONGEST or begin is None or unit not in _DATED_UNITS:
        return None
    is_back = found.code("PREPOSITION") == "before" or found.has("AGO", "EARLIER")
    moved = periods.shifted(begin, unit, -count if is_back else count)
    return Reading("DATE", periods.day(moved)) if moved is not None else None


def _named_day(found: Found, context: Context) -> date | None:
    """The day within the match that is counted from."""
    anchor = context.at()
    if found.has("TODAY", "YESTERDAY", "TOMORROW", "NOW"):
        shift = -1 if found.has("YESTERDAY") else 1 if found.has("TOMORROW") else 0
        return anchor + timedelta(days=shift) if anchor is not None else None
    for classes, resolve in (
        (("POINTER",), pointer),
        ((*MONTH_CLASSES,), calendar_day),
        (("HOLIDAY", "LOW_HOLIDAY"), holiday_named),
        (("WEEKDAY",), weekday),
    ):
        places = found.indexes(*classes)
        if places:
            within = Found(found.tokens, _first_of(found, places[0]), found.last)
            reading = resolve(within, context)
            begin = reading.period.begin if reading is not None else None
            return begin.date() if begin is not None else None
    return None


def _first_of(found: Found, place: int) -> int:
    """The beginning of the day that is named: behind the preposition that it is counted with."""
    prepositions = [index for index in found.indexes("PREPOSITION", "FROM") if index < place]
    return prepositions[-1] + 1 if prepositions else place


def in_units(found: Found, context: Context) -> Reading | None:
    """`in drei Wochen`, `dans trois ans`: so far from the anchor, to the day."""
    unit, count, anchor = unit_of(found), how_many(found), context.at()
    if unit is None or count is None or count > _LONGEST or unit not in _DATED_UNITS:
        return None
    if count == 1 and found.direction() <= 0:  # `was der Planet in einem Jahr hervorbringt`
        return None
    moved = periods.shifted(anchor, unit, count) if anchor is not None else None
    return Reading("DATE", periods.day(moved) if moved is not None else Period("FUTURE_REF", "reference"))


def in_units_to_come(found: Found, context: Context) -> Reading | None:
    """`will leave in two years`; without a future it is a length of time: `grew in two years`."""
    return in_units(found, context) if found.direction() > 0 else None


def part_of_unit(found: Found, context: Context) -> Reading | None:
    """`end of year`, `Ende des Jahres`, `principios de semana`: the unit that it is part of."""
    unit = found.code("UNIT")
    if unit not in ("year", "month", "week"):
        return None
    moved = periods.shifted(at, unit, _side(found)) if (at := context.at(unit)) is not None else None
    return Reading("DATE", periods.containing(moved, unit)) if moved is not None else None


def whole_unit(found: Found) -> Reading | None:
    """`todo el día`, `de hele maand`: one of it."""
    unit = unit_of(found)
    return Reading("DURATION", Period(periods.duration(1, unit), unit)) if unit is not None else None


def years_counted(found: Found) -> Reading | None:
    """`两年`, `3年`: so many years."""
    count = how_many(found)
    return Reading("DURATION", Period(periods.duration(count, "year"), "year"))


def marks_counted(found: Found, context: Context) -> Reading | None:
    """`10年前`, `3일 전`: as `ago`, with the mark of a year or a day for its unit."""
    unit, count = "year" if found.has("YEAR_MARK") else "day", how_many(found)
    anchor = context.at(unit)
    if count is None or anchor is None:
        return None
    moved = periods.shifted(anchor, unit, -count if found.has("AGO") else count)
    return Reading("DATE", periods.containing(moved, unit)) if moved is not None else None


def numbered_weekday(found: Found, context: Context) -> Reading | None:
    """`上周五`, `下周日`: in Chinese the days of the week are numbers."""
    unit, shift = _pointed(found.code("POINTER") or "day:0")
    number = _SUNDAY if found.has("DAY_MARK") else found.number("DAY")
    anchor = context.at()
    if (
        unit != "week"
        or anchor is None
        or number is None
        or number > _SUNDAY
        or found.tokens.word(found.last - 1).isdecimal()
    ):
        return None
    return Reading("DATE", periods.day(anchor + timedelta(weeks=shift, days=number - anchor.isoweekday())))


def long_duration(found: Found) -> Reading | None:
    """`1年3か月`, `一个星期又三天`, `two years and three months`: the larger unit first."""
    places = found.indexes(*_UNITS)
    first = Found(found.tokens, found.first, places[0] + 1)
    second = Found(found.tokens, places[0] + 1, found.last)
    units, counts = (unit_of(first), unit_of(second)), (how_many(first), how_many(second))
    if not set(units) <= set(_PLAIN_UNITS) or None in counts:
        return None
    if _PLAIN_UNITS.index(str(units[0])) <= _PLAIN_UNITS.index(str(units[1])):
        return None
    larger, smaller = (periods.duration(count, str(unit)) for count, unit in zip(counts, units, strict=True))
    joined = smaller.removeprefix("PT" if larger.startswith("PT") else "P")
    return Reading("DURATION", Period(larger + joined, str(units[0])))


RESOLVERS = resolvers(
    of_match=(whole_unit, years_counted, long_duration),
    seen_from=(
        pointer,
        marks_counted,
        numbered_weekday,
        weekday_of_week,
        counted_from,
        in_units,
        in_units_to_come,
        part_of_unit,
    ),
)
