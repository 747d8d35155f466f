"""A page without a text is read from the data that it ships for its scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml.html import document_fromstring

from tasks.parse import parse
from tasks.parse.html.page_data import LEAST_TEXT, read_page_data
from tasks.records import RawDocument

FIRST = "The ferry to Ness will sail again from Monday, after a whole winter in the dock at Stornoway."
SECOND = "The harbour board has paid for two new engines, and the islands' farmers for the third of them."
THIRD = "Its old captain will not come back, since he has bought a bakery and likes to sleep at home now."
FOURTH = "The fare stays as it was, said the board, whatever the price of oil may be in spring and summer."
STORY = [FIRST, SECOND, THIRD, FOURTH]


def page(data: Any, body: str = "<div id='__next'></div>") -> str:
    said = json.dumps(data) if not isinstance(data, str) else data
    script = f'<script id="__NEXT_DATA__" type="application/json">{said}</script>'
    return f"<html><head><title>Ferry sails</title></head><body>{body}{script}</body></html>"


def read(data: Any) -> list[str]:
    return [block.text for block in read_page_data(document_fromstring(page(data)))]


@pytest.mark.parametrize(
    "article",
    [
        {"body": [{"type": "p", "text": text} for text in STORY]},
        {"body": STORY},
        {"html": "".join(f"<p>{text}</p>" for text in STORY)},
        {"text": "\n\n".join(STORY)},
    ],
)
def test_the_article_stands_in_a_list_or_in_one_value(article: Any) -> None:
    related = [{"title": "Pier opens", "teaser": FIRST}, {"title": "Fish sold", "teaser": SECOND}]
    assert read({"props": {"article": article, "related": related}}) == STORY


def test_the_article_stands_in_data_that_are_streamed() -> None:
    markup = "".join(f"<p>{text}</p>" for text in STORY)
    pushed = [[0], [1, '0:["$","div",null,{}]\n'], [1, markup], [1]]
    scripts = "".join(f"<script>self.__next_f.push({json.dumps(row)})</script>" for row in pushed)
    assert [b.text for b in read_page_data(document_fromstring(f"<html><body>{scripts}</body></html>"))] == STORY


def test_the_article_stands_in_linked_data() -> None:
    said = json.dumps({"@type": "NewsArticle", "articleBody": "\n".join(STORY)})
    script = f'<script type="application/ld+json">{said}</script>'
    assert [b.text for b in read_page_data(document_fromstring(f"<html><body>{script}</body></html>"))] == STORY


@pytest.mark.parametrize(
    "call", ["push([1,'{0}'])", "self.__next_f.push([1,", "self.__next_f.push({0})", 'f([1,"{0}"])']
)
def test_other_scripts_are_no_data(call: str) -> None:
    script = f"<script>{call.replace('{0}', ' '.join(STORY))}</script>"
    assert read_page_data(document_fromstring(f"<html><body>{script}</body></html>")) == []


@pytest.mark.parametrize(
    "data",
    [
        {"teasers": [FIRST, SECOND]},
        {"query": "a { b: c; } " * 60},
        {"addresses": [f"https://ferry.example/{'a' * 80}{index}" for index in range(9)]},
        "{not json",
        "[" * 100_000,
        None,
    ],
)
def test_data_without_an_article_give_none(data: Any) -> None:
    assert read(data) == []


def test_a_text_is_an_article_from_its_least_length_on() -> None:
    assert read([f"Ness has {'a' * (LEAST_TEXT - 10)}."])
    assert not read([f"Ness has {'a' * (LEAST_TEXT - 11)}."])


def test_the_data_are_read_only_where_the_page_shows_no_text() -> None:
    assert SECOND in parse(RawDocument(page(STORY).encode(), "page.html")).text
    shown = f"<article><h1>Pier opens</h1>{''.join(f'<p>The pier at Uig opens. {FIRST}</p>' for _ in 'ab')}</article>"
    assert SECOND not in parse(RawDocument(page(STORY, shown).encode(), "page.html")).text
