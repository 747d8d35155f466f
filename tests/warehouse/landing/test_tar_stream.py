"""Headers of tar are found by their checksum, wherever damage has moved them."""

from __future__ import annotations

import tarfile

import pytest

from tests.warehouse.landing.broken_stream import stream_of
from warehouse.landing import tar_stream
from warehouse.landing.streams import Damaged
from warehouse.landing.tar_stream import BLOCK, Window, is_header

HEAD = tarfile.TarInfo("page.html").tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict")


def without_mark(head: bytes, kind: int = 0) -> bytes:
    """A header as before POSIX; with `kind` 1 its checksum is a sum of signed bytes, as some old programs wrote it."""
    plain = bytearray(head)
    plain[257:265] = bytes(8)
    plain[0] = 0xE9
    plain[148:156] = b" " * 8
    total = sum(plain) - 256 * kind
    plain[148:156] = b"%06o\0 " % total
    return bytes(plain)


@pytest.mark.parametrize("head", [HEAD, without_mark(HEAD), without_mark(HEAD, kind=1)], ids=["posix", "old", "signed"])
def test_a_block_with_the_right_checksum_is_a_header(head: bytes) -> None:
    assert is_header(head)


@pytest.mark.parametrize("at", [0, 99, 124, 148, 257, 511])
def test_a_block_with_a_flipped_bit_is_none(at: int) -> None:
    broken = bytearray(HEAD)
    broken[at] ^= 1
    assert not is_header(bytes(broken))


@pytest.mark.parametrize("checksum", [b"00000 0\0", b"0000000\n", b"8888888 ", b"        ", b"12\x00 34 \0"])
def test_a_block_whose_checksum_is_no_octal_number_is_none(checksum: bytes) -> None:
    assert not is_header(HEAD[:148] + checksum + HEAD[156:])


@pytest.mark.parametrize("block", [b"", HEAD[:-1], bytes(BLOCK), b"x" * BLOCK, b" " * BLOCK])
def test_what_is_no_whole_block_or_states_no_checksum_is_none(block: bytes) -> None:
    assert not is_header(block)


@pytest.mark.parametrize("offset", [0, 1, 511, 512, 5000, 70_000, 200_001])
def test_the_next_header_is_found_at_any_place(offset: int) -> None:
    window = Window(stream_of(b"x" * offset + HEAD + b"y" * 100))
    assert window.find_header(0) == offset
    assert window.read(BLOCK) == HEAD


@pytest.mark.parametrize(("offset", "found"), [(512, 512), (131_072, 131_072), (513, None)])
def test_a_header_without_a_mark_is_found_in_whole_blocks(offset: int, found: int | None) -> None:
    assert Window(stream_of(b"x" * offset + without_mark(HEAD))).find_header(0) == found


def test_the_first_of_two_headers_is_found_whichever_has_the_mark() -> None:
    assert Window(stream_of(b"x" * 512 + without_mark(HEAD) + HEAD)).find_header(0) == 512
    assert Window(stream_of(b"x" * 512 + HEAD + without_mark(HEAD))).find_header(0) == 512


def test_the_mark_alone_is_no_header() -> None:
    assert Window(stream_of(b"ustar" * 1000)).find_header(0) is None


def test_without_a_header_the_end_is_reached() -> None:
    window = Window(stream_of(b"x" * 100_000))
    assert window.find_header(0) is None
    assert (window.at, window.read(1)) == (100_000, b"")


def test_a_header_in_what_was_read_is_found_again() -> None:
    window = Window(stream_of(b"x" * 700 + HEAD + b"y" * 3000))
    window.skip(2048)
    assert window.header_before(0) == 700
    assert window.header_before(701) is None
    window.back_to(700)
    assert window.read(BLOCK) == HEAD


def test_a_header_that_begins_where_the_reader_stands_is_not_before_it() -> None:
    window = Window(stream_of(b"x" * 512 + HEAD))
    window.skip(512)
    window.peek(BLOCK)
    assert window.header_before(0) is None


def test_only_the_last_bytes_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tar_stream, "KEPT_BYTE_COUNT", 1000)
    window = Window(stream_of(b"x" * 5_000_000))
    assert window.skip(4_000_000) == 4_000_000
    window.back_to(0)
    assert 3_000_000 < window.at <= 4_000_000 - 1000
    assert len(window._held) < 200_000


def test_bytes_before_a_gap_are_read_then_the_gap_is_told_then_those_behind_it() -> None:
    window = Window(stream_of(b"abc", Damaged("a gap"), b"def"))
    assert window.peek(5) == b"abc"
    assert window.read(5) == b"abc"
    with pytest.raises(Damaged, match="a gap"):
        window.read(5)
    assert (window.read(5), window.read(5), window.at) == (b"def", b"", 6)
