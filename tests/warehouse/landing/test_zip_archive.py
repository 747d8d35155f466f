"""Zip archives: each member once, also where the directory at the end is damaged or lost."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

import pytest

from tasks.records import RawDocument, RejectReason, UnreadableInput
from tests.warehouse.landing.containers import Pipe
from warehouse.landing.streams import Landed, MemberNames, buffered, damaged, read_at_most
from warehouse.landing.zip_archive import read_zip

METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
PAGES = [(f"{n}.html", f"page {n} ".encode() * (200 * n + 10)) for n in range(4)]


def packed(method: int = zipfile.ZIP_DEFLATED, pages: list[tuple[str, bytes]] = PAGES) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in pages:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def infos(content: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.infolist()


def whole(handle: IO[bytes], source: str) -> Iterator[Landed]:
    content, damage = read_at_most(buffered(handle), 1_000_000)
    yield RawDocument(content, source) if damage is None else damaged(source, str(damage), content)


def read(content: bytes) -> list[Landed]:
    file = io.BufferedReader(io.BytesIO(content))  # type: ignore[arg-type]
    return list(read_zip(file, MemberNames("x"), whole))


def told(found: list[Landed]) -> list[tuple[str, bytes | str]]:
    return [
        (row.source.removeprefix("x#"), row.content if isinstance(row, RawDocument) else row.detail) for row in found
    ]


def lost(fault: str, count: int) -> tuple[str, str]:
    """The row of a damaged directory."""
    told_of = f"the directory at its end is damaged ({fault}); {count} members were read by their own headers"
    return ("x", told_of)


@pytest.mark.parametrize("method", METHODS)
def test_members_are_read_in_name_order_folders_left_out(method: int) -> None:
    content = packed(method, [("folder/", b""), *reversed(PAGES)])
    assert told(read(content)) == PAGES


def test_members_of_one_name_are_each_read_once() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = packed(pages=[("a", b"one"), ("a", b"two"), ("b", b"three"), ("a", b"four")])
    assert told(read(content)) == [("a", b"one"), ("a (2)", b"two"), ("a (3)", b"four"), ("b", b"three")]


def test_two_entries_for_the_same_bytes_are_one_member() -> None:
    content = packed()
    directory = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    listed = content[directory:end]
    record = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 8, 8, 2 * len(listed), directory, 0)
    assert told(read(content[:directory] + 2 * listed + record)) == PAGES


@pytest.mark.parametrize("method", METHODS)
def test_a_corrupt_member_has_a_row_and_the_others_are_read(method: int) -> None:
    content = bytearray(packed(method))
    info = infos(bytes(content))[2]
    at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    content[at] ^= 0x55
    content[at + 1] ^= 0x55
    found = read(bytes(content))
    assert told(found)[:2] + told(found)[3:] == [PAGES[0], PAGES[1], PAGES[3]]
    assert isinstance(found[2], UnreadableInput)
    assert (found[2].source, found[2].reason) == ("x#2.html", RejectReason.TRUNCATED_CONTAINER)


def test_bytes_before_a_wrong_checksum_are_kept() -> None:
    content = bytearray(packed(zipfile.ZIP_STORED))
    at = content.index(PAGES[2][1])
    content[at] ^= 1
    row = read(bytes(content))[2]
    assert isinstance(row, UnreadableInput)
    assert row.detail == "the checksum is wrong: the bytes are not those that were packed"
    assert row.content == (b"q" + PAGES[2][1][1:])[:4096]


def test_an_encrypted_member_has_a_row() -> None:
    content = bytearray(packed())
    first = infos(bytes(content))[0]
    for at in (first.header_offset + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1
    found = read(bytes(content))
    assert isinstance(found[0], UnreadableInput)
    assert found[0].reason is RejectReason.UNREADABLE_CONTAINER
    assert "encrypted" in found[0].detail
    assert told(found)[1:] == PAGES[1:]


def test_damage_that_asks_for_gigabytes_to_unpack_a_member_is_refused() -> None:
    content = bytearray(packed(zipfile.ZIP_LZMA))
    for cut in (len(content), content.index(b"PK\x01\x02")):  # by the directory, and by the member's own header
        at = 30 + len("0.html") + 5
        content[at : at + 4] = struct.pack("<L", (1 << 26) + 1)
        found = read(bytes(content[:cut]))
        assert told(found)[:4] == [("0.html", "it asks for a dictionary of 67108865 bytes"), *PAGES[1:]]
        assert isinstance(found[0], UnreadableInput)
        assert found[0].reason is RejectReason.UNREADABLE_CONTAINER
        content[at : at + 4] = struct.pack("<L", 1 << 26)
        assert told(read(bytes(content[:cut])))[:4] == PAGES


def test_an_unknown_method_has_a_row() -> None:
    content = bytearray(packed())
    for at in (8, content.index(b"PK\x01\x02") + 10):
        content[at] = 97
    found = read(bytes(content))
    assert isinstance(found[0], UnreadableInput)
    assert found[0].reason is RejectReason.UNREADABLE_CONTAINER
    assert told(found)[1:] == PAGES[1:]


def test_an_archive_of_an_unknown_version_is_read_by_the_headers_of_its_members() -> None:
    content = bytearray(packed())
    content[content.index(b"PK\x01\x02") + 6] = 255
    assert told(read(bytes(content))) == [*PAGES, lost("zip file version 25.5", 4)]


@pytest.mark.parametrize("make", [packed, "streamed"])
def test_an_archive_cut_off_before_its_directory_is_read_by_the_headers_of_its_members(make: object) -> None:
    content = packed() if make is packed else streamed()
    cut = content[: content.index(b"PK\x01\x02")]
    assert told(read(cut)) == [*PAGES, lost("File is not a zip file", 4)]


def streamed() -> bytes:
    buffer = Pipe()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PAGES:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def test_a_member_cut_off_has_a_row_and_those_before_are_read() -> None:
    content = packed(zipfile.ZIP_STORED)
    cut = content[: infos(content)[3].header_offset + 100]
    found = told(read(cut))
    assert found[:3] == PAGES[:3]
    assert found[3][0] == "3.html"
    assert found[4] == lost("File is not a zip file", 4)


@pytest.mark.parametrize("at", range(46))
def test_whichever_byte_of_a_directory_entry_is_broken_no_member_is_lost(at: int) -> None:
    content = bytearray(packed())
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    content[second + at] ^= 0xFF
    found = read(bytes(content))
    assert {row.content for row in found if isinstance(row, RawDocument)} == {page for _, page in PAGES}
    assert len(found) >= len(PAGES)


def test_a_member_that_the_directory_takes_for_an_empty_one_is_read_by_its_own_header() -> None:
    content = bytearray(packed())
    first = content.index(b"PK\x01\x02")
    content[first + 16 : first + 28] = bytes(12)  # its checksum and both lengths
    assert PAGES[0][1] in [row.content for row in read(bytes(content))]


def test_a_directory_that_ends_early_without_a_word_is_noticed_by_its_count() -> None:
    content = bytearray(packed())
    first = content.index(b"PK\x01\x02")
    content[first + 32 : first + 34] = b"\xff\xff"  # the length of its comment reaches beyond the directory's end
    assert told(read(bytes(content)))[-1] == lost("it names 1 members and counts 4", 3)
    assert {row for row in told(read(bytes(content))) if row[0] != "x"} == set(PAGES)


@pytest.mark.parametrize("size", [1, 30, 400])
def test_bytes_put_in_or_taken_out_cost_the_member_that_they_fall_into(size: int) -> None:
    content = packed(zipfile.ZIP_STORED)
    at = infos(content)[2].header_offset + 50
    for changed in (content[:at] + b"x" * size + content[at:], content[:at] + content[at + size :]):
        found = told(read(changed))
        assert {row for row in found if row in PAGES} == {PAGES[0], PAGES[1], PAGES[3]}
        assert [row for row in found if row[0] == "2.html" and isinstance(row[1], str)]


def test_members_that_share_their_bytes_are_no_way_to_a_flood() -> None:
    content = packed(zipfile.ZIP_STORED, [("a", b"x" * 5000), ("b", b"y" * 5000)])
    directory = content.index(b"PK\x01\x02")
    overlong = bytearray(content)
    overlong[directory + 20 : directory + 28] = struct.pack("<2L", 9000, 9000)
    found = told(read(bytes(overlong)))
    assert [row for row in found if isinstance(row[1], bytes)] == [("b", b"y" * 5000), ("a", b"x" * 5000)]
    assert found[-1] == lost("1 members are not where it says", 1)


def test_a_name_that_says_it_is_utf_8_and_is_not_costs_nothing() -> None:
    content = packed(pages=[("ü.html", b"abc"), ("b.html", b"def")]).replace("ü".encode(), b"\xff\xfe")
    found = told(read(content))
    assert found[:2] == [(r"\xff\xfe.html", b"abc"), ("b.html", b"def")]
    assert found[2][0] == "x"


def test_an_entry_without_a_name_is_a_member() -> None:
    content = bytearray(packed(pages=[("a", b"abc")]))
    directory = content.index(b"PK\x01\x02")
    content[directory + 28 : directory + 30] = b"\0\0"
    content[directory + 32 : directory + 34] = b"\1\0"  # what was its name is its comment now
    assert ("a", b"abc") in told(read(bytes(content)))


def test_an_empty_archive_has_no_members_and_no_fault() -> None:
    assert read(packed(pages=[])) == []


def test_an_archive_whose_end_says_that_it_is_empty_is_read_by_the_headers_of_its_members() -> None:
    content = packed()
    end = content.index(b"PK\x05\x06") + 4
    assert told(read(content[:end] + bytes(18)))[:-1][:4] == PAGES


def test_what_lies_between_members_found_by_their_headers_is_told() -> None:
    content = bytearray(packed(zipfile.ZIP_STORED))
    offsets = [info.header_offset for info in infos(bytes(content))]
    content[offsets[1]] ^= 1
    content[content.index(b"PK\x01\x02")] ^= 1
    gap = (f"byte {offsets[1]}", f"{offsets[2] - offsets[1]} bytes between members were passed over")
    found = told(read(bytes(content)))
    assert found[:5] == [PAGES[0], *PAGES[2:], lost("Bad magic number for central directory", 3), gap]


def test_what_is_no_archive_at_all_has_a_row() -> None:
    assert told(read(b"PK\x03\x04" + bytes(100))) == [lost("File is not a zip file", 0)]
