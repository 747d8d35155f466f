"""Whether a warehouse is sound: every check of checks.py, every file read, nothing half published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.ask.checks import all_checks
from warehouse.ask.database import Warehouse
from warehouse.errors import PresswatchError
from warehouse.schema.tables import BY_NAME, TABLES
from warehouse.store.commits import COMMITS, DataFile, Store


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: which check, what it demands, how often it is broken and one case."""

    check: str
    purpose: str
    count: int
    example: str


def inspect(warehouse: Warehouse) -> Iterator[Fault]:
    """Every fault of a warehouse; none means that it is sound."""
    yield from _unfinished(warehouse.store)
    yield from _foreign_files(warehouse.store)
    unreadable = list(_unreadable(warehouse.store))
    yield from unreadable
    if unreadable:
        return  # what the rows say cannot be asked
    for check in all_checks():
        columns, rows = warehouse.rows(check.sql)
        if rows:
            example = ", ".join(f"{column}={value}" for column, value in zip(columns, rows[0], strict=True))
            yield Fault(check.name, check.purpose, len(rows), example[:300])


def _unfinished(store: Store) -> Iterator[Fault]:
    commits = (store.root / COMMITS).glob("*.json")
    cut_short = [path.stem for path in commits if not path.with_suffix(".done").exists()]
    if cut_short:
        purpose = "No batch is half published; open the warehouse where it can be written to, and it is finished"
        yield Fault("no_batch_half_published", purpose, len(cut_short), cut_short[0])


def _foreign_files(store: Store) -> Iterator[Fault]:
    """Files under a table's folder that no commit record names: readers by path would count them."""
    committed = {file.path for file in store.files()}
    found = (path for table in TABLES for path in sorted((store.root / table.name).rglob("*")) if path.is_file())
    foreign = [name for name in (str(path.relative_to(store.root)) for path in found) if name not in committed]
    if foreign:
        yield Fault("only_committed_files", "Tables hold only published files", len(foreign), foreign[0])


def _unreadable(store: Store) -> Iterator[Fault]:
    for file in store.files():
        try:
            message = _read_through(store.existing(file), file)
        except (OSError, pa.ArrowException, PresswatchError) as error:
            message = type(error).__name__
        if message is not None:
            purpose = "Every published file reads as its commit record says"
            yield Fault("files_are_readable", purpose, 1, f"{file.path}: {message}")


def _read_through(path: Path, file: DataFile) -> str | None:
    """Read a file whole, a row group at a time; what is wrong with it, or None."""
    with pq.ParquetFile(path) as parquet:
        if parquet.metadata.num_rows != file.row_count:
            return f"{parquet.metadata.num_rows} rows instead of {file.row_count}"
        if parquet.schema_arrow.names != BY_NAME[file.table].schema.names:
            return "columns differ from the schema"
        for group in range(parquet.num_row_groups):
            parquet.read_row_group(group)
    return None
