"""Every check passes a sound warehouse and finds each fault that is planted for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb
import pytest

from tasks.records import RejectReason, Status
from tests.warehouse.made_up_warehouse import asked, documents, findings, opened
from warehouse.ask.checks import (
    all_checks,
    key_checks,
    month_checks,
    reference_checks,
    segment_checks,
    span_checks,
    surface_checks,
)
from warehouse.ask.queries import Query, read_queries
from warehouse.schema.tables import BY_NAME, TABLES

CHECKS = {query.name: query for query in all_checks()}
FAULTS = {
    "articles_for_documents_read": [
        "DELETE FROM articles WHERE doc_id = '2'",
        "INSERT INTO articles BY NAME SELECT '5' AS doc_id",
        "UPDATE documents SET status = NULL WHERE doc_id = '1'",
    ],
    "batches_agree_with_documents": [
        "UPDATE batches SET rejected_count = 2",
        "DELETE FROM batches",
        "INSERT INTO batches BY NAME SELECT 'batch-2' AS batch_id, 1 AS document_count",
    ],
    "comment_parents_exist": [
        "UPDATE comments SET parent_id = 99 WHERE comment_id = 4",
        "UPDATE comments SET parent_id = comment_id WHERE comment_id = 2",
        "UPDATE comments SET quoted_comment_id = 99 WHERE comment_id = 4",
        "UPDATE comments SET quoted_comment_id = comment_id WHERE comment_id = 2",
        "DELETE FROM segments WHERE segment_id = 2",
        "UPDATE segments SET kind = 'paragraph' WHERE segment_id = 2",
    ],
    "days_are_those_of_their_month": [
        "UPDATE articles SET month = '2021-06' WHERE doc_id = '1'",
        "UPDATE articles SET published_on = published_on + 1 WHERE doc_id = '1'",
        "UPDATE articles SET published_offset_minutes = -60 WHERE doc_id = '1'",
    ],
    "documents_have_one_status": [
        "UPDATE documents SET status = 'lost' WHERE doc_id = '1'",
        "UPDATE documents SET status = NULL WHERE doc_id = '1'",
    ],
    "duplicates_name_their_original": [
        "UPDATE documents SET duplicate_of = NULL WHERE doc_id = '2'",
        "UPDATE documents SET duplicate_of = NULL, status = 'loaded' WHERE doc_id = '2'",
        "UPDATE documents SET duplicate_of = doc_id WHERE doc_id = '2'",
    ],
    "evidence_within_bodies": [
        "UPDATE duplicates SET evidence = [{'start': 0, 'end': 999, 'original_start': 0, 'original_end': 9}]",
        "UPDATE duplicates SET evidence = [{'start': 0, 'end': 9, 'original_start': 5, 'original_end': 5}]",
        "UPDATE duplicates SET evidence = [{'start': 0, 'end': 9, 'original_start': NULL, 'original_end': 5}]",
    ],
    "groups_have_one_original": [
        "UPDATE articles SET is_original = true WHERE doc_id = '2'",
        "UPDATE articles SET is_original = false WHERE doc_id = '1'",
        "UPDATE documents SET duplicate_of = '3' WHERE doc_id = '2'",
    ],
    "intervals_run_forward": ["UPDATE timexes SET end_at = begin_at", "UPDATE timexes SET end_at = NULL"],
    "leaves_do_not_overlap": [
        """UPDATE segments SET "end" = "end" + 2 WHERE doc_id = '1' AND segment_id = 0""",
        """UPDATE segments SET "end" = 60 WHERE doc_id = '1' AND segment_id = 0""",
    ],
    "ledger_balances": ["UPDATE documents SET status = 'lost' WHERE doc_id = '1'"],
    "originals_are_loaded": [
        "UPDATE documents SET status = 'rejected' WHERE doc_id = '1'",
        "UPDATE documents SET status = 'duplicate' WHERE doc_id = '1'",
    ],
    "originals_repeat_nothing": [
        "UPDATE articles SET is_original = true WHERE doc_id = '2'",
        "UPDATE articles SET is_original = NULL WHERE doc_id = '1'",
    ],
    "parent_segments_enclose": [
        "UPDATE segments SET parent_id = 1 WHERE segment_id = 5",
        "UPDATE segments SET parent_id = 99 WHERE segment_id = 5",
        "UPDATE segments SET parent_id = 5 WHERE segment_id = 5",
    ],
    "rejected_have_a_reason": [
        "UPDATE documents SET reason = NULL WHERE doc_id = '5'",
        "UPDATE documents SET reason = 'dull' WHERE doc_id = '5'",
        "UPDATE documents SET reason = 'empty' WHERE doc_id = '1'",
    ],
    "scores_are_shares": [
        "UPDATE duplicates SET score = 1.1",
        "UPDATE duplicates SET score = NULL",
        "UPDATE mentions SET confidence = 'nan'",
        "UPDATE mentions SET latitude = 91",
        "UPDATE stories SET score = -0.1",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def filled() -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(documents() | findings()) as connection:
        yield connection


@pytest.fixture
def faulty(filled: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The made-up warehouse, to be spoilt by one test."""
    filled.begin()
    yield filled
    filled.rollback()


