"""Pages of one run of one source as a crawl archive (WARC 1.1, gzipped record by record), there whole or not at all.

A page is written as it was when unpacked, with the headers that say what it is. Where it was redirected, a record
`metadata` names the addresses before. User names and passwords in addresses are left out.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import NAMESPACE_URL, uuid5

from tasks.sources.addresses import without_credentials
from warehouse.store.durable import sync_folder

DRAFT = ".part"
ENDING = ".warc.gz"
_LINE_ENDS = str.maketrans({"\r": " ", "\n": " "})


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page to land."""

    url: str  # where it was found
    fetched_at: datetime
    headers: Mapping[str, str]
    content: bytes
    hops: tuple[str, ...] = ()  # addresses that were redirected


class CrawlArchive:
    """A file in the making, hidden until it is closed; without a page there will be none.

    Where it `replaces` none, another name is taken for one that is there.
    """

    def __init__(self, folder: Path, name: str, *, replaces: bool = False) -> None:
        self._folder = folder
        self._name = name if replaces else _free(folder, name)
        self._draft = folder / f".{name}{DRAFT}"
        self._handle: IO[bytes] | None = None
        self.count = 0

    @property
    def path(self) -> Path:
        """Where the file will lie."""
        return self._folder / self._name

    def add(self, page: FetchedPage) -> None:
        """Write a page."""
        if self._handle is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._handle = self._draft.open("xb")
        url = without_credentials(page.url).translate(_LINE_ENDS)
        record_id = uuid5(NAMESPACE_URL, f"{self._name}#{self.count} {url}").urn
        self._handle.write(_record("response", record_id, url, page.fetched_at, _http_block(page)))
        if page.hops:
            hops = "".join(f"via: {without_credentials(hop).translate(_LINE_ENDS)}\r\n" for hop in page.hops)
            about = uuid5(NAMESPACE_URL, f"{self._name}#{self.count} hops").urn
            self._handle.write(_record("metadata", about, url, page.fetched_at, hops.encode(), record_id))
        self.count += 1

    def close(self) -> Path | None:
        """Put the file in its place, durably; None where no page was added."""
        if self._handle is None:
            return None
        self._handle.flush()
        os.fsync(self._handle.fileno())
        self._handle.close()
        self._draft.rename(self.path)
        sync_folder(self._folder)
        return self.path

    def drop(self) -> None:
        """Give up the file, after a fault."""
        if self._handle is not None:
            self._handle.close()
            self._draft.unlink(missing_ok=True)


def _free(folder: Path, name: str) -> str:
    """A name that no landed file has: a clock that was set back may give one twice."""
    number, free = 2, name
    while (folder / free).exists():
        free = f"{name.removesuffix(ENDING)}-{number}{ENDING}"
        number += 1
    return free


def _http_block(page: FetchedPage) -> bytes:
    headers = "".join(f"{name}: {value.translate(_LINE_ENDS)}\r\n" for name, value in sorted(page.headers.items()))
    head = f"HTTP/1.1 200 OK\r\n{headers}content-length: {len(page.content)}\r\n\r\n"
    return head.encode("latin-1", "replace") + page.content


def _record(kind: str, record_id: str, url: str, time: datetime, block: bytes, about: str | None = None) -> bytes:
    media_type = "application/http; msgtype=response" if kind == "response" else "application/warc-fields"
    concurrent = "" if about is None else f"WARC-Concurrent-To: <{about}>\r\n"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{record_id}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: {time:%Y-%m-%dT%H:%M:%S}Z\r\n{concurrent}Content-Type: {media_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


def drop_drafts(folder: Path) -> None:
    """Delete what killed runs left half written; the caller holds the lock of the folder."""
    for path in folder.glob(f"*/.*{DRAFT}"):
        path.unlink(missing_ok=True)
