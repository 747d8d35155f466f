"""What is remembered of sources, pages and hosts between runs, in a small SQLite database beside the landed pages.

A run of a source is one transaction: its pages, what its server said, and its row for `source_runs`, which waits here
until a writer of the warehouse takes it along. Lost or deleted, it costs requests and no documents: what is fetched
again is known to the archive by its content.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any

from tasks.sources.choice import KnownPage
from tasks.sources.records import Outcome, SourceRun
from warehouse.errors import BadConfiguration
from warehouse.fetching.visits import Hosts, KeptRobots

FILE = "state.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sources (name TEXT PRIMARY KEY, address TEXT NOT NULL, asked_at TEXT, due_at TEXT,
    etag TEXT, last_modified TEXT, failure_count INTEGER NOT NULL DEFAULT 0, moved_to TEXT);
CREATE TABLE IF NOT EXISTS pages (url TEXT PRIMARY KEY, asked_at TEXT NOT NULL, stated_at TEXT, is_settled INTEGER,
    has_landed INTEGER, attempt_count INTEGER NOT NULL, etag TEXT, last_modified TEXT, found_at_url TEXT);
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, closed_until TEXT);
CREATE TABLE IF NOT EXISTS robots (origin TEXT PRIMARY KEY, content BLOB NOT NULL, asked_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY AUTOINCREMENT, row TEXT NOT NULL);
"""
_ASKED_AT_ONCE = 500  # parameters of one query; SQLite takes 999 everywhere


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered of a source."""

    address: str  # as configured; another one makes it a new source
    asked_at: datetime | None = None
    due_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    failure_count: int = 0
    moved_to: str | None = None  # where its server said that it stands from now on


@dataclass(frozen=True, slots=True)
class PageState:
    """What is to be remembered of a page that was asked for."""

    url: str
    known: KnownPage
    found_at_url: str | None = None  # where redirects led


class State:
    """The remembered; may be used by several threads."""

    def __init__(self, folder: Path) -> None:
        """Open it, or make it. Raises BadConfiguration where the file is damaged."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        self._lock = RLock()
        try:
            self._db = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            raise BadConfiguration(
                f"{self.path} cannot be read ({error}); remove it: pages are asked for again, and none is stored twice."
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def source(self, name: str, address: str) -> SourceState:
        """What is remembered of a source; nothing where its address was another one."""
        columns = "address, asked_at, due_at, etag, last_modified, failure_count, moved_to"
        row = self._one(f"SELECT {columns} FROM sources WHERE name = ?", name)
        if row is None or row[0] != _digest(address):
            return SourceState(address)
        return SourceState(address, _time(row[1]), _time(row[2]), row[3], row[4], row[5], row[6])

    def known(self, urls: Sequence[str]) -> dict[str, KnownPage]:
        """The pages among these that were asked for before."""
        found: dict[str, KnownPage] = {}
        for start in range(0, len(urls), _ASKED_AT_ONCE):
            some = urls[start : start + _ASKED_AT_ONCE]
            marks = ", ".join("?" * len(some))
            columns = "url, asked_at, stated_at, is_settled, has_landed, attempt_count, etag, last_modified"
            for row in self._all(f"SELECT {columns} FROM pages WHERE url IN ({marks})", *some):
                asked_at = datetime.fromisoformat(row[1])
                found[row[0]] = KnownPage(asked_at, _time(row[2]), bool(row[3]), bool(row[4]), *row[5:])
        return found

    def keep(self, run: SourceRun, source: SourceState, pages: Sequence[PageState]) -> None:
        """Remember what a run of a source found out, all or nothing."""
        with self._transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (run.source, _digest(source.address), _text(source.asked_at), _text(source.due_at), source.etag,
                 source.last_modified, source.failure_count, source.moved_to),
            )  # fmt: skip
            for page in pages:
                known = page.known
                db.execute(
                    "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (page.url, _text(known.asked_at), _text(known.stated_at), known.is_settled, known.has_landed,
                     known.attempt_count, known.etag, known.last_modified, page.found_at_url),
                )  # fmt: skip
            db.execute("INSERT INTO runs (row) VALUES (?)", (json.dumps(asdict(run), default=str),))

    def waiting_runs(self) -> list[tuple[int, SourceRun]]:
        """Rows of `source_runs` that no writer has taken yet, with their numbers here."""
        return [(number, _run(json.loads(row))) for number, row in self._all("SELECT number, row FROM runs")]

    def forget_runs(self, numbers: Sequence[int]) -> None:
        """Drop rows that were published."""
        with self._transaction() as db:
            db.executemany("DELETE FROM runs WHERE number = ?", [(number,) for number in numbers])

    def hosts(self) -> Hosts:
        """What is known of hosts, for visits."""
        return Hosts(self._robots, self._keep_robots, self._closed_until, self._close_until)

    def _robots(self, origin: str) -> KeptRobots | None:
        row = self._one("SELECT content, asked_at FROM robots WHERE origin = ?", origin)
        return None if row is None else KeptRobots(row[0], datetime.fromisoformat(row[1]))

    def _keep_robots(self, origin: str, kept: KeptRobots) -> None:
        with self._transaction() as db:
            values = (origin, kept.content, kept.asked_at.isoformat())
            db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", values)

    def _closed_until(self, host: str) -> datetime | None:
        row = self._one("SELECT closed_until FROM hosts WHERE host = ?", host)
        return None if row is None else _time(row[0])

    def _close_until(self, host: str, until: datetime) -> None:
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (host, until.isoformat()))

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        return next(iter(self._all(query, *values)), None)

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock, closing(self._db.execute(query, values)) as cursor:
            return cursor.fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _digest(address: str) -> str:
    """What tells addresses apart, for addresses may hold passwords."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def _text(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _time(text: object) -> datetime | None:
    return None if text is None else datetime.fromisoformat(str(text))


def _run(fields: Mapping[str, object]) -> SourceRun:
    given = dict(fields)
    given["outcome"] = Outcome(str(given["outcome"]))
    given["started_at"], given["due_at"] = _time(given["started_at"]), _time(given["due_at"])
    return SourceRun(**given)  # type: ignore[arg-type]  # what `keep` wrote
