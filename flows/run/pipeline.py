"""The main job in reading order: read, decide, enrich, stage, publish, batch after batch until the input is used up.

Then the catalog. What the sources promise to hold is counted before anything is read, let alone published.

The order stands here once. How a step is run is handed in (`run_step`): called at once by `presswatch ingest`, as a
Prefect task by the flow.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic

from flows.job.job import IngestJob
from flows.job.log_lines import kept_log
from flows.job.receipts import Ledger, NoProgress, Progress, Receipt, RunReport, RunStep, Step, call_step
from flows.job.sources import check_counts, check_rejects
from flows.pool.cluster import cluster_pool
from flows.pool.workers import MakePool, Workers, make_pool
from flows.run import steps
from flows.run.shard_work import load_lists, warm_up
from warehouse.copies.read_bodies import KnownDocuments
from warehouse.lexicon.gazetteer import load_gazetteer
from warehouse.schema.rows import BatchFacts
from warehouse.store.commits import Store
from warehouse.store.durable import full_disk_is_explained
from warehouse.store.privacy import PrivacyRecord, hold_privacy
from warehouse.store.staging import disk_errors_explained
from warehouse.store.writer import Writer

logger = logging.getLogger("presswatch")


def ingest(
    job: IngestJob,
    run_step: RunStep = call_step,
    progress: Progress | None = None,
    make: MakePool | None = None,
) -> RunReport:
    """Read what is new in the job's files into its warehouse; every batch is published whole or not at all.

    Raises PresswatchError on user errors; then the batches published so far stand, the one in
    the making leaves no trace, and running it again goes on from there.
    """
    with kept_log(job.log_file):
        begun = monotonic()
        report = _ingest(job, run_step, progress or NoProgress(), make or pool_of(job))
        ledger = report.ledger
        facts = {
            "run_id": job.run_id, "loaded": ledger.loaded, "duplicates": ledger.duplicates,
            "rejected": ledger.rejected, "known_before": ledger.known_before, "waiting": ledger.waiting,
            "seconds": round(monotonic() - begun, 1),
        }  # fmt: skip
        logger.info("run %s: done, %d documents in", job.run_id, ledger.documents_in, extra={"facts": facts})
    return report


def _ingest(job: IngestJob, run_step: RunStep, progress: Progress, make: MakePool) -> RunReport:
    load_lists(job.lexicon)
    check_counts(job)
    load_gazetteer(job.lexicon.cache)  # built here where it is missing, and not by every worker at once
    store = Store.create(job.warehouse)
    ledger, receipts, batch_ids = Ledger(), list[Receipt](), list[str]()
    with full_disk_is_explained(store.root), disk_errors_explained(store), Writer(store) as writer:
        job = within_privacy(job, hold_privacy(store, job.privacy))
        feed = steps.Feed(job, KnownDocuments(store.paths("documents")))
        with Workers(job.worker_count, partial(warm_up, job.lexicon), make) as workers:
            run = _RunContext(feed, workers, writer, run_step, progress)
            while not feed.is_exhausted:
                batch = _begin(job, writer, len(batch_ids))
                _run_batch(job, batch, len(batch_ids) + 1, run)
                receipts += batch.receipts
                ledger = ledger.plus(batch.ledger)
                if batch.doc_ids:
                    batch_ids.append(batch.facts.batch_id)
                writer.clear(batch.staging)
        left_out = Ledger(
            known_before=feed.known_count,
            hidden=job.hidden_count,
            erased_before=feed.erased_count,
            waiting=job.waiting_count,
        )
        ledger = ledger.plus(left_out)
        step = Step("catalog", len(batch_ids))
        receipts.append(run_step(step, partial(steps.catalog, store, ledger.documents_in)))
    return RunReport(store.root, ledger, tuple(batch_ids), tuple(receipts))


def within_privacy(job: IngestJob, record: PrivacyRecord) -> IngestJob:
    """The job, with what was erased left out; a batch of documents that are allowed again has another id."""
    hash_ = f"{job.settings_hash}-{record.change_count}" if record.change_count else job.settings_hash
    erased = record.erased_documents()
    return replace(job, privacy=record.applied(job.privacy), erased_documents=erased, settings_hash=hash_)


def pool_of(job: IngestJob) -> MakePool:
    """Processes of this machine, or the configured cluster; with no workers at all, this very process."""
    return cluster_pool(job.dask_scheduler) if job.dask_scheduler and job.worker_count else make_pool


def _begin(job: IngestJob, writer: Writer, number: int) -> steps.Batch:
    facts = BatchFacts("", job.started_at, job.code_version)
    return steps.Batch(writer.new_staging(f"{job.run_id}-{number:05d}"), facts)


@dataclass(frozen=True, slots=True)
class _RunContext:
    """What all batches of a run share: their source of documents, workers, writer, and how steps are run and shown."""

    feed: steps.Feed
    workers: Workers
    writer: Writer
    run_step: RunStep
    progress: Progress


def _run_batch(job: IngestJob, batch: steps.Batch, number: int, run: _RunContext) -> None:
    """One batch, the `number`-th of the run, through all steps; a batch without a new document ends after the first."""

    def step(name: str, work: Callable[[], Receipt], is_repeatable: bool = True) -> None:
        begun = monotonic()
        receipt = run.run_step(Step(name, number, is_repeatable), work)
        counts = {"in": receipt.documents_in, "out": receipt.documents_out, "seconds": round(monotonic() - begun, 1)}
        facts = {"run_id": job.run_id, "batch": number, "step": name, **counts}
        sentence = "batch %d: %s, %d documents in, %d out"
        logger.info(sentence, number, name, receipt.documents_in, receipt.documents_out, extra={"facts": facts})
        batch.receipts.append(receipt)

    store, workers, progress = run.writer.store, run.workers, run.progress
    step("read", partial(steps.read, job, batch, run.feed, workers, progress), is_repeatable=False)
    if not batch.doc_ids:
        return
    step("decide", partial(steps.decide_duplicates, job, batch, store, workers, progress))
    step("enrich", partial(steps.enrich, job, batch, workers, progress))
    check_rejects(job, batch.rejected_by_source, batch.found_by_source)
    step("stage", partial(steps.stage, job, batch, store))
    step("publish", partial(steps.publish, job, batch, run.writer))
