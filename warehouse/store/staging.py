"""From the row files of a batch's shards to its staged files: one per table and month, sorted, synced to disk.

DuckDB sorts and partitions, within a memory limit and with its temporary files on the warehouse's own disk, so a batch
may be larger than memory.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.errors import UnfinishedPublishing
from warehouse.schema.columns import Table
from warehouse.schema.tables import BY_NAME, TABLES
from warehouse.store.commits import DataFile, Store
from warehouse.store.durable import disk_is_full, sync_file, sync_folders

_MADE_OF = {"entity_changes": "entities"}  # tables whose rows are among those of another one
MEMORY_LIMIT = "400MB"
ROW_GROUP_ROW_COUNT = 20_000  # narrow searches read little, and a group of texts stays some 20 MB


def write_rows(staging: Path, shard: str, tables: Mapping[str, pa.Table]) -> None:
    """Write a shard's rows below a batch's staging folder, one Parquet file a table, to be staged later."""
    for name, table in tables.items():
        path = staging / "rows" / name / f"{shard}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, path, compression="lz4")


def clear_rows(staging: Path, shard: str) -> None:
    """Remove the rows of a shard that an earlier attempt wrote: another one may find none for some table."""
    for path in (staging / "rows").glob(f"*/{shard}.parquet"):
        path.unlink()


def stage_batch(store: Store, staging: Path, batch_id: str) -> tuple[DataFile, ...]:
    """Sort, partition and sync the rows below `staging/rows`; returns the files in a fixed order.

    What an earlier attempt left is cleared first. Raises StorageFull where the disk takes no more.
    """
    for left in (staging / "files", staging / "spill"):
        clear(left)
    with disk_errors_explained(store), connect(staging / "spill") as connection:
        return tuple(
            file
            for table in TABLES
            if (rows := sorted((staging / "rows" / _MADE_OF.get(table.name, table.name)).glob("*.parquet")))
            for file in _stage_table(connection, store, staging, table, rows, batch_id)
        )


@contextmanager
def disk_errors_explained(store: Store) -> Iterator[None]:
    """Turn DuckDB's word for a full disk into StorageFull; other errors pass."""
    try:
        yield
    except duckdb.Error as error:
        if "No space left" in str(error) or "File too large" in str(error):
            raise disk_is_full(store.root, str(error).split("\n")[0]) from error
        raise


def clear(folder: Path) -> None:
    """Remove a folder with all it holds; one that is not there is clear."""
    if folder.exists():
        shutil.rmtree(folder)


