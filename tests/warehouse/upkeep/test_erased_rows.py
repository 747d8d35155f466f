"""Every table has its queries, each touches what it has to, and rows that are carried over find their segment."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from tests.warehouse.made_up_warehouse import TEXT
from tests.warehouse.upkeep.small_archive import COPY, LATER, ORIGINAL, publish_small_archive
from warehouse.schema.tables import BY_NAME, TABLES
from warehouse.store.commits import Store
from warehouse.store.rewriting import Rewrite
from warehouse.store.writer import Writer
from warehouse.upkeep.erased_rows import ADDED, CHANGES, Remains, rewrites
from warehouse.upkeep.erasure import _SCHEMAS

EMPTY = {
    "gone": ["doc_id"], "places": ["doc_id", "cluster_id", "original_id"], "ended": ["cluster_id"],
    "stories_named": ["story_id", "name"], "twins": ["doc_id", "twin_id", "month"], "erased_names": ["name"],
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "w")
    with Writer(store) as writer:
        publish_small_archive(writer)
    return store


def asked(store: Store, tmp_path: Path, **tables: list[dict[str, object]]) -> dict[tuple[str, str], Rewrite]:
    """The files that an erasure of this touches, by table and month."""
    leaves = pa.schema([("doc_id", pa.string()), ("segment_id", pa.int64()), ("layer", pa.string()),
                        ("start", pa.int64()), ("end", pa.int64())])  # fmt: skip
    counts = pa.schema([("batch_id", pa.string()), *((f"{n}_count", pa.int64()) for n in
                                                     ("loaded", "duplicate", "rejected"))])  # fmt: skip
    pairs = BY_NAME["duplicates"].schema.append(pa.field("month", pa.string()))
    schemas = {name: pa.schema([(column, pa.string()) for column in columns]) for name, columns in EMPTY.items()}
    schemas |= {"twin_leaves": leaves, "counts": counts, "new_pairs": pairs}
    made = {name: pa.Table.from_pylist(tables.get(name, []), schema) for name, schema in schemas.items()}
    folders = {name: (tmp_path / name, schema) for name, schema in _SCHEMAS.items()}
    with duckdb.connect() as connection:
        Remains(made, folders).prepare(store, connection)
        found = {(rewrite.table, rewrite.month): rewrite for rewrite in rewrites(store, connection)}
        for rewrite in found.values():  # each query runs, and gives the columns of its table
            files = [str(store.existing(file)) for file in rewrite.files]
            old = connection.read_parquet(files) if files else connection.from_arrow(
                BY_NAME[rewrite.table].schema.empty_table())  # fmt: skip
            old.create_view("rows", replace=True)
            assert set(connection.sql(rewrite.query).columns) >= set(BY_NAME[rewrite.table].schema.names)
            if rewrite.table == "mentions":
                LAST[:] = connection.sql(f"SELECT doc_id, segment_id FROM ({rewrite.query}) ORDER BY ALL").fetchall()
    return found


LAST: list[tuple[object, ...]] = []


ROUNDS = "source_runs"  # what feeds and sitemaps answered: counts of pages, no document and nobody's words


def test_every_table_but_the_rounds_of_fetching_is_looked_at() -> None:
    assert {*CHANGES, ROUNDS} == {table.name for table in TABLES}
    assert set(ADDED) <= set(CHANGES)


def test_nothing_is_touched_where_nothing_goes(store: Store, tmp_path: Path) -> None:
    assert asked(store, tmp_path) == {}


def test_a_document_touches_the_files_of_its_rows_and_of_those_that_point_at_it(store: Store, tmp_path: Path) -> None:
    found = asked(store, tmp_path, gone=[{"doc_id": LATER}])
    assert {table for table, month in found if month == "2021-08"} == {
        "articles", "date_candidates", "documents", "fingerprints", "mentions", "segments", "statements", "stories",
    }  # fmt: skip
    assert {table for table, month in found if month == "2021-07"} == {"quotations"}


def test_what_was_found_in_a_text_goes_over_to_another_document_of_that_text(store: Store, tmp_path: Path) -> None:
    asked(
        store, tmp_path, gone=[{"doc_id": ORIGINAL}],
        twins=[{"doc_id": ORIGINAL, "twin_id": COPY, "month": "2021-07"}],
        twin_leaves=[{"doc_id": COPY, "segment_id": 77, "layer": "article", "start": 0, "end": len(TEXT)}],
    )  # fmt: skip
    assert LAST == [(COPY, 1), (COPY, 77), (COPY, 77), (COPY, 77), (COPY, 77)]
