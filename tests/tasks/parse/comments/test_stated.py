"""When comments that stand in a page's data are believed, and what is left of them where the data are odd."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pytest

from tasks.parse import parse
from tasks.records import Comment, Kind, Page, RawDocument

ARTICLE = "".join(
    f"<p>Paragraph {number} tells how the harbour was dredged again, and what the council paid for it.</p>"
    for number in ("one", "two", "three", "four")
)
VOICE = {"@type": "Comment", "author": {"name": "Ann"}, "text": "I sailed there once.", "dateCreated": "2021-07-03"}
STORY = {"@type": "NewsArticle", "headline": "Harbour dredged again", "comment": VOICE}


def read(data: object, body: str = "") -> Page:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    head = f'<title>Harbour dredged again | The Port</title>{script}<link rel="canonical" href="https://example.org/h">'
    markup = f"<html><head>{head}</head><body><h1>Harbour dredged again</h1>{ARTICLE}{body}</body></html>"
    return parse(RawDocument(markup.encode(), "page.html"))


def texts(comments: tuple[Comment, ...]) -> list[str]:
    return [comment.text for comment in comments]


def test_a_comment_of_the_data_is_a_segment_below_the_article_whose_rule_says_so() -> None:
    page = read(STORY)
    around = next(segment for segment in page.segments if segment.kind is Kind.COMMENT)
    assert page.text[around.start : around.end] == "I sailed there once."
    assert (around.rule, page.comments[0].author) == ("stated-linked-data", "Ann")
    assert "sailed" not in page.body()


@pytest.mark.parametrize(
    "data",
    [
        {**STORY, "headline": "Ferry sold to an island"},
        {"@type": "NewsArticle", "comment": VOICE},
        {**STORY, "@type": "Product"},
        {**STORY, "comment": {**VOICE, "@type": "Review"}},
        {**STORY, "comment": {**VOICE, "text": ["no", "text"]}},
        [{"@type": "FAQPage"}, {"@type": "Question", "name": "Harbour dredged again", "acceptedAnswer": VOICE}],
        VOICE,
    ],
    ids=["another title", "no title", "a product", "a review", "no text", "questions of the house", "nobody's"],
)
def test_data_that_do_not_speak_of_the_page_or_of_comments_are_not_believed(data: object) -> None:
    assert read(data).comments == ()


def test_the_pages_address_is_as_good_as_its_title() -> None:
    story = {"@type": "NewsArticle", "mainEntityOfPage": {"@id": "https://example.org/h"}, "comment": [VOICE]}
    assert texts(read(story).comments) == ["I sailed there once."]


def test_comments_that_the_page_shows_are_read_from_the_page() -> None:
    shown = '<ul id="comments"><li class="comment" id="comment-1"><cite>Bo</cite><time datetime="2021-07-04"></time>'
    page = read(STORY, f"{shown}<p>It was dry when I was there.</p></li></ul>")
    assert texts(page.comments) == ["It was dry when I was there."]


def test_comments_named_by_their_identifiers_are_found_and_those_that_go_round_are_read_once() -> None:
    first = {**VOICE, "@id": "#1", "comment": {"@id": "#2"}}
    second = {**VOICE, "@id": "#2", "text": "So did I.", "comment": {"@id": "#1"}}
    page = read({"@graph": [{**STORY, "comment": [{"@id": "#1"}]}, first, second]})
    assert texts(page.comments) == ["I sailed there once.", "So did I."]
    assert page.comments[1].parent_id == page.comments[0].comment_id


def test_markup_inside_the_data_is_read_as_lines() -> None:
    text = "<p>Two &amp; two\n<b>make</b> four.</p><p>Five &lt; six.<br>End.</p>"
    assert texts(read({**STORY, "comment": {**VOICE, "text": text}}).comments) == [
        "Two & two make four.\nFive < six.\nEnd."
    ]


def test_a_question_that_the_page_prints_stays_the_body_and_its_answers_are_comments() -> None:
    asked = "Paragraph one tells how the harbour was dredged again, and what the council paid for it."
    question = {"@type": "Question", "name": "Harbour dredged again", "text": asked}
    page = read({"@type": "QAPage", "mainEntity": {**question, "suggestedAnswer": [{**VOICE, "@type": "Answer"}]}})
    assert "Paragraph four" in page.body()
    assert texts(page.comments) == ["I sailed there once."]


@pytest.mark.parametrize(
    "topic",
    [
        "[",
        "[]",
        {"title": "Harbour dredged again"},
        {"title": "Harbour dredged again", "post_stream": {"posts": [1, {"cooked": 2}, {"cooked": " "}]}},
        {"title": "Another topic", "post_stream": {"posts": [{"post_number": 1, "cooked": "<p>Elsewhere.</p>"}]}},
    ],
    ids=["no json", "a list", "no posts", "odd posts", "another topic"],
)
def test_a_shipped_topic_that_is_broken_or_of_another_page_is_left_alone(topic: Any) -> None:
    shipped = escape(json.dumps({"topic_7": topic if isinstance(topic, str) else json.dumps(topic)}))
    page = read({}, f'<div id="data-preloaded" data-preloaded="{shipped}"></div>')
    assert page.comments == ()
    assert "Paragraph four" in page.body()
