"""Rows about groups of copies and quotations: numbered events, pairs and quotations, each in its month."""

from __future__ import annotations

from datetime import datetime

from tasks.copies.groups import Merge, NewOriginal
from tasks.copies.provenance import Provenance
from tasks.findings import DuplicatePair, SharedSpan
from warehouse.copies.duplicate_rows import event_tables, pair_table, quotation_table
from warehouse.copies.group_changes import Changes
from warehouse.copies.quotations import MatchedQuotation

AT = datetime(2021, 9, 1, 8, 30)
SPAN = SharedSpan(1, 2, 3, 4)
SPAN_ROW = {"start": 1, "end": 2, "original_start": 3, "original_end": 4}


def change(cluster_id: str, original_id: str, previous_id: str) -> NewOriginal:
    return NewOriginal(cluster_id, Provenance(original_id, AT), Provenance(previous_id, datetime(2020, 1, 1)))


def test_events_are_numbered_on_merges_first() -> None:
    changes = Changes([Merge("c2", "c1"), Merge("c3", "c1")], [change("c1", "new", "old")])
    found = {name: table.to_pylist() for name, table in event_tables(changes, 7, AT).items()}
    when = {"month": "2021-09"}
    assert found == {
        "cluster_merges": [
            {"sequence": 7, "cluster_id": "c2", "merged_into": "c1", "merged_at": AT, **when},
            {"sequence": 8, "cluster_id": "c3", "merged_into": "c1", "merged_at": AT, **when},
        ],
        "cluster_originals": [
            {"sequence": 9, "cluster_id": "c1", "original_id": "new", "previous_id": "old", "changed_at": AT, **when}
        ],
    }


def test_a_table_without_events_is_left_out() -> None:
    assert event_tables(Changes(), 0, AT) == {}
    assert list(event_tables(Changes([Merge("c2", "c1")]), 0, AT)) == ["cluster_merges"]
    only_original = event_tables(Changes((), [change("c1", "new", "old")]), 0, AT)
    assert list(only_original) == ["cluster_originals"]
    assert only_original["cluster_originals"]["sequence"].to_pylist() == [0]


def test_pairs_and_quotations_lie_in_the_month_of_their_document() -> None:
    pair = DuplicatePair("d1", "d0", "near", 0.625, "repost", "unknown", (SPAN,))
    assert pair_table([(pair, AT), (pair, datetime(2020, 2, 1))])["month"].to_pylist() == ["2021-09", "2020-02"]
    assert pair_table([(pair, AT)]).to_pylist() == [
        {
            "doc_id": "d1", "original_id": "d0", "level": "near", "score": 0.625, "relation": "repost",
            "reason": "unknown", "evidence": [SPAN_ROW], "month": "2021-09",
        }
    ]  # fmt: skip
    match = MatchedQuotation("d1", 4, "d0", 0.75, (SPAN,))
    assert quotation_table([(match, "2021-07")]).to_pylist() == [
        {
            "doc_id": "d1",
            "segment_id": 4,
            "original_id": "d0",
            "score": 0.75,
            "evidence": [SPAN_ROW],
            "month": "2021-07",
        }
    ]
