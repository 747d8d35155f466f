"""Small archives for the tests: documents made up on the spot, ingested in this very process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flows.job.job import IngestJob, new_job
from flows.job.receipts import RunReport
from flows.job.settings import Settings
from flows.pool.guard import Guard
from flows.run import pipeline
from warehouse.ask.database import Warehouse, open_warehouse
from warehouse.schema.tables import TABLES

STARTED_AT = datetime(2021, 9, 1, 8, 30)
SUBJECTS = (
    "harbour", "railway", "reservoir", "election", "museum", "vaccine", "glacier", "airport", "orchard", "tunnel",
    "lighthouse", "festival", "quarry", "embassy", "monastery", "ferry",
)  # fmt: skip


def article(number: int) -> str:
    """A text of some 120 words that shares little with that of another number."""
    one, two = SUBJECTS[number % len(SUBJECTS)], SUBJECTS[(number * 7 + 3) % len(SUBJECTS)]
    title = f"The {one} of district {number} will be handed to the {two} board in year {2000 + number}"
    paragraphs = (
        f"Paragraph {step} on the {one} says team {number * 31 + step} counted {number * 97 + step * 13} visitors, "
        f"sold {number * 53 + step * 7} tickets to the {two}, planted {number * 11 + step * 3} trees in lane "
        f"{number * 17 + step}."
        for step in range(8)
    )
    return "\n".join((title, *paragraphs))


def fetched(number: int) -> str:
    """A day in one of eight months."""
    return f"2021-0{number % 8 + 1}-05"


def write_feed(path: Path, numbers: Sequence[int]) -> Path:
    """A JSON lines file with one article per number."""
    rows = [
        {
            "id": f"n{n}",
            "url": f"https://paper{n % 3}.example/{n}",
            "fetched_at": f"2021-0{n % 8 + 1}-05",
            "text": article(n),
        }
        for n in numbers
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def job_for(warehouse: Path, *paths: Path, **changes: object) -> IngestJob:
    """An ingest in this process, begun at a fixed time, in which an unexpected error is raised."""
    job = new_job(Settings(worker_count=0), [str(path) for path in paths], warehouse, STARTED_AT)
    return replace(job, guard=Guard(raises_unexpected=True), **changes)  # type: ignore[arg-type]


def ingest(warehouse: Path, *paths: Path, **changes: object) -> RunReport:
    """Ingest and check that the ledger balances and the warehouse is sound, as every test here does."""
    report = pipeline.ingest(job_for(warehouse, *paths, **changes))
    with open_warehouse(warehouse) as opened:
        assert_balanced(opened)
    return report


def assert_balanced(opened: Warehouse) -> None:
    """Documents in = loaded + duplicates + rejected, by query."""
    query = "SELECT count(*), count(*) FILTER (status IN ('loaded', 'duplicate', 'rejected')) FROM documents"
    ((all_documents, accounted_for),) = opened.rows(query)[1]
    assert all_documents == accounted_for


VOLATILE = {"batches": ("published_at",)}


def every_row(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, sorted, without the columns that hold the clock."""
    rows = {}
    with open_warehouse(warehouse) as opened:
        for table in TABLES:
            left_out = "".join(f" EXCLUDE ({column})" for column in VOLATILE.get(table.name, ()))
            rows[table.name] = sorted(opened.rows(f"SELECT *{left_out} FROM {table.name}")[1], key=repr)
    return rows
