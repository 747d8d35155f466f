"""Bytes to clean text: which character encoding they are in, and what is taken out of the text whoever wrote it.

What belongs here: encodings, mojibake, control and invisible characters, Unicode normal form. What does not: markup.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ftfy import fix_encoding
from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

SAMPLE_BYTES = 65_536  # what detection looks at
DECLARATION_BYTES = 4096  # browsers look at 1024; pages put comments and scripts before it
LONGEST_REPAIR = 20_000  # characters of one line that are repaired; longer lines are data
MOST_REPAIRS = 20_000  # lines of one document
FEWEST_MOJIBAKE = 2  # one "Ã©" may be about mojibake

# Longest first: a UTF-32 mark begins with a UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_:.\-]{2,40})""")
_MOJIBAKE_STARTS = ("Ã", "Â", "â€", "ï¿½", "ð\u0178")  # told fast: most pages have none
_MOJIBAKE = re.compile("[ÃÂ][\x80-\xbf]|â€[^a-z ]|Ã[\u0192\u201a\u2020\u2021\u20ac\u0153]|ï¿½|ð\u0178")

# A byte that is no UTF-8, as `surrogateescape` decodes it, between characters of ASCII. One that begins a character in
# UTF-8 is a letter in windows-1252: taken for one beside another letter only, else a character was cut off. 0xFF, in no
# text of either, is damage.
_STRAY = re.compile(
    "(?:(?<=[\x00-\x7f])|^)[\udc80-\udcbf](?=[\x00-\x7f]|$)"
    "|(?<=[A-Za-z])[\udcc0-\udcfe](?=[\x00-\x7f]|$)|(?:(?<=[\x00-\x7f])|^)[\udcc0-\udcfe](?=[A-Za-z])"
)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
# Letters of the Latin, Cyrillic and CJK scripts, Hangul and usual signs: in no text of them is there anything to clean,
# since none of them is taken away and none joins another in NFC.
_SETTLED = re.compile(
    "[\t\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2122"
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]*"
)
_USUAL = bytes([0x09, 0x0A, *range(0x20, 0x7F)])  # ASCII that is never taken away
# Joiners are spelling in Persian and Hindi and glue in emoji; beside Latin letters they are debris.
_JOINERS = re.compile("(?<=[\x20-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x20-\u024f])")
# What `clean` takes away here and, where markup wrote it as a reference, when the markup is read.
_TRACES = (  # a name, the characters, and the references that stand for them
    ("soft_hyphens", re.compile("\xad"), re.compile("&(?:shy|#173|#[xX]0{0,4}[aA][dD]);")),
    (
        "zero_width_characters",
        re.compile("[\u200b\u2060\ufeff]"),
        re.compile("&#(?:8203|[xX]200[bB]|65279|[xX][fF][eE][fF]{2});"),
    ),
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_NEWLINES = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Clean text, the encoding in which the bytes were read (Python's name for it), and what was repaired."""

    text: str
    encoding: str
    repairs: tuple[str, ...] = ()


def decode(content: bytes, media_type: str | None = None) -> Decoded:
    """Decode bytes and clean the text; never raises, undecodable bytes become U+FFFD.

    A byte order mark decides first, then valid UTF-8 (which no other encoding is by accident), then what is declared if
    it holds, then statistics. Labels are read as the WHATWG encoding standard does (latin-1 is windows-1252).
    """
    text, encoding = _decode(content, media_type)
    repaired = _repaired(text)
    cleaned = clean(repaired)
    return Decoded(cleaned, encoding, tuple(_repairs(content, media_type, encoding, (text, repaired))))


def _repairs(content: bytes, media_type: str | None, encoding: str, texts: tuple[str, str]) -> Iterator[str]:
    """Names of what was done to a text, given as it was decoded and after the repair of mojibake."""
    decoded, repaired = texts
    declared = _declared(content, media_type)
    if declared is not None and declared != encoding and not decoded.isascii():
        yield "wrong_declared_encoding"
    if "\ufffd" in decoded:
        yield "undecodable_bytes"
    unmarked = content.removeprefix(codecs.BOM_UTF8)
    if encoding == "utf-8" and decoded.encode() != unmarked and decoded != unmarked.decode("utf-8", "replace"):
        yield "stray_bytes"
    if repaired is not decoded and repaired != decoded:
        yield "mojibake"
    rare = _rare(repaired)
    for name, characters, references in _TRACES:
        if characters.search(rare) or references.search(repaired):
            yield name
    if _CONTROLS.search(rare):
        yield "control_characters"
    if not unicodedata.is_normalized("NFC", repaired):
        yield "unicode_nfc"


def clean(text: str) -> str:
    """Unicode NFC without control, invisible and directional characters, line ends as newlines."""
    if (text.isascii() and text.isprintable()) or _SETTLED.fullmatch(text) is not None:
        return text
    rare = _rare(text)
    if not rare:
        return text
    if _UNSEEN.search(rare):
        text = _UNSEEN.sub("", text)
    if "\u200c" in rare or "\u200d" in rare:
        text = _JOINERS.sub("", text)
    if _LINE_ENDS.search(rare):
        for mark in _NEWLINES:
            text = text.replace(mark, "\n")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _rare(text: str) -> str:
    """The characters of a text beside those of plain English: few, so that looking for some of them takes no time."""
    return text.encode("utf-8", "surrogatepass").translate(None, _USUAL).decode("utf-8", "surrogatepass")


def _decode(content: bytes, media_type: str | None) -> tuple[str, str]:
    mark = byte_order_mark(content)
    if mark is not None:
        return content[mark[0] :].decode(mark[1], "replace"), mark[1]
    wide = unmarked_utf16(content[:SAMPLE_BYTES])
    if wide is not None:
        return content.decode(wide, "replace"), wide
    declared = _declared(content, media_type)
    is_escaped = b"\x1b$" in content[:SAMPLE_BYTES] and (declared or "").startswith("iso2022")  # Japanese in seven bits
    if not is_escaped:
        try:
            return content.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    return _eight_bit(content, declared)


def _eight_bit(content: bytes, declared: str | None) -> tuple[str, str]:
    """Text that is not clean UTF-8: UTF-8 with damage, else as declared if that holds, else as it looks.

    More characters of several bytes than bytes that are none make it UTF-8: in texts of other encodings such characters
    come about by accident, in Chinese and Korean ones in a tenth of the pairs of bytes, in western ones hardly ever.
    """
    damaged = content.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    read = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]{1,999}", damaged[:SAMPLE_BYTES])))
    if read > damaged.count("\ufffd", 0, SAMPLE_BYTES) or lost == len(damaged):
        return _with_stray_bytes(content), "utf-8"
    if declared is not None and declared != "utf-8":
        try:
            return content.decode(declared), declared
        except (UnicodeDecodeError, LookupError):
            pass
    seen = detect_encoding(content, max_len=SAMPLE_BYTES, html5_compatible=True) or "windows-1252"
    if seen == "utf-8":
        seen = "windows-1252"
    try:
        return content.decode(seen, "replace"), seen
    except LookupError:
        return content.decode("windows-1252", "replace"), "windows-1252"


def _with_stray_bytes(content: bytes) -> str:
    """UTF-8 into which text of another system was pasted: single bytes that are none are read as windows-1252.

    Two or more in a row are what is left of a longer character, and nobody can tell of which: U+FFFD.
    """
    escaped = content.decode("utf-8", "surrogateescape")
    mended = _STRAY.sub(
        lambda found: bytes([ord(found[0]) - 0xDC00]).decode("windows-1252", "surrogateescape"), escaped
    )
    return mended.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def byte_order_mark(content: bytes) -> tuple[int, str] | None:
    """Length in bytes of the byte order mark and the encoding it stands for."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return len(mark), encoding
    return None


def unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 without a byte order mark: western text has a NUL in every other byte."""
    head = head[:2048]
    half = len(head) // 2
    if half < 8:
        return None
    first, second = head[0::2].count(0), head[1::2].count(0)
    if second > 0.6 * half and first < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if first > 0.6 * half and second < 0.05 * half else None


def _declared(content: bytes, media_type: str | None) -> str | None:
    """The declared encoding under Python's name; the transport's word goes before the page's own."""
    head = content[:DECLARATION_BYTES]
    labels = [_CHARSET.search((media_type or "").encode("ascii", "ignore")), _CHARSET.search(head)]
    for label in (*labels, _XML_ENCODING.search(head)):
        name = None if label is None else map_encoding_to_html5(label[1].decode("ascii"), fallback_utf8=False)
        if name is not None:
            return codecs.lookup(name).name
    return None


def _repaired(text: str) -> str:
    """UTF-8 that was read as windows-1252 and saved so: repaired line by line, where it shows more than once."""
    rare = _rare(text)
    if not any(start in rare for start in _MOJIBAKE_STARTS):
        return text
    if len(_MOJIBAKE.findall(text)) < FEWEST_MOJIBAKE:
        return text
    lines = text.split("\n")
    broken = (n for n, line in enumerate(lines) if len(line) <= LONGEST_REPAIR and _MOJIBAKE.search(line))
    for number in islice(broken, MOST_REPAIRS):
        lines[number] = fix_encoding(lines[number])
    return "\n".join(lines)
