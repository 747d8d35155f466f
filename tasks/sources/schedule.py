"""When a source is asked again: its own pace, slower after failures, never before its server allows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tasks.sources.records import Outcome


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits of waiting; set by hand."""

    longest_wait: timedelta = timedelta(days=1)  # after failures: a source that comes back is seen the next day
    longest_obeyed: timedelta = timedelta(days=7)  # of a Retry-After: more is a slip, or a way to be forgotten
    most_doublings: int = 10  # beyond, twice as long is longer than any wait


PACE = Pace()
FAILURES = frozenset({Outcome.BLOCKED, Outcome.GONE, Outcome.MOVED, Outcome.ERROR})


def is_due(now: datetime, asked_at: datetime | None, due_at: datetime | None) -> bool:
    """Whether a source is to be asked. One that was asked in the future is: somebody set the clock back."""
    if asked_at is None or due_at is None or asked_at > now:
        return True
    return due_at <= now


def next_due(now: datetime, every: timedelta, failure_count: int, retry_at: datetime | None = None) -> datetime:
    """When a source is asked again: twice as late with every failure in a row, and not before its server allows it."""
    wait = every * 2 ** min(failure_count, PACE.most_doublings)
    usual = now + (max(every, min(wait, PACE.longest_wait)) if failure_count else every)
    return usual if retry_at is None else max(usual, retry_at)


def read_retry_after(value: str | None, now: datetime) -> datetime | None:
    """The time until which a server asks to wait (RFC 9110, 10.2.3: seconds or a date), bounded; None for no time."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        asked = now + timedelta(seconds=min(int(text[:9]), PACE.longest_obeyed.total_seconds()))
    else:
        try:
            read = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        asked = read.astimezone(UTC).replace(tzinfo=None) if read.tzinfo is not None else read
    return min(asked, now + PACE.longest_obeyed) if asked > now else None
