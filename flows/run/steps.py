"""The steps of an ingest, one per landing on disk: read, decide, enrich, stage, publish, catalog.

Each returns a Receipt. Plain functions: who runs them (the command line, Prefect) is no business of theirs. Their
order: pipeline.py.

All but `read` may be tried again after a fault of the file system: each clears what an earlier attempt left and counts
anew. `read` may not: it draws documents from a stream that is shared by all batches and cannot be turned back, so a
second attempt would go on behind those that the first one drew, and lose them. A fault there ends the run; running it
again reads them, because what is not published is not known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from flows.job.job import IngestJob
from flows.job.receipts import Ledger, Progress, Receipt
from flows.job.sources import source_of
from flows.pool.stopping import finished_first
from flows.pool.workers import Workers
from flows.run.reading import Reader
from flows.run.shard_work import (
    Decided,
    EnrichJob,
    ReadJob,
    ShardPlaces,
    Tally,
    enrich_shard,
    read_shard,
    record_dead_worker,
)
from tasks.findings import DuplicatePair, ReadDocument
from tasks.identity import batch_id, document_id
from tasks.records import RawDocument, UnreadableInput
from tasks.text.addresses import canonical_url, site_of
from warehouse.ask.database import refresh_catalog
from warehouse.copies import duplicate_rows
from warehouse.copies.decide import decide
from warehouse.copies.group_changes import read_current_groups
from warehouse.copies.quotations import MatchedQuotation, Quotation, match_quotations
from warehouse.copies.read_bodies import Bodies, KnownDocuments
from warehouse.copies.shuffle import MembersJob, PairsJob, Spread, Work
from warehouse.errors import PresswatchError
from warehouse.landing.read import read_inputs
from warehouse.schema import rows
from warehouse.search.following import keep_up
from warehouse.store import shards, staging
from warehouse.store.commits import CommitRecord, DataFile, Store
from warehouse.store.raw_copies import adopt_copies
from warehouse.store.writer import Writer

Landed = RawDocument | UnreadableInput


class Feed:
    """The run's input as one stream, documents that the archive knows (or the run has seen) left out and counted."""

    def __init__(self, job: IngestJob, known: KnownDocuments) -> None:
        self._job = job
        self._stream = read_inputs(job.files, job.limits.byte_count)
        self._known = known
        self.known_count = 0
        self.erased_count = 0
        self.is_exhausted = False

    def take(self, document_count: int) -> Iterator[tuple[Landed, int]]:
        """At most so many new documents, each with its size in bytes."""
        taken = 0
        while taken < document_count:
            landed = next(self._stream, None)
            if landed is None:
                self.is_exhausted = True
                return
            doc_id = document_id(landed)
            if self._is_erased(landed, doc_id):
                self.erased_count += 1
            elif self._known.add(doc_id):
                taken += 1
                yield landed, len(landed.content)
            else:
                self.known_count += 1

    def _is_erased(self, landed: Landed, doc_id: str) -> bool:
        """Whether this document, its address as given or its site was erased; others are told when they are read."""
        url = landed.url if isinstance(landed, RawDocument) else None
        refuses = url is not None and self._job.privacy.refuses(canonical_url(url), site_of(url))
        return refuses or doc_id in self._job.erased_documents


@dataclass
class Batch:
    """A batch in the making: where it is staged, and what the steps so far have found out. Owned by one run."""

    staging: Path
    facts: rows.BatchFacts
    shards: list[str] = field(default_factory=list)
    doc_ids: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    found_by_source: Counter[str] = field(default_factory=Counter)
    rejected_by_source: Counter[str] = field(default_factory=Counter)
    receipts: list[Receipt] = field(default_factory=list)
    files: tuple[DataFile, ...] = ()

    @property
    def places(self) -> ShardPlaces:
        """Where its shards lie."""
        return ShardPlaces(self.staging)

    @property
    def ledger(self) -> Ledger:
        """What became of its documents."""
        return Ledger(
            self.statuses["loaded"], self.statuses["duplicate"], self.statuses["rejected"], 0, dict(self.reasons)
        )


