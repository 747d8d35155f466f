"""Markup made to cost much or to confuse: each such page is read to its end or refused, and never breaks the reader."""

from __future__ import annotations

from contextlib import suppress
from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.parse import parse
from tasks.parse.base.limits import ParseLimits
from tasks.records import Kind, Page, RawDocument, Rejected, RejectReason
from tests.tasks.parse.html.test_article import FIRST, SECOND, THIRD, assert_is_consistent

ARTICLE = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "cp1252", "koi8-r", "shift-jis")


def read(content: str | bytes) -> Page:
    return parse(RawDocument(content.encode() if isinstance(content, str) else content, "page.html"))


READ_IN_FULL = {
    "an attribute of ten megabytes": f"<html><body><p title='{'a' * 10_000_000}'>x</p>{ARTICLE}",
    "a million comments of markup": "<html><body>" + "<!-- a -->" * 1_000_000 + ARTICLE,
    "NULs in tags and words": "<ht\0ml><bo\0dy>" + ARTICLE.replace("e", "\0e\0"),
    "tags named in scripts": "<html><body>" + "<script>var a='<b'+x;</script>" * 2_000 + ARTICLE,
    "titles that are never closed": "<title>" * 20_000 + ARTICLE,
    "brackets without end in linked data": f"<script type='application/ld+json'>{'[' * 50_000}</script>{ARTICLE}",
}


@pytest.mark.parametrize("name", READ_IN_FULL)
def test_what_is_only_large_is_read_in_full(name: str) -> None:
    page = read(READ_IN_FULL[name])
    assert_is_consistent(page)
    assert FIRST in page.body()
    assert THIRD in page.body()


TOO_COSTLY = {
    "nested deeper than any page": "<html><body>" + "<div>" * 100_000 + FIRST,
    "more elements than any page has": "<html><body><p>" + "<i></i>" * 400_000 + FIRST,
    "many attributes on one element": "<p " + " ".join(f"a{number}=1" for number in range(30_000)) + f">{FIRST}",
    "many attributes on many elements": ("<p " + " ".join(f"a{n}=1" for n in range(15_000)) + ">x</p>") * 10 + ARTICLE,
    "never closed, in a circle": "<html><body>" + "<div><p><b><a href='x><table><tr><td><ul><li>text " * 5_000,
}


@pytest.mark.parametrize("name", TOO_COSTLY)
def test_what_would_cost_too_much_is_refused_as_too_costly(name: str) -> None:
    with pytest.raises(Rejected) as refusal:
        read(TOO_COSTLY[name])
    assert refusal.value.reason is RejectReason.TOO_COSTLY


SIBLINGS = {
    "paragraphs": f"<p>{FIRST}</p>",
    "items": "<li>x",
    "breaks": f"{FIRST}<br>",
    "links": "<a href=x>some link</a> ",
    "rows": "<table><tr><td>1</td><td>2</td></tr></table>",
    "times": "<time>3 July 2021</time> 2021-07-03 ",
    "readers' comments": "<div class=comment id=comment-1><b class=author>Ann</b><p>This is quite so.</p></div>",
}


@pytest.mark.parametrize("name", SIBLINGS)
def test_thousands_of_siblings_are_read_to_their_end(name: str) -> None:
    with suppress(Rejected):
        assert_is_consistent(read("<html><body>" + SIBLINGS[name] * 3_000))


FLOODS = {
    "paragraphs": "<p>Said {number} times.</p>",
    "items": "<li>Item {number}",
    "rows": "<table><tr><td>{number}</td><td>two</td></tr></table>",
    "times": "<time>3 July 2021</time> tail {number} ",
    "classes": "<p class='name-{number}'>Said {number} times.</p>",
}


@pytest.mark.parametrize("name", FLOODS)
def test_more_siblings_than_any_page_has_are_read_to_the_last(name: str) -> None:
    count = 20_000
    page = read("<html><body>" + "".join(FLOODS[name].format(number=number) for number in range(count)))
    assert str(count - 1) in page.text


LARGE = ParseLimits(extracted_child_count=2)


def test_a_page_too_large_for_the_extractor_is_read_in_page_order_without_what_nobody_sees() -> None:
    markup = (
        f"<html><title>Page</title><body><nav>Menu</nav><div><h2>Roads</h2><p>{FIRST}<br>{SECOND}</p>after <b>it</b>"
        f"<table><tr><td>one<td>two</tr></table></div><script>var a;</script>tail of it<footer>{THIRD}</footer>"
    )
    page = parse(RawDocument(markup.encode(), "page.html"), LARGE)
    assert [(page.text[s.start : s.end], s.kind, s.rule) for s in page.segments] == [
        ("Page", Kind.TITLE, "html-title"),
        ("Roads", Kind.HEADING, "large-page-heading"),
        (FIRST, Kind.PARAGRAPH, "large-page-paragraph"),
        (SECOND, Kind.PARAGRAPH, "large-page-paragraph"),
        ("after it", Kind.PARAGRAPH, "large-page-paragraph"),
        ("one two", Kind.PARAGRAPH, "large-page-row"),
        ("tail of it", Kind.PARAGRAPH, "large-page-paragraph"),
        ("Menu", Kind.RESIDUE, "html-navigation"),
        (THIRD, Kind.RESIDUE, "html-surroundings"),
    ]


@pytest.mark.parametrize("limits", [LARGE, ParseLimits(extracted_element_count=4)])
def test_either_bound_makes_a_page_large(limits: ParseLimits) -> None:
    page = parse(RawDocument(f"<html><body>{ARTICLE}".encode(), "page.html"), limits)
    assert {segment.rule for segment in page.segments} == {"large-page-paragraph"}


def test_encodings_that_change_from_line_to_line_damage_nothing_but_their_lines() -> None:
    lines = [f"<p>{FIRST} caf\u00e9</p>".encode(encoding, "replace") for encoding in islice(cycle(ENCODINGS), 600)]
    page = read(b"<html><meta charset=utf-8><body>" + b"\n".join(lines))
    assert_is_consistent(page)
    assert page.text.count(FIRST) >= 1


PIECES = st.sampled_from(
    ["<div", "<p>", "</p>", "</div>", "<", ">", "'", '"', "=", " ", "<!--", "-->", "<![CDATA[", "<script>", "</script>",
     "<table>", "<td>", "<li class=comment>", "<title>", "&#0;", "&#x110000;", "&amp", "\x00", "\ufeff", FIRST]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_salad_of_tags_is_read_or_refused_and_the_same_way_twice(pieces: list[str]) -> None:
    markup = "<html><body>" + "".join(pieces)
    try:
        page = read(markup)
    except Rejected as refusal:
        assert refusal.reason is RejectReason.NO_TEXT
        return
    assert_is_consistent(page)
    assert read(markup) == page
