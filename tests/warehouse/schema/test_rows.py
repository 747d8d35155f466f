"""What a document becomes in the tables: whole rows, every column with a value of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from tasks.copies.decision import Decision
from tasks.findings import (
    DuplicatePair,
    Findings,
    Fingerprint,
    Match,
    Mention,
    ReadDocument,
    SharedSpan,
    Statement,
    Timex,
)
from tasks.records import (
    Comment,
    Credit,
    DateBound,
    DateCandidate,
    Dateline,
    DateRole,
    Judgement,
    Kind,
    Layer,
    LiveEntry,
    Moment,
    Origin,
    Page,
    PageType,
    Precision,
    QuotedDocument,
    RejectReason,
    Segment,
    Status,
)
from warehouse.copies import duplicate_rows
from warehouse.schema import rows
from warehouse.schema.rows import BatchCounts, BatchFacts, Finished, StepCount, batch_table, shard_tables
from warehouse.schema.table_rows import TableRows
from warehouse.schema.tables import TABLES

FACTS = BatchFacts("batch", datetime(2021, 9, 1, 8, 30), "0.1")
FETCHED_AT = datetime(2021, 8, 2, 3, 4)
TEXT = "Lock opens\nAda Brook opened it on Monday.\nIt leaks.\nIt leaks."


def at(day: int, precision: Precision = Precision.DAY, offset: int = 0) -> Moment:
    return Moment(datetime(2021, 7, day), precision, offset)


PAGE = Page(
    format="text",
    text=TEXT,
    segments=(
        Segment(0, None, Layer.ARTICLE, Kind.TITLE, 0, 10, "first-line"),
        Segment(1, None, Layer.ARTICLE, Kind.PARAGRAPH, 11, 41, "running-text"),
        Segment(2, None, Layer.COMMENT, Kind.COMMENT, 42, 61, "signed"),
        Segment(3, 2, Layer.COMMENT, Kind.PARAGRAPH, 42, 51, "signed"),
        Segment(4, 2, Layer.FURNITURE, Kind.REPEAT, 52, 61, "same-words", 3, 0.75),
    ),
    comments=(
        Comment(2, None, 0, 0, "Kim", at(4, Precision.LOCAL_MINUTE), "https://a.example/1#2", "It leaks."),
        Comment(12, 2, 5, 3, None, None, None, "So it does.", 2),
    ),
    quoted_documents=(
        QuotedDocument(13, 12, "Locks", "https://b.example/3", ("Lee", "Okello"), at(5, Precision.MONTH), "All locks."),
    ),
    url="https://a.example/1?from=feed",
    canonical_url="https://a.example/1",
    site="a.example",
    title="Lock opens",
    standfirst="After years.",
    authors=("Ida Brandt",),
    language="en",
    encoding="utf-8",
    published=at(14, Precision.SECOND, 120),
    published_method="json-ld",
    published_confidence=0.875,
    published_not_before=DateBound(at(13), "a picture of that day"),
    published_not_after=DateBound(at(16), "the oldest comment"),
    updated=at(15),
    date_candidates=(
        DateCandidate(DateRole.PUBLISHED, at(14, Precision.SECOND, 120), "json-ld", True, "most trusted"),
        DateCandidate(DateRole.UPDATED, at(15), "printed", False, "no date of publication"),
    ),
    dateline=Dateline(1, "Harwich", "Reuters", None),
    credits=(Credit(6, ("Jane Roe",), ("AFP", "Getty Images")),),
    live_entries=(LiveEntry(7, 8, at(14, Precision.LOCAL_MINUTE), "12:10"), LiveEntry(9, 10, None, "11:05")),
    origin=Origin("The Ferry Gazette", "https://ferry.example/9", "origin-labelled"),
    page_type=PageType.ARTICLE,
    page_type_rule="running-text",
    paywalled=Judgement(True, "subscribe-box"),
    truncated=Judgement(False, "full-stop"),
    repairs=("mojibake",),
)
DOCUMENT = ReadDocument(
    doc_id="d1",
    source="in.jsonl#4",
    source_id="n4",
    url="https://www.mirror.example/1",
    fetched_at=FETCHED_AT,
    media_type="text/plain",
    byte_count=61,
    content_sha256="abc",
    page=PAGE,
    fingerprint=Fingerprint("words", "page", 9, (1, 2**64 - 1), (7, 8)),
    detail="no findings",
)
FINDINGS = Findings(
    mentions=(
        Mention(1, Layer.ARTICLE, 11, 20, "PERSON", "Ada Brook", "ada", 0.5, role="lock keeper"),
        Mention(3, Layer.COMMENT, 42, 44, "ORG", "Ada Brook", "ada", 0.25, 99, "SE", 55.5, 13.25),
        Mention(3, Layer.COMMENT, 45, 50, "GPE", "Leaks", None, 0.125),
    ),
    timexes=(
        Timex(1, Layer.ARTICLE, 34, 40, "DATE", "2021-07-12", datetime(2021, 7, 12), datetime(2021, 7, 13),
              datetime(2021, 7, 14), "published_at"),
    ),
    statements=(Statement(3, Layer.COMMENT, 42, 50, "direct", "Kim", "kim", 1, 4, "wrote", 5, 9),),
    matches=(Match("locks", "v7", 1, Layer.ARTICLE, 0, 4),),
    names_by="model-en",
)  # fmt: skip
PAIR = DuplicatePair("d1", "d0", "near", 0.625, "repost", "earlier_publication", (SharedSpan(1, 2, 3, 4),))
DECISION = Decision(Status.DUPLICATE, "d0", "c0", False, "near", "s1", 0.375, "d9")
TABLES_OF_SHARD = shard_tables([Finished(DOCUMENT, DECISION, (PAIR,), FINDINGS)], FACTS)
SPAN = {"doc_id": "d1", "segment_id": 1, "layer": "article"}
COMMENTED = {"doc_id": "d1", "segment_id": 3, "layer": "comment"}


def made(name: str) -> list[dict[str, object]]:
    """The rows of a table, without `month`, which is the same in all."""
    found = TABLES_OF_SHARD[name].to_pylist()
    assert {row.pop("month") for row in found} == {"2021-07"}
    return found


def test_a_document() -> None:
    assert made("documents") == [
        {
            "doc_id": "d1", "source": "in.jsonl#4", "source_id": "n4", "url": "https://www.mirror.example/1",
            "canonical_url": "https://a.example/1", "site": "a.example", "fetched_at": FETCHED_AT,
            "media_type": "text/plain", "encoding": "utf-8", "repairs": ["mojibake"], "byte_count": 61,
            "content_sha256": "abc", "status": "duplicate", "reason": None, "detail": "no findings",
            "duplicate_of": "d0", "cluster_id": "c0", "language": "en", "batch_id": "batch", "parser_version": "0.1",
        }
    ]  # fmt: skip


def test_a_rejected_document_has_its_row_and_no_other() -> None:
    refused = replace(DOCUMENT, page=None, fingerprint=None, reason=RejectReason.EMPTY, detail="0 bytes")
    found = shard_tables([Finished(refused, None)], FACTS)
    assert list(found) == ["documents"]
    assert found["documents"].to_pylist() == [
        {
            "doc_id": "d1", "source": "in.jsonl#4", "source_id": "n4", "url": "https://www.mirror.example/1",
            "canonical_url": None, "site": "mirror.example", "fetched_at": FETCHED_AT,
            "media_type": "text/plain", "encoding": None, "repairs": None, "byte_count": 61,
            "content_sha256": "abc", "status": "rejected", "reason": "empty", "detail": "0 bytes",
            "duplicate_of": None, "cluster_id": "d1", "language": None, "batch_id": "batch", "parser_version": "0.1",
            "month": "2021-08",
        }
    ]  # fmt: skip


def test_a_document_that_was_read_and_not_decided_has_no_rows_of_its_text() -> None:
    assert list(shard_tables([Finished(DOCUMENT, None)], FACTS)) == ["documents"]


def test_an_article() -> None:
    body = "Ada Brook opened it on Monday."
    assert made("articles") == [
        {
            "doc_id": "d1", "url": "https://a.example/1", "site": "a.example", "title": "Lock opens",
            "standfirst": "After years.", "authors": ["Ida Brandt"], "published_at": datetime(2021, 7, 14),
            "published_on": date(2021, 7, 14), "published_offset_minutes": 120,
            "published_precision": "second", "published_method": "json-ld", "published_confidence": 0.875,
            "published_not_before": datetime(2021, 7, 13), "published_not_before_why": "a picture of that day",
            "published_not_after": datetime(2021, 7, 16), "published_not_after_why": "the oldest comment",
            "updated_at": datetime(2021, 7, 15), "language": "en", "names_by": "model-en",
            "page_type": "article", "page_type_rule": "running-text",
            "is_paywalled": True, "is_paywalled_rule": "subscribe-box",
            "is_truncated": False, "is_truncated_rule": "full-stop",
            "dateline_place": "Harwich", "dateline_agency": "Reuters",
            "claimed_origin_name": "The Ferry Gazette", "claimed_origin_url": "https://ferry.example/9",
            "claimed_origin_rule": "origin-labelled", "body": body, "text": TEXT,
            "word_count": 6, "comment_count": 2, "repeat_count": 1, "cluster_id": "c0", "is_original": False,
        }
    ]  # fmt: skip


def test_of_a_page_that_says_little_nothing_is_made_up() -> None:
    page = Page(format="text", text="It leaks.", segments=())
    found = shard_tables([Finished(replace(DOCUMENT, page=page), replace(DECISION, story_id=None))], FACTS)
    assert list(found) == ["documents", "articles", "fingerprints"]
    [row] = found["articles"].to_pylist()
    said = {name: value for name, value in row.items() if value not in (None, [])}
    assert said == {
        "doc_id": "d1", "body": "", "text": "It leaks.", "word_count": 0, "comment_count": 0, "repeat_count": 0,
        "cluster_id": "c0", "is_original": False, "month": "2021-08",
    }  # fmt: skip


def test_segments() -> None:
    names = ("segment_id", "parent_id", "layer", "kind", "start", "end", "rule", "repeat_of", "repeat_share")
    assert [tuple(row.values()) for row in made("segments")] == [
        ("d1", 0, None, "article", "title", 0, 10, "first-line", None, None),
        ("d1", 1, None, "article", "paragraph", 11, 41, "running-text", None, None),
        ("d1", 2, None, "comment", "comment", 42, 61, "signed", None, None),
        ("d1", 3, 2, "comment", "paragraph", 42, 51, "signed", None, None),
        ("d1", 4, 2, "furniture", "repeat", 52, 61, "same-words", 3, 0.75),
    ]
    assert TABLES_OF_SHARD["segments"].schema.names == ["doc_id", *names, "month"]


def test_comments() -> None:
    assert made("comments") == [
        {
            "doc_id": "d1", "comment_id": 2, "parent_id": None, "position": 0, "depth": 0, "author": "Kim",
            "posted_at": datetime(2021, 7, 4), "posted_precision": "local_minute",
            "permalink": "https://a.example/1#2", "text": "It leaks.", "quoted_comment_id": None,
        },
        {
            "doc_id": "d1", "comment_id": 12, "parent_id": 2, "position": 5, "depth": 3, "author": None,
            "posted_at": None, "posted_precision": None,
            "permalink": None, "text": "So it does.", "quoted_comment_id": 2,
        },
    ]  # fmt: skip


def test_quoted_documents_credits_and_live_entries() -> None:
    assert made("quoted_documents") == [
        {
            "doc_id": "d1", "segment_id": 13, "comment_id": 12, "title": "Locks", "url": "https://b.example/3",
            "authors": ["Lee", "Okello"], "published_at": datetime(2021, 7, 5), "published_precision": "month",
                "published_on": None, "published_offset_minutes": None,
            "text": "All locks.", "matched_doc_id": None,
        }
    ]  # fmt: skip
    assert made("credits") == [
        {"doc_id": "d1", "segment_id": 6, "photographers": ["Jane Roe"], "agencies": ["AFP", "Getty Images"]}
    ]
    posted = {"posted_at": datetime(2021, 7, 14), "posted_precision": "local_minute"}
    unposted = dict.fromkeys(posted)
    assert made("live_entries") == [
        {"doc_id": "d1", "position": 0, "segment_id": 7, "last_segment_id": 8, **posted, "printed": "12:10"},
        {"doc_id": "d1", "position": 1, "segment_id": 9, "last_segment_id": 10, **unposted, "printed": "11:05"},
    ]


def test_candidates_for_dates_say_their_zone_only_where_one_was_printed() -> None:
    one = {"role": "published", "value": datetime(2021, 7, 14), "precision": "second", "offset_minutes": 120}
    two = {"role": "updated", "value": datetime(2021, 7, 15), "precision": "day", "offset_minutes": None}
    chosen = {"method": "json-ld", "is_chosen": True, "why": "most trusted"}
    other = {"method": "printed", "is_chosen": False, "why": "no date of publication"}
    assert made("date_candidates") == [
        {"doc_id": "d1", "position": 0, **one, **chosen},
        {"doc_id": "d1", "position": 1, **two, **other},
    ]


@pytest.mark.parametrize("precision", list(Precision))
def test_a_minute_and_a_second_have_a_zone_and_nothing_else_has(precision: Precision) -> None:
    page = replace(PAGE, date_candidates=(DateCandidate(DateRole.PUBLISHED, at(1, precision, 60), "m", True, "w"),))
    found = shard_tables([Finished(replace(DOCUMENT, page=page), DECISION)], FACTS)["date_candidates"]
    has_zone = precision in (Precision.MINUTE, Precision.SECOND)
    assert found["offset_minutes"].to_pylist() == [60 if has_zone else None]


def test_mentions() -> None:
    nowhere = {"geonames_id": None, "country": None, "latitude": None, "longitude": None}
    assert made("mentions") == [
        {
            **SPAN, "start": 11, "end": 20, "surface": "Ada Brook", "type": "PERSON", "name": "Ada Brook",
            "entity_id": "ada", **nowhere, "confidence": 0.5, "role": "lock keeper",
        },
        {
            **COMMENTED, "start": 42, "end": 44, "surface": "It", "type": "ORG", "name": "Ada Brook",
            "entity_id": "ada", "geonames_id": 99, "country": "SE", "latitude": 55.5, "longitude": 13.25,
            "confidence": 0.25, "role": None,
        },
        {
            **COMMENTED, "start": 45, "end": 50, "surface": "leaks", "type": "GPE", "name": "Leaks",
            "entity_id": None, **nowhere, "confidence": 0.125, "role": None,
        },
    ]  # fmt: skip


def test_an_entity_is_one_row_with_the_other_names_that_it_goes_by() -> None:
    assert made("entities") == [
        {"entity_id": "ada", "name": "Ada Brook", "type": "ORG", "aliases": ["It"], "first_seen": "d1"}
    ]


def test_times_statements_and_hits() -> None:
    assert made("timexes") == [
        {
            **SPAN, "start": 34, "end": 40, "surface": "Monday", "type": "DATE", "value": "2021-07-12",
            "begin_at": datetime(2021, 7, 12), "end_at": datetime(2021, 7, 13), "anchor_at": datetime(2021, 7, 14),
            "anchor_source": "published_at",
        }
    ]  # fmt: skip
    assert made("statements") == [
        {
            **COMMENTED, "start": 42, "end": 50, "kind": "direct", "speaker": "Kim", "speaker_entity_id": "kim",
            "speaker_start": 1, "speaker_end": 4, "cue": "wrote", "cue_start": 5, "cue_end": 9,
        }
    ]  # fmt: skip
    assert made("matches") == [
        {"watchlist": "locks", **SPAN, "start": 0, "end": 4, "surface": "Lock", "query_version": "v7"}
    ]


def test_a_copy_and_its_story() -> None:
    span = {"start": 1, "end": 2, "original_start": 3, "original_end": 4}
    assert made("duplicates") == [
        {
            "doc_id": "d1", "original_id": "d0", "level": "near", "score": 0.625, "relation": "repost",
            "reason": "earlier_publication", "evidence": [span],
        }
    ]  # fmt: skip
    assert made("stories") == [{"story_id": "s1", "doc_id": "d1", "joined_at": FACTS.started_at, "score": 0.375}]


FINGERPRINT = {
    "doc_id": "d1", "text_hash": "words", "page_hash": "page", "shingle_count": 9, "bands": [1, 2**64 - 1],
    "terms": [7, 8], "order_at": datetime(2021, 7, 14), "is_dated": True, "seen_at": FETCHED_AT,
    "published_precision": "second", "version_at": datetime(2021, 7, 15), "site": "mirror.example",
    "url": "https://a.example/1", "credit": "https://a.example/1", "credit_reason": "canonical_link",
}  # fmt: skip


def test_a_fingerprint() -> None:
    decided = {"cluster_id": "c0", "original_id": "d0", "story_id": "s1"}
    assert made("fingerprints") == [FINGERPRINT | decided]


def test_an_original_is_its_own_original() -> None:
    original = replace(DECISION, duplicate_of=None)
    found = shard_tables([Finished(DOCUMENT, original)], FACTS)["fingerprints"]
    assert found["original_id"].to_pylist() == ["d1"]


def test_fingerprints_before_anything_is_decided_are_those_of_documents_that_were_read() -> None:
    unread = replace(DOCUMENT, page=None, fingerprint=None)
    assert rows.fingerprint_table([unread, DOCUMENT], FACTS.started_at).to_pylist() == [FINGERPRINT]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"published": None}, {"order_at": FETCHED_AT, "is_dated": False, "published_precision": None}),
        ({"published": at(1, Precision.MONTH)}, {"order_at": datetime(2021, 7, 1), "is_dated": False}),
        ({"published": at(1, Precision.YEAR)}, {"is_dated": False, "published_precision": "year"}),
        ({"published": at(1, Precision.DAY)}, {"is_dated": True, "published_precision": "day"}),
        ({"updated": None}, {"version_at": FETCHED_AT}),
    ],
)
def test_when_an_article_was_published_or_changed(
    changes: dict[str, Moment | None], expected: dict[str, object]
) -> None:
    document = replace(DOCUMENT, page=replace(PAGE, **changes))  # type: ignore[arg-type]
    [row] = rows.fingerprint_table([document], FACTS.started_at).to_pylist()
    assert {name: row[name] for name in expected} == expected


def test_what_was_never_fetched_was_seen_when_the_run_began_and_stands_on_the_site_it_names() -> None:
    document = replace(DOCUMENT, fetched_at=None, url=None, page=replace(PAGE, published=None, updated=None))
    [row] = rows.fingerprint_table([document], FACTS.started_at).to_pylist()
    assert (row["order_at"], row["seen_at"], row["version_at"]) == (FACTS.started_at, FACTS.started_at, None)
    assert row["site"] == "a.example"


def test_the_month_is_that_of_publication_else_of_fetching_else_of_the_run() -> None:
    undated = replace(DOCUMENT, page=replace(PAGE, published=None))
    documents = (DOCUMENT, undated, replace(undated, page=None), replace(undated, fetched_at=None))
    months = [rows.month_of(document, FACTS.started_at) for document in documents]
    assert months == ["2021-07", "2021-08", "2021-08", "2021-09"]
    assert rows.month(datetime(912, 1, 31)) == "0912-01"


def test_the_month_and_the_day_are_those_of_the_publishers_own_zone() -> None:
    after_midnight = Moment(datetime(2021, 7, 31, 22, 30), Precision.MINUTE, 120)
    document = replace(DOCUMENT, page=replace(PAGE, published=after_midnight))
    assert rows.month_of(document, FACTS.started_at) == "2021-08"
    made_rows = shard_tables([Finished(document, DECISION)], FACTS)["articles"].to_pylist()
    assert [(row["published_at"], row["published_on"], row["month"]) for row in made_rows] == [
        (datetime(2021, 7, 31, 22, 30), date(2021, 8, 1), "2021-08")
    ]


def test_bodies_are_those_of_documents_that_were_read() -> None:
    found = rows.body_table([replace(DOCUMENT, doc_id="d2", page=None), DOCUMENT])
    assert found.to_pylist() == [{"doc_id": "d1", "body": "Ada Brook opened it on Monday."}]


def test_a_batch() -> None:
    counts = BatchCounts(5, 3, 2, [StepCount("read", 12, 10), StepCount("decide", 10, 8)])
    steps = [
        {"step": "read", "documents_in": 12, "documents_out": 10},
        {"step": "decide", "documents_in": 10, "documents_out": 8},
    ]
    assert batch_table(FACTS, "run", "settings", counts, datetime(2021, 9, 1, 9)).to_pylist() == [
        {
            "batch_id": "batch", "run_id": "run", "started_at": FACTS.started_at,
            "published_at": datetime(2021, 9, 1, 9), "settings_hash": "settings", "code_version": "0.1",
            "document_count": 10, "loaded_count": 5, "duplicate_count": 3, "rejected_count": 2, "steps": steps,
            "month": "2021-09",
        }
    ]  # fmt: skip


def test_rows_of_several_documents_stand_in_their_order_each_in_its_month() -> None:
    later = replace(DOCUMENT, doc_id="d2", page=replace(PAGE, published=None))
    found = shard_tables([Finished(later, DECISION), Finished(DOCUMENT, DECISION)], FACTS)["segments"]
    assert found["doc_id"].to_pylist() == ["d2"] * 5 + ["d1"] * 5
    assert found["month"].to_pylist() == ["2021-08"] * 5 + ["2021-07"] * 5


def test_every_table_is_filled_by_name() -> None:
    described = [value for module in (rows, duplicate_rows) for value in vars(module).values()]
    found = {value.table.name for value in described if isinstance(value, TableRows)}
    assert found == {table.name for table in TABLES} - {"entity_changes"}  # taken from rows of entities (staging.py)


def test_a_document_with_everything_fills_every_table_of_its_shard() -> None:
    of_groups = {"quotations", "cluster_merges", "cluster_originals", "entity_changes"}
    assert set(TABLES_OF_SHARD) == {table.name for table in TABLES} - of_groups - {"batches", "source_runs"}
    for table in TABLES:
        if table.name in TABLES_OF_SHARD:
            assert TABLES_OF_SHARD[table.name].schema.names == [*table.schema.names, "month"]
