"""Rows that a batch adds about groups of duplicates and quotations, beside those of its documents (schema/rows.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

import pyarrow as pa

from tasks.findings import DuplicatePair
from warehouse.copies.group_changes import Changes
from warehouse.copies.quotations import MatchedQuotation
from warehouse.schema.rows import Row, arrow_table, pair_row
from warehouse.schema.tables import BY_NAME


def event_tables(changes: Changes, first_number: int, at: datetime) -> dict[str, pa.Table]:
    """Rows of `cluster_merges` and `cluster_originals` of a batch begun at a time, numbered from there on."""
    merges: list[Row] = [
        (number, merge.cluster_id, merge.merged_into, at) for number, merge in enumerate(changes.merges, first_number)
    ]
    originals: list[Row] = [
        (number, new.cluster_id, new.original.doc_id, new.previous.doc_id, at)
        for number, new in enumerate(changes.new_originals, first_number + len(merges))
    ]
    month = f"{at:%Y-%m}"
    tables = {"cluster_merges": merges, "cluster_originals": originals}
    return {name: arrow_table(BY_NAME[name], rows, [month] * len(rows)) for name, rows in tables.items() if rows}


def pair_table(pairs: Sequence[tuple[DuplicatePair, datetime]]) -> pa.Table:
    """Rows of `duplicates` for copies that are in the archive already, each with the time its month comes from."""
    months = [at.date().isoformat()[:7] for _, at in pairs]
    return arrow_table(BY_NAME["duplicates"], [pair_row(pair) for pair, _ in pairs], months)


def quotation_table(found: Sequence[tuple[MatchedQuotation, str]]) -> pa.Table:
    """Rows of `quotations`, each with the month of its document."""
    quotations: list[Row] = [
        (q.doc_id, q.segment_id, q.original_id, q.score, [asdict(span) for span in q.evidence]) for q, _ in found
    ]
    return arrow_table(BY_NAME["quotations"], quotations, [month for _, month in found])
