"""Landed pages after they were read: deleted when they are old, and rid of documents that are erased.

What belongs here: what happens to crawl archives once the archive of documents knows them. What does not: landing them
(crawl_archive.py), reading them (landing/read.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from tasks.identity import document_id
from tasks.records import RawDocument
from warehouse.fetching.crawl_archive import ENDING, CrawlArchive, FetchedPage
from warehouse.landing.inputs import InputFile
from warehouse.landing.read import read_inputs
from warehouse.store.durable import sync_folder

BYTE_CEILING = 100_000_000  # of a page that is read again; far beyond any that lands
DAY = 86_400  # seconds


def landed_files(folder: Path) -> Iterator[Path]:
    """The crawl archives in a folder of landed pages."""
    return (path for path in sorted(folder.glob(f"*/*{ENDING}")) if not path.name.startswith("."))


def drop_read(folder: Path, is_known: Callable[[Collection[str]], bool], now: float, days: int) -> int:
    """Delete files that landed over `days` ago and whose every document the archive knows; returns how many.

    `is_known` says of documents' ids whether the archive has, or refuses, them all; `now` is in seconds since 1970.
    """
    count = 0
    for path in landed_files(folder):
        if now - path.stat().st_mtime < days * DAY or not is_known(_ids(path)):
            continue
        path.unlink()
        sync_folder(path.parent)
        count += 1
    return count


def _ids(path: Path) -> set[str]:
    return {document_id(landed) for landed in read_inputs([InputFile(path, str(path))], BYTE_CEILING)}


def take_out(folder: Path, gone: Collection[str]) -> int:
    """Take documents out of landed files, by their ids; returns how many went. The others stay, in new files."""
    count = 0
    for path in landed_files(folder):
        landed = list(read_inputs([InputFile(path, str(path))], BYTE_CEILING))
        kept = [item for item in landed if document_id(item) not in gone]
        if len(kept) == len(landed):
            continue
        count += len(landed) - len(kept)
        _write_anew(path, [item for item in kept if isinstance(item, RawDocument)])
    return count


def _write_anew(path: Path, documents: list[RawDocument]) -> None:
    """Put a file with these documents in the place of another one, at once; without documents it is deleted."""
    changed_at = path.stat().st_mtime
    archive = CrawlArchive(path.parent, path.name, replaces=True)
    for document in documents:
        if document.url is not None and document.fetched_at is not None:
            headers = {} if document.media_type is None else {"content-type": document.media_type}
            archive.add(FetchedPage(document.url, document.fetched_at, headers, document.content))
    if archive.close() is None:
        path.unlink()
        sync_folder(path.parent)
    else:
        os.utime(path, (changed_at, changed_at))
