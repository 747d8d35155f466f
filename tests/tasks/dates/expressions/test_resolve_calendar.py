"""Months, quarters, seasons, years and longer have the value that the calendar and the verb give them."""

from __future__ import annotations

import pytest

from tests.tasks.dates.expressions.readings import YEAR_2021, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left in July 2003.", {"July 2003": "2003-07"}),
        ("It was July last year.", {"July last year": "2020-07"}),
        ("It was in June this year.", {"June this year": "2021-06"}),
        ("It will be August next year.", {"August next year": "2022-08"}),
    ],
)
def test_a_month_is_that_of_its_year_or_of_the_year_named_beside_it(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It shut last June.", {"last June": "2021-06"}),
        ("It shut last July.", {"last July": "2020-07"}),
        ("It shut last August.", {"last August": "2020-08"}),
        ("It opens next June.", {"next June": "2022-06"}),
        ("It opens next July.", {"next July": "2022-07"}),
        ("It opens next August.", {"next August": "2021-08"}),
        ("He came this March.", {"this March": "2021-03"}),
    ],
)
def test_last_this_and_next_name_the_nearest_month_on_that_side(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was closed in June.", {"June": "2021-06"}),
        ("It was closed in July.", {"July": "2021-07"}),
        ("It was closed in August.", {"August": "2020-08"}),
        ("It will close in June.", {"June": "2022-06"}),
        ("It will close in July.", {"July": "2021-07"}),
        ("It will close in August.", {"August": "2021-08"}),
        ("Done by June.", {"June": "2022-06"}),
        (". April Jones spoke.", {}),
    ],
)
def test_a_bare_month_had_begun_unless_the_sentence_speaks_of_the_future(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1799 came", {}),
        ("1800 came", {"1800": "1800"}),
        ("2059 comes", {}),
        ("2060 comes", {}),
        ("fiscal 1799", {"fiscal 1799": "1799"}),
    ],
)
def test_a_bare_number_is_a_year_only_between_1800_and_2059(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost 1989 euros.", {}),
        ("It cost $1989.", {}),
        ("It took 1989 hours.", {"hours": "PTXH"}),
        ("5 1989", {}),
        ("1989 workers", {}),
        ("1989 worker", {"1989": "1989"}),
        ("In 1989 workers struck.", {"1989": "1989"}),
        ("the year 1989", {"the year 1989": "1989"}),
        ("the day 1989", {"the day": "2021-07-11"}),
    ],
)
def test_a_number_that_counts_or_labels_is_no_year(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Since '82", {"'82": "1982"}),
        ("Since '21", {"'21": "2021"}),
        ("Since '22", {"'22": "1922"}),
    ],
)
def test_two_digits_are_of_the_last_such_year(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nineteen ninety", {"nineteen ninety": "1990"}),
        ("nineteen ninety-nine", {"nineteen ninety-nine": "1999"}),
        ("nineteen ninety-ten", {}),
        ("eighteen ninety-six", {}),
        ("the year two thousand and nine", {"the year two thousand and nine": "2009"}),
        ("the year two thousand and ten", {"the year two thousand and ten": "2010"}),
        ("sales in two thousand and twenty", {"two thousand and twenty": "2020"}),
        ("in two thousand and twenty cases", {}),
        ("the year three thousand", {"the year": "2021"}),
        ("the day two thousand", {"the day": "2021-07-11"}),
    ],
)
def test_years_are_read_as_they_are_spoken(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("July 2001 came. That October he left.", {"July 2001": "2001-07", "That October": "2001-10"}),
        ("That October he left.", {"October": "2020-10"}),
        (
            "In the second quarter of 2009 it fell; the 1988 quarter was better.",
            {"the second quarter of 2009": "2009-Q2", "the 1988 quarter": "1988-Q2"},
        ),
        ("In May 2001 it fell; the 1988 quarter was better.", {"May 2001": "2001-05", "the 1988 quarter": "1988"}),
    ],
)
def test_that_month_and_that_quarter_are_of_the_date_named_last(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 1990s", {"the 1990s": "199"}),
        ("in the 30s", {"the 30s": "193"}),
        ("in the '20s", {"the '20s": "202"}),
        ("in the nineties", {"the nineties": "199"}),
        ("his 20s", {}),
        ("the 1990s and 2010s", {"the 1990s": "199", "2010s": "201"}),
    ],
)
def test_a_decade_is_of_the_century_in_which_it_has_come(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 1st century", {"the 1st century": "00"}),
        ("the 20th century", {"the 20th century": "19"}),
        ("21st-century art", {"21st-century": "20"}),
        ("the 22nd century", {}),
        ("the second decade", {}),
    ],
)
def test_centuries_are_counted_from_the_first_to_the_twenty_first(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("first quarter", {"first quarter": "2021-Q1"}),
        ("the third quarter", {"the third quarter": "2021-Q3"}),
        ("the fourth quarter", {"the fourth quarter": "2020-Q4"}),
        ("the fourth quarter will be better", {"the fourth quarter": "2021-Q4"}),
        ("the second half", {"the second half": "2021-H2"}),
        ("the third half", {}),
        ("the fifth quarter", {}),
    ],
)
def test_a_quarter_without_a_year_is_the_last_that_had_begun(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the first half of 1990", {"the first half of 1990": "1990-H1"}),
        ("last quarter of 2009", {"last quarter of 2009": "2009-Q4"}),
        ("the first quarter of last year", {"the first quarter of last year": "2020-Q1"}),
        ("the first quarter of next year", {"the first quarter of next year": "2022-Q1"}),
        ("the fourth quarter of this year", {"the fourth quarter of this year": "2021-Q4"}),
        ("next year's first quarter", {"next year's first quarter": "2022-Q1"}),
    ],
)
def test_a_quarter_is_of_the_year_beside_it(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last spring", {"last spring": "2021-SP"}),
        ("last summer", {"last summer": "2020-SU"}),
        ("last fall", {"last fall": "2020-FA"}),
        ("this fall", {"this fall": "2021-FA"}),
        ("next spring", {"next spring": "2022-SP"}),
        ("next summer", {"next summer": "2022-SU"}),
        ("next fall", {"next fall": "2021-FA"}),
        ("the summer of 1994", {"the summer of 1994": "1994-SU"}),
        ("in the winter", {"the winter": "2020-WI"}),
        ("it will open in the fall", {"the fall": "2021-FA"}),
        ("the spring", {"the spring": "2021-SP"}),
    ],
)
def test_a_season_is_on_the_side_that_its_words_speak_of(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("July last year", {"July last year": "XXXX-07"}),
        ("last March", {"last March": "XXXX-03"}),
        ("in December", {"December": "XXXX-12"}),
        ("Since '82", {"'82": "1982"}),
        ("in the 30s", {"the 30s": "193"}),
        ("the third quarter", {"the third quarter": "XXXX-Q3"}),
        ("the second half", {"the second half": "XXXX-H2"}),
        ("last fall", {"last fall": "XXXX-FA"}),
    ],
)
def test_without_an_anchor_what_is_not_said_stays_open(text: str, expected: dict[str, str]) -> None:
    assert values(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("July last year", {"July last year": "2020-07"}),
        ("last March", {"last March": "XXXX-03"}),
        ("the third quarter", {"the third quarter": "XXXX-Q3"}),
        ("last fall", {"last fall": "XXXX-FA"}),
    ],
)
def test_an_anchor_known_to_the_year_settles_years_only(text: str, expected: dict[str, str]) -> None:
    assert values(text, YEAR_2021) == expected
