"""Committed files are replaced by sorted ones in one commit: nothing lost, nothing doubled, nothing half done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.schema.columns import MONTH
from warehouse.schema.tables import BY_NAME
from warehouse.store import rewriting, staging
from warehouse.store.commits import CommitRecord, Store
from warehouse.store.rewriting import Rewrite, rewrite_files
from warehouse.store.writer import Writer

Rows = list[dict[str, object]]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(Store.create(tmp_path / "w")) as opened:
        yield opened


def publish(writer: Writer, batch_id: str, rows: Rows, name: str = "articles", month: str = "2021-07") -> None:
    schema = pa.schema([*BY_NAME[name].schema, (MONTH.name, MONTH.type)])
    folder = writer.new_staging(batch_id)
    table = pa.Table.from_pylist([{"month": month} | row for row in rows], schema)
    staging.write_rows(folder, "0", {name: table})
    writer.publish(CommitRecord.now(batch_id, "run", staging.stage_batch(writer.store, folder, batch_id)))


def article(number: int, site: str = "a.example", text: str = "text") -> dict[str, object]:
    return {"doc_id": f"{number:032x}", "site": site, "authors": ["Ida Brandt"], "text": text}


def ids(writer: Writer, name: str = "articles") -> list[str]:
    return [row for path in writer.store.paths(name) for row in pq.read_table(path)["doc_id"].to_pylist()]


def rewrite_all(writer: Writer, query: str = "SELECT * FROM rows", ceiling: int = 10**9) -> CommitRecord | None:
    rewrite = Rewrite("articles", "2021-07", tuple(writer.store.files()), query)
    return rewrite_files(writer, "new", "run", [rewrite], file_byte_ceiling=ceiling)


def test_files_of_a_month_become_one_sorted_as_the_table_states(writer: Writer) -> None:
    publish(writer, "b1", [article(3, "c.example"), article(1, "a.example")])
    publish(writer, "b2", [article(2, "b.example")])
    before = [row for path in writer.store.paths("articles") for row in pq.read_table(path).to_pylist()]
    record = rewrite_all(writer)
    (path,) = writer.store.paths("articles")
    assert path == writer.store.root / "articles/month=2021-07/new.parquet"
    assert pq.read_table(path).to_pylist() == sorted(before, key=lambda row: row["site"])
    assert record is not None
    assert set(record.removed) == {f"articles/month=2021-07/{batch}.parquet" for batch in ("b1", "b2")}
    assert pq.ParquetFile(path).schema_arrow.names == BY_NAME["articles"].schema.names


def test_a_query_says_which_rows_remain_and_may_ask_tables_of_the_caller(writer: Writer) -> None:
    publish(writer, "b1", [article(number) for number in range(5)])

    def prepare(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("CREATE TABLE erased AS SELECT ? AS doc_id", [f"{3:032x}"])

    rewrite = Rewrite(
        "articles", "2021-07", tuple(writer.store.files()), "SELECT * FROM rows ANTI JOIN erased USING (doc_id)"
    )
    rewrite_files(writer, "new", "run", [rewrite], prepare=prepare)
    assert ids(writer) == [f"{number:032x}" for number in (0, 1, 2, 4)]


def test_where_no_row_remains_there_is_no_file(writer: Writer) -> None:
    publish(writer, "b1", [article(1)])
    record = rewrite_all(writer, "SELECT * FROM rows WHERE false")
    assert record is not None
    assert (record.added, len(record.removed)) == ((), 1)
    assert writer.store.files() == []


def test_nothing_to_rewrite_publishes_nothing(writer: Writer) -> None:
    assert rewrite_files(writer, "new", "run", []) is None
    assert writer.store.commits() == []


def test_a_file_that_reaches_the_ceiling_is_followed_by_another(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "ROW_GROUP_ROW_COUNT", 2_048)
    publish(writer, "b1", [article(number) for number in range(5_000)])
    record = rewrite_all(writer, ceiling=1)
    assert record is not None
    assert [(Path(file.path).name, file.row_count) for file in record.added] == [
        ("new.parquet", 2_048), ("new-1.parquet", 2_048), ("new-2.parquet", 904),
    ]  # fmt: skip
    assert ids(writer) == [f"{number:032x}" for number in range(5_000)]


def test_row_groups_of_long_texts_are_bounded_in_bytes(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "_GROUP_BYTE_CEILING", 1_000)
    publish(writer, "b1", [article(number, text="long " * 100) for number in range(4_096)])
    rewrite_all(writer)
    (path,) = writer.store.paths("articles")
    assert pq.read_metadata(path).num_row_groups == 2


def test_every_table_comes_back_equal(writer: Writer) -> None:
    """Lists, structs and times keep their types; keys get Bloom filters, which a look-up makes use of."""
    for name, table in BY_NAME.items():
        row = {column.name: sample(column.type) for column in table.columns}
        # Changes of entities are no rows of their own: they are made where an earlier document names a known entity.
        written, month = ("entities", "2021-06") if name == "entity_changes" else (name, "2021-07")
        publish(writer, f"b-{name}", [row], written, month)
        files = tuple(file for file in writer.store.files() if file.table == name)
        before = pq.read_table(writer.store.existing(files[0])).to_pylist()
        rewrite_files(writer, f"new-{name}", "run", [Rewrite(name, month, files)])
        (path,) = writer.store.paths(name)
        found = pq.ParquetFile(path)
        assert found.read().to_pylist() == before
        assert found.schema_arrow.equals(table.schema)
        assert "doc_id" not in table.schema.names or bloom_byte_count(path, "doc_id") > 0


def bloom_byte_count(path: Path, column: str) -> int:
    query = f"SELECT bloom_filter_length FROM parquet_metadata('{path}') WHERE path_in_schema = '{column}'"
    return int(duckdb.sql(query).fetchall()[0][0] or 0)


def sample(kind: pa.DataType) -> object:
    if pa.types.is_list(kind):
        return [sample(kind.value_type)]
    if pa.types.is_struct(kind):
        return {field.name: sample(field.type) for field in kind}
    if pa.types.is_timestamp(kind):
        return pa.scalar(1_625_000_000_000_000, kind).as_py()
    return {"string": "word", "bool": True, "double": 0.5}.get(str(kind), 7)
