"""The report of a warehouse as a file: written aside and renamed, the same warehouse giving the same page."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from tasks.text.controls import without_controls
from warehouse.ask.database import Warehouse
from warehouse.errors import UnwritablePlace
from warehouse.report.page import build_report
from warehouse.store.durable import private_files, write_durably

REPORT = "report.html"
NEVER = datetime(1970, 1, 1)  # what an empty warehouse was last changed at


def write_report(warehouse: Warehouse, out: Path | None = None) -> Path:
    """Write the report page and return where it lies (`report.html` in the warehouse where `out` is None).

    In the warehouse it is for its owner and group only, as all files are.

    Its date is that of the newest batch, not of the clock, so that a rerun changes nothing.
    """
    _, rows = warehouse.rows("SELECT max(published_at) FROM batches")
    generated_at = rows[0][0] if isinstance(rows[0][0], datetime) else NEVER
    page = build_report(warehouse.rows, generated_at)
    with private_files() if out is None else nullcontext():
        return write_page(out or warehouse.root / REPORT, page)


def write_page(out: Path, page: str) -> Path:
    """Write a page where the user wants it, whole or not at all; missing folders are made. Returns where it lies.

    Raises UnwritablePlace where there is a folder or a device, or where nothing can be written.
    """
    target = out.absolute()
    try:
        if target.is_dir():
            raise UnwritablePlace(f"{out} is a folder; name a file, for instance {out / REPORT}.")
        if target.exists() and not target.is_file():  # it would be replaced by a file
            raise UnwritablePlace(f"{out} is no ordinary file; name another place.")
        target.parent.mkdir(parents=True, exist_ok=True)
        write_durably(target.resolve(), without_controls(page))
    except OSError as error:
        raise UnwritablePlace(f"{out} cannot be written: {error.strerror}; name another place.") from error
    return target
