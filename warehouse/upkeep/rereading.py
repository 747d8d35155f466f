"""Documents read anew from their raw copies: which can be, their new rows in the place of the old ones, what changed.

What belongs here: looking up, comparing, one commit. What does not: reading itself (flows/reprocessing.py), the groups
of copies that follow (regrouping.py), quotations (requoting.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from tasks.copies.decision import Decision
from tasks.records import Status
from warehouse.ask.database import Warehouse
from warehouse.schema.columns import Table
from warehouse.schema.tables import BATCHES, BY_NAME, TABLES
from warehouse.store import staging
from warehouse.store.commits import CommitRecord, DataFile, Store
from warehouse.store.writer import Writer

# Rows that name a document and are not made by reading it: of groups, of other documents, of entities as first named.
_OTHERS = frozenset({"entities", "entity_changes", "cluster_merges", "cluster_originals", "duplicates"})
REREAD = tuple(table for table in TABLES if "doc_id" in table.schema.names and table.name not in _OTHERS)
_NOT_WHAT_IT_SAYS = ("batch_id", "parser_version", "cluster_id", "original_id", "story_id", "joined_at")
_GROUPED = ("layer", "kind", "type")
_REFUSED_BY_SERVER = "http_error"  # the status of the answer decided, which is not kept
_CANDIDATES = """
SELECT d.doc_id, d.content_sha256, coalesce(f.page_hash, d.doc_id) AS page, d.month
FROM documents AS d LEFT JOIN fingerprints AS f USING (doc_id)
"""
_TOGETHER = f"""
SELECT doc_id, content_sha256, page, min(month) OVER (PARTITION BY page)
FROM ({_CANDIDATES}) WHERE page IN (SELECT unnest($pages::VARCHAR[]))
"""
_STORED = """
SELECT d.doc_id, d.source, d.source_id, d.url, d.fetched_at, d.media_type, d.content_sha256, d.detail, d.status,
    d.duplicate_of, d.cluster_id, d.batch_id, b.started_at, s.story_id, s.score, f.page_hash,
    count(*) OVER (PARTITION BY d.cluster_id) = 1 OR d.cluster_id IS NULL AS is_alone
FROM documents AS d JOIN batches AS b USING (batch_id) LEFT JOIN stories AS s USING (doc_id)
LEFT JOIN fingerprints AS f USING (doc_id)
WHERE d.doc_id IN (SELECT unnest($ids)) OR d.cluster_id IN (
    SELECT cluster_id FROM documents WHERE doc_id IN (SELECT unnest($ids)) AND cluster_id IS NOT NULL)
QUALIFY d.doc_id IN (SELECT unnest($ids))
"""
_QUOTED = "SELECT DISTINCT original_id FROM quotations WHERE original_id IN (SELECT unnest($ids))"


@dataclass(frozen=True, slots=True)
class Selection:
    """Documents to read anew, by month and with those of one reading text together; and those that cannot be."""

    doc_ids: tuple[str, ...]
    pages: tuple[str, ...]  # of each, what is the same for documents with one reading text
    without_copy_count: int = 0
    shared_count: int = 0  # left, because one with the same reading text has no copy: its names stand on the other


@dataclass(frozen=True, slots=True)
class Stored:
    """What the archive holds of a document that is to be read anew."""

    doc_id: str
    source: str
    source_id: str | None
    url: str | None
    fetched_at: datetime | None
    media_type: str | None
    content_sha256: str
    detail: str | None
    status: Status
    duplicate_of: str | None
    cluster_id: str | None
    batch_id: str
    started_at: datetime
    story_id: str | None
    story_score: float | None
    page_hash: str | None  # the same for documents with one reading text
    is_alone: bool  # nothing repeats it or quotes it

    def decision(self, same_page_as: str | None) -> Decision:
        """Its place among other documents, which stays until groups are decided anew."""
        cluster_id = self.cluster_id or self.doc_id
        is_copy = self.status is Status.DUPLICATE
        status = Status.DUPLICATE if is_copy else Status.LOADED
        return Decision(
            status, self.duplicate_of, cluster_id, not is_copy, None, self.story_id, self.story_score, same_page_as
        )


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows of a table (of a layer and kind, where it has such) went and came."""

    table: str
    group: str
    gone_count: int
    new_count: int


