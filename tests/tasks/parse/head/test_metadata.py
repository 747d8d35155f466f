"""What a page says about its article."""

from __future__ import annotations

import json

import pytest
from lxml.html import HtmlElement, document_fromstring

from tasks.parse.head.metadata import read_metadata
from tasks.text.language import language_of


def page(head: str = "", body: str = "") -> HtmlElement:
    return document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def linked(**data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_a_page_that_says_nothing_gives_nothing() -> None:
    said = read_metadata(page(body="<p>Text.</p>"))
    assert (said.title, said.standfirst, said.authors, said.canonical, said.language) == (None, None, (), None, None)


def test_a_standfirst_is_what_is_printed_below_the_headline() -> None:
    tree = page(body='<h1>A</h1><p class="article-standfirst">The first crossing in forty years is free of charge.</p>')
    assert read_metadata(tree).standfirst == "The first crossing in forty years is free of charge."


def test_a_description_that_is_not_printed_is_no_standfirst() -> None:
    tree = page('<meta name="description" content="All about bridges, every day, from our reporters">', "<p>Text</p>")
    assert read_metadata(tree).standfirst is None


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
