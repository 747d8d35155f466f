"""Zip archives: members by the directory at the end, and by their own headers where that is damaged or lost.

What belongs here: finding members and unpacking them (by `zipfile`). What does not: what a member holds.
"""

from __future__ import annotations

import copy
import errno
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO, TYPE_CHECKING, cast

from warehouse.landing.streams import Damaged, MemberNames, damaged, fault_of, unreadable
from warehouse.landing.zip_headers import (
    MOST_STATED,
    UNKNOWN_BYTE_COUNT,
    UNREAD_FLAGS,
    Gap,
    header_at,
    local_headers,
    stated_count,
)

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from warehouse.landing.streams import Buffered, Landed, ReadMember
    from warehouse.landing.zip_headers import LocalMember

# What `zipfile` raises for damaged bytes, beside an OSError without a number (bz2). ValueError (of which undecodable
# text is a kind), OverflowError and MemoryError come of absurd numbers in headers.
_FAULTS = (
    zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError, struct.error, ValueError, OverflowError, MemoryError,
)  # fmt: skip
_UNKNOWN = (RuntimeError,)  # encrypted; and NotImplementedError, which is a kind of it: an unknown method or version
LZMA_DICTIONARY_AT = 5  # behind two bytes of version, two of length and one of properties (APPNOTE 5.8.8)
LZMA_DICTIONARY_CEILING = 1 << 26  # bytes: that of the highest preset of xz; damage can ask for four gigabytes
NO_MEMBERS = "it names no members"
PIECE_BYTE_COUNT = 4096  # unpacked at once: what is lost before a fault that is found in them


@dataclass
class _Reading:
    """An archive in the course of being read. Owned by one call of `read_zip`."""

    file: Buffered
    read_member: ReadMember
    names: MemberNames
    opened: set[int] = field(default_factory=set)  # offsets of the headers of members that were found
    lost: list[zipfile.ZipInfo] = field(default_factory=list)  # named by the directory, but not where it says


def read_zip(file: Buffered, names: MemberNames, read_member: ReadMember) -> Iterator[Landed]:
    """Each member of an archive once, in name order; `file` can seek.

    A damaged, encrypted or unknown member gets a row. Where the directory is damaged, members are found by their own
    headers, and a row says so.
    """
    reading = _Reading(file, read_member, names)
    archive, fault = _open(file)
    if archive is not None:
        with archive:
            yield from _read_directory(archive, reading)
    if fault is not None or reading.lost:
        yield from _read_unlisted(reading, fault)


def _open(file: Buffered) -> tuple[zipfile.ZipFile | None, str | None]:
    """The archive, if its directory can be read, and what is wrong with that."""
    try:
        archive = zipfile.ZipFile(file)
    except (*_FAULTS, *_UNKNOWN, OSError) as error:
        if _is_of_the_disk(error):
            raise
        return None, fault_of(error)
    count, stated = len(archive.infolist()), stated_count(file)
    if stated in (None, count % MOST_STATED):
        return archive, None if count else NO_MEMBERS
    return archive, f"it names {count} members and counts {stated}"


def _is_of_the_disk(error: BaseException) -> bool:
    """Whether an error is no fault of the archive's bytes (EINVAL: they send the reader to before the beginning)."""
    return isinstance(error, OSError) and error.errno not in (None, errno.EINVAL)


def _read_directory(archive: zipfile.ZipFile, reading: _Reading) -> Iterator[Landed]:
    """The members that the directory names."""
    infos = sorted(archive.infolist(), key=lambda info: (info.filename, info.header_offset))
    overlong = _overlong(infos)
    for info in infos:
        if info.header_offset in overlong:
            reading.lost.append(info)
        elif info.filename.endswith("/"):
            reading.opened.add(info.header_offset)
        elif info.header_offset not in reading.opened:
            yield from _read_listed(archive, info, reading)


