"""A worker that hangs where no signal reaches it is ended, its document gets a row, and the other work is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import partial
from itertools import repeat
from pathlib import Path

import pytest

from flows.pool.watchdog import has_hung, watched
from flows.pool.workers import Workers
from flows.run.reading import Reader
from flows.run.shard_work import ReadJob, ShardPlaces, read_shard, record_dead_worker
from tasks.records import RawDocument
from tests.flows.archives import STARTED_AT, article
from warehouse.schema import rows
from warehouse.store import shards

BODY = article(1).encode()


def double_or_hang(folder: Path, number: int) -> int:
    with watched(folder / f"{number}.hanging", 0.5) as begin:
        begin()
        if number == 3:
            deque(repeat(0), maxlen=0)  # for ever, and never back in the interpreter
        return 2 * number


def nothing() -> None:
    """Warm up nothing."""


def buried(number: int) -> Iterator[int]:
    yield -number


def test_a_worker_that_hangs_is_ended_and_all_others_are_done(tmp_path: Path) -> None:
    with Workers(1, nothing) as workers:
        results = sorted(workers.each(partial(double_or_hang, tmp_path), range(6), buried))
    assert results == [-3, 0, 2, 4, 8, 10]
    assert [path.name for path in tmp_path.iterdir()] == ["3.hanging"]
    assert has_hung(tmp_path / "3.hanging")


def test_the_process_of_the_run_itself_is_not_watched(tmp_path: Path) -> None:
    with watched(tmp_path / "log", 0.01) as begin:
        begin()
    assert not (tmp_path / "log").exists()


@pytest.fixture
def read_job(tmp_path: Path) -> ReadJob:
    job = ReadJob("00000", ShardPlaces(tmp_path), Reader(), rows.BatchFacts("", STARTED_AT, "0"))
    shards.write(job.places.raw(job.shard), [RawDocument(BODY, "page.txt")])
    return job


@pytest.mark.parametrize(("left_behind", "reason"), [(b"Timeout!", "too_costly"), (b"", "worker_died")])
def test_a_document_whose_worker_hung_was_too_costly_and_any_other_killed_it(
    read_job: ReadJob, left_behind: bytes, reason: str
) -> None:
    read_job.places.hanging(read_job.shard).write_bytes(left_behind)
    assert record_dead_worker(read_job).reasons == {reason: 1}


def test_a_shard_that_is_read_leaves_nothing_of_the_watchdog(read_job: ReadJob) -> None:
    assert read_shard(read_job).out_count == 1
    assert not read_job.places.hanging(read_job.shard).exists()
