"""Tar archives: damage costs the member that it falls into, and every member has its row."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import IO

import pytest

from tasks.records import RawDocument, RejectReason, UnreadableInput
from tests.warehouse.landing.broken_stream import stream_of
from warehouse.landing.streams import Damaged, Landed, MemberNames, buffered, damaged, read_at_most
from warehouse.landing.tar_archive import read_tar

BLOCK = 512
FORMS = (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)


def member(name: str, content: bytes, form: int = tarfile.USTAR_FORMAT, **fields: object) -> bytes:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for field, value in fields.items():
        setattr(info, field, value)
    return info.tobuf(form, "utf-8", "surrogateescape") + content + bytes(-len(content) % BLOCK)


def head_of(name: str, size: bytes, kind: bytes = b"0") -> bytes:
    """A header with a right checksum whatever it says."""
    head = bytearray(tarfile.TarInfo(name).tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict"))
    head[124:136] = size
    head[156:157] = kind
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head)


def whole(handle: IO[bytes], source: str) -> Iterator[Landed]:
    content, damage = read_at_most(buffered(handle), 1_000_000)
    yield RawDocument(content, source) if damage is None else damaged(source, str(damage), content)


def read(*pieces: bytes | Damaged) -> list[Landed]:
    return list(read_tar(stream_of(*pieces), MemberNames("x"), whole))


def told(found: list[Landed]) -> list[tuple[str, bytes | str]]:
    """Each row's place, and its content or what is said of it."""
    return [
        (row.source.removeprefix("x#"), row.content if isinstance(row, RawDocument) else row.detail) for row in found
    ]


PAGES = [(f"{n}.html", f"page {n} ".encode() * (150 * n + 10)) for n in range(5)]
MEMBERS = [member(*page) for page in PAGES]
STARTS = [sum(map(len, MEMBERS[:n])) for n in range(6)]
CUT, NONE_AFTER = "its header is damaged;", "were passed over, no header came after"
WHOLE = b"".join(MEMBERS) + bytes(2 * BLOCK)


def test_members_are_read_in_their_order_with_their_names() -> None:
    assert told(read(WHOLE)) == PAGES


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["page.html", "n" * 150 + ".html", "d" * 90 + "/" + "n" * 90, "Straße/ü.html"])
def test_names_are_read_in_each_form_of_tar(form: int, name: str) -> None:
    if form == tarfile.USTAR_FORMAT and len(name) == 155:
        pytest.skip("this form has no place for such a name")
    assert told(read(member(name, b"abc", form) + bytes(1024))) == [(name, b"abc")]


def test_a_name_that_is_no_utf_8_is_written_out() -> None:
    assert told(read(member("caf\udce9\udcff.html", b"abc") + bytes(1024))) == [(r"caf\xe9\xff.html", b"abc")]


def test_members_of_one_name_are_told_apart() -> None:
    found = read(member("a", b"one") + member("a", b"two") + bytes(1024))
    assert told(found) == [("a", b"one"), ("a (2)", b"two")]


