"""One document from bytes to a record: what it says, or why it was refused; plain text is taken exactly as it is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

import pytest

from flows.pool.guard import Guard
from flows.run import reading
from flows.run.reading import Reader, died, hung, page_of_text
from tasks.copies.compare import fingerprint
from tasks.findings import ReadDocument
from tasks.identity import document_id
from tasks.parse import parse
from tasks.parse.base.limits import ParseLimits
from tasks.records import (
    Kind,
    Layer,
    Moment,
    Page,
    Precision,
    RawDocument,
    Rejected,
    RejectReason,
    Segment,
    UnreadableInput,
)
from tests.flows.archives import article

RAW = RawDocument(
    article(1).encode(), "feed.jsonl#0", "n1", "https://a.example/1", datetime(2021, 7, 14), "text/plain", 200
)
UNREADABLE = UnreadableInput("a.warc", RejectReason.TRUNCATED_CONTAINER, "ends in record 3", b"WARC")


def row(reason: RejectReason, detail: str) -> ReadDocument:
    """RAW, refused."""
    return ReadDocument(
        doc_id=document_id(RAW),
        source="feed.jsonl#0",
        source_id="n1",
        url="https://a.example/1",
        fetched_at=datetime(2021, 7, 14),
        media_type="text/plain",
        byte_count=len(RAW.content),
        content_sha256=hashlib.sha256(RAW.content).hexdigest(),
        reason=reason,
        detail=detail,
    )


def unreadable_row(reason: RejectReason, detail: str) -> ReadDocument:
    """UNREADABLE, refused: of its origin nothing but the source is known."""
    return ReadDocument(
        doc_id=document_id(UNREADABLE),
        source="a.warc",
        source_id=None,
        url=None,
        fetched_at=None,
        media_type=None,
        byte_count=4,
        content_sha256=hashlib.sha256(b"WARC").hexdigest(),
        reason=reason,
        detail=detail,
    )


def test_a_document_is_its_origin_its_page_and_the_fingerprint_of_its_body() -> None:
    page = parse(RAW)
    assert Reader().read(RAW) == ReadDocument(
        doc_id=document_id(RAW),
        source="feed.jsonl#0",
        source_id="n1",
        url="https://a.example/1",
        fetched_at=datetime(2021, 7, 14),
        media_type="text/plain",
        byte_count=len(RAW.content),
        content_sha256=hashlib.sha256(RAW.content).hexdigest(),
        page=page,
        fingerprint=fingerprint(page.body(), page.text, page.title, page.language),
    )
    assert page.title is not None  # the title takes part in the fingerprint's terms
    assert fingerprint(page.body(), page.text, None) != fingerprint(page.body(), page.text, page.title)


def test_a_document_over_the_readers_own_ceiling_is_refused() -> None:
    at_the_ceiling = Reader(ParseLimits(byte_count=len(RAW.content)))
    below = Reader(ParseLimits(byte_count=len(RAW.content) - 1))
    assert at_the_ceiling.read(RAW).reason is None
    refused = below.read(RAW)
    assert (refused.page, refused.fingerprint, refused.reason) == (None, None, RejectReason.TOO_LARGE)


def test_an_input_that_could_not_be_read_keeps_its_reason() -> None:
    assert Reader().read(UNREADABLE) == unreadable_row(RejectReason.TRUNCATED_CONTAINER, "ends in record 3")


def test_a_refused_record_keeps_what_is_known_of_its_origin() -> None:
    fetched_at = datetime(2021, 7, 14)
    known = replace(UNREADABLE, source_id="<urn:uuid:1>", url="http://a.example/1", fetched_at=fetched_at)
    kept = Reader().read(known)
    assert (kept.source_id, kept.url, kept.fetched_at) == ("<urn:uuid:1>", "http://a.example/1", fetched_at)


def test_a_bug_costs_one_document_or_is_raised_as_the_guard_says(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> Page:
        raise RuntimeError("the page's own words")

    monkeypatch.setattr(reading, "parse", fail)
    refused = Reader().read(RAW)
    assert refused.reason is RejectReason.UNEXPECTED_ERROR
    assert refused.detail is not None
    assert refused.detail.startswith("RuntimeError at test_reading.py:")
    with pytest.raises(RuntimeError):
        Reader(guard=Guard(raises_unexpected=True)).read(RAW)


@pytest.mark.parametrize(("length", "kept"), [(300, 300), (301, 300)])
def test_the_detail_of_a_refusal_is_cut_at_300_characters(
    length: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> Page:
        raise Rejected(RejectReason.NO_TEXT, "x" * length)

    monkeypatch.setattr(reading, "parse", refuse)
    assert Reader().read(RAW) == row(RejectReason.NO_TEXT, "x" * kept)


def test_a_document_that_killed_or_hung_its_worker_has_a_row_that_says_which() -> None:
    assert died(RAW) == row(RejectReason.WORKER_DIED, "its worker process died")
    assert hung(RAW) == row(RejectReason.TOO_COSTLY, "its worker process hung")
    assert died(UNREADABLE) == unreadable_row(RejectReason.WORKER_DIED, "its worker process died")
    assert hung(UNREADABLE) == unreadable_row(RejectReason.TOO_COSTLY, "its worker process hung")


def paragraph(number: int, start: int, end: int) -> Segment:
    return Segment(number, None, Layer.ARTICLE, Kind.PARAGRAPH, start, end, "as_given")


def test_every_line_of_a_plain_text_that_is_not_blank_is_a_paragraph_without_its_margins() -> None:
    published = Moment(datetime(2021, 7, 14), Precision.DAY)
    text = "  One. \n\n \t\nTwo two.\r\nOne."
    page = page_of_text(text, published)
    assert page == Page(
        format="text",
        text=text,
        segments=(paragraph(0, 2, 6), paragraph(1, 12, 20), paragraph(2, 22, 26)),
        published=published,
    )
    assert [text[segment.start : segment.end] for segment in page.segments] == ["One.", "Two two.", "One."]


def test_a_blank_plain_text_has_no_paragraph() -> None:
    assert page_of_text("", None) == Page(format="text", text="", segments=())
    assert page_of_text(" \n ", None) == Page(format="text", text=" \n ", segments=())
