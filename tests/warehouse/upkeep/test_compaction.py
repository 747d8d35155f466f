"""Small files become few and say the same, whenever it happens and wherever it is killed."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.store.test_staging import Rows, publish
from warehouse.ask.database import Warehouse, open_warehouse, refresh_catalog
from warehouse.errors import DamagedWarehouse
from warehouse.store import rewriting
from warehouse.store.commits import COMMITS, CommitRecord, DataFile, Store
from warehouse.store.writer import Writer
from warehouse.upkeep.compaction import LARGER, Compaction, brought_together, compact


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(Store.create(tmp_path / "w")) as opened:
        yield opened


def batch(number: int, months: tuple[str, ...] = ("2021-07", "2021-08")) -> dict[str, Rows]:
    """A document a month, and the batch's own row."""
    ids = {month: f"{number:016x}{place:016x}" for place, month in enumerate(months)}
    given: Rows = [{"doc_id": doc_id, "month": month, "batch_id": f"b{number}"} for month, doc_id in ids.items()]
    segments: Rows = [
        {"doc_id": doc_id, "segment_id": place, "month": month} for month, doc_id in ids.items() for place in range(3)
    ]
    return {"documents": given, "segments": segments, "batches": [{"batch_id": f"b{number}", "month": months[0]}]}


def publish_batches(writer: Writer, *numbers: int) -> None:
    for number in numbers:
        publish(writer, batch(number), batch_id=f"b{number}")


def rows(store: Store) -> Counter[tuple[object, ...]]:
    """Every row of the archive with its table and month, and how often it stands there."""
    found: Counter[tuple[object, ...]] = Counter()
    for file in store.files():
        for row in pq.ParquetFile(store.existing(file)).read().to_pylist():
            found[file.table, file.month, *map(str, row.items())] += 1
    return found


def files(store: Store) -> list[tuple[str, str]]:
    return sorted((file.table, file.month) for file in store.files())


def test_small_files_become_one_a_table_and_month_with_the_same_rows(writer: Writer) -> None:
    publish_batches(writer, 3, 1, 2)
    before = rows(writer.store)
    assert compact(writer, "run") == Compaction(15, 5, 5, 5)
    assert rows(writer.store) == before
    assert files(writer.store) == [
        ("batches", "2021-07"),
        ("documents", "2021-07"), ("documents", "2021-08"), ("segments", "2021-07"), ("segments", "2021-08"),
    ]  # fmt: skip
    (first, _) = writer.store.paths("segments")
    keys = [(row["doc_id"], row["segment_id"]) for row in pq.read_table(first).to_pylist()]
    assert keys == sorted(keys)
    assert list((writer.store.root / COMMITS).glob("*.json")) == []


def test_a_second_time_changes_nothing(writer: Writer) -> None:
    publish_batches(writer, 1, 2)
    compact(writer, "one")
    before = writer.store.files()
    assert compact(writer, "two") == Compaction(5, 5, 0, 0)
    assert writer.store.files() == before


def test_which_batch_brought_a_document_stays_askable_and_a_batch_stays_published(writer: Writer) -> None:
    publish_batches(writer, 1, 2)
    first = next(commit for commit in writer.store.commits() if commit.batch_id == "b1")
    compact(writer, "run")
    refresh_catalog(writer.store)
    with Warehouse(writer.store) as opened:
        query = "SELECT count(*) FROM documents JOIN batches USING (batch_id) WHERE batch_id = 'b1'"
        assert opened.rows(query)[1] == [(2,)]
    assert first in writer.store.commits()
    assert not writer.publish(CommitRecord("b1", "again", first.published_at, first.added))
    assert files(writer.store).count(("documents", "2021-07")) == 1


def test_a_reader_that_opened_before_goes_on(writer: Writer) -> None:
    publish_batches(writer, 1, 2)
    refresh_catalog(writer.store)
    with open_warehouse(writer.store.root) as reader:
        query = "SELECT doc_id FROM documents ORDER BY doc_id"
        before = reader.rows(query)
        compact(writer, "run")
        assert reader.rows(query) == before
    with open_warehouse(writer.store.root) as later:
        assert later.rows(query) == before


def file(size: int, name: str = "f") -> DataFile:
    return DataFile("documents", "2021-07", f"documents/month=2021-07/{name}{size}.parquet", "", 1, size)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((), ()),
        ((5,), ()),
        ((5, 6), (5, 6)),
        ((5, 5 * LARGER), (5, 5 * LARGER)),
        ((5, 5 * LARGER + 1), ()),  # a large one is left alone, and a single small one too
        ((2, 3, 5 * LARGER + 1), (2, 3)),
        ((100, 101, 7, 8), (7, 8)),  # full ones are left alone
    ],
)
def test_which_files_are_brought_together(sizes: tuple[int, ...], expected: tuple[int, ...]) -> None:
    found = brought_together([file(size) for size in sizes], file_byte_ceiling=100)
    assert tuple(f.byte_count for f in found) == expected


