"""What makes a line talk, and which lines at the end of posts are signatures."""

from __future__ import annotations

import pytest

from tasks.parse.lines.kinds import Line, LineKind
from tasks.parse.plain.posts import (
    Post,
    Thread,
    cut_posts,
    heads_a_comment,
    is_talk,
    is_written,
    with_names,
)


def text(line: str) -> Line:
    return Line(line, LineKind.TEXT)


@pytest.mark.parametrize(("announced", "posts", "is_counted"), [
    (4, 3, True), (4, 2, False), (4, 4, True), (3, 4, False), (None, 4, False),
])  # fmt: skip
def test_three_quarters_of_the_announced_comments_are_about_as_many(
    announced: int | None, posts: int, is_counted: bool
) -> None:
    thread = Thread(0, posts, tuple(Post(i, i + 1, (i,)) for i in range(posts)), "announced", announced=announced)
    assert thread.is_counted() == is_counted


@pytest.mark.parametrize(("line", "expected"), [
    ("So they say.", True), ("So there.", False), ("So they say", False), ("Do they say?", True),
    ('"So they say"', True),
    ("word " * 17 + "word", True), ("word " * 16 + "word", False),
])  # fmt: skip
def test_talk_ends_as_sentences_do_or_is_long(line: str, expected: bool) -> None:
    assert is_talk(text(line)) == expected
    assert not is_talk(Line(line, LineKind.SAYS))


@pytest.mark.parametrize(("least", "expected"), [(3, True), (4, False)])
def test_written_lines_have_as_many_words_as_asked_for(least: int, expected: bool) -> None:
    assert is_written(text("one two three"), least) == expected
    assert not is_written(Line("one two three", LineKind.DETAIL), least)


def test_an_item_of_a_list_heads_a_comment_only_above_talk() -> None:
    name = Line("* Ann", LineKind.NAME)
    assert heads_a_comment([name, text("So they say.")], 0)
    assert not heads_a_comment([name, text("The lock")], 0)
    assert not heads_a_comment([name], 0)
    assert not heads_a_comment([text("Ann"), text("So they say.")], 0)


# ---- names and cuts


def test_a_name_above_each_time_is_its_writers() -> None:
    stamp = Line("July 3, 2019", LineKind.STAMP)
    lines = with_names([text("Ann Member"), stamp, text("So they say."), text("Bo"), stamp, text("Who pays for it?")])
    assert [line.author for line in lines if line.kind is LineKind.STAMP] == ["Ann", "Bo"]


def test_posts_are_cut_below_each_head_and_end_at_the_end_of_comments() -> None:
    lines = [
        Line("Ann says:", LineKind.SAYS, author="Ann"), text("So they say."),
        Line("Bo says:", LineKind.SAYS, author="Bo"),
        text("Who pays for it?"), Line("Post a comment", LineKind.END), text("More news of the day."),
    ]  # fmt: skip
    posts = (
        Post(0, 2, (1,), author="Ann", stamp="Ann says:"),
        Post(2, 6, (3,), author="Bo", stamp="Bo says:"),
    )
    assert cut_posts(lines, 0, 6, "announced") == Thread(0, 6, posts, "announced")
    assert cut_posts(lines[4:], 0, 2, "announced") is None
