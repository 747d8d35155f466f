"""A page saved by a browser in one file is read as that page; what is no such file is left to others."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.records import RawDocument, RejectReason, UnreadableInput
from warehouse.landing import read
from warehouse.landing.inputs import find_inputs
from warehouse.landing.saved_page import is_saved_page, read_saved_page

HTML = '<html><meta charset="iso-8859-1"><h1>Die Fähre bleibt</h1><p>Der Rat hat es so beschlossen = gut.</p></html>'


def saved(html: str = HTML, charset: str = "iso-8859-1", encoding: str = "quoted-printable") -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://harwich.example/ferry"
    message["Date"] = "Mon, 3 Jul 2023 10:12:00 +0200"
    message["MIME-Version"] = "1.0"
    message.add_related(html, subtype="html", charset=charset, cte=encoding)
    message.add_related(b"\x89PNG", "image", "png")
    return message.as_bytes()


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_the_page_is_taken_out_with_its_address_and_the_time_of_saving(encoding: str) -> None:
    content = saved(encoding=encoding)
    assert is_saved_page(content[:4096])
    page = read_saved_page(content, "ferry.mhtml")
    assert isinstance(page, RawDocument)
    assert page.content.decode("iso-8859-1").strip() == HTML
    assert page.url == "https://harwich.example/ferry"
    assert page.fetched_at == datetime(2023, 7, 3, 8, 12)
    assert page.media_type == "text/html; charset=iso-8859-1"
    assert page.detail is None


def test_the_first_parts_own_address_goes_before_that_of_the_file() -> None:
    content = saved().replace(
        b"Content-Type: text/html", b"Content-Location: https://harwich.example/part\nContent-Type: text/html"
    )
    page = read_saved_page(content, "a")
    assert isinstance(page, RawDocument)
    assert page.url == "https://harwich.example/part"


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    content = saved()
    page = read_saved_page(content[: content.index(b"beschlossen")], "a")
    assert isinstance(page, RawDocument)
    assert b"Der Rat" in page.content
    assert page.detail == "it is cut off"


def test_a_file_without_html_has_a_row_that_says_so() -> None:
    content = saved().replace(b"text/html", b"text/css")
    refused = read_saved_page(content, "a")
    assert isinstance(refused, UnreadableInput)
    assert (refused.reason, refused.detail) == (RejectReason.UNREADABLE_CONTAINER, "a saved page without HTML")


def test_parts_in_parts_without_end_are_refused() -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=0\n\n"
    nest = b"".join(b'--%d\nContent-Type: multipart/related; boundary="%d"\n\n' % (n, n + 1) for n in range(3000))
    landed = read_saved_page(head + nest, "a")
    assert isinstance(landed, UnreadableInput)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<html>Content-Type: multipart/related",
        b"Subject: a letter\nMIME-Version: 1.0\nContent-Type: text/plain\n\nContent-Type: multipart/related",
        b"Council: the ferry stays\n\nMIME-Version: 1.0\nContent-Type: multipart/related",
        b"How mail works\nMIME-Version: 1.0\nContent-Type: multipart/related\n",
    ],
)
def test_texts_about_mail_and_letters_are_no_saved_pages(head: bytes) -> None:
    assert not is_saved_page(head)


@given(st.binary(max_size=200), st.integers(0, 400))
def test_damage_anywhere_gives_a_document_or_a_row_and_never_an_error(noise: bytes, at: int) -> None:
    content = saved()
    place = at * len(content) // 400
    landed = read_saved_page(content[:place] + noise + content[place:], "a")
    assert isinstance(landed, RawDocument | UnreadableInput)


def test_a_saved_file_in_a_folder_is_read_as_its_page(tmp_path: Path) -> None:
    (tmp_path / "ferry.mht").write_bytes(saved())
    [page] = read.read_inputs(find_inputs([tmp_path]), byte_ceiling=1_000_000)
    assert isinstance(page, RawDocument)
    assert page.url == "https://harwich.example/ferry"
    [refused] = read.read_inputs(find_inputs([tmp_path]), byte_ceiling=100)
    assert isinstance(refused, UnreadableInput)
    assert refused.reason is RejectReason.TOO_LARGE
