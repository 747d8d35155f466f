"""Gzip as a stream of bytes that goes on after damage.

What belongs here: members of RFC 1952, one after the other, and finding the next one where one is damaged. Python's own
`gzip` ends at the first fault, and refuses a whole file for a byte after its end. What does not: what is inside.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from warehouse.landing.streams import Damaged

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from warehouse.landing.streams import Buffered

MAGIC = b"\x1f\x8b\x08"
TRAILER = struct.Struct("<LL")  # checksum and length, RFC 1952, 2.3.1
HEADER_BYTE_COUNT = 10
RESERVED_FLAGS = 0xE0  # never set in a real header, RFC 1952, 2.3.1.2
STEP_BYTE_COUNT = 1024  # packed bytes unpacked at once: what is lost before a fault that is found in them
# Packed bytes of a member that are kept to look for the next one in: where bytes are missing, unpacking runs on into
# it. Deflate notices within some hundred bytes; set by hand, with much to spare.
KEPT_BYTE_COUNT = 1 << 16
TRIAL_BYTE_COUNT = 1 << 16  # packed bytes that a member found after damage must unpack without fault, or its end
MOST_TRIALS = 5000  # places that looked like a member and were none; chance makes one in some megabytes, attacks many
_FHCRC, _FEXTRA, _FNAME, _FCOMMENT = 2, 4, 8, 16


class GzipStream(io.RawIOBase):
    """The unpacked bytes of a gzip stream. A read raises Damaged where some are lost; the next one goes on after them.

    A member whose checksum or length is wrong is given out as it was unpacked, then Damaged is raised: its user knows
    what to make of the bytes. Zero bytes between and after members are padding.
    """

    def __init__(self, packed: Buffered) -> None:
        super().__init__()
        self._packed = packed
        self._held = bytearray()  # packed bytes: those of the member that were unpacked and are kept, then those ahead
        self._at = 0  # where those ahead begin
        self._begin = 0  # offset in the stream of the first held byte
        self._member: _Member | None = None
        self._member_count = 0
        self._waiting: Damaged | None = None
        self._trials_left = MOST_TRIALS
        self._is_out = False  # the packed stream has ended

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, target: WriteableBuffer, /) -> int:
        """Fill the target, less only at the end and before damage."""
        view = memoryview(target).cast("B")
        filled = 0
        try:
            while filled < len(view) and self._waiting is None and (part := self._unpack(len(view) - filled)):
                view[filled : filled + len(part)] = part
                filled += len(part)
        except Damaged as damage:
            self._waiting = damage
        if not filled and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            raise waiting
        return filled

    def _unpack(self, byte_count: int) -> bytes:
        """Some unpacked bytes, none at the end. Raises Damaged, with this stream set to go on after it."""
        while self._member is not None or self._begins_member():
            member = self._member
            if member is None:
                continue
            try:
                part = member.unpack(bytes(self._ahead(STEP_BYTE_COUNT)), byte_count)
            except (zlib.error, ValueError) as error:
                raise self._after_damage(str(error), self._at) from None
            self._at += part.used_byte_count
            if part.is_end:
                self._waiting = self._end_member(member)
            if part.content or self._waiting is not None:
                return part.content
            if not part.is_end and not part.used_byte_count and self._is_out:
                raise self._after_damage("it is cut off", len(self._held))
            self._forget()
        return b""

    def _begins_member(self) -> bool:
        """Begin the next member; False at the end of the stream. Raises Damaged where something else lies there."""
        while (ahead := self._ahead(STEP_BYTE_COUNT)) and not any(ahead):
            self._at += len(ahead)
            self._forget(kept=0)
        if not ahead:
            return False
        padding = len(ahead) - len(ahead.lstrip(b"\0"))
        self._at += padding
        self._forget(kept=0)
        if not bytes(self._ahead(len(MAGIC))).startswith(MAGIC):
            raise self._after_damage("no gzip header", self._at)
        self._member = _Member()
        return True

    def _end_member(self, member: _Member) -> Damaged | None:
        """Read what stands behind a member; what is to be said of it where that does not fit, once all is given out."""
        trailer = bytes(self._ahead(TRAILER.size))
        if len(trailer) < TRAILER.size:
            return self._after_damage("it is cut off", len(self._held))
        self._member = None
        self._at += TRAILER.size
        if trailer != member.trailer():
            passed = self._at + len(MAGIC) - 1  # the next one may begin in the bytes taken for the end of this one
            self._at = self._next_member(1, self._at, passed) or self._at
            self._forget(kept=0)
            return Damaged("the checksum is wrong: some of the bytes before are not those that were packed")
        self._member_count += 1
        self._forget(kept=0)
        return None

    def _ahead(self, byte_count: int) -> bytearray:
        """Packed bytes not yet used, at least so many where the stream has them."""
        while not self._is_out and len(self._held) - self._at < byte_count:
            part = self._packed.read1(io.DEFAULT_BUFFER_SIZE)
            self._held += part
            self._is_out = not part
        return self._held[self._at : self._at + byte_count]

    def _forget(self, kept: int = KEPT_BYTE_COUNT) -> None:
        """Let go of used bytes but for the last ones."""
        if self._at > 2 * kept:
            gone = self._at - kept
            del self._held[:gone]
            self._begin += gone
            self._at = kept

    def _after_damage(self, fault: str, failed_at: int) -> Damaged:
        """Go to the next member that can be unpacked beyond the fault; what is to be raised about the bytes before."""
        is_between = self._member is None
        self._member = None
        begun = self._begin + (failed_at if is_between else 0)
        start = self._next_member(failed_at if is_between else 1, failed_at)
        if start is None:
            is_after_end = is_between and self._member_count > 0
            lost = self._begin + len(self._held) - begun
            self._held.clear()
            self._at = 0
            where = "after the end" if is_after_end else "to the end"
            return Damaged(f"{fault}; {lost} packed bytes {where} were passed over", is_after_end)
        self._at = start
        resumed = self._begin + start
        self._forget(kept=0)
        return Damaged(f"{fault}; reading went on at the next gzip member, byte {resumed}")

    def _next_member(self, start: int, failed_at: int, until: int | None = None) -> int | None:
        """Where in the held bytes the next member begins, more of them read as needed; None where there is none.

        With `until`, only those before that place are of interest.
        """
        while True:
            start = self._held.find(MAGIC, start, until) if self._trials_left else -1
            if start >= 0:
                self._read_on(max(start, failed_at) + TRIAL_BYTE_COUNT)
                if _unpacks(bytes(self._held[start : max(start, failed_at) + TRIAL_BYTE_COUNT]), failed_at - start):
                    return start
                self._trials_left -= 1
                start += 1
                continue
            if self._is_out or until is not None:
                return None
            # Keep what a header may begin in; everything else is passed over.
            passed = max(0, len(self._held) - len(MAGIC))
            del self._held[:passed]
            self._begin += passed
            failed_at -= passed
            self._at = 0
            start = 0
            self._read_on(len(self._held) + STEP_BYTE_COUNT)

    def _read_on(self, byte_count: int) -> None:
        while not self._is_out and len(self._held) < byte_count:
            part = self._packed.read1(io.DEFAULT_BUFFER_SIZE)
            self._held += part
            self._is_out = not part


class _Part:
    """What came of some packed bytes."""

    __slots__ = ("content", "is_end", "used_byte_count")

    def __init__(self, content: bytes, used_byte_count: int, is_end: bool) -> None:
        self.content = content
        self.used_byte_count = used_byte_count
        self.is_end = is_end


class _Member:
    """One member in the course of being unpacked: its header first, then its content."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
        self._is_header_read = False
        self._checksum = 0
        self._byte_count = 0

    def unpack(self, packed: bytes, byte_count: int) -> _Part:
        """Unpack at most so many bytes from some packed ones. Raises zlib.error, and ValueError for a bad header."""
        if not self._is_header_read:
            size = header_size(packed)
            self._is_header_read = size > 0
            return _Part(b"", size, is_end=False)
        content = self._decoder.decompress(packed, byte_count)
        self._checksum = zlib.crc32(content, self._checksum)
        self._byte_count += len(content)
        left = self._decoder.unused_data if self._decoder.eof else self._decoder.unconsumed_tail
        return _Part(content, len(packed) - len(left), self._decoder.eof)

    def trailer(self) -> bytes:
        """What has to stand behind what was unpacked."""
        return TRAILER.pack(self._checksum, self._byte_count & 0xFFFFFFFF)


