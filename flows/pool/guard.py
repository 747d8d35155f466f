"""The one place that catches: a document that breaks something gets a row that says so, and the run goes on.

A refusal (`Rejected`) is an outcome. Anything else is a bug of ours or a page that found one: it becomes
`unexpected_error` with the error's type and place, never with the document's text. A time ceiling stands behind the
deterministic ceilings of the reader, for what they do not foresee; behind it, for calls that it cannot interrupt, the
watchdog of the worker processes (watchdog.py).
"""

from __future__ import annotations

import logging
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TypeVar

from tasks.records import Rejected, RejectReason

Result = TypeVar("Result")
logger = logging.getLogger("presswatch")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document was refused."""

    reason: RejectReason
    detail: str


@dataclass(frozen=True, slots=True)
class Guard:
    """How documents are guarded: seconds each may take; whether a bug stops the run (tests) or costs one document."""

    ceiling_seconds: float = 60.0
    raises_unexpected: bool = False

    def attempt(self, doc_id: str, work: Callable[[], Result]) -> Result | Refusal:
        """The result of some work on one document, or why the document is refused."""
        try:
            with _time_ceiling(self.ceiling_seconds):
                return work()
        except Rejected as rejected:
            return Refusal(rejected.reason, rejected.detail)
        except MemoryError:
            return Refusal(RejectReason.TOO_COSTLY, "out of memory")
        except Exception as error:
            if self.raises_unexpected:
                raise
            place = _place(error)
            logger.warning("document %s: unexpected %s at %s", doc_id, type(error).__name__, place)
            return Refusal(RejectReason.UNEXPECTED_ERROR, f"{type(error).__name__} at {place}")


def _place(error: Exception) -> str:
    """File and line of the innermost frame in our own code."""
    frames = traceback.extract_tb(error.__traceback__)
    root = Path(__file__).resolve().parents[2]
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(root) and ".venv" not in frame.filename]
    frame = (ours or list(frames))[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


@contextmanager
def _time_ceiling(seconds: float) -> Iterator[None]:
    """Refuse the document (`too_costly`) when it takes longer; only where signals can be had (a main thread)."""
    if seconds <= 0 or threading.current_thread() is not threading.main_thread():
        yield
        return

    def refuse(_number: int, _frame: FrameType | None) -> None:
        raise Rejected(RejectReason.TOO_COSTLY, f"over {seconds:g} s")

    before = signal.signal(signal.SIGALRM, refuse)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
