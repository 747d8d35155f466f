"""The article of a page is never filed as comments, whatever its markup is called."""

from __future__ import annotations

import json

import pytest
from lxml.html import HtmlElement, fromstring

from tasks.dates.publication.stamps import reader_for
from tasks.parse import parse
from tasks.parse.base.assembly import Block, Container
from tasks.parse.base.page_comments import PageComments
from tasks.parse.comments.article_guard import ShownArticle, says_it_is_an_article
from tasks.parse.comments.groups import Group
from tasks.records import Kind, Layer, Page, RawDocument

STORY = tuple(
    f"Paragraph {word} of the article says that the bridge over the river opened on Wednesday, a whole year early."
    for word in ("one", "two", "six", "ten")
)
SAID = ("I crossed it this morning and the view is worth the queue.", "Lucky you, I stood there for an hour.")
STATED = (
    f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "Bridge opens"})}</script>'
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def item(author: str, *texts: str, name: str = "entry") -> str:
    head = f'<b class="author">{author}</b> <time datetime="2021-07-03T09:30">July 3, 2021</time>'
    return f'<div class="{name}">{head}{paragraphs(*texts)}</div>'


def page_of(*items: str, above: str = "") -> HtmlElement:
    tree: HtmlElement = fromstring(f"<html><body><h1>Bridge opens early</h1>{above}{''.join(items)}</body></html>")
    return tree


def group_of(tree: HtmlElement, kind: str = "comment") -> Group:
    return Group(kind, "div.entry", tuple((element,) for element in tree.iter("div")))


def is_article(*items: str, above: str = "", kind: str = "comment", is_stated: bool = True) -> bool:
    tree = page_of(*items, above=above)
    return ShownArticle(tree, is_stated=is_stated).is_group(group_of(tree, kind), reader_for(tree, None))


@pytest.mark.parametrize(
    ("types", "open_graph", "expected"),
    [
        (set(), "article", True),
        ({"NewsArticle"}, "website", True),
        ({"BlogPosting", "Person"}, "", True),
        ({"DiscussionForumPosting"}, "article", False),
        ({"QAPage", "NewsArticle"}, "article", False),
        ({"WebPage"}, "website", False),
        (set(), "", False),
    ],
)
def test_a_page_says_that_it_is_an_article_where_it_is_no_thread(
    types: set[str], open_graph: str, expected: bool
) -> None:
    assert says_it_is_an_article(types, open_graph) is expected


def test_a_lone_comment_that_holds_the_article_is_it_whatever_the_page_says() -> None:
    for is_stated in (True, False):
        assert is_article(item("Ann", *STORY), is_stated=is_stated)
        assert not is_article(item("Ann", SAID[0]), above=paragraphs(*STORY), is_stated=is_stated)


def test_half_of_the_article_is_not_most_of_it() -> None:
    assert not is_article(item("Ann", *STORY[:2]), above=paragraphs(*STORY[2:]))
    assert is_article(item("Ann", *STORY[:3]), above=paragraphs(*STORY[3:]))


def test_one_item_among_others_is_the_article_where_the_page_says_it_is_one() -> None:
    items = (item("Ann", *STORY), item("Bo", SAID[0]), item("Cy", SAID[1]))
    assert is_article(*items)
    assert not is_article(*items, is_stated=False)


def test_a_discussion_of_three_writers_may_hold_most_of_the_text() -> None:
    items = [item(name, text) for name, text in zip(("Ann", "Bo", "Cy", "Di"), STORY, strict=True)]
    assert not is_article(*items)
    assert is_article(*(item(name, text) for name, text in zip(("Ann", "Bo", "Ann", "Bo"), STORY, strict=True)))


def test_the_post_that_opens_a_thread_is_its_article_and_does_not_count() -> None:
    posts = (item("Ann", *STORY), item("Bo", SAID[0]), item("Cy", SAID[1]))
    assert not is_article(*posts, kind="post")
    assert is_article(posts[1], posts[0], posts[2], kind="post")


