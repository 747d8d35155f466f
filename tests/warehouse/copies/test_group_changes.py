"""The current groups: merges are followed to their end, and the latest original counts, in Python and in SQL alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.copies.group_changes import AS_PUBLISHED, CurrentGroups, current_rows, read_current_groups
from warehouse.schema.finding_tables import CLUSTER_MERGES, CLUSTER_ORIGINALS

# c3 went into c2, and c2 later into c1; c1 had the originals b, then c, then a.
MERGES = [(0, "c3", "c2"), (4, "c2", "c1")]
ORIGINALS = [(1, "c1", "b"), (5, "c1", "a"), (3, "c1", "c"), (2, "c9", "z")]


def merge_file(path: Path, merges: Sequence[tuple[int, str, str]]) -> Path:
    rows = [{"sequence": number, "cluster_id": old, "merged_into": new} for number, old, new in merges]
    pq.write_table(pa.Table.from_pylist(rows, CLUSTER_MERGES.schema), path)
    return path


def original_file(path: Path, originals: Sequence[tuple[int, str, str]]) -> Path:
    rows = [{"sequence": number, "cluster_id": group, "original_id": doc_id} for number, group, doc_id in originals]
    pq.write_table(pa.Table.from_pylist(rows, CLUSTER_ORIGINALS.schema), path)
    return path


def test_nothing_changed_leaves_groups_as_published() -> None:
    assert read_current_groups([], []) == AS_PUBLISHED == CurrentGroups({}, {}, 0)
    assert (AS_PUBLISHED.cluster("c1"), AS_PUBLISHED.original("c1", "a")) == ("c1", "a")


@pytest.mark.parametrize("cut", range(5))
def test_the_latest_original_counts_in_whatever_order_the_files_are_read(tmp_path: Path, cut: int) -> None:
    merged = merge_file(tmp_path / "m.parquet", MERGES)
    files = [
        original_file(tmp_path / "1.parquet", ORIGINALS[:cut]),
        original_file(tmp_path / "2.parquet", ORIGINALS[cut:]),
    ]
    for paths in (files, files[::-1]):
        assert read_current_groups([merged], paths) == CurrentGroups(
            {"c3": "c2", "c2": "c1"}, {"c1": "a", "c9": "z"}, event_count=6
        )


@pytest.mark.parametrize(("merges", "originals", "count"), [([(7, "b", "a")], [], 8), ([], [(2, "a", "x")], 3)])
def test_events_are_counted_from_either_table(
    tmp_path: Path, merges: list[tuple[int, str, str]], originals: list[tuple[int, str, str]], count: int
) -> None:
    found = read_current_groups(
        [merge_file(tmp_path / "m.parquet", merges)], [original_file(tmp_path / "o.parquet", originals)]
    )
    assert found.event_count == count


def test_a_merge_is_followed_to_the_group_that_goes_on() -> None:
    groups = CurrentGroups({"c3": "c2", "c2": "c1"}, {"c1": "a"})
    assert [groups.cluster(name) for name in ("c3", "c2", "c1", "other")] == ["c1", "c1", "c1", "other"]
    assert groups.original("c1", "published") == "a"
    assert groups.original("c2", "published") == "published"


@pytest.fixture
def database(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name, path in (
        ("cluster_merges", merge_file(tmp_path / "m.parquet", MERGES)),
        ("cluster_originals", original_file(tmp_path / "o.parquet", ORIGINALS)),
    ):
        connection.execute(f"CREATE TABLE {name} AS FROM '{path}'")
    return connection


def test_articles_have_their_current_group_and_are_originals_if_they_stand_for_it(
    database: duckdb.DuckDBPyConnection,
) -> None:
    published = """
    SELECT * FROM (VALUES ('a', 'c3', false), ('b', 'c1', true), ('c', 'c2', true), ('d', 'c7', true),
        ('e', 'c8', false), ('z', 'c9', false)) AS t(doc_id, cluster_id, is_original)
    """
    found = database.execute(f"{current_rows('articles', published)} ORDER BY doc_id").fetchall()
    assert found == [
        ("a", "c1", True),
        ("b", "c1", False),
        ("c", "c1", False),
        ("d", "c7", True),
        ("e", "c8", False),
        ("z", "c9", True),
    ]


def test_documents_have_their_current_status_and_rejected_ones_keep_theirs(database: duckdb.DuckDBPyConnection) -> None:
    published = """
    SELECT * FROM (VALUES ('a', 'c3', 'duplicate', 'c'), ('b', 'c1', 'loaded', NULL), ('r', 'c1', 'rejected', NULL),
        ('d', 'c7', 'loaded', NULL), ('e', 'c7', 'duplicate', 'd')) AS t(doc_id, cluster_id, status, duplicate_of)
    """
    found = database.execute(f"{current_rows('documents', published)} ORDER BY doc_id").fetchall()
    assert found == [
        ("a", "c1", "loaded", None),
        ("b", "c1", "duplicate", "a"),
        ("d", "c7", "loaded", None),
        ("e", "c7", "duplicate", "d"),
        ("r", "c1", "rejected", None),
    ]


def test_other_tables_are_read_as_they_were_published() -> None:
    assert current_rows("mentions", "SELECT 1") == "SELECT 1"
