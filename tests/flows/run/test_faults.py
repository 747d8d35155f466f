"""The file system fails in every step, at every kind of write: the step is tried again, or the run, and no row differs.

Steps are run as the flow runs them: a repeatable one is tried again after a fault of the file system. Where a step
writes often, points are taken evenly spread over its writes, POINTS of them; publishing is tried at every write, the
catalog at each seventh. A run that is run again costs more: RERUN_POINTS of them for each step.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from flows.job.job import IngestJob, LexiconFiles
from flows.job.receipts import Receipt, Step
from flows.run import pipeline, shard_work
from tasks.entities.lexicon.gazetteer import Gazetteer, build_index
from tests.flows.archives import article, every_row, job_for
from tests.warehouse.store.faults import Faults, failing
from warehouse.ask.soundness import examine
from warehouse.errors import PresswatchError
from warehouse.store.shards import ShardSize
from warehouse.store.staging import is_storage_fault

STEPS = ("read", "decide", "enrich", "stage", "publish", "catalog")
POINTS = 8
STRIDES = {"publish": 1, "catalog": 7}
RERUN_POINTS = {"read": 1, "decide": 1, "enrich": 1, "stage": 1, "publish": 3, "catalog": 1}
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(autouse=True, scope="module")
def _no_places() -> Iterator[None]:
    """No place is known and names are found by rules: what is found is no matter here."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shard_work, "load_gazetteer", lambda _cache: Gazetteer(build_index([])))
        patched.setattr(pipeline, "load_gazetteer", lambda _cache: None)
        shard_work.load_lexicon.cache_clear()
        yield
    shard_work.load_lexicon.cache_clear()


def write(path: Path, numbers: range, day: int, site: str) -> None:
    rows = [
        {"url": f"https://{site}/{n}", "fetched_at": f"2021-0{n % 3 + 1}-0{day}", "text": article(n)} for n in numbers
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def job(warehouse: Path, feed: Path) -> IngestJob:
    lexicon = LexiconFiles(warehouse.parent / "cache", name_model="rules")
    return job_for(warehouse, feed, lexicon=lexicon, shard_size=ShardSize(2))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive `before`; a feed that repeats some of it, is older than it, and is new in part; what both make."""
    folder = tmp_path_factory.mktemp("faults")
    write(folder / "old.jsonl", range(3), 5, "later.example")
    write(folder / "new.jsonl", range(1, 5), 2, "earlier.example")
    pipeline.ingest(job(folder / "before", folder / "old.jsonl"))
    shutil.copytree(folder / "before", folder / "whole")
    pipeline.ingest(job(folder / "whole", folder / "new.jsonl"))
    return folder


@pytest.fixture(scope="module")
def whole(place: Path) -> Rows:
    return every_row(place / "whole")


@pytest.fixture(scope="module")
def before(place: Path) -> Rows:
    return every_row(place / "before")


@pytest.fixture
def archive(place: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(place / "before", tmp_path / "w"))


def spread(count: int, points: int) -> list[int]:
    """So many of the numbers 1 to `count`, evenly spread, the first and the last among them."""
    return sorted({1 + round(place * (count - 1) / max(1, points - 1)) for place in range(min(points, count))})


class Retrying:
    """Runs each repeatable step again and again, with a fault at another write each time, at last with none."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.tried: dict[str, int] = {}

    def __call__(self, step: Step, work: Callable[[], Receipt]) -> Receipt:
        self.faults.begin(0)
        if not step.is_repeatable:
            return work()
        receipt = None
        for number, point in enumerate(self.points(step, work)):
            self.faults.begin(point, is_done_first=number % 2 == 1)
            try:
                receipt = work()
            except (OSError, duckdb.Error, PresswatchError) as error:
                assert is_storage_fault(error), (step.name, point, self.faults.names)
                self.tried[step.name] = self.tried.get(step.name, 0) + 1
            if step.name in STRIDES and receipt is not None and self.faults.count < point:
                return receipt
        self.faults.begin(0)
        return work()

    def points(self, step: Step, work: Callable[[], Receipt]) -> Iterator[int]:
        if step.name in STRIDES:  # to count their writes would be to do them
            yield from range(1, 1000, STRIDES[step.name])
            return
        work()
        yield from spread(self.faults.count, POINTS)


def test_every_step_that_is_tried_again_after_a_fault_gives_the_very_same_rows(
    place: Path, archive: Path, whole: Rows
) -> None:
    with failing(archive) as faults:
        retrying = Retrying(faults)
        pipeline.ingest(job(archive, place / "new.jsonl"), retrying)
    assert retrying.tried.keys() == set(STEPS) - {"read"}
    assert all(count >= 3 for count in retrying.tried.values()), retrying.tried
    assert every_row(archive) == whole
    assert examine(archive) == []


class Failing:
    """Lets one write of one step fail, once; the steps are run by calling them."""

    def __init__(self, faults: Faults, name: str, point: int) -> None:
        self.faults = faults
        self.name = name
        self.point = point
        self.count = 0

    def __call__(self, step: Step, work: Callable[[], Receipt]) -> Receipt:
        self.faults.begin(self.point if step.name == self.name else 0, is_done_first=self.point % 2 == 0)
        try:
            return work()
        finally:
            if step.name == self.name:
                self.count = self.faults.count
            self.faults.begin(0)


@pytest.fixture(scope="module")
def write_counts(place: Path) -> dict[str, int]:
    """How many writes each step makes."""
    counts = {}
    copied = Path(shutil.copytree(place / "before", place / "w"))
    with failing(copied) as faults:

        def counting(step: Step, work: Callable[[], Receipt]) -> Receipt:
            faults.begin(0)
            receipt = work()
            counts[step.name] = counts.get(step.name, 0) + faults.count  # the feed is looked into once more at its end
            return receipt

        pipeline.ingest(job(copied, place / "new.jsonl"), counting)
    shutil.rmtree(copied)
    return counts


@pytest.mark.parametrize("step", STEPS)
def test_a_run_that_a_fault_ended_and_that_is_run_again_gives_the_very_same_rows(
    place: Path, tmp_path: Path, whole: Rows, before: Rows, write_counts: dict[str, int], step: str
) -> None:
    for point in spread(write_counts[step], RERUN_POINTS[step] + 2)[1:-1]:
        archive = Path(shutil.copytree(place / "before", tmp_path / str(point)))
        with failing(archive) as faults:
            run = Failing(faults, step, point)
            try:
                pipeline.ingest(job(archive, place / "new.jsonl"), run)
            except (OSError, duckdb.IOException, PresswatchError) as error:
                assert run.count >= point, error
            else:
                assert run.faults.names[point - 1 : point] in ([], ["mkdir"])
        now = every_row(archive)
        assert now in (before, whole), "whole or not at all"
        pipeline.ingest(job(archive, place / "new.jsonl"))
        assert every_row(archive) == whole
        assert [path.name for path in archive.glob(".*")] == []
