"""The new pages of a listing: fetched one after the other into a crawl archive, each with what is remembered of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from tasks.sources.addresses import host_of
from tasks.sources.choice import KnownPage, choose
from tasks.sources.quiet import BLOCKED_STATUSES, GONE_STATUSES
from tasks.sources.records import Entry
from warehouse.fetching.client import Answer, NotFetched, Request, Why
from warehouse.fetching.crawl_archive import ENDING, CrawlArchive, FetchedPage
from warehouse.fetching.state import PageState, State
from warehouse.fetching.visits import Visits

READ_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "")  # what the reader reads; "" where none is stated
_FINAL = frozenset({Why.ADDRESS, Why.TOO_LARGE, Why.ELSEWHERE, Why.REDIRECTS})  # asking again would not help
_CLOSED = frozenset({429, 503})
MOST_FAULTS = 5  # of a host in a row, after which the rest of its pages waits for the next run; set by hand


@dataclass(frozen=True, slots=True)
class Pages:
    """What became of a listing's pages. `refused` counts by why."""

    known_count: int = 0
    landed_count: int = 0
    left_count: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    states: tuple[PageState, ...] = ()
    landed_file: str | None = None

    @property
    def is_unfinished(self) -> bool:
        """Whether pages are left that the next run has to ask for."""
        return self.left_count > 0 or any(not page.known.is_settled for page in self.states)


@dataclass(frozen=True, slots=True)
class Asking:
    """How the pages of a source are asked for: headers, how many in one run, hosts that redirects may lead to."""

    headers: Mapping[str, str] = field(default_factory=dict)
    page_ceiling: int = 100
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Visited:
    """What became of one page: its answer where it is to land, else why not, and whether that is settled."""

    answer: Answer | None = None
    why: str | None = None  # None where it landed or is unchanged
    is_settled: bool = True
    is_unchanged: bool = False
    is_fault: bool = False  # of the server, not of the page


def fetch_pages(
    visits: Visits,
    state: State,
    entries: Sequence[Entry],
    asking: Asking,
    target: tuple[Path, str],
) -> Pages:
    """Fetch pages of a listing that are new or said to have changed, into `target` (folder and name of the file)."""
    known = state.known([entry.url for entry in entries])
    choice = choose(entries, known, visits.now, asking.page_ceiling)
    archive = CrawlArchive(target[0], f"{target[1]}{ENDING}")
    refused: Counter[str] = Counter()
    states, faults, left, unchanged = list[PageState](), Counter[str](), choice.left_count, 0
    try:
        for entry in choice.wanted:
            host = host_of(entry.url)
            if faults[host] >= MOST_FAULTS or visits.closed_until(entry.url) is not None:
                left += 1
                continue
            visited = _visit(visits, entry, known.get(entry.url), asking)
            faults[host] = faults[host] + 1 if visited.is_fault else 0
            unchanged += visited.is_unchanged
            if visited.why is not None:
                refused[visited.why] += 1
            elif visited.answer is not None:
                archive.add(_page(visited.answer, visits.now))
            states.append(_state(entry, visited, known.get(entry.url), visits.now))
        landed = archive.close()
    except BaseException:
        archive.drop()
        raise
    name = None if landed is None else landed.name
    return Pages(choice.known_count + unchanged, archive.count, left, dict(refused), tuple(states), name)


def _visit(visits: Visits, entry: Entry, known: KnownPage | None, asking: Asking) -> _Visited:
    conditions = {}
    if known is not None and known.has_landed:
        given = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        conditions = {name: value for name, value in given.items() if value is not None}
    try:
        answer = visits.get(Request(entry.url, {**asking.headers, **conditions}, hosts=asking.hosts))
    except NotFetched as fault:
        is_fault = fault.why in (Why.UNREACHABLE, Why.TOO_SLOW, Why.BROKEN)
        return _Visited(why=str(fault.why), is_settled=fault.why in _FINAL, is_fault=is_fault)
    return _judged(answer)


def _judged(answer: Answer) -> _Visited:
    """What an answer means for its page."""
    status = answer.status
    if status == HTTPStatus.NOT_MODIFIED:
        return _Visited(is_unchanged=True)
    if status == HTTPStatus.OK:
        return _judged_content(answer)
    if status in GONE_STATUSES:
        return _Visited(why="gone")
    is_fault = status in _CLOSED or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    why = "blocked" if status in BLOCKED_STATUSES else f"status {status}"
    return _Visited(why=why, is_settled=False, is_fault=is_fault)


def _judged_content(answer: Answer) -> _Visited:
    if answer.headers.get("content-type", "").split(";")[0].strip().lower() not in READ_TYPES:
        return _Visited(why="no page")
    return _Visited(answer) if answer.content.strip() else _Visited(why="empty", is_settled=False)


def _page(answer: Answer, now: datetime) -> FetchedPage:
    headers = {name: value for name, value in answer.headers.items() if name not in ("location", "retry-after")}
    return FetchedPage(answer.url, now, headers, answer.content, answer.hops)


def _state(entry: Entry, visited: _Visited, before: KnownPage | None, now: datetime) -> PageState:
    """What is remembered of a page. One that had landed stays landed, whatever a later look came to."""
    has_landed = visited.answer is not None or (before is not None and before.has_landed)
    answer = visited.answer
    validators = (None, None) if before is None else (before.etag, before.last_modified)
    if answer is not None:
        validators = answer.headers.get("etag"), answer.headers.get("last-modified")
    known = KnownPage(
        asked_at=now,
        stated_at=entry.stated_at,
        is_settled=visited.is_settled or has_landed,
        has_landed=has_landed,
        attempt_count=1 if answer is not None or before is None else before.attempt_count + 1,
        etag=validators[0],
        last_modified=validators[1],
    )
    return PageState(entry.url, known, answer.url if answer is not None and answer.hops else None)
