"""A warehouse is broken in every way we know; `check` names it, `repair` mends it or says what to restore."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.job.job import lexicon_files
from flows.job.settings import Settings
from flows.run import pipeline
from tests.flows.archives import every_row, job_for, write_feed
from warehouse.ask.database import refresh_catalog
from warehouse.ask.soundness import examine
from warehouse.errors import DamagedWarehouse, NotAWarehouse, WarehouseBusy
from warehouse.store.commits import CATALOG, COMMITS, MARKER, STAGING, Store
from warehouse.store.privacy import PrivacyRecord
from warehouse.store.purge import PENDING, Pending, begin_purge
from warehouse.store.records import CommitRecord
from warehouse.store.rewriting import Rewrite, rewrite_files
from warehouse.store.trash import TRASH
from warehouse.store.writer import Writer
from warehouse.upkeep.repair import Finding, repair

RULES = lexicon_files(Settings(name_model="rules"))
Rows = dict[str, list[tuple[object, ...]]]


def ingested(warehouse: Path, feed: Path) -> None:
    pipeline.ingest(job_for(warehouse, feed, lexicon=RULES))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two batches, and a correction of the articles that changes no row."""
    folder = tmp_path_factory.mktemp("repair")
    ingested(folder / "w", write_feed(folder / "one.jsonl", range(3)))
    ingested(folder / "w", write_feed(folder / "two.jsonl", range(3, 6)))
    store = Store.at(folder / "w")
    with Writer(store) as writer:
        rewrites = [Rewrite("articles", month, tuple(f for f in store.files_of("articles") if f.month == month))
                    for month in sorted({file.month for file in store.files_of("articles")})]  # fmt: skip
        rewrite_files(writer, "corrected", "run", rewrites)
    return folder / "w"


@pytest.fixture(scope="module")
def rows(made: Path) -> Rows:
    return every_row(made)


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    copied = Path(shutil.copytree(made, tmp_path / "w"))
    refresh_catalog(Store.at(copied))
    return copied


def commits(archive: Path) -> list[Path]:
    """The commit records of the two batches, oldest first; the correction's is left out."""
    found = (path for path in (archive / COMMITS).glob("*.json") if path.stem != "corrected")
    return sorted(found, key=lambda path: CommitRecord.read(path).published_at)


def lose_record(archive: Path) -> None:
    commits(archive)[0].unlink()


def empty_record(archive: Path) -> None:
    commits(archive)[1].write_text("")


def tamper_with_record(archive: Path) -> None:
    path = commits(archive)[1]
    path.write_text(json.dumps(json.loads(path.read_text()) | {"removed": ["../victim"]}))


def lose_mark(archive: Path) -> None:
    commits(archive)[0].with_suffix(".done").unlink()


def lose_record_and_mark(archive: Path) -> None:
    path = commits(archive)[1]
    for suffix in (".json", ".done"):
        path.with_suffix(suffix).unlink()


def lose_record_and_copy(archive: Path) -> None:
    path = commits(archive)[1]
    path.unlink()
    path.with_suffix(".done").write_text("")


def lose_correction(archive: Path) -> None:
    for suffix in (".json", ".done"):
        (archive / COMMITS / f"corrected{suffix}").unlink()


def leave_staged(archive: Path) -> None:
    """As if the batch had been cut short between its commit and its last rename."""
    record = CommitRecord.read(commits(archive)[1])
    kept = {file.path for file in Store.at(archive).files()}
    for file in record.added:
        if file.path in kept:
            (archive / file.staged).parent.mkdir(parents=True, exist_ok=True)
            (archive / file.path).rename(archive / file.staged)


def cut_short(archive: Path) -> None:
    leave_staged(archive)
    commits(archive)[1].with_suffix(".done").unlink()


def add_foreign(archive: Path) -> None:
    target = archive / "articles" / "month=2021-01" / "zz.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(Store.at(archive).paths("articles")[0], target)
    (archive / "segments" / "note.txt").write_text("somebody's note")


def put_removed_back(archive: Path) -> None:
    """As if a correction had been cut short before it took the old files away, and its mark were there."""
    for path in (archive / TRASH).rglob("*.parquet"):
        month = path.parent.name
        shutil.copy(path, archive / "articles" / month / path.name)


def throw_away(archive: Path) -> None:
    file = Store.at(archive).files_of("documents")[0]
    target = archive / TRASH / "20260101T000000Z" / file.path
    target.parent.mkdir(parents=True)
    (archive / file.path).rename(target)


def lose_catalog(archive: Path) -> None:
    (archive / CATALOG).unlink()


