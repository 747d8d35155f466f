"""How Prefect runs a step: as a task that gets nothing but a call to make and returns a Receipt.

Documents never travel through Prefect: a task's work is bound before, its only value is counts. Prefect's result cache
is off; the truth about what is done is the warehouse's commit records.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from threading import Thread
from typing import Any

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from flows.job.receipts import Ledger, Receipt, Step
from flows.pool.stopping import kept_from_children
from warehouse.errors import PresswatchError
from warehouse.store.staging import is_storage_fault

RUN_LOGGERS = ("prefect.flow_runs", "prefect.task_runs")
RETRIES = 2
RETRY_DELAY_SECONDS = 5


def start_server() -> None:
    """Start Prefect's own server where no other is configured; it then serves this process to its end.

    A terminal sends Ctrl-C to the server too: it is kept from it, so that a run that is stopped can still say so. The
    server is started in a thread, since this one waits some seconds for it and has to answer Ctrl-C meanwhile.
    """

    def start() -> None:
        with kept_from_children(), get_client(sync_client=True) as client:
            client.hello()

    starting = Thread(target=start, name="start-prefect", daemon=True)
    starting.start()
    starting.join()


def keep_log_lines() -> None:
    """Let our log lines pass at the level of Prefect's own, which else are dropped before they reach its handler."""
    logging.getLogger("presswatch").setLevel(logging.getLogger("prefect.extra").getEffectiveLevel())


class _SentenceOnly(logging.Filter):
    """Prefect's report of a user error becomes the error's sentence: where in Prefect it passed says nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten such a record; every record passes."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, PresswatchError):
            record.msg, record.args, record.exc_info, record.exc_text = str(error), (), None, None
        return True


def log_sentences() -> None:
    """Let the logs of runs, here and on the server, say user errors in one sentence, without a traceback."""
    for name in RUN_LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, _SentenceOnly) for known in logger.filters):
            logger.addFilter(_SentenceOnly())


def run_as_task(step: Step, work: Callable[[], Receipt]) -> Receipt:
    """Run a step as a Prefect task named for its batch. A repeatable one is retried where the file system failed it."""

    @task(
        name=step.name,
        task_run_name=f"{step.name} batch {step.batch_number}",
        retries=RETRIES if step.is_repeatable else 0,
        retry_delay_seconds=RETRY_DELAY_SECONDS,
        retry_condition_fn=is_passing_fault,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    def call() -> Receipt:
        return work()

    return call()


def is_passing_fault(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether another try may help: after an error of the operating system, not after one that a person must mend."""
    return is_storage_fault(state.result(raise_on_failure=False))


def show_ledger(ledger: Ledger) -> None:
    """Keep a run's ledger as an artifact."""
    rows: list[dict[str, Any]] = [
        {"documents": "in", "count": ledger.documents_in},
        {"documents": "loaded", "count": ledger.loaded},
        {"documents": "duplicates", "count": ledger.duplicates},
        {"documents": "rejected", "count": ledger.rejected},
        *({"documents": f"reason {reason}", "count": count} for reason, count in sorted(ledger.reasons.items())),
        {"documents": "known before, skipped", "count": ledger.known_before},
        {"documents": "hidden files and folders, left out", "count": ledger.hidden},
        {"documents": "erased before, left out", "count": ledger.erased_before},
        {"documents": "files still being written, left for the next run", "count": ledger.waiting},
    ]
    create_table_artifact(table=rows, key="ledger", description="Documents in = loaded + duplicates + rejected")


def show_receipts(receipts: Sequence[Receipt]) -> None:
    """Keep the receipts of a run's steps as an artifact."""
    rows: list[dict[str, Any]] = [
        {"step": r.step, "documents in": r.documents_in, "documents out": r.documents_out, "shards": len(r.shards)}
        for r in receipts
    ]
    create_table_artifact(table=rows, key="receipts", description="What each step took in and gave out")
