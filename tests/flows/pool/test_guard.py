"""A document that breaks something is refused with a reason, and what it says never reaches a log."""

from __future__ import annotations

import threading
import time

import pytest

from flows.pool.guard import Guard, Refusal
from tasks.records import Rejected, RejectReason


def raising(error: Exception) -> object:
    raise error


def test_work_that_succeeds_gives_its_result() -> None:
    assert Guard().attempt("d1", lambda: 42) == 42


def test_a_refusal_keeps_its_reason_and_detail() -> None:
    rejected = Rejected(RejectReason.TOO_LARGE, "9 bytes")
    assert Guard().attempt("d1", lambda: raising(rejected)) == Refusal(RejectReason.TOO_LARGE, "9 bytes")


def test_a_document_that_takes_all_memory_is_too_costly() -> None:
    refusal = Guard().attempt("d1", lambda: raising(MemoryError()))
    assert refusal == Refusal(RejectReason.TOO_COSTLY, "out of memory")
    assert Guard(raises_unexpected=True).attempt("d1", lambda: raising(MemoryError())) == refusal


def test_an_unexpected_error_is_named_by_type_and_place_and_never_by_its_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    refusal = Guard().attempt("d1", lambda: raising(KeyError("a line of the document")))
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RejectReason.UNEXPECTED_ERROR
    assert refusal.detail.startswith("KeyError at test_guard.py:")
    assert caplog.messages == [f"document d1: unexpected {refusal.detail}"]


def test_in_tests_an_unexpected_error_is_raised() -> None:
    with pytest.raises(KeyError):
        Guard(raises_unexpected=True).attempt("d1", lambda: raising(KeyError("text")))


def test_a_document_that_takes_longer_than_its_ceiling_is_refused() -> None:
    refusal = Guard(ceiling_seconds=0.05).attempt("d1", lambda: time.sleep(5))
    assert refusal == Refusal(RejectReason.TOO_COSTLY, "over 0.05 s")
    assert Guard(ceiling_seconds=0.05).attempt("d1", lambda: 42) == 42  # the alarm is off again
    time.sleep(0.06)


def test_a_ceiling_of_zero_is_none() -> None:
    assert Guard(ceiling_seconds=0).attempt("d1", lambda: time.sleep(0.01)) is None


def test_outside_a_main_thread_the_ceiling_of_seconds_does_not_hold() -> None:
    results: list[object] = []
    work = Guard(ceiling_seconds=0.01)
    thread = threading.Thread(target=lambda: results.append(work.attempt("d1", lambda: time.sleep(0.03))))
    thread.start()
    thread.join()
    assert results == [None]
