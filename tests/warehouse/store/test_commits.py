"""A warehouse folder says what it holds, or in one sentence why it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.errors import DamagedWarehouse, NotAWarehouse, OtherFormat
from warehouse.store.commits import COMMITS, MARKER, CommitRecord, DataFile, Store
from warehouse.store.writer import Writer
from warehouse.upkeep.repair import repair


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "w")


def published(store: Store, batch_id: str, content: bytes = b"rows") -> None:
    """A batch of one file, published."""
    with Writer(store) as writer:
        path = writer.new_staging(f"run-{batch_id}") / "documents.parquet"
        path.write_bytes(content)
        final = f"documents/month=2021-07/{batch_id}.parquet"
        file = DataFile("documents", "2021-07", final, str(path.relative_to(store.root)), 1, len(content))
        writer.publish(CommitRecord(batch_id, "run", "2021-07-14T00:00:00", (file,)))


def test_a_folder_with_other_things_in_it_is_no_warehouse(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(NotAWarehouse, match="not a Presswatch warehouse"):
        Store.create(tmp_path)
    with pytest.raises(NotAWarehouse, match="not a Presswatch warehouse"):
        Store.at(tmp_path)
    with pytest.raises(NotAWarehouse, match="no warehouse at"):
        Store.at(tmp_path / "nowhere")


def test_creating_a_warehouse_twice_keeps_what_is_in_it(store: Store) -> None:
    published(store, "b1")
    assert len(Store.create(store.root).commits()) == 1
    assert (store.root / MARKER).is_file()


@pytest.mark.parametrize(
    ("marker", "error", "sentence"),
    [
        ('{"format": 1}', OtherFormat, "written by an earlier version .* ingest its sources into a new warehouse"),
        ('{"format": 3}', OtherFormat, "written by a later version"),
        ('{"format": "x"}', DamagedWarehouse, "remove it and run `presswatch repair`"),
        ("[]", DamagedWarehouse, "remove it and run `presswatch repair`"),
        ("{", DamagedWarehouse, "remove it and run `presswatch repair`"),
    ],
)
def test_a_warehouse_of_another_version_is_refused_with_what_to_do_and_left_as_it_is(
    store: Store, marker: str, error: type[Exception], sentence: str
) -> None:
    (store.root / MARKER).write_text(marker)
    for opening in (Store.at, Store.create, repair):
        with pytest.raises(error, match=sentence):
            opening(store.root)
    assert (store.root / MARKER).read_text() == marker


def test_a_missing_file_and_a_damaged_record_are_said_in_a_sentence(store: Store) -> None:
    published(store, "b1")
    store.paths("documents")[0].unlink()
    with pytest.raises(DamagedWarehouse, match="missing though it was published"):
        store.paths("documents")
    (store.root / COMMITS / "b1.json").write_text("{")
    with pytest.raises(DamagedWarehouse, match="cannot be read"):
        store.files()
