"""The main job as a Prefect flow: ingest what is new, check the warehouse, write the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from prefect import flow

from flows.job import settings
from flows.job.job import configured_job, new_job, now
from flows.job.receipts import Ledger, Receipt
from flows.report import finish
from flows.run import pipeline
from flows.terminal.console import ConsoleProgress
from flows.tracking import keep_log_lines, log_sentences, run_as_task, show_ledger, show_receipts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left: the warehouse, its report, and what became of the documents."""

    warehouse: Path
    report: Path
    ledger: Ledger
    receipts: tuple[Receipt, ...] = field(default=())


@flow(name="ingest", validate_parameters=True, persist_result=False)
def ingest(config: str | None = None, paths: list[str] | None = None, warehouse: str | None = None) -> Outcome:
    """Ingest what is new in the configured sources, check the warehouse and write the report.

    Args:
        config: Configuration file; by default ./presswatch.toml or ./config/presswatch.toml.
        paths: Files, folders or globs to read instead of the configured sources.
        warehouse: Folder of the warehouse instead of the configured one.
    """
    keep_log_lines()
    log_sentences()
    chosen = settings.load(settings.find_configuration(None if config is None else Path(config)))
    place = chosen.resolve(chosen.warehouse) if warehouse is None else Path(warehouse)
    job = configured_job(chosen, now(), place) if paths is None else new_job(chosen, paths, place, now())
    with ConsoleProgress() as progress:
        report = pipeline.ingest(job, run_as_task, progress)
    show_ledger(report.ledger)
    show_receipts(report.receipts)
    return Outcome(report.warehouse, finish(report.warehouse), report.ledger, report.receipts)
