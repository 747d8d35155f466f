"""A landed document becomes a row, whatever it holds; a text to annotate is taken exactly as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows.run.reading import Reader, died, hung, page_of_text
from tasks.identity import content_sha256, document_id
from tasks.parse.base.limits import DEFAULT_LIMITS
from tasks.records import Kind, Layer, RawDocument, RejectReason, UnreadableInput
from tests.flows.archives import article

FETCHED_AT = datetime(2024, 5, 6, 7, 8)
RAW = RawDocument(
    source="in/a.txt",
    content=article(1).encode(),
    source_id="a",
    url="https://harbour.example/a",
    fetched_at=FETCHED_AT,
    media_type="text/plain",
)


def test_a_document_that_is_read_keeps_what_its_source_said_of_it() -> None:
    document = Reader().read(RAW)
    assert (document.doc_id, document.source, document.source_id) == (document_id(RAW), "in/a.txt", "a")
    assert (document.url, document.fetched_at, document.media_type) == (RAW.url, FETCHED_AT, "text/plain")
    assert (document.byte_count, document.content_sha256) == (len(RAW.content), content_sha256(RAW.content))
    assert (document.reason, document.detail) == (None, None)
    assert document.page is not None
    assert document.page.format == "text"
    assert document.fingerprint is not None


def test_a_document_over_the_limit_of_bytes_is_refused_without_a_page() -> None:
    document = Reader(limits=replace(DEFAULT_LIMITS, byte_count=10)).read(RAW)
    assert (document.reason, document.page, document.fingerprint) == (RejectReason.TOO_LARGE, None, None)
    assert document.url == RAW.url


def test_an_input_that_could_not_be_opened_keeps_its_reason_and_the_first_300_characters_of_detail() -> None:
    document = Reader().read(UnreadableInput("in/b.gz", RejectReason.UNREADABLE_FILE, "d" * 301, b"\x1f\x8b"))
    assert (document.source, document.reason, document.detail) == ("in/b.gz", RejectReason.UNREADABLE_FILE, "d" * 300)
    assert (document.source_id, document.url, document.byte_count, document.page) == (None, None, 2, None)


def test_a_worker_that_died_and_one_that_hung_are_told_apart() -> None:
    assert (died(RAW).reason, died(RAW).detail) == (RejectReason.WORKER_DIED, "its worker process died")
    assert (hung(RAW).reason, hung(RAW).detail) == (RejectReason.TOO_COSTLY, "its worker process hung")
    assert died(RAW).doc_id == hung(RAW).doc_id == document_id(RAW)


def test_every_line_of_a_text_that_is_not_blank_is_a_paragraph_at_its_own_offsets() -> None:
    text = "  One.\n\n \nTwo. \nOne."
    page = page_of_text(text, None)
    assert page.text == text
    assert [text[s.start : s.end] for s in page.segments] == ["One.", "Two.", "One."]
    assert [(s.segment_id, s.start) for s in page.segments] == [(0, 2), (1, 10), (2, 16)]
    assert {(s.parent_id, s.layer, s.kind) for s in page.segments} == {(None, Layer.ARTICLE, Kind.PARAGRAPH)}
