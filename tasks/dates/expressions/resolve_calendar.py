"""Values of months, quarters, seasons, years and longer: `July 2021`, `last fall`, `the third quarter`, `the 1990s`.

What belongs here: resolvers of expressions whose parts stand in the text, completed from the anchor where a year is
left out. What does not: days (resolve_days.py), expressions that only point ("three years ago", resolve_relative.py).
"""

from __future__ import annotations

import re
from datetime import date

from tasks.dates.expressions import periods
from tasks.dates.expressions.context import MONTH_CLASSES, Context, Found, Reading, resolvers
from tasks.dates.expressions.lexicon import lexicon
from tasks.dates.expressions.periods import Period

_NUMBERS = re.compile(r"\d{1,4}")
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
_LEADING = ("IN", "OF", "ON", "FROM", "TO", "UNTIL", "PREPOSITION", "AND")
_FIRST_LONE_YEAR, _LAST_LONE_YEAR = 1800, 2059  # a bare number outside is more often a quantity; set by hand
_UNANCHORED = 2019  # without an anchor two digits are of the hundred years to this one; set by hand


def _date(period: Period) -> Reading:
    return Reading("DATE", period)


def calendar_month(found: Found) -> Reading | None:
    """`July 2021`."""
    month, year = found.number(*MONTH_CLASSES), found.number("YEAR")
    return _date(periods.month(year, month)) if month is not None and year is not None else None


def month_of_near_year(found: Found, context: Context) -> Reading | None:
    """`July last year`."""
    month, anchor = found.number(*MONTH_CLASSES), context.at("year")
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
    month, anchor = found.number(*MONTH_CLASSES), context.at("month")
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
    month, anchor = found.number(*MONTH_CLASSES), context.at("month")
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
    before = Found(found.tokens, max(0, found.first - 1), found.first)
    joins_names = found.is_before("AND") and before.is_before("NAME")  # `April Jones and June Carter`
    is_led_in = (found.is_before(*_LEADING) and not joins_names) or found.last - found.first > 1
    return not is_led_in and (found.is_followed_by("NAME") and found.is_before("NAME", "DOT", "END", "AND"))


def year_alone(found: Found) -> Reading | None:
    """`1989`, `early 1989`, `fiscal 1989`: a bare number only where nothing makes it a quantity or a label."""
    year = found.number("YEAR")
    if year is None or found.is_before("CURRENCY", "NUMBER", "AMOUNT", "SLASH", "DAY"):
        return None
    if found.code("UNIT") not in (None, "year") or _is_of_other_calendar(found, year):
        return None
    if found.has("MODIFIER", "PART_OF", "FISCAL", "UNIT"):
        return _date(periods.year(year))
    return _date(periods.year(year)) if _is_lone_year(found, year) else None


def _is_of_other_calendar(found: Found, year: int) -> bool:
    """In Arabic and Persian, `سال ۱۴۰۰` is a year of the Hijri calendars."""
    return year < _FIRST_LONE_YEAR and any(found.tokens.words is lexicon(language) for language in ("ar", "fa"))


def _is_lone_year(found: Found, year: int) -> bool:
    if not _FIRST_LONE_YEAR <= year <= _LAST_LONE_YEAR or _is_labelled(found):
        return False
    if found.is_followed_by("UNITS", "CLOCK_UNITS", "UNIT", "CURRENCY", "FREQUENCY"):
        return False
    led_in = found.is_before(
        "IN", "OF", "FROM", "TO", "UNTIL", "PREPOSITION", "AND", "THE", "OPEN", "ON", "COMMA", "HYPHEN"
    )
    is_counting = found.is_followed_by("OTHER") and found.following_word().endswith("s")
    return led_in or not is_counting


def _is_labelled(found: Found) -> bool:
    """`gate 2020`, `flight BA 2012`: the number of what a label names, or of a name behind one."""
    name = Found(found.tokens, max(0, found.first - 1), found.first)
    return found.is_before("LABEL") or (found.is_before("NAME") and name.is_before("LABEL"))


def short_year(found: Found, context: Context) -> Reading | None:
    """`since '82`: the last year so written that had come."""
    number = int(_NUMBERS.findall(found.tokens.word(found.first))[0])
    anchor = context.at("year")
    return _date(periods.year(_in_century(number, anchor.year if anchor is not None else _UNANCHORED)))


def _in_century(number: int, latest: int) -> int:
    """The last year that ends with these two digits and is not after `latest`."""
    return latest - (latest - number) % 100


def that_month(found: Found, context: Context) -> Reading | None:
    """`that October`: of the year that the text named last."""
    month, reference = found.number(*MONTH_CLASSES), context.reference
    if month is None or reference is None or reference.begin is None:
        return None
    return _date(periods.month(reference.begin.year, month))


def spoken_year(found: Found) -> Reading | None:
    """`nineteen ninety-six`, `the year two thousand and one`, `in two thousand and twenty`, as in transcripts."""
    counts = [Found(found.tokens, index, index + 1).number("COUNT") or 0 for index in found.indexes("COUNT")]
    ones = counts[1] if len(counts) > 1 else 0
    tens = found.number("TENS") or 0
    if ones > 9 and tens:
        return None
    if found.has("HUNDRED"):
        is_millennium = counts[0] == 2 and found.number("HUNDRED") == 1000
        is_year = found.code("UNIT") == "year" or tens
        return _date(periods.year(2000 + tens + ones)) if is_millennium and is_year else None
    return _date(periods.year(1900 + tens + ones)) if counts[0] == 19 and tens else None


def quarter_of_year(found: Found, context: Context) -> Reading | None:
    """`the 1988 quarter`: the quarter the text named last, in that year; the year, where it named none."""
    year, reference = found.number("YEAR"), context.reference
    if year is None:
        return None
    if reference is None or reference.unit != "quarter" or reference.begin is None:
        return _date(periods.year(year))
    same = periods.same_quarter(reference, year)
    return Reading("DATE", same, is_reference=False) if same is not None else None


def decade(found: Found, context: Context) -> Reading | None:
    """`the 1990s`, `'90s`, `the nineties`: two digits are of the anchor's century unless that decade lies ahead."""
    word = found.word("DECADE", "SHORT_DECADE", "THE_PLURAL_DECADE")
    if word is None:
        return None
    number = _DECADES.get(word)
    if word[0].isdigit() and not found.has("THE", "DECADE") and not found.is_before(*_LEADING):
        return None  # `in his 20s`, `$20s`
    if number is None:
        number = int(_NUMBERS.findall(word)[0])
    if number >= 100:
        return _date(periods.decade(number))
    anchor = context.at("year")
    return _date(periods.decade(_in_century(number, anchor.year if anchor is not None else _UNANCHORED)))


def century(found: Found) -> Reading | None:
    """`the 20th century`."""
    number = found.number("ORDINAL", "ORDINAL_DAY")
    if found.code("UNIT") != "century" or number is None or not 1 <= number <= 21:
        return None
    return _date(periods.century(number))


def quarter(found: Found, context: Context) -> Reading | None:
    """`the third quarter`, `fourth-quarter`, `the first half of 1990`: without a year, the last that had begun."""
    build, most = (periods.half, 2) if found.has("HALF") else (periods.quarter, 4)
    number = found.number("ORDINAL") or most  # `the last quarter of 1989`
    if number > most:
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


RESOLVERS = resolvers(
    of_match=(
        calendar_month,
        year_alone,
        spoken_year,
        century,
    ),
    seen_from=(
        month_of_near_year,
        near_month,
        month_alone,
        that_month,
        short_year,
        quarter_of_year,
        decade,
        quarter,
        season,
    ),
)
