"""Records as documents: what is one, what gets a row that says why it is none, and what is no document at all."""

from __future__ import annotations

import gzip
import io
import random
from datetime import datetime

import pytest

from tasks.records import RawDocument, RejectReason
from tests.warehouse.landing.warc.made_up_archives import (
    CEILING,
    PAGE,
    arc_file,
    arc_record,
    documents,
    packed,
    page,
    pages,
    read,
    record,
    refusals,
    refused,
    with_length,
)
from warehouse.landing.warc import holds_records, read_records


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


@pytest.mark.parametrize(
    ("referring", "said"),
    [
        (
            "\r\nWARC-Refers-To-Target-URI: <http://a.example/0>\r\nWARC-Refers-To-Date: 2021-07-01T00:00:00Z",
            "unchanged since 2021-07-01T00:00:00Z: http://a.example/0",
        ),
        ("\r\nWARC-Refers-To: <urn:uuid:0>", "unchanged since <urn:uuid:0>: http://a.example/1"),
        ("", "unchanged since an earlier time: http://a.example/1"),
    ],
    ids=["address and time", "record", "nothing"],
)
def test_a_revisit_has_a_row_that_says_what_it_repeats_and_where_and_when_it_was_seen(
    referring: str, said: str
) -> None:
    [landed] = read(record(b"", kind="revisit" + referring))
    assert refused(landed) == (RejectReason.REVISIT, said)
    assert (landed.url, landed.fetched_at, landed.source_id) == (
        "http://a.example/1",
        datetime(2021, 7, 14, 8),
        "<urn:uuid:1>",
    )


@pytest.mark.parametrize(
    "url", ["metadata://gnu.org/software/wget/warc/wget.log", "<metadata://gnu.org/x>", "urn:X-wpull:log"]
)
def test_what_a_crawler_says_of_itself_has_a_row_and_is_no_document(url: str) -> None:
    [landed] = read(record(b"opening WARC file", kind="resource", http=None, url=url, media_type="text/plain"))
    assert refused(landed) == (RejectReason.NOT_A_DOCUMENT, f"what a crawler says of itself: {url.strip('<>')}")


def test_a_type_spoilt_by_damage_hides_no_answer() -> None:
    assert documents(read(record(kind="respXnse"))) == [PAGE]


def test_a_record_of_unknown_type_without_answer_or_media_type_has_a_row() -> None:
    [landed] = read(record(b"x", kind="other", http=None, media_type=""))
    assert refused(landed) == (RejectReason.NOT_A_DOCUMENT, "a record of unknown type: other")


@pytest.mark.parametrize("kind", ["continuation", "response\r\nWARC-Segment-Number: 1"], ids=["later", "first"])
def test_parts_of_a_record_that_is_stored_in_several_have_rows(kind: str) -> None:
    [landed] = read(record(kind=kind))
    assert refused(landed) == (RejectReason.NOT_A_DOCUMENT, "a part of a record that is stored in several parts")


def test_a_file_in_which_nothing_may_be_a_document_has_a_row_itself() -> None:
    [landed] = read(record(kind="request") + record(kind="metadata"))
    assert landed.source == "crawl.warc"
    assert refused(landed) == (RejectReason.NOT_A_DOCUMENT, "2 records, none of which may hold a document")
    assert [refused(one)[0] for one in read(gzip.compress(b""))] == [RejectReason.EMPTY]


@pytest.mark.parametrize(
    "date", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2021-02-30T25:61:61Z", "-1", ""]
)
def test_a_time_at_which_nothing_can_have_been_fetched_is_left_out(date: str) -> None:
    [document] = read(record(date=date))
    assert isinstance(document, RawDocument)
    assert document.fetched_at is None
    assert document.detail == (f"its time cannot be read and was left out: {date!r}" if date else None)


