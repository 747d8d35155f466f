"""What of a comment's markup is its text. All pages are made up."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasks.parse import parse
from tasks.records import Page, RawDocument

ARTICLE = "".join(
    f"<p>Paragraph {word} of the article says that the bridge over the river opened on Wednesday, a whole year "
    "early.</p>"
    for word in ("one", "two", "three", "four")
)
SAID = "I crossed it this morning and the view from the middle is worth the queue."
HEAD = '<b class="author">Ann</b> <time datetime="2021-07-03T09:30:00">July 3</time>'
BESIDE = '<span class="x">Member of the bridge club</span>'


def read(comments: str) -> Page:
    markup = f"<html><body><article><h1>Bridge opens early</h1>{ARTICLE}</article>{comments}</body></html>"
    return parse(RawDocument(markup.encode(), "page.html", fetched_at=datetime(2022, 1, 1)))


def texts(comments: str) -> list[str]:
    return [comment.text for comment in read(comments).comments]


def test_an_element_of_a_block_that_is_named_as_text_holds_the_text() -> None:
    item = f'<div class="c-comment-card" id="c1">{HEAD}{BESIDE}<div class="c-comment-card__text">{SAID}</div></div>'
    assert texts(item) == [SAID]


def test_text_in_a_box_that_is_named_after_its_controls_is_read_all_the_same() -> None:
    inner = f'{HEAD}<blockquote class="comment-text">{SAID}</blockquote>'
    assert texts(f'<div class="comment" id="c1"><div class="info render-reply">{inner}</div></div>') == [SAID]


def test_a_comment_that_is_printed_again_for_a_script_is_read_once() -> None:
    lines = (SAID, "Go and see it, all of you.")
    copy = f'<div style="display: none">{" ".join(lines)}</div>'
    item = f'<div class="comment" id="c1">{HEAD}{copy}<div>{"<br>".join(lines)}</div></div>'
    assert texts(item) == ["\n".join(lines)]


@pytest.mark.parametrize(
    "said",
    ["Thanks!", "Thank you", "Thanks Bo :)", "See https://example.com/2012/09/30/on-bridges/", "Danke! :-)"],
)
def test_thanks_and_addresses_are_no_controls_and_no_times(said: str) -> None:
    items = "".join(
        f'<div class="comment" id="c{number}"><b>{name}</b> July {number}, 2021 9:30 am<p>{text}</p></div>'
        for number, (name, text) in enumerate((("Ann", SAID), ("Bo", said), ("Kim", "So it is.")), start=1)
    )
    assert texts(items) == [SAID, said, "So it is."]


def test_notes_with_which_others_passed_a_post_on_are_comments_and_mere_likes_are_not() -> None:
    notes = "".join(
        f'<li class="note reblog with_commentary"><span class="action"><a class="tumblelog">{name}</a> reblogged this '
        f'from <a>bridges</a> and added:</span><blockquote><a href="/p">{text}</a></blockquote></li>'
        '<li class="note like without_commentary"><span class="action"><a>kim</a> liked this</span></li>'
        for name, text in (("ann", SAID), ("bo", "Never again, I say."))
    )
    page = read(f'<ol class="notes">{notes}</ol>')
    assert [(note.author, note.text) for note in page.comments] == [("ann", SAID), ("bo", "Never again, I say.")]


def test_what_the_publisher_says_elsewhere_is_no_comment() -> None:
    items = "".join(
        f'<li class="message" id="m{n}">{HEAD}<p class="comment-text">{SAID} That was number {n}.</p></li>'
        for n in range(1, 7)
    )
    assert texts(f"<ul>{items}</ul>") != []
    assert texts(f'<div class="site-twitter-feed"><ul>{items}</ul></div>') == []


def test_whole_articles_below_each_other_are_no_thread() -> None:
    entries = "".join(
        f"<article><h2>{word} bridge</h2><p><a>Ann</a>, July {n}, 2021 9:30 am</p><p>{SAID} {SAID} {SAID}</p></article>"
        for n, word in enumerate(("Old", "New", "Long", "Low", "High", "Last"), start=1)
    )
    plain = parse(RawDocument(f"<html><body><main>{entries}</main></body></html>".encode(), "page.html"))
    assert plain.comments == ()


def test_a_writer_may_be_called_like_a_control_with_a_number() -> None:
    head = '<div class="comment-author"><span class="author-name">link78</span> July 3, 2021 9:30 am</div>'
    page = read(f'<div class="comment">{head}<p class="comment-text">{SAID}</p></div>')
    assert [(comment.author, comment.text) for comment in page.comments] == [("link78", SAID)]