def comments_of(*texts: str, layer: Layer = Layer.COMMENT) -> PageComments:
    blocks = tuple(Block(text, layer, Kind.PARAGRAPH, "announced", 0) for text in texts)
    return PageComments(blocks, (Container(Kind.COMMENT, "announced"),))


def test_lines_that_hold_more_than_a_quarter_of_a_stated_article_are_no_comments() -> None:
    tree = page_of(
        above=paragraphs(*(text.replace(text.split()[1], "nine") + "x" * place for place, text in enumerate(STORY)))
    )
    shown = ShownArticle(tree, is_stated=True)
    lines = [paragraph.text or "" for paragraph in tree.iter("p")]
    assert not shown.is_in_lines(comments_of(lines[0]))  # the shortest of four
    assert shown.is_in_lines(comments_of(lines[3]))
    assert not shown.is_in_lines(comments_of(lines[3], layer=Layer.FURNITURE))
    assert not shown.is_in_lines(PageComments())
    assert not ShownArticle(tree, is_stated=False).is_in_lines(comments_of(*lines))


def test_a_paragraph_of_less_than_80_characters_does_not_count() -> None:
    long = "Nobody who had doubted it was there to see the mayor cut the red and blue ribbon"
    assert len(long) == 80
    assert is_article(item("Ann", STORY[0], long), above=paragraphs(STORY[1]))
    assert not is_article(item("Ann", STORY[0], long[:-1]), above=paragraphs(STORY[1]))


def read(markup: str, head: str = "") -> Page:
    whole = f"<html><head><title>Bridge opens early</title>{head}</head><body>{markup}</body></html>"
    return parse(RawDocument(whole.encode(), "page.html", url="https://example.com/a"))


@pytest.mark.parametrize("head", ["", STATED], ids=["silent", "stated"])
def test_an_article_marked_up_like_a_comment_is_the_body_of_its_page(head: str) -> None:
    page = read(f"<h1>Bridge opens early</h1>{item('Ann', *STORY, name='comment')}", head)
    assert [text in page.body() for text in STORY] == [True] * 4
    assert page.comments == ()


def test_a_short_comment_below_a_picture_is_no_article() -> None:
    three = [text[:100] for text in STORY[:3]]
    tree = page_of(item("Ann", *three, name="comment"))
    assert not ShownArticle(tree, is_stated=True).is_group(group_of(tree), reader_for(tree, None))
    tree = page_of(item("Ann", *STORY, name="comment"))
    assert ShownArticle(tree, is_stated=False).is_group(group_of(tree), reader_for(tree, None))


def test_an_article_among_cards_of_other_articles_is_the_body_of_its_page() -> None:
    texts = (*SAID, "It rains on the bridge, and nobody crosses it today.")
    cards = [item(name, text, name="post") for name, text in zip(("Bo", "Cy", "Di"), texts, strict=True)]
    own = item("Ann", *STORY, name="post")
    page = read(f"<h1>Bridge opens early</h1>{cards[0]}{own}{cards[1]}{cards[2]}", STATED)
    assert [text in page.body() for text in STORY] == [True] * 4


def commented(*items: str) -> Page:
    article = f"<article><h1>Bridge opens early</h1>{paragraphs(*STORY)}</article>"
    return read(f"{article}<div id='comments'>{''.join(items)}</div>", STATED)


def test_comments_below_an_article_are_still_taken() -> None:
    page = commented(item("Ann", SAID[0], name="comment"), item("Bo", SAID[1], name="comment"))
    assert [comment.author for comment in page.comments] == ["Ann", "Bo"]
    assert [text in page.body() for text in STORY] == [True] * 4


def test_a_paragraph_that_a_comment_quotes_stays_in_the_article() -> None:
    page = commented(item("Ann", STORY[1], SAID[0], name="comment"), item("Bo", SAID[1], name="comment"))
    assert [page.body().count(text) for text in STORY] == [1] * 4
    assert STORY[1] in page.comments[0].text
