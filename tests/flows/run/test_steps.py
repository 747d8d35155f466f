"""The steps of an ingest one by one, in this very process: what each takes in, leaves on disk and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from flows.job.job import IngestJob, LexiconFiles, SourceRules
from flows.job.receipts import Ledger, NoProgress, Receipt
from flows.pool.guard import Guard
from flows.pool.workers import Workers
from flows.run import shard_work, steps
from flows.run.reading import Reader, died
from flows.run.shard_work import EnrichJob, ReadJob, Tally
from flows.run.steps import Batch, Feed
from tasks.entities.lexicon.gazetteer import Gazetteer, build_index
from tasks.findings import DuplicatePair, ReadDocument
from tasks.identity import batch_id, document_id
from tasks.records import QuotedDocument, RawDocument, Status
from tests.flows.archives import STARTED_AT, article, job_for
from warehouse.copies.decide import Decisions
from warehouse.copies.read_bodies import KnownDocuments
from warehouse.copies.shuffle import Spread
from warehouse.errors import PresswatchError
from warehouse.landing.read import read_inputs
from warehouse.schema import rows
from warehouse.store import shards
from warehouse.store.commits import Store
from warehouse.store.shards import ShardSize
from warehouse.store.writer import Writer

FACTS = rows.BatchFacts("", STARTED_AT, "0")


class Shown:
    """Progress as it was shown."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int | None] | int] = []

    def begin(self, step: str, total: int | None) -> None:
        self.calls.append((step, total))

    def advance(self, documents: int) -> None:
        self.calls.append(documents)


def write_texts(folder: Path, *numbers: int) -> None:
    folder.mkdir(exist_ok=True)
    for place, number in enumerate(numbers):
        (folder / f"{place}.txt").write_text(article(number))


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[IngestJob]:
    """Four documents, the last a copy of the first, and an empty one; no place is known, names by rules."""
    monkeypatch.setattr(shard_work, "load_gazetteer", lambda _cache: Gazetteer(build_index([])))
    write_texts(tmp_path / "in", 1, 2, 3, 1)
    (tmp_path / "in" / "9.txt").touch()
    lexicon = LexiconFiles(tmp_path / "cache", name_model="rules")
    yield job_for(tmp_path / "w", tmp_path / "in", lexicon=lexicon, settings_hash="h", shard_size=ShardSize(2))
    shard_work.load_lexicon.cache_clear()


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(0, lambda: None) as opened:
        yield opened


@pytest.fixture
def writer(job: IngestJob) -> Iterator[Writer]:
    with Writer(Store.create(job.warehouse)) as opened:
        yield opened


@pytest.fixture
def batch(writer: Writer) -> Batch:
    return Batch(writer.new_staging("run-00000"), FACTS)


def ids(job: IngestJob) -> list[str]:
    return [document_id(landed) for landed in read_inputs(job.files, job.limits.byte_count)]


def test_the_feed_gives_at_most_as_many_new_documents_as_asked_each_with_its_size(job: IngestJob) -> None:
    feed = Feed(job, KnownDocuments([]))
    first = list(feed.take(3))
    assert [(landed.source.rsplit("/", 1)[-1], size) for landed, size in first] == [
        (f"{place}.txt", len(article(number))) for place, number in enumerate((1, 2, 3))
    ]
    assert not feed.is_exhausted
    assert [size for _, size in feed.take(2)] == [len(article(1)), 0]
    assert not feed.is_exhausted  # nobody has looked behind the last
    assert list(feed.take(1)) == []
    assert feed.is_exhausted
    assert feed.known_count == 0


def test_documents_known_before_or_seen_in_the_run_are_counted_and_take_no_place(job: IngestJob) -> None:
    known = KnownDocuments([])
    for doc_id in (ids(job)[0], ids(job)[2]):
        known.add(doc_id)
    feed = Feed(replace(job, files=job.files + job.files[1:2]), known)
    assert [document_id(landed) for landed, _ in feed.take(99)] == [ids(job)[1], ids(job)[3], ids(job)[4]]
    assert (feed.known_count, feed.is_exhausted) == (3, True)


def read_all(job: IngestJob, batch: Batch, workers: Workers) -> Receipt:
    return steps.read(job, batch, Feed(job, KnownDocuments([])), workers, NoProgress())


