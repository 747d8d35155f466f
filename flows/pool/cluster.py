"""Shards, and the search for copies, on a Dask cluster: its executor in the place of this machine's processes.

The cluster's workers read and write the warehouse's staging folder, so it must lie at the same path on all of them, and
Presswatch must be installed there. Dask runs work in threads, in which Python allows no timer signals: the ceiling of
seconds per document (`document_second_ceiling`) does not hold on a cluster, the other ceilings do.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

from flows.pool.workers import MakePool
from warehouse.errors import BadConfiguration

CONNECT_SECONDS = 20


def cluster_pool(scheduler: str) -> MakePool:
    """How to reach the cluster of a Dask scheduler. Raises BadConfiguration where Dask is not installed."""
    try:
        import distributed  # noqa: F401, PLC0415
    except ImportError as error:
        raise BadConfiguration(
            "dask_scheduler is set, but Dask is not installed; install presswatch[cluster], or leave it empty."
        ) from error
    return partial(_open, scheduler)


def _open(scheduler: str, _worker_count: int) -> Executor:
    return ClusterExecutor(scheduler)


class ClusterExecutor(Executor):
    """Dask's executor; work whose worker died again and again fails as it does in a broken pool of processes."""

    def __init__(self, scheduler: str) -> None:
        """Connect to a scheduler (`tcp://host:8786`). Raises BadConfiguration where it does not answer."""
        from distributed import Client  # noqa: PLC0415

        try:
            client: Any = Client  # it has no types
            self._client = client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise BadConfiguration(
                f"The Dask scheduler {scheduler} does not answer ({type(error).__name__}); start it, or set "
                "dask_scheduler to the address that it prints."
            ) from error
        self._executor: Executor = self._client.get_executor(pure=False)  # the same call again is done again
        self._given: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a call to the cluster."""
        given: Future[Any] = Future()
        self._given = [future for future in self._given if not future.done()]
        self._given.append(given)
        self._executor.submit(fn, *args, **kwargs).add_done_callback(partial(_hand_on, given))
        return given

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Disconnect, when what is under way has ended: a shard must not be written by two at once."""
        if wait:
            futures.wait(self._given)
        self._executor.shutdown(wait=False)
        self._client.close()


def _hand_on(given: Future[Any], done: Future[Any]) -> None:
    """The outcome of Dask's future for ours."""
    from distributed import KilledWorker  # noqa: PLC0415

    error = done.exception()
    if isinstance(error, KilledWorker):
        given.set_exception(BrokenProcessPool(str(error)))
    elif error is not None:
        given.set_exception(error)
    else:
        given.set_result(done.result())
