"""Packed bytes are unpacked up to a ceiling, whatever their server says of them."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.sources.unpacking import gunzipped, unpacked

PAGE = b"<html><p>A page.</p></html>" * 20


def raw_deflate(content: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(content) + machine.flush()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (PAGE, ""),
        (PAGE, "identity"),
        (gzip.compress(PAGE), "gzip"),
        (gzip.compress(PAGE), " X-GZIP "),
        (zlib.compress(PAGE), "deflate"),
        (raw_deflate(PAGE), "deflate"),
        (PAGE, "gzip"),  # a server that lies: it is not packed
        (PAGE, "deflate"),
    ],
)
def test_what_a_server_packed_is_unpacked_and_what_it_only_says_to_have_packed_is_taken_as_it_is(
    content: bytes, encoding: str
) -> None:
    assert unpacked(content, encoding, 10_000).content == PAGE


def test_a_bomb_stops_at_the_ceiling() -> None:
    found = unpacked(gzip.compress(bytes(10_000_000)), "gzip", 1_000)
    assert found.is_over
    assert len(found.content) == 1_000


def test_packed_bytes_that_break_off_are_a_fault() -> None:
    assert "cut off" in (unpacked(gzip.compress(PAGE)[:-12], "gzip", 10_000).fault or "")
    assert unpacked(b"\x1f\x8bnonsense", "gzip", 10_000).fault is not None


def test_an_encoding_that_was_not_asked_for_is_a_fault() -> None:
    assert "not asked for" in (unpacked(PAGE, "br", 10_000).fault or "")


@given(st.binary(max_size=300), st.integers(min_value=1, max_value=300))
def test_nothing_is_longer_than_the_ceiling_and_what_is_cut_says_so(content: bytes, ceiling: int) -> None:
    found = gunzipped(gzip.compress(content), ceiling)
    assert found.content == content[:ceiling]
    assert found.is_over == (len(content) > ceiling)
