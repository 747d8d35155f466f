"""What Prefect is told of a step and a run: a task that may be retried, and two tables. No server is needed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import duckdb
import pytest
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed, Failed

from flows import tracking
from flows.job.receipts import Ledger, Receipt, Step
from flows.tracking import is_passing_fault, keep_log_lines, log_sentences, run_as_task, show_ledger, show_receipts
from warehouse.errors import BadSource, StorageFull, UnfinishedPublishing


def test_a_fault_that_a_person_must_mend_is_not_tried_again() -> None:
    task: Any = None
    assert not is_passing_fault(task, task, Failed(data=BadSource("too few")))
    assert is_passing_fault(task, task, Failed(data=OSError("stale")))
    assert is_passing_fault(task, task, Failed(data=ConnectionResetError("gone")))  # a kind of OSError
    assert is_passing_fault(task, task, Failed(data=duckdb.IOException("Could not write file")))
    assert is_passing_fault(task, task, Failed(data=UnfinishedPublishing("the file system failed")))
    assert not is_passing_fault(task, task, Failed(data=duckdb.BinderException("no such column")))
    assert not is_passing_fault(task, task, Failed(data=StorageFull("make room")))
    assert not is_passing_fault(task, task, Completed(data=1))


@pytest.mark.parametrize(("is_repeatable", "retries"), [(True, 2), (False, 0)])
def test_a_step_is_a_task_named_for_its_batch_that_keeps_no_result(
    monkeypatch: pytest.MonkeyPatch, is_repeatable: bool, retries: int
) -> None:
    asked: list[dict[str, Any]] = []

    def task(**options: Any) -> Callable[[Callable[[], Receipt]], Callable[[], Receipt]]:
        asked.append(options)
        return lambda call: call

    monkeypatch.setattr(tracking, "task", task)
    receipt = run_as_task(Step("stage", 3, is_repeatable), lambda: Receipt("stage", 2, 1))
    assert receipt == Receipt("stage", 2, 1)
    assert asked == [
        {
            "name": "stage",
            "task_run_name": "stage batch 3",
            "retries": retries,
            "retry_delay_seconds": 5,
            "retry_condition_fn": is_passing_fault,
            "cache_policy": NO_CACHE,
            "persist_result": False,
        }
    ]


@pytest.fixture
def artifacts(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The artifacts that are kept, each as it was asked for."""
    kept: list[dict[str, Any]] = []
    monkeypatch.setattr(tracking, "create_table_artifact", lambda **asked: kept.append(asked))
    return kept


def test_the_ledger_is_kept_with_the_reasons_in_order(artifacts: list[dict[str, Any]]) -> None:
    show_ledger(Ledger(5, 2, 3, 4, {"no_text": 1, "empty": 2}, 6))
    assert artifacts == [
        {
            "table": [
                {"documents": "in", "count": 10},
                {"documents": "loaded", "count": 5},
                {"documents": "duplicates", "count": 2},
                {"documents": "rejected", "count": 3},
                {"documents": "reason empty", "count": 2},
                {"documents": "reason no_text", "count": 1},
                {"documents": "known before, skipped", "count": 4},
                {"documents": "hidden files and folders, left out", "count": 6},
                {"documents": "erased before, left out", "count": 0},
                {"documents": "files still being written, left for the next run", "count": 0},
            ],
            "key": "ledger",
            "description": "Documents in = loaded + duplicates + rejected",
        }
    ]


def test_the_receipts_are_kept_in_the_order_of_the_steps(artifacts: list[dict[str, Any]]) -> None:
    show_receipts([Receipt("read", 9, 7, ("00000", "00001")), Receipt("publish", 9, 8)])
    assert artifacts == [
        {
            "table": [
                {"step": "read", "documents in": 9, "documents out": 7, "shards": 2},
                {"step": "publish", "documents in": 9, "documents out": 8, "shards": 0},
            ],
            "key": "receipts",
            "description": "What each step took in and gave out",
        }
    ]


def test_our_log_lines_pass_at_the_level_of_prefects_own() -> None:
    ours, theirs = logging.getLogger("presswatch"), logging.getLogger("prefect.extra")
    before = ours.level, theirs.level
    try:
        theirs.setLevel(logging.ERROR)
        ours.setLevel(logging.NOTSET)
        keep_log_lines()
        assert ours.level == logging.ERROR
        theirs.setLevel(logging.DEBUG)
        keep_log_lines()
        assert ours.level == logging.DEBUG
    finally:
        ours.setLevel(before[0])
        theirs.setLevel(before[1])


@pytest.mark.parametrize("name", tracking.RUN_LOGGERS)
def test_a_users_error_is_logged_as_its_sentence_and_any_other_with_its_traceback(
    name: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger(name)
    monkeypatch.setattr(logger, "filters", [])
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "propagate", True)
    monkeypatch.setattr(logger, "disabled", False)
    log_sentences()
    log_sentences()
    assert len(logger.filters) == 1
    for error in (BadSource("There is no folder named feed."), ValueError("a bug")):
        try:
            raise error
        except (BadSource, ValueError):
            logger.error("Encountered an exception during %s", "execution", exc_info=True)
    user, bug = caplog.records
    assert (user.getMessage(), user.exc_info) == ("There is no folder named feed.", None)
    assert bug.getMessage() == "Encountered an exception during execution"
    assert bug.exc_info is not None
