"""The day, the time and the zone in which readers saw a document appear, where the chosen stamp lacks some of them.

What belongs here: finding the time of day, the zone, or the neighbouring day, in what else the page says. What does
not: choosing among stamps of different days (choice.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tasks.dates.publication.stamps import EXPLICIT, Stamp
from tasks.records import Moment, Precision

# Between what is printed and universal time: whole hours from -12:00 to +14:00, and what few countries keep besides.
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
_HOUR = timedelta(hours=1)
_BROKEN_HOURS = frozenset(
    (-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765)
)  # minutes, as in the tz database
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
    """The same publication as finely as it is stated, on its readers' day, and how it is known (empty: as chosen).

    A mere day takes the time that another place states for machines. A time without a zone, or one that is marked as
    universal, takes the zone in which another place states it. Where none does, the day is that printed on the page or
    in its address, if it is the neighbouring one and somewhere it was already, or still, that day.
    """
    timed = _timed(chosen, others)
    zoned, place = _zoned(timed, others)
    if place:
        return zoned, f"{timed.method}, in the zone in which {place} states it"
    if timed is not chosen:
        return timed, f"{timed.method} states the time of the day that {chosen.method} names"
    return _on_printed_day(chosen, others) if is_universal(chosen.moment) else (chosen, "")


def _timed(chosen: Stamp, others: Sequence[Stamp]) -> Stamp:
    """The first that states a time of the chosen day to machines, where the chosen stamp is such a mere day."""
    if chosen.method not in EXPLICIT or chosen.moment.precision is not Precision.DAY:
        return chosen
    day = chosen.moment.local.date()
    timed = (stamp for stamp in others if stamp.method in EXPLICIT and stamp.moment.precision in (*_EXACT, *_LOCAL))
    return next((stamp for stamp in timed if stamp.moment.local.date() == day), chosen)


def _zoned(chosen: Stamp, others: Sequence[Stamp]) -> tuple[Stamp, str]:
    """The stamp with the zone that another place gives it, and that place (empty: none does)."""
    stated = [stamp for stamp in others if stamp.role is chosen.role and stamp is not chosen]
    found = None
    if is_universal(chosen.moment):
        away = [stamp for stamp in stated if stamp.moment.offset_minutes]
        found = _same_moment(chosen.moment, away) or _same_clock(chosen.moment, away)
        found = found or _shown_clock(chosen.moment, stated)
    elif chosen.moment.precision in _LOCAL:
        found = _same_clock(chosen.moment, stated) or _hours_away(chosen.moment, stated)
    return (chosen, "") if found is None else (replace(chosen, moment=found[0]), found[1])


def _same_moment(universal: Moment, away: Sequence[Stamp]) -> tuple[Moment, str] | None:
    """The moment in the zone in which it is stated elsewhere."""
    for stamp in away:
        if abs(stamp.moment.at - universal.at) <= _SAME:
            return replace(universal, offset_minutes=stamp.moment.offset_minutes), stamp.method
    return None


def _same_clock(moment: Moment, others: Sequence[Stamp]) -> tuple[Moment, str] | None:
    """The same clock time with its zone: some software marks a local time as universal, some leaves the zone out."""
    same = (stamp for stamp in others if stamp.moment.precision in _EXACT)
    return next(((s.moment, s.method) for s in same if abs(s.moment.local - moment.local) < _SAME), None)


def _hours_away(local: Moment, others: Sequence[Stamp]) -> tuple[Moment, str] | None:
    """The clock time in the zone that a moment stated elsewhere gives it."""
    for stamp in others:
        gap = _gap(stamp.moment, local) if stamp.moment.precision in _EXACT else None
        if gap is not None:
            return replace(stamp.moment, offset_minutes=gap), stamp.method
    return None


def _shown_clock(universal: Moment, others: Sequence[Stamp]) -> tuple[Moment, str] | None:
    """The moment in the zone that a clock time shown to readers gives it."""
    shown = [(_gap(universal, stamp.moment), stamp.method) for stamp in others if stamp.moment.precision in _LOCAL]
    if any(gap == 0 for gap, _ in shown):  # readers are shown universal time itself
        return None
    return next(((replace(universal, offset_minutes=gap), method) for gap, method in shown if gap), None)


def _gap(universal: Moment, clock: Moment) -> int | None:
    """The minutes by which a clock time is ahead, where they are a zone's."""
    gap = clock.at.replace(second=0) - universal.at.replace(second=0)
    minutes = int(gap.total_seconds()) // 60
    is_zone = _WEST <= gap <= _EAST and (gap % _HOUR == timedelta(0) or minutes in _BROKEN_HOURS)
    return minutes if is_zone else None


def _on_printed_day(chosen: Stamp, others: Sequence[Stamp]) -> tuple[Stamp, str]:
    for place in _PLACES_OF_DAYS:
        day = next((stamp for stamp in others if stamp.method == place and _names_day(stamp, chosen)), None)
        if day is not None:
            shift = day.moment.local.date() - chosen.moment.at.date()
            if shift and _can_be_seen(chosen.moment, shift):
                return day, f"{place} names the day of its readers, {chosen.method} universal time"
            return chosen, ""
    return chosen, ""


def _names_day(stamp: Stamp, chosen: Stamp) -> bool:
    """A clock time that is no zone away is the time of something else, so only a mere day counts."""
    return stamp.role is chosen.role and stamp.moment.precision is Precision.DAY


def _can_be_seen(universal: Moment, shift: timedelta) -> bool:
    since_midnight = universal.at - universal.at.replace(hour=0, minute=0, second=0)
    if shift == timedelta(days=-1):
        return since_midnight < -_INHABITED_WEST
    return shift == timedelta(days=1) and timedelta(days=1) - since_midnight <= _INHABITED_EAST