def test_reading_lands_documents_in_shards_and_names_the_batch_for_them(
    job: IngestJob, batch: Batch, workers: Workers
) -> None:
    shown = Shown()
    receipt = steps.read(job, batch, Feed(job, KnownDocuments([])), workers, shown)
    assert receipt == Receipt("read", 5, 4, ("00000", "00001", "00002"))
    assert batch.shards == ["00000", "00001", "00002"]
    assert batch.doc_ids == ids(job)
    assert batch.facts == replace(FACTS, batch_id=batch_id(ids(job), "h"))
    assert shown.calls == [("read", None), 2, 2, 1]
    kept = [page.doc_id for shard in batch.shards for page in pages(batch, shard)]
    assert kept == ids(job)


def pages(batch: Batch, shard: str) -> tuple[ReadDocument, ...]:
    return shards.read(batch.places.pages(shard))  # type: ignore[return-value]


def test_a_batch_takes_no_more_documents_than_the_job_allows(job: IngestJob, batch: Batch, workers: Workers) -> None:
    assert read_all(replace(job, batch_document_count=3), batch, workers) == Receipt("read", 3, 3, ("00000", "00001"))


def test_documents_are_read_and_enriched_within_the_jobs_limits_and_guard(job: IngestJob, batch: Batch) -> None:
    given: list[Any] = []

    class Watched(Workers):
        def each(self, _work: Any, jobs: Iterable[Any], _rescue: Any) -> Iterator[Any]:
            given.extend(jobs)
            return iter(())

    guarded = replace(job, limits=replace(job.limits, byte_count=5000), guard=Guard(ceiling_seconds=7))
    read_all(guarded, batch, Watched(0, lambda: None))
    reader = Reader(guarded.limits, guarded.guard)
    assert given == [ReadJob(shard, batch.places, reader, FACTS) for shard in ("00000", "00001", "00002")]
    given.clear()
    batch.shards = ["00007"]
    steps.enrich(guarded, batch, Watched(0, lambda: None), NoProgress())
    assert given == [EnrichJob("00007", batch.places, guarded.guard, batch.facts, job.lexicon)]


def test_shards_that_come_out_of_order_are_put_in_order(job: IngestJob, batch: Batch) -> None:
    class Backwards(Workers):
        def each(self, work: Callable[[Any], Any], jobs: Iterable[Any], _rescue: Any) -> Iterator[Any]:
            return iter([work(one) for one in jobs][::-1])

    receipt = read_all(job, batch, Backwards(0, lambda: None))
    assert (receipt.shards, batch.shards, batch.doc_ids) == (
        ("00000", "00001", "00002"),
        ["00000", "00001", "00002"],
        ids(job),
    )


class Deadly(Workers):
    """Workers that die on documents of one source: no process is started, the rescue is the real one."""

    def __init__(self, deadly: str) -> None:
        super().__init__(0, lambda: None)
        self._deadly = deadly
        self.alone_count = 0

    def each(self, work: Callable[[Any], Any], jobs: Iterable[Any], rescue: Callable[[Any], Any]) -> Iterator[Any]:
        for one in jobs:
            landed = shards.read(one.places.raw(one.shard))
            if any(item.source.endswith(self._deadly) for item in landed if isinstance(item, RawDocument)):
                yield from rescue(one)
            else:
                yield work(one)


def test_a_shard_that_kills_is_read_one_by_one_and_only_the_document_that_kills_is_refused(
    job: IngestJob, batch: Batch
) -> None:
    receipt = read_all(job, batch, Deadly("1.txt"))
    assert receipt == Receipt("read", 5, 3, ("00000.00000", "00000.00001", "00001", "00002"))
    assert batch.doc_ids == ids(job)
    [refused] = pages(batch, "00000.00001")
    [kept] = pages(batch, "00000.00000")
    [_, landed, *_] = read_inputs(job.files, job.limits.byte_count)
    assert refused == died(landed)
    assert kept.reason is None


class Dying(Workers):
    """Workers that die twice on every job."""

    def __init__(self) -> None:
        super().__init__(0, lambda: None)

    def each(self, _work: Any, jobs: Iterable[Any], rescue: Callable[[Any], Any]) -> Iterator[Any]:
        for one in jobs:
            yield from rescue(one)


def decide_all(job: IngestJob, batch: Batch, writer: Writer, workers: Workers) -> Receipt:
    return steps.decide_duplicates(job, batch, writer.store, workers, NoProgress())