def test_a_document_says_what_was_not_as_it_should_be_with_its_record() -> None:
    [truncated] = read(record(kind="response\r\nWARC-Truncated: time"))
    assert isinstance(truncated, RawDocument)
    assert truncated.detail == "its crawler stopped before its end: 'time'"
    [mended, whole] = read(with_length(record(), "7") + record())
    assert isinstance(mended, RawDocument)
    assert mended.detail == "its length is not the one that its record states"
    assert isinstance(whole, RawDocument)
    assert whole.detail is None


@pytest.mark.parametrize("url", [None, "", "http://a.example/\ud800", "http://[::1", "http://a.example/é"])
def test_an_address_that_is_missing_or_strange_stops_nothing(url: str | None) -> None:
    content = record().replace(b"http://a.example/1", (url or "").encode("utf-8", "surrogatepass"))
    [document] = read(content if url else record(url=None))
    assert isinstance(document, RawDocument)
    assert document.content == PAGE
    assert (document.url or "").encode("utf-8") is not None


def test_bytes_that_are_no_utf8_in_a_head_are_read_one_by_one() -> None:
    [document] = read(record().replace(b"a.example/1", b"a.example/\xe9"))
    assert isinstance(document, RawDocument)
    assert document.url == "http://a.example/é"


def test_records_of_arc_are_read_with_address_type_and_status() -> None:
    for stored in (
        arc_file(arc_record(), arc_record(url="http://a.example/2 b")),
        gzip.compress(arc_file(arc_record())),
    ):
        assert holds_records(stored[:300])
        document = read(stored, name="crawl.arc")[0]
        assert isinstance(document, RawDocument)
        assert document.fetched_at == datetime(2014, 2, 16, 5, 2, 21)
        assert (document.content, document.url, document.media_type, document.http_status, document.source) == (
            PAGE,
            "http://a.example/1",
            "text/html",
            200,
            "crawl.arc#0",
        )
    assert len(read(arc_file(arc_record(), arc_record(url="http://a.example/2 b")))) == 2


def test_where_a_stated_length_does_not_hold_that_of_the_answer_decides() -> None:
    whole = record(http=f"HTTP/1.1 200 OK\r\nContent-Length: {len(PAGE)}", missing=20)
    assert documents(read(whole)) == [PAGE]
    nearly = record(http=f"HTTP/1.1 200 OK\r\nContent-Length: {len(PAGE) + 2}", missing=-20)
    assert documents(read(nearly + record())) == [PAGE, PAGE]
    lacking = record(http=f"HTTP/1.1 200 OK\r\nContent-Length: {len(PAGE) + 3}", missing=-20)
    assert refusals(read(lacking + record())) == [
        (RejectReason.TRUNCATED_CONTAINER, "the record is cut off: the answer in it is shorter than it says")
    ]


def test_content_that_cannot_be_decoded_has_a_row_and_the_records_after_it_are_read() -> None:
    sent = gzip.compress(PAGE * 5, mtime=0)
    cut = record(sent[:-20], http="HTTP/1.1 200 OK\r\nContent-Encoding: gzip")
    [landed, after] = read(cut + record())
    assert refused(landed)[0] == RejectReason.UNREADABLE_CONTAINER
    assert refused(landed)[1].startswith("its gzip content cannot be decoded")
    assert isinstance(after, RawDocument)


def test_content_that_grows_when_it_is_unpacked_is_held_only_up_to_the_ceiling() -> None:
    bomb = record(gzip.compress(b"a" * 10_000_000), http="HTTP/1.1 200 OK\r\nContent-Encoding: gzip")
    [landed, after] = read(bomb + record(), ceiling=20_000)
    assert refused(landed) == (RejectReason.TOO_LARGE, "over 20000 bytes")
    assert len(landed.content) == 20_001
    assert isinstance(after, RawDocument)


