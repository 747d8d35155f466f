"""The bundled sample keeps its promises: its files are what its table says, and each document is read as expected."""

from __future__ import annotations

import codecs
import gzip
import importlib.util
import io
import json
import re
import sys
import tomllib
import zlib
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tasks.parse.base.limits import DEFAULT_LIMITS
from tasks.records import Page, RawDocument, Rejected, RejectReason, Status, UnreadableInput
from warehouse.landing.read import find_inputs, read_inputs

SAMPLE = Path(__file__).parents[1] / "sample"
EXPECTED: list[dict[str, Any]] = tomllib.loads((SAMPLE / "expected.toml").read_text(encoding="utf-8"))["document"]
SOURCES = [document["source"] for document in EXPECTED]
READ = [document for document in EXPECTED if document["status"] != Status.REJECTED]

RESERVED = re.compile(r"(^|\.)(example|test|invalid|localhost|example\.(com|net|org))$")
VOCABULARIES = {"schema.org", "www.w3.org", "ogp.me", "gmpg.org"}  # names of vocabularies, never fetched
MEDIA_TYPES = {"html": "text/html; charset=utf-8", "text": "text/plain; charset=utf-8"}
HOST = re.compile(r"""(?:https?:|["'=])//([A-Za-z0-9.-]+)|[A-Za-z0-9._-]@([A-Za-z0-9-]+\.[A-Za-z0-9.-]+)""")


