"""A stream that can step back a little, and finding headers of tar in it.

What belongs here: where the next header is, also where damage has moved it. What does not: what headers say of members.
"""

from __future__ import annotations

import re
import tarfile
from typing import TYPE_CHECKING

from warehouse.landing.streams import Damaged

if TYPE_CHECKING:
    from warehouse.landing.streams import Buffered

BLOCK = tarfile.BLOCKSIZE
KEPT_BYTE_COUNT = 1 << 20  # how far the stream can step back: to find a header in a member that lost that many bytes
READ_BYTE_COUNT = 1 << 16
MAGIC = b"ustar"
MAGIC_AT = 257  # POSIX.1-1988
_CHECKSUM = slice(148, 156)
_CHECKSUM_FORM = re.compile(rb" *[0-7]+[ \0]*")


class Window:
    """A stream read in any steps, of which the last bytes are kept. A read raises Damaged at a gap, then goes on."""

    def __init__(self, stream: Buffered) -> None:
        self._stream = stream
        self._held = bytearray()
        self._begin = 0  # offset of the first held byte
        self._waiting: Damaged | None = None
        self.at = 0

    @property
    def kept_from(self) -> int:
        """The offset of the first byte that is still there."""
        return self._begin

    def read(self, byte_count: int) -> bytes:
        """The next bytes, fewer only at the end and before a gap."""
        self._fill(byte_count)
        here = self.at - self._begin
        content = bytes(self._held[here : here + byte_count])
        if not content and self._waiting is not None:
            damage, self._waiting = self._waiting, None
            raise damage
        self.at += len(content)
        self._forget()
        return content

    def peek(self, byte_count: int) -> bytes:
        """The next bytes as `read` gives them, and stay before them; a gap ends them."""
        self._fill(byte_count)
        here = self.at - self._begin
        return bytes(self._held[here : here + byte_count])

    def skip(self, byte_count: int) -> int:
        """Pass over bytes; how many there were, fewer only at the end and before a gap."""
        left = byte_count
        while left > 0 and (part := self.read(min(left, READ_BYTE_COUNT))):
            left -= len(part)
        return byte_count - left

    def back_to(self, offset: int) -> None:
        """Step back to an offset that is kept."""
        self.at = max(offset, self._begin)

    def find_header(self, start: int) -> int | None:
        """The offset of the next sound header at or after a kept one, None where none comes before the end or a gap."""
        self.back_to(start)
        while True:
            self._fill(READ_BYTE_COUNT)
            here = self.at - self._begin
            found = _first_header(self._held, here)
            if found is not None:
                self.at = self._begin + found
                return self.at
            left = len(self._held) - here
            if left < READ_BYTE_COUNT:
                self.at += left
                return None
            self.at += (left - BLOCK) // BLOCK * BLOCK  # in whole blocks from where the search began
            self._forget()

    def header_before(self, start: int) -> int | None:
        """The offset of the first sound header between a kept offset and here, None where there is none."""
        start = max(start, self._begin)
        held = self._held[start - self._begin : self.at - self._begin + BLOCK]
        found = _first_header(held, 0)
        return None if found is None or start + found >= self.at else start + found

    def _fill(self, byte_count: int) -> None:
        while self._waiting is None and len(self._held) - (self.at - self._begin) < byte_count:
            try:
                part = self._stream.read1(READ_BYTE_COUNT)
            except Damaged as damage:
                self._waiting = damage
                return
            if not part:
                return
            self._held += part

    def _forget(self) -> None:
        if self.at - self._begin > 2 * KEPT_BYTE_COUNT:
            gone = self.at - self._begin - KEPT_BYTE_COUNT
            del self._held[:gone]
            self._begin += gone


def is_header(block: bytes) -> bool:
    """Whether a block of 512 bytes is a header of tar: its checksum is right, as a sum of unsigned or signed bytes."""
    if len(block) < BLOCK or _CHECKSUM_FORM.fullmatch(block[_CHECKSUM]) is None:
        return False
    stated = int(block[_CHECKSUM].strip(b" \0"), 8)
    total = sum(block) - sum(block[_CHECKSUM]) + 8 * ord(" ")
    return stated in (total, total - 256 * sum(byte > 127 for byte in block))


def _first_header(held: bytearray, start: int) -> int | None:
    """Where the first header is: by its mark at any place, by its checksum alone (old archives) in whole blocks."""
    marked = None
    magic = start + MAGIC_AT - 1
    while marked is None and (magic := held.find(MAGIC, magic + 1)) >= 0:
        if is_header(bytes(held[magic - MAGIC_AT : magic - MAGIC_AT + BLOCK])):
            marked = magic - MAGIC_AT
    until = len(held) - BLOCK + 1 if marked is None else marked
    unmarked = (place for place in range(start, until, BLOCK) if is_header(bytes(held[place : place + BLOCK])))
    return next(unmarked, marked)
