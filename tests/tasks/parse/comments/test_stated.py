"""When comments that stand in a page's data are believed, and what is left of them where the data are odd."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pytest
from lxml.html import fromstring

from tasks.dates.publication.stamps import Reader
from tasks.parse import parse
from tasks.parse.base.page_comments import PageComments
from tasks.parse.comments.stated import stated_comments
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


# ---- the data alone, without a page around them

READER = Reader(None, None)
THREAD = {"@type": "DiscussionForumPosting", "headline": "Harbour dredged again", "text": "Who was there?"}


def stated(*nodes: dict[str, Any], printed: str = "", head: str = "", url: str | None = None) -> PageComments | None:
    tree = fromstring(f"<html><head><title>Harbour dredged again</title>{head}</head><body></body></html>")
    return stated_comments(tree, nodes, url, READER, printed)


def said(text: str, *answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"@type": "Comment", "text": text, "comment": list(answers), **more}


def shipped(*posts: dict[str, Any], **topic: Any) -> PageComments | None:
    """The comments of a topic that Discourse ships with the page."""
    data = {"title": "Harbour dredged again", "post_stream": {"posts": list(posts)}, **topic}
    store = escape(json.dumps({"topic_7": json.dumps(data), "site": "{}"}))
    tree = fromstring(
        f"<html><head><title>Harbour dredged again</title></head><body><div data-preloaded='{store}'></div></body>"
    )
    return stated_comments(tree, (), "https://example.org/t/7", READER, "")


def lines(comments: PageComments | None) -> list[str] | None:
    return None if comments is None else [block.text for block in comments.blocks]


def parents(comments: PageComments | None) -> list[int | None] | None:
    return None if comments is None else [each.reply_to for each in comments.containers]


def test_answers_follow_the_comment_that_they_answer() -> None:
    node = {**STORY, "comment": [said("One.", said("Two.", said("Three.")), said("Four.")), said("Five.")]}
    found = stated(node)
    assert lines(found) == ["One.", "Two.", "Three.", "Four.", "Five."]
    assert parents(found) == [None, 0, 1, 0, None]


def test_each_key_of_the_vocabulary_is_read() -> None:
    node = {
        "@type": "Question",
        "name": "Harbour dredged again",
        "acceptedAnswer": {"@type": "Answer", "articleBody": "One.", "creator": "Ann", "datePublished": "2021-07-03"},
        "suggestedAnswer": [{"@type": "Answer", "commentText": "Two.", "commentTime": "2021-07-04"}],
        "comments": [{"@type": "UserComments", "description": "Three.", "url": "/h#c3"}],
    }
    found = stated(node, url="https://example.org/h")
    assert found is not None
    assert [block.text for block in found.blocks] == ["One.", "Two.", "Three."]
    assert [each.authors for each in found.containers] == [("Ann",), (), ()]
    assert [each.moment and each.moment.at.day for each in found.containers] == [3, 4, None]
    assert [each.permalink for each in found.containers] == [None, None, "https://example.org/h#c3"]


def test_the_opening_post_of_a_thread_comes_with_its_answers_unless_the_page_prints_it() -> None:
    node = {**THREAD, "comment": [said("I was.", said("So was I."))]}
    found = stated(node)
    assert found is not None
    assert found.opening is not None
    assert [block.text for block in found.opening.blocks] == ["Who was there?"]
    assert (lines(found), parents(found)) == (["I was.", "So was I."], [None, 0])
    found = stated(node, printed="Harbour\nWho was\nthere?")
    assert found is not None
    assert (found.opening, lines(found), parents(found)) == (None, ["I was.", "So was I."], [None, 0])


def test_an_opening_post_is_known_by_its_first_eighty_letters() -> None:
    text = "x" * 80
    node = {**THREAD, "text": f"{text} and more of it", "comment": said("I was.")}
    known, unknown = stated(node, printed=text), stated(node, printed=text[:-1])
    assert known is not None
    assert unknown is not None
    assert (known.opening is None, unknown.opening is None) == (True, False)


def test_an_article_opens_no_thread() -> None:
    found = stated({**STORY, "text": "Paragraph one."})
    assert found is not None
    assert found.opening is None


@pytest.mark.parametrize(("title", "is_known"), [("Harbours", False), ("Harbour d", True), ("Harbour", False)])
def test_a_title_of_eight_letters_that_the_page_prints_is_its_own(title: str, is_known: bool) -> None:
    assert (stated({**STORY, "headline": title}) is not None) is is_known


@pytest.mark.parametrize(("title", "is_known"), [("Bridges.", False), ("Harbourd", True), ("Harbour", False)])
def test_titles_are_compared_by_their_letters(title: str, is_known: bool) -> None:
    assert (stated({**STORY, "headline": title}) is not None) is is_known


@pytest.mark.parametrize("key", ["url", "@id", "mainEntityOfPage"])
def test_an_address_of_the_page_makes_data_its_own(key: str) -> None:
    node = {"@type": "NewsArticle", key: "https://example.org/h", "comment": VOICE}
    canonical = '<link rel="Canonical" href="https://example.org/h"><link rel="next" href="https://example.org/i">'
    assert lines(stated(node, url="https://example.org/h")) == ["I sailed there once."]
    assert lines(stated(node, head=canonical)) == ["I sailed there once."]
    assert stated({**node, key: "https://example.org/i"}, head=canonical) is None
    assert stated(node) is None


def test_a_link_of_more_than_a_thousand_characters_is_none() -> None:
    links = [f"https://example.org/{'x' * (length - 20)}" for length in (1000, 1001)]
    found = stated({**STORY, "comment": [said("One.", url=links[0]), said("Two.", url=links[1])]})
    assert found is not None
    assert [each.permalink for each in found.containers] == [links[0], None]


def test_a_node_without_comments_is_passed_over_for_one_with_some() -> None:
    assert lines(stated({**STORY, "comment": []}, STORY)) == ["I sailed there once."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 < 2 and 3 > 2\nis so", ["1 < 2 and 3 > 2", "is so"]),
        ("One\rtwo", ["One", "two"]),
        ("<i>One</i>\ntwo<hr>", ["One two"]),
        ("One<br/>two<li>three</li><h2>four</h2>five", ["One", "two", "three", "four", "five"]),
        ('Well <img class="emoji" src="/a.png" alt=":grin:">', ["Well :grin:"]),
        ('Well <img src="/a.png" alt="A cat">', ["Well"]),
        ("&amp;lt;", ["&lt;"]),
    ],
)
def test_a_text_with_tags_is_read_by_them_and_one_without_by_its_lines(text: str, expected: list[str]) -> None:
    assert lines(stated({**STORY, "comment": said(text)})) == expected


def post(number: int, text: str, **more: Any) -> dict[str, Any]:
    return {"post_number": number, "cooked": f"<p>{text}</p>", "username": f"u{number}", **more}


def test_a_shipped_topic_is_a_thread_whose_posts_answer_each_other_by_number() -> None:
    found = shipped(
        post(1, "Who was there?", created_at="2021-07-03T09:30:00Z"),
        post(2, "I was.", reply_to_post_number=1),
        post(3, "So was I.", reply_to_post_number=2),
        post(4, "closed", post_type=3),
        post(5, "And I.", reply_to_post_number=6, post_type=2, username="", name="Kim Vos"),
        post(6, "Not I.", reply_to_post_number=6, post_type=1),
        slug="harbour",
        id=7,
    )
    assert found is not None
    assert found.opening is not None
    assert (found.opening.authors, found.opening.moment is not None) == (("u1",), True)
    assert lines(found) == ["I was.", "So was I.", "And I.", "Not I."]
    assert parents(found) == [None, 0, None, None]
    assert [each.authors for each in found.containers] == [("u2",), ("u3",), ("Kim Vos",), ("u6",)]
    assert found.containers[0].permalink == "https://example.org/t/harbour/7/2"
    assert {each.rule for each in found.containers} == {"stated-discourse"}


def test_a_topic_shipped_without_its_first_post_has_no_opening() -> None:
    found = shipped(post(2, "I was."), post(3, "So was I.", reply_to_post_number=2))
    assert found is not None
    assert (found.opening, lines(found), parents(found)) == (None, ["I was.", "So was I."], [None, 0])
    assert found.containers[0].permalink is None


def test_a_topic_of_one_post_is_a_thread_without_answers() -> None:
    found = shipped(post(1, "Who was there?"))
    assert found is not None
    assert (found.opening is not None, found.containers) == (True, ())
    assert shipped() is None
