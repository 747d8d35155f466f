"""WARC records as raw documents, by way of FastWARC.

A record is a document when it holds a web page or plain text; other media types get a row that says so, and records
that hold no document by their nature (requests, metadata, DNS answers) are not documents at all.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tasks.records import RawDocument, RejectReason, UnreadableInput

DOCUMENT_RECORDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
DOCUMENT_MEDIA_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


def holds_records(head: bytes) -> bool:
    """Whether a file that begins with these bytes holds WARC records, as they are or packed with gzip."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def read_records(stream: BinaryIO, source: str, byte_ceiling: int) -> Iterator[RawDocument | UnreadableInput]:
    """The documents of a WARC stream; `source#n` counts all response, resource and conversion records from 0.

    A record cut short, or a stream that breaks, gives one `truncated_container` at the place and ends the stream.
    """
    number = 0
    try:
        for record in ArchiveIterator(stream, record_types=DOCUMENT_RECORDS, parse_http=True, auto_decode="all"):
            landed = _read_record(record, f"{source}#{number}", byte_ceiling)
            if landed is not None:
                yield landed
            number += 1
    except (OSError, EOFError) as error:
        yield UnreadableInput(f"{source}#{number}", RejectReason.TRUNCATED_CONTAINER, str(error))


def _read_record(record: WarcRecord, source: str, byte_ceiling: int) -> RawDocument | UnreadableInput | None:
    url = record.headers.get("WARC-Target-URI")
    if url is None and record.content_length == 0:
        return UnreadableInput(source, RejectReason.TRUNCATED_CONTAINER, "the record's header is cut off")
    if url is not None and url.startswith("dns:"):
        return None
    stated = record.content_length
    content = record.reader.read(byte_ceiling + 1)
    if len(content) > byte_ceiling:
        return UnreadableInput(source, RejectReason.TOO_LARGE, f"over {byte_ceiling} bytes", content)
    if _is_cut(record, len(content), stated):
        return UnreadableInput(source, RejectReason.TRUNCATED_CONTAINER, "the record is cut off", content)
    media_type = _media_type(record)
    if media_type is not None and media_type.split(";")[0].strip().lower() not in DOCUMENT_MEDIA_TYPES:
        return UnreadableInput(source, RejectReason.NOT_A_DOCUMENT, media_type.split(";")[0][:100], content)
    return _document(record, content, source, url, media_type)


def _document(record: WarcRecord, content: bytes, source: str, url: str | None, media_type: str | None) -> RawDocument:
    fetched_at = record.record_date
    return RawDocument(
        content=content,
        source=source,
        source_id=record.record_id,
        url=url,
        fetched_at=None if fetched_at is None else fetched_at.astimezone(UTC).replace(tzinfo=None),
        media_type=media_type,
        http_status=None if record.http_headers is None else record.http_headers.status_code,
    )


def _is_cut(record: WarcRecord, read_byte_count: int, stated_byte_count: int) -> bool:
    """Fewer bytes than the record states; of an encoded payload only its decoder can tell."""
    headers = record.http_headers
    is_encoded = headers is not None and (headers.get("Content-Encoding") or headers.get("Transfer-Encoding"))
    return not is_encoded and read_byte_count < stated_byte_count


def _media_type(record: WarcRecord) -> str | None:
    headers = record.http_headers if record.http_headers is not None else record.headers
    value = headers.get("Content-Type")
    return None if value is None else str(value)
