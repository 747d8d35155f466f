"""Rows of shards become one sorted file a table and month; entities stand once, quotations name their article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.errors import StorageFull
from warehouse.schema.columns import MONTH
from warehouse.schema.tables import BY_NAME
from warehouse.store import staging
from warehouse.store.commits import CommitRecord, DataFile, Store
from warehouse.store.writer import Writer

Rows = list[dict[str, object]]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(Store.create(tmp_path / "w")) as opened:
        yield opened


def table(name: str, rows: Rows) -> pa.Table:
    schema = pa.schema([*BY_NAME[name].schema, (MONTH.name, MONTH.type)])
    return pa.Table.from_pylist([{"month": "2021-07"} | row for row in rows], schema)


def stage(writer: Writer, *shards: dict[str, Rows], batch_id: str = "b1") -> tuple[DataFile, ...]:
    folder = writer.new_staging(f"run-{batch_id}")
    for number, shard in enumerate(shards):
        staging.write_rows(folder, f"{number:05d}", {name: table(name, rows) for name, rows in shard.items() if rows})
    return staging.stage_batch(writer.store, folder, batch_id)


def publish(writer: Writer, *shards: dict[str, Rows], batch_id: str = "b1") -> None:
    writer.publish(CommitRecord.now(batch_id, "run", stage(writer, *shards, batch_id=batch_id)))


def staged(writer: Writer, files: tuple[DataFile, ...], name: str) -> Rows:
    """The staged rows of a table that say anything, without what they do not say."""
    rows = [
        row for f in files if f.table == name for row in pq.ParquetFile(writer.store.root / f.staged).read().to_pylist()
    ]
    return [{column: value for column, value in row.items() if value is not None} for row in rows]


def test_a_table_is_a_file_a_month_in_a_fixed_order_and_tells_its_size(writer: Writer) -> None:
    one: dict[str, Rows] = {
        "segments": [{"doc_id": "b", "segment_id": 1}, {"doc_id": "a", "segment_id": 2}],
        "documents": [{"doc_id": "a", "month": "2021-08"}],
    }
    two: dict[str, Rows] = {
        "segments": [{"doc_id": "a", "segment_id": 1, "month": "2021-06"}, {"doc_id": "a", "segment_id": 1}]
    }
    files = stage(writer, one, two)
    assert [(file.table, file.month, file.path, file.row_count) for file in files] == [
        ("documents", "2021-08", "documents/month=2021-08/b1.parquet", 1),
        ("segments", "2021-06", "segments/month=2021-06/b1.parquet", 1),
        ("segments", "2021-07", "segments/month=2021-07/b1.parquet", 3),
    ]
    for file in files:
        path = writer.store.root / file.staged
        assert path.stat().st_size == file.byte_count
        assert path.name == f"{file.month}.parquet"
        assert pq.ParquetFile(path).schema_arrow.names == BY_NAME[file.table].schema.names


def test_rows_are_sorted_as_the_table_says(writer: Writer) -> None:
    keys = [("b", 1), ("a", 2), ("b", 0), ("a", 1)]
    files = stage(writer, *({"segments": [{"doc_id": doc_id, "segment_id": number}]} for doc_id, number in keys))
    found = [(row["doc_id"], row["segment_id"]) for row in staged(writer, files, "segments")]
    assert found == sorted(keys)


def test_a_batch_without_rows_has_no_files(writer: Writer) -> None:
    assert stage(writer) == ()


def test_an_entity_stands_once_as_the_first_document_names_it_and_only_where_the_archive_has_it_not(
    writer: Writer,
) -> None:
    def entity(entity_id: str, name: str, first_seen: str, month: str = "2021-07") -> dict[str, object]:
        return {"entity_id": entity_id, "name": name, "first_seen": first_seen, "month": month}

    publish(writer, {"entities": [entity("old", "Old", "d0")]}, batch_id="b0")
    files = stage(
        writer,
        {"entities": [entity("new", "Newer", "d1", "2021-08"), entity("old", "Renamed", "d1")]},
        {"entities": [entity("new", "New", "d3"), entity("new", "As d2 says", "d2"), entity("two", "Two", "d3")]},
    )
    assert staged(writer, files, "entities") == [
        {"entity_id": "new", "name": "As d2 says", "first_seen": "d2"},
        {"entity_id": "two", "name": "Two", "first_seen": "d3"},
    ]


def test_an_earlier_document_that_comes_later_names_an_entity_anew_and_a_later_one_does_not(writer: Writer) -> None:
    def entity(entity_id: str, name: str, first_seen: str, month: str = "2021-07") -> dict[str, object]:
        return {"entity_id": entity_id, "name": name, "first_seen": first_seen, "month": month}

    publish(writer, {"entities": [entity("a", "A", "d5"), entity("b", "B", "d5")]}, batch_id="b0")
    later = {"entities": [entity("a", "Later", "d6"), entity("b", "Later", "d1", "2021-08")]}
    assert staged(writer, stage(writer, later), "entity_changes") == []
    publish(writer, {"entities": [entity("a", "Earlier", "d4"), entity("a", "Earliest", "d3")]}, batch_id="b1")
    again = {"entities": [entity("a", "No more", "d4"), entity("b", "Month before", "d9", "2021-06")]}
    files = stage(writer, again, batch_id="b2")
    assert staged(writer, files, "entities") == []
    assert staged(writer, files, "entity_changes") == [
        {"entity_id": "b", "name": "Month before", "first_seen": "d9"}
    ]  # nothing of "a": the change of b1 is earlier


def quoted(number: int, url: str | None, doc_id: str = "quoting") -> dict[str, object]:
    return {"doc_id": doc_id, "segment_id": number, "url": url}


def document(doc_id: str, url: str, status: str = "loaded") -> dict[str, object]:
    return {"doc_id": doc_id, "canonical_url": url, "status": status}


def matched(writer: Writer, files: tuple[DataFile, ...]) -> dict[object, object]:
    return {row["segment_id"]: row.get("matched_doc_id") for row in staged(writer, files, "quoted_documents")}


def test_a_quoted_document_is_matched_by_its_address_in_the_archive_or_the_batch(writer: Writer) -> None:
    publish(writer, {"documents": [document("archived", "u1"), document("refused", "u3", "rejected")]}, batch_id="b0")
    shard: dict[str, Rows] = {
        "documents": [
            document("new", "u2"), document("a second", "u2"), document("quoting", "u4"),
            document("copy", "u5", "duplicate"),
        ],
        "quoted_documents": [quoted(n, url) for n, url in enumerate(("u1", "u2", "u3", "u4", "u5", "u9", None))],
    }  # fmt: skip
    # of two documents the lower id; none that was refused, and not the one that quotes
    assert matched(writer, stage(writer, shard)) == {
        0: "archived", 1: "a second", 2: None, 3: None, 4: "copy", 5: None, 6: None,
    }  # fmt: skip


def test_the_same_text_counts_more_than_the_same_address(writer: Writer) -> None:
    quotations: Rows = [
        {"doc_id": "quoting", "segment_id": 0, "original_id": "by text"},
        {"doc_id": "another", "segment_id": 1, "original_id": "of another page"},
    ]
    shard: dict[str, Rows] = {
        "documents": [document("by address", "u1")],
        "quoted_documents": [quoted(0, "u1"), quoted(1, "u1"), quoted(2, None)],
        "quotations": quotations,
    }
    assert matched(writer, stage(writer, shard)) == {0: "by text", 1: "by address", 2: None}


def test_texts_become_literals_and_lists_of_paths() -> None:
    assert staging.literal("it's") == "'it''s'"
    assert staging.file_list([Path("a'b"), Path("c")]) == "['a''b', 'c']"
    assert staging.file_list([]) == "[]"


def test_a_private_connection_is_bounded_and_spills_where_it_is_told(tmp_path: Path) -> None:
    with staging.connect(tmp_path / "spill") as connection:
        settings = ("threads", "memory_limit", "temp_directory", "autoinstall_known_extensions")
        found = [connection.execute(f"SELECT current_setting('{name}')").fetchall()[0][0] for name in settings]
    assert found == [2, "381.4 MiB", str(tmp_path / "spill"), False]


@pytest.mark.parametrize("message", ["IO Error: No space left on device", "File too large"])
def test_a_full_disk_is_explained_and_another_error_is_not(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, message: str
) -> None:
    def failing(text: str) -> object:
        def stage_table(*_: object) -> list[DataFile]:
            raise duckdb.IOException(text)

        return stage_table

    monkeypatch.setattr(staging, "_stage_table", failing(message))
    with pytest.raises(StorageFull, match=r"is full \(.*\); the batch in the making was not published"):
        stage(writer, {"documents": [document("a", "u")]})
    monkeypatch.setattr(staging, "_stage_table", failing("something else"))
    with pytest.raises(duckdb.IOException, match="something else"):
        stage(writer, {"documents": [document("a", "u")]})