def test_every_readable_document_is_decided_on_in_the_order_of_its_shard(
    job: IngestJob, batch: Batch, writer: Writer, workers: Workers
) -> None:
    read_all(job, batch, workers)
    shown = Shown()
    receipt = steps.decide_duplicates(job, batch, writer.store, workers, shown)
    assert receipt == Receipt("decide", 5, 4, ("00000", "00001", "00002"))
    assert shown.calls == [("decide", 5), 2, 2, 1]
    decided: list[Any] = [choice for shard in batch.shards for choice in shards.read(batch.places.decisions(shard))]
    one, two, three, four, empty = decided
    assert empty is None
    statuses = [choice.decision.status for choice in decided[:4]]
    assert sorted(statuses) == ["duplicate", "loaded", "loaded", "loaded"]
    assert (two.decision.status, three.decision.status) == ("loaded", "loaded")
    original, copy = (one, four) if one.decision.status is Status.LOADED else (four, one)
    assert (original.pairs, two.pairs, three.pairs) == ((), (), ())
    [pair] = copy.pairs
    assert {pair.doc_id, pair.original_id} == {batch.doc_ids[0], batch.doc_ids[3]}
    assert (copy.decision.duplicate_of, pair.level) == (pair.original_id, "exact")


def spread_of(job: IngestJob, batch: Batch, writer: Writer, workers: Workers) -> Spread | None:
    """How the comparing of a batch is shared out."""
    with pytest.MonkeyPatch.context() as patch:
        given: list[Spread | None] = []
        patch.setattr(steps, "decide", lambda *arguments: given.append(arguments[-1]) or Decisions({}, ()))
        decide_all(job, batch, writer, workers)
    [spread] = given
    return spread


@pytest.mark.parametrize("archived", [True, False])
def test_pairs_of_the_archive_are_written_only_where_the_batch_made_any(
    job: IngestJob, batch: Batch, writer: Writer, monkeypatch: pytest.MonkeyPatch, archived: bool
) -> None:
    pair = DuplicatePair("b", "a", "near", 0.9, "copy", "date", ())
    pairs = ((pair, STARTED_AT),) if archived else ()
    monkeypatch.setattr(steps, "decide", lambda *_arguments: Decisions({}, (), archived_pairs=pairs))
    decide_all(job, batch, writer, Dying())
    found = sorted((batch.staging / "rows" / "duplicates").glob("*.parquet"))
    kept = [(row["doc_id"], row["original_id"]) for file in found for row in pq.read_table(file).to_pylist()]
    assert (kept, bool(found)) == ([("b", "a")] if archived else [], archived)


def test_a_cluster_shares_the_comparing_among_its_workers(job: IngestJob, batch: Batch, writer: Writer) -> None:
    on_cluster = replace(job, dask_scheduler="tcp://x:1", worker_count=3)
    done: list[object] = []
    with Workers(0, lambda: None) as workers:
        spread = spread_of(on_cluster, batch, writer, workers)
        assert spread is not None
        spread.run(done.append, ["one", "two"])  # type: ignore[list-item]
    assert (spread.share_count, done) == (3, ["one", "two"])


@pytest.mark.parametrize(("scheduler", "worker_count"), [("", 2), ("tcp://x:1", 0), ("", 0)])
def test_without_a_cluster_or_its_workers_the_comparing_is_not_shared(
    job: IngestJob, batch: Batch, writer: Writer, scheduler: str, worker_count: int
) -> None:
    alone = replace(job, dask_scheduler=scheduler, worker_count=worker_count)
    assert spread_of(alone, batch, writer, Dying()) is None


