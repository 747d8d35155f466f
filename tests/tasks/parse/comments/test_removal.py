"""What is taken out of a page's tree with its comments, and what stays. All pages are made up."""

from __future__ import annotations

import pytest
from lxml import etree
from lxml.html import HtmlElement, fromstring

from tasks.parse.comments.groups import Group
from tasks.parse.comments.index import index_of
from tasks.parse.comments.removal import keep_as_article, remove_comments, remove_rest


def page(body: str) -> HtmlElement:
    return fromstring(f"<html><body>{body}</body></html>")


def printed(tree: HtmlElement) -> str:
    return etree.tostring(tree.find("body"), encoding="unicode", method="html")


def without_comments(body: str) -> str:
    tree = page(body)
    items = tuple((element,) for element in tree.xpath("//li"))
    remove_comments(Group("comment", "li.comment", items))
    return printed(tree)


def without_rest(body: str) -> str:
    tree = page(body)
    remove_rest(index_of(tree))
    return printed(tree)


def test_the_text_behind_a_comment_stays_where_it_was() -> None:
    assert without_comments("<ul>a<li>1</li>b<li>2</li>c</ul>") == "<body><ul>abc</ul></body>"
    assert without_comments("<ul><b>a</b>b<li>1</li>c</ul>") == "<body><ul><b>a</b>bc</ul></body>"


def test_the_outermost_box_named_after_comments_goes_with_them() -> None:
    body = '<p>a</p><div id="comments"><h3>1 comment</h3><ul class="comment-list"><li>1</li></ul></div><p>b</p>'
    assert without_comments(body) == "<body><p>a</p><p>b</p></body>"
    assert without_comments("<div><h3>1 comment</h3><ul><li>1</li></ul></div>") == (
        "<body><div><h3>1 comment</h3><ul></ul></div></body>"
    )


def test_a_box_with_the_headline_stays() -> None:
    body = '<div class="comments"><h1>Bridge</h1><ul><li>1</li></ul></div>'
    assert without_comments(body) == '<body><div class="comments"><h1>Bridge</h1><ul></ul></div></body>'


@pytest.mark.parametrize(("length", "is_kept"), [(2500, False), (2501, True)])
def test_a_box_with_much_text_beside_the_comments_may_hold_the_article(length: int, is_kept: bool) -> None:
    body = f'<div class="comments"><p>{"x" * length}</p><ul><li>{"y" * 3000}</li></ul></div>'
    assert ("x" in without_comments(body)) is is_kept


def test_a_body_named_after_comments_stays() -> None:
    tree = fromstring('<html><body class="comments"><p>a</p><ul><li>1</li></ul></body></html>')
    remove_comments(Group("comment", "li", tuple((element,) for element in tree.xpath("//li"))))
    assert "<p>a</p>" in printed(tree)


@pytest.mark.parametrize(("length", "is_kept"), [(800, False), (801, True)])
def test_a_box_named_after_comments_without_any_goes_if_it_is_small(length: int, is_kept: bool) -> None:
    assert ("x" in without_rest(f'<div id="comments"> {"x" * length} </div>')) is is_kept


@pytest.mark.parametrize(("length", "is_kept"), [(2500, False), (2501, True)])
def test_a_form_for_comments_goes_unless_it_is_as_large_as_an_article(length: int, is_kept: bool) -> None:
    assert ("x" in without_rest(f'<form class="commentform"><p> {"x" * length} </p></form>')) is is_kept


def test_an_empty_list_of_comments_around_the_headline_stays() -> None:
    assert "Bridge" in without_rest('<div id="comments"><h1>Bridge</h1></div>')


def test_an_article_named_like_a_comment_loses_its_names_and_stays() -> None:
    tree = page('<div id="comments"><ul class="x"><li class="comment"><p class="y">It rains.</p></li></ul></div>')
    (item,) = tree.xpath("//li")
    article = keep_as_article(Group("comment", "li.comment", ((item,),)))
    kept = '<body><div><ul><li><p class="y">It rains.</p></li></ul></div></body>'
    assert printed(tree) == kept
    assert {element.tag for element in article} == {"div", "ul", "li", "p"}


def test_elements_of_the_article_stay_though_they_are_small_boxes_named_after_comments() -> None:
    tree = page('<div id="comments"><p>It rains.</p></div><div id="comments-2"><p>Be kind.</p></div>')
    remove_rest(index_of(tree), frozenset(tree.xpath("//div[1]")))
    assert printed(tree) == '<body><div id="comments"><p>It rains.</p></div></body>'
