"""Records of crawl archives as raw documents.

A record is a document when it holds a web page or plain text; other media types, revisits, logs of crawlers and damaged
records get a row that says so, and records that hold no document by their nature (requests, metadata, DNS answers) are
no documents at all. What does not belong here: finding records (frames.py), decoding answers (http.py).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from tasks.records import RawDocument, RejectReason, UnreadableInput
from warehouse.landing.provenance import joined, read_time, shown
from warehouse.landing.warc.frames import Frame, frames
from warehouse.landing.warc.heads import Head, unbracketed
from warehouse.landing.warc.http import HEAD_CEILING, Answer, decode, media_type_of, read_answer
from warehouse.landing.warc.layouts import ARC, WARC, Layout
from warehouse.landing.warc.unpack import Window, opened

DOCUMENT_KINDS = ("response", "resource", "conversion")
SILENT_KINDS = ("warcinfo", "request", "metadata")  # they hold no document by their nature
DOCUMENT_MEDIA_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
# Addresses that crawlers invent for what they say of themselves: wget, wpull, heritrix and browsertrix.
CRAWLER_ADDRESSES = ("metadata:", "urn:x-wpull:", "warcinfo:", "urn:pageinfo:", "urn:crawl-log:")
ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz")
LINE_END = 2  # bytes at the end of an answer that may have been taken for those behind its record
SHOWN = 100  # characters of an address or a type that a detail repeats
PEEKED = 1 << 9  # unpacked bytes by which archives are told
Landed = RawDocument | UnreadableInput


def holds_records(head: bytes, source: str = "") -> bool:
    """Whether a file that begins with these bytes is a crawl archive, as it is or packed with gzip.

    Told by content; by its name if the file's beginning is so damaged that it shows nothing.
    """
    is_named = source.lower().endswith(ENDINGS)
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, PEEKED)
        except zlib.error:
            return is_named
    return _layout_of(head) is not None or (is_named and bool(head))


def _layout_of(head: bytes) -> Layout | None:
    start = head.lstrip(b"\r\n")
    if WARC.is_start(start):
        return WARC
    return ARC if start.startswith(b"filedesc:") and ARC.is_start(start) else None


def read_records(stream: BinaryIO, source: str, byte_ceiling: int) -> Iterator[Landed]:
    """The documents of a WARC or ARC file, also of a packed one; goes on behind damage.

    `source#n` counts, from 0, records that may hold a document or stand for one, and damaged stretches. A damaged
    record or stretch gives a row `truncated_container`, whose detail says how many bytes were passed over. A file in
    which nothing has a row gets one itself.
    """
    window, layout = _opened(stream, source)
    number = 0
    record_count = 0
    for frame in frames(window, layout, byte_ceiling + HEAD_CEILING):
        record_count += 1
        if frame.fault is not None or frame.head.kind not in SILENT_KINDS:
            landed = _read(frame, f"{source}#{number}", byte_ceiling)
            number += 1
            if landed is not None:
                yield landed
    if number == 0:
        reason = RejectReason.NOT_A_DOCUMENT if record_count else RejectReason.EMPTY
        yield UnreadableInput(source, reason, f"{record_count} records, none of which may hold a document")


def _opened(stream: BinaryIO, source: str) -> tuple[Window, Layout]:
    window = opened(stream, source.lower().endswith(".gz"))
    window.fill(PEEKED)
    named = ARC if source.lower().endswith((".arc", ".arc.gz")) else WARC
    return window, _layout_of(bytes(window.data[:PEEKED])) or named


def _read(frame: Frame, source: str, byte_ceiling: int) -> Landed | None:
    head = frame.head
    if frame.fault is None and head.address.startswith("dns:"):
        return None
    answer = read_answer(frame.block, head.media_type.startswith("application/http"))
    if answer is None:
        answer = Answer(None, {"content-type": head.media_type}, frame.block)
    refusal = _refusal(frame, answer, byte_ceiling)
    if refusal is not None:
        return _refused(source, head, *refusal)
    body = decode(answer, byte_ceiling)
    if len(body.content) > byte_ceiling:
        return _refused(source, head, RejectReason.TOO_LARGE, f"over {byte_ceiling} bytes", body.content)
    if body.fault is not None:
        return _refused(source, head, RejectReason.UNREADABLE_CONTAINER, body.fault, body.content)
    time = read_time(head.time)
    return RawDocument(
        content=body.content,
        source=source,
        source_id=head.record_id,
        url=head.address or None,
        fetched_at=time,
        media_type=media_type_of(answer.head),
        http_status=answer.status,
        detail=_remarks(frame, is_time_known=time is not None),
    )


def _remarks(frame: Frame, is_time_known: bool) -> str | None:
    """What was not as it should be with a record that is read all the same."""
    head = frame.head
    stopped = head.fields.get("warc-truncated", "")
    return joined(
        [
            frame.remark,
            f"its crawler stopped before its end: {shown(stopped)}" if stopped else None,
            f"its time cannot be read and was left out: {shown(head.time)}"
            if head.time and not is_time_known
            else None,
        ]
    )


def _refusal(frame: Frame, answer: Answer, byte_ceiling: int) -> tuple[RejectReason, str, bytes] | None:
    """Why a frame is no document, and the bytes that its row stands for; None if it may be one."""
    head, kept = frame.head, answer.body[: byte_ceiling + 1]
    if (fault := _fault(frame, answer)) is not None:
        return RejectReason.TRUNCATED_CONTAINER, fault, kept
    if head.kind == "revisit":
        return RejectReason.REVISIT, _revisited(head), b""
    media_type = media_type_of(answer.head)
    if (why_none := _why_none(head, answer, media_type)) is not None:
        return RejectReason.NOT_A_DOCUMENT, why_none, kept
    if media_type is not None and media_type.split(";")[0].strip().lower() not in DOCUMENT_MEDIA_TYPES:
        content = decode(answer, byte_ceiling).content
        return RejectReason.NOT_A_DOCUMENT, media_type.split(";")[0].strip()[:SHOWN], content
    if frame.is_over:
        return RejectReason.TOO_LARGE, f"over {byte_ceiling} bytes", kept
    return None


def _fault(frame: Frame, answer: Answer) -> str | None:
    """Why a record is not whole: where its own length does not hold, that of the answer in it decides."""
    if frame.fault is None and frame.remark is None:
        return None
    missing = answer.missing()
    if frame.is_short and missing is not None and missing <= LINE_END:
        return None
    if frame.remark is not None and missing is not None and missing > LINE_END:
        return "the record is cut off: the answer in it is shorter than it says"
    return frame.fault


def _why_none(head: Head, answer: Answer, media_type: str | None) -> str | None:
    """Why a whole record is no document, whatever its media type."""
    if head.kind == "continuation" or "warc-segment-number" in head.fields:
        return "a part of a record that is stored in several parts"
    if head.address.lower().startswith(CRAWLER_ADDRESSES):
        return f"what a crawler says of itself: {head.address[:SHOWN]}"
    if head.kind not in DOCUMENT_KINDS and answer.status is None and media_type is None:
        return f"a record of unknown type: {head.kind[:SHOWN]}"
    return None


def _refused(source: str, head: Head, reason: RejectReason, detail: str, content: bytes) -> UnreadableInput:
    time = read_time(head.time)
    return UnreadableInput(source, reason, detail, content, head.record_id, head.address or None, time)


def _revisited(head: Head) -> str:
    """What a revisit refers to: what was fetched before and is the same, so that it is not stored again."""
    given = head.fields
    address = unbracketed(given.get("warc-refers-to-target-uri", "")) or head.address
    earlier = given.get("warc-refers-to-date") or given.get("warc-refers-to") or "an earlier time"
    return f"unchanged since {earlier[:SHOWN]}: {address[:SHOWN]}"