def test_a_damaged_member_has_a_row_that_says_how_much_was_passed_over_and_all_others_are_read() -> None:
    members = packed(pages(9))
    spoilt = bytearray(members[4])
    spoilt[len(spoilt) // 2] ^= 0xFF
    landed = read(b"".join([*members[:4], bytes(spoilt), *members[5:]]), name="crawl.warc.gz")
    assert documents(landed) == [page(n) for n in range(9) if n != 4]
    [(reason, detail)] = refusals(landed)
    assert reason == RejectReason.TRUNCATED_CONTAINER
    assert f"{len(spoilt)} bytes of the file passed over" in detail
    assert [one.source for one in landed] == [f"crawl.warc.gz#{n}" for n in range(9)]


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("length", ["0", "7", "100000", "999999999999", "99999999999999999999999", "-1", "ten", ""])
def test_a_wrong_length_loses_neither_its_record_nor_others(length: str, is_packed: bool) -> None:
    records = pages(5)
    records[2] = with_length(records[2], length)
    landed = read(b"".join(packed(records) if is_packed else records))
    assert documents(landed) == [page(n) for n in range(5)]


def mutant(chance: random.Random, content: bytes) -> tuple[bytes, int, int]:
    """The content with one damage, and where of the old content it begins and ends."""
    at = chance.randrange(len(content))
    count = chance.choice([1, 2, 8, 100, 600])
    end = min(len(content), at + count)
    part = content[at:end]
    return chance.choice(
        [
            (content[:at] + bytes([part[0] ^ 1 << chance.randrange(8)]) + content[at + 1 :], at, at + 1),
            (content[:at], at, len(content)),
            (content[:at] + content[end:], at, end),
            (content[:at] + chance.randbytes(count) + content[at:], at, at),
            (content[:at] + bytes(len(part)) + content[end:], at, end),
            (content[:end] + content[at:], end, end),
            (content[:at] + part[::-1] + content[end:], at, end),
        ]
    )


@pytest.mark.parametrize("form", ["plain", "packed", "one member"])
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_damaged_all_records_that_it_does_not_touch_are_read(form: str, seed: int) -> None:
    """100 mutants each. Of one gzip member only what stands before the damage can be read."""
    chance = random.Random(f"{form}{seed}")
    bodies = [page(n) for n in range(8)]
    stored = packed(pages(8)) if form == "packed" else pages(8)
    ends = [sum(map(len, stored[: n + 1])) for n in range(8)]
    whole = gzip.compress(b"".join(stored), mtime=0) if form == "one member" else b"".join(stored)
    for _ in range(100):
        spoilt, begin, end = mutant(chance, whole)
        landed = read(spoilt, name="crawl.warc" if form == "plain" else "crawl.warc.gz")
        read_bodies = documents(landed)
        untouched = [
            body
            for body, size, last in zip(bodies, map(len, stored), ends, strict=True)
            if form != "one member" and (last <= begin or last - size >= end)
        ]
        assert [body for body in untouched if body not in read_bodies] == [], (begin, end)
        assert len(landed) >= len(untouched)
        assert len(set(read_bodies)) + len(refusals(landed)) > 0
        assert {one.source for one in landed} | {None} == {*(one.source for one in landed), None}


def test_time_grows_no_faster_than_a_file_of_lying_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in bytes searched and not in seconds: each byte is looked at a fixed number of times."""
    small, large = (read_cost(monkeypatch, count) for count in (100, 400))
    assert large < 5 * small


def read_cost(monkeypatch: pytest.MonkeyPatch, count: int) -> int:
    from warehouse.landing.warc import unpack  # noqa: PLC0415 - the class whose reads are counted

    looked_at = 0
    real = unpack.Window.fill

    def counted(self: unpack.Window, byte_count: int) -> bool:
        nonlocal looked_at
        before = len(self.data)
        is_there = real(self, byte_count)
        looked_at += 1 + len(self.data) - before
        return is_there

    monkeypatch.setattr(unpack.Window, "fill", counted)
    content = b"".join(with_length(one, "99999999") for one in pages(count))
    assert len(list(read_records(io.BytesIO(content), "x.warc", CEILING * 100))) == count
    monkeypatch.setattr(unpack.Window, "fill", real)
    return looked_at
