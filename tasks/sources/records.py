"""What is known of a source on the web: its listing, its pages, what a run of it came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What a run of a source came to. All but `fetched` say why it brought nothing."""

    FETCHED = "fetched"  # pages landed
    NOT_DUE = "not_due"  # it was asked a short while ago, or its server said to wait
    UNCHANGED = "unchanged"  # the server says that the listing is what it was (304)
    BLOCKED = "blocked"  # by robots.txt, by a status (401, 402, 403, 429, 451), or by an address that is refused
    GONE = "gone"  # 404 or 410
    MOVED = "moved"  # to another host, which its configuration does not name
    EMPTY = "empty"  # a listing without a single address
    ALL_KNOWN = "all_known"  # every page that is listed was fetched before
    ALL_REJECTED = "all_rejected"  # there were new pages, and none could be had
    DUPLICATE = "duplicate"  # another source of the same host lists the same pages
    ERROR = "error"  # no answer, a fault of the server, or a listing that is none


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a listing names, and when it was published or changed as the listing says (naive UTC)."""

    url: str
    stated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or a sitemap lists. `fault` says why it is none; `is_cut` that there was more than is read."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()  # further ones, of a sitemap index
    fault: str | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class SourceRun:
    """One look at one source: a row of `source_runs`. Holds no address, since addresses may hold credentials."""

    run_id: str
    source: str  # its name
    kind: str  # feed or sitemap
    site: str | None
    started_at: datetime
    outcome: Outcome
    detail: str | None = None
    http_status_code: int | None = None
    listed_count: int = 0
    known_count: int = 0
    fetched_count: int = 0
    refused_count: int = 0
    left_count: int = 0
    landed_file: str | None = None
    due_at: datetime | None = None