def read(job: IngestJob, batch: Batch, feed: Feed, workers: Workers, progress: Progress) -> Receipt:
    """Land the next documents in shards and parse each shard in a worker, while the next one lands."""
    progress.begin("read", None)
    reader = Reader(job.limits, job.guard, job.privacy)

    def landed_jobs() -> Iterator[ReadJob]:
        documents = feed.take(job.batch_document_count)
        for number, shard in enumerate(shards.cut(documents, job.shard_size)):
            read_job = ReadJob(f"{number:05d}", batch.places, reader, batch.facts, job.keeps_raw)
            shards.write(batch.places.raw(read_job.shard), shard)
            yield read_job

    tallies = []
    for tally in workers.each(read_shard, landed_jobs(), lambda stuck: _rescue(stuck, workers)):
        batch.places.raw(tally.shard).unlink()
        progress.advance(tally.document_count)
        tallies.append(tally)
    tallies.sort(key=lambda tally: tally.shard)
    batch.shards = [tally.shard for tally in tallies]
    batch.doc_ids = [doc_id for tally in tallies for doc_id in tally.doc_ids]
    feed.erased_count += sum(tally.erased_count for tally in tallies)
    batch.facts = replace(batch.facts, batch_id=batch_id(batch.doc_ids, job.settings_hash))
    return _receipt("read", tallies)


def _rescue(stuck: ReadJob, workers: Workers) -> Iterator[Tally]:
    """Read the documents of a shard that kills its worker one by one; the one that kills gets a row that says so."""
    landed = shards.read(stuck.places.raw(stuck.shard))
    for number, document in enumerate(landed):
        single = replace(stuck, shard=f"{stuck.shard}.{number:05d}")
        shards.write(stuck.places.raw(single.shard), [document])
        yield from workers.each(read_shard, [single], lambda killer: [record_dead_worker(killer)])


def _receipt(step: str, tallies: list[Tally]) -> Receipt:
    return Receipt(
        step,
        sum(tally.document_count for tally in tallies),
        sum(tally.out_count for tally in tallies),
        tuple(tally.shard for tally in tallies),
    )


def decide_duplicates(job: IngestJob, batch: Batch, store: Store, workers: Workers, progress: Progress) -> Receipt:
    """Compare the batch with itself and with the archive; write each shard's decisions.

    On a cluster its workers find the texts that share keys.
    """
    progress.begin("decide", len(batch.doc_ids))
    bodies = Bodies([batch.places.bodies(shard) for shard in batch.shards], store.paths("articles"))
    groups_now = read_current_groups(store.paths("cluster_merges"), store.paths("cluster_originals"))
    decisions = decide(
        [batch.places.fingerprints(shard) for shard in batch.shards],
        store.paths("fingerprints"),
        bodies.read,
        job.rules,
        groups_now,
        _spread(job, workers) if job.dask_scheduler and job.worker_count else None,
    )
    changes = duplicate_rows.event_tables(decisions.changes, groups_now.event_count, batch.facts.started_at)
    if decisions.archived_pairs:
        changes["duplicates"] = duplicate_rows.pair_table(decisions.archived_pairs)
    if quotations := _match_quotations(job, batch, store, bodies):
        changes["quotations"] = duplicate_rows.quotation_table(quotations)
    staging.clear_rows(batch.staging, "changes")
    staging.write_rows(batch.staging, "changes", changes)
    pairs: dict[str, list[DuplicatePair]] = {}
    for pair in decisions.pairs:
        pairs.setdefault(pair.doc_id, []).append(pair)
    for shard in batch.shards:
        documents = cast("tuple[ReadDocument, ...]", shards.read(batch.places.pages(shard)))
        decided = [
            Decided(decisions.by_doc[d.doc_id], tuple(pairs.get(d.doc_id, ())))
            if d.doc_id in decisions.by_doc
            else None
            for d in documents
        ]
        shards.write(batch.places.decisions(shard), decided)
        progress.advance(len(documents))
    return Receipt("decide", len(batch.doc_ids), len(decisions.by_doc), tuple(batch.shards))


def _spread(job: IngestJob, workers: Workers) -> Spread:
    def run(work: Work, jobs: Sequence[MembersJob | PairsJob]) -> None:
        for _ in workers.each(work, jobs, _give_up_comparing):
            pass

    return Spread(job.worker_count, run)


def _give_up_comparing(_stuck: object) -> Iterator[None]:
    raise PresswatchError(
        "A worker process died twice while looking for copies; nothing was published. Give it more memory."
    )


