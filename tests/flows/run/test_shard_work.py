"""What becomes of one shard: it is read, enriched and written; paths go in, counts come out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.job.job import LexiconFiles
from flows.pool.guard import Guard
from flows.run import shard_work
from flows.run.reading import Reader, died, hung
from flows.run.shard_work import (
    Decided,
    EnrichJob,
    ReadJob,
    ShardPlaces,
    Tally,
    enrich_shard,
    load_lexicon,
    load_lists,
    read_shard,
    record_dead_worker,
    warm_up,
)
from tasks.copies.decision import Decision
from tasks.enrichment import Lexicon
from tasks.entities import EMPTY
from tasks.entities.lexicon.gazetteer import Gazetteer, build_index
from tasks.findings import DuplicatePair, Findings, Match, ReadDocument
from tasks.records import Layer, Page, RawDocument, Rejected, RejectReason, Status, UnreadableInput
from tests.flows.archives import STARTED_AT, article
from warehouse.errors import BadConfiguration
from warehouse.schema import rows
from warehouse.store import shards

Landed = RawDocument | UnreadableInput
FACTS = rows.BatchFacts("b1", STARTED_AT, "0")
READER = Reader(guard=Guard(raises_unexpected=True))
ONE = RawDocument(article(1).encode(), "one.txt")
TWO = RawDocument(article(2).encode(), "two.txt")
EMPTY_FILE = RawDocument(b"", "empty.txt")
CUT = UnreadableInput("cut.warc", RejectReason.TRUNCATED_CONTAINER, "ends in record 3")
LANDED = (ONE, EMPTY_FILE, TWO, CUT)


@pytest.fixture
def places(tmp_path: Path) -> ShardPlaces:
    return ShardPlaces(tmp_path)


def read_job(places: ShardPlaces, *landed: object) -> ReadJob:
    shards.write(places.raw("00007"), landed)
    return ReadJob("00007", places, READER, FACTS)


def test_the_files_of_a_shard_lie_in_one_folder_under_names_of_their_own() -> None:
    places = ShardPlaces(Path("s"))
    by_step = (places.raw, places.pages, places.hanging, places.fingerprints, places.bodies, places.decisions)
    assert [str(place("00007")) for place in by_step] == [
        "s/00007.raw",
        "s/00007.pages",
        "s/00007.hanging",
        "s/00007.fingerprints.parquet",
        "s/00007.bodies.parquet",
        "s/00007.decisions",
    ]


def test_a_shard_is_read_into_pages_fingerprints_and_bodies_and_its_raw_file_kept(places: ShardPlaces) -> None:
    documents = [READER.read(item) for item in LANDED]
    assert read_shard(read_job(places, *LANDED)) == Tally(
        shard="00007",
        document_count=4,
        out_count=2,
        statuses={},
        reasons={"empty": 1, "truncated_container": 1},
        doc_ids=tuple(document.doc_id for document in documents),
    )
    assert shards.read(places.pages("00007")) == tuple(documents)
    read = [document for document in documents if document.page is not None]
    bodies = pq.read_table(places.bodies("00007")).to_pydict()
    assert bodies["doc_id"] == [document.doc_id for document in read]
    assert bodies["body"] == [document.page.body() for document in read if document.page]
    prints = pq.read_table(places.fingerprints("00007"))
    assert prints.equals(rows.fingerprint_table(documents, STARTED_AT))
    assert prints.num_rows == 2
    assert sorted(path.name for path in places.folder.iterdir()) == [
        "00007.bodies.parquet",
        "00007.fingerprints.parquet",
        "00007.pages",
        "00007.raw",
    ]


@pytest.mark.parametrize("name", ["bodies", "fingerprints"])
def test_tables_between_steps_are_packed_fast(places: ShardPlaces, name: str) -> None:
    read_shard(read_job(places, ONE))
    metadata = pq.read_metadata(getattr(places, name)("00007"))
    assert metadata.row_group(0).column(0).compression == "LZ4"


@pytest.mark.parametrize(("left_behind", "row_of"), [(b"Timeout!", hung), (b"", died)])
def test_each_document_of_a_dead_worker_gets_a_row_that_says_whether_it_hung_or_died(
    places: ShardPlaces, left_behind: bytes, row_of: Callable[[Landed], ReadDocument]
) -> None:
    job = read_job(places, ONE, CUT)
    places.hanging("00007").write_bytes(left_behind)
    documents = tuple(row_of(item) for item in (ONE, CUT))
    reason = str(documents[0].reason)
    doc_ids = tuple(document.doc_id for document in documents)
    assert record_dead_worker(job) == Tally("00007", 2, 0, {}, {reason: 2}, doc_ids)
    assert shards.read(places.pages("00007")) == documents
    assert places.raw("00007").exists()  # another try needs it; the step removes it


WATCHLISTS = '[watchlist.ferries]\nterms = ["ferry"]\n'
ENTITIES = '[[entity]]\nid = "board"\nname = "Harbour Board"\ntype = "ORG"\n'
NO_PLACES = Gazetteer(build_index([]))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LexiconFiles]:
    """Lists of one entry each, no place, names by rules: a lexicon that is there at once."""
    (tmp_path / "watchlists.toml").write_text(WATCHLISTS)
    (tmp_path / "entities.toml").write_text(ENTITIES)
    caches: list[Path] = []
    monkeypatch.setattr(shard_work, "load_gazetteer", lambda cache: caches.append(cache) or NO_PLACES)
    yield LexiconFiles(tmp_path / "cache", tmp_path / "entities.toml", tmp_path / "watchlists.toml", "rules")
    assert set(caches) <= {tmp_path / "cache"}
    load_lexicon.cache_clear()


LOADED = Decision(Status.LOADED, None, "c1", True, story_id="s1")
COPY = Decision(Status.DUPLICATE, "d1", "c1", False, "near", "s1")


def enrich_job(places: ShardPlaces, files: LexiconFiles, chosen: dict[Landed, Decided | None]) -> EnrichJob:
    """A shard that was read and decided on, ready to be enriched."""
    shards.write(places.pages("00007"), [READER.read(item) for item in chosen])
    shards.write(places.decisions("00007"), list(chosen.values()))
    return EnrichJob("00007", places, READER.guard, FACTS, files)


def written(places: ShardPlaces, table: str) -> list[dict[str, object]]:
    rows_of_table: list[dict[str, object]] = pq.read_table(places.folder / "rows" / table / "00007.parquet").to_pylist()
    return rows_of_table


FERRY = RawDocument(b"The ferry was kept by the Harbour Board on Monday, 12 July 2021, after a vote.", "f.txt")


def test_a_shard_is_enriched_into_rows_and_every_document_is_counted(places: ShardPlaces, files: LexiconFiles) -> None:
    documents = [READER.read(item) for item in (FERRY, CUT, TWO)]
    pair = DuplicatePair(documents[2].doc_id, documents[0].doc_id, "near", 0.9, "copy", "date", ())
    chosen: dict[Landed, Decided | None] = {FERRY: Decided(LOADED), CUT: None, TWO: Decided(COPY, (pair,))}
    assert enrich_shard(enrich_job(places, files, chosen)) == Tally(
        shard="00007",
        document_count=3,
        out_count=3,
        statuses={"loaded": 1, "rejected": 1, "duplicate": 1},
        reasons={"truncated_container": 1},
        sources=("f.txt", "cut.warc", "two.txt"),
        rejected_sources=("cut.warc",),
    )
    kept = [(row["doc_id"], row["status"], row["batch_id"]) for row in written(places, "documents")]
    assert kept == [
        (documents[0].doc_id, "loaded", "b1"),
        (documents[1].doc_id, "rejected", "b1"),
        (documents[2].doc_id, "duplicate", "b1"),
    ]
    mentions = [(row["doc_id"], row["entity_id"]) for row in written(places, "mentions")]
    assert (documents[0].doc_id, "board") in mentions
    assert [(row["doc_id"], row["original_id"]) for row in written(places, "duplicates")] == [
        (documents[2].doc_id, documents[0].doc_id)
    ]
    hits = {(row["doc_id"], row["watchlist"], row["surface"]) for row in written(places, "matches")}
    assert (documents[0].doc_id, "ferries", "ferry") in hits


def count_calls(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """Let enrichment find nothing, and keep the pages it was asked about."""
    pages: list[Page] = []

    def find_nothing(page: Page, _lexicon: Lexicon) -> Findings:
        pages.append(page)
        return Findings(matches=(Match("all", "1", 0, Layer.ARTICLE, 0, 1),))

    monkeypatch.setattr(shard_work, "enrich", find_nothing)
    return pages


def test_a_page_with_the_very_text_of_another_is_not_looked_into_again_but_keeps_its_pairs(
    places: ShardPlaces, files: LexiconFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = count_calls(monkeypatch)
    pair = DuplicatePair("d2", "d1", "exact", 1.0, "copy", "date", ())
    same = Decided(replace(COPY, same_page_as="d1"), (pair,))
    chosen: dict[Landed, Decided | None] = {ONE: same, TWO: Decided(COPY), EMPTY_FILE: None}
    tally = enrich_shard(enrich_job(places, files, chosen))
    assert pages == [READER.read(TWO).page]
    assert tally.statuses == {"duplicate": 2, "rejected": 1}
    assert len(written(places, "duplicates")) == 1
    assert [row["doc_id"] for row in written(places, "matches")] == [READER.read(TWO).doc_id]


def test_a_document_that_was_read_but_not_decided_on_is_counted_as_rejected(
    places: ShardPlaces, files: LexiconFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = count_calls(monkeypatch)
    tally = enrich_shard(enrich_job(places, files, {ONE: None}))
    assert (tally.statuses, tally.rejected_sources, pages) == ({"rejected": 1}, ("one.txt",), [])


def test_a_document_in_which_nothing_could_be_looked_for_stays_and_its_row_says_so(
    places: ShardPlaces, files: LexiconFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_page: Page, _lexicon: Lexicon) -> Findings:
        raise Rejected(RejectReason.TOO_COSTLY, "over 60 s")

    monkeypatch.setattr(shard_work, "enrich", refuse)
    pair = DuplicatePair("d2", "d1", "near", 0.9, "copy", "date", ())
    tally = enrich_shard(enrich_job(places, files, {ONE: Decided(COPY, (pair,))}))
    assert (tally.statuses, tally.reasons) == ({"duplicate": 1}, {"loaded without findings": 1})
    [row] = written(places, "documents")
    assert (row["status"], row["reason"], row["detail"]) == (
        "duplicate",
        None,
        "loaded without findings: too_costly over 60 s",
    )
    assert len(written(places, "duplicates")) == 1


def test_a_bug_in_enrichment_stops_the_run_where_the_guard_says_so(
    places: ShardPlaces, files: LexiconFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_page: Page, _lexicon: Lexicon) -> Findings:
        raise RuntimeError("a bug")

    monkeypatch.setattr(shard_work, "enrich", fail)
    job = enrich_job(places, files, {ONE: Decided(LOADED)})
    with pytest.raises(RuntimeError):
        enrich_shard(job)
    assert enrich_shard(replace(job, guard=Guard())).reasons == {"loaded without findings": 1}


def test_pages_and_decisions_of_a_shard_must_be_as_many(places: ShardPlaces, files: LexiconFiles) -> None:
    job = enrich_job(places, files, {ONE: Decided(LOADED)})
    shards.write(places.decisions("00007"), [Decided(LOADED)] * 2)
    with pytest.raises(ValueError, match="longer"):
        enrich_shard(job)


def test_the_lexicon_holds_all_that_is_named_and_is_loaded_once(files: LexiconFiles) -> None:
    lexicon = load_lexicon(files)
    assert lexicon.gazetteer is NO_PLACES
    assert [entity.entity_id for entity in lexicon.entities.entities] == ["board"]
    assert lexicon.watchlists is not None
    assert list(lexicon.watchlists.versions) == ["ferries"]
    assert lexicon.name_readers == ()
    assert load_lexicon(replace(files)) is lexicon
    assert warm_up(files) == os.getpid()
    assert load_lexicon.cache_info().misses == 1


def test_without_lists_there_is_no_entity_and_no_watchlist(tmp_path: Path) -> None:
    assert load_lists(LexiconFiles(tmp_path)) == (EMPTY, None)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("entities", b"[[entity]]\nid = 1\n", "Entity 1"),
        ("watchlists", b"[watchlist.x]\nquery = '('\n", "x"),
        ("watchlists", b"[watchlist.x\n", "Expected"),
        ("entities", b'name = "\xff"', "utf-8"),
        ("entities", None, "No such file"),
    ],
)
def test_a_list_that_is_not_of_its_form_is_refused_with_its_path(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    path = tmp_path / "list.toml"
    if content is not None:
        path.write_bytes(content)
    named = replace(LexiconFiles(tmp_path), **{name: path})  # type: ignore[arg-type]
    with pytest.raises(BadConfiguration, match=message) as error:
        load_lists(named)
    assert str(error.value).startswith(f"{path}: ")