class TestChecks:
    @pytest.mark.parametrize("check", CHECKS.values(), ids=lambda query: query.name)
    def test_a_sound_warehouse_passes(self, filled: duckdb.DuckDBPyConnection, check: Query) -> None:
        assert asked(filled, check) == []

    def test_every_check_has_a_fault_planted_for_it(self) -> None:
        assert set(FAULTS) == {query.name for query in read_queries("checks")}

    @pytest.mark.parametrize(("name", "fault"), [(name, fault) for name, faults in FAULTS.items() for fault in faults])
    def test_a_planted_fault_is_found(self, faulty: duckdb.DuckDBPyConnection, name: str, fault: str) -> None:
        faulty.execute(fault)
        assert asked(faulty, CHECKS[name])

    @pytest.mark.parametrize("reason", RejectReason)
    def test_every_reason_of_the_enum_is_allowed(self, faulty: duckdb.DuckDBPyConnection, reason: RejectReason) -> None:
        faulty.execute("UPDATE documents SET reason = ? WHERE doc_id = '5'", [reason.value])
        assert asked(faulty, CHECKS["rejected_have_a_reason"]) == []

    def test_the_reasons_of_the_check_are_those_of_the_enum(self) -> None:
        quoted = set(re.findall(r"'(\w+)'", CHECKS["rejected_have_a_reason"].sql))
        assert quoted == {reason.value for reason in RejectReason} | {Status.REJECTED.value}

    @pytest.mark.parametrize("table", [table.name for table in TABLES])
    def test_a_key_that_names_two_rows_is_found(self, faulty: duckdb.DuckDBPyConnection, table: str) -> None:
        faulty.execute(f"INSERT INTO {table} FROM {table} LIMIT 1")
        assert asked(faulty, CHECKS[f"key_of_{table}"])

    @pytest.mark.parametrize("table", [table.name for table in TABLES])
    def test_a_key_that_is_not_set_is_found(self, faulty: duckdb.DuckDBPyConnection, table: str) -> None:
        faulty.execute(f'UPDATE {table} SET "{BY_NAME[table].key[-1]}" = NULL')
        assert asked(faulty, CHECKS[f"key_of_{table}"])

    @pytest.mark.parametrize(
        ("table", "column"),
        [(table.name, column.name) for table in TABLES for column in table.columns if column.references],
    )
    def test_a_reference_to_nowhere_is_found(self, faulty: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
        faulty.execute(f"UPDATE {table} SET {column} = 'nowhere'")
        assert asked(faulty, CHECKS[f"{table}_{column}_is_known"])

    @pytest.mark.parametrize("end", ["100000", '"start"', "NULL"])
    @pytest.mark.parametrize("table", ["segments", "mentions", "timexes", "statements", "matches"])
    def test_a_span_outside_the_text_is_found(self, faulty: duckdb.DuckDBPyConnection, table: str, end: str) -> None:
        faulty.execute(f'UPDATE {table} SET "end" = {end}')
        assert asked(faulty, CHECKS[f"{table}_start_within_text"])

    @pytest.mark.parametrize("part", ["speaker", "cue"])
    def test_a_part_of_a_statement_has_both_ends_or_none(self, faulty: duckdb.DuckDBPyConnection, part: str) -> None:
        faulty.execute(f"UPDATE statements SET {part}_start = NULL, {part}_end = NULL")
        assert asked(faulty, CHECKS[f"statements_{part}_start_within_text"]) == []
        faulty.execute(f"UPDATE statements SET {part}_end = 5")
        assert asked(faulty, CHECKS[f"statements_{part}_start_within_text"])

    @pytest.mark.parametrize("table", ["mentions", "timexes", "matches"])
    def test_words_that_stand_elsewhere_are_found(self, faulty: duckdb.DuckDBPyConnection, table: str) -> None:
        faulty.execute(f'UPDATE {table} SET "start" = "start" + 1, "end" = "end" + 1')
        assert asked(faulty, CHECKS[f"{table}_stand_in_text"])

    @pytest.mark.parametrize("fault", ["layer = 'furniture'", "segment_id = 99", "segment_id = 0"])
    @pytest.mark.parametrize("table", ["mentions", "timexes", "statements", "matches"])
    def test_a_finding_in_the_wrong_segment_is_found(
        self, faulty: duckdb.DuckDBPyConnection, table: str, fault: str
    ) -> None:
        faulty.execute(f"UPDATE {table} SET {fault}")
        assert asked(faulty, CHECKS[f"{table}_begin_in_their_segment"])

    @pytest.mark.parametrize("table", [table.name for table in TABLES])
    def test_a_month_that_is_none_is_found(self, faulty: duckdb.DuckDBPyConnection, table: str) -> None:
        faulty.execute(f"UPDATE {table} SET month = '2021-13'")
        assert asked(faulty, CHECKS[f"month_of_{table}"])

    @pytest.mark.parametrize("table", ["articles", "segments", "mentions", "duplicates", "stories"])
    def test_a_row_in_another_month_than_its_document_is_found(
        self, faulty: duckdb.DuckDBPyConnection, table: str
    ) -> None:
        faulty.execute(f"UPDATE {table} SET month = '2020-01'")
        assert asked(faulty, CHECKS[f"month_of_{table}"])

    def test_the_schema_gives_a_check_for_all_that_it_promises(self) -> None:
        tables = {table.name for table in TABLES}
        assert {name.removeprefix("key_of_") for name in key_checks()} == tables
        assert {name.removeprefix("month_of_") for name in month_checks()} == tables
        assert len(reference_checks()) == sum(column.references is not None for t in TABLES for column in t.columns)
        assert len(span_checks()) == 7
        assert set(surface_checks()) == {"mentions_stand_in_text", "timexes_stand_in_text", "matches_stand_in_text"}
        assert len(segment_checks()) == 4