def connect(spill: Path) -> duckdb.DuckDBPyConnection:
    """A private connection of bounded memory that spills to a folder."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
    connection.execute(f"SET temp_directory = {literal(str(spill))}")
    connection.execute("SET autoinstall_known_extensions = false")
    return connection


def is_storage_fault(error: object) -> bool:
    """Whether the file system failed us, as Python, DuckDB or a publishing says: then another try may help.

    After a fault of its file DuckDB gives up the whole database, which each try opens anew (FatalException).
    """
    return isinstance(error, (OSError, duckdb.IOException, duckdb.FatalException, UnfinishedPublishing))


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def file_list(paths: Sequence[Path]) -> str:
    """Paths as an SQL list, for read_parquet."""
    return "[" + ", ".join(literal(str(path)) for path in paths) + "]"


def _stage_table(
    connection: duckdb.DuckDBPyConnection, store: Store, staging: Path, table: Table, rows: list[Path], batch_id: str
) -> list[DataFile]:
    target = staging / "files" / table.name
    target.parent.mkdir(parents=True, exist_ok=True)
    order = ", ".join(f'"{column}"' for column in ("month", *table.sort_by))
    connection.execute(
        f"COPY ({_selection(store, staging, table, rows)} ORDER BY {order}) TO {literal(str(target))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_ROW_COUNT}, PARTITION_BY (month), "
        "FILENAME_PATTERN 'rows')"
    ).fetchall()
    files = [_staged_file(store, path, table.name, batch_id) for path in sorted(target.glob("month=*/*.parquet"))]
    sync_folders(store.root, [target / "any"])
    return files


def _selection(store: Store, staging: Path, table: Table, rows: list[Path]) -> str:
    """The rows of a batch as a query; entities and quoted documents look at the archive too."""
    new = f"SELECT * FROM read_parquet({file_list(rows)}, hive_partitioning = false)"
    if table.name == "entities":
        return _new_entities(new, store.paths("entities"))
    if table.name == "entity_changes":
        return _earlier_entities(new, [*store.paths("entities"), *store.paths("entity_changes")])
    if table.name == "quoted_documents":
        known = [*store.paths("documents"), *sorted((staging / "rows" / "documents").glob("*.parquet"))]
        return _matched_quotes(new, known, sorted((staging / "rows" / "quotations").glob("*.parquet")))
    return new


def _first_entities(new: str) -> str:
    """Each entity once, as the first document (by month and id) names it."""
    return (
        "SELECT * EXCLUDE (place) FROM (SELECT *, row_number() OVER "
        f"(PARTITION BY entity_id ORDER BY month, first_seen) AS place FROM ({new})) WHERE place = 1"
    )


def _new_entities(new: str, archived: Sequence[Path]) -> str:
    """Each entity once, and only where the archive has it not."""
    if not archived:
        return _first_entities(new)
    known = f"SELECT entity_id FROM read_parquet({file_list(archived)}, hive_partitioning = false)"
    return f"SELECT * FROM ({_first_entities(new)}) WHERE entity_id NOT IN ({known})"


def _earlier_entities(new: str, archived: Sequence[Path]) -> str:
    """Entities that the archive has, and that an earlier document (by month and id) of the batch names."""
    if not archived:
        return f"SELECT * FROM ({new}) WHERE false"
    files = f"read_parquet({file_list(archived)}, hive_partitioning = true, hive_types = {{'month': VARCHAR}})"
    return (
        f"WITH first AS ({_first_entities(new)}), known AS ("
        f"SELECT entity_id, min((month, first_seen)) AS place FROM {files} SEMI JOIN first USING (entity_id) "
        "GROUP BY entity_id) "
        "SELECT first.* FROM first JOIN known USING (entity_id) WHERE (first.month, first.first_seen) < known.place"
    )


def _matched_quotes(new: str, documents: Sequence[Path], by_text: Sequence[Path]) -> str:
    """Quoted documents with the article of the same text, else of the same address, that the archive or batch has."""
    known = (
        "SELECT canonical_url, min(doc_id) AS found "
        f"FROM read_parquet({file_list(documents)}, hive_partitioning = false) "
        f"WHERE canonical_url IN (SELECT url FROM ({new})) AND status <> 'rejected' GROUP BY canonical_url"
    )
    columns = ", ".join(f'q."{c.name}"' for c in BY_NAME["quoted_documents"].columns if c.name != "matched_doc_id")
    by_address = "CASE WHEN k.found <> q.doc_id THEN k.found END"
    joined = f"FROM ({new}) AS q LEFT JOIN ({known}) AS k ON k.canonical_url = q.url"
    if not by_text:
        return f"SELECT {columns}, {by_address} AS matched_doc_id, q.month {joined}"
    texts = f"read_parquet({file_list(by_text)}, hive_partitioning = false)"
    return (
        f"SELECT {columns}, coalesce(t.original_id, {by_address}) AS matched_doc_id, q.month {joined} "
        f"LEFT JOIN {texts} AS t ON t.doc_id = q.doc_id AND t.segment_id = q.segment_id"
    )


def _staged_file(store: Store, path: Path, table: str, batch_id: str) -> DataFile:
    month = path.parent.name.removeprefix("month=")
    path = path.rename(path.parent.parent / f"{month}.parquet")  # one folder a table is one folder to sync
    sync_file(path)
    return DataFile(
        table=table,
        month=month,
        path=f"{table}/month={month}/{batch_id}.parquet",
        staged=str(path.relative_to(store.root)),
        row_count=pq.read_metadata(path).num_rows,
        byte_count=path.stat().st_size,
    )
