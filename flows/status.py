"""The status of an archive and its sources: what came, what waits, what is quiet and why, and what to do next.

What belongs here: gathering it, the advice. What does not: looking into the warehouse (warehouse/report/standing.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.fetching import STATE
from flows.job.blocks import Source
from flows.job.job import named_sources, of_source
from flows.job.settings import Settings
from flows.reprocessing import FOLDER
from tasks.sources.records import Outcome
from tasks.sources.schedule import FAILURES
from warehouse.ask.database import Warehouse
from warehouse.errors import MissingInput
from warehouse.fetching.state import FILE, State
from warehouse.report.standing import Standing, WebHealth, came_since, look
from warehouse.store.commits import Store


@dataclass(frozen=True, slots=True)
class Advice:
    """When something is worth a sentence; set by hand."""

    days: int = 7  # full days over which documents of a source are counted
    least_share: float = 0.5  # of the documents expected
    most_loose_batches: int = 168  # a week of hourly runs
    free_months: int = 3  # times the largest month: what a rewriting needs, and its old files for a day


ADVICE = Advice()
_WORDS = {Outcome.ALL_REJECTED, *FAILURES}


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """What is known of a configured source."""

    name: str
    kind: str  # path, feed or sitemap
    documents_a_day: float  # over the last full days of its zone, or since the archive was begun
    expected_documents_a_day: int
    waiting_count: int = 0  # files that changed since the last run began, or are still being written
    fault: str | None = None  # why it cannot be looked into
    health: WebHealth | None = None
    counted_days: float = ADVICE.days

    @property
    def is_short(self) -> bool:
        """Whether far fewer documents came than are expected."""
        return self.counted_days >= 1 and self.documents_a_day < ADVICE.least_share * self.expected_documents_a_day


@dataclass(frozen=True, slots=True)
class Status:
    """How an archive and its sources stand."""

    warehouse: Path
    at: datetime
    standing: Standing
    sources: tuple[SourceStatus, ...]
    waiting_run_count: int  # rows of source_runs that no writer has taken yet

    @property
    def backlog(self) -> int:
        """Files that the next run will look into."""
        return sum(source.waiting_count for source in self.sources)


def status(warehouse: Path, settings: Settings, at: datetime) -> Status:
    """Look at an archive and its sources at a time (naive UTC); nothing is changed.

    Raises NotAWarehouse, OtherFormat, DamagedWarehouse.
    """
    store = Store.at(warehouse.absolute())
    with Warehouse(store) as opened:
        standing = look(opened, FOLDER)
        sources = tuple(
            _source(opened, settings, (source, name), standing, at) for source, name in named_sources(settings)
        )
    return Status(store.root, at, standing, sources, _waiting_rows(settings))


def _source(
    opened: Warehouse,
    settings: Settings,
    named: tuple[Source, str],
    standing: Standing,
    at: datetime,
) -> SourceStatus:
    source, name = named
    last = max((run.started_at for run in standing.runs), default=None)
    kind = "feed" if source.feed else "sitemap" if source.sitemap else "path"
    since = _days_ago(at, ADVICE.days, source.time_zone)
    fault, waiting = None, 0
    path = source.path
    try:
        path, _, found = of_source(settings, source, name, at)
        waiting = sum(_is_new(file.path, last) for file in found.inputs.files) + found.waiting_count
    except MissingInput as error:
        fault = str(error)
    days = (at - max(since, standing.begun_at or at)) / timedelta(days=1)
    a_day = round(came_since(opened, path, since) / max(1.0, days), 1)
    health = next((found for found in standing.health if found.source == name), None)
    return SourceStatus(name, kind, a_day, source.expected_documents_a_day, waiting, fault, health, days)


def _days_ago(at: datetime, days: int, zone: str) -> datetime:
    """The beginning of a day so many days ago, as a zone's clocks have it, in naive UTC."""
    local = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    begun = datetime.combine(local.date() - timedelta(days=days), time(), ZoneInfo(zone))
    return begun.astimezone(UTC).replace(tzinfo=None)


def _is_new(path: Path, last: datetime | None) -> bool:
    try:
        changed_at = path.stat().st_mtime
    except OSError:
        return False
    return last is None or changed_at > last.replace(tzinfo=UTC).timestamp()


