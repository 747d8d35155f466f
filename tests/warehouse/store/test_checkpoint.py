"""Folded records count once and are never forgotten, wherever a kill or damage hits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.errors import DamagedWarehouse
from warehouse.store import checkpoint, writer
from warehouse.store.checkpoint import FOLDED, Checkpoint, files_after, read_checkpoint, rebuild
from warehouse.store.commits import COMMITS, CommitRecord, DataFile, Store
from warehouse.store.writer import Writer


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "w")


def record(writer: Writer, number: int, removed: tuple[str, ...] = ()) -> CommitRecord:
    """A batch of one file, staged and ready."""
    path = writer.new_staging(f"run-{number}") / "documents.parquet"
    path.write_bytes(b"rows")
    final = f"documents/month=2021-07/b{number}.parquet"
    file = DataFile("documents", "2021-07", final, str(path.relative_to(writer.store.root)), number, 4)
    return CommitRecord(f"b{number}", "run", f"2021-07-14T00:00:{number:02d}", (file,), removed)


def publish(store: Store, *numbers: int) -> None:
    with Writer(store) as opened:
        for number in numbers:
            opened.publish(record(opened, number))


def fold(store: Store) -> int:
    with Writer(store) as opened:
        return opened.fold_records(least=1)


def names(store: Store) -> list[str]:
    return [Path(file.path).stem for file in Store.at(store.root).files()]


def beside(store: Store) -> list[str]:
    """Records and markers that lie beside the checkpoint."""
    return sorted(path.name for path in (store.root / COMMITS).iterdir() if path.suffix in (".json", ".done"))


def test_folding_changes_nothing_that_a_reader_sees_and_leaves_no_record_beside(store: Store) -> None:
    publish(store, 1, 2, 3)
    before = store.files()
    generation = store.snapshot().generation
    assert fold(store) == 3
    assert beside(store) == []
    after = Store.at(store.root)
    assert [(f.path, f.row_count, f.byte_count, f.month) for f in after.files()] == [
        (f.path, f.row_count, f.byte_count, f.month) for f in before
    ]
    assert (after.snapshot().generation, after.snapshot().record_count) == (generation, 3)
    assert store.snapshot().checkpoint == after.snapshot().checkpoint


def test_what_each_record_gave_stays_in_the_history(store: Store) -> None:
    publish(store, 1, 2)
    before = store.commits()
    fold(store)
    publish(store, 3)
    assert store.commits()[:2] == before
    assert [commit.batch_id for commit in store.commits()] == ["b1", "b2", "b3"]


def test_a_folded_batch_is_still_known_as_published(store: Store) -> None:
    publish(store, 1)
    fold(store)
    with Writer(store) as opened:
        assert not opened.publish(record(opened, 1))
        assert opened.publish(record(opened, 2))
    assert names(store) == ["b1", "b2"]


def test_a_later_record_removes_what_was_folded(store: Store) -> None:
    publish(store, 1, 2)
    fold(store)
    with Writer(store) as opened:
        opened.publish(record(opened, 3, ("documents/month=2021-07/b1.parquet",)))
    assert names(store) == ["b2", "b3"]
    fold(store)
    assert names(store) == ["b2", "b3"]


def test_the_writer_folds_by_itself_once_there_are_enough_records(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "FOLD_COUNT", 3)
    publish(store, 1, 2)
    publish(store)
    assert len(beside(store)) == 4
    publish(store, 3)
    publish(store)
    assert beside(store) == []
    assert names(store) == ["b1", "b2", "b3"]


def test_nothing_to_fold_writes_nothing(store: Store) -> None:
    assert fold(store) == 0
    assert not (store.root / COMMITS / FOLDED).exists()


class Killed(BaseException):
    """The process dies here."""


def kill_at(monkeypatch: pytest.MonkeyPatch, step: int) -> Callable[[], int]:
    """Die before the step-th write or deletion of a fold; returns how many steps were made."""
    made = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            nonlocal made
            if made == step:
                raise Killed
            made += 1
            return real(*given, **named)

        return call

    monkeypatch.setattr(checkpoint, "write_bytes_durably", counted(checkpoint.write_bytes_durably))
    monkeypatch.setattr(Path, "unlink", counted(Path.unlink))
    monkeypatch.setattr(Path, "mkdir", counted(Path.mkdir))
    return lambda: made


FOLD_STEPS = 12  # folder, empty checkpoint, history, ids, checkpoint, three records and their markers; then the end


@pytest.mark.parametrize("step", range(FOLD_STEPS + 1))
def test_killed_at_any_step_of_a_fold_nothing_is_lost_or_counted_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    publish(store, 1, 2, 3)
    with monkeypatch.context() as patched, Writer(store) as opened:
        made = kill_at(patched, step)
        try:
            opened.fold_records(least=1)
        except Killed:
            assert step < FOLD_STEPS
        else:
            assert made() <= FOLD_STEPS
    assert names(store) == ["b1", "b2", "b3"]
    publish(store, 2, 4)  # the second of them is new
    assert names(store) == ["b1", "b2", "b3", "b4"]
    fold(store)
    assert names(store) == ["b1", "b2", "b3", "b4"]
    assert [commit.batch_id for commit in store.commits()] == ["b1", "b2", "b3", "b4"]
    assert rebuild(store.root).files == read_checkpoint(store.root).files


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda path: path.write_text("{"), lambda path: path.write_bytes(b"\xff")]
)
def test_a_damaged_checkpoint_is_refused_and_made_again_from_the_history(
    store: Store, damage: Callable[[Path], object]
) -> None:
    publish(store, 1, 2)
    fold(store)
    publish(store, 3)
    fold(store)
    before = read_checkpoint(store.root)
    damage(store.root / COMMITS / FOLDED / "checkpoint")
    with pytest.raises(DamagedWarehouse, match="presswatch repair"):
        Store.at(store.root).files()
    rebuild(store.root)
    assert read_checkpoint(store.root) == before
    assert names(store) == ["b1", "b2", "b3"]


def test_a_flipped_letter_in_the_checkpoint_does_not_pass(store: Store) -> None:
    publish(store, 1)
    fold(store)
    path = store.root / COMMITS / FOLDED / "checkpoint"
    path.write_text(path.read_text().replace("b1.parquet", "b2.parquet"))
    with pytest.raises(DamagedWarehouse, match="checksum"):
        read_checkpoint(store.root)


def test_lost_ids_are_damage_and_not_a_reason_to_publish_again(store: Store) -> None:
    publish(store, 1)
    fold(store)
    (store.root / COMMITS / FOLDED / "ids").unlink()
    with Writer(store) as opened, pytest.raises(DamagedWarehouse, match="batches are missing"):
        opened.publish(record(opened, 1))


def test_a_gap_in_the_history_is_said(store: Store) -> None:
    publish(store, 1)
    fold(store)
    publish(store, 2)
    fold(store)
    (store.root / COMMITS / FOLDED / "000001.jsonl.gz").unlink()
    with pytest.raises(DamagedWarehouse, match=r"000001\.jsonl\.gz is missing"):
        rebuild(store.root)
    (store.root / COMMITS / FOLDED / "000001.jsonl.gz").write_bytes(b"no gzip")
    with pytest.raises(DamagedWarehouse, match="cannot be read"):
        rebuild(store.root)


def test_a_reader_in_the_middle_of_a_fold_reads_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The records are folded after it read the old checkpoint and before it lists them."""
    publish(store, 1, 2)
    reader = Store.at(store.root)
    listed = Store._record_places
    has_folded = False

    def fold_first(given: Store) -> list[tuple[str, tuple[int, int, int]]]:
        nonlocal has_folded
        if given is reader and not has_folded:
            has_folded = True
            fold(store)
        return listed(given)

    monkeypatch.setattr(Store, "_record_places", fold_first)
    assert [Path(file.path).stem for file in reader.files()] == ["b1", "b2"]


