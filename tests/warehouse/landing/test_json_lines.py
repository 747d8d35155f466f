"""JSON lines: an object a line is a document, and a line that is none has a row that says why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

import pytest

from tasks.records import RawDocument, RejectReason, UnreadableInput
from tests.warehouse.landing.broken_stream import stream_of
from warehouse.landing.json_lines import read_json_lines
from warehouse.landing.streams import Damaged, Landed

CEILING = 1000


def read(*pieces: bytes | Damaged, ceiling: int = CEILING) -> list[Landed]:
    return list(read_json_lines(stream_of(*pieces), "feed", ceiling))


def refused(landed: Landed) -> tuple[str, str, str]:
    assert isinstance(landed, UnreadableInput)
    return landed.source, landed.reason, landed.detail


def line(text: str) -> bytes:
    return json.dumps({"text": text}).encode() + b"\n"


def texts(landed: list[Landed]) -> Iterator[str | None]:
    return (found.content.decode() if isinstance(found, RawDocument) else None for found in landed)


def test_a_line_is_a_document_with_its_fields_and_its_place() -> None:
    rows = [
        {"id": "n1", "url": "https://a.example/1", "fetched_at": "2021-07-14T12:00:00+02:00", "html": "<p>é</p>"},
        {"id": 2, "text": "plain"},
    ]
    first, second = read("\n\n".join(json.dumps(row) for row in rows).encode())
    assert first == RawDocument(
        content="<p>é</p>".encode(),
        source="feed#0",
        source_id="n1",
        url="https://a.example/1",
        fetched_at=datetime(2021, 7, 14, 10),
        media_type="text/html; charset=utf-8",
    )
    assert second == RawDocument(b"plain", "feed#2", "2", media_type="text/plain; charset=utf-8")


def test_html_goes_before_text() -> None:
    [document] = read(b'{"text": "a", "html": "<p>b</p>"}')
    assert document.content == b"<p>b</p>"


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (b'{"text": broken', "Expecting value at character 9"),
        (b'["no object"]', 'no object with "html" or "text"'),
        (b'{"title": "no text"}', 'no object with "html" or "text"'),
        (b'{"text": 7}', 'no object with "html" or "text"'),
        (b'{"text": ' + b"[" * 100_000, "nested too deep"),
        (b'{"text": "a", "id": ' + b"9" * 5000 + b"}", "a whole number of more than 4300 digits"),
    ],
)
def test_a_line_that_is_no_document_says_why_and_the_next_one_is_read(broken: bytes, told: str) -> None:
    first, second = read(broken + b"\n" + line("b"), ceiling=1_000_000)
    assert refused(first) == ("feed#0", RejectReason.NOT_JSON, told)
    assert first.content == broken
    assert second.content == b"b"


def test_lone_surrogates_in_a_text_are_replaced_and_told() -> None:
    [document] = read(rb'{"html": "a \ud800 b", "id": []}')
    assert isinstance(document, RawDocument)
    assert document.content.decode() == "a \ufffd b"
    assert document.detail is not None
    assert document.detail.startswith("lone surrogates in its text were replaced; its id is neither")


def test_lines_may_be_cut_anywhere_by_how_they_are_read() -> None:
    content = b"\xef\xbb\xbf" + line("a") + line("bc") + b"\r\n" + line("d").rstrip()
    for at in range(len(content)):
        assert list(texts(read(content[:at], content[at:]) if at else read(content))) == ["a", "bc", "d"]


@pytest.mark.parametrize(("size", "is_read"), [(987, True), (988, False)])
def test_a_line_of_twice_the_ceiling_is_too_large(size: int, is_read: bool) -> None:
    first, second = read(line("x" * size) + line("b"), ceiling=500)
    assert len(line("x" * size).rstrip()) == size + 12  # one below twice the ceiling, or at it
    assert isinstance(first, RawDocument) is is_read
    if not is_read:
        assert refused(first) == ("feed#0", RejectReason.TOO_LARGE, "over 500 bytes")
        assert len(first.content) == 1000
    assert second.content == b"b"


def test_of_a_very_long_line_only_the_beginning_is_held() -> None:
    long = line("x" * 300_000)
    pieces = [long[at : at + 5000] for at in range(0, len(long), 5000)]
    first, second = read(*pieces, line("b"))
    assert len(first.content) == 2 * CEILING
    assert second.content == b"b"


def test_a_gap_costs_the_line_that_it_falls_into() -> None:
    found = read(line("a") + b'{"text": "lo', Damaged("a gap"), line("b"), Damaged("another"), line("c"))
    assert list(texts(found)) == ["a", None, "b", None, "c"]
    assert [refused(found[at]) for at in (1, 3)] == [
        ("feed#1", RejectReason.TRUNCATED_CONTAINER, "a gap"),
        ("feed#3", RejectReason.TRUNCATED_CONTAINER, "another"),
    ]
