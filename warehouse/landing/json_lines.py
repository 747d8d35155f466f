"""JSON lines as documents: an object a line, its text in `html` or `text`.

What belongs here: lines, JSON, the field with the content. What does not: id, address and time (provenance.py).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tasks.records import RawDocument, RejectReason, UnreadableInput
from warehouse.landing.provenance import with_provenance, without_surrogates
from warehouse.landing.streams import READ_BYTE_COUNT, Damaged, Landed, damaged

if TYPE_CHECKING:
    from warehouse.landing.streams import Buffered

KEPT_BYTE_COUNT = 4096  # of a line that is too large


def read_json_lines(stream: Buffered, source: str, byte_ceiling: int) -> Iterator[Landed]:
    """The documents of a stream of JSON lines; `source#n` is the n-th line from 0, blank ones counted.

    A line that is none gets a row; so does a damaged stretch, and reading goes on with what comes after it.
    """
    for number, line in enumerate(_lines(stream, 2 * byte_ceiling)):  # JSON escapes can double a text
        place = f"{source}#{number}"
        if isinstance(line, Damaged):
            yield damaged(place, str(line))
        elif line.strip():
            yield _document(line, place, byte_ceiling)


def _lines(stream: Buffered, ceiling: int) -> Iterator[bytes | Damaged]:
    """Lines without more than their first `ceiling` bytes; a gap ends the line that it falls into."""
    parts: list[bytes] = []
    size = 0
    while True:
        try:
            chunk = stream.read1(READ_BYTE_COUNT)
        except Damaged as damage:
            parts, size = [], 0
            yield damage
            continue
        if not chunk:
            break
        first, *rest = chunk.split(b"\n")
        parts.append(first[: max(0, ceiling - size)])
        size += len(first)
        if rest:
            yield b"".join(parts)
            yield from (line[:ceiling] for line in rest[:-1])
            parts, size = [rest[-1][:ceiling]], len(rest[-1])
    yield b"".join(parts)


def _document(line: bytes, source: str, byte_ceiling: int) -> Landed:
    if len(line) >= 2 * byte_ceiling:
        return UnreadableInput(source, RejectReason.TOO_LARGE, f"over {byte_ceiling} bytes", line[:KEPT_BYTE_COUNT])
    try:
        entry = json.loads(line.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        return UnreadableInput(source, RejectReason.NOT_JSON, _fault(error), line)
    content = _content(entry)
    if content is None:
        return UnreadableInput(source, RejectReason.NOT_JSON, 'no object with "html" or "text"', line)
    text, media_type = content
    remark = None
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        encoded, remark = without_surrogates(text).encode(), "lone surrogates in its text were replaced"
    return with_provenance(RawDocument(encoded, source, media_type=media_type, detail=remark), entry)


def _fault(error: Exception) -> str:
    """Where the JSON broke, without its text (json's own messages name only the place)."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' at')} at character {error.pos}"
    if isinstance(error, RecursionError):
        return "nested too deep"
    return f"a whole number of more than {sys.get_int_max_str_digits()} digits"


def _content(entry: object) -> tuple[str, str] | None:
    if not isinstance(entry, dict):
        return None
    for field, media_type in (("html", "text/html; charset=utf-8"), ("text", "text/plain; charset=utf-8")):
        if isinstance(entry.get(field), str):
            return entry[field], media_type
    return None