def header_size(packed: bytes) -> int:
    """How long the header is that a member begins with; 0 where it is cut off. Raises ValueError where it is none."""
    if len(packed) < HEADER_BYTE_COUNT:
        return 0
    flags = packed[3]
    if not packed.startswith(MAGIC) or flags & RESERVED_FLAGS:
        raise ValueError("no gzip header")
    size = HEADER_BYTE_COUNT
    if flags & _FEXTRA:
        size += 2 + int.from_bytes(packed[size : size + 2], "little")
    for flag in (_FNAME, _FCOMMENT):
        if flags & flag:
            end = packed.find(b"\0", size)
            if end < 0:
                return 0 if len(packed) < STEP_BYTE_COUNT else _refuse_header()
            size = end + 1
    size += 2 if flags & _FHCRC else 0
    return size if size <= len(packed) else 0 if len(packed) < STEP_BYTE_COUNT else _refuse_header()


def _refuse_header() -> int:
    raise ValueError(f"a gzip header of over {STEP_BYTE_COUNT} bytes")


def _unpacks(packed: bytes, beyond: int) -> bool:
    """Whether these bytes begin with a sound member: a whole one, or one without fault beyond an offset and as far as
    there are bytes.
    """
    member = _Member()
    try:
        size = member.unpack(packed[:STEP_BYTE_COUNT], 0).used_byte_count
        if size == 0:
            return False
        at, is_end = _skim(member, packed, size)
    except (zlib.error, ValueError):
        return False
    if is_end:
        return packed[at : at + TRAILER.size] == member.trailer()
    return at >= beyond


def _skim(member: _Member, packed: bytes, at: int) -> tuple[int, bool]:
    """Unpack to the end of the member's content or of the bytes; where that is, and whether the content has ended."""
    while at < len(packed):
        part = member.unpack(packed[at : at + STEP_BYTE_COUNT], io.DEFAULT_BUFFER_SIZE)
        at += part.used_byte_count
        if part.is_end:
            return at, True
        if not part.used_byte_count and not part.content:
            break
    return at, False
