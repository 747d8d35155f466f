"""A document as it came, and why one is refused.

What belongs here: raw documents, what became of them, and the one exception by which a document is refused. What does
not: what is read in them (page.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RejectReason(StrEnum):
    """Why a document was refused. The value stands in `documents.reason`."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    TOO_COSTLY = "too_costly"
    NOT_JSON = "not_json"
    NO_TEXT = "no_text"
    HTTP_ERROR = "http_error"
    BLOCKED = "blocked"  # the page is a challenge, a wall of consent or a refusal, whatever its status says
    NOT_FOUND = "not_found"  # the page says that it was not found, though its status does not
    NOT_A_DOCUMENT = "not_a_document"
    REVISIT = "revisit"
    TRUNCATED_CONTAINER = "truncated_container"
    UNREADABLE_CONTAINER = "unreadable_container"
    UNREADABLE_FILE = "unreadable_file"
    WORKER_DIED = "worker_died"
    UNEXPECTED_ERROR = "unexpected_error"


class Rejected(Exception):
    """Raised by reading code to refuse one document: a reason of the enum, a detail without the document's text."""

    def __init__(self, reason: RejectReason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail


class Status(StrEnum):
    """What became of an input document; documents in = loaded + duplicate + rejected."""

    LOADED = "loaded"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as it came, with its provenance.

    `source` is the path as given, `container#n` for the n-th record (from 0) of a container. `media_type` is the
    declared one with its parameters (`text/html; charset=iso-8859-1`), None where nothing was declared.
    `fetched_at` is naive UTC. `detail` says what of its provenance could not be read and was left out or replaced,
    and what was not as it should be with its record of an archive.
    """

    content: bytes
    source: str
    source_id: str | None = None
    url: str | None = None
    fetched_at: datetime | None = None
    media_type: str | None = None
    http_status: int | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class UnreadableInput:
    """A file or a record of a container of which no document could be made; it gets its row like any other.

    Id, address and time of fetching are as in `RawDocument`, where they could be read.
    """

    source: str
    reason: RejectReason
    detail: str
    content: bytes = b""
    source_id: str | None = None
    url: str | None = None
    fetched_at: datetime | None = None
