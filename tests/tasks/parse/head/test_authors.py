"""Authors: single names, from what is stated and what is printed."""

from __future__ import annotations

import json

import pytest
from lxml.html import HtmlElement, document_fromstring

from tasks.parse.head.metadata import read_metadata
from tasks.text.bylines import split_authors


def page(head: str = "", body: str = "") -> HtmlElement:
    return document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def linked(**data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            linked(**{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Chan"}]}),
            "",
        ),
        (linked(**{"@graph": [{"@type": ["Article"], "author": "Ann Lee and Bo Chan"}]}), ""),
        ('<meta name="author" content="Ann Lee, Bo Chan">', ""),
        ("", '<p class="byline">By <a rel="author">Ann Lee</a> and <a rel="author">Bo Chan</a></p>'),
    ],
)
def test_authors_are_single_names_wherever_they_stand(head: str, body: str) -> None:
    assert read_metadata(page(head, body)).authors == ("Ann Lee", "Bo Chan")


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("Posted by Ann Lee on July 3, 2021", ("Ann Lee",)),
        ("Von Anna Groß und Jörg Öz", ("Anna Groß", "Jörg Öz")),
        ("By Ann Lee, Staff Writer", ("Ann Lee",)),
        ("Ann Lee | Bo Chan", ("Ann Lee", "Bo Chan")),
        ("admin", ()),
        ("https://example.com/ann", ()),
        ("", ()),
    ],
)
def test_a_byline_is_cut_into_names_and_nothing_else(byline: str, authors: tuple[str, ...]) -> None:
    assert split_authors(byline) == authors


def test_a_byline_is_that_of_an_author_whom_the_page_states() -> None:
    body = "<div class='byline'>Wycliffe Ode</div><h1>Bridge</h1><div class='byline'>By Ann Lee</div>"
    read = read_metadata(page("<meta name='author' content='Ann Lee'>", body))
    assert (read.authors, read.byline) == (("Ann Lee",), "By Ann Lee")


def test_the_site_is_nobody() -> None:
    head = "<meta property='og:site_name' content='Fjord Reader'><meta name='author' content='Fjord Reader'>"
    assert read_metadata(page(head)).authors == ()
