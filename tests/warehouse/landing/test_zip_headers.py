"""A member's own header says where it is and how long, in each of the ways there are to say it."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from tests.warehouse.landing.containers import Pipe
from warehouse.landing.zip_headers import UNKNOWN_BYTE_COUNT, Gap, LocalMember, header_at, local_headers, stated_count

CONTENTS = {"a.html": b"first " * 300, "b.html": b"second " * 5000, "ü.html": b""}


def packed(**options: object) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:  # type: ignore[arg-type]
        for name, content in CONTENTS.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def streamed() -> bytes:
    buffer = Pipe()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in CONTENTS.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def found_in(content: bytes) -> list[LocalMember | Gap]:
    return list(local_headers(io.BufferedReader(io.BytesIO(content))))  # type: ignore[arg-type]


def facts(content: bytes) -> list[tuple[str, int, int, int]]:
    return [
        (one.name, one.info.header_offset, one.info.compress_size, one.info.file_size)
        for one in found_in(content)
        if isinstance(one, LocalMember)
    ]


def listed(content: bytes) -> list[tuple[str, int, int, int]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(i.filename, i.header_offset, i.compress_size, i.file_size) for i in archive.infolist()]


@pytest.mark.parametrize("content", [packed(), streamed()], ids=["lengths before", "lengths behind"])
def test_members_are_found_with_the_lengths_that_the_directory_has(content: bytes) -> None:
    assert facts(content) == listed(content)
    directory = content.index(b"PK\x01\x02")
    assert facts(content[:directory]) == listed(content)


def test_lengths_over_four_gigabytes_stand_in_the_extra_field() -> None:
    extra = struct.pack("<2H", 99, 2) + b"xx" + struct.pack("<2H2Q", 1, 16, 5 << 30, 3)
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", 45, 0, 0, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, 1, len(extra))
    member = header_at(io.BufferedReader(io.BytesIO(head + b"a" + extra + b"abc")), 0)  # type: ignore[arg-type]
    assert member is not None
    assert (member.info.file_size, member.info.compress_size) == (5 << 30, 3)


@pytest.mark.parametrize("extra", [b"", b"\x01\x00", struct.pack("<2HQ", 1, 8, 5), struct.pack("<2H", 1, 16)])
def test_a_damaged_extra_field_leaves_the_lengths_as_they_stand(extra: bytes) -> None:
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", 45, 0, 0, 0, 0, 0, 0xFFFFFFFF, 7, 1, len(extra))
    member = header_at(io.BufferedReader(io.BytesIO(head + b"a" + extra)), 0)  # type: ignore[arg-type]
    assert member is not None
    assert (member.info.file_size, member.info.compress_size) == (7, 0xFFFFFFFF)


def test_a_member_without_any_length_ends_before_the_next_header() -> None:
    content = streamed().replace(b"PK\x07\x08", b"PK\x07\x09")
    content = content[: content.index(b"PK\x07\x09")] + content[content.index(b"PK\x07\x09") + 16 :]
    first, *_ = facts(content)
    assert first[1:] == (0, content.index(b"PK\x03\x04", 1) - 30 - len("a.html"), UNKNOWN_BYTE_COUNT)


def test_a_descriptor_without_its_signature_is_one_too() -> None:
    content = streamed()
    first = listed(content)[0]
    mark = content.index(b"PK\x07\x08")
    unsigned = content[:mark] + content[mark + 4 :]
    assert facts(unsigned)[0] == first


def test_an_archive_stored_inside_a_member_is_passed_over() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("inner.zip", packed())
        archive.writestr("z.html", b"last")
    assert [name for name, *_ in facts(buffer.getvalue())] == ["inner.zip", "z.html"]


def test_a_length_that_leads_nowhere_is_not_followed() -> None:
    content = bytearray(packed())
    content[18:22] = struct.pack("<L", 1 << 30)
    assert [name for name, *_ in facts(bytes(content))] == list(CONTENTS)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 100, packed()[:33], b"PK\x03\x04" + bytes(26)])
def test_what_is_no_whole_header_is_none(content: bytes) -> None:
    assert facts(content) == []
    assert header_at(io.BufferedReader(io.BytesIO(content)), 0) is None  # type: ignore[arg-type]


def test_headers_far_apart_are_found(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(bytes(3_000_000) + packed())
    with (tmp_path / "x").open("rb") as file:
        gap, first, *_ = local_headers(file)
    assert gap == Gap(0, 3_000_000)
    assert isinstance(first, LocalMember)
    assert first.info.header_offset == 3_000_000


@pytest.mark.parametrize("content", [packed(), streamed()], ids=["lengths before", "lengths behind"])
def test_bytes_that_belong_to_no_member_are_told(content: bytes) -> None:
    assert not [one for one in found_in(content) if isinstance(one, Gap)]
    second = content.index(b"PK\x03\x04", 1)
    broken = content[:second] + b"XX" + content[second + 2 :]
    first, _, third = listed(content)
    end = first[1] + 30 + len("a.html") + first[2]
    assert [one for one in found_in(broken) if isinstance(one, Gap)] == [Gap(end, third[1] - end)]


def test_a_name_of_absurd_length_or_with_a_zero_byte_is_no_header() -> None:
    long = b"PK\x03\x04" + bytes(22) + struct.pack("<2H", 5000, 0) + b"n" * 5000
    zero = b"PK\x03\x04" + bytes(22) + struct.pack("<2H", 3, 0) + b"a\0b"
    assert facts(long + zero) == []
    assert facts(long + zero + packed()) == [
        (name, at + len(long + zero), *lengths) for name, at, *lengths in listed(packed())
    ]


@pytest.mark.parametrize("comment", [b"", b"a comment", b"x" * 65_535])
def test_the_count_of_members_stands_at_the_end_before_a_comment(comment: bytes) -> None:
    buffer = io.BytesIO(packed())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = comment
    assert stated_count(io.BufferedReader(buffer)) == len(CONTENTS)  # type: ignore[arg-type]


def test_a_count_of_all_ones_is_said_elsewhere() -> None:
    end = b"PK\x05\x06" + bytes(4) + b"\xff" * 4 + bytes(10)
    assert stated_count(io.BufferedReader(io.BytesIO(end))) is None  # type: ignore[arg-type]
