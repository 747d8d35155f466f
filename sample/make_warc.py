"""Writes `archive.warc.gz`, the sample's WARC, from the pages in `warc-pages/`: the same bytes on every run.

    python sample/make_warc.py

One gzip member per record (WARC 1.1, annex D), response records only, dates and record ids fixed by the list below.
What does not belong here: pages; they stand readable in `warc-pages/`.
"""

from __future__ import annotations

import gzip
import uuid
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ARCHIVE = HERE / "archive.warc.gz"
PAGES = HERE / "warc-pages"


@dataclass(frozen=True, slots=True)
class Capture:
    """One response: the page's file, the address it was fetched from, when (WARC-Date, UTC), and the status line."""

    page: str
    url: str
    fetched_at: str
    status: str = "200 OK"


CAPTURES = (
    Capture(
        "dam-announced.html",
        "https://www.busiaweekly.example/county/2021/06/14/lower-sio-dam-announced",
        "2021-06-15T04:10:00Z",
    ),
    Capture(
        "not-found.html",
        "https://www.harbour-observer.example/world/2021/06/25/halden-corridor",
        "2021-07-17T03:59:58Z",
        "404 Not Found",
    ),
    Capture(
        "torkham-reopens.html",
        "https://www.khyber-courier.example/tribal/8931/torkham-reopens",
        "2021-07-17T12:30:12Z",
    ),
    Capture(
        "kitchen-closes.html",
        "https://hinterland-notes.example/2021/07/the-kitchen-closes/",
        "2021-07-20T02:15:40Z",
    ),
    Capture(
        "ladder-drawn.html",
        "https://www.busiaweekly.example/county/2021/09/03/fish-ladder-drawn",
        "2021-09-04T04:10:03Z",
    ),
    Capture(
        "second-dose.html",
        "https://thevoicedaily.example/life/second-dose-barpak",
        "2021-09-21T05:44:19Z",
    ),
)


def http_response(capture: Capture, body: bytes) -> bytes:
    """The response as it came over the wire: status line, headers, body."""
    head = (
        f"HTTP/1.1 {capture.status}\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode("ascii") + body


def record(capture: Capture) -> bytes:
    """A WARC response record, uncompressed; its id follows from address and date, so that it never changes."""
    block = http_response(capture, (PAGES / capture.page).read_bytes())
    record_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{capture.url} {capture.fetched_at}")
    head = (
        "WARC/1.1\r\n"
        "WARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{record_id}>\r\n"
        f"WARC-Date: {capture.fetched_at}\r\n"
        f"WARC-Target-URI: {capture.url}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode("ascii") + block + b"\r\n\r\n"


def archive() -> bytes:
    """The whole file: every record a gzip member of its own, without a time stamp."""
    return b"".join(gzip.compress(record(capture), mtime=0) for capture in CAPTURES)


if __name__ == "__main__":
    ARCHIVE.write_bytes(archive())