def _overlong(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Offsets of members that, as the directory has it, reach into the next one: damage, or a bomb of shared bytes."""
    offsets = sorted({info.header_offset for info in infos})
    following = dict(pairwise(offsets))
    return {
        info.header_offset
        for info in infos
        if info.header_offset + info.compress_size > following.get(info.header_offset, UNKNOWN_BYTE_COUNT)
    }


def _read_listed(archive: zipfile.ZipFile, info: zipfile.ZipInfo, reading: _Reading) -> Iterator[Landed]:
    """A member that the directory names; kept for later where its own header says otherwise or is not there."""
    try:
        member = _open_member(archive, info, reading.file)
    except (*_FAULTS, *_UNKNOWN, OSError) as error:
        if _is_of_the_disk(error):
            raise
        if isinstance(error, _UNKNOWN) and _is_confirmed(reading.file, info):
            reading.opened.add(info.header_offset)
            yield unreadable(reading.names.source(info.filename), fault_of(error))
        else:
            reading.lost.append(info)
        return
    with member:
        yield from reading.read_member(cast("IO[bytes]", member), reading.names.source(info.filename))
    is_doubtful = member.is_broken or not info.file_size  # of no bytes the checksum is zero: nothing can be wrong
    if is_doubtful and not _is_confirmed(reading.file, info):
        reading.lost.append(info)
    else:
        reading.opened.add(info.header_offset)


def _open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: Buffered) -> _Member:
    """A member at the place that the directory says. Raises what `zipfile` raises."""
    unchecked = copy.copy(info)
    del unchecked.CRC  # it is compared in _Member
    if info.compress_type == zipfile.ZIP_LZMA and (own := header_at(file, info.header_offset)) is not None:
        _refuse_dictionary(file, info, own.data_at)
    return _Member(cast("io.BufferedIOBase", archive.open(unchecked)), info.CRC)


def _refuse_dictionary(file: Buffered, info: zipfile.ZipInfo, data_at: int) -> None:
    """Raise NotImplementedError for LZMA that asks for more memory than its dictionary may have."""
    if info.compress_type == zipfile.ZIP_LZMA:
        file.seek(data_at + LZMA_DICTIONARY_AT)
        byte_count = int.from_bytes(file.read(4), "little")
        if byte_count > LZMA_DICTIONARY_CEILING:
            raise NotImplementedError(f"it asks for a dictionary of {byte_count} bytes")


def _is_confirmed(file: Buffered, info: zipfile.ZipInfo) -> bool:
    """Whether a member's own header says the same of it as the directory."""
    own = header_at(file, info.header_offset)
    return own is not None and _summary(own.info) == _summary(info)


def _summary(info: zipfile.ZipInfo) -> tuple[int | None, ...]:
    flags = info.flag_bits & UNREAD_FLAGS
    return (flags, info.compress_type, getattr(info, "CRC", None), info.compress_size, info.file_size)


def _read_unlisted(reading: _Reading, fault: str | None) -> Iterator[Landed]:
    """Members found by their own headers; then a row about the directory, and one for each member not found at all."""
    found: list[str] = []
    gaps: list[Gap] = []
    for member in local_headers(reading.file):
        if isinstance(member, Gap):
            gaps.append(member)
        elif member.info.header_offset not in reading.opened and not member.name.endswith("/"):
            found.append(member.name)
            yield from _read_local(member, reading, reading.names.source(member.name))
    if fault == NO_MEMBERS and not found and not gaps:
        return
    told = fault or f"{len(reading.lost)} members are not where it says"
    yield reading.names.damage(
        f"the directory at its end is damaged ({told}); {len(found)} members were read by their own headers"
    )
    for gap in gaps if found or reading.opened else []:
        place = reading.names.source(f"byte {gap.at}")
        yield damaged(place, f"{gap.byte_count} bytes between members were passed over")
    for info in reading.lost:
        if info.filename in found:
            found.remove(info.filename)
        else:
            yield damaged(reading.names.source(info.filename), "its header is damaged")


def _read_local(member: LocalMember, reading: _Reading, place: str) -> Iterator[Landed]:
    info, checksum = copy.copy(member.info), getattr(member.info, "CRC", None)
    if checksum is not None:
        del info.CRC
    if info.flag_bits & UNREAD_FLAGS:
        yield unreadable(place, "encrypted or patched")
        return
    try:
        _refuse_dictionary(reading.file, info, member.data_at)
        reading.file.seek(member.data_at)
        handle = zipfile.ZipExtFile(reading.file, "r", info, None, False)
    except _UNKNOWN as error:
        yield unreadable(place, fault_of(error))
        return
    with _Member(handle, checksum) as content:
        yield from reading.read_member(cast("IO[bytes]", content), place)


class _Member(io.RawIOBase):
    """A member's bytes. A read raises Damaged where they cannot be unpacked or are not those that were packed.

    The checksum is compared here, after the last byte was given out: `zipfile` would keep the last ones back. Raises
    what `zipfile` raises for a header that it cannot read.
    """

    def __init__(self, unpacked: io.BufferedIOBase, checksum: int | None) -> None:
        super().__init__()
        self._handle = unpacked
        self._expected = checksum
        self._checksum = 0
        self.is_broken = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, target: WriteableBuffer, /) -> int:
        """Unpack some bytes; none at the end."""
        view = memoryview(target).cast("B")
        try:
            content = self._handle.read1(min(len(view), PIECE_BYTE_COUNT))
        except _FAULTS as error:
            raise self._ended(fault_of(error)) from None
        except OSError as error:
            if error.errno is not None:
                raise
            raise self._ended(fault_of(error)) from None
        if not content and self._expected is not None and self._checksum != self._expected:
            raise self._ended("the checksum is wrong: the bytes are not those that were packed")
        self._checksum = zlib.crc32(content, self._checksum)
        view[: len(content)] = content
        return len(content)

    def _ended(self, fault: str) -> Damaged:
        """Nothing more can be read."""
        self.is_broken = True
        self._handle = io.BytesIO()
        self._expected = None
        return Damaged(fault)

    def close(self) -> None:
        """Close the member, not the archive."""
        self._handle.close()
        super().close()
