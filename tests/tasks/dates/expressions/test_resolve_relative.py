"""Expressions that only point are counted from the anchor, or from the date that the text named last."""

from __future__ import annotations

import pytest

from tasks.dates.expressions.find import expressions
from tests.tasks.dates.expressions.readings import JULY, SUNDAY, WEDNESDAY, YEAR_2021, types, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", {"today": "2021-07-11"}),
        ("yesterday", {"yesterday": "2021-07-10"}),
        ("tomorrow", {"tomorrow": "2021-07-12"}),
        ("tomorrow morning", {"tomorrow morning": "2021-07-12TMO"}),
        ("yesterday evening", {"yesterday evening": "2021-07-10TEV"}),
        ("tonight", {"tonight": "2021-07-11TNI"}),
        ("this morning", {"this morning": "2021-07-11TMO"}),
        ("last night", {"last night": "2021-07-10TNI"}),
        ("last evening", {"last evening": "2021-07-10TEV"}),
    ],
)
def test_days_and_their_parts_are_counted_from_the_anchor(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last week", {"last week": "2021-W26"}),
        ("this week", {"this week": "2021-W27"}),
        ("next week", {"next week": "2021-W28"}),
        ("last month", {"last month": "2021-06"}),
        ("next month", {"next month": "2021-08"}),
        ("this year", {"this year": "2021"}),
        ("earlier this year", {"earlier this year": "2021"}),
        ("the past year", {"the past year": "2020"}),
        ("next decade", {"next decade": "203"}),
        ("last century", {"last century": "19"}),
        ("last quarter", {"last quarter": "2021-Q2"}),
        ("next quarter", {"next quarter": "2021-Q4"}),
        ("the current quarter", {"the current quarter": "2021-Q3"}),
    ],
)
def test_units_are_counted_in_the_calendar(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the weekend", {"the weekend": "2021-W27-WE"}),
        ("this weekend", {"this weekend": "2021-W28-WE"}),
        ("last weekend", {"last weekend": "2021-W27-WE"}),
        ("next weekend", {"next weekend": "2021-W29-WE"}),
        ("It will rain at the weekend.", {"the weekend": "2021-W28-WE"}),
    ],
)
def test_a_weekend_on_a_working_day_is_on_the_side_that_is_spoken_of(text: str, expected: dict[str, str]) -> None:
    assert values(text, WEDNESDAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the weekend", {"the weekend": "2021-W27-WE"}),
        ("this weekend", {"this weekend": "2021-W27-WE"}),
        ("last weekend", {"last weekend": "2021-W26-WE"}),
    ],
)
def test_a_weekend_on_a_sunday_is_this_one(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three weeks ago", {"three weeks ago": "2021-W24"}),
        ("a year ago", {"a year ago": "2020"}),
        ("several years ago", {"several years ago": "PAST_REF"}),
        ("a couple of years ago", {"a couple of years ago": "2019"}),
        ("two days ago", {"two days ago": "2021-07-09"}),
        ("one hundred years ago", {"one hundred years ago": "1921"}),
        ("two hundred years ago", {"two hundred years ago": "1821"}),
        ("a hundred years ago", {"a hundred years ago": "1921"}),
        ("twenty-five years ago", {"twenty-five years ago": "1996"}),
        ("20,000 years ago", {"20,000 years ago": "PAST_REF"}),
        ("two hours ago", {"two hours ago": "PAST_REF"}),
        ("years ago", {"years ago": "PAST_REF"}),
    ],
)
def test_what_lies_so_long_ago_is_a_unit_of_the_calendar(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a year earlier", {"a year earlier": "2020"}),
        ("two days later", {"two days later": "2021-07-13"}),
        ("several days later", {"several days later": "PXD"}),
        (
            "On May 3, 2001 it ended. Two days later it rained.",
            {"May 3, 2001": "2001-05-03", "Two days later": "2001-05-05"},
        ),
        (
            "On May 3, 2001 it rose from a year earlier. The following day it rained.",
            {"May 3, 2001": "2001-05-03", "a year earlier": "2000", "The following day": "2001-05-04"},
        ),
    ],
)
def test_earlier_and_later_are_counted_from_the_date_named_last(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In the second quarter of 2009 it rose from the year-earlier quarter.",
            {"the second quarter of 2009": "2009-Q2", "the year-earlier quarter": "2008-Q2"},
        ),
        (
            "In the second quarter of 2009 it rose from a year ago.",
            {"the second quarter of 2009": "2009-Q2", "a year ago": "2008-Q2"},
        ),
        (
            "In the second quarter of 2009 it rose from two years earlier.",
            {"the second quarter of 2009": "2009-Q2", "two years earlier": "2007-Q2"},
        ),
        ("the year-ago third quarter", {"the year-ago third quarter": "2020-Q3"}),
        ("the year-ago quarter", {"the year-ago quarter": "2020-Q2"}),
        ("the day-ago quarter", {}),
        ("year-earlier", {"year-earlier": "2020"}),
    ],
)
def test_beside_a_quarter_a_year_ago_is_the_same_quarter(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On May 3, 2001 it ended. The following day it rained.",
            {"May 3, 2001": "2001-05-03", "The following day": "2001-05-04"},
        ),
        (
            "On May 3, 2001 it ended. The previous year it rained.",
            {"May 3, 2001": "2001-05-03", "The previous year": "2000"},
        ),
        (
            "On May 3, 2001 it ended. The next morning it rained.",
            {"May 3, 2001": "2001-05-03", "The next morning": "2001-05-04TMO"},
        ),
        ("On May 3, 2001 it ended. That year it rained.", {"May 3, 2001": "2001-05-03", "That year": "2001"}),
        (
            "On May 3, 2001 it ended. The same week it rained.",
            {"May 3, 2001": "2001-05-03", "The same week": "2001-W18"},
        ),
        ("On May 3, 2001 it ended. The day was hot.", {"May 3, 2001": "2001-05-03", "The day": "2001-05-03"}),
        ("The next day it rained.", {"The next day": "2021-07-12"}),
        ("The next morning it rained.", {"The next morning": "2021-07-12TMO"}),
        ("that year", {}),
    ],
)
def test_following_and_that_are_seen_from_the_date_named_last(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In the second quarter of 2009 it rose. The quarter was good.",
            {"the second quarter of 2009": "2009-Q2", "The quarter": "2009-Q2"},
        ),
        ("the quarter", {"the quarter": "2021-Q2"}),
        ("the latest period", {"the latest period": "2021-Q2"}),
        ("the period", {}),
    ],
)
def test_the_quarter_is_that_named_last_or_the_last_whole_one(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three years", {"three years": "P3Y"}),
        ("a three-year plan", {"three-year": "P3Y"}),
        ("a couple of weeks", {"a couple of weeks": "P2W"}),
        ("several months", {"several months": "PXM"}),
        ("9999 years", {"9999 years": "P9999Y"}),
        ("10000 years", {"years": "PXY"}),
        ("a day", {"a day": "P1D"}),
        ("an hour", {"an hour": "PT1H"}),
        ("a quarter", {}),
        ("50 a day", {"a day": "P1D"}),
        ("some 900 trucks a day", {"a day": "P1D"}),
        ("1.5 hours", {"1.5 hours": "PT1.5H"}),
        ("1.5 years", {"1.5 years": "P1.5Y"}),
        ("more than a year", {}),
        ("two hundred days", {"two hundred days": "P200D"}),
    ],
)
def test_lengths_have_their_number_and_unit(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two to three weeks", {"two to three weeks": "P2W"}),
        ("two and three weeks", {"three weeks": "P3W"}),
        ("9999 to 10000 years", {"9999 to 10000 years": "P9999Y"}),
    ],
)
def test_of_two_numbers_the_first_is_the_least(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half an hour", {"half an hour": "PT30M"}),
        ("half a year", {"half a year": "P6M"}),
        ("half a day", {"half a day": "PT12H"}),
        ("half a minute", {"half a minute": "PT30S"}),
        ("half a decade", {"half a decade": "P5Y"}),
        ("half a century", {"half a century": "P50Y"}),
        ("half a month", {"a month": "P1M"}),
        ("two and a half years", {"two and a half years": "P2Y6M"}),
        ("two and a half hours", {"two and a half hours": "PT2H30M"}),
        ("two and a half minutes", {"two and a half minutes": "PT2M30S"}),
        ("two and a half days", {"two and a half days": "P2DT12H"}),
        ("two and a half weeks", {"two and a half weeks": "P2.5W"}),
        ("5 1/2 hours", {"5 1/2 hours": "PT5H30M"}),
        ("5 1/3 hours", {"3 hours": "PT3H"}),
    ],
)
def test_halves_are_written_in_the_next_smaller_unit(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("years", {"years": "PXY"}),
        ("decades-long", {"decades-long": "PXE"}),
        ("quarters", {}),
        ("seconds", {}),
        ("the last 10000 days", {"days": "PXD"}),
    ],
)
def test_some_units_are_a_length_without_a_number(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the year", {"the year": "2021"}),
        ("the week", {"the week": "2021-W27"}),
        ("the day", {"the day": "2021-07-11"}),
        ("the month", {}),
        ("the end of the month", {"the end of the month": "2021-07"}),
        ("the decade", {}),
        ("the year ended March 31", {"the year": "P1Y", "March 31": "2021-03-31"}),
    ],
)
def test_the_unit_spoken_of_is_the_anchors(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("annual", {"annual": "P1Y"}),
        ("daily", {"daily": "P1D"}),
        ("weekly", {"weekly": "P1W"}),
        ("monthly", {"monthly": "P1M"}),
        ("every day", {"every day": "P1D"}),
        ("every two years", {"every two years": "P2Y"}),
        ("once a week", {"a week": "P1W"}),
        ("every Thursday", {"every Thursday": "XXXX-WXX-4"}),
        ("every Friday night", {"every Friday night": "XXXX-WXX-5TNI"}),
        ("Tuesdays", {"Tuesdays": "XXXX-WXX-2"}),
        ("each July", {"each July": "XXXX-07"}),
    ],
)
def test_repetition_has_its_length(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", {"now": "PRESENT_REF"}),
        ("these days", {"these days": "PRESENT_REF"}),
        ("these weeks", {"weeks": "PXW"}),
        ("recently", {"recently": "PAST_REF"}),
        ("soon", {"soon": "FUTURE_REF"}),
        ("the future", {"the future": "FUTURE_REF"}),
        ("the next several years", {"the next several years": "PXY"}),
    ],
)
def test_vague_times_lie_only_before_at_or_after_the_anchor(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday", {"yesterday": "PAST_REF"}),
        ("today", {"today": "PRESENT_REF"}),
        ("tomorrow", {"tomorrow": "FUTURE_REF"}),
        ("yesterday morning", {"yesterday morning": "PAST_REF"}),
        ("tonight", {"tonight": "XXXX-XX-XXTNI"}),
        ("this morning", {"this morning": "XXXX-XX-XXTMO"}),
        ("last week", {"last week": "PAST_REF"}),
        ("next week", {"next week": "FUTURE_REF"}),
        ("this weekend", {"this weekend": "XXXX-WXX-WE"}),
        ("the current year", {"the current year": "PRESENT_REF"}),
        ("the year", {}),
        ("three weeks ago", {"three weeks ago": "PAST_REF"}),
        ("a year earlier", {"a year earlier": "PAST_REF"}),
        ("two days later", {"two days later": "FUTURE_REF"}),
        ("the following day", {"the following day": "FUTURE_REF"}),
        ("the next morning", {}),
        ("the quarter", {}),
        ("the year-ago quarter", {"the year-ago quarter": "PAST_REF"}),
        ("the past three months", {"the past three months": "P3M"}),
    ],
)
def test_without_an_anchor_only_the_side_is_known(text: str, expected: dict[str, str]) -> None:
    assert values(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday", {"yesterday": "PAST_REF"}),
        ("last week", {"last week": "PAST_REF"}),
        ("last month", {"last month": "2021-06"}),
        ("last quarter", {"last quarter": "2021-Q2"}),
        ("three weeks ago", {"three weeks ago": "PAST_REF"}),
        ("two months ago", {"two months ago": "2021-05"}),
        ("the quarter", {"the quarter": "2021-Q2"}),
        ("the year-ago quarter", {"the year-ago quarter": "2020-Q2"}),
    ],
)
def test_an_anchor_known_to_the_month_settles_months(text: str, expected: dict[str, str]) -> None:
    assert values(text, JULY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last month", {"last month": "PAST_REF"}),
        ("last year", {"last year": "2020"}),
        ("two years ago", {"two years ago": "2019"}),
        ("the quarter", {}),
        ("the year-ago quarter", {"the year-ago quarter": "2020"}),
    ],
)
def test_an_anchor_known_to_the_year_settles_years(text: str, expected: dict[str, str]) -> None:
    assert values(text, YEAR_2021) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the past three months", ("2021-04-11", "2021-07-11")),
        ("the next two weeks", ("2021-07-11", "2021-07-25")),
        ("the first two weeks", None),
        ("the following two weeks", None),
        ("the previous two weeks", None),
        ("the past two hours", None),
        ("the past several weeks", None),
        ("the last 9999 years", None),
    ],
)
def test_a_length_that_ends_or_begins_at_the_anchor_has_an_interval(
    text: str, expected: tuple[str, str] | None
) -> None:
    period = expressions(text, "en", SUNDAY)[0].reading.period
    interval = None if period.begin is None else (str(period.begin)[:10], str(period.end)[:10])
    assert interval == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a day", "DURATION"),
        ("50 a day", "SET"),
        ("1.5 hours", "DURATION"),
        ("two to three weeks", "DURATION"),
        ("half a year", "DURATION"),
        ("two and a half years", "DURATION"),
        ("two and a half weeks", "DURATION"),
        ("years", "DURATION"),
        ("the year ended March", "DURATION"),
        ("annual", "DURATION"),
        ("annually", "SET"),
        ("every day", "SET"),
        ("every Thursday", "SET"),
        ("each July", "SET"),
        ("now", "DATE"),
        ("tonight", "TIME"),
        ("yesterday", "DATE"),
        ("yesterday morning", "TIME"),
        ("the next morning", "TIME"),
        ("the past three months", "DURATION"),
    ],
)
def test_an_expression_has_a_type(text: str, expected: str) -> None:
    assert types(text)[0] == expected