def damage_catalog(archive: Path) -> None:
    (archive / CATALOG).write_bytes(b"not a database")


def lose_marker(archive: Path) -> None:
    (archive / MARKER).unlink()


def fold(archive: Path) -> None:
    with Writer(Store.at(archive)) as writer:
        assert writer.fold_records(least=1) == 3


def lose_checkpoint(archive: Path) -> None:
    fold(archive)
    (archive / COMMITS / "folded" / "checkpoint").unlink()


def damage_checkpoint(archive: Path) -> None:
    fold(archive)
    path = archive / COMMITS / "folded" / "checkpoint"
    path.write_bytes(path.read_bytes()[:-9])


def lose_ids(archive: Path) -> None:
    fold(archive)
    (archive / COMMITS / "folded" / "ids").unlink()


MENDED: dict[Callable[[Path], None], tuple[str | None, str]] = {  # how it is broken: what check names, what repair says
    lose_record: ("commit_records_are_whole", "was missing; it was taken from its copy"),
    empty_record: ("commit_records_are_whole", "was damaged; it was taken from its copy"),
    tamper_with_record: ("commit_records_are_whole", "was damaged; it was taken from its copy"),
    lose_record_and_copy: ("commit_records_are_whole", "was missing; it was made again from the batch's files"),
    lose_record_and_mark: ("only_committed_files", "was missing; it was made again from the batch's files"),
    lose_mark: (None, "was committed and not finished"),  # check finishes it before it looks
    cut_short: (None, "was committed and not finished"),
    add_foreign: ("only_committed_files", "2 files lay in the tables' folders that no batch published"),
    put_removed_back: ("only_committed_files", "files that a batch had removed still lay in their folders"),
    throw_away: ("files_are_readable", "was in the trash though it is published; it was put back"),
    lose_catalog: ("catalog_is_current", "catalog warehouse.duckdb was missing, damaged or out of date"),
    damage_catalog: ("catalog_is_current", "catalog warehouse.duckdb was missing, damaged or out of date"),
    lose_checkpoint: ("checkpoint_is_whole", "checkpoint of commit records was damaged; it was made again"),
    damage_checkpoint: ("checkpoint_is_whole", "checkpoint of commit records was damaged; it was made again"),
    lose_ids: ("checkpoint_is_whole", "checkpoint of commit records was damaged; it was made again"),
}


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("broken", MENDED, ids=lambda broken: broken.__name__)
def test_what_can_be_mended_is_named_by_check_and_mended_with_every_row_in_its_place(
    archive: Path, rows: Rows, broken: Callable[[Path], None]
) -> None:
    check, sentence = MENDED[broken]
    broken(archive)
    before = everything(archive.parent)
    planned = repair(archive, is_dry_run=True)
    assert planned
    assert all(finding.is_mended for finding in planned)
    assert everything(archive.parent) == before, "a dry run changes nothing"
    if check is not None:
        assert check in [fault.check for fault in examine(archive)]
    findings = repair(archive)
    assert any(sentence in finding.sentence for finding in findings), findings
    assert all(finding.is_mended for finding in findings)
    assert examine(archive) == []
    assert every_row(archive) == rows
    assert repair(archive) == []


def test_a_lost_mark_of_the_warehouse_is_written_again(archive: Path, rows: Rows) -> None:
    lose_marker(archive)
    with pytest.raises(NotAWarehouse):
        Store.at(archive)
    assert repair(archive) == [Finding(f"The mark {MARKER} was missing; it was written again.", True)]
    assert every_row(archive) == rows


def test_where_the_folder_of_commit_records_is_gone_whole_batches_are_published_again(tmp_path: Path) -> None:
    for number, name in enumerate(("one", "two")):
        ingested(tmp_path / "w", write_feed(tmp_path / f"{name}.jsonl", range(2 * number, 2 * number + 2)))
    rows = every_row(tmp_path / "w")
    shutil.rmtree(tmp_path / "w" / COMMITS)
    assert [fault.check for fault in examine(tmp_path / "w")] == ["commit_records_are_whole"]
    with pytest.raises(DamagedWarehouse, match="presswatch repair"):
        Writer(Store.at(tmp_path / "w")).__enter__()
    assert all(finding.is_mended for finding in repair(tmp_path / "w"))
    assert every_row(tmp_path / "w") == rows


def test_where_the_folder_is_gone_and_a_correction_with_it_nothing_is_moved(archive: Path) -> None:
    shutil.rmtree(archive / COMMITS)
    before = {name for name in everything(archive) if name.endswith(".parquet")}
    findings = repair(archive)
    assert "restore the folder" in findings[-1].sentence
    assert {name for name in everything(archive) if name.endswith(".parquet")} == before


