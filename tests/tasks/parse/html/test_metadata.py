"""What a page says about its article."""

from __future__ import annotations

import json

import pytest
from lxml.html import HtmlElement, document_fromstring

from tasks.parse.html.metadata import read_metadata
from tasks.text.bylines import split_authors
from tasks.text.language import language_of


def page(head: str = "", body: str = "") -> HtmlElement:
    return document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def linked(**data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_printed_headline_wins_where_the_head_confirms_it() -> None:
    tree = page("<title>Bridge opens early | The Daily Sample</title>", "<h1>Bridge opens early</h1>")
    assert read_metadata(tree).title == "Bridge opens early"


def test_a_heading_that_is_the_sites_name_is_no_headline() -> None:
    tree = page("<title>Bridge opens early - Daily Sample</title>", "<h1>Daily Sample</h1><h2>Bridge opens early</h2>")
    assert read_metadata(tree).title == "Bridge opens early"


def test_the_sites_name_is_taken_off_a_title() -> None:
    head = '<title>Sample: Bridge opens early | Sample</title><meta property="og:site_name" content="Sample">'
    assert read_metadata(page(head)).title == "Sample: Bridge opens early"
    assert read_metadata(page("<title>Bridge opens a year early | Sample</title>")).title == "Bridge opens a year early"


def test_a_page_that_says_nothing_gives_nothing() -> None:
    said = read_metadata(page(body="<p>Text.</p>"))
    assert (said.title, said.standfirst, said.authors, said.canonical, said.language) == (None, None, (), None, None)


def test_a_standfirst_is_what_is_printed_below_the_headline() -> None:
    tree = page(body='<h1>A</h1><p class="article-standfirst">The first crossing in forty years is free of charge.</p>')
    assert read_metadata(tree).standfirst == "The first crossing in forty years is free of charge."


def test_a_description_that_is_not_printed_is_no_standfirst() -> None:
    tree = page('<meta name="description" content="All about bridges, every day, from our reporters">', "<p>Text</p>")
    assert read_metadata(tree).standfirst is None


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


def test_a_canonical_link_is_made_absolute_and_a_front_page_is_not_believed() -> None:
    link = '<link rel="canonical" href="{}">'
    url = "https://example.com/news/1?x=2"
    assert read_metadata(page(link.format("/news/1")), url).canonical == "https://example.com/news/1"
    assert read_metadata(page(link.format("https://example.com/")), url).canonical is None
    assert read_metadata(page(link.format("http://[broken")), url).canonical is None


@pytest.mark.parametrize(
    "source", ["{", "[" * 50_000, '{"@type": 5, "author": {"name": ["x", 1]}}', "null", "<!-- -->"]
)
def test_broken_linked_data_is_passed_over(source: str) -> None:
    tree = page(f'<script type="application/ld+json">{source}</script><title>Bridge opens early</title>')
    assert read_metadata(tree).title == "Bridge opens early"


def test_the_text_is_believed_before_the_template_and_the_template_where_the_text_is_short() -> None:
    german = "Die Regierung hat am Mittwoch beschlossen, dass die Brücke noch in diesem Jahr gebaut werden soll."
    assert language_of(german, "en") == "de"
    assert language_of("Ja.", "de-AT") == "de"
    assert language_of("12 34") is None


def test_a_byline_is_that_of_an_author_whom_the_page_states() -> None:
    body = "<div class='byline'>Wycliffe Ode</div><h1>Bridge</h1><div class='byline'>By Ann Lee</div>"
    read = read_metadata(page("<meta name='author' content='Ann Lee'>", body))
    assert (read.authors, read.byline) == (("Ann Lee",), "By Ann Lee")


def test_the_site_is_nobody() -> None:
    head = "<meta property='og:site_name' content='Fjord Reader'><meta name='author' content='Fjord Reader'>"
    assert read_metadata(page(head)).authors == ()


def test_a_box_around_the_headline_is_no_headline() -> None:
    box = "<div id='topic-title'><h1>Bridge opens early</h1><span>Roads</span></div>"
    assert read_metadata(page("<title>Bridge opens early - Roads - Forum</title>", box)).title == "Bridge opens early"
