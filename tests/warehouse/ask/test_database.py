"""A warehouse opens for reading whatever state its catalog is in, and views read exactly what is committed."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import duckdb
import pytest

import warehouse
from tests.flows.archives import ingest, write_feed
from warehouse.ask.database import open_warehouse, sql_type
from warehouse.errors import BadQuery, DamagedWarehouse
from warehouse.schema.columns import MONTH
from warehouse.schema.tables import TABLES
from warehouse.store.commits import CATALOG, COMMITS, Store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("database")
    ingest(folder / "w", write_feed(folder / "feed.jsonl", range(5)))
    return folder / "w"


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "w"))


def count(path: Path) -> object:
    with open_warehouse(path) as opened:
        return opened.rows("SELECT count(*) FROM articles")[1][0][0]


def test_every_table_is_a_view_with_the_columns_and_types_of_the_schema(archive: Path) -> None:
    with open_warehouse(archive) as opened:
        for table in TABLES:
            described = opened.rows(f"DESCRIBE {table.name}")[1]
            columns = (*table.columns, MONTH)
            found = [(row[0], str(row[1]).replace('"', "")) for row in described]
            assert found == [(column.name, sql_type(column).replace('"', "")) for column in columns]


def test_an_empty_warehouse_answers_with_the_same_columns(tmp_path: Path, archive: Path) -> None:
    Store.create(tmp_path / "empty")
    with open_warehouse(tmp_path / "empty") as empty, open_warehouse(archive) as full:
        for table in TABLES:
            query = f"DESCRIBE {table.name}"
            assert empty.rows(query)[1] == full.rows(query)[1]


@pytest.mark.parametrize("damage", ["missing", "not a database", "stale"])
def test_a_catalog_that_is_missing_damaged_or_stale_is_done_without(archive: Path, damage: str) -> None:
    if damage == "missing":
        (archive / CATALOG).unlink()
    elif damage == "not a database":
        (archive / CATALOG).write_bytes(b"no database")
    else:
        shutil.copy(archive / CATALOG, archive.parent / "old")
        ingest(archive, write_feed(archive.parent / "more.jsonl", range(5, 8)))
        shutil.copy(archive.parent / "old", archive / CATALOG)
        assert count(archive) == 8
        return
    assert count(archive) == 5


def test_the_catalog_opens_with_duckdb_alone_and_tells_what_columns_mean(archive: Path) -> None:
    ingest(archive, write_feed(archive.parent / "more.jsonl", range(5, 7)))
    with duckdb.connect(str(archive / CATALOG), read_only=True) as alone:
        assert alone.execute("SELECT count(*) FROM articles").fetchall() == [(7,)]
        query = "SELECT comment FROM duckdb_columns() WHERE table_name = 'articles' AND column_name = 'title'"
        assert alone.execute(query).fetchall() == [("Headline",)]


def test_a_batch_cut_short_is_finished_by_whoever_opens_the_warehouse(archive: Path) -> None:
    (commit,) = (archive / COMMITS).glob("*.json")
    file = next(file for file in Store.at(archive).files() if file.table == "articles")
    staged = archive / file.staged
    staged.parent.mkdir(parents=True)
    (archive / file.path).rename(staged)
    commit.with_suffix(".done").unlink()
    assert count(archive) == 5
    assert (archive / file.path).is_file()
    assert commit.with_suffix(".done").is_file()


def test_readers_go_on_while_the_catalog_is_replaced(archive: Path) -> None:
    with open_warehouse(archive) as reader:
        ingest(archive, write_feed(archive.parent / "more.jsonl", range(5, 9)))
        assert reader.rows("SELECT count(*) FROM articles")[1] == [(5,)]
    assert count(archive) == 9


def test_a_file_cut_off_under_a_reader_is_said_in_a_sentence(archive: Path) -> None:
    path = next(archive.glob("articles/*/*.parquet"))
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(DamagedWarehouse, match="cannot be read"):
        count(archive)


def test_the_front_door_in_python(archive: Path) -> None:
    opened = warehouse.open(archive)
    assert opened.root == archive
    assert len(opened.articles()) == 5
    assert len(opened.articles(since="2021-01-01")) == 0  # these say nothing of their date
    assert opened.sql("SELECT ? AS n", [3]).fetchall() == [(3,)]
    with pytest.raises(BadQuery, match="no date"):
        opened.articles(since="last week")
    opened.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_warehouse_in_a_read_only_folder_opens(archive: Path) -> None:
    (archive / CATALOG).unlink()
    archive.chmod(0o500)
    try:
        assert count(archive) == 5
    finally:
        archive.chmod(0o700)


def test_readers_in_many_threads_agree(archive: Path) -> None:
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(count(archive))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [5] * 6
