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
    "christmas_eve": (12, 24),
    "new_year_eve": (12, 31),
    "all_saints": (11, 1),
    "assumption": (8, 15),
    "childrens_day": (6, 1),
    "independence": (7, 4),
    "st_patrick": (3, 17),
    "kings_day": (4, 27),
}
_FROM_EASTER = {"easter": 0, "good_friday": -2, "carnival_sunday": -49, "rose_monday": -48, "pentecost": 49}
# In the United States: month, weekday and which one of the month; black Friday follows a Thursday.
_BY_WEEKDAY = {"thanksgiving": (11, 4, 4), "labor_day": (9, 1, 1)}


def holiday(code: str, year: int) -> date:
    """The day of a holiday (a code of words_*.toml) in a year; raises KeyError on an unknown code."""
    if code in _FROM_EASTER:
        western: date = easter(year)
        return western + timedelta(days=_FROM_EASTER[code])
    if code == "black_friday":
        return holiday("thanksgiving", year) + timedelta(days=1)
    if code == "memorial_day":  # the last Monday of May
        last = date(year, 5, 31)
        return last - timedelta(days=last.isoweekday() - 1)
    if code in _BY_WEEKDAY:
        month, weekday, count = _BY_WEEKDAY[code]
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))
    return date(year, *_FIXED[code])
