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


SITE = "<meta property='og:site_name' content='Fjord Reader'><meta name='author' content='Fjord Reader'>"
PUBLISHER = {"@type": "Organization", "name": "Lee Press GmbH"}
MEMBER = {"@type": "Organization", "name": "Friends of Bridges"}


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (SITE, "", ("Fjord Reader",)),
        (SITE, "<p class='byline'>By Ann Lee</p>", ("Ann Lee",)),
        (SITE + "<meta name='author' content='Ann Lee'>", "", ("Ann Lee",)),
        (SITE + "<meta name='byl' content='By MND Staff'>", "", ("MND Staff",)),
        (
            linked(**{"@type": "Article", "author": PUBLISHER, "publisher": PUBLISHER}),
            "<p class='byline'>Ann Lee</p>",
            ("Ann Lee",),
        ),
        (linked(**{"@type": "Article", "author": MEMBER}), "<p class='byline'>Ann Lee</p>", ("Ann Lee",)),
        (linked(**{"@type": "Article", "author": MEMBER}), "", ("Friends of Bridges",)),
        (linked(**{"@type": "Article", "author": "Reuters"}), "<p class='byline'>By Ann Lee</p>", ("Ann Lee",)),
        (linked(**{"@type": "Article", "author": "Reuters"}), "", ("Reuters",)),
        ("<meta name='sailthru.author' content='annlee'>", "<p class='byline'>By Ann Lee</p>", ("Ann Lee",)),
        ("<meta name='sailthru.author' content='annlee'>", "", ("annlee",)),
    ],
)
def test_the_publisher_hides_no_person_and_signs_where_nobody_else_does(
    head: str, body: str, authors: tuple[str, ...]
) -> None:
    assert read_metadata(page(head, body)).authors == authors


def test_a_name_that_begins_with_the_publishers_is_the_publishers() -> None:
    body = "<p class='byline'>Ann Lee, MDR THÜRINGEN</p>"
    assert read_metadata(page(body=body), "https://www.mdr.example/a").authors == ("Ann Lee",)
    assert read_metadata(page(body=body)).authors == ("Ann Lee", "MDR THÜRINGEN")


def test_a_person_who_is_stated_is_no_other_who_is_printed() -> None:
    head = linked(**{"@type": "Article", "author": "Ann Lee"})
    assert read_metadata(page(head, "<p class='byline'>By Bo Chan</p>")).authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "head",
    [
        linked(**{"@type": "Article", "creator": {"name": "Ann Lee"}}),
        linked(**{"@graph": [{"@type": "Article", "author": {"@id": "#1"}}, {"@id": "#1", "name": "Ann Lee"}]}),
        "<meta property='og:x article:author' content='Ann Lee'>",
        "<meta name='citation_author' content='Lee, Ann'>",
        linked(**{"@type": "WebPage", "author": {"@type": "Person", "name": "Ann Lee"}}),
        "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ann Lee'>",
        "<meta name='article:author' content='https://social.example/ann'><meta name='author' content='Ann Lee'>",
    ],
)
def test_authors_are_found_in_every_usual_place_of_the_head(head: str) -> None:
    assert read_metadata(page(head)).authors == ("Ann Lee",)


def test_a_card_for_social_media_names_an_author_only_where_it_says_so() -> None:
    head = "<meta name='twitter:label1' content='Reading time'><meta name='twitter:data1' content='Ten Minutes'>"
    assert read_metadata(page(head)).authors == ()


def test_repeated_tags_are_all_read() -> None:
    head = "".join(f"<meta name='author' content='{name}'>" for name in ("Ann Lee", "Bo Chan", "Ann Lee"))
    assert read_metadata(page(head)).authors == ("Ann Lee", "Bo Chan")
