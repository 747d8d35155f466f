"""A commit record is made again only from a batch that is whole, and that nobody else has published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.job.job import lexicon_files
from flows.job.settings import Settings
from flows.run import pipeline
from tests.flows.archives import job_for, write_feed
from warehouse.store.commits import COMMITS, CommitRecord, DataFile, Store
from warehouse.upkeep.rebuilding import NotWhole, batch_of, files_of_batch, rebuilt_record


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One batch of two articles and a document that was refused."""
    folder = tmp_path_factory.mktemp("rebuilding")
    feed = write_feed(folder / "feed.jsonl", range(2))
    feed.write_text(feed.read_text() + "{broken\n")
    pipeline.ingest(job_for(folder / "w", feed, lexicon=lexicon_files(Settings(name_model="rules"))))
    return folder / "w"


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "w"))


def record_of(archive: Path) -> CommitRecord:
    return CommitRecord.read(next((archive / COMMITS).glob("*.json")))


def file_of(archive: Path, table: str) -> Path:
    return Store.at(archive).paths(table)[0]


def test_a_whole_batch_gets_the_record_that_it_had(archive: Path) -> None:
    old = record_of(archive)
    new = rebuilt_record(archive, old.batch_id, ())
    assert (new.batch_id, new.run_id, new.removed) == (old.batch_id, old.run_id, ())
    assert {(f.table, f.month, f.path, f.row_count, f.byte_count) for f in new.added} == {
        (f.table, f.month, f.path, f.row_count, f.byte_count) for f in old.added
    }
    assert CommitRecord.from_json(new.to_json()) == new
    assert {batch_of(path) for path in files_of_batch(archive, old.batch_id)} == {old.batch_id}


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("batches", "row in the table `batches` is missing"),
        ("documents", "published 3 documents, and the files hold"),
        ("articles", "have not one row in articles"),
        ("fingerprints", "have not one row in fingerprints"),
    ],
)
def test_a_batch_that_lacks_a_file_is_not_whole(archive: Path, table: str, why: str) -> None:
    batch_id = record_of(archive).batch_id
    file_of(archive, table).unlink()
    with pytest.raises(NotWhole, match=why):
        rebuilt_record(archive, batch_id, ())


def test_a_batch_with_a_file_that_cannot_be_read_or_has_other_columns_is_not_whole(archive: Path) -> None:
    batch_id, path = record_of(archive).batch_id, file_of(archive, "segments")
    path.write_bytes(b"PAR1")
    with pytest.raises(NotWhole, match="cannot be read"):
        rebuilt_record(archive, batch_id, ())
    pq.write_table(pa.table({"x": [1]}), path)
    with pytest.raises(NotWhole, match="columns"):
        rebuilt_record(archive, batch_id, ())


def test_a_batch_whose_rows_are_published_elsewhere_is_refused(archive: Path) -> None:
    old = record_of(archive)
    copies: dict[str, DataFile] = {}
    for file in old.added:
        if file.table in ("batches", "documents") and file.table not in copies:
            path = file.path.replace(old.batch_id, "compacted")
            shutil.copy(archive / file.path, archive / path)
            copies[file.table] = DataFile(file.table, file.month, path, "", file.row_count, file.byte_count)
    with pytest.raises(NotWhole, match="it is published in other files"):
        rebuilt_record(archive, old.batch_id, [copies["batches"]])
    with pytest.raises(NotWhole, match="documents"):
        rebuilt_record(archive, old.batch_id, [copies["documents"]])


def test_rows_that_a_correction_took_over_are_found_there(archive: Path) -> None:
    old = record_of(archive)
    [*articles] = [file for file in old.added if file.table == "articles"]
    moved = []
    for file in articles:
        path = file.path.replace(old.batch_id, "corrected")
        shutil.copy(archive / file.path, archive / path)
        moved.append(DataFile(file.table, file.month, path, "", file.row_count, file.byte_count))
    new = rebuilt_record(archive, old.batch_id, moved, {file.path for file in articles})
    assert {file.path for file in new.added} == {file.path for file in old.added} - {file.path for file in articles}
