"""Which format a stream of bytes has: by its first bytes, else by its name.

What belongs here: the marks of formats. What does not: reading any.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from warehouse.landing import warc
from warehouse.landing.saved_page import is_saved_page
from warehouse.landing.tar_stream import BLOCK, MAGIC, MAGIC_AT, is_header


class Format(Enum):
    """What a stream holds. Archives hold streams, which have a format again."""

    GZIP = auto()
    ZIP = auto()
    TAR = auto()
    WARC = auto()
    JSON_LINES = auto()
    SAVED_PAGE = auto()
    DOCUMENT = auto()


ARCHIVES = frozenset({Format.GZIP, Format.ZIP, Format.TAR})
JSON_LINES_SUFFIXES = (".jsonl", ".ndjson")
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")  # a member, an empty archive, one in parts (APPNOTE 4.3)
_SUFFIXES = (
    (".gz", Format.GZIP),
    (".tgz", Format.GZIP),
    (".zip", Format.ZIP),
    (".tar", Format.TAR),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # in no text of one byte a character or more


def format_of(head: bytes, name: str) -> Format:
    """The format of a stream that begins with some bytes; `name` is a path without what was unpacked already.

    A name decides where the bytes are no text and bear no mark: a container whose first bytes are damaged.
    """
    marked = _marked(head, name)
    if marked is not None:
        return marked
    if name.lower().endswith(JSON_LINES_SUFFIXES):
        return Format.JSON_LINES if head.strip() else Format.DOCUMENT
    if _CONTROLS.search(head) is not None:
        named = (form for suffix, form in _SUFFIXES if name.lower().endswith(suffix))
        return next(named, Format.DOCUMENT)
    return Format.JSON_LINES if _is_json_lines(head) else Format.DOCUMENT


def _marked(head: bytes, name: str) -> Format | None:
    """The format that the first bytes name."""
    if warc.holds_records(head, name):
        return Format.WARC
    if head.startswith(b"\x1f\x8b"):
        return Format.GZIP
    if head.startswith(_ZIP_MARKS):
        return Format.ZIP
    if is_saved_page(head):
        return Format.SAVED_PAGE
    is_tar = head[MAGIC_AT : MAGIC_AT + len(MAGIC)] == MAGIC or is_header(head[:BLOCK])
    return Format.TAR if is_tar else None


def _is_json_lines(head: bytes) -> bool:
    """Whether the first line is an object with html or text (or its beginning)."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return False
    first_line = start.split(b"\n", 1)[0]
    return b'"html"' in first_line or b'"text"' in first_line


def unpacked_name(name: str) -> str:
    """The name of what a gzip file holds: `news.tar` for `news.tgz`."""
    lower = name.lower()
    if lower.endswith(".tgz"):
        return name[: -len(".tgz")] + ".tar"
    return name[: -len(".gz")] if lower.endswith(".gz") else name
