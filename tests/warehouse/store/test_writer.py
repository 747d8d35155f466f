"""A batch is in the warehouse whole or not at all, whatever happens in between."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.store.faults import failing
from warehouse.errors import DamagedWarehouse, UnfinishedPublishing, WarehouseBusy
from warehouse.store.commits import COMMITS, STAGING, CommitRecord, DataFile, Store
from warehouse.store.writer import Unsettled, Writer, unsettled


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
        with monkeypatch.context() as patched:
            patched.setattr("warehouse.store.writer.roll_forward", lambda store, record: None)  # the process dies here
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


def test_a_try_that_failed_after_the_commit_is_gone_on_with_by_the_next_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Writer(store) as writer:
        record = staged(writer, "b1")
        with failing(store.root) as faults:
            faults.begin(6)  # draft: open, fsync, replace, fsync; link; unlink
            with pytest.raises(UnfinishedPublishing, match="Batch b1 is published and safe") as caught:
                writer.publish(record)
        assert isinstance(caught.value.__cause__, OSError)
        writer.new_staging("run-b1")  # what is committed goes to its place before anything is cleared
        assert (store.root / "documents/month=2021-07/b1.parquet").read_bytes() == b"rows"
        assert not writer.publish(record)


def write_count(tmp_path: Path) -> int:
    """How many writes a correction makes: a batch of three files that removes one."""
    store = Store.create(tmp_path / "counted")
    with Writer(store) as writer, failing(store.root) as faults:
        writer.publish(staged(writer, "b1"))
        record = correction(writer)
        faults.begin(0)
        writer.publish(record)
        return faults.count


def correction(writer: Writer) -> CommitRecord:
    """A batch of three files in two tables that removes the file of the batch b1."""
    folder = writer.new_staging("run-b2")
    files = []
    for table, month in (("articles", "2021-07"), ("articles", "2021-08"), ("documents", "2021-07")):
        path = folder / f"{table}-{month}.parquet"
        path.write_bytes(f"{table} {month}".encode())
        final = f"{table}/month={month}/b2.parquet"
        files.append(DataFile(table, month, final, str(path.relative_to(writer.store.root)), 1, 1))
    return CommitRecord.now("b2", "run", tuple(files), ("documents/month=2021-07/b1.parquet",))


def published(store: Store) -> dict[str, bytes]:
    """Every file below a table's folder with its content."""
    return {
        str(path.relative_to(store.root)): path.read_bytes()
        for table in ("articles", "documents")
        for path in (store.root / table).rglob("*.parquet")
    }


BEFORE = {"documents/month=2021-07/b1.parquet": b"rows"}
AFTER = {
    "articles/month=2021-07/b2.parquet": b"articles 2021-07",
    "articles/month=2021-08/b2.parquet": b"articles 2021-08",
    "documents/month=2021-07/b2.parquet": b"documents 2021-07",
}


@pytest.mark.parametrize("is_done_first", [False, True])
@pytest.mark.parametrize("is_tried_again", [False, True])
def test_a_fault_at_any_write_of_a_publishing_loses_nothing(
    tmp_path: Path, is_done_first: bool, is_tried_again: bool
) -> None:
    points = write_count(tmp_path)
    assert points > 20
    for point in range(1, points + 1):
        store = Store.create(tmp_path / f"w{point}")
        with Writer(store) as writer:
            writer.publish(staged(writer, "b1"))
            record = correction(writer)
            fault: Exception | None = None
            with failing(store.root) as faults:
                faults.begin(point, is_done_first)
                try:
                    writer.publish(record)
                except (OSError, UnfinishedPublishing) as error:
                    fault = error
            is_committed = (store.root / COMMITS / "b2.json").is_file()
            if faults.names[point - 1] != "mkdir":  # a folder that is there is no fault, whoever made it
                assert isinstance(fault, UnfinishedPublishing if is_committed else OSError), faults.names
            if is_tried_again:
                assert writer.publish(record) or fault is None
        paths = {file.path for file in Store(store.root).files()}
        assert paths == set(AFTER if is_committed or is_tried_again else BEFORE)
        with Writer(store):
            assert published(store) == (AFTER if is_committed or is_tried_again else BEFORE), (point, faults.names)
        assert [path.name for path in store.root.glob(".*")] == []
        assert [path.name for path in (store.root / COMMITS).glob(".*")] == [".lock"]


def test_what_is_committed_stays_staged_until_it_can_be_moved(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with Writer(store) as writer, failing(store.root) as faults:
        record = staged(writer, "b1")
        faults.begin(8)
        with pytest.raises(UnfinishedPublishing):
            writer.publish(record)
    for _ in range(2):  # the next writers meet the same fault
        with failing(store.root) as faults, pytest.raises(UnfinishedPublishing, match="finishes it"):
            faults.begin(3)
            Writer(store).__enter__()
        assert store.paths("documents")[0].is_relative_to(store.root / STAGING)
    with Writer(store):
        assert published(store) == BEFORE


def test_a_lost_commit_record_is_named_and_the_other_batches_are_finished(store: Store) -> None:
    with Writer(store) as writer:
        writer.publish(staged(writer, "b1"))
        writer.publish(staged(writer, "b2"))
    (store.root / COMMITS / "b1.json").unlink()
    (store.root / COMMITS / "b2.done").unlink()
    with pytest.raises(DamagedWarehouse, match=r"commit record of batch b1 is missing .*presswatch repair"):
        Writer(store).__enter__()
    assert unsettled(store) == Unsettled(lost=("b1",))
    assert CommitRecord.read(store.root / COMMITS / "b2.done".replace("b2.done", "b2.json")).batch_id == "b2"


def test_the_mark_of_a_finished_batch_holds_a_copy_of_its_record(store: Store) -> None:
    with Writer(store) as writer:
        record = staged(writer, "b1")
        writer.publish(record)
    assert CommitRecord.from_json((store.root / COMMITS / "b1.done").read_text()) == record


def test_a_record_that_names_another_batchs_or_anothers_files_is_refused_and_nothing_is_touched(store: Store) -> None:
    victim = store.root.parent / "victim"
    victim.write_text("precious")
    with Writer(store) as writer:
        writer.publish(staged(writer, "b1"))
    path = store.root / COMMITS / "b1.json"
    good = json.loads(path.read_text())
    tampered = [
        {"removed": ["../victim"]},
        {"removed": [str(victim)]},
        {"removed": ["documents/month=2021-07/../../../victim"]},
        {"removed": [7]},
        {"batch_id": "../../victim"},
        {"published_at": "yesterday"},
        {"added": [good["added"][0] | {"path": "../victim"}]},
        {"added": [good["added"][0] | {"staged": "../victim"}]},
        {"added": [good["added"][0] | {"staged": "_staging/../../victim"}]},
        {"added": [good["added"][0] | {"path": "_commits/month=2021-07/b1.parquet"}]},
    ]
    for change in tampered:
        path.write_text(json.dumps(good | change))
        path.with_suffix(".done").unlink(missing_ok=True)
        with pytest.raises(DamagedWarehouse, match="cannot be read"):
            Writer(Store(store.root)).__enter__()
        assert victim.read_text() == "precious"
    assert published(store) == BEFORE


def test_a_folder_that_leads_out_of_the_warehouse_is_not_written_to(store: Store, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (store.root / "documents").symlink_to(tmp_path / "elsewhere")
    with Writer(store) as writer, pytest.raises(DamagedWarehouse, match="leads out of the warehouse"):
        writer.publish(staged(writer, "b1"))
    assert list((tmp_path / "elsewhere").iterdir()) == []
