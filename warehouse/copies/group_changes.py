"""The current groups of duplicates: what later batches changed about documents published before them.

A published row keeps the group it was published with. Where a later document shows two groups to be one, or becomes
the original of a group, a row in `cluster_merges` or `cluster_originals` says so. The views `documents` and `articles`
(ask/database.py) and the decisions on the next batch (decide.py) take these rows into account.

What belongs here: reading those two tables. What does not: deciding (decide.py), making their rows (duplicate_rows.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from tasks.copies.groups import Merge, NewOriginal

CHANGES = ("cluster_merges", "cluster_originals")

# The current group and original. A merge names the group as it was at the time, which may have been merged since.
_CURRENT = """
WITH RECURSIVE walked AS (
    SELECT cluster_id, merged_into FROM cluster_merges
    UNION
    SELECT walked.cluster_id, later.merged_into
    FROM walked JOIN cluster_merges AS later ON later.cluster_id = walked.merged_into
),
merged AS (
    SELECT cluster_id, merged_into FROM walked WHERE merged_into NOT IN (SELECT cluster_id FROM cluster_merges)
),
changed AS (
    SELECT cluster_id, max_by(original_id, sequence) AS original_id FROM cluster_originals GROUP BY cluster_id
)
"""
_JOINED = """
LEFT JOIN merged ON merged.cluster_id = published.cluster_id
LEFT JOIN changed ON changed.cluster_id = coalesce(merged.merged_into, published.cluster_id)
"""
_REPLACED = {
    "articles": """coalesce(merged.merged_into, published.cluster_id) AS cluster_id,
    coalesce(changed.original_id = published.doc_id, published.is_original) AS is_original""",
    "documents": """coalesce(merged.merged_into, published.cluster_id) AS cluster_id,
    CASE WHEN changed.original_id IS NULL OR published.status = 'rejected' THEN published.status
        WHEN changed.original_id = published.doc_id THEN 'loaded' ELSE 'duplicate' END AS status,
    CASE WHEN changed.original_id IS NULL OR published.status = 'rejected' THEN published.duplicate_of
        WHEN changed.original_id <> published.doc_id THEN changed.original_id END AS duplicate_of""",
}


def current_rows(table: str, published: str) -> str:
    """A query for the rows of a table with their current groups, given a query for the rows as published."""
    if table not in _REPLACED:
        return published
    return f"{_CURRENT} SELECT published.* REPLACE ({_REPLACED[table]}) FROM ({published}) AS published {_JOINED}"


@dataclass(frozen=True, slots=True)
class CurrentGroups:
    """What changed since groups were published: the group each ended one was merged into, and new originals.

    `event_count` is how many such changes the warehouse has; the next one gets this number.
    """

    merged_into: Mapping[str, str] = field(default_factory=dict)
    originals: Mapping[str, str] = field(default_factory=dict)
    event_count: int = 0

    def cluster(self, cluster_id: str) -> str:
        """The group that this one is part of now, itself where it was never merged."""
        while cluster_id in self.merged_into:
            cluster_id = self.merged_into[cluster_id]
        return cluster_id

    def original(self, cluster_id: str, published: str) -> str:
        """The current original of a group, given the one it was published with."""
        return self.originals.get(cluster_id, published)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a batch changes about groups of the archive."""

    merges: Sequence[Merge] = ()
    new_originals: Sequence[NewOriginal] = ()


NO_CHANGES = Changes()
AS_PUBLISHED = CurrentGroups()


def read_current_groups(merge_files: Sequence[Path], original_files: Sequence[Path]) -> CurrentGroups:
    """Read what changed from the files of `cluster_merges` and `cluster_originals`; the latest original counts."""
    merges = [row for path in merge_files for row in pq.ParquetFile(path).read().to_pylist()]
    changed = [row for path in original_files for row in pq.ParquetFile(path).read().to_pylist()]
    changed.sort(key=lambda row: int(row["sequence"]))
    return CurrentGroups(
        merged_into={row["cluster_id"]: row["merged_into"] for row in merges},
        originals={row["cluster_id"]: row["original_id"] for row in changed},
        event_count=1 + max((row["sequence"] for row in (*merges, *changed)), default=-1),
    )
