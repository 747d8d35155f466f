"""Bylines are found where pages print them, and those of comments and captions are left alone."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, document_fromstring

from tasks.parse.head.marks import labelled_elements
from tasks.parse.head.printed_bylines import (
    LONGEST_BYLINE,
    MOST_BELOW,
    MOST_BYLINES,
    SHORTEST_PARAGRAPH,
    printed_byline,
    printed_bylines,
)

TITLE = "<h1>Bridge opens early</h1>"
PARAGRAPH = f"<p>{'The bridge opens early. ' * 9}</p>"


def page(body: str) -> HtmlElement:
    return document_fromstring(f"<html><body>{body}</body></html>")


def found(body: str) -> list[str]:
    tree = page(body)
    return printed_bylines(tree, labelled_elements(tree))


@pytest.mark.parametrize(
    "body",
    [
        "<span itemprop='author'>Ann Lee</span>",
        "<span itemprop='creator'>Ann Lee</span>",
        "<span itemprop='author' itemscope><b itemprop='name'>Ann Lee</b> <i>Harbour correspondent</i></span>",
        "<span itemprop='author' itemscope><meta itemprop='name' content='Ann Lee'>A. Lee</span>",
        "<div typeof='Article'><span property='schema:author'><b property='name'>Ann Lee</b></span></div>",
        "<p class='byline'>Ann Lee</p>",
        "<div class='article-cnt__author'>Ann Lee</div>",
        "<cite class='tc_article-meta-writer-name'>Ann Lee</cite>",
        "<span class='authorname-txt'>Ann Lee</span>",
        "<a rel='author' href='/x'>Ann Lee</a>",
        f"{TITLE}<div><a href='/author/ann-lee/'>Ann Lee</a></div>{PARAGRAPH}",
    ],
)
def test_a_byline_is_found_by_its_mark_its_link_or_its_place(body: str) -> None:
    assert found(body)[0] == "Ann Lee"


def test_a_line_below_the_headline_that_opens_with_by_is_a_byline() -> None:
    assert found(f"{TITLE}<p>By Ann Lee</p>{PARAGRAPH}") == ["By Ann Lee"]
    assert found(f"{TITLE}{PARAGRAPH}<p>By Ann Lee</p>") == []
    assert found(f"<p>By Ann Lee</p>{TITLE}{PARAGRAPH}") == []
    assert found(f"<p>By Ann Lee</p>{PARAGRAPH}") == []
    assert found(f"{TITLE}<p>{'x' * (SHORTEST_PARAGRAPH - 1)}</p><p>By Ann Lee</p>") == ["By Ann Lee"]
    assert found(f"{TITLE}<p>{'x' * SHORTEST_PARAGRAPH}</p><p>By Ann Lee</p>") == []
    assert found(TITLE + "<br>" * (MOST_BELOW - 1) + "<p>By Ann Lee</p>") == ["By Ann Lee"]
    assert found(TITLE + "<br>" * MOST_BELOW + "<p>By Ann Lee</p>") == []


@pytest.mark.parametrize(
    "body",
    [
        "<div class='comments'><p class='author'>Ann Lee</p></div>",
        "<figure><p class='author'>Ann Lee</p></figure>",
        "<div class='author-tags'>Ann Lee</div>",
        "<p class='author-bio'>Ann Lee</p>",
        "<p class='authority'>Ann Lee</p>",
        "<div itemscope itemtype='https://schema.org/Comment'><b itemprop='author'>Ann Lee</b></div>",
        f"{TITLE}<a href='/author/'>Ann Lee</a>{PARAGRAPH}",
        f"<p class='byline'>{'Ann Lee ' * 21}</p>",
    ],
)
def test_other_names_are_no_bylines(body: str) -> None:
    assert found(body) == []


def test_of_several_lines_the_one_with_names_is_read_or_that_of_each_link_to_an_author() -> None:
    assert found("<div class='byline'><div>2 comments</div><div>By <b>Ann Lee</b></div><div>Oslo</div></div>")[0] == (
        "2 comments\nBy Ann Lee"
    )
    links = (
        "<div><a href='/author/ann'>Ann Lee</a></div><div><a rel='author' href='/x'>Bo Chan</a></div><div>Oslo</div>"
    )
    assert found(f"<div class='byline'>{links}</div>")[0] == "Ann Lee\nBo Chan"


def test_an_article_around_it_ends_the_search_for_comments() -> None:
    assert found("<div class='comments'><article><p class='author'>Ann Lee</p></article></div>") == ["Ann Lee"]
    assert found("<article class='comment'><p class='author'>Ann Lee</p></article>") == []


def test_bylines_have_a_longest_and_a_most() -> None:
    assert found(f"<p class='byline'>{'x' * LONGEST_BYLINE}</p>") == ["x" * LONGEST_BYLINE]
    assert found(f"<p class='byline'>{'x' * (LONGEST_BYLINE + 1)}</p>") == []
    assert len(found("<p class='byline'>Ann Lee</p>" * (MOST_BYLINES + 1))) == MOST_BYLINES


def test_the_printed_byline_is_one_of_the_authors() -> None:
    bylines = ["Wycliffe Ode", "12 comments", "By Ann Lee"]
    assert printed_byline(bylines, ["Ann Lee"]) == "By Ann Lee"
    assert printed_byline(bylines, []) == "Wycliffe Ode"
    assert printed_byline(bylines, ["Bo Chan"]) is None
