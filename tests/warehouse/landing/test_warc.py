"""WARC records as documents: what is one, what gets a row that says why it is none, and what is no document at all."""

from __future__ import annotations

import gzip
import io
from datetime import datetime

import pytest

from tasks.records import RawDocument, RejectReason, UnreadableInput
from warehouse.landing.warc import holds_records, read_records

PAGE = b"<html><body><p>The lock is open.</p></body></html>"
CEILING = 1_000
Landed = RawDocument | UnreadableInput


def record(
    body: bytes = PAGE,
    *,
    kind: str = "response",
    url: str | None = "http://a.example/1",
    http: str | None = "HTTP/1.1 200 OK\r\nContent-Type: text/html",
    date: str | None = "2021-07-14T10:00:00+02:00",
    media_type: str = "application/http; msgtype=response",
    missing: int = 0,
) -> bytes:
    """A record; `http` is the head of the answer in it, `missing` how many bytes fewer there are than it states."""
    block = (http.encode() + b"\r\n\r\n" if http is not None else b"") + body
    head = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:1>"]
    head += [f"WARC-Target-URI: {url}"] if url is not None else []
    head += [f"WARC-Date: {date}"] if date is not None else []
    head += [f"Content-Type: {media_type}", f"Content-Length: {len(block) + missing}"]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def read(content: bytes, ceiling: int = CEILING) -> list[Landed]:
    return list(read_records(io.BytesIO(content), "crawl.warc", ceiling))


def refused(landed: Landed) -> tuple[str, str]:
    assert isinstance(landed, UnreadableInput)
    return landed.reason, landed.detail


def test_a_response_is_a_document_with_address_time_and_status() -> None:
    http = "HTTP/1.1 404 Not Found\r\nContent-Type: Text/HTML; charset=iso-8859-1"
    assert read(record(http=http)) == [
        RawDocument(
            content=PAGE,
            source="crawl.warc#0",
            source_id="<urn:uuid:1>",
            url="http://a.example/1",
            fetched_at=datetime(2021, 7, 14, 8),
            media_type="Text/HTML; charset=iso-8859-1",
            http_status=404,
        )
    ]


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_a_record_without_an_answer_in_it_states_its_own_media_type(kind: str) -> None:
    [document] = read(record(kind=kind, http=None, media_type="text/plain"))
    assert isinstance(document, RawDocument)
    assert (document.content, document.media_type, document.http_status) == (PAGE, "text/plain", None)


@pytest.mark.parametrize("media_type", ["text/html", "application/xhtml+xml", "text/plain", " TEXT/HTML ;q=1"])
def test_pages_and_plain_text_are_documents(media_type: str) -> None:
    [document] = read(record(http=f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}"))
    assert isinstance(document, RawDocument)


def test_an_answer_that_states_no_media_type_may_be_a_page() -> None:
    [document] = read(record(http="HTTP/1.1 200 OK\r\nServer: x"))
    assert isinstance(document, RawDocument)
    assert document.media_type is None


@pytest.mark.parametrize("media_type", ["image/png", "application/pdf; version=1", "text/css"])
def test_other_media_types_get_a_row_that_names_them(media_type: str) -> None:
    [landed] = read(record(http=f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}"))
    assert refused(landed) == (RejectReason.NOT_A_DOCUMENT, media_type.partition(";")[0])
    assert landed.content == PAGE


def test_a_hostile_media_type_is_cut() -> None:
    [landed] = read(record(http=f"HTTP/1.1 200 OK\r\nContent-Type: {'x' * 500}"))
    assert refused(landed) == (RejectReason.NOT_A_DOCUMENT, "x" * 100)


def test_records_are_numbered_and_those_that_hold_no_document_by_nature_have_no_row() -> None:
    content = b"".join(
        (
            record(kind="warcinfo", http=None, url=None, media_type="application/warc-fields"),
            record(),
            record(kind="request", http="GET / HTTP/1.1"),
            record(kind="resource", http=None, url="dns:a.example", media_type="text/dns"),
            record(kind="metadata", http=None, media_type="application/warc-fields"),
            record(url="http://a.example/2"),
        )
    )
    for stored in (content, gzip.compress(content)):
        assert [(landed.source, landed.url) for landed in read(stored) if isinstance(landed, RawDocument)] == [
            ("crawl.warc#0", "http://a.example/1"),
            ("crawl.warc#2", "http://a.example/2"),
        ]
        assert len(read(stored)) == 2


@pytest.mark.parametrize(("ceiling", "is_whole"), [(len(PAGE), True), (len(PAGE) - 1, False)])
def test_a_record_over_the_ceiling_is_refused(ceiling: int, is_whole: bool) -> None:
    [landed] = read(record(), ceiling)
    assert isinstance(landed, RawDocument) is is_whole
    if not is_whole:
        assert refused(landed) == (RejectReason.TOO_LARGE, f"over {ceiling} bytes")
        assert landed.content == PAGE


def test_a_record_cut_short_says_so_and_keeps_what_there_is() -> None:
    whole = record(url="http://a.example/2")
    cut = record()[: -len(b"\r\n\r\n") - 10]
    found = read(whole + cut)
    assert isinstance(found[0], RawDocument)
    assert refused(found[1]) == (RejectReason.TRUNCATED_CONTAINER, "the record is cut off")
    assert (found[1].source, found[1].content) == ("crawl.warc#1", PAGE[:-10])
    assert len(found) == 2


@pytest.mark.parametrize(
    ("header", "sent"),
    [
        ("Content-Encoding: gzip", gzip.compress(PAGE, mtime=0)),
        ("Transfer-Encoding: chunked", b"%x\r\n%s\r\n0\r\n\r\n" % (50, PAGE)),
    ],
    ids=["gzip", "chunked"],
)
def test_an_encoded_answer_is_decoded_though_its_length_is_another_than_stated(header: str, sent: bytes) -> None:
    assert len(PAGE) == 50
    [document] = read(record(sent, http=f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{header}"))
    assert isinstance(document, RawDocument)
    assert document.content == PAGE


def test_a_header_cut_off_is_a_container_cut_off() -> None:
    head = record()[:60]
    found = read(record() + head)
    assert isinstance(found[0], RawDocument)
    assert [refused(landed)[0] for landed in found[1:]] in ([RejectReason.TRUNCATED_CONTAINER], [])


def test_a_compressed_stream_that_breaks_ends_with_a_row_that_says_so() -> None:
    packed = gzip.compress(record(PAGE * 15)) + gzip.compress(record(PAGE * 15))[:-30]
    found = read(packed)
    assert isinstance(found[0], RawDocument)
    assert [(refused(landed)[0], landed.source) for landed in found[1:]] == [
        (RejectReason.TRUNCATED_CONTAINER, "crawl.warc#1")
    ]


def test_a_record_without_a_date_was_fetched_at_no_known_time() -> None:
    [document] = read(record(date=None))
    assert isinstance(document, RawDocument)
    assert document.fetched_at is None


@pytest.mark.parametrize(
    ("head", "is_told"),
    [
        (record()[:100], True),
        (gzip.compress(record())[:100], True),
        (gzip.compress(PAGE), False),
        (b"\x1f\x8b\x08broken", False),
        (PAGE, False),
        (b"", False),
    ],
    ids=["plain", "packed", "packed page", "broken", "page", "empty"],
)
def test_records_are_told_by_how_they_begin_also_inside_gzip(head: bytes, is_told: bool) -> None:
    assert holds_records(head) is is_told