@pytest.mark.parametrize("kind", [tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_folders_links_and_devices_hold_no_document(kind: bytes) -> None:
    found = read(member("f", b"", type=kind, linkname="a") + MEMBERS[1] + bytes(1024))
    assert told(found) == PAGES[1:2]


@pytest.mark.parametrize("at", [0, 50, 124, 140, 148, 156, 300])
@pytest.mark.parametrize("number", [0, 2, 4])
def test_a_flipped_bit_in_a_header_costs_that_member(number: int, at: int) -> None:
    broken = bytearray(WHOLE)
    broken[STARTS[number] + at] ^= 1
    found = read(bytes(broken))
    assert [row.source for row in found if isinstance(row, RawDocument)] == [
        f"x#{name}" for name, _ in PAGES if name != PAGES[number][0]
    ]
    [row] = [row for row in found if isinstance(row, UnreadableInput)]
    assert row.reason is RejectReason.TRUNCATED_CONTAINER
    passed = len(MEMBERS[number]) + (2 * BLOCK if number == 4 else 0)
    reading = "no header came after" if number == 4 else f"reading went on at the header at byte {STARTS[number + 1]}"
    assert row.detail == f"its header is damaged; {passed} bytes were passed over, {reading}"
    assert row.content == broken[STARTS[number] : STARTS[number] + BLOCK]


def test_a_damaged_header_is_named_where_its_name_can_be_read_else_by_its_place() -> None:
    named, unnamed = bytearray(WHOLE), bytearray(WHOLE)
    named[STARTS[2] + 140] ^= 1
    unnamed[STARTS[2]] = 0xFF
    assert read(bytes(named))[2].source == f"x#2.html (byte {STARTS[2]})"
    assert read(bytes(unnamed))[2].source == f"x#byte {STARTS[2]}"


@pytest.mark.parametrize("size", [1, 37, 511, 700])
def test_bytes_put_in_cost_the_member_that_they_are_put_into(size: int) -> None:
    at = STARTS[3] - 700  # in the data of the third member
    found = told(read(WHOLE[:at] + b"\xaa" * size + WHOLE[at:]))
    assert [row for row in found if row in PAGES] == [PAGES[0], PAGES[1], PAGES[3], PAGES[4]]


@pytest.mark.parametrize("size", [1, 37, 511, 512, 700])
def test_where_bytes_are_missing_the_header_is_found_in_the_data_of_the_member_before(size: int) -> None:
    at = STARTS[4] - 900  # in the data of the fourth member
    found = told(read(WHOLE[:at] + WHOLE[at + size :]))
    assert [row for row in found if row in PAGES] == [PAGES[0], PAGES[1], PAGES[2], PAGES[4]]
    moved = STARTS[4] - size
    assert (f"byte {STARTS[4]}", f"bytes before are missing; the next header is at byte {moved}") in found


def test_a_header_taken_for_the_data_of_the_member_before_is_found_all_the_same() -> None:
    block = MEMBERS[0][:BLOCK]  # the first member's data is gone: what follows its header is the next one's
    found = told(read(block + MEMBERS[1] + MEMBERS[2] + bytes(1024)))
    assert found[0] == ("0.html", MEMBERS[1][:70])
    assert [row for row in found if row in PAGES] == PAGES[1:3]


def test_headers_in_an_archive_inside_an_archive_are_no_members_of_the_outer_one() -> None:
    inner = member("inner", WHOLE)
    broken = bytearray(inner + MEMBERS[1] + bytes(1024))
    broken[len(inner)] ^= 1
    assert [row.source for row in read(bytes(broken)) if isinstance(row, RawDocument)] == ["x#inner"]


@pytest.mark.parametrize(
    ("cut", "last"),
    [
        (STARTS[3], ("x", "its end is missing: the archive may be cut off")),
        (STARTS[3] + 200, (f"byte {STARTS[3]}", f"{CUT} 200 bytes {NONE_AFTER}")),
        (STARTS[3] + 300, (f"3.html (byte {STARTS[3]})", f"{CUT} 300 bytes {NONE_AFTER}")),
        (STARTS[3] + BLOCK, ("3.html", "it is cut off")),
        (STARTS[3] + BLOCK + 10, ("3.html", "it is cut off")),
    ],
)
def test_a_cut_archive_says_so_once_wherever_it_is_cut(cut: int, last: tuple[str, str]) -> None:
    assert told(read(WHOLE[:cut])) == [*PAGES[:3], last]


def test_a_cut_within_the_padding_of_the_last_member_costs_no_document() -> None:
    assert told(read(WHOLE[: STARTS[4] - 1])) == [*PAGES[:4], ("x", "its end is missing: the archive may be cut off")]


def test_a_member_cut_off_while_its_reader_stopped_early_says_so() -> None:
    def first_byte(handle: IO[bytes], source: str) -> Iterator[Landed]:
        yield RawDocument(handle.read(1), source)

    cut = member("a", b"z" * 200_000)[:100_000]
    found = list(read_tar(stream_of(cut), MemberNames("x"), first_byte))
    assert told(found) == [("a", b"z"), ("byte 100000", "the member before is cut off")]


def test_what_a_reader_leaves_of_a_member_is_passed_over() -> None:
    def first_byte(handle: IO[bytes], source: str) -> Iterator[Landed]:
        yield RawDocument(handle.read(1), source)

    found = list(read_tar(stream_of(WHOLE), MemberNames("x"), first_byte))
    assert told(found) == [(name, content[:1]) for name, content in PAGES]


def test_archives_one_after_the_other_are_read_to_the_last() -> None:
    found = read(MEMBERS[0] + bytes(1024) + MEMBERS[1] + bytes(10_240))
    assert told(found) == PAGES[:2]


@pytest.mark.parametrize(
    ("size", "told_of"),
    [(b"\xff" * 11 + b"\x9c", "a size of -100 bytes"), (b"not a size\0\0", "invalid header")],
)
def test_a_header_that_makes_no_sense_costs_that_member(size: bytes, told_of: str) -> None:
    found = read(MEMBERS[0] + head_of("bad", size) + b"data".ljust(BLOCK, b"\0") + MEMBERS[1] + bytes(1024))
    place = STARTS[1] + 2 * BLOCK
    reading = f"1024 bytes were passed over, reading went on at the header at byte {place}"
    row = (f"bad (byte {STARTS[1]})", f"its header makes no sense: {told_of}; {reading}")
    assert told(found) == [PAGES[0], row, PAGES[1]]


def test_a_size_beyond_the_end_costs_that_member_and_those_behind_it_are_found() -> None:
    found = told(read(MEMBERS[0] + head_of("huge", b"77777777777\0") + b"data".ljust(BLOCK, b"\0") + MEMBERS[1]))
    assert (found[0], found[1], found[3]) == (PAGES[0], ("huge", "it is cut off"), PAGES[1])


def test_pax_records_give_size_and_name_for_one_member_only() -> None:
    info = tarfile.TarInfo("short")
    info.size = 3
    info.pax_headers = {"path": "the/long/name", "size": "3"}
    head = info.tobuf(tarfile.PAX_FORMAT, "utf-8", "strict")
    found = told(read(head + b"abc".ljust(BLOCK, b"\0") + MEMBERS[0] + bytes(1024)))
    assert found == [("the/long/name", b"abc"), PAGES[0]]


def test_pax_records_for_the_whole_archive_change_no_name() -> None:
    comment = tarfile.TarInfo.create_pax_global_header({"comment": "made by hand"})
    assert told(read(comment + WHOLE)) == PAGES


@pytest.mark.parametrize("records", [b"", b"x path=a\n", b"99999999 path=a\n", b"0 path=a\n", b"5", b"12 path\n"])
def test_damaged_pax_records_are_left_out(records: bytes) -> None:
    head = head_of("pax", b"%011o\0" % len(records), tarfile.XHDTYPE) + records + bytes(-len(records) % BLOCK)
    assert told(read(head + WHOLE)) == PAGES


def test_a_name_of_absurd_length_is_refused() -> None:
    found = read(head_of("L", b"%011o\0" % (1 << 21), tarfile.GNUTYPE_LONGNAME) + WHOLE)
    assert found[0].source == "x#byte 512"
    assert told(found[1:]) == PAGES


def test_a_sparse_file_has_a_row() -> None:
    found = read(head_of("s", b"%011o\0" % 0, tarfile.GNUTYPE_SPARSE) + WHOLE)
    assert isinstance(found[0], UnreadableInput)
    assert (found[0].reason, found[0].detail) == (RejectReason.UNREADABLE_CONTAINER, "a sparse file")
    assert told(found[1:]) == PAGES


def test_a_gap_costs_the_member_that_it_falls_into() -> None:
    at = STARTS[3] + BLOCK + 100
    found = read(WHOLE[:at], Damaged("a gap"), WHOLE[at + 30 :])
    assert told(found)[:4] == [*PAGES[:3], ("3.html", "a gap")]
    assert told(found)[-1] == PAGES[4]


def test_a_gap_between_members_is_told_and_the_next_one_read() -> None:
    found = read(WHOLE[: STARTS[1]], Damaged("a gap"), WHOLE[STARTS[2] :])
    assert told(found) == [PAGES[0], (f"byte {STARTS[1]}", "a gap"), *PAGES[2:]]


def test_a_large_archive_is_not_held_in_memory() -> None:
    count = 0

    class Endless(io.RawIOBase):
        left = 60

        def readable(self) -> bool:
            return True

        def readinto(self, target: bytearray, /) -> int:  # type: ignore[override]
            if not self.left:
                return 0
            self.left -= 1
            size = len(target) // BLOCK * BLOCK
            target[:size] = (MEMBERS[0] * (size // len(MEMBERS[0]) + 1))[:size]
            return size

    for _ in read_tar(io.BufferedReader(Endless()), MemberNames("x"), whole):
        count += 1
    assert count > 300
