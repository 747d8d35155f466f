"""Decide the groups of duplicates of the whole archive again, and publish what differs as one commit.

If nothing differs, nothing is written. Otherwise each file that holds a document with another group or original is
rewritten, and the commit that adds the new files removes the old ones. A group keeps its id as long as its original is
in it. If groups turn out to be one, the other ids end with a row in `cluster_merges`. Documents split off from a group
get an id that was never used.

What belongs here: the difference and its files. What does not: deciding (copies/decide.py), publishing
(store/writer.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from tasks.copies.compare import DuplicateRules
from tasks.copies.groups import Merge, NewOriginal, Outcome
from tasks.copies.provenance import Provenance
from warehouse.copies import duplicate_rows
from warehouse.copies.decide import regroup
from warehouse.copies.group_changes import Changes, CurrentGroups, read_current_groups
from warehouse.copies.read_bodies import Bodies
from warehouse.store import staging
from warehouse.store.commits import CommitRecord, DataFile, Store
from warehouse.store.writer import Writer

_REWRITTEN = {
    "documents": """
        coalesce(moved.cluster_id, old.cluster_id) AS cluster_id,
        CASE WHEN moved.doc_id IS NULL THEN old.status
            WHEN moved.original_id = old.doc_id THEN 'loaded' ELSE 'duplicate' END AS status,
        CASE WHEN moved.doc_id IS NULL THEN old.duplicate_of
            WHEN moved.original_id <> old.doc_id THEN moved.original_id END AS duplicate_of""",
    "articles": """
        coalesce(moved.cluster_id, old.cluster_id) AS cluster_id,
        coalesce(moved.original_id = old.doc_id, old.is_original) AS is_original""",
    "fingerprints": """
        coalesce(moved.cluster_id, old.cluster_id) AS cluster_id,
        coalesce(moved.original_id, old.original_id) AS original_id""",
}


@dataclass(frozen=True, slots=True)
class Regrouping:
    """How many documents and groups there are, and how many of them changed when they were decided again."""

    document_count: int
    group_count: int
    changed_document_count: int = 0
    merged_group_count: int = 0
    new_group_count: int = 0
    changed_original_count: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """The group that a document is in, and the group's original."""

    cluster_id: str
    original_id: str


@dataclass(frozen=True, slots=True)
class _Difference:
    """The new place of each document that moved, and the changes of groups that follow."""

    moved: Mapping[str, _Place]
    changes: Changes
    new_cluster_ids: Collection[str]


def regroup_archive(
    writer: Writer, rules: DuplicateRules, run_id: str, started_at: datetime, reread: Collection[str] = ()
) -> Regrouping:
    """Decide on all documents of the archive again and publish what differs. `started_at` is naive UTC.

    The evidence of documents that were `reread` is made anew, even where they stay in their groups.
    """
    store = writer.store
    files = store.paths("fingerprints")
    groups_now = read_current_groups(store.paths("cluster_merges"), store.paths("cluster_originals"))
    bodies = Bodies([], store.paths("articles"))
    outcome, pairs = regroup(files, bodies.read, rules)
    difference = _difference(outcome, _current(files, groups_now), groups_now)
    moved_count = len(difference.moved)
    difference = _with_reread(difference, outcome, _current(files, groups_now), _paired(store, reread))
    if difference.moved:
        name = f"regrouped-{run_id}"
        folder = writer.new_staging(name)
        removed = _rewrite(store, folder, difference.moved)
        new_rows = duplicate_rows.event_tables(difference.changes, groups_now.event_count, started_at)
        if new_pairs := [(pair, at) for pair, at in pairs if pair.doc_id in difference.moved]:
            new_rows["duplicates"] = duplicate_rows.pair_table(new_pairs)
        staging.write_rows(folder, "new", new_rows)
        added = staging.stage_batch(store, folder, name)
        writer.publish(CommitRecord.now(name, run_id, added, tuple(removed)))
    return Regrouping(
        document_count=len(outcome.cluster_ids),
        group_count=len(outcome.originals),
        changed_document_count=moved_count,
        merged_group_count=len(difference.changes.merges),
        new_group_count=len(difference.new_cluster_ids),
        changed_original_count=len(difference.changes.new_originals),
    )


def _current(files: Sequence[Path], groups_now: CurrentGroups) -> dict[str, _Place]:
    """The current place of every document, by doc_id."""
    found: dict[str, _Place] = {}
    for path in files:
        table = pq.ParquetFile(path).read(columns=["doc_id", "cluster_id", "original_id"])
        for doc_id, stored_id, original_id in zip(*(column.to_pylist() for column in table.columns), strict=True):
            cluster_id = groups_now.cluster(stored_id)
            found[doc_id] = _Place(cluster_id, groups_now.original(cluster_id, original_id))
    return found


