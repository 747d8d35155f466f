"""Bytes that are no text, markup, and plain text are told apart."""

from __future__ import annotations

import pytest

from tasks.parse.source.media import is_binary, is_markup

TEXT = b"The lower gate of the northern lock was opened on Wednesday.\n" * 20


@pytest.mark.parametrize(
    "start",
    [
        b"%PDF-1.7",
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"Rar!\x1a",
        b"ID3",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"RIFF\x00\x00\x00\x00WAVE",
        b"RIFF\x00\x00\x00\x00AVI ",
        b"\x00\x00\x00\x18ftypmp42",
        b"SQLite format 3\x00",
    ],
)
def test_files_that_begin_as_binary_ones_do_are_binary(start: bytes) -> None:
    assert is_binary(start + TEXT)


def test_a_text_that_names_such_a_beginning_is_text() -> None:
    assert not is_binary(b"RIFF is a format, WEBP is one of its kinds. " + TEXT)
    assert not is_binary(b"The beginning is %PDF-1.7. " + TEXT)


def test_more_than_two_in_a_hundred_control_bytes_are_no_text() -> None:
    assert not is_binary(b"a" * 98 + b"\x01" * 2)
    assert is_binary(b"a" * 97 + b"\x01" * 3)
    assert not is_binary(b"a" * 97 + b"\t\n\r")
    assert not is_binary(b"a" * 50 + b"\x1b$B" * 10)  # Japanese in seven bits


def test_a_page_with_stray_control_bytes_is_a_page() -> None:
    assert not is_binary(b"<html><body><p>" + b"\x00a" * 100)
    assert not is_binary("Grüße".encode("utf-16"))
    assert not is_binary("Greetings to all of you".encode("utf-16-le"))


@pytest.mark.parametrize("media", ["image/png", "IMAGE/PNG", "audio/mpeg", "application/pdf", "font/woff2"])
def test_a_declared_binary_type_is_believed_where_no_tag_stands(media: str) -> None:
    assert is_binary(TEXT, media)
    assert not is_binary(b"<p>" + TEXT, media)
    assert not is_binary(TEXT, "text/plain")
    assert not is_binary(TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><title>x</title>",
        "\n <HTML>",
        "<!-- a --> <!-- b --><html>",
        "<?xml version='1.0'?><div>x",
        "<script>var x = 1</script>\n<html><p>x",
        "<p>One</p>\n<p>two</p>",
    ],
)
def test_what_begins_like_a_page_or_is_full_of_tags_is_markup(text: str) -> None:
    assert is_markup(text)


@pytest.mark.parametrize(
    "text",
    ["The lock opens.", "You may use <b> and <i>.", "a < b > c", "<http://quay.example/> is the address", "x <p>"],
)
def test_a_plain_text_is_none(text: str) -> None:
    assert not is_markup(text + "\nMore of the text stands here.\n" * 20)


def test_tags_stand_in_15_lines_of_a_hundred_and_there_are_two_at_least() -> None:
    assert is_markup("x<br>\n" * 3 + "\n\n" + "plain\n" * 17)
    assert not is_markup("x<br>\n" * 3 + "plain\n" * 18)
    assert is_markup("x<br>y<br>")
    assert not is_markup("x<br>y")


@pytest.mark.parametrize("media", ["text/html", "Application/XHTML+xml", "text/xml; charset=utf-8"])
def test_what_is_declared_as_markup_is_it_where_it_has_a_tag(media: str) -> None:
    assert is_markup("x<br>y" + "\nplain" * 20, media)
    assert is_markup("<x-widget>y" + "\nplain" * 20, media)
    assert not is_markup("x and y" + "\nplain" * 20, media)


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "a.php", "b.aspx"])
def test_a_name_counts_only_where_no_type_is_declared(name: str) -> None:
    text = "x<br>y" + "\nplain" * 20
    assert is_markup(text, None, name)
    assert not is_markup(text, "text/plain", name)
    assert not is_markup(text, None, "page.txt")
