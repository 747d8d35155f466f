"""Rewrite committed files: new ones with the rows that are wanted stand in their place, published as one commit.

Used by whatever changes rows that are published (compaction, erasure, regrouping). Rows pass in pieces of bounded size
through a sort that spills to disk, so a month may be larger than memory; a file that grows beyond a size is split.

What belongs here: from committed files to new ones and the commit record. What does not: which files, and what their
rows are to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.errors import DamagedWarehouse
from warehouse.schema.columns import Table
from warehouse.schema.tables import BY_NAME
from warehouse.store import staging
from warehouse.store.commits import CommitRecord, DataFile, Store
from warehouse.store.durable import sync_file, sync_folder
from warehouse.store.writer import Writer

FILE_BYTE_CEILING = 128_000_000  # a file that reaches this is closed and another one begun; set by hand
_GROUP_BYTE_CEILING = 32_000_000  # Arrow bytes of a row group, so that one of long texts fits into memory; set by hand
_PIECE_ROW_COUNT = 2_048  # rows that DuckDB hands over at once: one of its vectors


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Committed files of one table and month, and what is to stand in their place.

    `query` is SQL over the view `rows`, the rows of the files with all columns of the table (without `month`); it
    gives the same columns. Its rows are sorted as the table states. No row means that no file is added. Where it
    `keeps_all_rows`, their number has to stay the same. Where it `adds_rows`, it takes some from elsewhere: then there
    may be no file, and `rows` is empty.
    """

    table: str
    month: str
    files: tuple[DataFile, ...]
    query: str = "SELECT * FROM rows"
    keeps_all_rows: bool = False
    adds_rows: bool = False


Prepare = Callable[[duckdb.DuckDBPyConnection], None]


def rewrite_files(
    writer: Writer,
    batch_id: str,
    run_id: str,
    rewrites: Iterable[Rewrite],
    *,
    prepare: Prepare | None = None,
    file_byte_ceiling: int = FILE_BYTE_CEILING,
) -> CommitRecord | None:
    """Publish the rewritten files and remove the old ones, in one commit record; None where nothing was to be done.

    `batch_id` must be new. `prepare` may create tables that the queries ask, on their connection. Of one table and
    month there may be one rewrite. Raises StorageFull, DamagedWarehouse; then nothing was changed.
    """
    folder = writer.new_staging(batch_id)
    added: list[DataFile] = []
    removed: list[str] = []
    with (
        _damage_explained(),
        staging.disk_errors_explained(writer.store),
        staging.connect(folder / "spill") as connection,
    ):
        if prepare is not None:
            prepare(connection)
        for rewrite in (rewrite for rewrite in rewrites if rewrite.files or rewrite.adds_rows):
            files = _rewritten(connection, writer.store, folder, batch_id, rewrite, file_byte_ceiling)
            if rewrite.keeps_all_rows:
                _check_row_counts(rewrite, files)
            added += files
            removed += [file.path for file in rewrite.files]
    record = None
    if removed or added:
        record = CommitRecord.now(batch_id, run_id, tuple(added), tuple(removed))
        writer.publish(record)
    writer.clear(folder)
    return record


@contextmanager
def _damage_explained() -> Iterator[None]:
    """Turn what DuckDB and pyarrow say of a file that cannot be read into DamagedWarehouse."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.InternalException, pa.ArrowException) as error:
        first = str(error).strip().split("\n")[0]
        raise DamagedWarehouse(
            f"A file cannot be read, nothing was changed: {first}; see `presswatch check`."
        ) from error


def _rewritten(
    connection: duckdb.DuckDBPyConnection, store: Store, folder: Path, batch_id: str, rewrite: Rewrite, ceiling: int
) -> list[DataFile]:
    table = BY_NAME[rewrite.table]
    if rewrite.files:
        listed = staging.file_list([store.existing(file) for file in rewrite.files])
        old = f"SELECT * FROM read_parquet({listed}, hive_partitioning = false)"
    else:
        connection.register("no_rows", table.schema.empty_table())
        old = "SELECT * FROM no_rows"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW rows AS {old}")
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    order = ", ".join(f'"{column}"' for column in table.sort_by)
    rows = connection.sql(f"SELECT {columns} FROM ({rewrite.query}) ORDER BY {order}").to_arrow_reader(_PIECE_ROW_COUNT)
    target = folder / "files" / rewrite.table
    target.mkdir(parents=True, exist_ok=True)
    groups = (group.cast(table.schema) for group in _row_groups(rows))
    files = [
        _staged(store, path, rewrite, f"{batch_id}{suffix}", row_count)
        for path, suffix, row_count in _write_files(groups, table, target, rewrite.month, ceiling)
    ]
    sync_folder(target)
    return files


def _row_groups(rows: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The rows in tables of at most ROW_GROUP_ROW_COUNT rows and about _GROUP_BYTE_CEILING bytes."""
    pieces: list[pa.RecordBatch] = []
    for piece in rows:
        is_full = sum(p.num_rows for p in pieces) + piece.num_rows > staging.ROW_GROUP_ROW_COUNT
        if pieces and (is_full or sum(p.nbytes for p in pieces) >= _GROUP_BYTE_CEILING):
            yield pa.Table.from_batches(pieces)
            pieces = []
        if piece.num_rows:
            pieces.append(piece)
    if pieces:
        yield pa.Table.from_batches(pieces)


def _write_files(
    groups: Iterator[pa.Table], table: Table, target: Path, month: str, ceiling: int
) -> Iterator[tuple[Path, str, int]]:
    """Write row groups to files, another one begun at the ceiling; each file's path, suffix and number of rows."""
    group = next(groups, None)
    for number in count():
        if group is None:
            return
        suffix = f"-{number}" if number else ""
        path = target / f"{month}{suffix}.parquet"
        row_count = 0
        with path.open("wb") as handle, _parquet_writer(handle, table) as parquet:
            while group is not None and (row_count == 0 or handle.tell() < ceiling):
                parquet.write_table(group)
                row_count += group.num_rows
                group = next(groups, None)
        yield path, suffix, row_count


def _parquet_writer(handle: BinaryIO, table: Table) -> pq.ParquetWriter:
    """Keys carry Bloom filters, so that looking up a few documents reads little of a large file."""
    keys = {column.name for column in table.columns} & {"doc_id", "entity_id"}
    filters = {name: {"ndv": staging.ROW_GROUP_ROW_COUNT, "fpp": 0.01} for name in sorted(keys)}
    return pq.ParquetWriter(handle, table.schema, compression="zstd", bloom_filter_options=filters or None)


def _staged(store: Store, path: Path, rewrite: Rewrite, name: str, row_count: int) -> DataFile:
    sync_file(path)
    return DataFile(
        table=rewrite.table,
        month=rewrite.month,
        path=f"{rewrite.table}/month={rewrite.month}/{name}.parquet",
        staged=str(path.relative_to(store.root)),
        row_count=row_count,
        byte_count=path.stat().st_size,
    )


def _check_row_counts(rewrite: Rewrite, added: Sequence[DataFile]) -> None:
    """Raise DamagedWarehouse where the new files hold another number of rows than the old ones' commit records say."""
    stated, found = (sum(file.row_count for file in files) for files in (rewrite.files, added))
    if stated != found:
        raise DamagedWarehouse(
            f"The files of {rewrite.table} of {rewrite.month} hold {found} rows instead of {stated}; nothing was "
            "changed. See `presswatch check`."
        )
