"""A page that a browser saved with all its parts in one file (MHTML, RFC 2557): its HTML is the document.

What belongs here: telling such a file, and taking its page, address and time out of it. What does not: pictures, styles
and frames, which stand in further parts and are left where they are.
"""

from __future__ import annotations

import re
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import Message
from email.parser import BytesParser

from tasks.records import RawDocument, RejectReason, UnreadableInput
from warehouse.landing.provenance import Landed, joined, read_time

_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")  # a line of a head (RFC 5322, 2.2)
_RELATED = re.compile(rb"^content-type:\s{0,20}multipart/related\b", re.IGNORECASE | re.MULTILINE)
_VERSION = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_HTML = ("text/html", "application/xhtml+xml")


def is_saved_page(head: bytes) -> bool:
    """Whether a stream that begins with some bytes is a page saved as MHTML: fields of a head, related parts."""
    start = head.lstrip(b"\xef\xbb\xbf\r\n")
    if _FIELD.match(start) is None:
        return False
    fields = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return _VERSION.search(fields) is not None and _RELATED.search(fields) is not None


def read_saved_page(content: bytes, source: str) -> Landed:
    """The page of a saved file: its address is that of the part, its time of fetching that of the saving.

    A file without HTML has its row too; of one that is cut off what is there is read, and `detail` says so.
    """
    try:
        saved = BytesParser().parsebytes(content.lstrip(b"\xef\xbb\xbf\r\n"))
        page = next((part for part in saved.walk() if part.get_content_type() in _HTML), None)
    except RecursionError:
        return UnreadableInput(source, RejectReason.UNREADABLE_CONTAINER, "parts nested too deep")
    body = None if page is None else page.get_payload(decode=True)
    if page is None or not isinstance(body, bytes):
        return UnreadableInput(source, RejectReason.UNREADABLE_CONTAINER, "a saved page without HTML")
    charset = page.get_content_charset()
    return RawDocument(
        content=body,
        source=source,
        url=_field(page, "Content-Location") or _field(saved, "Snapshot-Content-Location"),
        fetched_at=read_time(_field(saved, "Date")),
        media_type=page.get_content_type() + (f"; charset={charset}" if charset else ""),
        detail=joined(["it is cut off"] if _is_cut_off(saved) else []),
    )


def _field(part: Message, name: str) -> str | None:
    value = part.get(name)
    return None if value is None else "".join(str(value).split()) if name.endswith("Location") else str(value).strip()


def _is_cut_off(saved: Message) -> bool:
    ends = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
    return any(isinstance(defect, ends) for part in saved.walk() for defect in part.defects)
