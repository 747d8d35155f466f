"""One look at one source, in reading order: is it due, its listing, its new pages, what is remembered, and the reason.

What belongs here: the order. What does not: requests (visits.py), reading and choosing (tasks/sources), threads and
settings (flows/fetching.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from tasks.sources import quiet
from tasks.sources.addresses import host_of, without_credentials
from tasks.sources.records import Listing, Outcome, SourceRun
from tasks.sources.schedule import FAILURES, is_due, next_due
from tasks.text.addresses import site_of
from warehouse.fetching.client import NotFetched, Request, Why
from warehouse.fetching.listings import Asked, ask_listing
from warehouse.fetching.pages import Asking, Pages, fetch_pages
from warehouse.fetching.state import SourceState, State
from warehouse.fetching.visits import Visits

_OUTCOMES = {
    Why.ROBOTS: Outcome.BLOCKED,
    Why.ADDRESS: Outcome.BLOCKED,
    Why.ELSEWHERE: Outcome.MOVED,
}  # all other reasons are errors


@dataclass(frozen=True, slots=True)
class WebSource:
    """A feed or a sitemap to look at."""

    name: str
    url: str
    kind: str  # feed or sitemap
    every: timedelta = timedelta(hours=1)
    language: str = ""
    hosts: tuple[str, ...] = ()  # further hosts that its redirects may lead to
    page_ceiling: int = 100  # pages of one run

    @property
    def headers(self) -> Mapping[str, str]:
        """What its requests say beside the address."""
        return {"Accept-Language": self.language} if self.language else {}


@dataclass(slots=True)
class Round:
    """What the looks at all sources share: one round of fetching at one time (naive UTC)."""

    run_id: str
    now: datetime
    visits: Visits
    state: State
    folder: Path  # of landed pages
    is_forced: bool = False  # whether to ask sources that are not due
    _listed: dict[tuple[str, frozenset[str]], str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def first_to_list(self, source: str, url: str, addresses: frozenset[str]) -> str:
        """The first source of this round and host that lists these very pages."""
        with self._lock:
            return self._listed.setdefault((host_of(url), addresses), source)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a look came to, and what is to be remembered of the source."""

    outcome: Outcome
    detail: str | None = None
    status: int | None = None
    listed_count: int = 0
    pages: Pages = Pages()
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None


def look_at(source: WebSource, shared: Round) -> SourceRun:
    """Look at a source, land its new pages, remember what came; never raises for what a server does."""
    remembered = shared.state.source(source.name, source.url)
    waits = _not_due(source, shared, remembered)
    if waits is not None:
        run = _run(source, shared, _Found(Outcome.NOT_DUE, waits), remembered.due_at)
        shared.state.keep(run, remembered, ())
        return run
    try:
        found = _look(source, shared, remembered)
    except NotFetched as fault:
        found = _Found(_OUTCOMES.get(fault.why, Outcome.ERROR), str(fault), moved_to=remembered.moved_to)
    failures = remembered.failure_count + 1 if found.outcome in FAILURES else 0
    due_at = next_due(shared.now, source.every, failures, shared.visits.closed_until(source.url))
    run = _run(source, shared, found, due_at)
    kept = SourceState(source.url, shared.now, due_at, found.etag, found.last_modified, failures, found.moved_to)
    shared.state.keep(run, kept, found.pages.states)
    return run


def _not_due(source: WebSource, shared: Round, remembered: SourceState) -> str | None:
    """Why a source is not asked now; None where it is."""
    if (until := shared.visits.closed_until(source.url)) is not None:
        return f"its server asked to wait until {until:%Y-%m-%d %H:%M} UTC"
    if shared.is_forced or is_due(shared.now, remembered.asked_at, remembered.due_at):
        return None
    return f"due at {remembered.due_at:%Y-%m-%d %H:%M} UTC"


def _look(source: WebSource, shared: Round, remembered: SourceState) -> _Found:
    request = Request(remembered.moved_to or source.url, source.headers, hosts=source.hosts)
    asked = ask_listing(shared.visits, request, source.kind, (remembered.etag, remembered.last_modified))
    moved_to = asked.moved_to or remembered.moved_to
    kept = _Found(Outcome.FETCHED, asked.remark, asked.status, moved_to=moved_to)
    if (said := quiet.of_status(asked.status)) is not None:
        outcome, detail = said
        is_same = outcome is Outcome.UNCHANGED
        validators = (remembered.etag, remembered.last_modified) if is_same else (None, None)
        gone = None if outcome is Outcome.GONE else moved_to
        return _Found(outcome, detail, asked.status, 0, Pages(), *validators, gone)
    listing = asked.listing
    if listing.fault is not None:
        return replace(kept, outcome=Outcome.ERROR, detail=listing.fault)
    if not listing.entries:
        why = asked.remark or "the listing names no page"
        return replace(kept, outcome=Outcome.EMPTY, detail=why, etag=asked.etag, last_modified=asked.last_modified)
    addresses = frozenset(entry.url for entry in listing.entries)
    first = shared.first_to_list(source.name, source.url, addresses)
    if first != source.name:
        return replace(kept, outcome=Outcome.DUPLICATE, detail=f"it lists what {first} lists")
    return _with_pages(source, shared, asked, listing, kept)


def _with_pages(source: WebSource, shared: Round, asked: Asked, listing: Listing, kept: _Found) -> _Found:
    """Fetch the new pages of a listing. Its validators are kept only where nothing is left to be fetched."""
    target = shared.folder / source.name, f"{source.name}-{shared.run_id}"
    asking = Asking(source.headers, source.page_ceiling, (host_of(source.url), *source.hosts))
    pages = fetch_pages(shared.visits, shared.state, listing.entries, asking, target)
    validators = (None, None) if pages.is_unfinished or asked.is_partial else (asked.etag, asked.last_modified)
    outcome, detail = Outcome.FETCHED, kept.detail
    if not pages.landed_count:
        outcome, detail = _without_pages(pages)
    elif pages.refused:
        detail = quiet.of_pages(pages.refused)[1].replace("no page could be had", "could not be had")
    counts = replace(kept, listed_count=len(listing.entries), pages=pages)
    return replace(counts, outcome=outcome, detail=detail, etag=validators[0], last_modified=validators[1])


def _without_pages(pages: Pages) -> tuple[Outcome, str]:
    if sum(pages.refused.values()):
        return quiet.of_pages(Counter(pages.refused))
    return Outcome.ALL_KNOWN, "every page that it lists was fetched before"


def _run(source: WebSource, shared: Round, found: _Found, due_at: datetime | None) -> SourceRun:
    return SourceRun(
        run_id=shared.run_id,
        source=source.name,
        kind=source.kind,
        site=site_of(without_credentials(source.url)),
        started_at=shared.now,
        outcome=found.outcome,
        detail=found.detail,
        http_status_code=found.status,
        listed_count=found.listed_count,
        known_count=found.pages.known_count,
        fetched_count=found.pages.landed_count,
        refused_count=sum(found.pages.refused.values()),
        left_count=found.pages.left_count,
        landed_file=found.pages.landed_file,
        due_at=due_at,
    )
