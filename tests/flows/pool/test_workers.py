"""Work goes on when a worker dies, and the document that kills is found."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest

from flows.pool.workers import InThisProcess, Workers, make_pool
from flows.run import pipeline, reading
from tasks.parse.base.limits import ParseLimits
from tasks.records import Page, RawDocument
from tests.flows.archives import job_for, write_feed
from warehouse.ask.database import open_warehouse
from warehouse.ask.soundness import inspect
from warehouse.store.shards import ShardSize


def square_or_die(number: int) -> int:
    if number == 13:
        os._exit(9)
    return number * number


def nothing() -> None:
    """Warm up nothing."""


def buried(number: int) -> Iterator[int]:
    yield -number


@pytest.mark.parametrize("worker_count", [0, 2])
def test_every_job_gives_its_result(worker_count: int) -> None:
    with Workers(worker_count, nothing) as workers:
        assert sorted(workers.each(square_or_die, range(10), buried)) == [n * n for n in range(10)]


def test_a_job_that_kills_its_worker_is_rescued_and_all_others_are_done() -> None:
    with Workers(2, nothing) as workers:
        results = sorted(workers.each(square_or_die, range(20), buried))
    assert results == sorted([n * n for n in range(20) if n != 13] + [-13])


def test_jobs_are_drawn_no_further_ahead_than_the_workers_can_take() -> None:
    drawn: list[int] = []

    def jobs() -> Iterator[int]:
        for number in range(50):
            drawn.append(number)
            yield number

    with Workers(0, nothing) as workers:
        results = workers.each(square_or_die, (n + 100 for n in jobs()), buried)
        next(results)
        assert len(drawn) <= 2


def noted(folder_and_number: tuple[str, int]) -> int:
    """Note every call by a file; 13 kills, after the others of its time have come back."""
    folder, number = folder_and_number
    place = Path(folder)
    if number == 13:
        while sum(1 for _ in place.iterdir()) < 3:
            time.sleep(0.01)
        time.sleep(0.2)
        os._exit(9)
    (place / f"{number}-{time.monotonic_ns()}").touch()
    return number


def test_a_job_that_had_finished_when_the_pool_broke_is_not_run_again(tmp_path: Path) -> None:
    """Its effects would be there twice."""
    jobs = [(str(tmp_path), number) for number in (13, 1, 2, 3)]
    with Workers(2, nothing) as workers:
        results = sorted(workers.each(noted, jobs, lambda job: [-job[1]]))
    assert results == [-13, 1, 2, 3]
    assert sorted(path.name.split("-")[0] for path in tmp_path.iterdir()) == ["1", "2", "3"]


def test_the_jobs_of_a_broken_pool_that_had_finished_give_their_result_without_a_new_process() -> None:
    finished: Future[int] = Future()
    finished.set_result(1)
    broken: Future[int] = Future()
    broken.set_exception(BrokenProcessPool())
    workers = Workers(0, nothing)
    results = workers._run_alone(lambda job: job * 10, {finished: 7, broken: 8}, buried)
    assert list(results) == [1, 80]


def test_without_workers_the_work_is_done_in_this_process() -> None:
    assert isinstance(make_pool(0), InThisProcess)
    assert InThisProcess().submit(os.getpid).result() == os.getpid()


def poison() -> None:
    """In a worker: parsing a page on district 2 kills the process, as a fault in a C library would."""
    real = reading.parse

    def deadly(raw: RawDocument, limits: ParseLimits) -> Page:
        if b"district 2 " in raw.content:
            os._exit(11)
        return real(raw, limits)

    reading.parse = deadly


def deadly_pool(worker_count: int) -> Executor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(worker_count, mp_context=context, initializer=poison)


def test_a_page_that_kills_its_worker_gets_a_row_and_the_run_goes_on(tmp_path: Path) -> None:
    job = job_for(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(9)), shard_size=ShardSize(4))
    report = pipeline.ingest(replace(job, worker_count=1), make=deadly_pool)
    assert report.ledger.loaded == 8
    assert report.ledger.reasons == {"worker_died": 1}
    with open_warehouse(tmp_path / "w") as opened:
        assert opened.rows("SELECT source_id, reason FROM rejects")[1] == [("n2", "worker_died")]
        assert list(inspect(opened)) == []
