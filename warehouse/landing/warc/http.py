"""The answer of a web server in a record: its head, and its body decoded by what the bytes are.

Archives keep heads as they were sent and bodies often as they were decoded, or the other way round; so a head that
names an encoding is a hint, and the bytes decide. What belongs here: transfer and content encodings of HTTP. What does
not: records.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass

from fastwarc.stream_io import BrotliReader, ZstdReader

from warehouse.landing.warc.heads import Fields, fields, length_of

HEAD_CEILING = 1 << 16  # bytes in which the head of an answer must end; what servers and crawlers take is less
INTERIM_CEILING = 9  # answers before the answer (RFC 9110, 15.2); one is common, and more are an attack
LAYER_CEILING = 3  # encodings inside each other: more are an attack
SAMPLE = 1 << 9  # bytes by which text is told from what is packed
STATUS_LINE = re.compile(rb"\s{0,8}[A-Za-z][\w-]{0,15}/[\d.]{1,8}[ \t]+(\d{3})(?!\d)")
BLANK_LINE = re.compile(rb"\n\r{0,2}\n")
CHUNK = re.compile(rb"[ \t]{0,9}([0-9A-Fa-f]{1,8})[ \t]{0,99}(?:;[^\r\n]{0,999})?\r?\n")
LINE_END = re.compile(rb"\r?\n")
TRAILER = re.compile(rb"(?:[!#-'*+.^\w|~-]{1,99}:[^\r\n]{0,9999}\r?\n)*(?:\r?\n)?\Z")
CONTROL_BYTES = bytes([*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])  # as tasks.parse.source.media
SIGNATURES = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")  # of gzip and Zstandard
SIGNED = ("gzip", "zstd")  # encodings that are told by how they begin
GZIP_MAGIC, ZSTANDARD_MAGIC = SIGNATURES


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; `body` as it lies in the archive."""

    status: int | None
    head: Fields
    body: bytes

    def missing(self) -> int | None:
        """How many bytes the body is shorter than its own head says; None where that says nothing."""
        stated = length_of(self.head.get("content-length", ""))
        return None if stated is None else stated - len(self.body)


def read_answer(block: bytes, is_declared: bool) -> Answer | None:
    """The answer in a block; None where there is none. `is_declared`: the record says that there is one."""
    status = STATUS_LINE.match(block)
    if status is None and not is_declared:
        return None
    for _ in range(INTERIM_CEILING):
        end = BLANK_LINE.search(block, 0, HEAD_CEILING)
        if end is None or status is None or status[1][:1] != b"1":
            break
        block = block[end.end() :]  # "100 Continue": the answer comes after it
        status = STATUS_LINE.match(block)
    if status is None and (end is None or block.lstrip()[:1] == b"<"):
        return Answer(None, {}, block)
    head_end = len(block) if end is None else end.end()
    return Answer(None if status is None else int(status[1]), fields(block[:head_end]), block[head_end:])


def media_type_of(head: Fields) -> str | None:
    """The media type that a head states; of several the last one that names a character set, else the last one."""
    stated = head.get("content-type") or None
    if stated is None or "\n" not in stated:
        return stated
    values = stated.split("\n")[::-1]
    return next((value for value in values if "charset" in value.lower()), values[0])


@dataclass(frozen=True, slots=True)
class Body:
    """A decoded body of at most the ceiling and one byte, or why it could not be decoded."""

    content: bytes
    fault: str | None = None


def decode(answer: Answer, byte_ceiling: int) -> Body:
    """The body without its transfer encoding and then without its content encodings."""
    named = answer.head.get("content-encoding", "").lower().replace(",", " ").split()
    body = unchunked(answer.body, "chunked" in answer.head.get("transfer-encoding", "").lower())
    if not named and not body.startswith(SIGNATURES):
        return Body(body[: byte_ceiling + 1])
    for _ in range(LAYER_CEILING):
        layer = _layer(body, named)
        if layer is None:
            break
        try:
            body = _UNPACKERS[layer](body, byte_ceiling + 1)
        except (zlib.error, OSError, EOFError) as error:
            if layer not in SIGNED and body.lstrip()[:1] == b"<":  # a page with stray control characters
                break
            said = str(error).rpartition("decompressing data: ")[2] or type(error).__name__
            return Body(body[: byte_ceiling + 1], f"its {layer} content cannot be decoded: {said}")
    return Body(body[: byte_ceiling + 1])


def unchunked(body: bytes, is_declared: bool) -> bytes:
    """A body without the sizes of its chunks; where they do not hold, the rest stays as it is.

    Undeclared chunks are taken for such only if they hold up to the end.
    """
    parts: list[bytes] = []
    at = 0
    while (size := CHUNK.match(body, at)) is not None:
        byte_count = int(size[1], 16)
        if byte_count == 0:
            is_whole = TRAILER.match(body, size.end()) is not None
            return b"".join(parts) if is_declared or (is_whole and parts) else body
        parts.append(body[size.end() : size.end() + byte_count])
        at = size.end() + byte_count
        line_end = LINE_END.match(body, at)
        if line_end is None:
            break
        at = line_end.end()
    return b"".join([*parts, body[at:]]) if is_declared else body


def _layer(body: bytes, named: list[str]) -> str | None:
    """The encoding that lies outermost: by its signature, else the last one named that leaves none behind."""
    if body.startswith(GZIP_MAGIC):
        return "gzip"
    if body.startswith(ZSTANDARD_MAGIC):
        return "zstd"
    if not named or is_text(body):
        return None
    while named:
        name = named.pop()
        if name in ("br", "deflate"):
            return name
    return None


def is_text(body: bytes) -> bool:
    """Whether bytes look like text in an 8-bit encoding, and so are packed by nothing."""
    sample = body[:SAMPLE]
    return sample == sample.translate(None, CONTROL_BYTES)


def _gunzip(body: bytes, most: int) -> bytes:
    """Raises zlib.error for damage, EOFError for content that is cut off."""
    parts = []
    left = most
    while left > 0 and body.startswith(GZIP_MAGIC):
        unpacker = zlib.decompressobj(wbits=31)
        parts.append(_all_of(unpacker, body, left))
        left -= len(parts[-1])
        body = unpacker.unused_data
    return b"".join(parts)


def _inflate(body: bytes, most: int) -> bytes:
    """Deflate with the head of zlib, as RFC 9110 has it, and without, as some servers send it."""
    try:
        return _all_of(zlib.decompressobj(), body, most)
    except zlib.error:
        return _all_of(zlib.decompressobj(wbits=-15), body, most)


def _all_of(unpacker: zlib._Decompress, body: bytes, most: int) -> bytes:
    content = unpacker.decompress(body, most)
    if not unpacker.eof and len(content) < most:
        raise EOFError("it is cut off")
    return content


def _unbrotli(body: bytes, most: int) -> bytes:
    return BrotliReader(io.BytesIO(body)).read(most)


def _unzstd(body: bytes, most: int) -> bytes:
    return ZstdReader(io.BytesIO(body)).read(most)


_UNPACKERS = {"gzip": _gunzip, "deflate": _inflate, "br": _unbrotli, "zstd": _unzstd}
