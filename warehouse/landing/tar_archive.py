"""Tar archives: members in the order in which they lie, going on at the next sound header after damage.

What belongs here: headers and what they say of members. What does not: where headers are (tar_stream.py), what a member
holds. Python's `tarfile` reads single headers here; its own walk through an archive ends without a word at the first
header that is damaged or cut.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from warehouse.landing.provenance import safe_name
from warehouse.landing.streams import Damaged, MemberNames, damaged, unreadable
from warehouse.landing.tar_stream import BLOCK, MAGIC, MAGIC_AT, Window, is_header

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from warehouse.landing.streams import Buffered, Landed, ReadMember

PAX_TYPES = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
# Links, devices, folders and pipes hold no document by their nature.
WITHOUT_CONTENT = (
    tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE,
)  # fmt: skip
EXTENSION_BYTE_CEILING = 1 << 20  # of a long name or of pax records; real ones have some hundred bytes
ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class _Extension:
    """What comes before a header and stands in its place: a long name, pax records."""

    name: str | None = None
    size: int | None = None
    is_sparse: bool = False


@dataclass
class _Walk:
    """An archive in the course of being read. Owned by one call of `read_tar`."""

    window: Window
    read_member: ReadMember
    names: MemberNames
    extension: _Extension = field(default_factory=_Extension)
    searched_from: int | None = None  # data of the member before, where a header may have slipped into it
    is_ended: bool = False  # a block of zeros, which ends an archive, was met, or a row said what comes instead
    is_done: bool = False


def read_tar(stream: Buffered, names: MemberNames, read_member: ReadMember) -> Iterator[Landed]:
    """Each member of an archive; a damaged header, a gap and a missing end each give a row that says what is lost."""
    walk = _Walk(Window(stream), read_member, names)
    while not walk.is_done:
        try:
            yield from _step(walk)
        except Damaged as damage:
            yield damaged(walk.names.source(f"byte {walk.window.at}"), str(damage))
            walk.searched_from, walk.is_ended = None, True
            walk.window.find_header(walk.window.at)
    if not walk.is_ended:
        yield names.damage("its end is missing: the archive may be cut off")


def _step(walk: _Walk) -> Iterator[Landed]:
    """Read the next header and what belongs to it, or find the next one that is sound."""
    block = walk.window.read(BLOCK)
    due = walk.window.at - len(block)
    if is_header(block):
        yield from _read_header(walk, block)
    elif block.strip(b"\0"):
        yield from _resynchronise(walk, due, block)
    elif (moved := _moved_header(walk)) is not None:
        yield _missing(walk, due, moved)
    else:  # zeros are padding or an end, behind which another archive may begin
        walk.is_ended = walk.is_ended or bool(block)
        walk.is_done = not block


def _moved_header(walk: _Walk) -> int | None:
    """The header that lies in the data of the member before, some of which is missing; None where there is none."""
    searched_from, walk.searched_from = walk.searched_from, None
    return None if searched_from is None else walk.window.header_before(searched_from)


def _missing(walk: _Walk, due: int, moved: int) -> Landed:
    walk.window.back_to(moved)
    return damaged(walk.names.source(f"byte {due}"), f"bytes before are missing; the next header is at byte {moved}")


def _resynchronise(walk: _Walk, due: int, block: bytes) -> Iterator[Landed]:
    """Go to the next sound header, given where one was due and what is there; a row says what is passed over."""
    walk.extension = _Extension()
    if (moved := _moved_header(walk)) is not None:
        yield _missing(walk, due, moved)
        return
    found = walk.window.find_header(due + 1)
    walk.is_ended = True
    reading = "no header came after" if found is None else f"reading went on at the header at byte {found}"
    passed = walk.window.at - due
    yield damaged(
        _place_of(walk, block, due), f"its header is damaged; {passed} bytes were passed over, {reading}", block
    )


def _place_of(walk: _Walk, block: bytes, due: int) -> str:
    """The source of a member whose header is damaged: by its name where that can be read, else by its place."""
    name = _name_in(block)
    return walk.names.source(f"byte {due}" if name is None else f"{name} (byte {due})")


def _name_in(block: bytes) -> str | None:
    """The name that a damaged header gives, where it looks like one."""
    name = block[:100].split(b"\0")[0].decode("utf-8", "replace")
    is_name = block[MAGIC_AT : MAGIC_AT + len(MAGIC)] == MAGIC and name.isprintable() and "\ufffd" not in name
    return str(PurePosixPath(name)) if name and is_name else None


def _read_header(walk: _Walk, block: bytes) -> Iterator[Landed]:
    """What a sound header announces: a member, or what is to be known of the next one."""
    extension, walk.extension, walk.searched_from = walk.extension, _Extension(), None
    walk.is_ended = False
    try:
        member = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError) as error:
        yield from _refuse(walk, block, str(error))
        return
    size = member.size if extension.size is None else extension.size
    if size < 0:
        yield from _refuse(walk, block, f"a size of {size} bytes")
    elif member.type in (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, *PAX_TYPES, tarfile.XGLTYPE):
        yield from _read_extension(walk, member.type, size, extension)
    elif member.type in WITHOUT_CONTENT:
        _skip_data(walk, 0 if member.type != tarfile.DIRTYPE else size)
    else:
        name = str(PurePosixPath(safe_name(extension.name or member.name)))
        is_sparse = extension.is_sparse or member.type == tarfile.GNUTYPE_SPARSE
        yield from _read_data(walk, walk.names.source(name), size, is_sparse)


def _refuse(walk: _Walk, block: bytes, fault: str) -> Iterator[Landed]:
    """A header whose checksum is right, but not what it says; its data is passed over as far as to the next header."""
    due = walk.window.at - BLOCK
    found = walk.window.find_header(walk.window.at)
    reading = "no header came after" if found is None else f"reading went on at the header at byte {found}"
    passed = walk.window.at - due
    detail = f"its header makes no sense: {fault}; {passed} bytes were passed over, {reading}"
    yield damaged(_place_of(walk, block, due), detail, block)


def _read_data(walk: _Walk, place: str, size: int, is_sparse: bool) -> Iterator[Landed]:
    """The documents in a member's data, then what is behind it."""
    window = walk.window
    begin = window.at
    head = window.peek(BLOCK)
    if is_sparse:
        yield unreadable(place, "a sparse file")
    else:
        data = _Member(window, size)
        yield from walk.read_member(cast("IO[bytes]", data), place)
        if data.is_broken:  # its row was given by its reader
            walk.searched_from, walk.is_ended = begin, True
            return
    left = begin + size - window.at
    if window.skip(left) < left:
        yield damaged(walk.names.source(f"byte {window.at}"), "the member before is cut off")
        walk.is_ended = True
    window.skip(-size % BLOCK)
    # An archive has headers of its own, which are no members here. The smallest one is a header and a block of zeros.
    is_archive = head.startswith(ZIP_MAGIC) or (is_header(head) and size >= 2 * BLOCK)
    walk.searched_from = None if is_archive else begin


