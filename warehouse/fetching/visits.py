"""A visit to a host: its robots.txt first, its turn waited for, nothing while it asks to be left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from urllib.parse import urlsplit

from tasks.sources.addresses import host_of
from tasks.sources.robots import READ_BYTE_COUNT, Robots, read_robots
from tasks.sources.schedule import read_retry_after
from warehouse.fetching.client import Answer, Client, NotFetched, Request, Why
from warehouse.fetching.pace import Pace

KEPT = timedelta(hours=24)  # how long a robots.txt holds (RFC 9309, 2.4)
_ASKS_TO_WAIT = (429, 503)
_UNREACHABLE_ROBOTS = b"User-agent: *\nDisallow: /"  # RFC 9309, 2.3.1.4: a server that fails is left alone


@dataclass(frozen=True, slots=True)
class KeptRobots:
    """A host's robots.txt as it was read, and when."""

    content: bytes
    asked_at: datetime
    is_reachable: bool = True


@dataclass(frozen=True, slots=True)
class Hosts:
    """How what is known of hosts is looked up and kept (state.py)."""

    robots: Callable[[str], KeptRobots | None]
    keep_robots: Callable[[str, KeptRobots], None]
    closed_until: Callable[[str], datetime | None]
    close_until: Callable[[str, datetime], None]


@dataclass(slots=True)
class Visits:
    """Asks servers politely. `now` is the time of this run (naive UTC)."""

    client: Client
    pace: Pace
    hosts: Hosts
    now: datetime
    _read: dict[str, tuple[Robots, bool]] = field(default_factory=dict)
    _locks: dict[str, Lock] = field(default_factory=dict)  # one for each host: a slow one keeps no other waiting

    def get(self, request: Request) -> Answer:
        """The answer to a request. Raises NotFetched."""
        answer = self.client.get(request, self._before)
        if answer.status in _ASKS_TO_WAIT:
            until = read_retry_after(answer.headers.get("retry-after"), self.now)
            if until is not None:
                self.hosts.close_until(host_of(answer.url), until)
        return answer

    def closed_until(self, url: str) -> datetime | None:
        """Until when a host asked to be left alone; None where it did not, or the time is over."""
        until = self.hosts.closed_until(host_of(url))
        return until if until is not None and until > self.now else None

    def _before(self, url: str) -> None:
        if self.closed_until(url) is not None:
            raise NotFetched(Why.UNREACHABLE, "its host asked to wait")
        robots, is_reachable = self._robots(url)
        if not robots.allows(url, self.client.rules.agent):
            why = "robots.txt forbids it" if is_reachable else "robots.txt cannot be reached, so that all is forbidden"
            raise NotFetched(Why.ROBOTS, why)
        self.pace.wait(host_of(url), robots.delay(self.client.rules.agent))

    def _robots(self, url: str) -> tuple[Robots, bool]:
        origin = f"{urlsplit(url).scheme}://{host_of(url)}"
        with self._locks.setdefault(origin, Lock()):
            if origin not in self._read:
                kept = self.hosts.robots(origin)
                if kept is None or not timedelta(0) <= self.now - kept.asked_at < KEPT:
                    kept = self._ask_robots(origin)
                    if kept.is_reachable:
                        self.hosts.keep_robots(origin, kept)
                self._read[origin] = (read_robots(kept.content), kept.is_reachable)
            return self._read[origin]

    def _ask_robots(self, origin: str) -> KeptRobots:
        """A host's robots.txt: none where it says so (4xx), everything forbidden where it fails."""
        request = Request(f"{origin}/robots.txt", byte_ceiling=READ_BYTE_COUNT, goes_anywhere=True, cuts=True)
        try:
            answer = self.client.get(request, lambda url: self.pace.wait(host_of(url)))
        except NotFetched as fault:
            if fault.why is Why.ADDRESS:
                raise
            is_none = fault.why in (Why.REDIRECTS, Why.BROKEN)
            return KeptRobots(b"" if is_none else _UNREACHABLE_ROBOTS, self.now, is_reachable=is_none)
        if answer.status == 200:
            return KeptRobots(answer.content, self.now)
        if answer.status >= 500 or answer.status == 429:
            return KeptRobots(_UNREACHABLE_ROBOTS, self.now, is_reachable=False)
        return KeptRobots(b"", self.now)
