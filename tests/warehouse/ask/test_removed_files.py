"""A reader who opened the warehouse before a correction reads on, the same rows, as long as the trash is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.flows.archives import ingest, write_feed
from warehouse.ask.database import Warehouse, open_warehouse, refresh_catalog
from warehouse.errors import DamagedWarehouse
from warehouse.store.commits import CATALOG, Store
from warehouse.store.rewriting import Rewrite, rewrite_files
from warehouse.store.trash import TRASH
from warehouse.store.writer import Writer


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("it's read")
    ingest(folder / "w", write_feed(folder / "feed.jsonl", range(3)))
    return folder / "w"


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    copied = Path(shutil.copytree(made, tmp_path / "it's" / "w"))
    refresh_catalog(Store.at(copied))
    return copied


def correct(archive: Path) -> None:
    """Publish every file of `articles` again, its first article left out."""
    store = Store.at(archive)
    query = "SELECT * FROM rows WHERE doc_id <> (SELECT min(doc_id) FROM rows)"
    rewrites = [Rewrite("articles", file.month, (file,), query) for file in store.files_of("articles")]
    with Writer(store) as writer:
        assert rewrite_files(writer, "corrected", "run", rewrites) is not None
        refresh_catalog(store)


COUNT = "SELECT count(*) FROM articles"


@pytest.mark.parametrize("has_catalog", [True, False])
def test_a_reader_sees_the_rows_it_opened_until_it_closes(archive: Path, has_catalog: bool) -> None:
    if not has_catalog:
        (archive / CATALOG).unlink()
    with open_warehouse(archive) as early:
        before = early.rows("SELECT * FROM articles ORDER BY doc_id")
        correct(archive)
        assert early.rows("SELECT * FROM articles ORDER BY doc_id") == before
        assert early.rows("SELECT count(*) FROM original_articles")[1] == [(3,)]  # a view over views
    with open_warehouse(archive) as late:
        assert late.rows(COUNT)[1] == [(0,)]


def test_an_answer_that_was_asked_for_before_is_given_after(archive: Path) -> None:
    with open_warehouse(archive) as early:
        answer = early.sql("SELECT doc_id FROM articles")
        correct(archive)
        assert len(answer.fetchall()) == 3
        assert len(answer.df()) == 3


def test_a_stream_that_has_begun_goes_on(archive: Path) -> None:
    with open_warehouse(archive) as early:
        stream = early.sql("SELECT range FROM range(50000), articles").batches(1000)
        count = stream.read_next_batch().num_rows
        correct(archive)
        early.rows(COUNT)
        assert count + sum(batch.num_rows for batch in stream) == 150_000


def test_whoever_reads_the_folder_by_path_never_sees_a_row_twice(archive: Path) -> None:
    raw = f"""SELECT count(*) FROM read_parquet('{str(archive).replace("'", "''")}/documents/**/*.parquet')"""
    before = duckdb.sql(raw).fetchall()
    store = Store.at(archive)
    with Writer(store) as writer:
        rewrites = [Rewrite("documents", file.month, (file,)) for file in store.files_of("documents")]
        assert rewrite_files(writer, "corrected", "run", rewrites) is not None
    assert duckdb.sql(raw).fetchall() == before == [(3,)]


def test_where_the_trash_is_empty_the_newest_state_is_read(archive: Path) -> None:
    with open_warehouse(archive) as early:
        correct(archive)
        shutil.rmtree(archive / TRASH)
        assert early.rows(COUNT)[1] == [(0,)]


def test_a_file_that_nobody_removed_and_that_is_gone_is_damage(archive: Path) -> None:
    with Warehouse(Store.at(archive)) as early:
        for path in archive.glob("articles/**/*.parquet"):
            path.unlink()
        with pytest.raises(DamagedWarehouse):
            early.rows("SELECT max(text) FROM articles")
