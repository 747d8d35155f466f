"""What is done to one shard in a worker process: read it, apply `tasks`, write what came of it.

Paths come in, counts go out. Nothing here knows of batches, commits or an orchestrator.
"""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

import pyarrow.parquet as pq

from flows.job.job import LexiconFiles
from flows.pool.guard import Guard, Refusal
from flows.pool.watchdog import has_hung, watched
from flows.run.reading import Reader, died, hung
from tasks.copies.decision import Decision
from tasks.enrichment import Lexicon, enrich
from tasks.entities import EMPTY, EntityList, EntityListError, entities_from_toml
from tasks.findings import DuplicatePair, ReadDocument
from tasks.identity import content_sha256, document_id
from tasks.records import RawDocument, UnreadableInput
from tasks.watchlists import WatchlistError, Watchlists, compile_watchlists, definitions_from_toml
from warehouse.errors import BadConfiguration
from warehouse.lexicon.gazetteer import load_gazetteer
from warehouse.lexicon.name_models import load_name_readers
from warehouse.schema import rows
from warehouse.store import shards, staging
from warehouse.store.raw_copies import stage_copy

List = TypeVar("List")
WITHOUT_FINDINGS = "loaded without findings"
WITH_REMARK = "read with a remark"


@dataclass(frozen=True, slots=True)
class ShardPlaces:
    """Where a batch's shards lie, by step."""

    folder: Path

    def raw(self, shard: str) -> Path:
        """Landed documents."""
        return self.folder / f"{shard}.raw"

    def pages(self, shard: str) -> Path:
        """Documents that were read."""
        return self.folder / f"{shard}.pages"

    def hanging(self, shard: str) -> Path:
        """What the watchdog of its reader leaves where it had to act."""
        return self.folder / f"{shard}.hanging"

    def fingerprints(self, shard: str) -> Path:
        """Their fingerprints."""
        return self.folder / f"{shard}.fingerprints.parquet"

    def bodies(self, shard: str) -> Path:
        """Their bodies, for comparing."""
        return self.folder / f"{shard}.bodies.parquet"

    def decisions(self, shard: str) -> Path:
        """What was decided of them."""
        return self.folder / f"{shard}.decisions"


@dataclass(frozen=True, slots=True)
class ReadJob:
    """Parse one shard."""

    shard: str
    places: ShardPlaces
    reader: Reader
    facts: rows.BatchFacts
    keeps_raw: bool = False


@dataclass(frozen=True, slots=True)
class EnrichJob:
    """Enrich one shard and turn it into rows."""

    shard: str
    places: ShardPlaces
    guard: Guard
    facts: rows.BatchFacts
    lexicon: LexiconFiles


