"""The headers that stand before each member of a zip archive (APPNOTE 4.3.7), found by their signature.

What belongs here: the layout of these headers and where a member without a stated length ends. What does not:
unpacking.
"""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.landing.streams import Buffered

SIGNATURE = b"PK\x03\x04"
DIRECTORY_SIGNATURE = b"PK\x01\x02"
END_SIGNATURE = b"PK\x05\x06"
DESCRIPTOR = b"PK\x07\x08"  # before checksum and lengths, where they stand behind a member (APPNOTE 4.3.9)
# What may come behind a member: another one, a descriptor, the directory, its end, its signature, what is before it
FOLLOWING = (SIGNATURE, DESCRIPTOR, DIRECTORY_SIGNATURE, END_SIGNATURE, b"PK\x06\x06", b"PK\x05\x05", b"PK\x06\x08")
END_BYTE_COUNT = 22  # of the record at the end, without a comment (APPNOTE 4.3.16)
LONGEST_DESCRIPTOR = 24
LONGEST_NAME = 4096  # bytes; what file systems take (PATH_MAX)
MOST_STATED = 1 << 16  # the count of members has two bytes (APPNOTE 4.3.16)
LONGEST_END = END_BYTE_COUNT + (1 << 16)  # the record at the end, with a comment
UNREAD_FLAGS = 0x01 | 0x20 | 0x40  # encrypted, patched, strongly encrypted
UTF_8_FLAG = 0x800
DESCRIPTOR_FLAG = 0x08
ZIP64 = 0xFFFFFFFF  # a length of this value stands in the extra field (APPNOTE 4.5.3)
FIRST_WINDOW_BYTE_COUNT, WINDOW_BYTE_COUNT = 1 << 12, 1 << 20
MOST_NESTED_HEADERS = 1000  # looked behind for the end of a member of unknown length; an archive inside it has its own
MANY_WRONG, FEW_HEADERS = 20, 4  # after so many members that end nowhere only so few: an attack would cost hours
UNKNOWN_BYTE_COUNT = 1 << 62  # stated for a member whose length only its own end tells
_HEADER = struct.Struct("<4s5H3L2H")
_LONG_PAIR = struct.Struct("<2Q")
_DESCRIPTORS = (struct.Struct("<4s3L"), struct.Struct("<4sL2Q"), struct.Struct("<3L"), struct.Struct("<L2Q"))


