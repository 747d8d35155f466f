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
from warehouse.errors import MissingInput
from warehouse.landing.read import InputFile, find_inputs, read_inputs, read_manifest, read_time

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


def test_a_glob_finds_files_and_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(PAGE)
    (tmp_path / "y.txt").write_bytes(b"text")
    found = find_inputs([str(tmp_path / "*.html"), str(tmp_path / "x.html")])
    assert [file.path.name for file in found] == ["x.html"]


@pytest.mark.parametrize("given", ["nowhere", "nowhere/*.html"])
def test_a_path_that_does_not_exist_stops_with_a_sentence(tmp_path: Path, given: str) -> None:
    with pytest.raises(MissingInput, match=r"does not exist|holds no file"):
        find_inputs([str(tmp_path / given)])


def test_an_empty_folder_stops_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="holds no file"):
        find_inputs([str(tmp_path)])


def test_json_lines_give_documents_by_position_with_their_fields(tmp_path: Path) -> None:
    rows = [
        {"id": "n1", "url": "https://a.example/1", "fetched_at": "2021-07-14T12:00:00+02:00", "html": "<p>é</p>"},
        {"id": 2, "text": "plain"},
    ]
    (tmp_path / "feed").write_text("\n\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    first, second = landed(tmp_path / "feed")
    assert first == RawDocument(
        content="<p>é</p>".encode(),
        source=f"{tmp_path / 'feed'}#0",
        source_id="n1",
        url="https://a.example/1",
        fetched_at=datetime(2021, 7, 14, 10),
        media_type="text/html; charset=utf-8",
    )
    assert isinstance(second, RawDocument)
    assert (second.source_id, second.media_type) == ("2", "text/plain; charset=utf-8")


def test_a_line_that_is_not_json_is_refused_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text('{"text": "a"}\n{"text": broken\n["no object"]\n{"title": "no text"}\n{"text": "b"}\n')
    documents = landed(path)
    assert [isinstance(document, RawDocument) for document in documents] == [True, False, False, False, True]
    reasons = {document.reason for document in documents if isinstance(document, UnreadableInput)}
    assert reasons == {RejectReason.NOT_JSON}
    assert not any("broken" in d.detail for d in documents if isinstance(d, UnreadableInput))


def test_a_json_line_nested_too_deep_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text('{"text": ' + "[" * 100_000 + "\n" + '{"text": "b"}\n')
    first, second = landed(path)
    assert isinstance(first, UnreadableInput)
    assert isinstance(second, RawDocument)


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


@pytest.mark.parametrize("line", ["{", '{"id": 1}', '{"path": "nowhere.html"}', "[1]"])
def test_a_manifest_line_that_cannot_be_followed_stops_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "m.jsonl").write_text(line + "\n")
    with pytest.raises(MissingInput, match="line 1"):
        read_manifest(tmp_path / "m.jsonl")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2021-07-14T12:00:00+02:00", datetime(2021, 7, 14, 10)),
        ("2021-07-14T12:00:00Z", datetime(2021, 7, 14, 12)),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        (17, None),
    ],
)
def test_times_are_read_as_utc(text: object, time: datetime | None) -> None:
    assert read_time(text) == time
