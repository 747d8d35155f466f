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
