"""The window on an archive's bytes: gzip is unpacked by members, and reading goes on after damage."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.landing.warc import unpack
from warehouse.landing.warc.unpack import KEPT, STEP, Members, Window, opened

NOISE = random.Random(7).randbytes(200_000)  # packs badly, so that members are as long as their content


def member(text: bytes) -> bytes:
    return gzip.compress(text, mtime=0)


def window(content: bytes, is_named_gzip: bool = True) -> Window:
    return opened(io.BytesIO(content), is_named_gzip)


def is_start(content: bytes) -> bool:
    return content.startswith(b"WARC/")


def stretches(content: bytes) -> Iterator[tuple[bytes, str | None, int]]:
    """What can be read in one piece, why it ends, and how much is passed over then."""
    view = window(content)
    while True:
        while view.more():
            pass
        piece, fault = bytes(view.data), view.fault
        if fault is None:
            yield piece, None, 0
            return
        yield piece, fault.detail, view.go_on(is_start)


def test_a_window_holds_what_was_read_and_not_left_behind() -> None:
    view = window(b"abcdef" * STEP, is_named_gzip=False)
    assert view.fill(3)
    assert bytes(view.data[:3]) == b"abc"
    view.drop(4)
    assert (view.position, bytes(view.data[:2])) == (4, b"ef")
    assert view.fill(6 * STEP - 4)
    assert not view.fill(6 * STEP - 3)
    assert not view.more()
    assert view.fault is None


@pytest.mark.parametrize(
    ("content", "is_named_gzip", "is_unpacked"),
    [
        (member(b"x"), False, True),
        (b"\x1f\x8c\x08" + bytes(9), True, True),
        (b"\x1f\x8c\x08" + bytes(9), False, False),
        (b"\x1f\x02S\xdbj", True, True),
        (b"WARC/1.0\0", True, False),
        (b"WARX/1.0 as text", True, False),
        (b"", True, False),
    ],
    ids=["gzip", "spoilt, named", "spoilt", "no zeros left", "plain with a zero", "text", "empty"],
)
def test_gzip_is_told_by_its_first_bytes_and_by_its_name_if_these_are_spoilt(
    content: bytes, is_named_gzip: bool, is_unpacked: bool
) -> None:
    assert isinstance(window(content, is_named_gzip), Members) is is_unpacked


def test_members_are_unpacked_one_after_the_other_with_zeros_between_and_behind() -> None:
    content = member(b"one ") + bytes(1000) + member(b"") + member(b"two") + bytes(STEP + 5)
    assert list(stretches(content)) == [(b"one two", None, 0)]


@pytest.mark.parametrize("size", [0, 1, STEP, KEPT + 3 * STEP])
def test_a_member_of_any_size_is_unpacked_whole(size: int) -> None:
    content = (NOISE * (size // len(NOISE) + 1))[:size]
    assert list(stretches(member(content) + member(b"end"))) == [(content + b"end", None, 0)]


def test_what_packs_well_is_unpacked_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "UNPACKED_STEP", 100)
    view = window(member(b"a" * 1_000_000))
    assert view.fill(1)
    assert len(view.data) == 100
    assert view.fill(1_000_000)
    assert not view.more()
    assert view.fault is None


def test_what_comes_before_the_damage_of_a_member_is_read_to_the_byte() -> None:
    packed = bytearray(member(NOISE))
    packed[100_000] ^= 0xFF
    packed[100_001:100_050] = bytes(49)
    first = next(stretches(bytes(packed)))
    sound = next(n for n, (a, b) in enumerate(zip(first[0], NOISE, strict=False)) if a != b)
    assert sound > 90_000
    assert (first[1] or "").startswith("its gzip member is damaged")
    assert first[2] == len(packed)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda packed: packed[:10] + b"\x07" + packed[11:], "damaged (invalid block type)"),
        (lambda packed: packed[:-8] + bytes(8), "damaged (incorrect data check)"),
        (lambda packed: packed[:-4] + bytes(4), "damaged (incorrect length check)"),
        (lambda packed: packed[:-3], "damaged ("),
        (lambda packed: packed[: len(packed) // 2], "damaged ("),
        (lambda packed: b"\x1f\x8b\x09" + packed[3:], "no gzip member begins here"),
        (lambda packed: packed + b"debris", "no gzip member begins here"),
    ],
    ids=["content", "checksum", "length", "cut", "cut in half", "head", "debris"],
)
def test_after_damage_reading_goes_on_at_the_next_member_that_begins_with_a_record(spoil, said: str) -> None:
    middle = spoil(member(b"WARC/1.0 two"))
    found = list(stretches(member(b"WARC/1.0 one") + middle + member(b"WARC/1.0 three") + member(b" end")))
    assert [piece for piece, _, _ in found][-1] == b"WARC/1.0 three end"
    assert found[0][0].startswith(b"WARC/1.0 one")
    assert said in (found[0][1] or "")
    passed = len(b"debris") if said.startswith("no") and middle.endswith(b"debris") else len(middle)
    assert sum(count for _, _, count in found) == passed


def test_only_a_wrong_checksum_makes_what_was_unpacked_doubtful() -> None:
    view = window(member(b"WARC/1.0 one") + member(b"WARC/1.0 two")[:-8] + bytes(8))
    assert not view.fill(99)
    assert view.fault is not None
    assert (view.fault.is_checksum, view.fault.begins) == (True, len(b"WARC/1.0 one"))
    cut = window(member(b"WARC/1.0 one")[:-8])
    assert not cut.fill(99)
    assert cut.fault is not None
    assert (cut.fault.detail, cut.fault.is_checksum) == ("its gzip member is cut off", False)


def test_a_member_that_holds_no_record_is_passed_over_after_damage() -> None:
    content = member(b"WARC/1.0 one")[:-1] + member(b"no record") + b"\x1f\x8b\x08 nothing" + member(b"WARC/1.0 two")
    assert [piece for piece, _, _ in stretches(content)] == [b"WARC/1.0 one", b"WARC/1.0 two"]


def test_places_that_look_like_members_cost_time_that_grows_with_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Members inside each other's content: each could be unpacked to the end of the file again and again."""
    assert unpacked_bytes(monkeypatch, 4000) < 6 * unpacked_bytes(monkeypatch, 1000)


