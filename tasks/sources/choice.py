"""Which of the pages that a listing names are fetched now: new ones, and those that it says have changed; newest first.

What belongs here: choosing. What does not: how what is known of a page is kept (warehouse/fetching/state.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks.sources.records import Entry

MOST_ATTEMPTS = 5  # times that a page is asked for that cannot be had; then it counts as refused for good
SHORTEST_REST = timedelta(hours=1)  # between two looks at a page; feeds that say "changed just now" each time exist
_LONG_AGO = datetime(1, 1, 1)  # where a listing states no time


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What is remembered of a page: when it was asked for, and what its listing said of its time then."""

    asked_at: datetime
    stated_at: datetime | None
    is_settled: bool  # it landed, or will never be had; else it is tried again
    has_landed: bool = False
    attempt_count: int = 1
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Pages to fetch now, how many of the listing are known, how many are left for the next time."""

    wanted: tuple[Entry, ...]
    known_count: int
    left_count: int


def choose(entries: Sequence[Entry], known: Mapping[str, KnownPage], now: datetime, at_most: int) -> Choice:
    """Choose pages of a listing, the newest first as it states their times; else in its order."""
    wanted = [entry for entry in entries if _is_wanted(entry, known.get(entry.url), now)]
    wanted.sort(key=lambda entry: entry.stated_at or _LONG_AGO, reverse=True)
    return Choice(tuple(wanted[:at_most]), len(entries) - len(wanted), max(0, len(wanted) - at_most))


def _is_wanted(entry: Entry, page: KnownPage | None, now: datetime) -> bool:
    if page is None:
        return True
    if not page.is_settled:
        return page.attempt_count < MOST_ATTEMPTS
    has_changed = (
        entry.stated_at is not None
        and page.stated_at is not None
        and page.stated_at < entry.stated_at <= now + SHORTEST_REST
    )
    return page.has_landed and has_changed and abs(now - page.asked_at) >= SHORTEST_REST
