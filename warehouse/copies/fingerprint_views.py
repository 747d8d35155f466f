"""Fingerprint files as views of a private DuckDB connection: a batch, the archive, and what of it lies near enough.

What belongs here: opening files, bounds of memory and time. What does not: any question asked of them (candidates.py,
shared_keys.py).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from tasks.copies.compare import DuplicateRules
from warehouse.schema.finding_tables import FINGERPRINTS
from warehouse.store.staging import connect, file_list

PROVENANCE = "doc_id, order_at, published_precision, version_at, site, url, credit, credit_reason"

_BATCH_SPAN = "SELECT min(order_at), max(order_at) FROM batch"

# The look-back window around the batch, and the batch.
_EVERYTHING = f"""
CREATE VIEW everything AS
SELECT {PROVENANCE}, text_hash, shingle_count, bands, NULL AS cluster_id, NULL AS original_id, true AS is_new
FROM batch
UNION ALL
SELECT {PROVENANCE}, text_hash, shingle_count, bands, cluster_id, original_id, false FROM recent
"""


@dataclass(frozen=True, slots=True)
class Views:
    """A connection with the views `batch`, `archive`, `recent` and `everything`, and a folder for its passing files."""

    connection: duckdb.DuckDBPyConnection
    folder: Path


@contextmanager
def open_views(
    batch_files: Sequence[Path], archive_files: Sequence[Path], rules: DuplicateRules, near: Path | None = None
) -> Iterator[Views]:
    """Views of these fingerprint files, on a private connection of bounded memory.

    `recent` is the archive no more than the look-back window away from the batch, less the documents decided anew.
    What does not fit into memory spills into a folder of its own below `near`, else beside the batch's first file.
    """
    parent = near or (batch_files[0].parent if batch_files else None)
    with tempfile.TemporaryDirectory(prefix="spill-", dir=parent) as spill, connect(Path(spill)) as connection:
        connection.execute("SET preserve_insertion_order = false")
        _view(connection, "batch", batch_files)
        _view(connection, "archive", archive_files)
        [(first_at, last_at)] = connection.execute(_BATCH_SPAN).fetchall()
        _view_window(connection, (first_at, last_at), rules.look_back_days)
        connection.execute(_EVERYTHING)
        yield Views(connection, Path(spill))


def files_query(paths: Sequence[Path]) -> str:
    """The rows of Parquet files as a query."""
    return f"SELECT * FROM read_parquet({file_list(paths)}, hive_partitioning = false)"


def _view(connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path]) -> None:
    """A view of fingerprint files; of none, an empty table of the same columns."""
    if files:
        connection.execute(f"CREATE VIEW {name} AS {files_query(files)}")
    else:
        connection.register(name, FINGERPRINTS.schema.empty_table())


def _view_window(
    connection: duckdb.DuckDBPyConnection, span: tuple[datetime | None, datetime | None], days: int | None
) -> None:
    first_at, last_at = span
    window = ""
    if days is not None and first_at is not None and last_at is not None:
        window = (
            f" WHERE order_at BETWEEN TIMESTAMP '{first_at}' - INTERVAL {days:d} DAY"
            f" AND TIMESTAMP '{last_at}' + INTERVAL {days:d} DAY"
        )
    connection.execute(
        "CREATE VIEW recent AS SELECT * FROM archive "
        f"ANTI JOIN (SELECT doc_id FROM batch) AS anew USING (doc_id){window}"
    )
