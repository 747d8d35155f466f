"""A commit record made again from what a batch published: its Parquet files, named by it, and its row in `batches`.

A record is made only where the batch is whole as far as its own row tells, and where its documents are in no other
published file: else a mended warehouse would lack rows, or hold them twice. What belongs here: that decision. What does
not: which records are missing, and what becomes of files for which there is none (repair.py).
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.schema.tables import BY_NAME, TABLES
from warehouse.store import staging
from warehouse.store.records import CommitRecord, DataFile


class NotWhole(Exception):
    """The record cannot be made again; the text says why."""


def batch_of(path: Path) -> str:
    """The batch that a published file is named by."""
    return path.stem


def files_of_batch(root: Path, batch_id: str) -> list[Path]:
    """The files below the tables' folders that are named by a batch."""
    return [path for table in TABLES for path in sorted((root / table.name).glob(f"month=*/{batch_id}.parquet"))]


def rebuilt_record(
    root: Path, batch_id: str, published: Sequence[DataFile], removed: Collection[str] = ()
) -> CommitRecord:
    """The commit record of a batch, from its files; `published` are the files of all other batches.

    Paths in `removed` belong to nobody any more. Raises NotWhole where the files, with those published, do not hold
    every document of the batch once.
    """
    paths = [path for path in files_of_batch(root, batch_id) if str(path.relative_to(root)) not in removed]
    files = tuple(_described(root, path) for path in paths)
    try:
        with tempfile.TemporaryDirectory() as spill, staging.connect(Path(spill)) as connection:
            for table in ("batches", "documents", "articles", "fingerprints"):
                connection.execute(f"CREATE VIEW {table} AS {_rows(root, (*published, *files), table)}")
            run_id, published_at = _facts(connection, batch_id)
            _refuse_parts(connection, batch_id)
    except duckdb.Error as error:
        raise NotWhole(f"its files cannot be read: {str(error).splitlines()[0]}") from error
    return CommitRecord(batch_id, run_id, published_at.replace(tzinfo=UTC).isoformat(), files)


def _described(root: Path, path: Path) -> DataFile:
    table = path.parent.parent.name
    try:
        with pq.ParquetFile(path) as parquet:
            if parquet.schema_arrow.names != BY_NAME[table].schema.names:
                raise NotWhole(f"the columns of {path} differ from the schema")
            row_count: int = parquet.metadata.num_rows
    except (OSError, pa.ArrowException) as error:
        raise NotWhole(f"{path} cannot be read ({type(error).__name__})") from error
    month = path.parent.name.removeprefix("month=")
    return DataFile(table, month, str(path.relative_to(root)), "", row_count, path.stat().st_size)


def _facts(connection: duckdb.DuckDBPyConnection, batch_id: str) -> tuple[str, datetime]:
    """The run and the time of the batch; its row is there once and agrees with its documents."""
    found = connection.execute(
        "SELECT run_id, published_at, document_count, rejected_count FROM batches WHERE batch_id = ?", [batch_id]
    ).fetchall()
    if len(found) != 1:
        raise NotWhole("its row in the table `batches` is missing" if not found else "it is published in other files")
    run_id, published_at, *stated = found[0]
    ((count, rejected_count),) = connection.execute(
        "SELECT count(*), count(*) FILTER (status = 'rejected') FROM documents WHERE batch_id = ?", [batch_id]
    ).fetchall()
    if [count, rejected_count] != stated:
        raise NotWhole(f"it published {stated[0]} documents, and the files hold {count} or other ones")
    return str(run_id), published_at


def _refuse_parts(connection: duckdb.DuckDBPyConnection, batch_id: str) -> None:
    """Raise NotWhole where a document of the batch is not there once, with what was read of it."""
    twice = connection.execute(
        "SELECT 1 FROM documents WHERE doc_id IN (SELECT doc_id FROM documents WHERE batch_id = ?) "
        "GROUP BY doc_id HAVING count(*) > 1 LIMIT 1",
        [batch_id],
    ).fetchall()
    if twice:
        raise NotWhole("documents of it are published in other files")
    for table in ("articles", "fingerprints"):
        ((wrong_count,),) = connection.execute(
            f"SELECT count(*) FROM (SELECT count(t.doc_id) AS row_count FROM documents AS d LEFT JOIN {table} AS t "
            "ON t.doc_id = d.doc_id WHERE d.batch_id = ? AND d.status <> 'rejected' GROUP BY d.doc_id) "
            "WHERE row_count <> 1",
            [batch_id],
        ).fetchall()
        if wrong_count:
            raise NotWhole(f"{wrong_count} of its documents that were read have not one row in {table}")


def _rows(root: Path, files: Sequence[DataFile], table: str) -> str:
    """The rows of a table in these files, as SQL."""
    paths = [root / file.path for file in files if file.table == table and (root / file.path).is_file()]
    if paths:
        return f"SELECT * FROM read_parquet({staging.file_list(paths)}, hive_partitioning = false)"
    columns = BY_NAME[table].schema.names
    return "SELECT " + ", ".join(f'NULL AS "{name}"' for name in columns) + " WHERE false"
