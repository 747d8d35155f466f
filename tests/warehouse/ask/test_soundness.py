"""Every fault of a warehouse is named: half published batches, foreign and damaged files, rows that are wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.flows.archives import ingest, write_feed
from warehouse.ask.database import Warehouse, refresh_catalog
from warehouse.ask.soundness import Fault, inspect
from warehouse.store.commits import COMMITS, DataFile, Store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("soundness")
    ingest(folder / "w", write_feed(folder / "feed.jsonl", range(3)))
    return folder / "w"


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    copied = Path(shutil.copytree(made, tmp_path / "w"))
    refresh_catalog(Store.at(copied))  # it opens whatever becomes of its files
    return copied


def faults(archive: Path) -> list[Fault]:
    with Warehouse(Store.at(archive)) as opened:
        return list(inspect(opened))


def file_of(archive: Path, table: str) -> DataFile:
    return next(file for file in Store.at(archive).files() if file.table == table)


def test_a_sound_warehouse_has_no_fault(made: Path) -> None:
    assert faults(made) == []


def test_a_batch_whose_publishing_was_cut_short_is_named(archive: Path) -> None:
    [commit] = (archive / COMMITS).glob("*.json")
    commit.with_suffix(".done").unlink()
    [fault] = faults(archive)
    assert (fault.check, fault.count, fault.example) == ("no_batch_half_published", 1, commit.stem)


def test_files_that_no_batch_published_are_counted_and_the_first_is_named(archive: Path) -> None:
    for name in ("articles/month=2021-01/zz.parquet", "articles/a stray note", "mentions/deep/er/one.txt"):
        (archive / name).parent.mkdir(parents=True, exist_ok=True)
        (archive / name).write_bytes(b"")
    (archive / "notes.txt").write_text("beside the tables anything may lie")
    [fault] = faults(archive)
    assert (fault.check, fault.count, fault.example) == ("only_committed_files", 3, "articles/a stray note")


def test_a_file_that_cannot_be_read_is_named_and_its_rows_are_not_asked(archive: Path) -> None:
    damaged, cut = file_of(archive, "segments"), file_of(archive, "fingerprints")
    # the end of a file says what is in it; its middle is read only when its rows are
    content = bytearray((archive / damaged.path).read_bytes())
    content[4 : len(content) // 3] = bytes(len(content) // 3 - 4)
    (archive / damaged.path).write_bytes(content)
    (archive / cut.path).write_bytes((archive / cut.path).read_bytes()[:100])
    found = faults(archive)
    assert [(fault.check, fault.count) for fault in found] == [("files_are_readable", 1)] * 2
    assert {fault.example.split(": ")[0] for fault in found} == {damaged.path, cut.path}
    assert all(fault.example.split(": ")[1] for fault in found)


def test_a_file_with_other_rows_or_columns_than_its_batch_says_is_named(archive: Path) -> None:
    short, other = file_of(archive, "segments"), file_of(archive, "stories")
    table = pq.ParquetFile(archive / short.path).read()
    pq.write_table(table.slice(1), archive / short.path)
    pq.write_table(pa.table({"doc_id": ["x"] * other.row_count}), archive / other.path)
    assert {fault.example for fault in faults(archive)} == {
        f"{short.path}: {short.row_count - 1} rows instead of {short.row_count}",
        f"{other.path}: columns differ from the schema",
    }


def test_rows_that_break_a_check_are_counted_and_one_is_shown(archive: Path) -> None:
    file = file_of(archive, "documents")
    table = pq.ParquetFile(archive / file.path).read()
    unknown = pa.array(["nowhere" * 100] * table.num_rows, pa.string())
    changed = table.set_column(table.schema.get_field_index("batch_id"), "batch_id", unknown)
    pq.write_table(changed, archive / file.path)
    found = {fault.check: fault for fault in faults(archive)}
    fault = found["documents_batch_id_is_known"]
    assert fault.count == table.num_rows
    assert fault.purpose == "documents.batch_id is found in batches.batch_id."
    assert len(fault.example) == 300
    assert fault.example.startswith("doc_id=")
    assert ", batch_id=nowherenowhere" in fault.example
