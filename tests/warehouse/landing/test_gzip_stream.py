"""Gzip goes on behind damage: what can be unpacked is given out, what is lost is said."""

from __future__ import annotations

import gzip
import io
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.landing import gzip_stream
from warehouse.landing.gzip_stream import GzipStream, header_size
from warehouse.landing.streams import Damaged


def unpack(packed: bytes, step: int = 1 << 20) -> list[bytes | str]:
    """What is given out, pieces between gaps as one, and what is said of the gaps."""
    stream = io.BufferedReader(GzipStream(io.BufferedReader(io.BytesIO(packed))))  # type: ignore[arg-type]
    found: list[bytes | str] = []
    while True:
        try:
            piece = stream.read1(step)
        except Damaged as damage:
            found.append(str(damage))
            continue
        if not piece:
            return found
        if found and isinstance(found[-1], bytes):
            found[-1] += piece
        else:
            found.append(piece)


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


ONE, TWO, THREE = (f"member {n} ".encode() * 40 + noise(60, n) for n in range(3))
PACKED = [gzip.compress(content, mtime=0) for content in (ONE, TWO, THREE)]


@pytest.mark.parametrize("size", [0, 1, 1023, 1024, 8192, 100_000])
@pytest.mark.parametrize("make", [noise, lambda size: b"a" * size], ids=["noise", "one letter"])
@pytest.mark.parametrize("count", [1, 3])
def test_whole_streams_are_unpacked_whatever_they_hold(size: int, make, count: int) -> None:  # type: ignore[no-untyped-def]
    content = make(size)
    whole = count * content
    assert unpack(count * gzip.compress(content)) == ([whole] if whole else [])


@given(st.lists(st.binary(max_size=3000), max_size=4), st.integers(1, 5000), st.integers(0, 20))
def test_members_are_unpacked_in_any_steps_and_with_padding(contents: list[bytes], step: int, padding: int) -> None:
    packed = b"".join(gzip.compress(content) + bytes(padding) for content in contents)
    assert b"".join(piece for piece in unpack(packed, step) if isinstance(piece, bytes)) == b"".join(contents)


def test_all_parts_of_a_header_are_read() -> None:
    buffer = io.BytesIO()
    with gzip.GzipFile("a name", "wb", fileobj=buffer) as file:
        file.write(ONE)
    named = buffer.getvalue()
    extra = b"\x1f\x8b\x08\x1e" + bytes(6) + b"\x03\x00abc" + b"name\0" + b"words\0" + b"\x00\x00" + PACKED[0][10:]
    assert header_size(extra) == 10 + 5 + 5 + 6 + 2
    assert unpack(named + extra) == [ONE + ONE]


@pytest.mark.parametrize("header", [b"\x1f\x8b\x07" + bytes(7), b"\x1f\x8b\x08\x20" + bytes(6), b"no" + bytes(8)])
def test_what_is_no_header_is_refused(header: bytes) -> None:
    with pytest.raises(ValueError, match="no gzip header"):
        header_size(header)


@pytest.mark.parametrize("header", [b"\x1f\x8b\x08" + bytes(6), b"\x1f\x8b\x08\x08" + bytes(6) + b"name"])
def test_a_header_that_is_cut_off_has_no_size(header: bytes) -> None:
    assert header_size(header) == 0


def test_a_name_that_does_not_end_is_no_header() -> None:
    endless = b"\x1f\x8b\x08\x08" + bytes(6) + b"x" * 2000
    with pytest.raises(ValueError, match="over 1024 bytes"):
        header_size(endless)


@pytest.mark.parametrize("at", range(0, len(PACKED[1])))
def test_whichever_byte_of_a_member_is_broken_the_next_one_is_read_whole(at: int) -> None:
    broken = bytearray(PACKED[1])
    broken[at] ^= 0x55
    found = unpack(PACKED[0] + bytes(broken) + PACKED[2])
    unpacked = b"".join(piece for piece in found if isinstance(piece, bytes))
    assert unpacked.startswith(ONE)
    assert unpacked.endswith(THREE)
    is_harmless = 4 <= at < 10  # time, kind and system: nobody checks them
    assert any(isinstance(piece, str) for piece in found) is not is_harmless


