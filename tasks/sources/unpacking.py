"""Bytes that a server packed: unpacked up to a ceiling, whatever it says of their length and kind."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

GZIP_MARK = b"\x1f\x8b"
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's word for the container around the bytes
_RAW_DEFLATE = -15  # what some servers send for `deflate`, against RFC 9110
NO_ENCODING = ("", "identity")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Unpacked bytes; `fault` says why they are not all."""

    content: bytes
    is_over: bool = False  # more than the ceiling: a bomb, or too large
    fault: str | None = None


def unpacked(content: bytes, encoding: str, ceiling: int) -> Unpacked:
    """The bytes as they were before they were packed, at most `ceiling` of them.

    A body that is not packed though its server says so is taken as it is.
    """
    word = encoding.strip().lower()
    if word in NO_ENCODING:
        return _bounded(content, ceiling)
    if word not in _WINDOWS:
        return Unpacked(b"", fault=f"packed in a way that was not asked for: {ascii(word)[:40]}")
    if word != "deflate":
        return _inflate(content, 31, ceiling) if content.startswith(GZIP_MARK) else _bounded(content, ceiling)
    found = _inflate(content, _WINDOWS[word], ceiling)
    if found.fault is None or found.content:
        return found
    raw = _inflate(content, _RAW_DEFLATE, ceiling)
    return raw if raw.fault is None else _bounded(content, ceiling)


def gunzipped(content: bytes, ceiling: int) -> Unpacked:
    """A file that may be gzipped (`sitemap.xml.gz`), unpacked up to a ceiling."""
    return unpacked(content, "gzip" if content.startswith(GZIP_MARK) else "", ceiling)


def _bounded(content: bytes, ceiling: int) -> Unpacked:
    return Unpacked(content[:ceiling], is_over=len(content) > ceiling)


def _inflate(content: bytes, window: int, ceiling: int) -> Unpacked:
    machine = zlib.decompressobj(wbits=window)
    try:
        found = machine.decompress(content, ceiling + 1)
    except zlib.error:
        return Unpacked(b"", fault="packed bytes that cannot be unpacked")
    if len(found) > ceiling:
        return Unpacked(found[:ceiling], is_over=True)
    return Unpacked(found, fault=None if machine.eof else "the packed bytes are cut off")
