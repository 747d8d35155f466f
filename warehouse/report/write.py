"""The report of a warehouse as a file: written aside and renamed, the same warehouse giving the same page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from warehouse.ask.database import Warehouse
from warehouse.report.page import build_report
from warehouse.store.durable import write_durably

REPORT = "report.html"
NEVER = datetime(1970, 1, 1)  # what an empty warehouse was last changed at


def write_report(warehouse: Warehouse, out: Path | None = None) -> Path:
    """Write the report page and return where it lies (`report.html` in the warehouse where `out` is None).

    Its date is that of the newest batch, not of the clock, so that a rerun changes nothing.
    """
    _, rows = warehouse.rows("SELECT max(published_at) FROM batches")
    generated_at = rows[0][0] if isinstance(rows[0][0], datetime) else NEVER
    page = build_report(warehouse.rows, generated_at)
    target = (out or warehouse.root / REPORT).absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    write_durably(target, page)
    return target
