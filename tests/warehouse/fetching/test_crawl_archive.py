"""Landed pages are a crawl archive that other programs read too, there whole or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from tasks.records import RawDocument
from warehouse.fetching.crawl_archive import CrawlArchive, FetchedPage, drop_drafts
from warehouse.landing.read import find_inputs, read_inputs

AT = datetime(2026, 12, 1, 12, 30, 1)


def a_page(number: int, **fields: object) -> FetchedPage:
    given = {"url": f"https://paper.example/{number}", "headers": {"content-type": "text/html"}, **fields}
    return FetchedPage(fetched_at=AT, content=b"<p>Page %d</p>" % number, **given)  # type: ignore[arg-type]


def test_pages_are_read_as_they_were_written(tmp_path: Path) -> None:
    archive = CrawlArchive(tmp_path / "paper", "paper-1.warc.gz")
    for number in range(3):
        archive.add(a_page(number, hops=("https://paper.example/old",) if number == 1 else ()))
    path = archive.close()
    assert path is not None
    found = list(read_inputs(find_inputs([str(path)]), 1000))
    assert [document.url for document in found] == [f"https://paper.example/{n}" for n in range(3)]
    assert all(isinstance(d, RawDocument) and d.fetched_at == AT and d.detail is None for d in found)


def test_another_reader_finds_the_records_whole_and_where_a_page_was_redirected(tmp_path: Path) -> None:
    archive = CrawlArchive(tmp_path, "a.warc.gz")
    archive.add(a_page(1, hops=("https://me:secret@paper.example/old", "https://paper.example/older")))
    archive.close()
    with (tmp_path / "a.warc.gz").open("rb") as handle:
        kinds = {str(r.record_type): (r.headers["WARC-Target-URI"], r.reader.read()) for r in ArchiveIterator(handle)}
    assert kinds[str(WarcRecordType.response)][1] == b"<p>Page 1</p>"
    assert (
        kinds[str(WarcRecordType.metadata)][1]
        == b"via: https://paper.example/old\r\nvia: https://paper.example/older\r\n"
    )


def test_a_header_cannot_begin_another_record(tmp_path: Path) -> None:
    archive = CrawlArchive(tmp_path, "a.warc.gz")
    archive.add(a_page(1, headers={"content-type": "text/html\r\n\r\nWARC/1.1\r\nWARC-Type: response"}))
    archive.close()
    assert len(list(read_inputs(find_inputs([str(tmp_path)]), 1000))) == 1


def test_a_file_in_the_making_is_hidden_and_one_without_pages_is_never_made(tmp_path: Path) -> None:
    archive = CrawlArchive(tmp_path / "paper", "a.warc.gz")
    assert archive.close() is None
    archive.add(a_page(1))
    assert [path.name.startswith(".") for path in (tmp_path / "paper").iterdir()] == [True]
    archive.drop()
    assert list((tmp_path / "paper").iterdir()) == []


def test_a_name_that_is_taken_is_not_given_again(tmp_path: Path) -> None:
    for number in range(3):
        archive = CrawlArchive(tmp_path, "a.warc.gz")
        archive.add(a_page(number))
        archive.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-2.warc.gz", "a-3.warc.gz", "a.warc.gz"]


def test_what_a_killed_run_left_half_written_is_deleted(tmp_path: Path) -> None:
    archive = CrawlArchive(tmp_path / "paper", "a.warc.gz")
    archive.add(a_page(1))
    with pytest.raises(FileExistsError):
        CrawlArchive(tmp_path / "paper", "a.warc.gz").add(a_page(2))
    drop_drafts(tmp_path)
    assert list((tmp_path / "paper").iterdir()) == []
