"""Answers of any size as files: CSV, JSON lines, Parquet, a spreadsheet; whole under their name or not there.

What belongs here: writing rows. What does not: which rows (flows/commands/exporting.py).
"""

from __future__ import annotations

import csv
import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.terminal.console import csv_row, json_line
from flows.terminal.safe_text import to_json
from tasks.text.controls import without_controls
from warehouse.errors import BadQuery, UnwritablePlace
from warehouse.store.durable import NO_SPACE, sync_file, sync_folder

SHEET_ROWS = 1_048_576  # of a sheet, its header among them: a limit of the format
CELL_LETTERS = 32_767  # of a cell: another one
FIRST_YEAR = 1900  # of a date in a sheet; earlier ones are text
_SHEET_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "nan_inf_to_errors": True, "remove_timezone": True, "default_date_format": "yyyy-mm-dd hh:mm:ss",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows to be written: their schema, and batches of them as they come."""

    schema: pa.Schema
    batches: Iterable[pa.RecordBatch]

    def counted(self) -> Iterator[tuple[tuple[Any, ...], ...]]:
        """The rows of each batch. Raises BadQuery where the query fails on the way."""
        for batch in self.arrow():
            yield tuple(zip(*(column.to_pylist() for column in batch.columns), strict=True))

    def arrow(self) -> Iterator[pa.RecordBatch]:
        """The batches. Raises BadQuery where the query fails on the way."""
        batches = iter(self.batches)
        while True:
            try:
                batch = next(batches)
            except StopIteration:
                return
            except (pa.ArrowException, OSError) as error:
                raise BadQuery(f"The query failed on the way: {str(error).splitlines()[0]}") from error
            yield batch


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, and how many cells were cut, because a sheet holds no longer ones."""

    row_count: int
    cut_count: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """How CSV and sheets are written: with names of columns; in CSV with text just as it is."""

    has_header: bool = True
    is_raw: bool = False


def write_file(out: Path, form: str, rows: Rows, style: Style = Style()) -> Written:
    """Write rows to a file, which appears under its name when it is complete.

    Raises UnwritablePlace where it cannot be written, BadQuery where the query fails on the way.
    """
    with _draft_of(out) as draft:
        return _WRITERS[form](draft, rows, style)


@contextmanager
def _draft_of(out: Path) -> Iterator[Path]:
    """A file beside `out` that takes its place when all went well, and is gone when not."""
    target = out.absolute().resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if target.is_dir():
            raise UnwritablePlace(f"{out} is a folder; name a file, for instance {out / 'export.csv'}.")
        if target.exists() and not target.is_file():  # it would be replaced by a file
            raise UnwritablePlace(f"{out} is no ordinary file; name another place.")
        target.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        sync_file(draft)
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        full = error.errno in NO_SPACE
        advice = "make room and export again" if full else "name another place"
        raise UnwritablePlace(f"{out} cannot be written: {os.strerror(error.errno or errno.EIO)}; {advice}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _write_csv(draft: Path, rows: Rows, style: Style) -> Written:
    count = 0
    with draft.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if style.has_header:
            writer.writerow(csv_row(rows.schema.names, style.is_raw))
        for batch in rows.arrow():
            columns = (_csv_cells(column, style.is_raw) for column in batch.columns)
            writer.writerows(zip(*columns, strict=True))
            count += batch.num_rows
    return Written(count)


def _csv_cells(column: pa.Array, is_raw: bool) -> Sequence[object]:
    """The cells of a column; numbers and times need no cleaning, and the writer of CSV makes text of them as we do."""
    kind, values = column.type, column.to_pylist()
    is_plain = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_temporal(kind)
    return values if is_plain else csv_row(values, is_raw)


def _write_json_lines(draft: Path, rows: Rows, style: Style) -> Written:  # noqa: ARG001 - all writers are called alike
    count, names = 0, rows.schema.names
    with draft.open("w", encoding="utf-8", errors="backslashreplace") as file:
        for batch in rows.counted():
            file.writelines(f"{json_line(names, row)}\n" for row in batch)
            count += len(batch)
    return Written(count)


def _write_parquet(draft: Path, rows: Rows, style: Style) -> Written:  # noqa: ARG001 - all writers are called alike
    count = 0
    with pq.ParquetWriter(draft, rows.schema, compression="zstd") as writer:
        for batch in rows.arrow():
            writer.write_batch(batch)
            count += batch.num_rows
    return Written(count)


def _write_sheet(draft: Path, rows: Rows, style: Style) -> Written:
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded when it is needed
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    with TemporaryDirectory(prefix=".", dir=draft.parent) as spill:
        book = Workbook(str(draft), {**_SHEET_OPTIONS, "tmpdir": spill})
        written = _fill_sheet(book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"}), rows, style)
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(getattr(error.args[0], "errno", None) or errno.EIO, "") from error
    return written


def _fill_sheet(sheet: Any, day: Any, rows: Rows, style: Style) -> Written:
    first = line = int(style.has_header)
    cuts = 0
    if style.has_header:
        sheet.write_row(0, 0, rows.schema.names)
    for batch in rows.counted():
        if line + len(batch) > SHEET_ROWS:
            raise UnwritablePlace(f"A sheet holds {SHEET_ROWS:,} rows, the answer has more; choose csv or parquet.")
        for row in batch:
            for place, value in enumerate(row):
                cell, is_cut = _sheet_cell(value)
                cuts += is_cut
                is_day = isinstance(cell, date) and not isinstance(cell, datetime)
                sheet.write(line, place, cell, *((day,) if is_day else ()))
            line += 1
    return Written(line - first, cuts)


def _sheet_cell(value: object) -> tuple[object, bool]:
    """A value as a sheet takes it, and whether it was cut."""
    if value is None or isinstance(value, bool) or (isinstance(value, date) and value.year >= FIRST_YEAR):
        return value, False
    if isinstance(value, int | float):
        return (value if abs(value) < 1 << 53 else str(value)), False  # sheets keep 15 digits
    text = without_controls(value if isinstance(value, str) else to_json(value))
    return text[:CELL_LETTERS], len(text) > CELL_LETTERS


_WRITERS: dict[str, Callable[[Path, Rows, Style], Written]] = {
    "csv": _write_csv, "jsonl": _write_json_lines, "parquet": _write_parquet, "xlsx": _write_sheet,
}  # fmt: skip
