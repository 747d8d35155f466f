"""A format is told by the first bytes; by the name where they are damaged."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest

from warehouse.landing.formats import Format, format_of, unpacked_name


def tar_head(form: int = tarfile.USTAR_FORMAT) -> bytes:
    return tarfile.TarInfo("a").tobuf(form, "utf-8", "strict")


def old_tar_head() -> bytes:
    """A header as before POSIX: without the mark."""
    head = bytearray(tar_head())
    head[257:265] = bytes(8)
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head)


def empty_zip() -> bytes:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (gzip.compress(b"a", mtime=0), Format.GZIP),
        (b"PK\x03\x04" + bytes(60), Format.ZIP),
        (empty_zip(), Format.ZIP),
        (tar_head(), Format.TAR),
        (tar_head(tarfile.GNU_FORMAT), Format.TAR),
        (old_tar_head(), Format.TAR),
        (b"WARC/1.0\r\n", Format.WARC),
        (gzip.compress(b"WARC/1.1\r\n" + b"x" * 100, mtime=0), Format.WARC),
        (b'{"html": "<p>"}', Format.JSON_LINES),
        (b'\xef\xbb\xbf \n{"id": 1, "text": "a"}\n', Format.JSON_LINES),
        (b'{"title": "a"}\n{"text": "a"}', Format.DOCUMENT),
        (b"<html>", Format.DOCUMENT),
        (b"", Format.DOCUMENT),
    ],
)
def test_a_format_is_told_by_its_first_bytes_whatever_the_name(head: bytes, form: Format) -> None:
    assert format_of(head, "page") is form
    assert format_of(head, "page.html") is form


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.tar", Format.TAR),
        ("a.tar.gz", Format.GZIP),
        ("A.TGZ", Format.GZIP),
        ("a.zip", Format.ZIP),
        ("a.warc", Format.WARC),
        ("a.warc.gz", Format.WARC),
        ("a.jsonl.gz", Format.GZIP),
        ("a.html", Format.DOCUMENT),
    ],
)
def test_a_container_whose_first_bytes_are_damaged_is_told_by_its_name(name: str, form: Format) -> None:
    assert format_of(b"\x00\x8c" + bytes(600), name) is form


@pytest.mark.parametrize("name", ["a.tar", "a.zip", "a.gz"])
def test_a_page_with_the_name_of_a_container_is_a_page(name: str) -> None:
    assert format_of(b"<html>", name) is Format.DOCUMENT


@pytest.mark.parametrize("name", ["feed.jsonl", "FEED.NDJSON"])
def test_json_lines_are_told_by_their_name_too_also_where_the_first_one_is_broken(name: str) -> None:
    assert format_of(b"\x00broken", name) is Format.JSON_LINES
    assert format_of(b" \n ", name) is Format.DOCUMENT


def test_a_tar_header_with_a_flipped_bit_still_bears_the_mark() -> None:
    head = bytearray(tar_head())
    head[0] ^= 1
    assert format_of(bytes(head), "page") is Format.TAR
    head[257] ^= 1
    assert format_of(bytes(head), "page") is Format.DOCUMENT


@pytest.mark.parametrize(
    ("name", "unpacked"),
    [("a.tar.gz", "a.tar"), ("a.TGZ", "a.tar"), ("feed.jsonl.GZ", "feed.jsonl"), ("page", "page")],
)
def test_what_a_gzip_file_holds_has_the_name_without_its_ending(name: str, unpacked: str) -> None:
    assert unpacked_name(name) == unpacked
