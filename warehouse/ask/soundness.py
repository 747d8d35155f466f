"""Whether a warehouse is sound: every check of checks.py, every file read, nothing half published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.ask.checks import all_checks
from warehouse.ask.database import Warehouse, catalog_is_current, settle
from warehouse.errors import DamagedWarehouse, PresswatchError
from warehouse.schema.tables import BY_NAME
from warehouse.store.commits import CATALOG, COMMITS, DataFile, Store
from warehouse.store.survey import foreign_files, survey_records
from warehouse.store.trash import TRASH
from warehouse.store.writer import unsettled

_READABLE = "files_are_readable"
_MENDED = "What says which files are published can be read; `presswatch repair` mends what can be mended"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: which check, what it demands, how often it is broken and one case."""

    check: str
    purpose: str
    count: int
    example: str


def inspect(warehouse: Warehouse) -> Iterator[Fault]:
    """Every fault of a warehouse that could be opened; none means that it is sound."""
    faults = list(_faults_of_files(warehouse.store))
    yield from faults
    if not any(fault.check == _READABLE for fault in faults):  # else the rows cannot be asked
        yield from _faults_of_rows(warehouse)


def examine(root: Path) -> list[Fault]:
    """Every fault of the warehouse in a folder, also where it cannot be opened. A batch cut short is finished first.

    Raises NotAWarehouse where there is none.
    """
    store = Store.at(root.absolute())
    if faults := list(_faults_of_records(store.root)):
        return faults  # which files are published is not known
    with suppress(DamagedWarehouse):  # a batch that cannot be finished is named below
        settle(store)
    faults = [*_faults_of_files(store), *_faults_of_catalog(store)]
    if not any(fault.check == _READABLE for fault in faults):
        with Warehouse(store) as opened:
            faults += _faults_of_rows(opened)
    return faults


def _faults_of_records(root: Path) -> Iterator[Fault]:
    if not (root / COMMITS).is_dir():
        yield Fault("commit_records_are_whole", _MENDED, 1, f"the folder {COMMITS} is missing")
        return
    records = survey_records(root)
    if records.checkpoint_fault is not None:
        yield Fault("checkpoint_is_whole", _MENDED, 1, records.checkpoint_fault)
    if records.history_fault is not None:
        yield Fault("history_is_whole", "Every commit record there ever was can be read", 1, records.history_fault)
    bad = [*records.damaged.values(), *(f"the record of batch {batch_id} is missing" for batch_id in records.lost)]
    if bad:
        yield Fault("commit_records_are_whole", _MENDED, len(bad), bad[0])


def _faults_of_files(store: Store) -> Iterator[Fault]:
    yield from _unfinished(store)
    yield from _foreign_files(store)
    yield from _unreadable(store)


def _faults_of_catalog(store: Store) -> Iterator[Fault]:
    if store.files() and not catalog_is_current(store):
        purpose = "The catalog opens and shows what is published, for those who read it without us; see repair"
        yield Fault("catalog_is_current", purpose, 1, CATALOG)


def _faults_of_rows(warehouse: Warehouse) -> Iterator[Fault]:
    for check in all_checks():
        columns, rows = warehouse.rows(check.sql)
        if rows:
            example = ", ".join(f"{column}={value}" for column, value in zip(columns, rows[0], strict=True))
            yield Fault(check.name, check.purpose, len(rows), example[:300])


def _unfinished(store: Store) -> Iterator[Fault]:
    cut_short = unsettled(store).unfinished
    if cut_short:
        purpose = "No batch is half published; open the warehouse where it can be written to, and it is finished"
        yield Fault("no_batch_half_published", purpose, len(cut_short), cut_short[0])


def _foreign_files(store: Store) -> Iterator[Fault]:
    """Files under a table's folder that no commit record names: readers by path would count them."""
    foreign = foreign_files(store.root, tuple(store.files()))
    if foreign:
        example = str(foreign[0].relative_to(store.root))
        yield Fault("only_committed_files", "Tables hold only published files", len(foreign), example)


def _unreadable(store: Store) -> Iterator[Fault]:
    for file in store.files():
        try:
            path = store.existing(file)
            is_in_trash = path.is_relative_to(store.root / TRASH)
            message = "it lies in the trash" if is_in_trash else _read_through(path, file)
        except (OSError, pa.ArrowException, PresswatchError) as error:
            message = type(error).__name__
        if message is not None:
            purpose = "Every published file reads as its commit record says"
            yield Fault(_READABLE, purpose, 1, f"{file.path}: {message}")


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