def test_where_a_correction_is_lost_the_state_before_it_is_restored(archive: Path, rows: Rows) -> None:
    lose_correction(archive)
    assert "files_are_readable" in [fault.check for fault in examine(archive)]
    findings = repair(archive)
    assert all(finding.is_mended for finding in findings), findings
    assert examine(archive) == []
    assert every_row(archive) == rows


def test_drafts_and_staged_files_of_a_killed_run_are_cleared(archive: Path) -> None:
    (archive / STAGING / "run").mkdir(parents=True)
    (archive / STAGING / "run" / "00000.pages").touch()
    (archive / COMMITS / ".b.draft").touch()
    (archive / f".{CATALOG}.{os.getpid()}").touch()
    [finding] = repair(archive)
    assert finding.sentence.startswith("3 files that a killed run left half-written were deleted")
    assert not (archive / STAGING).exists()
    assert list(archive.glob(".*")) == []


def test_an_erasure_that_was_cut_short_is_finished_where_it_was_published_and_else_forgotten(
    archive: Path, rows: Rows
) -> None:
    store = Store.at(archive)
    for batch_id, is_left in (("never", True), ("corrected", False)):
        (archive / TRASH).mkdir(exist_ok=True)
        (archive / TRASH / "words").write_text("of somebody")
        begin_purge(store, Pending(batch_id, PrivacyRecord(None, "salt")))
        assert [finding.sentence.split(";")[0] for finding in repair(archive, is_dry_run=True)] == [
            "An erasure was begun and not finished"
        ]
        assert (archive / PENDING).exists()
        repair(archive)
        assert not (archive / PENDING).exists()
        assert (archive / TRASH / "words").exists() == is_left
    assert every_row(archive) == rows
    assert repair(archive) == []


def test_an_erasure_whose_file_cannot_be_read_is_left_to_a_person(archive: Path) -> None:
    (archive / PENDING).write_text("{")
    (finding,) = repair(archive)
    assert not finding.is_mended
    assert "remove it and erase again" in finding.sentence


def test_a_file_that_is_nowhere_is_named_with_what_to_restore_and_nothing_else_is_touched(archive: Path) -> None:
    file = Store.at(archive).files_of("segments")[0]
    (archive / file.path).unlink()
    assert "files_are_readable" in [fault.check for fault in examine(archive)]
    [finding] = repair(archive)
    assert not finding.is_mended
    assert finding.sentence == f"{archive / file.path} is missing though it was published; restore it from a backup."


def test_a_file_that_is_damaged_is_named_with_what_to_restore(archive: Path) -> None:
    short, cut = Store.at(archive).files_of("segments")[:2]
    table = pq.ParquetFile(archive / short.path).read()
    pq.write_table(table.slice(1), archive / short.path)
    (archive / cut.path).write_bytes(b"PAR1")
    findings = repair(archive)
    assert [finding.is_mended for finding in findings] == [False, False]
    assert all("is damaged" in finding.sentence for finding in findings)


def test_a_record_of_which_nothing_tells_any_more_is_left_to_a_person_and_its_files_stay(archive: Path) -> None:
    (archive / COMMITS / "corrected.json").write_text("{")
    (archive / COMMITS / "corrected.done").write_text("{")
    before = everything(archive)
    findings = repair(archive)
    [left] = [finding for finding in findings if not finding.is_mended]
    assert "restore" in left.sentence
    assert "corrected.json from a backup" in left.sentence
    after = everything(archive)
    assert {name for name in before if name.endswith("corrected.parquet")} <= set(after)


def test_a_history_that_is_gone_is_left_to_a_person(archive: Path) -> None:
    fold(archive)
    (archive / COMMITS / "folded" / "000001.jsonl.gz").write_bytes(b"")
    findings = repair(archive)
    assert [finding.is_mended for finding in findings] == [False]


def test_a_warehouse_that_is_sound_is_left_as_it_is(archive: Path) -> None:
    before = everything(archive)
    assert repair(archive) == []
    assert {k: v for k, v in everything(archive).items() if ".lock" not in k} == {
        k: v for k, v in before.items() if ".lock" not in k
    }


def test_nobody_else_writes_meanwhile_and_another_folder_is_refused(archive: Path, tmp_path: Path) -> None:
    with Writer(Store.at(archive)):
        for is_dry_run in (False, True):
            with pytest.raises(WarehouseBusy):
                repair(archive, is_dry_run)
    with pytest.raises(NotAWarehouse):
        repair(tmp_path)
