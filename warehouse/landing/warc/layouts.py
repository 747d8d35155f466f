"""How records of WARC and of its forerunner ARC begin.

What belongs here: the heads of a format, made the same fields for both. What does not: where a block ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from warehouse.landing.warc.heads import Head, decoded, length_of, warc_head


@dataclass(frozen=True, slots=True)
class Layout:
    """One format of archives.

    `next` finds a head amid other bytes and is stricter than `start`, which tells one where it should stand; `head_end`
    matches the end of a head, without a group "end" where another head cuts it off; `end` matches behind a block.
    """

    start: re.Pattern[bytes]
    next: re.Pattern[bytes]
    head_end: re.Pattern[bytes]
    end: re.Pattern[bytes]
    read_head: Callable[[bytes], Head]

    def is_start(self, content: bytes | bytearray) -> bool:
        """Whether a record begins here."""
        return self.start.match(content) is not None

    def is_end(self, content: bytes | bytearray, at: int) -> bool:
        """Whether a record can end here: line ends, then the next head or nothing."""
        return self.end.match(content, at) is not None


WARC = Layout(
    start=re.compile(rb"WARC/"),
    next=re.compile(rb"WARC/\d\.\d{1,2}\r*\n[A-Za-z][\w-]{0,60}:"),
    head_end=re.compile(rb"\n(?:(?P<end>\r*\n)|WARC/\d\.)"),
    end=re.compile(rb"[\r\n]*(?:WARC/|\Z)"),
    read_head=warc_head,
)

DATE_DIGITS, TIME_DIGITS = 8, 14  # of 20140216050221; some writers add more

# One line: address (may hold blanks), IP address, time, media type, in version 2 five fields more, length
# (https://archive.org/web/researcher/ArcFileFormat.php). A file begins with the record "filedesc://…".
_ARC_HEAD = re.compile(
    rb"(?P<address>[A-Za-z][\w+.-]{1,20}:[^\n]{1,4000}?) (?P<host>[0-9A-Fa-f.:]{3,45}) (?P<time>\d{8,20})"
    rb" (?P<type>[^ \n]{1,200})(?: [^\n]{0,2000})? (?P<length>[^ \n]{1,20}?)\r*\n"
)


def _arc_head(head: bytes) -> Head:
    found = _ARC_HEAD.match(head)
    said = {} if found is None else {name: decoded(value) for name, value in found.groupdict().items()}
    address, time = said.get("address", ""), said.get("time", "")
    return Head(
        kind="warcinfo" if address.startswith("filedesc:") else "response",
        address=address,
        time=f"{time[:DATE_DIGITS]}T{time[DATE_DIGITS:TIME_DIGITS]}",
        media_type=said.get("type", ""),
        length=length_of(said.get("length", "")),
    )


ARC = Layout(
    start=re.compile(rb"WARC/"),
    next=re.compile(rb"WARC/\d\.\d{1,2}\r*\n[A-Za-z][\w-]{0,60}:"),
    head_end=re.compile(rb"\n(?:(?P<end>\r*\n)|WARC/\d\.)"),
    end=re.compile(rb"[\r\n]*(?:WARC/|\Z)"),
    read_head=warc_head,
)

DATE_DIGITS, TIME_DIGITS = 8, 14  # of 20140216050221; some writers add more

# One line: address (may hold blanks), IP address, time, media type, in version 2 five fields more, length
# (https://archive.org/web/researcher/ArcFileFormat.php). A file begins with the record "filedesc://…".
_ARC_HEAD = re.compile(
    rb"(?P<address>[A-Za-z][\w+.-]{1,20}:[^\n]{1,4000}?) (?P<host>[0-9A-Fa-f.:]{3,45}) (?P<time>\d{8,20})"
    rb" (?P<type>[^ \n]{1,200})(?: [^\n]{0,2000})? (?P<length>[^ \n]{1,20}?)\r*\n"
)


def _arc_fields(head: bytes) -> dict[str, list[str]]:
    found = _ARC_HEAD.match(head)
    values = {} if found is None else {name: decoded(value) for name, value in found.groupdict().items()}
    address = values.get("address", "")
    return {
        "warc-type": ["warcinfo" if address.startswith("filedesc:") else "response"],
        "warc-target-uri": [address],
        "warc-date": [values.get("time", "")[:14]],
        "content-type": [values.get("type", "")],
        "content-length": [values.get("length", "")],
    }


ARC = Layout(
    start=_ARC_HEAD,
    next=re.compile(rb"(?<=\n)" + _ARC_HEAD.pattern),
    head_end=re.compile(rb"(?P<end>\n)"),
    end=re.compile(rb"[\r\n]*(?:" + _ARC_HEAD.pattern + rb"|\Z)"),
    read_head=_arc_head,
)
