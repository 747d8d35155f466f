"""An answer can be read in many forms, as often as one likes, and in none written."""

from __future__ import annotations

import duckdb
import pytest

from warehouse.ask.reading import Reading, explained
from warehouse.errors import BadQuery, DamagedWarehouse

WAYS_TO_WRITE = ("write_parquet", "to_parquet", "write_csv", "to_csv", "create", "create_view", "insert_into", "query")


@pytest.fixture
def answer() -> Reading:
    return Reading(duckdb.connect().sql("SELECT range AS n, 'é' AS text FROM range(3)"))


def test_every_form_holds_the_same_rows_however_often_it_is_asked_for(answer: Reading) -> None:
    rows = [(0, "é"), (1, "é"), (2, "é")]
    assert (answer.columns, answer.types) == (["n", "text"], ["BIGINT", "VARCHAR"])
    for _ in range(2):
        assert answer.fetchall() == rows
        assert answer.df().to_dict("list") == {"n": [0, 1, 2], "text": ["é"] * 3}
        assert answer.arrow().to_pydict() == {"n": [0, 1, 2], "text": ["é"] * 3}
        assert [batch.num_rows for batch in answer.batches(2)] == [2, 1] or answer.batches().read_all().num_rows == 3
    assert "text" in str(answer)


@pytest.mark.parametrize("name", WAYS_TO_WRITE)
def test_no_form_writes(answer: Reading, name: str) -> None:
    assert hasattr(duckdb.connect().sql("SELECT 1"), name)
    assert not hasattr(answer, name)


def test_an_error_while_reading_is_a_sentence() -> None:
    late = Reading(duckdb.connect().sql("SELECT CAST(x AS INTEGER) FROM (VALUES ('1'), ('one')) AS t(x)"))
    for read in (late.fetchall, late.df, late.arrow):
        with pytest.raises(BadQuery, match="one"):
            read()


@pytest.mark.parametrize(
    ("error", "kind", "begins"),
    [
        (duckdb.PermissionException("no\nmore"), BadQuery, "A query reads the published tables and no other file"),
        (duckdb.IOException("gone"), DamagedWarehouse, "A file of the warehouse cannot be read: gone"),
        (duckdb.InvalidInputException("'a.parquet' is short"), DamagedWarehouse, "A file of the warehouse"),
        (duckdb.BinderException("no column\nhere"), BadQuery, "no column"),
    ],
)
def test_each_error_of_the_database_is_explained(error: duckdb.Error, kind: type[Exception], begins: str) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(kind) as caught:
        explained(fail)
    assert str(caught.value).startswith(begins)
    assert "\n" not in str(caught.value)
