"""A pool of worker processes that survives the death of a worker: the shard that kills is run alone, and rescued.

The pool is any `concurrent.futures.Executor`: by default processes of this machine, with no worker count this very
process, on a cluster that of Dask (cluster.py).
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection
from typing import Any, TypeVar

from flows.environment import use_one_core
from flows.pool.stopping import kept_from_children

Job = TypeVar("Job")
Result = TypeVar("Result")
MakePool = Callable[[int], Executor]

RECYCLED_AFTER = 200  # shards a worker takes before it is replaced, so that what libraries cache is given back
SHARDS_PER_WORKER = 2  # in flight: one being worked on, one ready


class InThisProcess(Executor):
    """An executor that calls at once; for small inputs and for looking at what happens."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call now; an error is raised at once."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def make_pool(worker_count: int) -> Executor:
    """Fresh (spawned) processes, or this process where the count is 0."""
    if worker_count == 0:
        return InThisProcess()
    return ProcessPoolExecutor(
        max_workers=worker_count,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin_worker,
        max_tasks_per_child=RECYCLED_AFTER,
    )


def _begin_worker() -> None:
    """One core each: libraries start no threads of their own. A worker ends when the process it works for does."""
    use_one_core()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Without this a killed run would leave its workers waiting for ever, or writing into the next run's way."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _submit_to(pool: Executor, work: Callable[..., Result], *job: object) -> Future[Result]:
    """Give a job to a pool, which may start processes for it now."""
    if isinstance(pool, InThisProcess):
        return pool.submit(work, *job)
    with kept_from_children():
        return pool.submit(work, *job)


class Workers:
    """Runs jobs in a pool; use as a context manager. `warm_up` is called in the workers before the first job comes."""

    def __init__(self, worker_count: int, warm_up: Callable[[], object], make: MakePool = make_pool) -> None:
        self._worker_count = worker_count
        self._warm_up = warm_up
        self._make = make
        self._pool: Executor | None = None

    def __enter__(self) -> Workers:
        self._open()
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def _open(self) -> Executor:
        if self._pool is None:
            self._pool = self._make(self._worker_count)
            for _ in range(self._worker_count):
                _submit_to(self._pool, self._warm_up)
        return self._pool

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def each(
        self, work: Callable[[Job], Result], jobs: Iterable[Job], rescue: Callable[[Job], Iterable[Result]]
    ) -> Iterator[Result]:
        """The result of every job, as they come; few jobs are drawn ahead of the workers.

        A job in flight when a worker dies is run alone; where it kills again, `rescue` says what to make of it.
        """
        waiting = iter(jobs)
        in_flight: dict[Future[Result], Job] = {}
        while True:
            room = max(1, self._worker_count * SHARDS_PER_WORKER) - len(in_flight)
            for job in islice(waiting, room):
                in_flight[self._submit(work, job)] = job
            if not in_flight:
                return
            done, _ = wait(in_flight, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
                self._close()
                yield from self._run_alone(work, in_flight, rescue)
                in_flight.clear()
            for future in [future for future in done if future in in_flight]:
                del in_flight[future]
                if (
                    future.exception() is not None
                ):  # another try must not meet a worker that still writes the same files
                    wait([other for other in in_flight if not other.cancel()])
                yield future.result()

    def _submit(self, work: Callable[[Job], Result], job: Job) -> Future[Result]:
        try:
            return _submit_to(self._open(), work, job)
        except BrokenProcessPool as error:  # the pool broke between two jobs: report it as this job's result
            future: Future[Result] = Future()
            future.set_exception(error)
            return future

    def _run_alone(
        self,
        work: Callable[[Job], Result],
        in_flight: dict[Future[Result], Job],
        rescue: Callable[[Job], Iterable[Result]],
    ) -> Iterator[Result]:
        """The jobs of a broken pool: those that had finished, the others each in a process of its own."""
        for future, job in in_flight.items():
            if future.done() and future.exception() is None:
                yield future.result()
                continue
            try:
                yield self.alone(work, job)
            except BrokenProcessPool:
                yield from rescue(job)

    def alone(self, work: Callable[[Job], Result], job: Job) -> Result:
        """One job in a process of its own. Raises BrokenProcessPool where that dies."""
        with self._make(min(1, self._worker_count)) as pool:
            return _submit_to(pool, work, job).result()
