"""What all readers of containers share: the stream they read, what breaks it, and what a member is called.

What belongs here: reading bytes, gaps in them, the names of damage. What does not: any format.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any, cast

from tasks.records import RawDocument, RejectReason, UnreadableInput

if TYPE_CHECKING:
    Buffered = io.BufferedReader[Any]

Landed = RawDocument | UnreadableInput
ReadMember = Callable[[IO[bytes], str], Iterator[Landed]]  # what a member holds, given its bytes and its name

READ_BYTE_COUNT = 1 << 20
KEPT_BYTE_COUNT = 4096  # of what could not be read: enough to tell one damaged stretch from another
NESTED_BYTE_CEILING = 2_000_000_000  # a stream that has to be copied to be read is copied no further


class Damaged(EOFError):
    """A stretch of a stream is lost; the next read goes on after it, or finds the end.

    `is_after_end`: all that the stream holds was read and found right; what follows it is no part of it.
    """

    def __init__(self, detail: str, is_after_end: bool = False) -> None:
        super().__init__(detail)
        self.is_after_end = is_after_end


def buffered(handle: IO[bytes]) -> Buffered:
    """The stream with a buffer that can be looked into."""
    return handle if isinstance(handle, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", handle))


def read_at_most(stream: Buffered, byte_count: int) -> tuple[bytes, Damaged | None]:
    """The next bytes, at most so many, and what broke the stream before they were there."""
    parts = []
    try:
        while byte_count > 0 and (part := stream.read1(min(byte_count, READ_BYTE_COUNT))):
            parts.append(part)
            byte_count -= len(part)
    except Damaged as damage:
        return b"".join(parts), damage
    return b"".join(parts), None


def spooled(stream: Buffered) -> tuple[Buffered, list[str]]:
    """A stream's bytes as a file that can seek, and what is wrong with them; the caller closes it.

    Damaged stretches are left out; what comes after `NESTED_BYTE_CEILING` bytes is too.
    """
    spool = cast("Buffered", tempfile.TemporaryFile())  # noqa: SIM115
    faults = []
    left = NESTED_BYTE_CEILING
    while left > 0:
        try:
            part = stream.read1(min(left, READ_BYTE_COUNT))
        except Damaged as damage:
            faults.append(str(damage))
            continue
        if not part:
            break
        spool.write(part)
        left -= len(part)
    if left == 0 and stream.read1(1):
        faults.append(f"only its first {NESTED_BYTE_CEILING} bytes were looked at")
    spool.seek(0)
    return spool, faults


def fault_of(error: BaseException) -> str:
    """What broke, in a few words."""
    return str(error) or type(error).__name__


def damaged(source: str, detail: str, content: bytes = b"") -> UnreadableInput:
    """The row of a damaged file, member or stretch."""
    return UnreadableInput(source, RejectReason.TRUNCATED_CONTAINER, detail, content[:KEPT_BYTE_COUNT])


def unreadable(source: str, detail: str) -> UnreadableInput:
    """The row of what is whole but of a kind that is not read: encrypted, packed by an unknown method, nested."""
    return UnreadableInput(source, RejectReason.UNREADABLE_CONTAINER, detail)


class MemberNames:
    """Sources of an archive's members, `archive#name`; a name that comes again gets a number, `name (2)`."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._counts: dict[int, int] = {}  # by hash: names of millions of members would fill the memory
        self._damage_count = 0

    def damage(self, detail: str) -> UnreadableInput:
        """The row of damage that concerns the archive as a whole; from the second on they are numbered."""
        self._damage_count += 1
        number = self._damage_count
        return damaged(self._source if number == 1 else f"{self._source}#damage {number}", detail)

    def source(self, name: str) -> str:
        """The source of the next member of that name."""
        count = self._counted(name)
        while count > 1:
            numbered = f"{name} ({count})"
            if self._counted(numbered) == 1:
                return f"{self._source}#{numbered}"
            count += 1
        return f"{self._source}#{name}"

    def _counted(self, name: str) -> int:
        key = hash(name)
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key]
