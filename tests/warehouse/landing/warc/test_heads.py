"""Heads are taken apart whatever bytes they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.landing.warc.heads import decoded, fields, length_of, unbracketed, warc_head

HEAD = (
    b"WARC/1.0\r\nWARC-Type: Response\r\nWARC-Target-URI: <http://a.example/1>\r\nWARC-Date: 2021-07-14T10:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: 12\r\n\r\n"
)


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r\r\n"], ids=["CRLF", "LF", "CRCRLF"])
def test_the_head_of_a_record_says_what_it_is(line_end: bytes) -> None:
    head = warc_head(HEAD.replace(b"\r\n", line_end))
    assert (head.kind, head.address, head.record_id, head.time, head.media_type, head.length, head.is_damaged) == (
        "response",
        "http://a.example/1",
        "<urn:uuid:1>",
        "2021-07-14T10:00:00Z",
        "application/http",
        12,
        False,
    )


def test_a_head_that_says_nothing_is_empty() -> None:
    head = warc_head(b"WARC/1.0\r\n\r\n")
    assert (head.kind, head.address, head.record_id, head.length, head.is_damaged) == ("", "", None, None, False)


@pytest.mark.parametrize(
    ("spoilt", "is_damaged"),
    [
        (HEAD.replace(b"2021", b"\0\0\0\0"), True),
        (HEAD.replace(b"\r\n\r\n", b"\r\nContent-Length: 13\r\n\r\n"), True),
        (HEAD.replace(b"\r\n\r\n", b"\r\nWARC-Type: request\r\n\r\n"), True),
        (HEAD.replace(b"\r\n\r\n", b"\r\nWARC-Concurrent-To: <1>\r\nWARC-Concurrent-To: <2>\r\n\r\n"), False),
    ],
    ids=["zeros", "two lengths", "two types", "what may come twice"],
)
def test_heads_of_two_records_run_together_are_told(spoilt: bytes, is_damaged: bool) -> None:
    assert warc_head(spoilt).is_damaged is is_damaged


def test_names_are_small_values_are_trimmed_folded_lines_joined_and_repeated_names_kept() -> None:
    head = b"HTTP/1.1 200 OK\r\nVia:  a \r\nX: 1\r\n  2\r\n\t3\r\nno field\r\nvia: b\r\nEmpty:\r\n: nameless\r\n\r\n"
    assert fields(head) == {"via": "a\nb", "x": "1 2 3", "empty": "", "": "nameless"}


@pytest.mark.parametrize(
    ("value", "length"),
    [
        ("0", 0),
        ("12", 12),
        ("9" * 15, 10**15 - 1),
        ("9" * 16, None),
        ("-1", None),
        ("", None),
        ("1 2", None),
        ("٣", None),
    ],
)
def test_a_length_is_a_number_that_can_be_meant(value: str, length: int | None) -> None:
    assert length_of(value) == length


@pytest.mark.parametrize(
    ("given_address", "address"), [("<a>", "a"), ("a", "a"), ("<a", "<a"), ("", ""), ("< a >", "a")]
)
def test_angle_brackets_around_an_address_are_taken_off(given_address: str, address: str) -> None:
    assert unbracketed(given_address) == address


@given(st.binary(max_size=200))
def test_any_bytes_are_a_head_that_can_be_kept(content: bytes) -> None:
    decoded(content).encode("utf-8")
    warc_head(b"WARC/1.0\r\n" + content)
