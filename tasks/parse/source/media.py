"""What a document is: bytes that are no text, markup, or plain text. Told by content, then media type, then extension.

What belongs here: signatures and the choice. What does not: decoding (decode.py), compressed containers.
"""

from __future__ import annotations

import re

from tasks.parse.source.decode import SAMPLE_BYTES, byte_order_mark, unmarked_utf16

MARKUP_SAMPLE = 20_000  # characters in which a page shows its first tags
# How binary formats begin, as file(1) tells them.
_BINARY_STARTS = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh",
    b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!\x1a", b"\x28\xb5\x2f\xfd", b"\x7fELF", b"MZ\x90", b"\xd0\xcf\x11\xe0", b"OggS",
    b"ID3", b"fLaC", b"\x00\x00\x01\x00", b"wOFF", b"wOF2", b"\x00asm", b"\xca\xfe\xba\xbe", b"SQLite format 3",
    b"PAR1", b"{\\rtf", b"%!PS", b"II*\x00", b"MM\x00*", b"\x1aE\xdf\xa3", b"FWS", b"CWS",
)  # fmt: skip
_BINARY_MEDIA = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/gzip")
_RIFF_KINDS = (b"WEBP", b"WAVE", b"AVI ")
_CONTROL_BYTES = bytes([*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
MOST_CONTROL_SHARE = 0.02  # of a sample, beyond which it is no text in any 8-bit encoding


_PAGE_START = re.compile(r"\s{0,99}(?:<!--.{0,999}?-->\s{0,99}){0,3}<(?:!doctype|html|head|body|\?xml)\b", re.I | re.S)
_PAGE_TAG = re.compile(r"<(?:!doctype\s|html\b|head\b|body\b)", re.IGNORECASE)
_PAGE_BYTES = re.compile(rb"<(?:!doctype|html|head|body|title|meta|div|p)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</(?:p|div|span|a|html|head|body|title|table|tr|td|ul|ol|li|h[1-6]|script|style|b|i|em|strong|blockquote|article|section|"
    r"main|pre|font|center)\s{0,9}>|<(?:br|p|hr|div|table|tr|td|ul|ol|li|section|article|main|center|blockquote|h[1-6]|b|i|em|strong|span|font)\s{0,9}/?>|<(?:div|p|span|a|img|table|td|meta|link|ul|li)\s[^<>]{1,999}>",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\s{0,99}<[!?/A-Za-z]")
FEWEST_TAGS = 2  # one may be quoted in a plain text
LEAST_TAGGED_SHARE = 0.15  # of the lines that are not blank
_MARKUP_MEDIA = ("text/html", "application/xhtml", "application/xml", "text/xml")
_MARKUP_ENDINGS = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp")


def is_binary(content: bytes, media_type: str | None = None) -> bool:
    """Whether the bytes are no text: told by how they begin, by control characters, and then by the declared type."""
    head = content[:SAMPLE_BYTES]
    if head.startswith(_BINARY_STARTS) or (head[:4] == b"RIFF" and head[8:12] in _RIFF_KINDS) or head[4:8] == b"ftyp":
        return True
    if byte_order_mark(head) is not None or unmarked_utf16(head) is not None:
        return False
    unprintable = len(head) - len(head.translate(None, _CONTROL_BYTES))
    is_page = _PAGE_BYTES.search(head) is not None  # pages with stray NULs are pages
    if unprintable > MOST_CONTROL_SHARE * len(head) and not is_page:
        return True
    return (media_type or "").lower().startswith(_BINARY_MEDIA) and b"<" not in head


def is_markup(text: str, media_type: str | None = None, source: str = "") -> bool:
    """Whether a text is HTML: it begins like a page, or many of its lines hold tags; else as it is declared or named.

    A plain text may name a few tags, as a comment form does that lists those it allows.
    """
    sample = text[:MARKUP_SAMPLE]
    if _PAGE_START.match(sample) or (_OPENING.match(sample) and _PAGE_TAG.search(sample)):
        return True  # servers put scripts above a page's first tag
    tags = len(_TAG.findall(sample))
    if tags >= FEWEST_TAGS and _tagged_share(sample) >= LEAST_TAGGED_SHARE:
        return True
    declared = (media_type or "").lower()
    is_named = declared.startswith(_MARKUP_MEDIA) or (not declared and source.lower().endswith(_MARKUP_ENDINGS))
    return is_named and (tags > 0 or _OPENING.match(sample) is not None)


def _tagged_share(text: str) -> float:
    """The share of a text's lines, blank ones left out, in which a tag stands."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(_TAG.search(line) is not None for line in lines) / max(1, len(lines))
