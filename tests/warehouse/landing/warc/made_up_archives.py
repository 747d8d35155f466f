"""Archives for tests: records of WARC and ARC, and damage done to them."""

from __future__ import annotations

import gzip
import io
import random
import re

from tasks.records import RawDocument, UnreadableInput
from warehouse.landing.warc import read_records

PAGE = b"<html><body><p>The lock is open.</p></body></html>"
CEILING = 1_000
Landed = RawDocument | UnreadableInput


def record(
    body: bytes = PAGE,
    *,
    kind: str = "response",
    url: str | None = "http://a.example/1",
    http: str | None = "HTTP/1.1 200 OK\r\nContent-Type: text/html",
    date: str | None = "2021-07-14T10:00:00+02:00",
    media_type: str = "application/http; msgtype=response",
    missing: int = 0,
) -> bytes:
    """A record; `http` is the head of the answer in it, `missing` how many bytes fewer there are than it states."""
    block = (http.encode() + b"\r\n\r\n" if http is not None else b"") + body
    head = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:1>"]
    head += [f"WARC-Target-URI: {url}"] if url is not None else []
    head += [f"WARC-Date: {date}"] if date is not None else []
    head += [f"Content-Type: {media_type}", f"Content-Length: {len(block) + missing}"]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def page(number: int, word_count: int = 40) -> bytes:
    """A page whose text differs from that of all others and that hardly packs."""
    chance = random.Random(number)
    words = " ".join(f"{chance.randrange(1 << 40):x}" for _ in range(word_count))
    return f"<html><body><p>Page {number}: {words}</p></body></html>".encode()


def pages(count: int) -> list[bytes]:
    """Records with `page(n)` at http://a.example/n."""
    return [record(page(n), url=f"http://a.example/{n}") for n in range(count)]


def packed(records: list[bytes]) -> list[bytes]:
    """Each record as a gzip member."""
    return [gzip.compress(one, mtime=0) for one in records]


def with_length(one: bytes, length: str) -> bytes:
    """A record that states another length."""
    return re.sub(rb"(\r\nContent-Length: )\d+", lambda found: found[1] + length.encode(), one, count=1)


def arc_record(body: bytes = PAGE, *, url: str = "http://a.example/1", length: str | None = None) -> bytes:
    """A record of ARC version 1 with an answer in it."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = f"{url} 192.0.2.1 20140216050221 text/html {length or len(block)}\n"
    return head.encode() + block + b"\n"


def arc_file(*records: bytes) -> bytes:
    """An ARC file: its own description, then the records."""
    about = b"1 0 Nobody\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://a.arc 192.0.2.1 20140216050221 text/plain %d\n" % len(about)
    return head + about + b"\n" + b"".join(records)


def read(content: bytes, ceiling: int = CEILING, name: str = "crawl.warc") -> list[Landed]:
    return list(read_records(io.BytesIO(content), name, ceiling))


def documents(landed: list[Landed]) -> list[bytes]:
    return [one.content for one in landed if isinstance(one, RawDocument)]


def refused(landed: Landed) -> tuple[str, str]:
    assert isinstance(landed, UnreadableInput)
    return landed.reason, landed.detail


def refusals(landed: list[Landed]) -> list[tuple[str, str]]:
    return [refused(one) for one in landed if isinstance(one, UnreadableInput)]
