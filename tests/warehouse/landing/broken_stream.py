"""A stream with gaps, for the readers of containers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from warehouse.landing.streams import Damaged

if TYPE_CHECKING:
    from warehouse.landing.streams import Buffered


class Broken(io.RawIOBase):
    """A stream of some pieces, of which those that are damage are raised."""

    def __init__(self, *pieces: bytes | Damaged) -> None:
        super().__init__()
        self._pieces = list(pieces)

    def readable(self) -> bool:
        return True

    def readinto(self, target: bytearray, /) -> int:  # type: ignore[override]
        piece = self._pieces.pop(0) if self._pieces else b""
        if isinstance(piece, Damaged):
            raise piece
        size = min(len(target), len(piece))
        target[:size] = piece[:size]
        if size < len(piece):
            self._pieces.insert(0, piece[size:])
        return size


def stream_of(*pieces: bytes | Damaged) -> Buffered:
    """A stream that gives some pieces, and gaps between them."""
    return io.BufferedReader(Broken(*pieces))
