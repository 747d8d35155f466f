"""An article printed in several boxes alike is read whole; teasers in boxes alike are no article."""

from __future__ import annotations

from lxml.html import document_fromstring

from tasks.parse import parse
from tasks.parse.html.content_boxes import mark_content_boxes, named_article
from tasks.parse.html.trafilatura_adapter import ARTICLE_CLASS
from tasks.records import RawDocument

SENTENCES = (
    "The lower gate of the northern lock was opened on Wednesday, a year before the day the board had printed.",
    "Nobody who had doubted it was there to see the mayor cut a ribbon of three colours at the northern end.",
    "Builders from nine towns worked on it for six winters, and two of them are said to have married on a pillar.",
    "The ferry, which had crossed below since anybody can remember, will be kept as a place to drink coffee.",
    "Four hundred metres long, the bridge beside it carries two lanes, a tram and a path for people on foot.",
)


def box(first: int, head: str = "") -> str:
    paragraphs = "".join(f"<p>{SENTENCES[(first + step) % 5]} Part {first}.{step}.</p>" for step in range(5))
    return f'<div class="article-body">{head}{paragraphs}</div>'


def page(*boxes: str) -> str:
    joined = "<div><p>An advertisement.</p></div>".join(boxes)
    body = f"<div id='x'><h1>The lock</h1><div>{joined}</div></div>"
    return f"<html><head><title>The lock</title></head><body>{body}</body></html>"


def marks(html: str) -> int:
    tree = document_fromstring(html)
    named = named_article(tree)
    assert named is not None
    mark_content_boxes(tree, named)
    return sum(element.get("class") == ARTICLE_CLASS for element in tree.iter("div"))


def test_all_boxes_are_the_article() -> None:
    html = page(box(0), box(1), box(2))
    assert marks(html) == 1
    body = parse(RawDocument(html.encode(), "page.html")).body()
    assert all(f"Part {first}.4." in body for first in range(3))


def test_boxes_with_headlines_or_times_of_their_own_are_teasers() -> None:
    assert marks(page(box(0, "<h1>One</h1>"), box(1, "<h1>Two</h1>"))) == 0
    assert marks(page(box(0, "<time>May 2</time>"), box(1, "<time>May 3</time>"))) == 0


def test_one_box_and_very_many_boxes_are_left_as_they_are() -> None:
    assert marks(page(box(0))) == 0
    assert marks(page(*(box(number) for number in range(40)))) == 0


# ---- at the edges of the rules


def sized(*lengths: int, around: int = 0, head: str = "") -> int:
    """Whether boxes with so many characters of long paragraphs are marked, with a paragraph of `around` beside them."""
    boxes = "".join(f"<div class='article-body'>{head}<p>{'x' * length}</p></div>" for length in lengths)
    beside = f"<p>{'y' * around}</p>" if around else ""
    return marks(f"<html><body><div>{boxes}{beside}</div></body></html>")


def test_the_first_box_has_400_characters_and_seven_tenths_of_all_at_most() -> None:
    assert sized(400, 400) == 1
    assert sized(399, 400) == 0
    assert sized(700, 300) == 1
    assert sized(701, 299) == 0


def test_no_box_is_more_than_four_times_the_first() -> None:
    assert sized(400, 1600) == 1
    assert sized(400, 1601) == 0


def test_two_to_fifteen_boxes_hold_text() -> None:
    assert sized(*[400] * 15) == 1
    assert sized(*[400] * 16) == 0
    assert sized(400, *[400] * 14, 0, 0) == 1


def test_paragraphs_below_60_characters_do_not_count() -> None:
    assert sized(400, 59) == 0
    assert marks(page(*(f"<div class='article-body'><p>{'x' * 60}</p>{f'<p>{chr(120) * 60}</p>' * 6}</div>",) * 2)) == 1


def test_the_boxes_hold_seven_tenths_of_the_text_around_them() -> None:
    assert sized(400, 440, around=360) == 1  # 840 of 1,200
    assert sized(400, 440, around=361) == 0


def test_a_box_with_a_headline_a_time_or_a_title_link_is_a_teaser() -> None:
    assert sized(400, 400, head="<h2>The lock</h2>") == 1
    assert sized(400, 400, head="<h1>The lock</h1>") == 0
    assert sized(400, 400, head="<h2><a href='/x'>The lock opens on Monday</a></h2>") == 0


def test_an_article_element_and_boxes_straight_in_the_body_are_left_alone() -> None:
    boxes = f"<div class='article-body'><p>{'x' * 400}</p></div>" * 2
    assert marks(f"<html><body>{boxes}</body></html>") == 0
    assert marks(f"<html><body><div>{boxes}</div></body></html>") == 1
    tree = document_fromstring(f"<html><body><div>{boxes.replace('div', 'article')}</div></body></html>")
    mark_content_boxes(tree, next(tree.iter("article")))
    assert not any(element.get("class") == ARTICLE_CLASS for element in tree.iter())


def test_a_box_inside_another_of_its_name_does_not_count() -> None:
    inner = f"<div class='article-body'><p>{'x' * 400}</p></div>"
    assert marks(f"<html><body><div><div class='article-body'>{inner}{inner}</div></div></body></html>") == 0
