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
    without_signatures,
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


# ---- signatures


def signed(*posts: tuple[str | None, tuple[str, ...]]) -> list[list[str]]:
    """What is left of posts (writer, lines) without their signatures."""
    lines: list[Line] = []
    made: list[Post] = []
    for author, said in posts:
        begin = len(lines)
        lines += map(text, said)
        made.append(Post(begin, len(lines), tuple(range(begin, len(lines))), author=author))
    thread = without_signatures(lines, Thread(0, len(lines), tuple(made), "unannounced"))
    return [[lines[index].text for index in post.written] for post in thread.posts]


@pytest.mark.parametrize(("last", "is_signature"), [("me too", False), ("from the quay", True)])
def test_a_signature_has_at_least_three_words(last: str, is_signature: bool) -> None:
    """Two people may both say "me too" at the end of what they write."""
    kept = [] if is_signature else [last]
    assert signed((None, ("They knew.", last)), (None, ("Who pays?", last))) == [
        ["They knew.", *kept],
        ["Who pays?", *kept],
    ]


def test_a_line_that_ends_one_post_is_no_signature() -> None:
    posts = (("Ann", ("They knew.", "from the quay")), ("Bo", ("Who pays?", "from the lock")))
    assert signed(*posts) == [list(said) for _, said in posts]


def test_a_writers_own_lines_recur_near_the_end() -> None:
    """A line in between, such as the day of an edit, differs; the one above it recurs in the writer's other posts."""
    posts = (("Ann", ("They knew.", "from the quay")), ("Ann", ("Who pays?", "from the quay", "So it goes on.")))
    assert signed(*posts) == [["They knew."], ["Who pays?", "from the quay", "So it goes on."]]
    others = (("Ann", ("They knew.", "from the quay")), ("Bo", ("Who pays?", "from the quay", "So it goes on.")))
    assert signed(*others) == [list(said) for _, said in others]


def test_a_post_keeps_its_only_line() -> None:
    assert signed((None, ("from the quay",)), (None, ("from the quay",))) == [["from the quay"]] * 2


@pytest.mark.parametrize(("titled", "is_cut"), [(2, True), (1, False)])
def test_a_subject_above_most_posts_is_nobodys_writing(titled: int, is_cut: bool) -> None:
    said = ("They knew.", "Who pays?", "Ask them.")
    posts = [(None, ("The gate", line) if place < titled else (line,)) for place, line in enumerate(said)]
    first = ["They knew."] if is_cut else ["The gate", "They knew."]
    assert signed(*posts)[0] == first


def test_two_posts_are_too_few_for_a_subject() -> None:
    assert signed((None, ("The gate", "They knew.")), (None, ("The gate", "Who pays?"))) == [
        ["The gate", "They knew."],
        ["The gate", "Who pays?"],
    ]


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