def test_late_documents_do_not_have_a_large_month_written_anew_again_and_again(writer: Writer) -> None:
    """A month of many documents, then 20 batches of one late document, each followed by a compaction."""
    noise = random.Random(1)
    publish(writer, {"documents": [{"doc_id": noise.randbytes(16).hex()} for _ in range(20_000)]}, batch_id="large")
    large = writer.store.files()[0].byte_count
    written = 0
    for number in range(20):
        publish(writer, {"documents": [{"doc_id": f"{10**6 + number:032x}"}]}, batch_id=f"late{number}")
        before = {f.path for f in writer.store.files()}
        compact(writer, f"run{number}")
        written += sum(f.byte_count for f in writer.store.files() if f.path not in before)
        assert len(writer.store.files()) <= 3
    assert written < 2 * large
    assert sum(rows(writer.store).values()) == 20_020


def test_a_large_month_is_split_at_the_ceiling_and_what_is_full_is_left_alone(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting.staging, "ROW_GROUP_ROW_COUNT", 2_048)
    for number in range(3):
        ids = [f"{number * 3_000 + place:032x}" for place in range(3_000)]
        publish(writer, {"documents": [{"doc_id": doc_id} for doc_id in ids]}, batch_id=f"b{number}")
    before = rows(writer.store)
    compact(writer, "run", file_byte_ceiling=10_000)
    sizes = [f.row_count for f in writer.store.files()]
    assert rows(writer.store) == before
    assert len(sizes) > 1
    compact(writer, "again", file_byte_ceiling=10_000)
    assert rows(writer.store) == before


def test_a_file_with_other_rows_than_recorded_stops_it_and_nothing_changes(writer: Writer) -> None:
    publish_batches(writer, 1, 2)
    path = writer.store.paths("documents")[0]
    pq.write_table(pq.read_table(path).slice(0, 0), path)
    before = writer.store.files()
    with pytest.raises(DamagedWarehouse, match="rows instead of"):
        compact(writer, "run")
    path.write_bytes(b"no Parquet")
    with pytest.raises(DamagedWarehouse, match="cannot be read, nothing was changed"):
        compact(writer, "run2")
    assert writer.store.files() == before


def test_killed_at_any_step_the_archive_says_the_same(tmp_path: Path) -> None:
    archive, target = tmp_path / "archive", tmp_path / "killed"
    with Writer(Store.create(archive)) as writer:
        for number in (1, 2):
            shard = {"documents": [{"doc_id": f"{number:032x}"}, {"doc_id": f"{number + 2:032x}", "month": "2021-08"}]}
            publish(writer, shard, batch_id=f"b{number}")
        expected = rows(writer.store)
    drill = [sys.executable, "-m", "tests.warehouse.upkeep.kill_at_every_step", str(archive), str(target)]
    subprocess.run(drill, check=True)
    copies = sorted(target.iterdir(), key=lambda path: int(path.name))
    assert len(copies) > 50
    for copy in copies:
        assert rows(Store.at(copy)) == expected, f"read before anybody wrote, killed at step {copy.name}"
        with Writer(Store.at(copy)) as writer:
            assert rows(writer.store) == expected, f"after recovery, killed at step {copy.name}"
            on_disk = {str(path.relative_to(copy)) for path in copy.glob("[a-z]*/month=*/*.parquet")}
            assert on_disk == {f.path for f in writer.store.files()}
            if int(copy.name) % 10 == 0:
                compact(writer, "after")
                assert files(writer.store) == [("documents", "2021-07"), ("documents", "2021-08")]
                assert rows(writer.store) == expected


plans = st.lists(st.sampled_from(["publish", "compact", "fold", "again", "reopen"]), min_size=1, max_size=10)


@settings(max_examples=15, deadline=None)
@given(plans)
def test_any_interleaving_of_publishing_compacting_and_folding_gives_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, plan: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("w")
    plain, tidied = Store.create(folder / "plain"), Store.create(folder / "tidied")
    with Writer(plain) as expected:
        writer = Writer(tidied).__enter__()
        for number, step in enumerate(plan):
            if step == "publish":
                publish_batches(expected, number)
                publish_batches(writer, number)
            elif step == "compact":
                compact(writer, f"run{number}")
            elif step == "fold":
                writer.fold_records(least=1)
            elif step == "again" and (known := plain.commits()):
                assert not writer.publish(CommitRecord(known[0].batch_id, "again", "2021-07-14", known[0].added))
            else:
                writer.__exit__()
                writer = Writer(Store.at(tidied.root)).__enter__()
            assert rows(writer.store) == rows(plain)
        writer.__exit__()
    assert rows(Store.at(tidied.root)) == rows(plain)
