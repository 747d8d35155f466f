"""What an erasure leaves over is deleted for good, now or by whoever opens the archive next; nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.store.test_staging import publish
from warehouse.ask.database import open_warehouse
from warehouse.errors import DamagedWarehouse
from warehouse.store.commits import CATALOG, Store
from warehouse.store.privacy import PrivacyRecord, read_record
from warehouse.store.purge import INDEX, PENDING, RAW, Pending, begin_purge, finish_purge, is_pending
from warehouse.store.trash import SET_ASIDE, TRASH
from warehouse.store.writer import Writer

RECORD = PrivacyRecord(None, "salt", ("mark",), ("doc",), 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "w")
    with Writer(store) as writer:
        publish(writer, {"documents": [{"doc_id": "a", "month": "2021-07"}]}, batch_id="b1")
    return store


def put(store: Store, name: str) -> Path:
    path = store.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("left over")
    return path


def leftovers(store: Store) -> list[Path]:
    names = (
        f"{TRASH}/20210701T000000Z/documents/x.parquet", f"{TRASH}/{SET_ASIDE}1/y.parquet", "_staging/run/z",
        f"{INDEX}/terms", f"{RAW}/ab/abc.gz", "report.html", f".{CATALOG}.1", ".report.html.77",
        "documents/month=2021-07/old.parquet", "documents/month=2020-01/old.parquet",
    )  # fmt: skip
    return [put(store, name) for name in names]


def test_nothing_is_under_way_in_a_new_archive(store: Store) -> None:
    assert not is_pending(store)
    assert not finish_purge(store)


def test_once_it_is_published_all_that_is_left_over_goes_and_the_rest_stays(store: Store) -> None:
    left = leftovers(store)
    kept = [put(store, name) for name in (f"{RAW}/cd/cde.gz", "notes.txt")]
    begin_purge(store, Pending("b1", RECORD, ("abc",)))
    assert is_pending(store)
    assert finish_purge(store)
    assert [path for path in left if path.exists()] == []
    assert all(path.exists() for path in kept)
    assert not (store.root / "documents" / "month=2020-01").exists()
    assert [path.is_file() for path in store.paths("documents")] == [True]
    assert read_record(store) == RECORD
    assert not is_pending(store)
    assert not finish_purge(store)


def test_one_that_was_never_published_is_forgotten(store: Store) -> None:
    left = leftovers(store)
    begin_purge(store, Pending("never", RECORD))
    assert not finish_purge(store)
    assert all(path.exists() for path in left)
    assert read_record(store) is None
    assert not is_pending(store)


def test_whoever_opens_the_archive_next_finishes_it(store: Store) -> None:
    left = leftovers(store)
    begin_purge(store, Pending("b1", RECORD, ("abc",)))
    with open_warehouse(store.root) as opened:
        assert opened.rows("SELECT doc_id FROM documents")[1] == [("a",)]
    assert [path for path in left if path.exists()] == []
    assert not is_pending(store)


def test_it_is_finished_after_the_records_were_folded_too(store: Store) -> None:
    begin_purge(store, Pending("b1", RECORD))
    (store.root / PENDING).rename(store.root / "kept")
    with Writer(store) as writer:
        assert writer.fold_records(1) == 1
    (store.root / "kept").rename(store.root / PENDING)
    assert finish_purge(store)


@pytest.mark.parametrize("content", ["", "{}", '{"batch_id": "b", "record": {}, "raw": []}'])
def test_a_damaged_file_about_it_is_named(store: Store, content: str) -> None:
    (store.root / PENDING).write_text(content)
    with pytest.raises(DamagedWarehouse, match=PENDING):
        finish_purge(store)
