"""Lines that a template prints in most comments, and comments that are printed twice. All texts are made up."""

from __future__ import annotations

import pytest

from tasks.parse.comments.refrains import without_first_copy, without_refrains
from tasks.parse.comments.single.comment import ReadComment

HELPFUL = "3 people found this helpful"


def comment(*lines: str) -> ReadComment:
    return ReadComment("Ann", None, None, lines)


def trimmed(*comments: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [each.lines for each in without_refrains([comment(*lines) for lines in comments])]


def test_a_short_line_that_most_comments_end_with_is_the_templates_whatever_its_numbers_are() -> None:
    said = [("It rains.", "3 people found this helpful"), ("Not here.", "12 People found this helpful"), ("Nor here.",)]
    assert trimmed(*said) == [("It rains.",), ("Not here.",), ("Nor here.",)]


def test_lines_at_the_beginning_are_taken_away_as_those_at_the_end_are() -> None:
    said = [("Verified", "Buyer", word, "Yes", "No") for word in ("It rains.", "Not here.", "Nor here.")]
    assert trimmed(*said) == [("It rains.",), ("Not here.",), ("Nor here.",)]


def test_a_comment_of_refrains_alone_is_left_without_lines() -> None:
    assert trimmed(("Yes", "No"), ("Yes", "No"), ("Yes", "No")) == [(), (), ()]


def test_a_line_that_only_half_of_the_comments_have_is_somebodys() -> None:
    said = [("It rains.", HELPFUL), ("Not here.", HELPFUL), ("Nor here.",), ("Is it?",)]
    assert trimmed(*said) == said


def test_two_comments_are_too_few_to_know_a_refrain_by() -> None:
    said = [("It rains.", HELPFUL), ("Not here.", HELPFUL)]
    assert trimmed(*said) == said


@pytest.mark.parametrize(("length", "kept"), [(60, False), (61, True)])
def test_a_refrain_has_sixty_characters_at_most(length: int, kept: bool) -> None:
    line = "x" * length
    expected = [(word, line) if kept else (word,) for word in ("It rains.", "Not here.", "Nor here.")]
    assert trimmed(("It rains.", line), ("Not here.", line), ("Nor here.", line)) == expected


def test_a_refrain_between_two_lines_of_a_comment_stays() -> None:
    said = [(f"{word} one", HELPFUL, f"{word} two") for word in ("It rains.", "Not here.", "Nor here.")]
    assert trimmed(*said) == said


@pytest.mark.parametrize(("above", "is_known"), [(3, True), (4, False)])
def test_a_refrain_is_looked_for_in_the_first_four_lines(above: int, is_known: bool) -> None:
    said = [
        (*(f"{word} {n}" for n in "abcdefg"[:above]), HELPFUL, *(f"{word} {n}" for n in "hijk"))
        for word in ("Rain", "Sun", "Snow")
    ]
    alone = comment(HELPFUL, "Wind.")
    read = without_refrains([*(comment(*lines) for lines in said), alone])
    assert read[-1].lines == (("Wind.",) if is_known else (HELPFUL, "Wind."))


@pytest.mark.parametrize(("below", "is_known"), [(2, True), (3, False)])
def test_a_refrain_is_looked_for_in_the_last_three_lines(below: int, is_known: bool) -> None:
    said = [
        (*(f"{word} {n}" for n in "abcde"), HELPFUL, *(f"{word} {n}" for n in "hijk"[:below]))
        for word in ("Rain", "Sun", "Snow")
    ]
    alone = comment("Wind.", HELPFUL)
    read = without_refrains([*(comment(*lines) for lines in said), alone])
    assert read[-1].lines == (("Wind.",) if is_known else ("Wind.", HELPFUL))


def test_a_comment_that_is_printed_again_is_read_once_whatever_its_lines_were() -> None:
    twice = comment("It rains here. Still, we sail.", "It rains here.", "Still, we sail.")
    assert without_first_copy(twice).lines == ("It rains here.", "Still, we sail.")


@pytest.mark.parametrize(
    "lines",
    [
        ("It rains here. Still, we sail.", "It rains here, still we sail,"),  # not the same
        ("It rains here.", "Still, we sail.", "Still, we sail.", "It rains here."),  # not in the same order
        ("It rains here. Still, we sail. It rains", "here. Still, we sail."),  # no line ends between the copies
        ("It rains here. Still, we sail.", "It rains here. Still, we sail.."),  # an odd number of letters
    ],
)
def test_a_comment_that_is_not_printed_twice_is_left_alone(lines: tuple[str, ...]) -> None:
    assert without_first_copy(comment(*lines)).lines == lines


@pytest.mark.parametrize(("length", "is_copy"), [(20, True), (19, False)])
def test_a_short_line_said_twice_is_said_twice(length: int, is_copy: bool) -> None:
    line = "x" * length
    assert without_first_copy(comment(line, line)).lines == ((line,) if is_copy else (line, line))
