"""Landed files go once they are read and old, and documents that are erased go out of them."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from tasks.identity import document_id
from tests.warehouse.fetching.rounds import landed
from warehouse.fetching.crawl_archive import CrawlArchive, FetchedPage
from warehouse.fetching.landed import DAY, drop_read, landed_files, take_out

AT = datetime(2026, 12, 1, 12)


def land(folder: Path, name: str, *numbers: int) -> Path:
    archive = CrawlArchive(folder / "pages" / "paper", f"{name}.warc.gz")
    for number in numbers:
        url = f"https://paper.example/{number}"
        archive.add(FetchedPage(url, AT, {"content-type": "text/html"}, b"<p>Page %d</p>" % number))
    path = archive.close()
    assert path is not None
    os.utime(path, (0, 0))
    return path


def test_old_files_go_where_the_archive_knows_all_their_documents(tmp_path: Path) -> None:
    known, unknown = land(tmp_path, "a", 1, 2), land(tmp_path, "b", 2, 3)
    ids = {document_id(document) for document in landed(tmp_path) if document.url != "https://paper.example/3"}

    def is_known(doc_ids: Collection[str]) -> bool:
        return set(doc_ids) <= ids

    assert drop_read(tmp_path / "pages", is_known, now=DAY, days=2) == 0
    assert drop_read(tmp_path / "pages", is_known, now=3 * DAY, days=2) == 1
    assert not known.exists()
    assert unknown.exists()


def test_erased_documents_go_and_the_others_of_their_file_stay(tmp_path: Path) -> None:
    land(tmp_path, "a", 1, 2, 3)
    land(tmp_path, "b", 2)
    before = landed(tmp_path)
    gone = {document_id(document) for document in before if document.url == "https://paper.example/2"}
    assert take_out(tmp_path / "pages", gone) == 2
    assert [path.name for path in landed_files(tmp_path / "pages")] == ["a.warc.gz"]
    after = landed(tmp_path)
    assert [document.content for document in after] == [b"<p>Page 1</p>", b"<p>Page 3</p>"]
    assert {document_id(document) for document in after} == {document_id(d) for d in before} - gone
    assert all(path.stat().st_mtime == 0 for path in landed_files(tmp_path / "pages"))
    assert take_out(tmp_path / "pages", gone) == 0
