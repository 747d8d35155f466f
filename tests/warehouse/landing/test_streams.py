"""What all readers share: bytes up to a gap, streams made seekable, sources of members."""

from __future__ import annotations

import io

import pytest

from tasks.records import RejectReason, UnreadableInput
from tests.warehouse.landing.broken_stream import stream_of
from warehouse.landing import streams
from warehouse.landing.streams import Damaged, MemberNames, buffered, damaged, fault_of, read_at_most, spooled


@pytest.mark.parametrize(
    ("byte_count", "content"), [(0, b""), (3, b"abc"), (5, b"abcde"), (6, b"abcdef"), (9, b"abcdef")]
)
def test_at_most_so_many_bytes_are_read(byte_count: int, content: bytes) -> None:
    assert read_at_most(stream_of(b"abc", b"def"), byte_count) == (content, None)


def test_bytes_before_a_gap_are_kept_and_the_stream_goes_on_behind_it() -> None:
    gap = Damaged("a gap")
    broken = stream_of(b"ab", gap, b"cd")
    assert read_at_most(broken, 9) == (b"ab", gap)
    assert read_at_most(broken, 9) == (b"cd", None)


def test_a_stream_made_seekable_leaves_gaps_out_and_says_so() -> None:
    file, faults = spooled(stream_of(b"ab", Damaged("one"), b"cd", Damaged("two")))
    with file:
        assert (file.read(), faults) == (b"abcd", ["one", "two"])
        assert file.seek(1) == 1


@pytest.mark.parametrize(("ceiling", "is_cut"), [(5, True), (6, False)])
def test_a_stream_over_the_ceiling_is_cut_there_and_says_so(
    ceiling: int, is_cut: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "NESTED_BYTE_CEILING", ceiling)
    file, faults = spooled(stream_of(b"abc", b"def"))
    with file:
        assert file.read() == b"abcdef"[:ceiling]
    assert faults == ([f"only its first {ceiling} bytes were looked at"] if is_cut else [])


def test_a_stream_that_can_be_looked_into_stays_as_it_is() -> None:
    given = stream_of(b"a")
    assert buffered(given) is given
    assert buffered(io.BytesIO(b"ab")).peek(1)[:1] == b"a"  # type: ignore[arg-type]


def test_members_of_one_name_have_sources_of_their_own() -> None:
    names = MemberNames("x.zip")
    given = ["a", "a", "b", "a (2)", "a", "a (2)"]
    found = [names.source(name) for name in given]
    assert found[:3] == ["x.zip#a", "x.zip#a (2)", "x.zip#b"]
    assert len(set(found)) == len(given)


def test_damage_of_a_whole_archive_is_numbered_from_the_second_on() -> None:
    names = MemberNames("x.zip")
    assert [names.damage("d").source for _ in range(3)] == ["x.zip", "x.zip#damage 2", "x.zip#damage 3"]


def test_of_damaged_bytes_the_beginning_is_kept() -> None:
    row = damaged("a", "torn", b"x" * 5000)
    assert row == UnreadableInput("a", RejectReason.TRUNCATED_CONTAINER, "torn", b"x" * 4096)


def test_an_error_without_words_is_told_by_its_kind() -> None:
    assert (fault_of(EOFError()), fault_of(EOFError("cut"))) == ("EOFError", "cut")
