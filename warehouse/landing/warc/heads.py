"""Heads as WARC, ARC and HTTP write them: lines of names and values, however they end and whatever bytes they hold.

What belongs here: taking heads apart, and what a record's head says. What does not: where records begin and end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Fields = Mapping[str, str]  # names in small letters; values of a name that comes several times are lines of one text
_FOLD = re.compile(r"\n[ \t]+")
_LENGTH = re.compile(r"[0-9]{1,15}")  # below a petabyte: a longer one cannot be meant


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a record says, of WARC or of ARC; empty text and None where it says nothing."""

    kind: str  # in small letters: response, request …
    address: str = ""
    record_id: str | None = None
    time: str = ""
    media_type: str = ""
    length: int | None = None
    fields: Fields = field(default_factory=dict)
    is_damaged: bool = False  # it holds zeros, or twice what stands once in a head: heads of two records run together


def decoded(head: bytes) -> str:
    """A head as text: UTF-8, or else one character for each byte. Never raises, never gives lone surrogates."""
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError:
        return head.decode("latin-1")


def fields(head: bytes) -> dict[str, str]:
    """The values by name; lines without a colon are left out.

    A line that begins with a blank goes on with the value before it (RFC 9112, 5.2).
    """
    text = decoded(head).replace("\r", "")
    if "\n " in text or "\n\t" in text:
        text = _FOLD.sub(" ", text)
    given: dict[str, str] = {}
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            name = name.lower()
            value = value.strip()
            given[name] = f"{given[name]}\n{value}".strip() if name in given else value
    return given


def warc_head(content: bytes) -> Head:
    """What the head of a WARC record says. Some versions of wget put the address in angle brackets."""
    given = fields(content)
    time, length = given.get("warc-date", ""), given.get("content-length", "")
    kind, address, record_id = (given.get(f"warc-{name}", "") for name in ("type", "target-uri", "record-id"))
    return Head(
        kind=kind.lower(),
        address=unbracketed(address),
        record_id=record_id or None,
        time=time,
        media_type=given.get("content-type", ""),
        length=length_of(length),
        fields=given,
        is_damaged=b"\0" in content or "\n" in f"{kind}{address}{record_id}{time}{length}",
    )


def unbracketed(address: str) -> str:
    """An address without the angle brackets around it."""
    return address[1:-1].strip() if address.startswith("<") and address.endswith(">") else address


def length_of(value: str) -> int | None:
    """A stated length; None where it is no number that can be meant."""
    return int(value) if _LENGTH.fullmatch(value) else None
