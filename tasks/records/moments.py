"""Points in time, and the dates of a page: each as finely as it is known.

What belongs here: a moment with its precision, a date with its role and the reason why it was chosen. What does not:
reading dates (tasks/dates).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum


class Precision(StrEnum):
    """How finely a moment is known. The `local_` ones were printed without a time zone, and none is invented."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    LOCAL_MINUTE = "local_minute"
    LOCAL_SECOND = "local_second"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, never finer than what is known.

    `at` is naive: UTC for year, month, day, minute and second (the start of that year, month, day …), the clock time
    that was printed for `local_minute` and `local_second`. `offset_minutes` is that of the zone it was printed in, east
    of Greenwich: the day a reader saw may be another than the day in UTC.
    """

    at: datetime
    precision: Precision
    offset_minutes: int = 0

    @property
    def local(self) -> datetime:
        """The clock time that was printed."""
        return self.at + timedelta(minutes=self.offset_minutes)

    @property
    def own_day(self) -> date | None:
        """The day in the zone in which it was printed; None where only its month or its year is known."""
        return None if self.precision in (Precision.YEAR, Precision.MONTH) else self.local.date()

    @property
    def known_offset(self) -> int | None:
        """The minutes of the zone in which it was printed; None for a clock time without a zone, and for a day."""
        return self.offset_minutes if self.precision in (Precision.MINUTE, Precision.SECOND) else None

    def isoformat(self) -> str:
        """ISO 8601 as far as it is known: `2021`, `2021-07`, `2021-07-14`, `2021-07-14T09:30:00[+02:00]`."""
        match self.precision:
            case Precision.YEAR:
                return f"{self.at:%Y}".zfill(4)
            case Precision.MONTH:
                return self.at.date().isoformat()[:7]
            case Precision.DAY:
                return self.at.date().isoformat()
            case Precision.LOCAL_MINUTE | Precision.LOCAL_SECOND:
                return self.at.isoformat(timespec="seconds")
            case _:
                zone = timezone(timedelta(minutes=self.offset_minutes))
                return self.local.replace(tzinfo=zone).isoformat(timespec="seconds")


class DateRole(StrEnum):
    """What a candidate date is the date of."""

    PUBLISHED = "published"
    UPDATED = "updated"
    FETCHED = "fetched"
    COMMENTED = "commented"


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """One answer to "when was this published (updated, …)": its value, where it was read, whether it won and why."""

    role: DateRole
    moment: Moment
    method: str
    is_chosen: bool
    why: str


@dataclass(frozen=True, slots=True)
class DateBound:
    """A moment before or after which a document cannot have been published, and why."""

    moment: Moment
    why: str
