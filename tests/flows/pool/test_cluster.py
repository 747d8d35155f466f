"""The same work on a Dask cluster: the same rows, and a worker's death is told as in a pool of processes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

from distributed import KilledWorker, LocalCluster
from distributed.core import Status
from distributed.scheduler import WorkerState

from flows.pool.cluster import ClusterExecutor, _hand_on, cluster_pool
from flows.pool.workers import Workers
from flows.run import pipeline
from tests.flows.archives import every_row, job_for, write_feed
from warehouse.errors import BadConfiguration
from warehouse.store.shards import ShardSize


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster in this very process."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp"
    ) as cluster:
        yield cluster.scheduler_address


def cube(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen")
    return number**3


def nothing() -> None:
    """Warm up nothing."""


def test_every_job_gives_its_result_and_an_error_is_raised(scheduler: str) -> None:
    with Workers(2, nothing, cluster_pool(scheduler)) as workers:
        assert sorted(workers.each(cube, range(10), lambda _: [])) == [n**3 for n in range(10)]
        with pytest.raises(ValueError, match="thirteen"):
            list(workers.each(cube, [13], lambda _: []))


def test_a_cluster_and_a_single_process_write_identical_rows(scheduler: str, tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", range(8))
    copy = write_feed(tmp_path / "copy.jsonl", [3, 5])
    copy.write_text(copy.read_text().replace("://paper", "://reprints.paper"))
    job = job_for(tmp_path / "alone", feed, copy, shard_size=ShardSize(3), batch_document_count=6)
    pipeline.ingest(job)
    spread = replace(job, warehouse=tmp_path / "spread", worker_count=2, dask_scheduler=scheduler)
    report = pipeline.ingest(spread)
    assert report.ledger.documents_in == 10
    rows = every_row(tmp_path / "spread")
    assert rows == every_row(tmp_path / "alone")
    assert len(rows["duplicates"]) == 2


def test_work_under_way_ends_before_the_cluster_is_left(scheduler: str) -> None:
    executor = ClusterExecutor(scheduler)
    futures = [executor.submit(cube, number) for number in range(5)]
    executor.shutdown(wait=True, cancel_futures=True)
    assert [future.result() for future in futures] == [n**3 for n in range(5)]


def test_a_death_of_workers_is_told_as_a_broken_pool() -> None:
    given: Future[int] = Future()
    done: Future[int] = Future()
    worker = WorkerState(
        address="tcp://10.0.0.1:1", status=Status.running, pid=1, name="x", memory_limit=0, local_directory="",
        nanny=None, server_id="x",
    )  # type: ignore[no-untyped-call]  # fmt: skip
    done.set_exception(KilledWorker("shard", worker, 3))
    _hand_on(given, done)
    assert isinstance(given.exception(), BrokenProcessPool)


def test_a_scheduler_that_does_not_answer_is_bad_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.pool.cluster.CONNECT_SECONDS", 0.2)
    with pytest.raises(BadConfiguration, match="does not answer"):
        ClusterExecutor("tcp://127.0.0.1:9")