def _skip_data(walk: _Walk, size: int) -> None:
    walk.window.skip(size + -size % BLOCK)


def _read_extension(walk: _Walk, kind: bytes, size: int, before: _Extension) -> Iterator[Landed]:
    """A long name or pax records, for the header that comes next; records for the whole archive tell nothing needed."""
    due = walk.window.at
    if size > EXTENSION_BYTE_CEILING:
        yield damaged(walk.names.source(f"byte {due}"), f"a name of {size} bytes")
        return
    content = walk.window.read(size)
    walk.window.skip(-size % BLOCK)
    if kind == tarfile.GNUTYPE_LONGNAME:
        name = content.split(b"\0")[0].decode("utf-8", "surrogateescape")
        walk.extension = replace(before, name=name or None)
    elif kind in PAX_TYPES:
        records = _pax_records(content)
        size_text = records.get("size", "")
        is_sparse = before.is_sparse or any(key.startswith("GNU.sparse") for key in records)
        walk.extension = _Extension(
            records.get("path", before.name), int(size_text) if size_text.isdecimal() else before.size, is_sparse
        )
    else:
        walk.extension = before


def _pax_records(content: bytes) -> dict[str, str]:
    """Records of the form `length key=value`, as far as they are sound."""
    records = {}
    while content:
        length, _, _ = content.partition(b" ")
        if not length.isdigit() or len(length) > 7 or not int(length):
            break
        record = content[len(length) + 1 : int(length) - 1]
        key, _, value = record.partition(b"=")
        records[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
        content = content[int(length) :]
    return records


class _Member(io.RawIOBase):
    """A member's data. A read raises Damaged where it is cut off or has a gap; then nothing more is read."""

    def __init__(self, window: Window, size: int) -> None:
        super().__init__()
        self._window = window
        self._left = size
        self.is_broken = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, target: WriteableBuffer, /) -> int:
        """The next bytes; none at the member's end."""
        view = memoryview(target).cast("B")
        wanted = min(len(view), self._left)
        if not wanted or self.is_broken:
            return 0
        try:
            content = self._window.read(wanted)
        except Damaged:
            self.is_broken = True
            raise
        if not content:
            self.is_broken = True
            raise Damaged("it is cut off")
        view[: len(content)] = content
        self._left -= len(content)
        return len(content)