def unpacked_bytes(monkeypatch: pytest.MonkeyPatch, count: int) -> int:
    monkeypatch.setattr(unpack, "KEPT", 1000)
    line = b"WARC/1.0\r\n"
    stored = b"\0" + len(line).to_bytes(2, "little") + (0xFFFF - len(line)).to_bytes(2, "little") + line
    nested = gzip.compress(b"", mtime=0)[:10] + stored + b"\0\xff\xff\0\0"
    return sum(len(piece) for piece, _, _ in stretches(nested * count))


class Breaking(io.RawIOBase):
    """A stream that raises in its course, and goes on after it (or raises for ever)."""

    def __init__(self, pieces: list[bytes | Exception]) -> None:
        self.pieces = pieces

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if not self.pieces:
            return 0
        piece = self.pieces[0]
        if isinstance(piece, Exception):
            self.pieces = self.pieces[1:] if len(self.pieces) > 1 else self.pieces
            raise piece
        self.pieces = self.pieces[1:]
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.mark.parametrize("error", [OSError("Input/output error"), EOFError("cut"), zlib.error("Error -3: bad")])
@pytest.mark.parametrize("pack", [bytes, member], ids=["plain", "packed"])
def test_a_stream_that_breaks_is_read_up_to_there_and_on_if_it_goes_on(error: Exception, pack) -> None:
    parts: list[bytes | Exception] = [pack(b"WARC/1 a"), error, pack(b"WARC/2 b"), error]
    view = opened(io.BufferedReader(Breaking(parts)), is_named_gzip=False)
    seen = []
    for _ in range(9):
        while view.more():
            pass
        seen.append(bytes(view.data))
        if view.fault is None:
            break
        view.go_on(is_start)
    assert seen == [b"WARC/1 a", b"WARC/2 b", b""]


@given(st.lists(st.binary(max_size=200), max_size=5), st.integers(1, 300))
def test_any_members_come_back_however_they_are_cut_into_steps(texts: list[bytes], step: int) -> None:
    content = b"".join(map(member, texts))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("STEP", "PACKED_STEP", "UNPACKED_STEP"):
            patch.setattr(unpack, name, step)
        assert list(stretches(content)) == [(b"".join(texts), None, 0)]
