"""The bytes of a crawl archive as a window that moves forward; gzip is unpacked by members, going on after damage.

What belongs here: reading, unpacking, and finding the next whole gzip member. What does not: where a record ends.
"""

from __future__ import annotations

import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, cast

if TYPE_CHECKING:
    Buffered = io.BufferedReader[Any]

STEP = 1 << 16  # bytes read at once
PACKED_STEP = 1 << 14  # packed bytes unpacked at once: most pages fit, and little is copied for small ones
UNPACKED_STEP = 1 << 20  # bytes that one step of unpacking may give: nothing grows by a packed bomb
TRIAL = 1 << 12  # packed bytes by which a place is tried as the beginning of a member
KEPT = 1 << 20  # packed bytes of a member kept, to look for the next member among them if it is damaged
FIRST_UNPACKED = 1 << 5  # of them, what shows the beginning of a record though damage comes soon
UNPACKED_TRIAL = 1 << 12  # and what shows a whole head of ARC
GZIP = 31  # zlib's `wbits` for gzip members with their checksum
MAGIC = b"\x1f\x8b\x08"  # RFC 1952, 2.3.1: the two bytes of gzip and its only method
PLAIN = (b"WARC/", b"filedesc:")  # how archives begin that are not packed
SHOWN_HEAD = 64  # bytes: packed ones are no text, the head of a record is
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.ReadError, zipfile.BadZipFile)  # what streams raise


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the bytes end here. Where `is_checksum`, all bytes from `begins` (of the unpacked stream) on are doubtful."""

    detail: str
    begins: int = 0
    is_checksum: bool = False


class Window:
    """The bytes of a stream from `position` on, as far as they were read; up to a fault, or to the end.

    After a fault `go_on` moves behind it.
    """

    def __init__(self, stream: Buffered) -> None:
        self.data = bytearray()
        self.position = 0
        self.fault: Fault | None = None
        self._stream = stream
        self._is_over = False
        self._broken: str | None = None  # what the stream raised
        self._is_told = False  # whether it was told that the stream broke
        self._has_progress = False  # whether the stream gave bytes since

    def fill(self, byte_count: int) -> bool:
        """Whether the window holds so many bytes, after reading on as far as needed."""
        while len(self.data) < byte_count:
            if self._is_over:
                return False
            self.data += self._more()
        return True

    def more(self) -> bool:
        """Read one step on; False at the end and at a fault."""
        return self.fill(len(self.data) + 1)

    def drop(self, byte_count: int) -> None:
        """Leave the first bytes behind."""
        self.position += byte_count
        del self.data[:byte_count]

    def go_on(self, _is_start: Callable[[bytes], bool]) -> int:
        """Leave the rest of the window and the fault behind; how many bytes were passed over by that.

        A stream inside another container may go on behind its damage.
        """
        passed = len(self.data)
        self._resume()
        return passed

    def _resume(self) -> None:
        self.drop(len(self.data))
        self._is_over = self._has_progress = False
        self._broken = self.fault = None
        self._is_told = True

    def _more(self) -> bytes:
        piece = self._read()
        if not piece:
            self._is_over = True
            self.fault = None if self._broken is None else Fault(self._broken)
        return piece

    def _read(self) -> bytes:
        """The next bytes of the stream; none where it ends, where it breaks, and where it breaks again at once."""
        try:
            piece = self._stream.read1(STEP)
        except BROKEN as error:
            if self._has_progress or not self._is_told:
                self._broken = _said(error)
            return b""
        self._has_progress = self._has_progress or bool(piece)
        return piece


def opened(stream: BinaryIO, is_named_gzip: bool) -> Window:
    """The window on a stream, which unpacks it if it is gzip, also if its first bytes are spoilt."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    head = b""
    with suppress(*BROKEN):  # the window meets the damage again
        head = buffered.peek(SHOWN_HEAD)
    is_text = head.startswith(PLAIN) or CONTROLS.search(head[:SHOWN_HEAD]) is None
    is_spoilt = is_named_gzip and not is_text
    is_packed = is_spoilt or head.startswith(MAGIC[:2])
    return Members(buffered) if is_packed else Window(buffered)


