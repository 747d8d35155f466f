"""Blogger's controls before the end of a comment's text: the text goes on behind the last control."""

from __future__ import annotations

import pytest

from tasks.parse.lines.kinds import Line, LineKind
from tasks.parse.plain.late_controls import LATE_REACH, find_late_tails
from tasks.parse.plain.posts import Post, Thread

REPLY = Line("ReplyDelete", LineKind.ACTION, is_closing=True, is_marker=True)
ANSWER = Line("Delete", LineKind.ACTION, is_closing=True, is_marker=True, is_reply=True)
END = Line("Post a Comment", LineKind.END)
STAMP = Line("July 3, 2019 6:51 AM", LineKind.STAMP)


def text(line: str, *, is_glued: bool = False) -> Line:
    return Line(line, LineKind.TEXT, is_glued)


FIRST, SECOND, TAIL = text("They knew about it"), text("Who is to pay"), text("We all do.")


def posts(lines: list[Line]) -> tuple[Post, ...] | None:
    thread = find_late_tails(lines)
    return None if thread is None else thread.posts


def test_text_behind_the_last_control_belongs_to_the_last_comment() -> None:
    lines = [FIRST, REPLY, text("for years."), SECOND, REPLY, TAIL, END]
    assert find_late_tails(lines) == Thread(0, 6, (Post(0, 3, (0, 2)), Post(3, 6, (3, 5))), "blogger-late-tail")


@pytest.mark.parametrize("tail", ["We do.", "We all do"])  # two words; no end of a sentence
def test_what_is_no_sentence_behind_the_last_control_is_no_comments_text(tail: str) -> None:
    assert posts([FIRST, REPLY, SECOND, REPLY, text(tail), END]) is None


def test_a_long_line_goes_on_without_a_full_stop() -> None:
    lines = [FIRST, REPLY, SECOND, REPLY]
    assert posts([*lines, text("word " * 16 + "word")]) is None
    assert posts([*lines, text("word " * 17 + "word")]) is not None


def test_nothing_goes_on_below_the_end_of_the_comments() -> None:
    assert posts([FIRST, REPLY, SECOND, REPLY, END, TAIL]) is None


@pytest.mark.parametrize("sign", [STAMP, Line("Ann says:", LineKind.SAYS)])
def test_a_head_near_the_last_control_gives_the_comments_their_usual_order(sign: Line) -> None:
    assert posts([sign, FIRST, REPLY, SECOND, REPLY, TAIL]) is None
    assert posts([FIRST, REPLY, SECOND, REPLY, TAIL, sign]) is None


@pytest.mark.parametrize(("between", "is_found"), [(LATE_REACH - 1, False), (LATE_REACH, True)])
def test_a_head_is_near_within_thirty_lines(between: int, is_found: bool) -> None:
    filling = [text("and so on")] * (between - 2)
    lines = [STAMP, FIRST, REPLY, *filling, REPLY, TAIL]
    assert lines.index(STAMP) == len(lines) - 2 - (between + 1)
    assert (posts(lines) is not None) == is_found
    assert LATE_REACH == 30


def test_one_control_alone_is_a_late_one_only_where_text_is_glued_to_it() -> None:
    assert posts([FIRST, REPLY, TAIL]) is None
    assert posts([FIRST, REPLY, text("We all do", is_glued=True)]) == (Post(0, 3, (0, 2)),)


def test_answers_alone_are_no_thread() -> None:
    assert posts([FIRST, ANSWER, SECOND, ANSWER, TAIL]) is None
    found = posts([FIRST, REPLY, text("for years."), SECOND, ANSWER, TAIL])
    assert found == (Post(0, 3, (0, 2)), Post(3, 6, (3, 5), is_reply=True))


def test_a_control_with_nothing_glued_to_it_ends_its_comment() -> None:
    lines = [FIRST, REPLY, SECOND, REPLY, text("We all do", is_glued=True)]
    assert posts(lines) == (Post(0, 2, (0,)), Post(2, 5, (2, 4)))


def test_the_first_line_may_have_got_lost() -> None:
    assert posts([REPLY, text("We all do", is_glued=True)]) == (Post(0, 2, (1,)),)
