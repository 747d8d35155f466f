"""The day on which readers saw a document appear, where the page states its moment only in universal time.

What belongs here: finding the zone, or the neighbouring day, in what else the page says. What does not: choosing among
stamps of different days (choice.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tasks.dates.publication.stamps import Stamp
from tasks.records import Moment, Precision

# Between what is printed and universal time: offsets are whole quarters of an hour from -12:00 to +14:00.
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
_QUARTER = timedelta(minutes=15)
# The day before in universal time is seen as far as Hawaii, the day after as far as New Zealand.
_INHABITED_WEST, _INHABITED_EAST = timedelta(hours=-10), timedelta(hours=13)
_SAME = timedelta(minutes=1)
_EXACT = (Precision.MINUTE, Precision.SECOND)
_LOCAL = (Precision.LOCAL_MINUTE, Precision.LOCAL_SECOND)
_PLACES_OF_DAYS = (
    "url",
    "time_published",
    "labelled",
    "visible_published",
    "microdata",
    "time",
    "visible",
    "beside_title",
)


def is_universal(moment: Moment) -> bool:
    """Is it stated to the minute in universal time, so that the reader's day is not known?"""
    return moment.precision in _EXACT and moment.offset_minutes == 0


def as_readers_saw(chosen: Stamp, others: Sequence[Stamp]) -> tuple[Stamp, str]:
    """The stamp of the same publication that names the reader's day, and how it is known (empty: nothing to add).

    The same moment stated in a zone, or as a clock time a whole number of quarters of an hour away, gives the zone.
    Else the day is that printed on the page or in its address, if it is the neighbouring one and somewhere it was
    already, or still, that day.
    """
    if not is_universal(chosen.moment):
        return chosen, ""
    for stamp in others:
        offset = _offset(chosen.moment, stamp.moment)
        if offset is not None and stamp.role is chosen.role:
            zoned = replace(chosen, moment=replace(chosen.moment, offset_minutes=offset))
            return zoned, f"{chosen.method}, in the zone in which {stamp.method} states it"
    for place in _PLACES_OF_DAYS:
        day = next((stamp for stamp in others if stamp.method == place and _names_day(stamp, chosen)), None)
        if day is not None:
            shift = day.moment.local.date() - chosen.moment.at.date()
            if shift and _can_be_seen(chosen.moment, shift):
                return day, f"{place} names the day of its readers, {chosen.method} universal time"
            return chosen, ""
    return chosen, ""


def _offset(universal: Moment, other: Moment) -> int | None:
    if other.precision in _EXACT:
        same = other.offset_minutes != 0 and abs(other.at - universal.at) <= _SAME
        return other.offset_minutes if same else None
    if other.precision not in _LOCAL:
        return None
    gap = other.at.replace(second=0) - universal.at.replace(second=0)
    is_zone = _WEST <= gap <= _EAST and gap and gap % _QUARTER == timedelta(0)
    return int(gap.total_seconds()) // 60 if is_zone else None


def _names_day(stamp: Stamp, chosen: Stamp) -> bool:
    return stamp.role is chosen.role and stamp.moment.precision not in (*_EXACT, Precision.YEAR, Precision.MONTH)


def _can_be_seen(universal: Moment, shift: timedelta) -> bool:
    since_midnight = universal.at - universal.at.replace(hour=0, minute=0, second=0)
    if shift == timedelta(days=-1):
        return since_midnight < -_INHABITED_WEST
    return shift == timedelta(days=1) and timedelta(days=1) - since_midnight <= _INHABITED_EAST
