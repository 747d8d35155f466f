"""When a comment is said to quote an earlier one, and which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse import parse
from tasks.parse.base.assembly import Block, Container
from tasks.parse.plain.answers import quoted_name
from tasks.parse.repeats.quoted_comments import with_quoted_comments
from tasks.records import Kind, Layer, RawDocument

FIRST = "They close the bridge every single day at noon, it says so on the sign."
SECOND = "Nobody I know has ever seen that sign, and I cross the river twice a day."


def quoted(*comments: tuple[str, str], article: str = "") -> list[int | None]:
    """Whom each comment quotes, given its author and its lines."""
    blocks = [Block(article, Layer.ARTICLE, Kind.PARAGRAPH, "test")]
    for index, (_, text) in enumerate(comments):
        blocks += [Block(line, Layer.COMMENT, Kind.PARAGRAPH, "test", index) for line in text.splitlines()]
    containers = [Container(Kind.COMMENT, "test", authors=(author,)) for author, _ in comments]
    return [container.quotes for container in with_quoted_comments(blocks, containers)]


@pytest.mark.parametrize(
    "head", ["Ann wrote:", "Quote:", "Originally Posted by Ann", "Zitat von Ann:", "Ann said: ↑", "ann schrieb:"]
)
def test_words_below_the_head_of_a_quotation_are_of_the_comment_that_said_them(head: str) -> None:
    assert quoted(("Ann", FIRST), ("Bo", f"{head}\n{FIRST}\nIt does not.")) == [None, 0]


def test_a_long_line_said_before_is_quoted_without_any_head() -> None:
    assert quoted(("Ann", FIRST), ("Bo", f"{FIRST}\nIt does not.")) == [None, 0]


def test_a_short_line_said_before_is_quoted_below_a_head_only() -> None:
    assert quoted(("Ann", "It is closed."), ("Bo", "It is closed.\nYes.")) == [None, None]
    assert quoted(("Ann", "It is closed."), ("Bo", "Ann wrote:\nIt is closed.\nYes.")) == [None, 0]


def test_of_several_who_said_it_the_one_that_the_head_names_is_quoted() -> None:
    voices = [("Ann", FIRST), ("Bo", f"Ann wrote:\n{FIRST}\n{SECOND}")]
    assert quoted(*voices, ("Cy", f"Bo wrote:\nAnn wrote:\n{FIRST}\n{SECOND}\nTrue."))[2] == 1
    assert quoted(*voices, ("Cy", f"Ann wrote:\n{FIRST}\nTrue."))[2] == 0


def test_a_copy_is_no_quotation_nor_is_what_a_writer_repeats_under_everything() -> None:
    assert quoted(("Ann", FIRST), ("Bo", FIRST)) == [None, None]
    assert quoted(("Ann", f"One.\n{FIRST}"), ("Ann", f"Two.\n{FIRST}")) == [None, None]


def test_what_the_article_said_is_a_quotation_of_no_comment() -> None:
    voices = (("Ann", f"{FIRST}\nDo they?"), ("Bo", f"Quote:\n{FIRST}\nThey do."))
    assert quoted(*voices, article=FIRST) == [None, None]


def test_a_page_names_the_comment_that_another_quotes() -> None:
    posts = "".join(
        f"""<div class="post" id="p{number}"><p class="author"><a class="username">{author}</a> Sat Jul 0{number}, 2021
        9:30 am</p><div class="content">{text}</div></div>"""
        for number, author, text in (
            (1, "Ann", "When does the bridge close for the boats?"),
            (2, "Bo", FIRST),
            (3, "Cy", f"<blockquote><cite>Bo wrote:</cite>{FIRST}</blockquote>{SECOND}"),
        )
    )
    page = parse(RawDocument(f"<html><body><h1>The bridge</h1>{posts}</body></html>".encode(), "thread.html"))
    assert [comment.quoted_comment_id for comment in page.comments] == [None, page.comments[0].comment_id]


@pytest.mark.parametrize(
    ("head", "name"), [("Mara Lund wrote:", "mara lund"), ("Zitat von Mara:", "mara"), ("Quote:", ""), (":", "")]
)
def test_the_head_of_a_quotation_tells_who_is_quoted(head: str, name: str) -> None:
    assert quoted_name(head) == name


@given(st.lists(st.tuples(st.sampled_from("AB"), st.text("ab \n:", max_size=40)), max_size=6))
def test_a_comment_quotes_an_earlier_one_or_none(comments: list[tuple[str, str]]) -> None:
    assert all(other is None or other < place for place, other in enumerate(quoted(*comments)))