def _difference(outcome: Outcome, current: Mapping[str, _Place], groups_now: CurrentGroups) -> _Difference:
    names, merges, changes = _named(outcome, current)
    used = {place.cluster_id for place in current.values()} | groups_now.merged_into.keys()
    new_names = {found: _unused(first.doc_id, used) for found, first in outcome.originals.items() if found not in names}
    names |= new_names
    moved = {
        doc_id: place
        for doc_id, found in outcome.cluster_ids.items()
        if (place := _Place(names[found], outcome.originals[found].doc_id)) != current[doc_id]
    }
    return _Difference(moved, Changes(merges, changes), sorted(new_names.values()))


def _paired(store: Store, reread: Collection[str]) -> set[str]:
    """Documents that were read anew, and those that are said to repeat one of them."""
    found = set(reread)
    for path in store.paths("duplicates") if reread else ():
        table = pq.ParquetFile(path).read(columns=["doc_id", "original_id"])
        pairs = zip(*(column.to_pylist() for column in table.columns), strict=True)
        found |= {doc_id for doc_id, original_id in pairs if original_id in reread}
    return found


def _with_reread(
    difference: _Difference, outcome: Outcome, current: Mapping[str, _Place], doc_ids: Collection[str]
) -> _Difference:
    """The difference with documents that stay where they are, so that their rows are written anew as well."""
    staying = {
        doc_id: current[doc_id]
        for doc_id in doc_ids
        if doc_id in outcome.cluster_ids and doc_id not in difference.moved
    }
    return _Difference({**difference.moved, **staying}, difference.changes, difference.new_cluster_ids)


def _named(outcome: Outcome, current: Mapping[str, _Place]) -> tuple[dict[str, str], list[Merge], list[NewOriginal]]:
    """Match the groups found with those of the archive, by the archive's originals that are in them.

    Returns the id to use for each group found that keeps one, the groups that end, and the originals that change.
    """
    original_of = {place.cluster_id: place.original_id for place in current.values()}
    inside: dict[str, list[str]] = {}
    for cluster_id, original_id in sorted(original_of.items()):
        if original_id in outcome.cluster_ids:
            inside.setdefault(outcome.cluster_ids[original_id], []).append(cluster_id)
    names: dict[str, str] = {}
    merges, changes = [], []
    for found, cluster_ids in inside.items():
        first = outcome.originals[found]
        name = next((id_ for id_ in cluster_ids if original_of[id_] == first.doc_id), cluster_ids[0])
        names[found] = name
        merges += [Merge(cluster_id, name) for cluster_id in cluster_ids if cluster_id != name]
        changes += [
            NewOriginal(name, first, Provenance(original_of[cluster_id], first.order_at))
            for cluster_id in cluster_ids
            if original_of[cluster_id] != first.doc_id
        ]
    return names, merges, changes


def _unused(doc_id: str, used: Collection[str]) -> str:
    """An id for a group that was split off: its original's id, `id.2`, `id.3` … where that was used before."""
    number = 1
    name = doc_id
    while name in used:
        number += 1
        name = f"{doc_id}.{number}"
    return name


def _rewrite(store: Store, folder: Path, moved: Mapping[str, _Place]) -> list[str]:
    """Write the rows of files with documents that moved below `folder`, to be staged; returns the files' paths."""
    connection = staging.connect(folder / "spill")
    try:
        connection.register("moved", _arrow(moved))
        removed: list[str] = []
        for table in (*_REWRITTEN, "duplicates"):
            for month, files in sorted(_affected(connection, store, table).items()):
                target = folder / "rows" / table / f"{month}.parquet"
                target.parent.mkdir(parents=True, exist_ok=True)
                listed = staging.file_list([store.existing(file) for file in files])
                connection.execute(
                    f"COPY ({_query(table, listed, month)}) TO {staging.literal(str(target))} (FORMAT parquet)"
                ).fetchall()
                removed += [file.path for file in files]
        return removed
    finally:
        connection.close()


def _query(table: str, listed: str, month: str) -> str:
    """The rows of these files as they are from now on; pairs of documents that moved are left out."""
    files = f"read_parquet({listed}, hive_partitioning = false) AS old"
    if table == "duplicates":
        return f"SELECT old.*, '{month}' AS month FROM {files} ANTI JOIN moved USING (doc_id)"
    replaced = _REWRITTEN[table]
    return f"SELECT old.* REPLACE ({replaced}), '{month}' AS month FROM {files} LEFT JOIN moved USING (doc_id)"


def _affected(connection: duckdb.DuckDBPyConnection, store: Store, table: str) -> dict[str, list[DataFile]]:
    """The files of a table that hold a document that moved, by month."""
    found: dict[str, list[DataFile]] = {}
    for file in store.files_of(table):
        listed = staging.file_list([store.existing(file)])
        query = f"SELECT 1 FROM read_parquet({listed}, hive_partitioning = false) SEMI JOIN moved USING (doc_id)"
        if connection.execute(f"{query} LIMIT 1").fetchall():
            found.setdefault(file.month, []).append(file)
    return found


def _arrow(moved: Mapping[str, _Place]) -> pa.Table:
    columns = {
        "doc_id": list(moved),
        "cluster_id": [place.cluster_id for place in moved.values()],
        "original_id": [place.original_id for place in moved.values()],
    }
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
