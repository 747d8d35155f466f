"""On which day of a year a holiday falls.

What belongs here: holidays whose English name means one day wherever it is used. What does not: how their names are
found (rules.toml), those that differ from country to country.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

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
        western: date = easter(year)
        return western
    if code == "thanksgiving":  # in the United States: the fourth Thursday of November
        first = date(year, 11, 1)
        return first + timedelta(days=(4 - first.isoweekday()) % 7 + 21)
    return date(year, *_FIXED[code])