@dataclass(frozen=True, slots=True)
class Decided:
    """A document's decision and the pairs it is the copy in. Written by the step that decides, one per document."""

    decision: Decision
    pairs: tuple[DuplicatePair, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What a shard's documents became: counts, ids and sources, never texts."""

    shard: str
    document_count: int
    out_count: int
    statuses: dict[str, int]
    reasons: dict[str, int]
    doc_ids: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    rejected_sources: tuple[str, ...] = ()
    erased_count: int = 0  # documents left out, because they were erased from the archive


def read_shard(job: ReadJob) -> Tally:
    """Parse and fingerprint the documents of a raw shard, which stays until the step knows of the outcome."""
    landed = cast("tuple[RawDocument | UnreadableInput, ...]", shards.read(job.places.raw(job.shard)))
    documents = []
    with watched(job.places.hanging(job.shard), job.reader.guard.ceiling_seconds) as begin:
        for item in landed:
            begin()
            documents.append(job.reader.read(item))
    kept = [d for d in documents if d.page is None or not job.reader.privacy.refuses_page(d.page)]
    if job.keeps_raw:
        _keep_raw(job, landed, {document.doc_id for document in kept})
    return replace(_write_read(job, kept), erased_count=len(documents) - len(kept))


def _keep_raw(job: ReadJob, landed: Sequence[RawDocument | UnreadableInput], kept: Collection[str]) -> None:
    """Put copies of what could be landed beside the batch; what was erased before is among nothing that is kept."""
    for item in landed:
        if isinstance(item, RawDocument) and document_id(item) in kept:
            stage_copy(job.places.folder, content_sha256(item.content), item.content)


def record_dead_worker(job: ReadJob) -> Tally:
    """Write the row of a dead worker for each document of a shard; called for shards of one document."""
    landed = cast("tuple[RawDocument | UnreadableInput, ...]", shards.read(job.places.raw(job.shard)))
    is_hung = has_hung(job.places.hanging(job.shard))
    return _write_read(job, [hung(item) if is_hung else died(item) for item in landed])


def _write_read(job: ReadJob, documents: list[ReadDocument]) -> Tally:
    shards.write(job.places.pages(job.shard), documents)
    fingerprints = rows.fingerprint_table(documents, job.facts.started_at)
    pq.write_table(fingerprints, job.places.fingerprints(job.shard), compression="lz4")
    pq.write_table(rows.body_table(documents), job.places.bodies(job.shard), compression="lz4")
    readable = sum(document.page is not None for document in documents)
    reasons = Counter(str(document.reason) for document in documents if document.reason is not None)
    doc_ids = tuple(document.doc_id for document in documents)
    return Tally(job.shard, len(documents), readable, {}, dict(reasons), doc_ids)


def enrich_shard(job: EnrichJob) -> Tally:
    """Find what stands in a shard's documents and write all its rows, in the place of those of an earlier attempt."""
    documents = cast("tuple[ReadDocument, ...]", shards.read(job.places.pages(job.shard)))
    decided = cast("tuple[Decided | None, ...]", shards.read(job.places.decisions(job.shard)))
    lexicon = load_lexicon(job.lexicon)
    finished = [
        _finish(document, choice, lexicon, job.guard) for document, choice in zip(documents, decided, strict=True)
    ]
    staging.clear_rows(job.places.folder, job.shard)
    staging.write_rows(job.places.folder, job.shard, rows.shard_tables(finished, job.facts))
    statuses = Counter("rejected" if item.decision is None else str(item.decision.status) for item in finished)
    reasons = Counter(_remark(item.document) for item in finished if item.document.detail or item.document.reason)
    return Tally(
        shard=job.shard,
        document_count=len(documents),
        out_count=len(documents),
        statuses=dict(statuses),
        reasons=dict(reasons),
        sources=tuple(item.document.source for item in finished),
        rejected_sources=tuple(item.document.source for item in finished if item.decision is None),
    )


def _remark(document: ReadDocument) -> str:
    """What the ledger counts a document under, beside its status."""
    if document.reason is not None:
        return str(document.reason)
    return WITHOUT_FINDINGS if (document.detail or "").startswith(WITHOUT_FINDINGS) else WITH_REMARK


def _finish(document: ReadDocument, choice: Decided | None, lexicon: Lexicon, guard: Guard) -> rows.Finished:
    page = document.page
    if page is None or choice is None:
        return rows.Finished(document, None)
    if choice.decision.same_page_as is not None:  # the very same text: what stands in it has been found already
        return rows.Finished(document, choice.decision, choice.pairs)
    found = guard.attempt(document.doc_id, lambda: enrich(page, lexicon))
    if isinstance(found, Refusal):  # what it says is read and may be what others repeat: it stays, and its row says so
        detail = f"{WITHOUT_FINDINGS}: {found.reason} {found.detail}" + _and(document.detail)
        return rows.Finished(replace(document, detail=detail), choice.decision, choice.pairs)
    return rows.Finished(document, choice.decision, choice.pairs, found)


def _and(remark: str | None) -> str:
    return f"; {remark}" if remark else ""


@lru_cache(maxsize=1)
def load_lexicon(files: LexiconFiles) -> Lexicon:
    """What enrichment needs, once per process. Raises BadConfiguration as `load_lists` and `load_name_readers`."""
    entities, watchlists = load_lists(files)
    return Lexicon(load_gazetteer(files.cache), entities, watchlists, load_name_readers(files.name_model))


def load_lists(files: LexiconFiles) -> tuple[EntityList, Watchlists | None]:
    """The user's own lists. Raises BadConfiguration where one is not of its form, with the place of the error."""
    entities = EMPTY if files.entities is None else _listed(files.entities, entities_from_toml)
    watchlists = None if files.watchlists is None else _listed(files.watchlists, _watchlists_from_toml)
    return entities, watchlists


def _watchlists_from_toml(data: Mapping[str, object]) -> Watchlists:
    return compile_watchlists(definitions_from_toml(data))


def _listed(path: Path, read: Callable[[Mapping[str, object]], List]) -> List:
    try:
        return read(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, EntityListError, WatchlistError) as error:
        raise BadConfiguration(f"{path}: {error}") from error


def warm_up(files: LexiconFiles) -> int:
    """Load what a worker needs before its first shard comes; returns its process number."""
    load_lexicon(files)
    return os.getpid()
