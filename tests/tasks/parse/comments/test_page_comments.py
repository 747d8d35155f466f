"""From comments as they were read to blocks and containers."""

from __future__ import annotations

from datetime import datetime

from tasks.parse.base.assembly import Block, Container
from tasks.parse.base.page_comments import OpeningPost, PageComments
from tasks.parse.comments.page_comments import page_comments
from tasks.parse.comments.single.comment import ReadComment
from tasks.records import Kind, Layer, Moment, Precision

NOON = Moment(datetime(2021, 7, 3, 12), Precision.MINUTE)
ANN = ReadComment("Ann", NOON, "#c1", ("It rains.", "Still."))
NOBODY = ReadComment(None, None, None, ("Not here.",), answers=0)
EMPTY = ReadComment("Kim", NOON, None, ())


def line(text: str, place: int) -> Block:
    return Block(text, Layer.COMMENT, Kind.PARAGRAPH, "comment-x", place)


def test_each_comment_is_a_container_and_each_of_its_lines_a_block() -> None:
    assert page_comments("comment-x", [ANN, NOBODY], "https://example.org/a") == PageComments(
        blocks=(line("It rains.", 0), line("Still.", 0), line("Not here.", 1)),
        containers=(
            Container(Kind.COMMENT, "comment-x", authors=("Ann",), moment=NOON, permalink="https://example.org/a#c1"),
            Container(Kind.COMMENT, "comment-x", reply_to=0),
        ),
    )


def test_a_comment_without_text_is_left_out_and_the_others_are_numbered_without_it() -> None:
    answer = ReadComment("Bo", None, None, ("Where?",), answers=2)
    orphan = ReadComment("Cy", None, None, ("Who?",), answers=0)
    found = page_comments("comment-x", [EMPTY, ANN, NOBODY, answer, orphan], None)
    assert [container.authors for container in found.containers] == [("Ann",), (), ("Bo",), ("Cy",)]
    assert [container.reply_to for container in found.containers] == [None, None, 1, None]


def test_the_first_post_of_a_thread_opens_it_and_answers_to_it_answer_no_comment() -> None:
    found = page_comments("post-x", [ANN, NOBODY], None, is_first_opening=True)
    opening = tuple(Block(text, Layer.ARTICLE, Kind.PARAGRAPH, "opening-post") for text in ("It rains.", "Still."))
    assert found.opening == OpeningPost(opening, ("Ann",), NOON)
    assert [(container.authors, container.reply_to) for container in found.containers] == [((), None)]


def test_a_thread_opened_by_nobody_has_no_author() -> None:
    found = page_comments("post-x", [NOBODY, ANN], None, is_first_opening=True)
    assert found.opening is not None
    assert found.opening.authors == ()


def test_a_permalink_stays_as_it_is_without_an_address_of_the_page() -> None:
    assert [container.permalink for container in page_comments("comment-x", [ANN], None).containers] == ["#c1"]


def test_a_broken_permalink_is_left_out() -> None:
    broken = ReadComment("Bo", None, "http://[::1/a", ("Where?",))
    found = page_comments("comment-x", [broken], "https://example.org/a")
    assert [container.permalink for container in found.containers] == [None]


def test_a_pingback_is_furniture_and_no_comment() -> None:
    pingback = ReadComment("The Gazette", NOON, None, ("[…] it rains. [...]",), is_link_back=True)
    found = page_comments("comment-x", [ANN, pingback, ReadComment("Di", NOON, None, ("And so it rains.",))], None)
    assert [container.authors for container in found.containers] == [("Ann",), ("Di",)]
    furniture = [(block.text, block.rule) for block in found.blocks if block.container is None]
    assert furniture == [("[…] it rains. [...]", "pingback")]