@pytest.mark.parametrize("size", [1, 5, 30])
def test_where_bytes_are_missing_the_next_member_is_found_in_what_was_read_already(size: int) -> None:
    for at in range(0, len(PACKED[1]) - size):
        found = unpack(PACKED[0] + PACKED[1][:at] + PACKED[1][at + size :] + PACKED[2])
        unpacked = b"".join(piece for piece in found if isinstance(piece, bytes))
        assert unpacked.startswith(ONE), at
        assert unpacked.endswith(THREE), at
        assert any(isinstance(piece, str) for piece in found) or at < 10, at


@pytest.mark.parametrize("size", [1, 7, 5000, 200_000])
def test_bytes_between_members_are_passed_over_and_told(size: int) -> None:
    found = unpack(PACKED[0] + b"x" * size + PACKED[1])
    place = len(PACKED[0]) + size
    assert found == [ONE, f"no gzip header; reading went on at the next gzip member, byte {place}", TWO]


def test_the_mark_of_a_member_among_garbage_is_not_taken_for_one() -> None:
    found = unpack(PACKED[0] + b"\x1f\x8b\x08" * 50 + PACKED[1])
    assert [found[0], found[-1]] == [ONE, TWO]


@pytest.mark.parametrize("kept", [1, 8, 9, 40])
def test_a_stream_cut_off_gives_what_there_is_and_says_so(kept: int) -> None:
    first, *_, told = unpack(PACKED[0] + PACKED[1][: len(PACKED[1]) - kept])
    assert isinstance(first, bytes)
    assert (ONE + TWO).startswith(first)
    assert told == f"it is cut off; {len(PACKED[1]) - kept} packed bytes to the end were passed over"


def test_a_flood_of_marks_is_passed_over_after_some_trials() -> None:
    flood = b"\x1f\x8b\x08" * (gzip_stream.MOST_TRIALS + 1000)
    assert unpack(PACKED[0] + b"x" + flood + PACKED[1])[0] == ONE
    stream = GzipStream(io.BufferedReader(io.BytesIO(PACKED[0] + flood)))  # type: ignore[arg-type]
    assert stream.read(len(ONE)) == ONE
    with pytest.raises(Damaged, match="packed bytes"):
        stream.read(1)
    assert stream._trials_left == 0


def test_a_stream_cut_off_in_a_header_says_so() -> None:
    assert unpack(PACKED[0] + PACKED[1][:5]) == [ONE, "it is cut off; 5 packed bytes to the end were passed over"]


def test_what_follows_the_end_of_a_whole_stream_is_told_as_such() -> None:
    stream = GzipStream(io.BufferedReader(io.BytesIO(PACKED[0] + b"garbage")))  # type: ignore[arg-type]
    assert stream.read(len(ONE)) == ONE
    with pytest.raises(Damaged, match="7 packed bytes after the end") as told:
        stream.read(1)
    assert told.value.is_after_end
    assert stream.read(1) == b""


def test_bytes_whose_checksum_is_wrong_are_given_out_and_then_told() -> None:
    wrong = PACKED[0][:-8] + b"\0\0\0\0" + PACKED[0][-4:]
    content, told, after = unpack(wrong + PACKED[1])
    assert (content, after) == (ONE, TWO)
    assert told == "the checksum is wrong: some of the bytes before are not those that were packed"


def test_a_wrong_length_is_told_like_a_wrong_checksum() -> None:
    wrong = PACKED[0][:-4] + b"\0\0\0\0"
    assert len(unpack(wrong)) == 2


def test_a_gzip_file_stored_inside_a_damaged_one_is_not_taken_for_the_next_member() -> None:
    inner = gzip.compress(noise(300_000))
    stored = zlib.compressobj(0, wbits=31)
    outer = stored.compress(inner) + stored.flush()
    broken = bytearray(outer)
    broken[len(outer) // 2] ^= 1  # the checksum of the outer file tells, and that of the inner one
    found = unpack(bytes(broken))
    assert isinstance(found[0], bytes)
    assert len(found[0]) == len(inner)
    assert len(found) == 2


def test_a_bomb_is_unpacked_piece_by_piece() -> None:
    packed = gzip.compress(b"0" * 50_000_000)
    stream = GzipStream(io.BufferedReader(io.BytesIO(packed)))  # type: ignore[arg-type]
    assert stream.read(10) == b"0" * 10
    assert len(stream._held) < 20_000
