"""What an input says of a document beside its content: id, address, time of fetching; made safe to keep.

What belongs here: reading these fields, whatever container they come from. What cannot be read is left out and said in
the document's `detail`, never dropped without a word. What does not: the content, canonical addresses (tasks/text).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from tasks.records import RawDocument, UnreadableInput

Landed = RawDocument | UnreadableInput

EARLIEST = datetime(1990, 1, 1)  # the first web page is of that year: nothing was fetched before
LATEST = datetime(2100, 1, 1)  # a later time is a placeholder (9999-12-31) or a slip, and breaks reckoning with dates
EPOCH = datetime(1970, 1, 1)
SHOWN_LENGTH = 40  # characters of a value that a remark repeats
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBER = re.compile(r"\d{1,17}(?:\.\d{1,9})?")
_ARCHIVE_STAMP = re.compile(r"\d{14}")  # 20210714120000, as web archives write it in addresses and indexes


def read_time(value: object) -> datetime | None:
    """A time of fetching as naive UTC; one without a zone is taken as UTC; None for what is no time.

    Reads ISO 8601, seconds or milliseconds since 1970 (number or text), the 14 digits of web archives and the dates of
    HTTP (RFC 9110, 5.6.7). Times before 1990 and from 2100 on are none: nothing can have been fetched then.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = (repr(value) if isinstance(value, float) else str(value)).strip()
    read = _epoch(text) if _NUMBER.fullmatch(text) else _written(text)
    return read if read is not None and is_fetch_time(read) else None


def is_fetch_time(time: datetime) -> bool:
    """Whether something can have been fetched at a time (naive UTC)."""
    return EARLIEST <= time < LATEST


def _epoch(digits: str) -> datetime | None:
    """Digits only: seconds or milliseconds since 1970, whichever is a time of fetching, else a date without dashes."""
    for divisor in (1, 1000):
        seconds = float(digits) / divisor
        if seconds < (LATEST - EPOCH).total_seconds() and is_fetch_time(EPOCH + timedelta(seconds=seconds)):
            return EPOCH + timedelta(seconds=seconds)
    is_stamp = _ARCHIVE_STAMP.fullmatch(digits) is not None
    return _written(f"{digits[:8]}T{digits[8:]}" if is_stamp else digits)


def _written(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            time = read(text)
            return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo is not None else time
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def with_provenance(document: RawDocument, entry: Mapping[str, object]) -> RawDocument:
    """The document with the `id`, `url` and `fetched_at` of an entry; they go before what it had."""
    source_id, url, fetched_at = (entry.get(name) for name in ("id", "url", "fetched_at"))
    time = read_time(fetched_at)
    remarks = [document.detail]
    if source_id is not None and not _is_text(source_id):
        remarks.append("its id is neither text nor a whole number and was left out")
    if url is not None and not isinstance(url, str):
        remarks.append("its address is no text and was left out")
    if fetched_at not in (None, "") and time is None:
        remarks.append(
            f"its fetched_at is no time from 1990 to 2099 that can be read and was left out: {shown(fetched_at)}"
        )
    return replace(
        document,
        source_id=str(source_id) if _is_text(source_id) and source_id != "" else document.source_id,
        url=url if isinstance(url, str) and url else document.url,
        fetched_at=time or document.fetched_at,
        detail=joined(remarks),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def shown(value: object) -> str:
    """A value as a remark repeats it: short, printable, on one line."""
    return ascii(value)[:SHOWN_LENGTH]


def joined(remarks: list[str | None]) -> str | None:
    """Remarks as one text; None where there are none."""
    return "; ".join(remark for remark in remarks if remark) or None


def made_safe(landed: Landed) -> Landed:
    """The same with provenance that can be kept anywhere, and a remark for each thing that had to be changed.

    Lone surrogates have no place in UTF-8 and become U+FFFD; an address that no library can take apart (`http://[::1`)
    and a time at which nothing can have been fetched are left out.
    """
    remarks: list[str | None] = [landed.detail]
    url, fetched_at = landed.url, landed.fetched_at
    if (fault := _address_fault(url)) is not None:
        remarks.append(f"its address cannot be read ({fault}) and was left out: {shown(url)}")
        url = None
    if fetched_at is not None and not is_fetch_time(fetched_at):
        remarks.append(f"nothing can have been fetched at {fetched_at.isoformat()}, which was left out")
        fetched_at = None
    media_type = landed.media_type if isinstance(landed, RawDocument) else None
    fields = {"id": landed.source_id, "address": url, "media type": media_type}
    spoilt = [name for name, value in fields.items() if value is not None and _LONE_SURROGATE.search(value)]
    if spoilt:
        remarks.append(f"lone surrogates in its {', '.join(spoilt)} were replaced")
    if not (spoilt or remarks[1:] or _LONE_SURROGATE.search(landed.source + (landed.detail or ""))):
        return landed  # as nearly all are: copying a record costs more than all the looking
    source_id, url, media_type = (None if value is None else without_surrogates(value) for value in fields.values())
    safe = replace(landed, source=safe_name(landed.source), source_id=source_id, url=url, fetched_at=fetched_at)
    if isinstance(safe, RawDocument):
        return replace(safe, media_type=media_type, detail=joined(remarks))
    return replace(safe, detail=without_surrogates(joined(remarks) or ""))


def _address_fault(url: str | None) -> str | None:
    try:
        urlsplit(url or "")
    except ValueError as error:
        return str(error).encode("ascii", "backslashreplace").decode()[:SHOWN_LENGTH]
    return None


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each lone surrogate."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def safe_name(name: str) -> str:
    r"""A name of a file or a member as text: bytes that are no UTF-8 written as `\xe9`, so that names stay different.

    `name` is as Python gives it, such bytes as surrogates (PEP 383).
    """
    if not _LONE_SURROGATE.search(name):
        return name
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # surrogates that stand for no byte
        return without_surrogates(name)