@dataclass(frozen=True, slots=True)
class LocalMember:
    """A member as its own header describes it, its name, and where its packed bytes begin."""

    info: zipfile.ZipInfo
    name: str
    data_at: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes between members that belong to none."""

    at: int
    byte_count: int


def local_headers(file: Buffered) -> Iterator[LocalMember | Gap]:
    """The members of an archive in the order in which they lie, by their own headers, and what lies between them.

    The data of a member whose length leads to another header is passed over: an archive inside it is no member's.
    """
    total = file.seek(0, os.SEEK_END)
    at = 0
    end = spare = 0  # where the member before ends, and how long the descriptor behind it may be
    wrong_count = 0
    while (at := _find(file, (SIGNATURE,), at)) >= 0:
        member = header_at(file, at, MOST_NESTED_HEADERS if wrong_count < MANY_WRONG else FEW_HEADERS)
        if member is None:
            at += len(SIGNATURE)
            continue
        yield from _gap(end, at, spare)
        yield member
        end = member.data_at + member.info.compress_size
        spare = LONGEST_DESCRIPTOR if member.info.flag_bits & DESCRIPTOR_FLAG else 0
        is_right = end > member.data_at and end <= total and _is_followed(file, end)
        at = end if is_right else at + len(SIGNATURE)
        wrong_count += not is_right
    directory = _find(file, (DIRECTORY_SIGNATURE, END_SIGNATURE), min(end, total))
    yield from _gap(end, directory if directory >= 0 else total, spare)


def _gap(begin: int, end: int, spare: int) -> Iterator[Gap]:
    if end > begin + spare:
        yield Gap(begin, end - begin)


def header_at(file: Buffered, at: int, most_marks: int = MOST_NESTED_HEADERS) -> LocalMember | None:
    """The header at an offset, the file set to what follows it; None where there is none."""
    file.seek(at)
    head = file.read(_HEADER.size)
    if len(head) < _HEADER.size or not head.startswith(SIGNATURE):
        return None
    _, _, flags, method, _, _, checksum, packed, size, name_size, extra_size = _HEADER.unpack(head)
    name = file.read(min(name_size, LONGEST_NAME))
    extra = file.read(extra_size)
    if not name or b"\0" in name or len(name) + len(extra) < name_size + extra_size:
        return None
    info = zipfile.ZipInfo()
    info.flag_bits = flags
    info.compress_type = method
    info.header_offset = at
    if flags & DESCRIPTOR_FLAG:
        _measure(file, info, most_marks)
    else:
        info.CRC = checksum
        info.file_size, info.compress_size = _long_sizes(extra, size, packed)
    text = name.decode("utf-8", "backslashreplace") if flags & UTF_8_FLAG else name.decode("cp437")
    return LocalMember(info, text, file.tell())


def _long_sizes(extra: bytes, size: int, packed: int) -> tuple[int, int]:
    """Lengths, unpacked and packed, those of more than 4 GB from the extra field."""
    if ZIP64 not in (size, packed):
        return size, packed
    while len(extra) >= 4:
        kind, length = struct.unpack("<2H", extra[:4])
        if kind == 1 and length >= _LONG_PAIR.size and len(extra) >= 4 + _LONG_PAIR.size:
            long_size, long_packed = _LONG_PAIR.unpack(extra[4 : 4 + _LONG_PAIR.size])
            return long_size, long_packed
        extra = extra[4 + length :]
    return size, packed


def _measure(file: Buffered, info: zipfile.ZipInfo, most_marks: int) -> None:
    """Lengths of a member that were not known when its header was written: from the descriptor behind it.

    Without one the member ends before the next header, and there is no checksum to compare with.
    """
    begin = file.tell()
    first_end = None
    for place, is_descriptor in islice(_marks_behind(file, begin), most_marks):
        ends = [place + form.size for form in _DESCRIPTORS[:2]] if is_descriptor else [place]
        if any(_take_descriptor(file, info, begin, end) for end in ends):
            break
        if not is_descriptor and first_end is None:
            first_end = place
    else:
        info.compress_size, info.file_size = (first_end or begin) - begin, UNKNOWN_BYTE_COUNT
    file.seek(begin)


def _marks_behind(file: Buffered, at: int) -> Iterator[tuple[int, bool]]:
    """Where a member that begins at an offset may end, and whether a descriptor stands there or a header."""
    while (at := _find(file, (SIGNATURE, DIRECTORY_SIGNATURE, DESCRIPTOR), at)) >= 0:
        file.seek(at)
        yield at, file.read(len(DESCRIPTOR)) == DESCRIPTOR
        at += 1
    yield file.seek(0, os.SEEK_END), False


def _take_descriptor(file: Buffered, info: zipfile.ZipInfo, begin: int, end: int) -> bool:
    """Whether a descriptor of the data that begins there stands before `end`; its numbers go into `info`."""
    for form in _DESCRIPTORS:
        packed_end = end - form.size
        if packed_end < begin:
            continue
        file.seek(packed_end)
        content = file.read(form.size)
        if len(content) < form.size:
            continue
        *mark, checksum, packed, size = form.unpack(content)
        if packed == packed_end - begin and mark in ([], [DESCRIPTOR]):
            info.CRC, info.compress_size, info.file_size = checksum, packed, size
            return True
    return False


def stated_count(file: Buffered) -> int | None:
    """How many members the record at an archive's end counts, modulo 65,536; None where it says that elsewhere.

    `zipfile` does not look at it, and drops members without a word where a length in the directory is damaged.
    """
    total = file.seek(0, os.SEEK_END)
    file.seek(max(0, total - LONGEST_END))
    tail = file.read()
    end = tail[tail.rfind(END_SIGNATURE) :][:END_BYTE_COUNT]
    count = int.from_bytes(end[10:12], "little")
    return None if count == MOST_STATED - 1 else count


def _is_followed(file: Buffered, at: int) -> bool:
    """Whether a header, or the end of the file, is at an offset."""
    file.seek(at)
    return file.read(4) in (*FOLLOWING, b"")


def _find(file: Buffered, marks: tuple[bytes, ...], at: int) -> int:
    """The offset of the first of some marks (of four bytes) at or after another offset, -1 where there is none.

    The file is read in windows, small ones first: mostly the next header is near.
    """
    size = FIRST_WINDOW_BYTE_COUNT
    while True:
        file.seek(at)
        window = file.read(size)
        found = [place for mark in marks if (place := window.find(mark)) >= 0]
        if found:
            return at + min(found)
        if len(window) < len(SIGNATURE):
            return -1
        at += len(window) - len(SIGNATURE) + 1
        size = min(2 * size, WINDOW_BYTE_COUNT)
