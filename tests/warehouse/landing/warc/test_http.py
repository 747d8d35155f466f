"""Answers of web servers: head and body, decoded by what the bytes are and not only by what the head says."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.landing.warc.http import Answer, decode, is_text, media_type_of, read_answer, unchunked

PAGE = b"<html><body><p>The lock is open.</p></body></html>\n" * 3
CEILING = 10_000
BROTLI = bytes.fromhex("8b058048656c6c6f2c206c6f636b2e03")  # brotli of "Hello, lock."
ZSTANDARD = bytes.fromhex("28b52ffd200c61000048656c6c6f2c206c6f636b2e")  # a frame with one stored block of the same


def chunked(body: bytes, size: int = 40, trailer: bytes = b"") -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n" + trailer + b"\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def decoded(body: bytes, *, transfer: str = "", content: str = "", ceiling: int = CEILING) -> bytes:
    result = decode(Answer(200, {"transfer-encoding": transfer, "content-encoding": content}, body), ceiling)
    assert result.fault is None
    return result.content


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r\r\n"], ids=["CRLF", "LF", "CRCRLF"])
@pytest.mark.parametrize(
    ("status_line", "status"),
    [
        (b"HTTP/1.1 404 Not Found", 404),
        (b"HTTP/1.0 302 ", 302),
        (b"HTTP/1.1 200", 200),
        (b"HTTP/2 200 OK", 200),
        (b"HTTPX/1.1 200 OK", 200),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK", 200),
        (b"GET / HTTP/1.1", None),
    ],
)
def test_a_head_is_read_however_its_lines_end(line_end: bytes, status_line: bytes, status: int | None) -> None:
    answer = read_answer(line_end.join((status_line, b"Content-Type: text/html", b"", PAGE)), is_declared=True)
    assert answer == Answer(status, answer.head if answer else {}, PAGE)
    assert answer is not None
    assert media_type_of(answer.head) == "text/html"


def test_a_block_without_an_answer_is_none_unless_its_record_says_that_it_has_one() -> None:
    assert read_answer(PAGE, is_declared=False) is None
    assert read_answer(PAGE, is_declared=True) == Answer(None, {}, PAGE)
    assert read_answer(b"<p>a</p>\n\n<p>b</p>", is_declared=True) == Answer(None, {}, b"<p>a</p>\n\n<p>b</p>")


def test_a_head_without_end_has_an_empty_body() -> None:
    answer = read_answer(b"HTTP/1.1 200 OK\r\nContent-Type: text/html", is_declared=True)
    assert answer == Answer(200, {"content-type": "text/html", **(answer.head if answer else {})}, b"")


def test_endless_interim_answers_end() -> None:
    answer = read_answer(b"HTTP/1.1 100 Continue\r\n\r\n" * 100, is_declared=True)
    assert answer is not None
    assert answer.status == 100


@pytest.mark.parametrize(
    ("stated", "media_type"),
    [
        ({}, None),
        ({"content-type": ""}, None),
        ({"content-type": "text/html"}, "text/html"),
        ({"content-type": "text/html\ntext/html; charset=utf-8"}, "text/html; charset=utf-8"),
        ({"content-type": "text/html; charset=utf-8\ntext/html"}, "text/html; charset=utf-8"),
        ({"content-type": "text/plain\ntext/html"}, "text/html"),
    ],
)
def test_of_several_media_types_the_last_that_names_a_character_set_holds(
    stated: dict[str, str], media_type: str | None
) -> None:
    assert media_type_of(stated) == media_type


@pytest.mark.parametrize(("length", "missing"), [("10", 7), ("3", 0), ("2", -1), ("x", None), ("", None)])
def test_an_answer_tells_how_much_of_it_is_missing(length: str, missing: int | None) -> None:
    assert Answer(200, {"content-length": length}, b"abc").missing() == missing


@pytest.mark.parametrize("named", ["gzip", "x-gzip", "br", "deflate", "zstd", "none", "identity", "gzip, br", "utf-8"])
@pytest.mark.parametrize("transfer", ["", "chunked"])
def test_a_plain_body_stays_as_it_is_whatever_its_head_names(named: str, transfer: str) -> None:
    assert decoded(PAGE, transfer=transfer, content=named) == PAGE


@pytest.mark.parametrize(
    ("named", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("", gzip.compress(PAGE, mtime=0)),
        ("br", gzip.compress(PAGE, mtime=0)),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0)),
        ("gzip", gzip.compress(PAGE[:60], mtime=0) + gzip.compress(PAGE[60:], mtime=0)),
        ("gzip", gzip.compress(PAGE, mtime=0) + b"trailing"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("deflate, gzip", gzip.compress(zlib.compress(PAGE), mtime=0)),
    ],
    ids=["gzip", "undeclared", "as br", "twice", "two members", "trailing", "zlib", "raw deflate", "layers"],
)
@pytest.mark.parametrize("transfer", ["", "chunked"])
def test_a_packed_body_is_unpacked_after_its_chunks_are_joined(named: str, packed: bytes, transfer: str) -> None:
    assert decoded(chunked(packed) if transfer else packed, transfer=transfer, content=named) == PAGE


@pytest.mark.parametrize(("named", "packed"), [("br", BROTLI), ("zstd", ZSTANDARD), ("", ZSTANDARD)])
def test_brotli_and_zstandard_are_unpacked(named: str, packed: bytes) -> None:
    assert decoded(packed, content=named) == b"Hello, lock."


@pytest.mark.parametrize(
    ("named", "body", "said"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)[:-9], "its gzip content cannot be decoded: it is cut off"),
        ("deflate", zlib.compress(PAGE)[:-9], "its deflate content cannot be decoded"),
        ("deflate", b"\x00\x01\x02\xff" * 20, "its deflate content cannot be decoded"),
        ("br", b"\x00\xff\x00\xff" * 20, "its br content cannot be decoded"),
        ("br", BROTLI[:-2], "its br content cannot be decoded"),
        ("zstd", ZSTANDARD[:-2], "its zstd content cannot be decoded"),
    ],
)
def test_content_that_cannot_be_unpacked_is_kept_and_its_fault_told(named: str, body: bytes, said: str) -> None:
    result = decode(Answer(200, {"content-encoding": named}, body), CEILING)
    assert (result.fault or "").startswith(said)
    assert result.content == body


def test_a_page_with_stray_control_characters_is_not_taken_for_packed() -> None:
    assert decoded(b"\n<html>\x00\x01" + PAGE, content="br") == b"\n<html>\x00\x01" + PAGE


def test_a_body_is_unpacked_to_its_ceiling_and_one_byte() -> None:
    bomb = gzip.compress(gzip.compress(b"a" * 1_000_000, mtime=0), mtime=0)
    assert len(decoded(bomb, ceiling=500)) == 501
    assert len(decoded(b"a" * 600, ceiling=500)) == 501
    assert len(decoded(b"a" * 500, ceiling=500)) == 500


@pytest.mark.parametrize("trailer", [b"", b"Expires: never\r\nX-Sum: 1\r\n"], ids=["none", "trailer"])
@pytest.mark.parametrize("is_declared", [True, False], ids=["declared", "undeclared"])
def test_chunks_are_joined_and_their_trailer_left_out(trailer: bytes, is_declared: bool) -> None:
    assert unchunked(chunked(PAGE, trailer=trailer), is_declared) == PAGE


@pytest.mark.parametrize(
    ("body", "declared", "undeclared"),
    [
        (b"5\r\nhello", b"hello", b"5\r\nhello"),
        (b"5\r\nhello\r\n", b"hello", b"5\r\nhello\r\n"),
        (b"9\r\nhello", b"hello", b"9\r\nhello"),
        (b"5\nhello\n0\n\n", b"hello", b"hello"),
        (b"5;name=x\r\nhello\r\n0\r\n\r\n", b"hello", b"hello"),
        (b"5\r\nhello\r\nrest\r\n", b"hellorest\r\n", b"5\r\nhello\r\nrest\r\n"),
        (b"5\r\nhello, rest", b"hello, rest", b"5\r\nhello, rest"),
        (b"0\r\n\r\n", b"", b"0\r\n\r\n"),
        (b"5\r\nhello\r\n0\r\n\r\nmore", b"hello", b"5\r\nhello\r\n0\r\n\r\nmore"),
        (b"", b"", b""),
    ],
)
def test_where_chunks_do_not_hold_no_text_is_lost(body: bytes, declared: bytes, undeclared: bytes) -> None:
    assert unchunked(body, is_declared=True) == declared
    assert unchunked(body, is_declared=False) == undeclared


@pytest.mark.parametrize(
    ("body", "is_one"),
    [(PAGE, True), (b"\x1b$B8E\x1b(B\t\f", True), ("é".encode(), True), (b"a\x00", False), (b"", True)],
)
def test_text_holds_no_control_characters(body: bytes, is_one: bool) -> None:
    assert is_text(body) is is_one


@given(st.binary(max_size=300), st.sampled_from(["", "gzip", "br", "deflate", "zstd", "gzip, br"]), st.booleans())
def test_no_bytes_raise(body: bytes, named: str, is_chunked: bool) -> None:
    head = {"content-encoding": named, "transfer-encoding": "chunked" if is_chunked else ""}
    assert len(decode(Answer(200, head, body), 100).content) <= 101
    read_answer(body, is_declared=is_chunked)


@given(st.binary(min_size=1, max_size=300), st.integers(min_value=1, max_value=50))
def test_whatever_is_chunked_comes_back(body: bytes, size: int) -> None:
    assert unchunked(chunked(body, size), is_declared=True) == body
    assert unchunked(chunked(body, size), is_declared=False) == body
