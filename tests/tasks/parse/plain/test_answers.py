"""Whom a comment answers: quotations of other comments, and names in the head of a comment. All texts are made up."""

from __future__ import annotations

import pytest

from tasks.parse.lines.kinds import Line, LineKind
from tasks.parse.plain.answers import (
    answered_posts,
    folded_name,
    opens_quotation,
    quotation_key,
    quoted_name,
    with_quotations,
)
from tasks.parse.plain.posts import Post


def text(said: str) -> Line:
    return Line(said, LineKind.TEXT)


def says(said: str) -> Line:
    return Line(said, LineKind.SAYS)


# ---- heads of quotations


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Mara wrote:", True),
        ("Mara schrieb:", True),
        ("Mara wrote", False),
        ("Mara Lee:", False),
        ("Quote:", True),
        ("QUOTE", True),
        ("» Zitat:", True),
        ("Quotes:", False),
        ("Originally Posted by Mara", True),
        ("Quote from Mara", True),
        ("Quote Mara", False),
        ("They wrote: nothing", False),
    ],
)
def test_a_quotation_opens_with_a_name_and_a_verb_or_with_the_word_for_it(line: str, expected: bool) -> None:
    assert opens_quotation(line) is expected


@pytest.mark.parametrize(("length", "expected"), [(80, True), (81, False)])
def test_the_head_of_a_quotation_has_at_most_80_characters(length: int, expected: bool) -> None:
    end = " wrote:"
    assert opens_quotation("m" * (length - len(end)) + end) is expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Mara wrote:", "mara"),
        ("Mara  Lee wrote:", "mara lee"),
        ("“Mara wrote:", "mara"),
        ("Zitat von Mara:", "mara"),
        ("Originally Posted by MARA", "mara"),
        ("Quote originally posted by Mara", "mara"),
        ("Quote:", ""),
        ("Mara:", ""),
        ("Mara a écrit:", "mara"),
    ],
)
def test_who_is_quoted_stands_before_the_verb_or_behind_the_phrase(head: str, expected: str) -> None:
    assert quoted_name(head) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("• Mara  LEE, ", "mara lee"), ("(Straße)", "strasse"), ("-", ""), ("Ann Lee:", "ann lee")]
)
def test_a_name_is_folded_without_the_marks_around_it(name: str, expected: str) -> None:
    assert folded_name(name) == expected


def test_a_quoted_line_is_known_again_by_its_first_twelve_words() -> None:
    twelve = "one two three four five six seven eight nine ten eleven twelve"
    assert quotation_key("One, TWO: three?") == b"one two three"
    assert quotation_key(twelve + " thirteen fourteen") == twelve.encode()
    assert quotation_key("the quay") != quotation_key("the lock")


# ---- with_quotations


def test_the_head_of_a_quotation_is_text_where_what_it_quotes_stands_above() -> None:
    lines = [
        says("Mara says:"), text("They knew it."), says("Bo says:"), says("Mara wrote:"), text("They knew it."),
        text("So they did."),
    ]  # fmt: skip
    assert with_quotations(lines) == [*lines[:3], text("Mara wrote:"), *lines[4:]]


def test_a_head_stays_a_head_where_nothing_above_is_quoted() -> None:
    lines = [says("Mara says:"), text("They knew it."), says("Mara wrote:"), text("Who pays for it?"), text("Nobody.")]
    assert with_quotations(lines) == lines


@pytest.mark.parametrize(("said", "is_quotation"), [("They knew.", False), ("They knew it.", True)])
def test_a_quoted_line_has_at_least_three_words(said: str, is_quotation: bool) -> None:
    """Two people may say less in the same words."""
    lines = [text("Ann"), text(said), says("Mara wrote:"), text(said), text("So it is.")]
    assert (with_quotations(lines)[2].kind is LineKind.TEXT) is is_quotation


def test_comments_that_are_printed_twice_quote_nobody() -> None:
    lines = [
        text("Ann"),
        says("Mara wrote:"),
        text("They knew it."),
        says("Mara wrote:"),
        text("They knew it."),
        text("So."),
    ]
    assert with_quotations(lines) == lines


def test_a_time_opens_no_quotation() -> None:
    stamp = Line("On July 3, 2019 Mara wrote:", LineKind.STAMP)
    lines = [text("Ann"), text("They knew it."), stamp, text("They knew it."), text("So it is.")]
    assert with_quotations(lines) == lines


def test_neither_the_first_nor_the_last_line_opens_a_quotation() -> None:
    lines = [says("Mara wrote:"), text("They knew it."), text("They knew it."), says("Mara wrote:")]
    assert with_quotations(lines) == lines
    first = [text("They knew it."), says("Mara wrote:"), text("They knew it.")]
    assert with_quotations(first)[1] == text("Mara wrote:")


def test_only_written_lines_are_quoted() -> None:
    lines = [
        text("Ann"),
        Line("They knew it.", LineKind.DETAIL),
        says("Mara wrote:"),
        text("They knew it."),
        text("So."),
    ]
    assert with_quotations(lines) == lines


# ---- answered_posts


def answers(*posts: tuple[str | None, str | None, tuple[str, ...]]) -> dict[int, int]:
    """Which post answers which, of posts (writer, head, lines)."""
    lines: list[Line] = []
    made: list[Post] = []
    for author, stamp, said in posts:
        begin = len(lines)
        lines += map(text, said)
        made.append(Post(begin, len(lines), tuple(range(begin, len(lines))), author=author, stamp=stamp))
    return answered_posts(lines, made)


def test_a_post_answers_the_one_that_it_quotes() -> None:
    quoting = ("Mara wrote:", "Who pays for it?", "We do.")
    assert answers(
        ("Ann", None, ("They knew it all.",)), ("Mara", None, ("Who pays for it?",)), ("Bo", None, quoting)
    ) == {2: 1}  # fmt: skip


def test_what_no_head_of_a_quotation_stands_above_is_no_quotation() -> None:
    said = ("Who pays for it?",)
    assert answers(("Ann", None, said), ("Bo", None, ("I ask again.", "Who pays for it?"))) == {}


def test_a_post_that_quotes_its_own_words_answers_nobody() -> None:
    assert answers(("Ann", None, ("Who pays for it?", "Quote:", "Who pays for it?"))) == {}


def test_a_post_answers_the_latest_post_of_whom_its_head_names() -> None:
    posts = (
        ("Ann", None, ("They knew it.",)),
        ("Bo", None, ("So did I.",)),
        ("Ann", None, ("Who pays?",)),
        ("Kim", "Kim in reply to ANN | July 3, 2019", ("We do.",)),
        ("Lee", "Lee > Bo", ("You do?",)),
        ("Max", "Max > Nobody", ("Who?",)),
    )
    assert answers(*posts) == {3: 2, 4: 1}


def test_the_quotation_says_more_than_the_head() -> None:
    posts = (
        ("Ann", None, ("They knew it all.",)),
        ("Mara", None, ("Who pays for it?",)),
        ("Bo", "Bo > Ann", ("Mara wrote:", "Who pays for it?", "We do.")),
    )
    assert answers(*posts) == {2: 1}


@pytest.mark.parametrize(("length", "expected"), [(40, {1: 0}), (41, {})])
def test_an_answered_name_is_compared_up_to_40_characters(length: int, expected: dict[int, int]) -> None:
    name = "m" * length
    assert answers((name, None, ("They knew it.",)), ("Bo", f"Bo > {name}", ("So did I.",))) == expected


def test_a_post_without_a_writer_is_answered_by_nobody() -> None:
    assert answers((None, None, ("They knew it.",)), (None, None, ("So did I.",))) == {}
