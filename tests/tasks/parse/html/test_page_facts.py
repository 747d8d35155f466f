"""What a page shows about itself: types, links, access, origins, a call to subscribe."""

from __future__ import annotations

from typing import Any

import pytest
from lxml.html import HtmlElement, document_fromstring

from tasks.parse.html.page_facts import PageFacts, is_call, read_facts
from tasks.records import Judgement

CALL = "Subscribe to continue reading"


def page(body: str = "", head: str = "") -> HtmlElement:
    return document_fromstring(f"<html><head>{head}</head><body>{body or '<p>x</p>'}</body></html>")


def facts(body: str = "", head: str = "", **node: Any) -> PageFacts:
    return read_facts(page(body, head), [{"@type": "NewsArticle", **node}] if node else [])


def test_a_page_that_shows_nothing_has_no_facts() -> None:
    assert facts() == PageFacts()


def test_types_are_those_of_microdata_and_linked_data() -> None:
    body = '<div itemscope itemtype="https://schema.org/Recipe/ http://schema.org/HowTo"><p>x</p></div>'
    assert facts(body, wordCount=1).types == {"Recipe", "HowTo", "NewsArticle"}


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ('<meta property="og:type" content=" Website ">', "website"),
        ('<meta name="OG:TYPE" content="article">', "article"),
        ('<meta property="article:published_time" content="x"><meta property="og:type" content="website">', "article"),
        ("", ""),
    ],
)
def test_a_time_of_publication_makes_an_article_of_any_open_graph_type(head: str, kind: str) -> None:
    assert facts(head=head).open_graph == kind


def test_headline_links_have_five_words_and_count_once() -> None:
    links = [
        "Ferry stops running at noon",
        "Ferry <b>stops running</b> at noon",
        "Ferry stops at noon",
        "School opens its new gym",
    ]
    assert facts("".join(f"<a href='x'>{link}</a>" for link in links)).headline_links == 2


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (True, Judgement(False, "stated-access")),
        ("False", Judgement(True, "stated-access")),
        (" https://schema.org/True ", Judgement(False, "stated-access")),
        ("maybe", Judgement()),
        (None, Judgement()),
    ],
)
def test_access_is_read_in_all_its_spellings(stated: object, expected: Judgement) -> None:
    assert facts(isAccessibleForFree=stated).access == expected


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("locked", Judgement(True, "stated-tier")),
        (" Free", Judgement(False, "stated-tier")),
        ("metered", Judgement()),
    ],
)
def test_a_content_tier_is_asked_where_access_is_not_stated(tier: str, expected: Judgement) -> None:
    head = f'<meta property="article:content_tier" content="{tier}">'
    assert facts(head=head).access == expected
    assert facts(head=head, isAccessibleForFree=True).access == Judgement(False, "stated-access")


@pytest.mark.parametrize("tag", ["p", "div", "span", "h2", "h3", "h4", "a", "strong"])
def test_an_element_that_begins_with_a_call_is_one(tag: str) -> None:
    assert facts(f"<{tag}>{CALL}</{tag}>").has_call
    assert not facts(f"<{tag}><b>x</b>{CALL}</{tag}>").has_call


def test_a_call_has_12_to_400_characters() -> None:
    assert facts(f"<p>{CALL}{' x' * 185}.</p>").has_call  # 400
    assert not facts(f"<p>{CALL}{' x' * 186}</p>").has_call  # 401
    assert facts("<p>members only</p>").has_call  # 12
    assert not facts("<p>hazte socio</p>").has_call  # 11


def test_a_line_is_a_call_by_its_first_400_characters_whichever_apostrophe_it_has() -> None:
    assert is_call("Now SUBSCRIBE TO READ this")
    assert is_call("You’ve reached your limit of articles")
    assert not is_call("The subscribers met on Monday")
    assert is_call("x" * (400 - len("subscribe to read")) + "subscribe to read")
    assert not is_call("x" * (401 - len("subscribe to read")) + "subscribe to read")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ("450", 450),
        (450, 450),
        (" 450 ", 450),
        ("0", None),
        ("999999", 999_999),
        ("1000000", None),
        ("many", None),
        ("٣", None),
    ],
)
def test_the_stated_length_is_a_plain_number_below_a_million(count: object, words: int | None) -> None:
    assert facts(wordCount=count).stated_words == words


def test_without_a_stated_length_the_stated_body_is_counted() -> None:
    assert facts(articleBody="one two\nthree").stated_words == 3
    assert facts(articleBody="one two", wordCount=5).stated_words == 5
    assert facts(articleBody=" ").stated_words is None


def test_origins_are_what_the_head_calls_the_source() -> None:
    head = '<meta name="original-source" content="a"><meta name="syndication-source" content="b">'
    assert facts(head=head, isBasedOn="c").origins == (
        ("stated-source", "c"),
        ("stated-source", "a"),
        ("stated-source", "b"),
    )
    assert facts(isBasedOn={"url": "c", "@id": "d"}).origins == (("stated-source", "c"),)
    assert facts(isBasedOn={"@id": "d"}).origins == (("stated-source", "d"),)
    assert facts(isBasedOn=["c"]).origins == ()