def select(opened: Warehouse, condition: str, values: Mapping[str, object], kept: Collection[str]) -> Selection:
    """The documents for which a condition on `documents` holds, and whose contents are among those `kept`.

    Raises BadQuery where the condition is none.
    """
    query = f"{_CANDIDATES} WHERE d.doc_id IN (SELECT doc_id FROM documents WHERE {condition}\n)"
    not_theirs = f" AND d.reason IS DISTINCT FROM '{_REFUSED_BY_SERVER}'"
    chosen = opened.rows(query + not_theirs, values)[1]
    pages = sorted({str(page) for _, _, page, _ in chosen})
    together = opened.rows(_TOGETHER, {"pages": pages})[1]
    lacking = {str(page) for _, sha256, page, _ in together if str(sha256) not in kept}
    found = sorted((str(month), str(page), str(doc_id)) for doc_id, _, page, month in together)
    found = [(month, page, doc_id) for month, page, doc_id in found if page not in lacking]
    without = sum(str(sha256) not in kept for _, sha256, _, _ in chosen)
    shared = sum(str(sha256) in kept and str(page) in lacking for _, sha256, page, _ in chosen)
    return Selection(tuple(doc for _, _, doc in found), tuple(page for _, page, _ in found), without, shared)


def stored_documents(opened: Warehouse, doc_ids: Sequence[str]) -> list[Stored]:
    """What the archive holds of documents; those that it does not hold any more are left out."""
    ids = {"ids": list(doc_ids)}
    quoted = {str(doc_id) for (doc_id,) in opened.rows(_QUOTED, ids)[1]}
    found = []
    for row in opened.rows(_STORED, ids)[1]:
        *facts, is_alone = row
        doc_id = str(facts[0])
        fields: list[Any] = [*facts[:8], Status(str(facts[8])), *facts[9:], bool(is_alone) and doc_id not in quoted]
        found.append(Stored(*fields))
    return sorted(found, key=lambda stored: (stored.batch_id, stored.doc_id))


def replace_rows(writer: Writer, folder: Path, batch_id: str, run_id: str, doc_ids: Sequence[str]) -> list[DataFile]:
    """Publish the rows staged below `folder/rows` in the place of the old ones of these documents, as one commit.

    Returns the files that came. Raises StorageFull, DamagedWarehouse; then nothing was changed.
    """
    with staging.disk_errors_explained(writer.store), staging.connect(folder / "spill") as connection:
        _register(connection, doc_ids)
        removed = _keep_others(connection, writer.store, folder)
        removed += _count_batches(connection, writer.store, folder)
    added = staging.stage_batch(writer.store, folder, batch_id)
    writer.publish(CommitRecord.now(batch_id, run_id, added, tuple(removed)))
    return list(added)


def _register(connection: duckdb.DuckDBPyConnection, doc_ids: Sequence[str]) -> None:
    connection.execute("CREATE TEMP TABLE reread AS SELECT unnest($ids::VARCHAR[]) AS doc_id", {"ids": list(doc_ids)})


def _keep_others(connection: duckdb.DuckDBPyConnection, store: Store, folder: Path) -> list[str]:
    """Stage the rows that other documents have in the files of these; returns the files' paths."""
    removed: list[str] = []
    for table in REREAD:
        for number, file in enumerate(store.files_of(table.name)):
            rows = f"read_parquet({staging.file_list([store.existing(file)])}, hive_partitioning = false)"
            if not connection.execute(f"SELECT 1 FROM {rows} SEMI JOIN reread USING (doc_id) LIMIT 1").fetchall():
                continue
            target = _target(folder, table, f"kept-{number:06d}")
            others = f"SELECT *, '{file.month}' AS month FROM {rows} ANTI JOIN reread USING (doc_id)"
            connection.execute(f"COPY ({others}) TO {staging.literal(str(target))} (FORMAT parquet)").fetchall()
            removed.append(file.path)
    return removed