def _waiting_rows(settings: Settings) -> int:
    folder = settings.resolve(settings.fetch.folder) / STATE
    if not (folder / FILE).is_file():
        return 0
    with closing(State(folder)) as state:
        return len(state.waiting_runs())


def next_steps(found: Status) -> Iterator[str]:
    """What to do next, a sentence each; nothing where all is well."""
    standing = found.standing
    if standing.is_erasing:
        yield "An erasure was cut short; the next command that writes finishes it, for instance `presswatch run`."
    if standing.is_reprocessing:
        yield "A reprocessing is under way or was cut short; start `presswatch reprocess` again with the same words."
    if found.backlog:
        yield f"{found.backlog} files came since the last run; `presswatch run` reads them."
    if found.waiting_run_count:
        yield f"{found.waiting_run_count} rows of source_runs wait; `presswatch fetch` adds them to the archive."
    if standing.loose_batch_count > ADVICE.most_loose_batches:
        yield f"{standing.loose_batch_count} batches lie in files of their own; `presswatch maintain --compact`."
    if standing.disk.free_bytes < ADVICE.free_months * standing.disk.largest_month_bytes:
        yield "The disk has less room than maintenance needs for the largest month; make some."
    for source in found.sources:
        yield from _advice(source)


def _advice(source: SourceStatus) -> Iterator[str]:
    if source.fault is not None:
        yield f"{source.name}: {source.fault}"
    if source.health is not None and source.health.outcome in _WORDS:
        yield f"{source.name} is {source.health.outcome}: {source.health.detail or 'see source_runs'}."
    if source.health is None and source.kind != "path":
        yield f"{source.name} was never asked; `presswatch fetch` asks it."
    if source.is_short:
        yield (
            f"{source.name} brought {source.documents_a_day:g} documents a day in {source.counted_days:.0f} days; "
            f"{source.expected_documents_a_day} are expected."
        )


def as_json(found: Status) -> dict[str, object]:
    """The status for programs: times in ISO 8601 (UTC), sizes in bytes."""
    runs = [{**asdict(run), "documents_an_hour": run.documents_an_hour} for run in found.standing.runs]
    standing = {name: value for name, value in asdict(found.standing).items() if name != "health"}
    sources = [{**asdict(source), "is_short": source.is_short} for source in found.sources]
    return {
        "warehouse": str(found.warehouse),
        "at": found.at,
        **standing,
        "runs": runs,
        "sources": sources,
        "backlog": found.backlog,
        "waiting_run_count": found.waiting_run_count,
        "next_steps": list(next_steps(found)),
    }


def describe(found: Status) -> Iterator[str]:
    """The status for people, a line each."""
    standing, disk = found.standing, found.standing.disk
    yield f"{found.warehouse}: {standing.document_count} documents"
    yield from _run_lines(found)
    yield from (_source_line(source) for source in found.sources)
    sizes = (("tables", disk.table_bytes), ("raw", disk.raw_bytes), ("trash", disk.trash_bytes))
    shown = ", ".join(f"{name} {_megabytes(size)}" for name, size in sizes)
    yield f"disk: {shown}; {_megabytes(disk.free_bytes)} free"
    yield f"batches since the last compaction: {standing.loose_batch_count}"
    steps: Sequence[str] = list(next_steps(found))
    yield "next:" if steps else "next: nothing"
    yield from (f"  {step}" for step in steps)


def _run_lines(found: Status) -> Iterator[str]:
    for run in found.standing.runs:
        yield (
            f"run {run.started_at:%Y-%m-%d %H:%M}: {run.document_count} documents in {run.seconds:.0f} s "
            f"({run.documents_an_hour} an hour): {run.loaded_count} loaded, {run.duplicate_count} duplicates, "
            f"{run.rejected_count} rejected"
        )
    yield f"backlog: {found.backlog} files"


def _source_line(source: SourceStatus) -> str:
    expected = f" of {source.expected_documents_a_day} expected" if source.expected_documents_a_day else ""
    health = source.health
    said = "" if health is None else f"; {health.outcome} at {health.asked_at:%Y-%m-%d %H:%M}"
    detail = f" ({health.detail})" if health is not None and health.detail else ""
    return f"{source.kind} {source.name}: {source.documents_a_day:g} documents a day{expected}{said}{detail}"


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
