"""A batch is in the warehouse whole or not at all, whatever happens in between."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.errors import WarehouseBusy
from warehouse.store.commits import STAGING, CommitRecord, DataFile, Store
from warehouse.store.writer import Writer


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "w")


def staged(writer: Writer, batch_id: str, content: bytes = b"rows") -> CommitRecord:
    """A batch of one file, staged and ready."""
    folder = writer.new_staging(f"run-{batch_id}")
    path = folder / "documents.parquet"
    path.write_bytes(content)
    file = DataFile(
        table="documents",
        month="2021-07",
        path=f"documents/month=2021-07/{batch_id}.parquet",
        staged=str(path.relative_to(writer.store.root)),
        row_count=1,
        byte_count=len(content),
    )
    return CommitRecord(batch_id, "run", "2021-07-14T00:00:00", (file,))


def test_a_published_file_lies_at_its_final_place(store: Store) -> None:
    with Writer(store) as writer:
        assert writer.publish(staged(writer, "b1"))
    (path,) = store.paths("documents")
    assert path == store.root / "documents/month=2021-07/b1.parquet"
    assert path.read_bytes() == b"rows"


def test_a_batch_that_was_published_before_changes_nothing(store: Store) -> None:
    with Writer(store) as writer:
        writer.publish(staged(writer, "b1"))
        assert not writer.publish(staged(writer, "b1", b"other"))
    assert store.paths("documents")[0].read_bytes() == b"rows"
    assert len(store.commits()) == 1


def test_what_was_staged_and_never_committed_is_cleared_by_the_next_writer(store: Store) -> None:
    with Writer(store) as writer:
        staged(writer, "b1")
    with Writer(store):
        assert not (store.root / STAGING).exists()
    assert store.paths("documents") == []


def test_a_batch_cut_short_after_its_commit_is_readable_at_once_and_finished_by_the_next_writer(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Writer(store) as writer:
        record = staged(writer, "b1")
        monkeypatch.setattr(writer, "_roll_forward", lambda record: None)  # the process dies here
        writer.publish(record)
    (path,) = store.paths("documents")
    assert path.is_relative_to(store.root / STAGING)
    with Writer(store):
        (path,) = store.paths("documents")
    assert path == store.root / "documents/month=2021-07/b1.parquet"


def test_a_correction_adds_and_removes_at_once(store: Store) -> None:
    with Writer(store) as writer:
        writer.publish(staged(writer, "b1"))
        better = staged(writer, "b2", b"better")
        writer.publish(CommitRecord("b2", "run", "2021-07-15", better.added, ("documents/month=2021-07/b1.parquet",)))
    assert [path.name for path in store.paths("documents")] == ["b2.parquet"]
    assert not (store.root / "documents/month=2021-07/b1.parquet").exists()


def test_a_second_writer_is_told_who_is_writing(store: Store) -> None:
    with Writer(store), pytest.raises(WarehouseBusy, match="Another process"), Writer(store):
        pass


def test_the_lock_dies_with_its_process(store: Store) -> None:
    code = (
        "import os, sys; from pathlib import Path\n"
        "from warehouse.store.commits import Store; from warehouse.store.writer import Writer\n"
        "Writer(Store(Path(sys.argv[1]))).__enter__(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(store.root)], check=False)
    with Writer(store):
        pass
