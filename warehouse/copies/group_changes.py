"""How groups of duplicates stand now: what later batches changed about documents published before them.

A published row keeps the group it was published with. Where a later document shows two groups to be one, or comes to
stand for a group, that is a row in `cluster_merges` or `cluster_originals`; `documents` and `articles` as they are
asked (ask/database.py) and the next batch's decisions (decide.py) take these rows into account.

What belongs here: reading those two tables. What does not: deciding (decide.py), making their rows (schema/rows.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from tasks.copies.groups import Merge, NewOriginal

CHANGES = ("cluster_merges", "cluster_originals")

# Where a group of documents or articles stands now. A merge names the group that it went into at the time.
_STANDING = """
WITH RECURSIVE walked AS (
    SELECT cluster_id, merged_into FROM cluster_merges
    UNION
    SELECT walked.cluster_id, later.merged_into
    FROM walked JOIN cluster_merges AS later ON later.cluster_id = walked.merged_into
),
merged AS (
    SELECT cluster_id, merged_into FROM walked WHERE merged_into NOT IN (SELECT cluster_id FROM cluster_merges)
),
stood_for AS (
    SELECT cluster_id, max_by(original_id, sequence) AS original_id FROM cluster_originals GROUP BY cluster_id
)
"""
_JOINED = """
LEFT JOIN merged ON merged.cluster_id = published.cluster_id
LEFT JOIN stood_for ON stood_for.cluster_id = coalesce(merged.merged_into, published.cluster_id)
"""
_REPLACED = {
    "articles": """coalesce(merged.merged_into, published.cluster_id) AS cluster_id,
    coalesce(stood_for.original_id = published.doc_id, published.is_original) AS is_original""",
    "documents": """coalesce(merged.merged_into, published.cluster_id) AS cluster_id,
    CASE WHEN stood_for.original_id IS NULL OR published.status = 'rejected' THEN published.status
        WHEN stood_for.original_id = published.doc_id THEN 'loaded' ELSE 'duplicate' END AS status,
    CASE WHEN stood_for.original_id IS NULL OR published.status = 'rejected' THEN published.duplicate_of
        WHEN stood_for.original_id <> published.doc_id THEN stood_for.original_id END AS duplicate_of""",
}


def as_it_stands(table: str, published: str) -> str:
    """A query for a table with its groups as they stand now, over a query for the rows as they were published."""
    if table not in _REPLACED:
        return published
    return f"{_STANDING} SELECT published.* REPLACE ({_REPLACED[table]}) FROM ({published}) AS published {_JOINED}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Later groups by the ones that ended in them, and originals of groups where they changed since."""

    merged_into: Mapping[str, str] = field(default_factory=dict)
    originals: Mapping[str, str] = field(default_factory=dict)
    event_count: int = 0

    def cluster(self, cluster_id: str) -> str:
        """The group that goes on in the place of this one."""
        while cluster_id in self.merged_into:
            cluster_id = self.merged_into[cluster_id]
        return cluster_id

    def original(self, cluster_id: str, published: str) -> str:
        """The document that stands for a group, given the one it was published with."""
        return self.originals.get(cluster_id, published)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a batch changes about groups of the archive."""

    merges: Sequence[Merge] = ()
    new_originals: Sequence[NewOriginal] = ()


NO_CHANGES = Changes()
NOTHING_CHANGED = Standing()


def read_standing(merge_files: Sequence[Path], original_files: Sequence[Path]) -> Standing:
    """How groups stand, from the files of `cluster_merges` and `cluster_originals`."""
    merges = [row for path in merge_files for row in pq.ParquetFile(path).read().to_pylist()]
    changed = [row for path in original_files for row in pq.ParquetFile(path).read().to_pylist()]
    changed.sort(key=lambda row: int(row["sequence"]))
    return Standing(
        merged_into={row["cluster_id"]: row["merged_into"] for row in merges},
        originals={row["cluster_id"]: row["original_id"] for row in changed},
        event_count=1 + max((row["sequence"] for row in (*merges, *changed)), default=-1),
    )