def test_a_quoted_article_of_the_batch_is_matched_and_kept_with_the_month_of_who_quotes_it(
    job: IngestJob, batch: Batch, writer: Writer, workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_all(job, batch, workers)
    quoting = pages(batch, "00000")[0]
    page = quoting.page
    assert page is not None
    quoted = QuotedDocument(0, None, None, None, (), None, article(3))
    shards.write(
        batch.places.pages("00000"),
        [replace(quoting, page=replace(page, quoted_documents=(quoted,))), pages(batch, "00000")[1]],
    )
    tables: list[dict[str, Any]] = []
    monkeypatch.setattr(steps.staging, "write_rows", lambda _folder, name, changes: tables.append({name: changes}))
    decide_all(job, batch, writer, workers)
    [changes] = [table["changes"] for table in tables]
    [row] = changes["quotations"].to_pylist()
    assert (row["doc_id"], row["segment_id"], row["original_id"]) == (quoting.doc_id, 0, batch.doc_ids[2])
    assert changes["quotations"].num_rows == 1


def test_a_worker_that_dies_while_comparing_or_enriching_stops_the_run_and_says_what_to_do(
    job: IngestJob, batch: Batch, writer: Writer
) -> None:
    spread = spread_of(replace(job, dask_scheduler="tcp://x:1", worker_count=1), batch, writer, Dying())
    assert spread is not None
    with pytest.raises(PresswatchError) as error:
        spread.run(lambda _job: None, [None])  # type: ignore[list-item]
    assert str(error.value) == (
        "A worker process died twice while looking for copies; nothing was published. Give it more memory."
    )
    batch.shards = ["00004"]
    with pytest.raises(PresswatchError) as error:
        steps.enrich(job, batch, Dying(), NoProgress())
    assert str(error.value) == (
        "A worker process died twice while enriching shard 00004; nothing was published. "
        "Give it more memory, or ingest in smaller parts to find the document."
    )


def test_enriching_counts_statuses_reasons_and_sources(
    job: IngestJob, batch: Batch, writer: Writer, workers: Workers, tmp_path: Path
) -> None:
    job = replace(job, sources={str(tmp_path / "in" / name): SourceRules() for name in ("1.txt", "9.txt")})
    read_all(job, batch, workers)
    decide_all(job, batch, writer, workers)
    shown = Shown()
    receipt = steps.enrich(job, batch, workers, shown)
    assert receipt == Receipt("enrich", 5, 5, ("00000", "00001", "00002"))
    assert shown.calls == [("enrich", 5), 2, 2, 1]
    assert batch.statuses == Counter(loaded=3, duplicate=1, rejected=1)
    assert batch.reasons == Counter(empty=1)
    assert batch.found_by_source == dict.fromkeys(job.sources, 1)
    assert batch.rejected_by_source == {str(tmp_path / "in" / "9.txt"): 1}
    assert batch.ledger == Ledger(3, 1, 1, 0, {"empty": 1})


def test_enriched_shards_that_come_out_of_order_are_named_in_order(job: IngestJob, batch: Batch) -> None:
    class Finished(Workers):
        def each(self, _work: Any, _jobs: Any, _rescue: Any) -> Iterator[Any]:
            yield Tally("00001", 2, 2, {"loaded": 2}, {"x": 1})
            yield Tally("00000", 1, 1, {"loaded": 1}, {"x": 1, "y": 1})

    receipt = steps.enrich(job, batch, Finished(0, lambda: None), NoProgress())
    assert receipt == Receipt("enrich", 3, 3, ("00000", "00001"))
    assert (batch.statuses, batch.reasons) == (Counter(loaded=3), Counter(x=2, y=1))


def test_a_batch_is_staged_and_published_once(job: IngestJob, batch: Batch, writer: Writer, workers: Workers) -> None:
    batch.receipts = [
        read_all(job, batch, workers),
        decide_all(job, batch, writer, workers),
        steps.enrich(job, batch, workers, NoProgress()),
    ]
    assert steps.stage(job, batch, writer.store) == Receipt("stage", 5, 5)
    assert sum(file.row_count for file in batch.files if file.table == "documents") == 5
    assert steps.publish(job, batch, writer) == Receipt("publish", 5, 5)
    assert steps.publish(job, batch, writer) == Receipt("publish", 5, 0)
    [record] = writer.store.commits()
    assert (record.batch_id, record.run_id, record.added) == (batch.facts.batch_id, job.run_id, batch.files)
    [file] = writer.store.paths("batches")
    [row] = pq.read_table(file).to_pylist()
    assert (row["loaded_count"], row["duplicate_count"], row["rejected_count"]) == (3, 1, 1)
    assert (row["batch_id"], row["run_id"], row["settings_hash"]) == (batch.facts.batch_id, job.run_id, "h")
    assert [tuple(step.values()) for step in row["steps"]] == [("read", 5, 4), ("decide", 5, 4), ("enrich", 5, 5)]


@pytest.mark.parametrize("loaded", [1, 3])
def test_a_ledger_that_does_not_balance_stops_before_anything_is_staged(
    job: IngestJob, batch: Batch, writer: Writer, loaded: int
) -> None:
    batch.doc_ids = ["a", "b", "c"]
    batch.statuses = Counter(loaded=loaded, rejected=1)
    with pytest.raises(PresswatchError) as error:
        steps.stage(job, batch, writer.store)
    assert str(error.value) == (
        f"The ledger does not balance (3 documents in, {loaded + 1} accounted for); "
        "nothing was published. Please report this as a bug."
    )
    assert list(batch.staging.iterdir()) == []
