"""Ends a worker process that hangs in a call that no signal can interrupt.

The ceiling of the guard (guard.py) raises between two steps of the interpreter; a long call into a C library has none.
Python's fault handler waits in a thread of its own that needs no interpreter. What becomes of the shard whose worker
ended: workers.py and run/steps.py.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 1.5  # times the guard's ceiling, which comes first where it can


@contextmanager
def watched(log: Path, ceiling_seconds: float) -> Iterator[Callable[[], None]]:
    """What to call before each document, so that this process ends when the next call does not come in time.

    Only a worker process is ended, and none with a ceiling of 0. `log` is left with content only by one that was.
    """
    if ceiling_seconds <= 0 or multiprocessing.parent_process() is None:
        yield lambda: None
        return
    with log.open("wb") as file:
        try:
            yield lambda: faulthandler.dump_traceback_later(PATIENCE * ceiling_seconds, exit=True, file=file)
        finally:
            faulthandler.cancel_dump_traceback_later()
    log.unlink()


def has_hung(log: Path) -> bool:
    """Whether the process that wrote there was ended because it hung."""
    return log.exists() and log.stat().st_size > 0