def _target(folder: Path, table: Table, name: str) -> Path:
    target = folder / "rows" / table.name / f"{name}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _count_batches(connection: duckdb.DuckDBPyConnection, store: Store, folder: Path) -> list[str]:
    """Stage the rows of batches with as many documents loaded and refused as there are from now on."""
    new = sorted((folder / "rows" / "documents").glob("*.parquet"))
    known = [store.existing(file) for file in store.files_of("documents")]
    files = (staging.file_list(paths) for paths in (new, known))
    new_rows, old_rows = (
        f"read_parquet({listed}, hive_partitioning = false, union_by_name = true)" for listed in files
    )
    connection.execute(
        f"CREATE TEMP TABLE counts AS WITH now AS (SELECT doc_id, batch_id, status FROM {new_rows} UNION ALL "
        f"SELECT doc_id, batch_id, status FROM {old_rows} "
        f"WHERE doc_id NOT IN (SELECT doc_id FROM {new_rows})) "
        "SELECT batch_id, count(*) FILTER (status = 'loaded') AS loaded, count(*) FILTER (status = 'duplicate') "
        "AS doubled, count(*) FILTER (status = 'rejected') AS refused FROM now GROUP BY batch_id"
    )
    removed = []
    for number, file in enumerate(store.files_of(BATCHES.name)):
        rows = f"read_parquet({staging.file_list([store.existing(file)])}, hive_partitioning = false)"
        differs = f"SELECT 1 FROM {rows} AS r JOIN counts AS c USING (batch_id) WHERE r.rejected_count <> c.refused"
        if not connection.execute(f"{differs} LIMIT 1").fetchall():
            continue
        target = _target(folder, BATCHES, f"counted-{number:06d}")
        counted = (
            "SELECT r.* REPLACE (coalesce(c.loaded, 0) AS loaded_count, coalesce(c.doubled, 0) AS duplicate_count, "
            f"coalesce(c.refused, 0) AS rejected_count), '{file.month}' AS month FROM {rows} AS r "
            "LEFT JOIN counts AS c USING (batch_id)"
        )
        connection.execute(f"COPY ({counted}) TO {staging.literal(str(target))} (FORMAT parquet)").fetchall()
        removed.append(file.path)
    return removed


def compare(store: Store, folder: Path, doc_ids: Sequence[str]) -> tuple[list[Change], list[str]]:
    """What the staged rows of documents say other than the published ones, by table, layer and kind; and of which."""
    changes: list[Change] = []
    changed: set[str] = set()
    with staging.connect(folder / "spill") as connection:
        _register(connection, doc_ids)
        for table in REREAD:
            old = [store.existing(file) for file in store.files_of(table.name)]
            new = sorted((folder / "rows" / table.name).glob("*.parquet"))
            if not old and not new:
                continue
            connection.execute(_differences(table, old, new))
            groups = [name for name in _GROUPED if name in table.schema.names]
            group = f"concat_ws(' ', {', '.join(groups)})" if groups else "''"
            counted = connection.execute(
                f"SELECT {group}, count(*) FILTER (NOT is_new), count(*) FILTER (is_new) FROM differences "
                "GROUP BY 1 ORDER BY 1"
            ).fetchall()
            changes += [Change(table.name, *row) for row in counted]
            changed |= {row[0] for row in connection.execute("SELECT DISTINCT doc_id FROM differences").fetchall()}
    return changes, sorted(changed)


def _differences(table: Table, old: Sequence[Path], new: Sequence[Path]) -> str:
    """SQL that makes the table `differences`: rows that go and rows that come, without what follows later."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns if column.name not in _NOT_WHAT_IT_SAYS)

    def rows(paths: Sequence[Path]) -> str:
        if not paths:
            return f"(SELECT {columns} FROM (SELECT {_nothing(table)}) WHERE false)"
        files = f"read_parquet({staging.file_list(paths)}, hive_partitioning = false)"
        return f"(SELECT {columns} FROM {files} SEMI JOIN reread USING (doc_id))"

    return (
        "CREATE OR REPLACE TEMP TABLE differences AS "
        f"(SELECT *, false AS is_new FROM ({rows(old)} EXCEPT ALL {rows(new)})) UNION ALL "
        f"(SELECT *, true AS is_new FROM ({rows(new)} EXCEPT ALL {rows(old)}))"
    )


def _nothing(table: Table) -> str:
    return ", ".join(f'NULL AS "{column.name}"' for column in BY_NAME[table.name].columns)
