"""How a run answers Ctrl-C (SIGINT) and SIGTERM: it says at once what becomes of the work, then ends in good order.

The first signal stops this process where it is, and waits for what the workers have in hand; a second one ends the
workers too. Where work must not be cut in two, `finished_first` puts the end off. What belongs here: signals. What does
not: what is cleared afterwards (the commands), workers (workers.py).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)
AGAIN = "Press Ctrl-C again to end at once."
AT_ONCE = "Ending at once."
EXIT_BASE = 128  # shells report a program that a signal ended as this and the signal's number


class Stopped(KeyboardInterrupt):
    """The run was asked to stop. Whoever catches errors does not catch it, as with KeyboardInterrupt."""

    def __init__(self, number: int) -> None:
        super().__init__(f"stopped by signal {number}")
        self.number = number

    @property
    def exit_status(self) -> int:
        """130 after Ctrl-C, 143 after SIGTERM."""
        return EXIT_BASE + self.number


class _Answer:
    """What is called when a signal comes. It lives as long as one `answered`."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.number: int | None = None
        self.finishes_first = False

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        if self.number is not None:
            _say(AT_ONCE)
            _end_workers()
            raise Stopped(number)
        self.number = number
        _say(f"{self.sentence} {AGAIN}")
        if not self.finishes_first:
            raise Stopped(number)


def _say(sentence: str) -> None:
    """Write a line to standard error, past Python's buffers: a signal may come in the middle of writing to them."""
    os.write(sys.__stderr__.fileno() if sys.__stderr__ is not None else 2, f"\npresswatch: {sentence}\n".encode())


def _end_workers() -> None:
    for child in multiprocessing.active_children():
        child.kill()


@contextmanager
def answered(sentence: str) -> Iterator[None]:
    """Answer signals with a sentence while the body runs. Raises Stopped where one came.

    Signals reach a process's main thread only; elsewhere this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    answer = _Answer(sentence)
    before = {number: signal.signal(number, answer) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if answer.number is not None and not isinstance(sys.exc_info()[1], Stopped):
            # What is raised inside a query comes out of DuckDB as another error.
            raise Stopped(answer.number) from None


@contextmanager
def finished_first(sentence: str) -> Iterator[None]:
    """Let the body come to its end before a first signal stops the run; a second one stops it all the same."""
    answer = signal.getsignal(signal.SIGINT)
    if not isinstance(answer, _Answer):
        yield
        return
    before, answer.sentence, answer.finishes_first = answer.sentence, sentence, True
    try:
        yield
    finally:
        answer.sentence, answer.finishes_first = before, False
    if answer.number is not None:
        raise Stopped(answer.number)


@contextmanager
def kept_from_children() -> Iterator[None]:
    """Processes that are started in the body never see Ctrl-C, which a terminal sends to all of them: we end them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
