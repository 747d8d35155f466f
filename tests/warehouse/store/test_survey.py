"""A look at a warehouse's folder finds every fault of its records and files, and stops at none."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.store.commits import COMMITS, CommitRecord, DataFile, Store
from warehouse.store.survey import fault_of_file, foreign_files, is_in_place, is_staged, survey_records
from warehouse.store.writer import Writer


def publish(store: Store, batch_id: str) -> DataFile:
    """A batch of one file with three rows."""
    with Writer(store) as writer:
        path = writer.new_staging(f"run-{batch_id}") / "documents.parquet"
        pq.write_table(pa.table({"doc_id": ["a", "b", "c"]}), path)
        final = f"documents/month=2021-07/{batch_id}.parquet"
        staged, size = str(path.relative_to(store.root)), path.stat().st_size
        file = DataFile("documents", "2021-07", final, staged, 3, size)
        writer.publish(CommitRecord(batch_id, "run", f"2021-07-1{batch_id[1:]}T00:00:00", (file,)))
    return file


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.create(tmp_path / "w")
    for batch_id in ("b1", "b2", "b3"):
        publish(made, batch_id)
    return made


def test_of_a_sound_warehouse_every_record_is_whole(store: Store) -> None:
    records = survey_records(store.root)
    assert records.are_whole
    assert records.unfinished == ()
    assert list(records.files()) == store.files()


def test_damaged_lost_and_unfinished_records_are_all_named_at_once(store: Store) -> None:
    (store.root / COMMITS / "b1.json").write_text("[]")
    (store.root / COMMITS / "b2.json").unlink()
    (store.root / COMMITS / "b3.done").unlink()
    records = survey_records(store.root)
    assert not records.are_whole
    assert list(records.damaged) == ["b1"]
    assert "cannot be read" in records.damaged["b1"]
    assert (records.lost, records.unfinished) == (("b2",), ("b3",))
    assert [file.path for file in records.files()] == ["documents/month=2021-07/b3.parquet"]


def test_a_damaged_checkpoint_and_a_part_of_history_that_is_gone_are_told_apart(store: Store) -> None:
    with Writer(store) as writer:
        writer.fold_records(least=1)
    folded = store.root / COMMITS / "folded"
    assert survey_records(store.root).are_whole
    (folded / "000001.jsonl.gz").rename(folded / "away")
    records = survey_records(store.root)
    assert records.checkpoint_fault is None
    assert "history" in str(records.history_fault)
    assert len(records.files()) == 3
    (folded / "away").rename(folded / "000001.jsonl.gz")
    (folded / "checkpoint").write_text("{}")
    records = survey_records(store.root)
    assert records.history_fault is None
    assert "checksum" in str(records.checkpoint_fault)


def test_files_that_no_record_names_are_found(store: Store) -> None:
    stray = store.root / "documents" / "month=2021-07" / "b9.parquet"
    stray.touch()
    assert foreign_files(store.root, tuple(store.files())) == [stray]


def test_a_file_is_in_place_or_staged(store: Store) -> None:
    file = store.files()[0]
    assert (is_in_place(store.root, file), is_staged(store.root, file)) == (True, False)
    (store.root / file.staged).parent.mkdir(parents=True)
    (store.root / file.path).rename(store.root / file.staged)
    assert (is_in_place(store.root, file), is_staged(store.root, file)) == (False, True)
    assert not is_staged(store.root, DataFile("documents", "2021-07", file.path, "", 3, 1))


def test_a_files_footer_and_size_are_held_against_its_record(store: Store) -> None:
    file = store.files()[0]
    path = store.root / file.path
    assert fault_of_file(path, file) is None
    pq.write_table(pa.table({"doc_id": ["a", "b", "c"]}), path, compression="zstd", use_dictionary=False)
    assert fault_of_file(path, file) == f"{path.stat().st_size} bytes instead of {file.byte_count}"
    pq.write_table(pa.table({"doc_id": ["a", "b"]}), path)
    assert fault_of_file(path, file) == "2 rows instead of 3"
    path.write_bytes(b"PAR1")
    assert fault_of_file(path, file) == "ArrowInvalid"
    path.unlink()
    assert fault_of_file(path, file) == "FileNotFoundError"