class Members(Window):
    """The unpacked bytes of a stream of gzip members."""

    def __init__(self, stream: Buffered) -> None:
        super().__init__(stream)
        self._packed = bytearray()  # from the member's beginning on; of a long one its last part
        self._at = 0  # so many of them are unpacked
        self._cut_count = 0  # so many bytes of the member's beginning are no longer kept
        self._inflate: zlib._Decompress | None = None  # None between members
        self._begins = 0  # where the member begins in the unpacked stream
        self._allowance = KEPT  # packed bytes that may still be looked at a second time: never more than twice the file

    def go_on(self, is_start: Callable[[bytes], bool]) -> int:
        """Move to the next member whose content `is_start` accepts, or to the end; how many packed bytes that passes.

        Looks for it from the damaged member's beginning on: unpacking may have run on into the next one.
        """
        start, cost = 1, self._at
        if cost > self._allowance:
            start = max(1, self._at)
        else:
            self._allowance -= cost
        no_longer_kept, self._at, self._inflate = self._cut_count, 0, None
        self._cut_count = 0
        self._resume()
        return no_longer_kept + self._find_member(start, is_start)

    def _find_member(self, start: int, is_start: Callable[[bytes], bool]) -> int:
        passed = 0
        while True:
            at = self._packed.find(MAGIC, start)
            if at < 0:
                at = max(start, len(self._packed) - len(MAGIC) + 1)
                if not self._read_packed():
                    at = len(self._packed)
                    break
            elif len(self._packed) >= at + TRIAL or not self._read_packed():
                if is_start(_beginning(bytes(self._packed[at : at + TRIAL]))):
                    break
                at += 1
            start = at
            if start > STEP:
                del self._packed[:start]
                passed += start
                start = 0
        del self._packed[:at]
        return passed + at

    def _more(self) -> bytes:
        piece = b""
        while not piece and not self._is_over:
            if self._at == len(self._packed) and not self._read_packed():
                piece = self._last()
            elif self._inflate is not None or self._begin():
                piece = self._unpack(self._inflate or zlib.decompressobj(wbits=GZIP))
        return piece

    def _read_packed(self) -> bool:
        piece = self._read()
        self._packed += piece
        self._allowance += len(piece)
        return bool(piece)

    def _begin(self) -> bool:
        """Begin the next member; False where none begins."""
        del self._packed[: self._at]
        self._at = self._cut_count = 0
        while len(self._packed) < len(MAGIC) and self._read_packed():
            pass
        if self._packed.startswith(b"\0"):  # the gzip program passes over zeros between members and behind them too
            self._at = len(self._packed) - len(self._packed.lstrip(b"\0"))
        elif self._packed.startswith(MAGIC):
            self._begins = self.position + len(self.data)
            self._inflate = zlib.decompressobj(wbits=GZIP)
        else:
            self._break("no gzip member begins here")
        return self._inflate is not None

    def _unpack(self, inflate: zlib._Decompress) -> bytes:
        piece = bytes(memoryview(self._packed)[self._at : self._at + PACKED_STEP])
        before = inflate.copy() if self._at or self._cut_count else zlib.decompressobj(wbits=GZIP)
        try:
            unpacked = inflate.decompress(piece, UNPACKED_STEP)
        except zlib.error as error:
            self._break(f"its gzip member is damaged ({_said(error)})", is_checksum=" check" in str(error))
            return self._up_to_damage(piece, before)
        self._at += len(piece) - len(inflate.unconsumed_tail) - len(inflate.unused_data)
        if inflate.eof:
            self._inflate = None
        elif self._at > KEPT:
            self._cut_count += self._at - KEPT // 2
            del self._packed[: self._at - KEPT // 2]
            self._at = KEPT // 2
        return unpacked

    def _up_to_damage(self, piece: bytes, inflate: zlib._Decompress) -> bytes:
        """What a damaged piece gives before its damage: an error of zlib withholds it, so it is fed byte by byte."""
        parts = []
        with suppress(zlib.error):
            for index in range(len(piece)):
                parts.append(inflate.decompress(piece[index : index + 1]))
                self._at += 1
        return b"".join(parts)

    def _last(self) -> bytes:
        """What unpacking held back at the end of the file."""
        piece = b"" if self._inflate is None else self._inflate.decompress(b"", UNPACKED_STEP)
        if not piece:
            self._is_over = True
            if self._broken is not None or (self._inflate is not None and not self._inflate.eof):
                self._break(self._broken or "its gzip member is cut off")
        return piece

    def _break(self, detail: str, is_checksum: bool = False) -> None:
        self.fault = Fault(detail, self._begins, is_checksum)
        self._is_over = True


def _said(error: Exception) -> str:
    """What broke, in a few words, without zlib's number."""
    return str(error).rpartition("decompressing data: ")[2] or type(error).__name__


def _beginning(packed: bytes) -> bytes:
    """The first bytes of what a gzip member holds, as far as it is not damaged; none where no member begins."""
    inflate = zlib.decompressobj(wbits=GZIP)
    parts = []
    with suppress(zlib.error):
        parts.append(inflate.decompress(packed, FIRST_UNPACKED))
        parts.append(inflate.decompress(inflate.unconsumed_tail, UNPACKED_TRIAL))
    return b"".join(parts)