def _match_quotations(job: IngestJob, batch: Batch, store: Store, bodies: Bodies) -> list[tuple[MatchedQuotation, str]]:
    """The articles that the batch's documents quote, each with the month of the document that quotes."""
    quotations: list[Quotation] = []
    months: dict[str, str] = {}
    for shard in batch.shards:
        for document in cast("tuple[ReadDocument, ...]", shards.read(batch.places.pages(shard))):
            quoted = () if document.page is None else document.page.quoted_documents
            quotations += [Quotation(document.doc_id, q.segment_id, q.text) for q in quoted]
            if quoted:
                months[document.doc_id] = rows.month_of(document, batch.facts.started_at)
    files = [batch.places.fingerprints(shard) for shard in batch.shards], store.paths("fingerprints")
    found = match_quotations(quotations, files, bodies.read, job.rules)
    return [(match, months[match.doc_id]) for match in found]


def enrich(job: IngestJob, batch: Batch, workers: Workers, progress: Progress) -> Receipt:
    """Find names, times, statements and watchlist hits, and turn every shard into rows."""
    progress.begin("enrich", len(batch.doc_ids))
    jobs = (EnrichJob(shard, batch.places, job.guard, batch.facts, job.lexicon) for shard in batch.shards)
    tallies = []
    for tally in workers.each(enrich_shard, jobs, _give_up):
        progress.advance(tally.document_count)
        tallies.append(tally)
    batch.statuses = sum((Counter(tally.statuses) for tally in tallies), Counter())
    batch.reasons = sum((Counter(tally.reasons) for tally in tallies), Counter())
    batch.found_by_source, batch.rejected_by_source = Counter(), Counter()
    for tally in tallies:
        _count_sources(job, batch.found_by_source, tally.sources)
        _count_sources(job, batch.rejected_by_source, tally.rejected_sources)
    return _receipt("enrich", sorted(tallies, key=lambda tally: tally.shard))


def _count_sources(job: IngestJob, counts: Counter[str], document_sources: Iterable[str]) -> None:
    for document_source in document_sources:
        if (name := source_of(job, document_source)) is not None:
            counts[name] += 1


def _give_up(stuck: EnrichJob) -> list[Tally]:
    raise PresswatchError(
        f"A worker process died twice while enriching shard {stuck.shard}; nothing was published. "
        "Give it more memory, or ingest in smaller parts to find the document."
    )


def stage(job: IngestJob, batch: Batch, store: Store) -> Receipt:
    """Sort and partition the batch's rows into its files; the ledger has to balance before anything is published."""
    ledger = batch.ledger
    if ledger.documents_in != len(batch.doc_ids):
        raise PresswatchError(
            f"The ledger does not balance ({len(batch.doc_ids)} documents in, {ledger.documents_in} accounted for); "
            "nothing was published. Please report this as a bug."
        )
    steps = [rows.StepCount(receipt.step, receipt.documents_in, receipt.documents_out) for receipt in batch.receipts]
    counts = rows.BatchCounts(ledger.loaded, ledger.duplicates, ledger.rejected, steps)
    own = rows.batch_table(batch.facts, job.run_id, job.settings_hash, counts, datetime.now(UTC).replace(tzinfo=None))
    staging.write_rows(batch.staging, "batch", {"batches": own})
    batch.files = staging.stage_batch(store, batch.staging, batch.facts.batch_id)
    return Receipt("stage", len(batch.doc_ids), sum(f.row_count for f in batch.files if f.table == "documents"))


def publish(job: IngestJob, batch: Batch, writer: Writer) -> Receipt:
    """Make the batch part of the warehouse, at once."""
    record = CommitRecord.now(batch.facts.batch_id, job.run_id, batch.files)
    adopt_copies(writer.store.root, batch.staging)
    with finished_first("Stopping when this batch is published."):
        is_new = writer.publish(record)
        keep_up(writer.store)
    return Receipt("publish", len(batch.doc_ids), len(batch.doc_ids) if is_new else 0)


def catalog(store: Store, document_count: int) -> Receipt:
    """Bring the catalog of views up to what is published; `document_count` is how many documents the run read."""
    refresh_catalog(store)
    return Receipt("catalog", document_count, document_count)
