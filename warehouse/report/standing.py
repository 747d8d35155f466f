"""How a warehouse stands, for whoever operates it: its last runs, how fast they were, its files, what is under way.

What belongs here: looking, and counts. What does not: sources and advice (flows/status.py). Nothing is changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.ask.database import Warehouse
from warehouse.schema.tables import TABLES
from warehouse.store.commits import STAGING, Store
from warehouse.store.purge import RAW, is_pending
from warehouse.store.trash import TRASH

RUN_COUNT = 5  # last runs that are shown
_COMPACTED = "compacted-"  # as upkeep/compaction.py names its files
_RUNS = f"""
SELECT run_id, min(started_at), max(published_at), count(*), sum(document_count), sum(loaded_count),
    sum(duplicate_count), sum(rejected_count)
FROM batches GROUP BY run_id ORDER BY min(started_at) DESC, run_id DESC LIMIT {RUN_COUNT}
"""
_SINCE = """
SELECT count(*) FROM documents JOIN batches USING (batch_id)
WHERE batches.started_at >= $since AND (documents.source = $path OR starts_with(documents.source, $below)
    OR starts_with(documents.source, $within) OR documents.source GLOB $pattern)
"""
_HEALTH = """
SELECT source, outcome, detail, asked_at, due_at, last_fetched_at, fetched_count, loaded_count, rejected_count
FROM source_health ORDER BY source
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of an ingest: when, how long, how much."""

    run_id: str
    started_at: datetime
    seconds: float
    batch_count: int
    document_count: int
    loaded_count: int
    duplicate_count: int
    rejected_count: int

    @property
    def documents_an_hour(self) -> int:
        """How fast it was."""
        return round(self.document_count * 3600 / self.seconds) if self.seconds > 0 else 0


@dataclass(frozen=True, slots=True)
class WebHealth:
    """What came of a source on the web; a row of `source_health`."""

    source: str
    outcome: str
    detail: str | None
    asked_at: datetime
    due_at: datetime | None
    last_fetched_at: datetime | None
    fetched_count: int
    loaded_count: int
    rejected_count: int


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes of a warehouse by what they are for, and those that are free on its disk."""

    table_bytes: int
    raw_bytes: int
    trash_bytes: int
    staging_bytes: int
    free_bytes: int
    largest_month_bytes: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a warehouse stands."""

    document_count: int
    begun_at: datetime | None  # when its first run began
    runs: tuple[Run, ...]
    health: tuple[WebHealth, ...]
    disk: Disk
    loose_batch_count: int  # batches whose files no compaction has brought together
    is_erasing: bool  # an erasure was begun that is not finished
    is_reprocessing: bool


def look(opened: Warehouse, reprocessing: str) -> Standing:
    """Look at a warehouse; `reprocessing` is the folder that is there while documents are read anew."""
    store = opened.store
    names = [file.path.rpartition("/")[2] for file in store.files_of("batches")]
    runs = opened.rows(_RUNS)[1]
    return Standing(
        document_count=int(str(opened.rows("SELECT count(*) FROM documents")[1][0][0])),
        begun_at=opened.rows("SELECT min(started_at) FROM batches")[1][0][0],  # type: ignore[arg-type]  # by its type
        runs=tuple(_run(row) for row in runs),
        health=tuple(WebHealth(*row) for row in opened.rows(_HEALTH)[1]),  # type: ignore[arg-type]  # by the view
        disk=_disk(store),
        loose_batch_count=sum(not name.startswith(_COMPACTED) for name in names),
        is_erasing=is_pending(store),
        is_reprocessing=(store.root / reprocessing).is_dir(),
    )


def _run(row: Sequence[object]) -> Run:
    run_id, started_at, published_at, *counts = row
    if not isinstance(started_at, datetime) or not isinstance(published_at, datetime):
        raise TypeError("a batch without its times")
    seconds = max(0.0, (published_at - started_at).total_seconds())  # a clock that was set back gives no speed
    return Run(str(run_id), started_at, seconds, *(int(str(count)) for count in counts))


def came_since(opened: Warehouse, path: str, since: datetime) -> int:
    """How many documents of a path (a file, a folder, a glob) were read since a time (UTC)."""
    given = {"since": since, "path": path, "below": f"{path.rstrip('/')}/", "within": f"{path}#", "pattern": path}
    return int(str(opened.rows(_SINCE, given)[1][0][0]))


def _disk(store: Store) -> Disk:
    months: dict[str, int] = {}
    for file in store.files():
        months[file.month] = months.get(file.month, 0) + file.byte_count
    tables, raw, trash, staged = (
        sum(_bytes_below(store.root / name) for name in names)
        for names in ([table.name for table in TABLES], [RAW], [TRASH], [STAGING])
    )
    free = shutil.disk_usage(store.root).free
    return Disk(tables, raw, trash, staged, free, max(months.values(), default=0))


def _bytes_below(folder: Path) -> int:
    count = 0
    for path in folder.rglob("*"):
        try:
            count += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # taken away meanwhile
            continue
    return count
