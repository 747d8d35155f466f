"""A date found anywhere in a page's source, attributes and scripts included: the last resort.

What belongs here: the forms in which software writes a whole day, and which of many is taken. What does not: stamps
that a page shows or states (visible_stamps.py, machine_stamps.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from tasks.dates.publication.stamps import Stamp
from tasks.dates.stamp.order import LAST_MONTH
from tasks.records import DateRole, Moment, Precision

MOST_CHARACTERS = 2_000_000  # of the source
MOST_NUMBERS = 20_000  # runs of digits that may be a day
MOST_COMMON = 10  # days of one form, of which the oldest is taken: what is newer is mostly another article's
PRINTED = 3  # the form that people write, of which the first on the page is taken
FIRST_YEAR, LAST_YEAR = 1995, 2100  # pages of the web are no older; set by hand

_BAR = " | "  # between the numbers of a day, as some layouts print it
_RUN = re.compile(r"/?[0-9](?:[0-9/.\-]| \| (?=[0-9])){5,40}(?:[T ][0-2][0-9]:[0-5][0-9])?")
_YEAR, _MONTH, _DAY = r"(?P<year>(?:19|20)[0-9]{2})", r"(?P<month>[01]?[0-9])", r"(?P<day>[0-3]?[0-9])"
_ALONE, _ENDS = r"(?<![0-9])", r"(?![0-9])"
# Best first, as htmldate ranks them (Barbaresi 2020, doi:10.21105/joss.02439): the most explicit, then addresses of
# pictures, then what may be any number. A time of day behind a day makes it a time stamp.
_FORMS = (
    re.compile(rf"{_ALONE}{_YEAR}-{_MONTH}-{_DAY}[T ]"),
    re.compile(rf"/{_YEAR}/{_MONTH}/{_DAY}/"),
    re.compile(rf"{_ALONE}{_YEAR}(?P<mark>[/.\-]){_MONTH}(?P=mark){_DAY}{_ENDS}"),
    re.compile(rf"{_ALONE}{_DAY}(?P<mark>[/.\-]){_MONTH}(?P=mark){_YEAR}{_ENDS}"),
    re.compile(rf"{_ALONE}(?P<year>(?:19|20)[0-9]{{2}})(?P<month>[01][0-9])(?P<day>[0-3][0-9]){_ENDS}"),
)


def source_stamps(tree: HtmlElement, order: str | None = None) -> Iterator[Stamp]:
    """At most one stamp: the day that the source holds in the best of the forms that it holds at all.

    What people write in numbers is read day first; 04/03/2024 is no day where `order` does not say so.
    """
    source = str(etree.tostring(tree, encoding="unicode"))[:MOST_CHARACTERS]
    runs = Counter(run[0].replace(_BAR, ".") for run in islice(_RUN.finditer(source), MOST_NUMBERS))
    for rank, form in enumerate(_FORMS):
        days: Counter[date] = Counter()
        for run, count in runs.items():
            number = form.search(run)
            if rank == PRINTED and number is not None and order != "DMY" and _is_open(number):
                continue
            day = _day(number)
            if day is not None:
                days[day] += count
        if days:
            first = next(iter(days))
            chosen = first if rank == PRINTED else min(day for day, _ in days.most_common(MOST_COMMON))
            yield Stamp(DateRole.PUBLISHED, "source", Moment(datetime.combine(chosen, time()), Precision.DAY), "page")
            return


def _is_open(found: re.Match[str]) -> bool:
    """Can it be read month first too? Points stand only in days that are written day first."""
    return found["mark"] != "." and int(found["day"]) <= LAST_MONTH and found["day"] != found["month"]


def _day(found: re.Match[str] | None) -> date | None:
    """The day that was found; None for one that is in no calendar, and for 1 January, which stands for a mere year."""
    if found is None:
        return None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR and (day.month, day.day) != (1, 1) else None
