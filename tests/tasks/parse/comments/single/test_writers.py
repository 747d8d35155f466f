"""Names of those who comment, read from short texts."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from tasks.parse.comments.single.writers import (
    author_of,
    checked_name,
    handle_in,
    is_name,
    link_names,
    name_in,
    names_another,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Miller", "Ann Miller"),
        ("By Ann Miller", "Ann Miller"),
        ("Posted by: Ann Miller", "Ann Miller"),
        ("» Originally posted by Ann", "Ann"),
        ("Re by Ann", "Ann"),
        ("von Ann", "Ann"),
        ("par Ann", "Ann"),
        ("por Ann", "Ann"),
        ("from Ann", "Ann"),
        ("Ann says:", "Ann"),
        ("Ann schrieb am 3. Juli", "Ann"),
        ("Ann a écrit", "Ann"),
        ("Ann on July 3, 2021", "Ann"),
        ("Ann | July 3", "Ann"),
        ("Ann - Harwich", "Ann"),
        ("Ann, Harwich", "Ann"),
        ("Ann (member)", "Ann"),
        ("Ann... more", "Ann"),
        ("Anne-Marie", "Anne-Marie"),
        ("Simon", "Simon"),  # no "on" in it
        ("Byron", "Byron"),  # no "by"
        ("Posted by", None),
        ("By", None),
    ],
)
def test_words_around_a_name_are_taken_away(text: str, name: str | None) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("- «Ann» -", "Ann"),
        ("Ann B", "Ann B"),
        ("a" * 50, "a" * 50),
        ("a" * 51, None),
        ("A B C D E F", "A B C D E F"),
        ("A B C D E F G", None),
        ("!?", None),
        ("", None),
        ("Reply", None),  # a control
        ("July 3, 2021", None),  # a time
        ("12 comments", None),  # an announcement
        ("Leave a comment", None),  # where comments end
        ("Joined", None),  # a label of a profile
    ],
)
def test_what_can_be_no_name_is_refused(text: str, name: str | None) -> None:
    assert checked_name(text) == name


@pytest.mark.parametrize(
    ("text", "is_handle"),
    [
        ("link78", True),
        ("ab1", True),
        ("a1", False),
        ("a" * 40 + "1", True),
        ("a" * 41 + "1", False),
        ("a" * 40 + "1" * 8, True),
        ("a" * 40 + "1" * 9, False),
        ("link", False),
        ("link 78", False),
        ("78", False),
    ],
)
def test_a_handle_is_a_word_with_a_number(text: str, is_handle: bool) -> None:
    assert handle_in(text) == (text if is_handle else None)


def test_a_link_is_the_whole_name_and_the_first_three_may_be_one() -> None:
    box = fromstring("<p><a><img></a><a>Reply</a><a>Ann - the first, of Harwich</a><a>Bo</a></p>")
    assert link_names(box) == ["Ann - the first, of Harwich"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Ann", True), (" - Ann: ", True), ("Ann,", True), ("Ann said so", False), ("Bo", True), ("Cy", False)],
)
def test_a_line_is_a_name_if_nothing_else_stands_in_it(line: str, expected: bool) -> None:
    assert is_name(line, "Ann", None, "Bo") is expected


@pytest.mark.parametrize(("length", "expected"), [(62, True), (63, False)])
def test_a_line_longer_than_a_name_with_its_marks_is_none(length: int, expected: bool) -> None:
    assert is_name(" " * (length - 3) + "Ann", "Ann") is expected


def test_the_author_is_named_in_the_head_of_a_comment() -> None:
    assert author_of("Posted by Ann | July 3, 2021") == "Ann"
    assert author_of("July 3, 2021") is None
    assert author_of("It rains.") is None


@pytest.mark.parametrize(
    ("line", "author", "expected"),
    [
        ("Bo wrote:", "Ann", True),
        ("Ann wrote:", "Ann Miller", False),
        ("ANN MILLER wrote:", "Ann", False),
        ("Bo wrote:", None, False),
        ("It rains.", "Ann", False),
        ("July 3, 2021", "Ann", False),
    ],
)
def test_somebody_else_is_quoted_where_no_word_of_the_name_is_the_authors(
    line: str, author: str | None, expected: bool
) -> None:
    assert names_another(line, author) is expected
