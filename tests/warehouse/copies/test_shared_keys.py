"""Texts that share enough keys meet, most keys first; of a crowded key only the oldest and the newest do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import duckdb
import pyarrow as pa
import pytest

from warehouse.copies.shared_keys import (
    BUCKET_SIZE,
    CANDIDATE_COUNT,
    as_written,
    find_members,
    nearest,
    pairs_query,
)

START = datetime(2021, 7, 1)
Texts = Mapping[str, Sequence[int]]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def fill(connection: duckdb.DuckDBPyConnection, wanted: Texts, there: Texts) -> None:
    """The keys of the texts that are asked for, and all texts there are, a day apart."""
    keys = [(text, key) for text, bands in wanted.items() for key in bands]
    table = {
        "text_hash": pa.array([t for t, _ in keys], pa.string()),
        "key": pa.array([k for _, k in keys], pa.uint64()),
    }
    connection.register("key_rows", pa.table(table))
    connection.execute("CREATE OR REPLACE TEMP TABLE keys AS FROM key_rows")
    times = [START + timedelta(days=number) for number in range(len(there))]
    texts = {"text_hash": list(there), "order_at": times, "bands": pa.array(there.values(), pa.list_(pa.uint64()))}
    connection.register("text_rows", pa.table(texts))
    connection.execute("CREATE OR REPLACE TEMP TABLE texts AS FROM text_rows")
    find_members(connection, "texts")


def found(connection: duckdb.DuckDBPyConnection, wanted: Texts, there: Texts) -> dict[str, list[str]]:
    fill(connection, wanted, there)
    return nearest(connection, pairs_query(is_whole=True))


def test_members_are_the_texts_that_have_a_wanted_key_since_the_oldest_of_them(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    fill(connection, {"a": [1, 2]}, {"a": [1, 2], "b": [2, 3], "c": [4]})
    connection.execute("INSERT INTO texts VALUES ('b', TIMESTAMP '2020-01-01', [2])")
    find_members(connection, "texts")
    rows = connection.execute("SELECT key, text_hash, first_at FROM members ORDER BY ALL").fetchall()
    assert rows == [(1, "a", START), (2, "a", START), (2, "b", datetime(2020, 1, 1))]


def test_texts_meet_that_share_two_keys_most_first_then_by_hash(connection: duckdb.DuckDBPyConnection) -> None:
    wanted = {"a": [1, 2, 3], "e": [9]}
    there = {"a": [1, 2, 3], "d": [1, 2], "b": [2, 3], "c": [1, 2, 3], "one": [1, 7, 8], "none": [4], "e": [9]}
    assert found(connection, wanted, there) == {"a": ["c", "b", "d"]}


def test_of_a_share_of_the_keys_pairs_with_one_key_in_common_are_kept(connection: duckdb.DuckDBPyConnection) -> None:
    fill(connection, {"a": [1]}, {"a": [1], "b": [1]})
    assert connection.execute(pairs_query(is_whole=True)).fetchall() == []
    assert connection.execute(pairs_query(is_whole=False)).fetchall() == [("a", "b", 1)]


def test_shares_of_the_keys_add_up(connection: duckdb.DuckDBPyConnection) -> None:
    shares = (
        "SELECT * FROM (VALUES ('a', 'b', 1), ('a', 'b', 1), ('a', 'c', 1)) AS t(text_hash, other_hash, shared_count)"
    )
    assert nearest(connection, shares) == {"a": ["b"]}


@pytest.mark.parametrize("count", [2 * BUCKET_SIZE, 2 * BUCKET_SIZE + 1])
def test_of_a_key_that_more_texts_have_only_the_oldest_and_newest_are_looked_at(
    connection: duckdb.DuckDBPyConnection, count: int
) -> None:
    there = {f"{number:03}": [1, 2] for number in range(count)}
    middle = f"{BUCKET_SIZE:03}"
    met = set(found(connection, {"asked": [1, 2]}, there)["asked"])
    assert met == set(there) - ({middle} if count > 2 * BUCKET_SIZE else set())


def test_a_text_meets_a_bounded_number_of_others(connection: duckdb.DuckDBPyConnection) -> None:
    keys = list(range(12))
    there = {f"{number:03}": keys[number % 6 * 2 : number % 6 * 2 + 2] for number in range(CANDIDATE_COUNT + 6)}
    met = found(connection, {"asked": keys}, there)["asked"]
    assert met == sorted(there)[:CANDIDATE_COUNT]


def test_joins_are_taken_as_written_only_for_a_while(connection: duckdb.DuckDBPyConnection) -> None:
    setting = "SELECT current_setting('disabled_optimizers')"
    before = connection.execute(setting).fetchall()
    with pytest.raises(ValueError, match="stop"), as_written(connection):
        [(disabled,)] = connection.execute(setting).fetchall()
        assert set(disabled.split(",")) == {"build_side_probe_side", "join_order"}
        raise ValueError("stop")
    assert connection.execute(setting).fetchall() == before