def test_each_record_is_read_once_by_one_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(store, 1, 2)
    reads: list[Path] = []
    real = CommitRecord.read
    monkeypatch.setattr(CommitRecord, "read", lambda path: reads.append(path) or real(path))
    reader = Store.at(store.root)
    for _ in range(3):
        assert len(reader.files()) == 2
    publish(store, 3)
    assert len(reader.files()) == 3
    of_reader = [path.name for path in reads]
    assert of_reader.count("b1.json") <= 2  # once by this reader, once by the writer's own store
    assert of_reader.count("b3.json") <= 2


steps = st.lists(st.sampled_from(["publish", "replace", "fold", "again"]), max_size=12)


@settings(max_examples=25, deadline=None)
@given(steps)
def test_any_interleaving_of_publishing_and_folding_gives_the_same_files(
    tmp_path_factory: pytest.TempPathFactory, plan: list[str]
) -> None:
    store = Store.create(tmp_path_factory.mktemp("w") / "w")
    records: list[CommitRecord] = []
    with Writer(store) as opened:
        for number, step in enumerate(plan):
            if step == "fold":
                opened.fold_records(least=1)
            elif step == "again" and records:
                assert not opened.publish(records[0])
            else:
                current = files_after((), records)
                removed = (current[0].path,) if step == "replace" and current else ()
                records.append(record(opened, number, removed))
                opened.publish(records[-1])
            assert [file.path for file in store.files()] == [file.path for file in files_after((), records)]
            assert [file.path for file in Store.at(store.root).files()] == [f.path for f in files_after((), records)]
    assert [commit.batch_id for commit in store.commits()] == [commit.batch_id for commit in records]


def test_an_empty_checkpoint_holds_nothing() -> None:
    assert Checkpoint() == Checkpoint(0, 0, frozenset(), ())
