"""Inputs are told by content, streamed, and every one gives a document or says why not."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import tarfile
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from tasks.records import RawDocument, RejectReason, UnreadableInput
from warehouse.landing import read
from warehouse.landing.read import InputFile, find_inputs, read_inputs, read_manifest

CEILING = 1_000_000
PAGE = b"<html><body><p>The bridge at Karsin is open again.</p></body></html>"


def landed(*paths: Path, ceiling: int = CEILING) -> list[RawDocument | UnreadableInput]:
    return list(read_inputs(find_inputs([str(path) for path in paths]), ceiling))


def one(path: Path) -> RawDocument | UnreadableInput:
    (document,) = landed(path)
    return document


def warc(*bodies: bytes, date: str = "2021-07-14T10:00:00Z", media_type: str = "text/html") -> bytes:
    return b"".join(warc_record(f"http://a.example/{n}", body, date, media_type) for n, body in enumerate(bodies))


def warc_record(url: str, body: bytes, date: str, media_type: str) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{abs(len(url)):032d}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: {date}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_a_file_is_one_document_with_its_path_as_source(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    assert one(tmp_path / "page.html") == RawDocument(content=PAGE, source=str(tmp_path / "page.html"))


def test_a_gzipped_page_is_told_by_content_and_keeps_its_source(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(gzip.compress(PAGE))
    document = one(tmp_path / "page")
    assert isinstance(document, RawDocument)
    assert (document.content, document.source) == (PAGE, str(tmp_path / "page"))


def test_a_folder_is_read_in_name_order_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ("b/2.html", "a/1.html", ".git/3.html", "c.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    names = [Path(document.source).name for document in landed(tmp_path)]
    assert names == ["1.html", "2.html", "c.html"]


def test_a_truncated_gzip_keeps_the_lines_before_the_cut_and_says_where_it_was_cut(tmp_path: Path) -> None:
    noise = random.Random(1)
    lines = [json.dumps({"id": n, "text": noise.randbytes(300).hex()}) + "\n" for n in range(200)]
    packed = gzip.compress("".join(lines).encode())
    path = tmp_path / "feed.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    *documents, last = landed(path)
    assert isinstance(last, UnreadableInput)
    assert last.reason is RejectReason.TRUNCATED_CONTAINER
    assert last.source == f"{path}#{len(documents)}"
    assert 50 < len(documents) < 150


def test_a_truncated_gzipped_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(os.urandom(5000))[:2000])
    document = one(path)
    assert isinstance(document, UnreadableInput)
    assert document.reason is RejectReason.TRUNCATED_CONTAINER


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "gzip"])
def test_warc_records_are_documents_by_position(tmp_path: Path, pack) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "crawl"
    path.write_bytes(pack(warc(PAGE, PAGE + b"2")))
    first, second = landed(path)
    assert isinstance(first, RawDocument)
    assert isinstance(second, RawDocument)
    assert (first.url, first.http_status, first.media_type) == ("http://a.example/0", 200, "text/html")
    assert first.fetched_at == datetime(2021, 7, 14, 10)
    assert second.source == f"{path}#1"


def test_a_warc_cut_in_the_middle_of_a_record_keeps_what_was_whole(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc(PAGE, PAGE * 20)[:-700])
    first, second = landed(path)
    assert isinstance(first, RawDocument)
    assert isinstance(second, UnreadableInput)
    assert second.reason is RejectReason.TRUNCATED_CONTAINER


def test_a_warc_record_that_is_no_page_says_so(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc(b"\x89PNG....", media_type="image/png"))
    document = one(path)
    assert isinstance(document, UnreadableInput)
    assert document.reason is RejectReason.NOT_A_DOCUMENT


def test_zip_and_tar_members_are_documents_by_name_also_inside_each_other(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("b.html", PAGE)
        archive.writestr("a.jsonl", '{"text": "one"}\n{"text": "two"}\n')
    with tarfile.open(tmp_path / "all.tar.gz", "w:gz") as tar:
        for name, content in (("in.zip", buffer.getvalue()), ("c.html", PAGE)):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    (tmp_path / "in.zip").write_bytes(buffer.getvalue())
    assert [d.source.partition("#")[2] for d in landed(tmp_path / "in.zip")] == ["a.jsonl#0", "a.jsonl#1", "b.html"]
    packed = landed(tmp_path / "all.tar.gz")
    assert packed[-1].source.endswith("#c.html")
    assert len(packed) >= 2


def test_json_lines_in_an_archive_are_documents_by_member_and_line(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text('{"id": 1, "text": "a"}\n\n{"text": broken\n{"text": "b"}\n')
    found = [(d.source.partition("#")[2], isinstance(d, RawDocument)) for d in landed(tmp_path)]
    assert found == [("0", True), ("2", False), ("3", True)]


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    document = one(tmp_path / "x.zip")
    assert isinstance(document, UnreadableInput)


def test_a_document_over_the_ceiling_is_refused_without_being_held(tmp_path: Path) -> None:
    (tmp_path / "big.html").write_bytes(b"<p>" + b"x" * 3000)
    (tmp_path / "big.jsonl").write_text(json.dumps({"text": "y" * 3000}) + '\n{"text": "small"}\n')
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"0" * 50_000_000))
    documents = landed(tmp_path, ceiling=1000)
    reasons = [d.reason if isinstance(d, UnreadableInput) else None for d in documents]
    assert reasons == [RejectReason.TOO_LARGE, RejectReason.TOO_LARGE, None, RejectReason.TOO_LARGE]
    assert all(len(document.content) <= 5000 for document in documents)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    vanished = InputFile(tmp_path / "gone.html", "gone.html")
    (document,) = read_inputs([vanished], CEILING)
    assert isinstance(document, UnreadableInput)
    assert document.reason is RejectReason.UNREADABLE_FILE


def test_a_manifest_names_files_in_its_order_with_what_it_says_of_them(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_bytes(PAGE)
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text('{"path": "p.html", "id": 7, "url": "https://a.example/p", "fetched_at": "2021-07-14"}\n')
    (document,) = read_inputs(read_manifest(manifest), CEILING)
    assert isinstance(document, RawDocument)
    assert (document.source, document.source_id, document.url) == ("p.html", "7", "https://a.example/p")
    assert document.fetched_at == datetime(2021, 7, 14)


def test_what_a_manifest_says_and_nobody_can_read_stands_in_the_documents_detail(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_bytes(PAGE)
    (tmp_path / "m.jsonl").write_text('{"path": "p.html", "url": "http://[::1", "fetched_at": "yesterday"}\n')
    (document,) = read_inputs(read_manifest(tmp_path / "m.jsonl"), CEILING)
    assert isinstance(document, RawDocument)
    assert (document.content, document.url, document.fetched_at) == (PAGE, None, None)
    assert document.detail is not None
    assert "yesterday" in document.detail
    assert "its address cannot be read" in document.detail


def packed_in_gzip(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = gzip.compress(content)
    return content


@pytest.mark.parametrize(("times", "is_read"), [(2, True), (4, True), (5, False), (12, False)])
def test_gzip_in_gzip_is_read_four_deep_and_refused_by_name_beyond(tmp_path: Path, times: int, is_read: bool) -> None:
    (tmp_path / "page.gz").write_bytes(packed_in_gzip(PAGE, times))
    document = one(tmp_path / "page.gz")
    assert isinstance(document, RawDocument) is is_read
    if isinstance(document, RawDocument):
        assert document.content == PAGE
    else:
        assert document.reason is RejectReason.UNREADABLE_CONTAINER
        assert document.detail == "nested too deep: the 5th archive, one inside the other"


def test_json_lines_in_the_deepest_archive_are_still_read(tmp_path: Path) -> None:
    (tmp_path / "feed.gz").write_bytes(packed_in_gzip(b'{"text": "a"}\n{"text": "b"}\n', 4))
    assert [document.content for document in landed(tmp_path)] == [b"a", b"b"]


def test_bytes_behind_a_whole_gzip_file_cost_nothing_and_are_told(tmp_path: Path) -> None:
    (tmp_path / "page.gz").write_bytes(gzip.compress(PAGE) + b"signature")
    document = one(tmp_path / "page.gz")
    assert isinstance(document, RawDocument)
    assert document.content == PAGE
    assert document.detail == "no gzip header; 9 packed bytes after the end were passed over"


def test_a_page_whose_checksum_is_wrong_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE)
    (tmp_path / "page.gz").write_bytes(packed[:-8] + b"\0\0\0\0" + packed[-4:])
    document = one(tmp_path / "page.gz")
    assert isinstance(document, UnreadableInput)
    assert (document.reason, document.content) == (RejectReason.TRUNCATED_CONTAINER, PAGE)


def test_what_is_left_of_a_page_whose_beginning_is_lost_is_no_document(tmp_path: Path) -> None:
    damaged = bytearray(gzip.compress(PAGE))
    damaged[10] = 0xFF
    (tmp_path / "page.html.gz").write_bytes(bytes(damaged) + gzip.compress(PAGE))
    document = one(tmp_path / "page.html.gz")
    assert isinstance(document, UnreadableInput)
    assert document.reason is RejectReason.TRUNCATED_CONTAINER


def test_lines_behind_a_damaged_beginning_are_read(tmp_path: Path) -> None:
    damaged = bytearray(gzip.compress(b'{"text": "a"}\n'))
    damaged[10] = 0xFF
    (tmp_path / "feed.jsonl.gz").write_bytes(bytes(damaged) + gzip.compress(b'{"text": "b"}\n'))
    first, second = landed(tmp_path)
    assert isinstance(first, UnreadableInput)
    assert second.content == b"b"


@pytest.mark.parametrize("name", ["empty.tar", "empty.zip"])
def test_an_archive_without_members_has_a_row(tmp_path: Path, name: str) -> None:
    if name == "empty.tar":
        with tarfile.open(tmp_path / name, "w") as archive:
            folder = tarfile.TarInfo("folder")
            folder.type = tarfile.DIRTYPE
            archive.addfile(folder)
    else:
        zipfile.ZipFile(tmp_path / name, "w").close()
    document = one(tmp_path / name)
    assert isinstance(document, UnreadableInput)
    assert (document.reason, document.detail) == (RejectReason.EMPTY, "an archive without members")


def test_a_damaged_archive_inside_an_archive_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.html", PAGE)
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as outer:
        outer.writestr("inner.zip", buffer.getvalue()[:-60])
        outer.writestr("z.html", PAGE + b"z")
    documents = [d for d in landed(tmp_path) if isinstance(d, RawDocument)]
    assert [d.source.partition("#")[2] for d in documents] == ["inner.zip#a.html", "z.html"]


def test_what_is_no_file_has_a_row_and_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")  # opening it would wait for ever
    (tmp_path / "link.html").symlink_to("nowhere")
    (tmp_path / "page.html").write_bytes(PAGE)
    link, page, pipe = sorted(landed(tmp_path), key=lambda document: document.source)
    assert isinstance(page, RawDocument)
    for row, detail in ((link, "a link that leads nowhere"), (pipe, "a named pipe, which is never opened")):
        assert isinstance(row, UnreadableInput)
        assert row.reason is RejectReason.UNREADABLE_FILE
        assert row.detail.startswith(detail)


def test_a_file_that_has_become_a_pipe_since_it_was_found_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    found = InputFile(tmp_path / "pipe.html", "pipe.html")
    (row,) = read_inputs([found], CEILING)
    assert isinstance(row, UnreadableInput)
    monkeypatch.setattr(read, "passed_by", lambda _path: None)  # it becomes one after it was looked at
    assert [document.content for document in read_inputs([found], CEILING)] == [b""]


def test_a_file_name_that_is_no_utf_8_is_written_out(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.html")).write_bytes(PAGE)
    document = one(tmp_path)
    assert isinstance(document, RawDocument)
    assert document.source == str(tmp_path / r"caf\xe9.html")


def test_an_error_of_the_disk_costs_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.html").write_bytes(PAGE + b"b")

    def fail(stream: io.BufferedReader, _byte_count: int) -> tuple[bytes, None]:  # type: ignore[type-arg]
        if stream.peek(1000).endswith(b"b"):
            raise OSError(5, "Input/output error")
        return stream.read(), None

    monkeypatch.setattr(read, "read_at_most", fail)
    first, second = landed(tmp_path)
    assert isinstance(first, RawDocument)
    assert isinstance(second, UnreadableInput)
    assert (second.reason, second.detail) == (RejectReason.UNREADABLE_FILE, "Input/output error")
