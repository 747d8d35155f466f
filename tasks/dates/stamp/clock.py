"""The time of day beside a printed date: `5:32 pm`, `17:32 Uhr`, `14h05`, `T09:30:00+02:00`.

What belongs here: hours, minutes, seconds and zones. What does not: days (printed.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tasks.dates.stamp.calendar_words import zones
from tasks.records import Moment, Precision

LONGEST_GAP = 24  # characters between a date and its time of day; set by hand
LONGEST_CLOCK = 24  # characters of a time of day with its zone, as far as it is looked for
EASTERNMOST = 14 * 60  # minutes: UTC+14, the Line Islands; no zone lies further off

_CLOCK = re.compile(
    r"(?<![\d.:,/])(?P<hour>\d{1,2})"
    r"(?:(?:[:h]|\s?Uhr\s)(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"|\.(?P<dotted>\d\d)(?=\s?(?:[ap]\.?\s?m\b|Uhr)))(?!\d)"
    r"(?:\s{0,2}(?P<half>[ap])\.?\s?m\b\.?)?"
    r"(?:\s{0,2}\(?(?P<zone>[A-Za-z]{1,4})\b)?(?:\s{0,2}(?P<offset>[+\-−]\d{1,2}(?::?\d\d)?)(?![\d:]))?",
    re.IGNORECASE,
)
_PACKED = re.compile(r"T(\d\d)(\d\d)(\d\d)?(Z|[+\-]\d\d:?\d\d)?")
_OFFSET = re.compile(r"([+\-−])(\d{1,2}):?(\d\d)?")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `second` and `offset` (minutes east of Greenwich) are None where they are not known."""

    hour: int
    minute: int
    second: int | None = None
    offset: int | None = None

    def on(self, day: date) -> Moment | None:
        """The moment at which this time of day was reached on `day`; None at the ends of the calendar."""
        seen = datetime.combine(day, time(self.hour, self.minute, self.second or 0))
        if self.offset is None:
            return Moment(seen, Precision.LOCAL_MINUTE if self.second is None else Precision.LOCAL_SECOND)
        precision = Precision.MINUTE if self.second is None else Precision.SECOND
        return Moment(seen - timedelta(minutes=self.offset), precision, self.offset)


def read_clock_beside(text: str, start: int, end: int) -> Clock | None:
    """The time of day right after the date at `text[start:end]`, else the one right before it."""
    after = _PACKED.match(text, end) if text[end : end + 1] == "T" else None
    if after is not None:
        return _packed(after)
    found = _CLOCK.search(text, end, end + LONGEST_GAP + LONGEST_CLOCK)
    if found is not None and found.start() - end <= LONGEST_GAP:
        return _clock(found)
    before = list(_CLOCK.finditer(text, max(0, start - LONGEST_GAP - LONGEST_CLOCK), start))
    return _clock(before[-1]) if before and start - before[-1].end() <= LONGEST_GAP else None


def read_zone(name: str | None, offset: str | None) -> int | None:
    """Minutes east of Greenwich of `+0200`, `+2`, `CET`; None for an unknown or ambiguous name."""
    parts = _OFFSET.fullmatch(offset) if offset else None
    if parts is None:
        return zones().get(name.lower()) if name else None
    minutes = int(parts[2]) * 60 + int(parts[3] or 0)
    if minutes > EASTERNMOST:
        return None
    return minutes if parts[1] == "+" else -minutes


def _packed(found: re.Match[str]) -> Clock | None:
    zone = found[4]
    offset = 0 if zone == "Z" else read_zone(None, zone)
    return _checked(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, offset)


def _clock(found: re.Match[str]) -> Clock | None:
    hour = int(found["hour"])
    half = (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    second = int(found["second"]) if found["second"] else None
    minute = int(found["minute"] or found["dotted"])
    return _checked(hour, minute, second, read_zone(found["zone"], found["offset"]))


def _checked(hour: int, minute: int, second: int | None, offset: int | None) -> Clock | None:
    if hour == 24 and minute == 0:  # some pages write midnight so; on which side of the day it lies is not known
        return None
    if hour > 23 or minute > 59:
        return None
    return Clock(hour, minute, None if second is None else min(second, 59), offset)
