"""Rows that a batch adds about groups of duplicates and quotations, beside those of its documents (schema/rows.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from tasks.copies.groups import Merge, NewOriginal
from tasks.findings import DuplicatePair
from warehouse.copies.group_changes import Changes
from warehouse.copies.quotations import MatchedQuotation
from warehouse.schema.finding_tables import CLUSTER_MERGES, CLUSTER_ORIGINALS, QUOTATIONS
from warehouse.schema.rows import DUPLICATE_ROWS, month
from warehouse.schema.table_rows import TableRows


@dataclass(frozen=True, slots=True)
class _MergeEvent:
    """A group that ended: the number of that event in the warehouse, and when it was."""

    sequence: int
    merge: Merge
    merged_at: datetime


@dataclass(frozen=True, slots=True)
class _OriginalEvent:
    """A group that another document stands for: the number of that event in the warehouse, and when it was."""

    sequence: int
    change: NewOriginal
    changed_at: datetime


MERGE_ROWS = TableRows(
    CLUSTER_MERGES, _MergeEvent, object, {"cluster_id": "merge.cluster_id", "merged_into": "merge.merged_into"}
)
ORIGINAL_ROWS = TableRows(
    CLUSTER_ORIGINALS,
    _OriginalEvent,
    object,
    {
        "cluster_id": "change.cluster_id",
        "original_id": "change.original.doc_id",
        "previous_id": "change.previous.doc_id",
    },
)
QUOTATION_ROWS = TableRows(QUOTATIONS, MatchedQuotation, object)


def event_tables(changes: Changes, first_number: int, at: datetime) -> dict[str, pa.Table]:
    """Rows of `cluster_merges` and `cluster_originals` of a batch begun at a time, numbered from there on."""
    merges = [_MergeEvent(number, merge, at) for number, merge in enumerate(changes.merges, first_number)]
    originals = [
        _OriginalEvent(number, change, at)
        for number, change in enumerate(changes.new_originals, first_number + len(merges))
    ]
    tables: dict[str, pa.Table] = {}
    if merges:
        tables["cluster_merges"] = MERGE_ROWS.arrow([(None, merges, month(at))])
    if originals:
        tables["cluster_originals"] = ORIGINAL_ROWS.arrow([(None, originals, month(at))])
    return tables


def pair_table(pairs: Sequence[tuple[DuplicatePair, datetime]]) -> pa.Table:
    """Rows of `duplicates` for copies that are in the archive already, each with the time its month comes from."""
    return DUPLICATE_ROWS.arrow((None, [pair], month(at)) for pair, at in pairs)


def quotation_table(found: Sequence[tuple[MatchedQuotation, str]]) -> pa.Table:
    """Rows of `quotations`, each with the month of its document."""
    return QUOTATION_ROWS.arrow((None, [match], in_month) for match, in_month in found)