@cache
def make_warc() -> ModuleType:
    """The script that writes the WARC, which stands outside every package."""
    specification = importlib.util.spec_from_file_location("make_warc", SAMPLE / "make_warc.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["make_warc"] = module  # dataclasses look their module up by name
    specification.loader.exec_module(module)
    return module


@cache
def feed_lines() -> tuple[str, ...]:
    return tuple((SAMPLE / "feed.jsonl").read_text(encoding="utf-8").splitlines())


def container_sources(name: str, count: int) -> list[str]:
    return [f"{name}#{index}" for index in range(count)]


def input_sources() -> list[str]:
    """Every document that an ingest of the sample meets, in the order of the table."""
    plain = {
        folder: sorted(f"{folder}/{path.name}" for path in (SAMPLE / folder).iterdir())
        for folder in ("html", "text", "broken")
    }
    feed = container_sources("feed.jsonl", len(feed_lines()))
    archive = container_sources("archive.warc.gz", len(make_warc().CAPTURES))
    return plain["html"] + plain["text"] + feed + archive + plain["broken"]


def raw_document(source: str) -> RawDocument:
    """The document as it would come from the landing, made here from the readable files."""
    container, _, number = source.partition("#")
    if container == "feed.jsonl":
        return feed_document(source, json.loads(feed_lines()[int(number)]))
    if container == "archive.warc.gz":
        capture = make_warc().CAPTURES[int(number)]
        content = (SAMPLE / "warc-pages" / capture.page).read_bytes()
        fetched_at = utc(capture.fetched_at)
        return RawDocument(content, source, url=capture.url, fetched_at=fetched_at, media_type=MEDIA_TYPES["html"])
    return RawDocument(content=(SAMPLE / source).read_bytes(), source=source)


def feed_document(source: str, line: dict[str, str]) -> RawDocument:
    kind = "html" if "html" in line else "text"
    fetched_at = utc(line["fetched_at"])
    return RawDocument(line[kind].encode(), source, line["id"], line["url"], fetched_at, MEDIA_TYPES[kind])


def utc(printed: str) -> datetime:
    """Naive UTC, as records keep it."""
    return datetime.fromisoformat(printed).replace(tzinfo=None)


@cache
def page(source: str) -> Page:
    parse = pytest.importorskip("tasks.parse").parse
    result = parse(raw_document(source))
    assert isinstance(result, Page)
    return result


def named(*fields: str) -> pytest.MarkDecorator:
    """The documents of which all of these fields are certain."""
    chosen = [document for document in READ if all(field in document for field in fields)]
    return pytest.mark.parametrize("document", chosen, ids=[document["source"] for document in chosen])


# --- The files themselves


def test_every_document_of_the_sample_has_its_expectation_and_no_expectation_lacks_its_document() -> None:
    assert input_sources() == SOURCES


def test_every_document_of_the_sample_has_a_line_in_the_table() -> None:
    table = re.findall(r"^\| `([^`]+)` \|", (SAMPLE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert table == SOURCES


def test_the_table_says_what_the_expectations_say() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` \|.*\| (.*) \|$", readme, re.MULTILINE))
    for document in EXPECTED:
        row = rows[document["source"]]
        for value in (document.get("title", ""), document.get("duplicate_of", ""), document.get("reason", "")):
            assert value in row
        assert document.get("published", "")[:10] in row
        assert f"{document.get('comment_count', 0) or 'no'} comments" in row or document["status"] == Status.REJECTED


def test_expectations_are_whole() -> None:
    statuses = {document["source"]: document["status"] for document in EXPECTED}
    for document in EXPECTED:
        status = Status(document["status"])
        assert (status is Status.REJECTED) == ("reason" in document)
        assert (status is Status.DUPLICATE) == ("duplicate_of" in document)
        assert RejectReason(document.get("reason", RejectReason.EMPTY))
        assert statuses.get(document.get("duplicate_of"), Status.LOADED) == Status.LOADED
        assert not ("published" in document and "undated" in document)


def test_exactly_one_line_of_the_feed_is_not_json() -> None:
    broken = [number for number, line in enumerate(feed_lines()) if not is_json(line)]
    assert [f"feed.jsonl#{number}" for number in broken] == [
        document["source"] for document in EXPECTED if document.get("reason") == RejectReason.NOT_JSON
    ]


def is_json(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except json.JSONDecodeError:
        return False


def test_the_exact_copy_in_the_feed_is_exact_and_has_another_address() -> None:
    line = json.loads(feed_lines()[2])
    assert line["text"] == (SAMPLE / "text" / "05-wire-agency.txt").read_text(encoding="utf-8")
    assert [line["url"] in other for other in feed_lines()].count(True) == 1


def gzip_members(data: bytes) -> list[bytes]:
    """The content of each member of a gzip file."""
    members: list[bytes] = []
    while data:
        decompressor = zlib.decompressobj(wbits=31)
        members.append(decompressor.decompress(data))
        data = decompressor.unused_data
    return members


def test_the_warc_is_what_its_script_makes_from_the_readable_pages() -> None:
    """Compared member by member after decompression, since zlib builds differ in how they pack the same bytes."""
    module = make_warc()
    committed = gzip_members(module.ARCHIVE.read_bytes())
    assert committed == gzip_members(module.archive())
    assert committed == [module.record(capture) for capture in module.CAPTURES]


def test_the_warc_carries_no_time_stamp_of_its_making() -> None:
    with io.BytesIO(make_warc().ARCHIVE.read_bytes()) as stream:
        assert stream.read(8)[4:8] == b"\0\0\0\0"


def test_every_readable_page_is_in_the_warc() -> None:
    pages = sorted(path.name for path in (SAMPLE / "warc-pages").iterdir())
    assert pages == sorted(capture.page for capture in make_warc().CAPTURES)


def test_the_broken_files_are_broken() -> None:
    with pytest.raises(EOFError), gzip.open(SAMPLE / "broken" / "cut.html.gz") as stream:
        stream.read()
    assert (SAMPLE / "broken" / "photo.html").read_bytes().startswith(b"\x89PNG")
    assert (SAMPLE / "broken" / "empty.txt").read_bytes() == b""


def readable_files() -> list[Path]:
    folders = ("html", "text", "warc-pages")
    files = [path for folder in folders for path in sorted((SAMPLE / folder).iterdir())]
    return [*files, SAMPLE / "feed.jsonl", SAMPLE / "make_warc.py"]


@pytest.mark.parametrize("path", readable_files(), ids=lambda path: path.name)
def test_no_address_lies_outside_the_domains_reserved_for_examples(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="replace").replace('\\"', '"')
    hosts = {host.lower().strip(".") for pair in HOST.findall(text) for host in pair if host}
    assert [host for host in sorted(hosts - VOCABULARIES) if not RESERVED.search(host)] == []


def test_the_page_in_windows_1252_is_no_utf_8_although_it_says_so() -> None:
    content = (SAMPLE / "html" / "16-windows-1252-wrong-charset.html").read_bytes()
    assert b"charset=utf-8" in content
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert "Café owners’ €40,000" in content.decode("windows-1252")


# --- What is read from them


def test_landing_meets_the_documents_of_the_table_in_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLE)
    inputs = find_inputs(["html", "text", "feed.jsonl", "archive.warc.gz", "broken"])
    landed = list(read_inputs(inputs, byte_ceiling=DEFAULT_LIMITS.byte_count))
    assert [document.source for document in landed] == SOURCES
    reasons = {document["source"]: document.get("reason") for document in EXPECTED}
    for document in landed:
        if isinstance(document, UnreadableInput):
            assert document.reason == reasons[document.source]
        elif reasons[document.source] is None:
            assert document.content == raw_document(document.source).content


@named("title")
def test_the_title_is_read(document: dict[str, Any]) -> None:
    assert page(document["source"]).title == document["title"]


@named("comment_count")
def test_every_comment_is_read_and_nothing_else_is_taken_for_one(document: dict[str, Any]) -> None:
    comments = page(document["source"]).comments
    assert len(comments) == document["comment_count"], [comment.text[:60] for comment in comments]


@named("published")
def test_the_date_is_read_as_far_as_the_page_states_it(document: dict[str, Any]) -> None:
    read = page(document["source"])
    assert read.published is not None
    in_utc = replace(read.published, offset_minutes=0)
    assert in_utc.isoformat().startswith(document["published"]), read.published_method


@named("undated")
def test_no_date_is_made_up(document: dict[str, Any]) -> None:
    read = page(document["source"])
    assert read.published is None, read.published_method


@named("has_repeats")
def test_text_that_stands_twice_is_marked_as_repeated(document: dict[str, Any]) -> None:
    assert page(document["source"]).repeat_count() > 0


@named("quoted_document_count")
def test_pasted_articles_are_told_from_the_comment_around_them(document: dict[str, Any]) -> None:
    assert len(page(document["source"]).quoted_documents) == document["quoted_document_count"]


@named("encoding")
def test_the_bytes_win_over_a_wrong_declaration(document: dict[str, Any]) -> None:
    encoding = page(document["source"]).encoding
    assert encoding is not None
    assert codecs.lookup(encoding).name == codecs.lookup(document["encoding"]).name


@pytest.mark.parametrize("source", ["broken/empty.txt", "broken/photo.html"])
def test_what_is_no_text_is_refused_with_its_reason(source: str) -> None:
    parse = pytest.importorskip("tasks.parse").parse
    expected = next(document for document in EXPECTED if document["source"] == source)
    with pytest.raises(Rejected) as refusal:
        parse(raw_document(source))
    assert refusal.value.reason == expected["reason"]
