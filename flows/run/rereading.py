"""A chunk of documents from their raw copies to staged rows: the steps `read` and `enrich` of a run, decided as before.

What belongs here: what the steps need from raw copies and from what the archive holds. What does not: which documents,
publishing (flows/reprocessing.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import cast

from flows.job.job import IngestJob
from flows.pool.workers import Workers
from flows.run.reading import Reader
from flows.run.shard_work import (
    WITHOUT_FINDINGS,
    Decided,
    EnrichJob,
    ReadJob,
    ShardPlaces,
    Tally,
    enrich_shard,
    read_shard,
    record_dead_worker,
    warm_up,
)
from tasks.findings import ReadDocument
from tasks.identity import document_id
from tasks.records import RawDocument, Status
from warehouse.errors import PresswatchError
from warehouse.schema.rows import BatchFacts
from warehouse.store import shards
from warehouse.store.raw_copies import read_copy
from warehouse.upkeep.rereading import Stored

SHARD_DOCUMENT_COUNT = 64  # as many as a run's shards have on the average


def warmed(job: IngestJob) -> Callable[[], int]:
    """What a worker loads before its first shard."""
    return partial(warm_up, job.lexicon)


def reread_chunk(job: IngestJob, workers: Workers, root: Path, folder: Path, stored: Sequence[Stored]) -> list[str]:
    """Read documents anew and stage their rows below `folder`; returns the ids of those that have new rows.

    Left out are documents without a copy, those that were erased, and those that are refused now while others repeat
    or quote them.
    """
    places = ShardPlaces(folder)
    reader = Reader(job.limits, job.guard, job.privacy)
    read: dict[str, tuple[BatchFacts, list[tuple[Stored, ReadDocument]]]] = {}
    for number, (facts, some) in enumerate(_shards(job, stored)):
        name = f"{number:05d}"
        raw = {document_id(document): (one, document) for one, document in _raw(root, some)}
        shards.write(places.raw(name), [document for _, document in raw.values()])
        read_job = ReadJob(name, places, reader, facts)
        for _ in workers.each(read_shard, [read_job], partial(_rescue, workers)):
            pass
        found = [
            (raw[document.doc_id][0], document)
            for path in sorted(folder.glob(f"{name}*.pages"))
            for document in cast("tuple[ReadDocument, ...]", shards.read(path))
        ]
        read[name] = facts, [(one, replace(document, doc_id=one.doc_id)) for one, document in found]
    kept = {name: (facts, [pair for pair in pairs if _may_replace(*pair)]) for name, (facts, pairs) in read.items()}
    staying = [one for _, pairs in read.values() for one, document in pairs if not _may_replace(one, document)]
    searched = {one.page_hash: one.doc_id for one in staying if one.page_hash is not None}
    _decide(places, {name: pairs for name, (_, pairs) in kept.items()}, searched)
    jobs = (EnrichJob(name, places, job.guard, facts, job.lexicon) for name, (facts, pairs) in kept.items() if pairs)
    for _ in workers.each(enrich_shard, jobs, _give_up):
        pass
    return [one.doc_id for _, pairs in kept.values() for one, _ in pairs]


def _shards(job: IngestJob, stored: Sequence[Stored]) -> Iterator[tuple[BatchFacts, list[Stored]]]:
    """Some documents at a time, of one batch, whose name and time their rows keep."""
    for (batch_id, started_at), batch in groupby(stored, key=lambda one: (one.batch_id, one.started_at)):
        documents = list(batch)
        for start in range(0, len(documents), SHARD_DOCUMENT_COUNT):
            yield BatchFacts(batch_id, started_at, job.code_version), documents[start : start + SHARD_DOCUMENT_COUNT]


def _raw(root: Path, stored: Sequence[Stored]) -> Iterator[tuple[Stored, RawDocument]]:
    """The documents as they came. What their row remarks on their provenance goes along."""
    for one in stored:
        content = read_copy(root, one.content_sha256)
        if content is None:
            continue
        is_remark = one.status is not Status.REJECTED and not (one.detail or "").startswith(WITHOUT_FINDINGS)
        yield (
            one,
            RawDocument(
                content=content,
                source=one.source,
                source_id=one.source_id,
                url=one.url,
                fetched_at=one.fetched_at,
                media_type=one.media_type,
                detail=one.detail if is_remark else None,
            ),
        )


def _rescue(workers: Workers, stuck: ReadJob) -> Iterator[Tally]:
    """Read the documents of a shard that kills its worker one by one, as a run does."""
    for number, document in enumerate(shards.read(stuck.places.raw(stuck.shard))):
        single = replace(stuck, shard=f"{stuck.shard}.{number:05d}")
        shards.write(stuck.places.raw(single.shard), [document])
        yield from workers.each(read_shard, [single], lambda killer: [record_dead_worker(killer)])


def _give_up(stuck: EnrichJob) -> list[Tally]:
    raise PresswatchError(
        f"A worker process died twice while enriching shard {stuck.shard}; nothing was published. Give it more memory."
    )


def _may_replace(stored: Stored, document: ReadDocument) -> bool:
    """Whether the new rows may stand for the old ones: not where a refusal would leave copies without an original."""
    return document.page is not None or stored.status is Status.REJECTED or stored.is_alone


def _decide(places: ShardPlaces, read: dict[str, list[tuple[Stored, ReadDocument]]], searched: dict[str, str]) -> None:
    """Write each document's place among the others, which stays; of copies with one reading text one is searched.

    `searched` are documents that keep their rows, by reading text.
    """
    pairs = sorted(
        (pair for found in read.values() for pair in found),
        key=lambda pair: (pair[0].status is Status.DUPLICATE, pair[0].doc_id),
    )
    for one, document in pairs:
        if document.fingerprint is not None:
            searched.setdefault(document.fingerprint.page_hash, one.doc_id)
    for name, found in read.items():
        shards.write(places.pages(name), [document for _, document in found])
        shards.write(places.decisions(name), [_decided(one, document, searched) for one, document in found])


def _decided(stored: Stored, document: ReadDocument, searched: dict[str, str]) -> Decided | None:
    if document.page is None or document.fingerprint is None:
        return None
    first = searched[document.fingerprint.page_hash]
    is_copy = stored.status is Status.DUPLICATE and first != stored.doc_id
    return Decided(stored.decision(first if is_copy else None))
