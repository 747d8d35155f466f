"""On which day of a year a holiday falls.

What belongs here: holidays whose English name means one day wherever it is used. What does not: how their names are
found (rules.toml), those that differ from country to country.
"""

from __future__ import annotations

from datetime import date, timedelta

_FIXED = {
    "christmas": (12, 25),
    "halloween": (10, 31),
    "valentine": (2, 14),
    "new_year": (1, 1),
    "epiphany": (1, 6),
}


def holiday(code: str, year: int) -> date:
    """The day of a holiday (a code of words_en.toml) in a year; raises KeyError on an unknown code."""
    if code == "easter":
        return _easter(year)
    if code == "thanksgiving":  # in the United States: the fourth Thursday of November
        first = date(year, 11, 1)
        return first + timedelta(days=(4 - first.isoweekday()) % 7 + 21)
    return date(year, *_FIXED[code])


def _easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
