"""A warehouse opens for reading whatever state its catalog is in, and views read exactly what is committed."""

from __future__ import annotations

import json
import os
import shutil
import threading
from datetime import date
from pathlib import Path

import duckdb
import pytest

import warehouse
from tests.flows.archives import article, ingest, write_feed
from warehouse.ask import database
from warehouse.ask.database import Warehouse, open_warehouse, refresh_catalog, sql_type
from warehouse.errors import BadQuery, DamagedWarehouse
from warehouse.schema.columns import MONTH
from warehouse.schema.tables import TABLES
from warehouse.store.commits import CATALOG, COMMITS, Store
from warehouse.store.writer import Writer


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
            assert [(row[0], row[1]) for row in described] == [(column.name, sql_type(column)) for column in columns]


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


@pytest.mark.parametrize("has_catalog", [True, False])
@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("CREATE TABLE made (n INTEGER)", "CREATE"),
        ("DROP VIEW articles", "DROP"),
        ("DELETE FROM _catalog", "DELETE"),
        ("INSERT INTO _catalog VALUES ('x')", "INSERT"),
        ("UPDATE _catalog SET generation = 'x'", "UPDATE"),
        ("COPY (SELECT 1) TO 'made.csv'", "COPY"),
        ("ATTACH 'made.db' AS made", "ATTACH"),
        ("SET threads = 1", "SET"),
    ],
)
def test_a_statement_that_changes_something_is_refused_and_does_nothing(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str, kind: str, has_catalog: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    if not has_catalog:  # then the views stand in a database in memory, which would take any change
        monkeypatch.setattr(database, "_open_catalog", lambda store: None)
    with open_warehouse(made) as opened:
        for ask in (opened.sql, opened.rows):
            with pytest.raises(BadQuery, match=f"read-only; a {kind} statement is refused"):
                ask(statement)
        assert opened.rows("SELECT count(*) FROM articles")[1] == [(5,)]
        assert opened.rows("SELECT generation <> 'x' FROM _catalog")[1] == [(True,)]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("query", ["SELECT 1; SELECT 2", "SELECT 1; DROP VIEW articles", "", "-- nothing"])
def test_one_statement_at_a_time_is_answered(made: Path, query: str) -> None:
    with open_warehouse(made) as opened, pytest.raises(BadQuery, match="One statement at a time"):
        opened.rows(query)


def test_a_query_and_its_plan_are_read(made: Path) -> None:
    with open_warehouse(made) as opened:
        assert opened.rows("SELECT $n + 1 AS more", {"n": 1}) == (["more"], [(2,)])
        assert opened.rows("EXPLAIN SELECT 1")[1]
        assert opened.rows("FROM articles SELECT count(*)")[1] == [(5,)]


@pytest.mark.parametrize("query", ["SELEKT 1", "SELECT nothing FROM articles", "SELECT CAST('x' AS INTEGER)"])
def test_a_query_that_is_not_right_is_said_in_one_line(made: Path, query: str) -> None:
    with open_warehouse(made) as opened:
        with pytest.raises(BadQuery) as caught:
            opened.rows(query)
        assert "\n" not in str(caught.value)


def test_articles_are_chosen_by_day_and_site_oldest_first(tmp_path: Path) -> None:
    texts = [f"{article(number)}\nPublished on {day} July 2021" for number, day in enumerate((14, 12, 13))]
    rows = [
        {
            "id": f"{number}",
            "url": f"https://{'ab'[number % 2]}.example/{number}",
            "published": f"2021-07-{day}",
            "text": text,
        }
        for number, (day, text) in enumerate(zip((14, 12, 13), texts, strict=True))
    ]
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ingest(tmp_path / "w", tmp_path / "feed.jsonl")
    with open_warehouse(tmp_path / "w") as opened:
        days = [f"{at:%d}" for at in opened.articles()["published_at"]]
        assert days == ["12", "13", "14"]
        chosen = opened.articles(since="2021-07-13", until=date(2021, 7, 14))
        assert [f"{at:%d}" for at in chosen["published_at"]] == ["13"]
        assert list(opened.articles(site="b.example")["url"]) == ["https://b.example/1"]
        assert len(opened.articles(since=date(2021, 7, 12), site="a.example")) == 2


def test_the_types_of_columns_are_named_as_duckdb_names_them() -> None:
    types = {f"{table.name}.{column.name}": sql_type(column) for table in TABLES for column in table.columns}
    assert types["articles.title"] == "VARCHAR"
    assert types["fingerprints.bands"] == "UBIGINT[]"
    assert types["batches.steps"] == "STRUCT(step VARCHAR, documents_in BIGINT, documents_out BIGINT)[]"
    found = {
        types[name] for name in ("articles.published_at", "articles.is_original", "mentions.latitude", "mentions.start")
    }
    assert found == {"TIMESTAMP", "BOOLEAN", "DOUBLE", "BIGINT"}


def test_opening_a_settled_warehouse_touches_nothing_and_a_busy_one_is_left_to_its_writer(archive: Path) -> None:
    commit = next((archive / COMMITS).glob("*.json")).with_suffix(".done")
    commit.unlink()
    with Writer(Store.at(archive)):
        assert commit.exists()
        commit.unlink()
        assert count(archive) == 5
        assert not commit.exists()


def test_a_good_catalog_is_left_as_it_is(archive: Path) -> None:
    refresh_catalog(Store.at(archive))  # the copy's own: a catalog names the folder it is good for
    before = (archive / CATALOG).stat()
    refresh_catalog(Store.at(archive))
    assert (archive / CATALOG).stat().st_mtime_ns == before.st_mtime_ns
    (archive / CATALOG).unlink()
    refresh_catalog(Store.at(archive))
    assert (archive / CATALOG).is_file()
    assert [path for path in archive.iterdir() if path.name.startswith(f".{CATALOG}")] == []


def test_a_warehouse_can_be_opened_twice_in_one_process_also_with_other_folders(archive: Path, tmp_path: Path) -> None:
    store = Store.at(archive)
    with Warehouse(store) as one, Warehouse(store) as two, Warehouse(store, [tmp_path]) as three:
        answers = [opened.rows("SELECT count(*) FROM articles")[1] for opened in (one, two, three)]
    assert answers[0] == answers[1] == answers[2]
