"""Findings point into the text of the article they were found in, in one way for all of them."""

from __future__ import annotations

import pyarrow as pa
import pytest

from warehouse.schema.columns import COUNT, SHARED_SPANS, SPAN, TEXT, Table
from warehouse.schema.finding_tables import (
    CLUSTER_MERGES,
    CLUSTER_ORIGINALS,
    DUPLICATES,
    FINGERPRINTS,
    MATCHES,
    MENTIONS,
    QUOTATIONS,
    STATEMENTS,
    STORIES,
    TIMEXES,
)


@pytest.mark.parametrize("table", [MENTIONS, TIMEXES, STATEMENTS, MATCHES], ids=lambda table: table.name)
def test_a_finding_has_the_columns_of_a_span_in_a_row_and_is_sorted_by_where_it_stands(table: Table) -> None:
    names = [column.name for column in table.columns]
    start = names.index("doc_id")
    assert table.columns[start : start + 5] == SPAN
    assert [column.name for column in SPAN] == ["doc_id", "segment_id", "layer", "start", "end"]
    assert table.sort_by[-2:] == ("doc_id", "start")
    assert {"doc_id", "start"} <= set(table.key)


def test_findings_that_may_begin_at_one_place_are_told_apart_by_their_end() -> None:
    assert [table.name for table in (MENTIONS, TIMEXES, STATEMENTS, MATCHES) if "end" not in table.key] == ["mentions"]
    assert "watchlist" in MATCHES.key


def test_parts_of_a_statement_have_both_ends() -> None:
    types = {column.name: column.type for column in STATEMENTS.columns}
    for part in ("speaker", "cue"):
        assert (types[part], types[f"{part}_start"], types[f"{part}_end"]) == (TEXT, COUNT, COUNT)


def test_copies_and_quotations_give_evidence_in_one_form() -> None:
    for table in (DUPLICATES, QUOTATIONS):
        assert table.schema.field("evidence").type == SHARED_SPANS
    names = [field.name for field in SHARED_SPANS.value_type]
    assert names == ["start", "end", "original_start", "original_end"]


def test_a_document_is_in_one_story_and_a_pair_or_a_quotation_stands_once() -> None:
    assert STORIES.key == ("doc_id",)
    assert DUPLICATES.key == ("doc_id", "original_id")
    assert QUOTATIONS.key == ("doc_id", "segment_id")


def test_a_group_ends_once_and_may_change_its_original_often() -> None:
    assert CLUSTER_MERGES.key == ("cluster_id",)
    assert CLUSTER_ORIGINALS.key == ("sequence",)
    assert CLUSTER_MERGES.sort_by == CLUSTER_ORIGINALS.sort_by == ("sequence",)


def test_fingerprints_hold_what_is_decided_last_and_hashes_of_64_bits() -> None:
    assert FINGERPRINTS.schema.names[-3:] == ["cluster_id", "original_id", "story_id"]
    assert FINGERPRINTS.schema.field("bands").type == FINGERPRINTS.schema.field("terms").type == pa.list_(pa.uint64())
    assert FINGERPRINTS.sort_by == ("order_at", "doc_id")  # a look-back window reads neighbouring row groups
