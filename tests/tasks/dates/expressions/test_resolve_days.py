"""Days and times of day are completed from the anchor, on the side that the words speak of."""

from __future__ import annotations

import pytest

from tests.tasks.dates.expressions.readings import types, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("July 10", {"July 10": "2021-07-10"}),
        ("July 11", {"July 11": "2021-07-11"}),
        ("Jan. 9", {"Jan. 9": "2022-01-09"}),
        ("Jan. 10", {"Jan. 10": "2021-01-10"}),
        ("Feb. 29", {"Feb. 29": "2020-02-29"}),
        ("June 31", {"June": "2021-06"}),
        ("July 0", {"July": "2021-07"}),
        ("July 31", {"July 31": "2021-07-31"}),
    ],
)
def test_a_day_without_a_year_is_the_nearest(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It will open on May 27.", {"May 27": "2022-05-27"}),
        ("It will open on May 28.", {"May 28": "2021-05-28"}),
        ("They shot him on Aug. 25.", {"Aug. 25": "2020-08-25"}),
        ("They shot him on Aug. 24.", {"Aug. 24": "2021-08-24"}),
    ],
)
def test_a_verb_moves_a_day_only_where_it_is_at_least_forty_five_days_on_the_other_side(
    text: str, expected: dict[str, str]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last July 10", {"last July 10": "2021-07-10"}),
        ("last July 11", {"last July 11": "2020-07-11"}),
        ("last July 12", {"last July 12": "2020-07-12"}),
        ("next July 10", {"next July 10": "2022-07-10"}),
        ("next July 11", {"next July 11": "2022-07-11"}),
        ("next July 12", {"next July 12": "2021-07-12"}),
    ],
)
def test_last_and_next_move_a_day_off_the_anchor(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan. 15 to 18", {"Jan. 15": "2021-01-15", "18": "2021-01-18"}),
        ("Jan. 15 to 18, 2020", {"Jan. 15": "2021-01-15", "18, 2020": "2020-01-18"}),
        ("12 to 16 July 2021", {"12": "2021-07-12", "16 July 2021": "2021-07-16"}),
        ("12 to 45 July", {"July": "2021-07"}),
    ],
)
def test_each_day_of_a_range_has_the_month_of_the_other(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday, July 12, 2021", {"Monday, July 12, 2021": "2021-07-12"}),
        ("12 July 1999", {"12 July 1999": "1999-07-12"}),
        ("14. Juli 2021", {"14. Juli 2021": "2021-07-14"}),
        ("Feb. 29, 2020", {"Feb. 29, 2020": "2020-02-29"}),
    ],
)
def test_a_day_with_a_year_is_that_day(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Christmas", {"Christmas": "2021-12-25"}),
        ("last Christmas", {"last Christmas": "2020-12-25"}),
        ("next Christmas", {"next Christmas": "2021-12-25"}),
        ("Christmas 2019", {"Christmas 2019": "2019-12-25"}),
        ("Christmas Eve", {"Christmas Eve": "2021-12-24"}),
        ("Easter Sunday", {"Easter Sunday": "2021-04-04"}),
        ("Easter Monday", {"Easter Monday": "2021-04-05"}),
        ("Easter week", {"Easter week": "2021-W13"}),
        ("Thanksgiving Day", {"Thanksgiving Day": "2021-11-25"}),
        ("Halloween", {"Halloween": "2021-10-31"}),
        ("New Year's Day", {"New Year's Day": "2022-01-01"}),
        ("New Year's Eve", {"New Year's Eve": "2021-12-31"}),
        ("year-end", {"year-end": "2021-12-31"}),
    ],
)
def test_holidays_are_the_nearest_unless_a_year_or_a_side_is_named(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05/05/2021", {"05/05/2021": "2021-05-05"}),
        ("12/12/2021", {"12/12/2021": "2021-12-12"}),
        ("05/06/2021", {}),
        ("13/07/2021", {"13/07/2021": "2021-07-13"}),
        ("12/07/2021", {}),
        ("07/13/2021", {"07/13/2021": "2021-07-13"}),
        ("07/12/2021", {}),
        ("13/13/2021", {}),
        ("14.07.2021", {"14.07.2021": "2021-07-14"}),
        ("07.06.2021", {"07.06.2021": "2021-06-07"}),
        ("31/06/2021", {}),
    ],
)
def test_numbers_are_a_day_only_where_they_can_be_read_in_one_way(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-07-12", {"2021-07-12": "2021-07-12"}),
        ("2021-02-30", {}),
        ("2021-07-12T23:59", {"2021-07-12T23:59": "2021-07-12T23:59"}),
        ("2021-07-12T24:00", {"2021-07-12T24:00": "2021-07-12"}),
        ("2021-07-12T23:60", {"2021-07-12T23:60": "2021-07-12"}),
        ("2021-07-12T10:15Z", {"2021-07-12T10:15Z": "2021-07-12T10:15Z"}),
        ("2021-07-12T10:15:16", {"2021-07-12T10:15:16": "2021-07-12T10:15"}),
    ],
)
def test_an_iso_time_needs_an_hour_and_a_minute_that_exist(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Friday", {"Friday": "2021-07-09"}),
        ("Sunday", {"Sunday": "2021-07-11"}),
        ("Monday", {"Monday": "2021-07-05"}),
        ("last Friday", {"last Friday": "2021-07-09"}),
        ("last Sunday", {"last Sunday": "2021-07-04"}),
        ("next Friday", {"next Friday": "2021-07-16"}),
        ("next Sunday", {"next Sunday": "2021-07-18"}),
        ("this Sunday", {"this Sunday": "2021-07-11"}),
        ("this Monday", {"this Monday": "2021-07-12"}),
        ("He will go Friday.", {"Friday": "2021-07-16"}),
        ("He will go Sunday.", {"Sunday": "2021-07-11"}),
        ("Friday evening", {"Friday evening": "2021-07-09TEV"}),
    ],
)
def test_a_weekday_is_the_last_one_or_on_the_side_that_is_spoken_of(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the previous Friday", {"the previous Friday": "2021-07-09"}),
        ("the previous Sunday", {"the previous Sunday": "2021-07-04"}),
        ("the following Friday", {"the following Friday": "2021-07-16"}),
        ("the following Sunday", {"the following Sunday": "2021-07-18"}),
        ("the previous Friday morning", {"the previous Friday morning": "2021-07-09TMO"}),
        (
            "On May 3, 2001 it ended. The following Friday it rained.",
            {"May 3, 2001": "2001-05-03", "The following Friday": "2001-05-04"},
        ),
    ],
)
def test_a_weekday_is_counted_from_the_date_named_last(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 a.m.", {"12 a.m.": "2021-07-11T00:00"}),
        ("1 a.m.", {"1 a.m.": "2021-07-11T01:00"}),
        ("11 p.m.", {"11 p.m.": "2021-07-11T23:00"}),
        ("12 p.m.", {"12 p.m.": "2021-07-11T12:00"}),
        ("0 a.m.", {}),
        ("13 p.m.", {}),
        ("noon", {"noon": "2021-07-11T12:00"}),
        ("midnight", {"midnight": "2021-07-11T24:00"}),
        ("four o'clock", {"four o'clock": "2021-07-11T04:00"}),
        ("5:59 p.m.", {"5:59 p.m.": "2021-07-11T17:59"}),
        ("5:60 p.m.", {}),
    ],
)
def test_twelve_hours_with_a_half_of_the_day_are_twenty_four(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at 5:30", {"5:30": "2021-07-11T05:30"}),
        ("at 23:59", {"23:59": "2021-07-11T23:59"}),
        ("at 24:00", {}),
        ("23:59 GMT", {"23:59 GMT": "2021-07-11T23:59Z"}),
        ("24:00 GMT", {}),
    ],
)
def test_a_clock_has_an_hour_and_a_minute_that_exist(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 a.m. Friday", {"10 a.m. Friday": "2021-07-09T10:00"}),
        ("10 a.m. Nov. 9", {"10 a.m. Nov. 9": "2021-11-09T10:00"}),
        ("10 a.m. Nov. 9, 2019", {"10 a.m. Nov. 9, 2019": "2019-11-09T10:00"}),
        ("10 a.m. today", {"10 a.m. today": "2021-07-11T10:00"}),
        ("10 a.m. yesterday", {"10 a.m. yesterday": "2021-07-10T10:00"}),
        ("10 a.m. tomorrow", {"10 a.m. tomorrow": "2021-07-12T10:00"}),
        ("On July 3 he slept until 10 a.m.", {"July 3": "2021-07-03", "10 a.m.": "2021-07-03T10:00"}),
    ],
)
def test_a_time_is_of_the_day_beside_it(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("four in the morning", {"four in the morning": "2021-07-11T04:00"}),
        ("12 in the morning", {"12 in the morning": "2021-07-11T00:00"}),
        ("12 in the afternoon", {"12 in the afternoon": "2021-07-11T12:00"}),
        ("four in the afternoon", {"four in the afternoon": "2021-07-11T16:00"}),
        ("four in the evening", {"four in the evening": "2021-07-11T16:00"}),
        ("five at night", {"five at night": "2021-07-11T05:00"}),
        ("six at night", {"six at night": "2021-07-11T18:00"}),
        ("12 at night", {"12 at night": "2021-07-11T00:00"}),
        ("1:59 at night", {"1:59 at night": "2021-07-11T01:59"}),
        ("11:30 at night", {"11:30 at night": "2021-07-11T23:30"}),
        ("11:60 at night", {}),
        ("13 in the morning", {}),
    ],
)
def test_parts_of_the_day_say_which_half_an_hour_is_in(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the week of March 6", {"the week of March 6": "2021-W09"}),
        ("the month of March 6", {"March 6": "2021-03-06"}),
        ("the quarter ended June 27", {"the quarter": "2021-QX", "June 27": "2021-06-27"}),
        ("the quarter ended Sept. 29, 2019", {"the quarter": "2019-QX", "Sept. 29, 2019": "2019-09-29"}),
        ("the quarter ended Dec. 31", {"the quarter": "2021-QX", "Dec. 31": "2021-12-31"}),
    ],
)
def test_a_week_or_a_quarter_is_named_by_a_day_in_it(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("July 12", {"July 12": "XXXX-07-12"}),
        ("12 to 16 July", {"12": "XXXX-07-12", "16 July": "XXXX-07-16"}),
        ("Christmas", {}),
        ("Christmas 2019", {"Christmas 2019": "2019-12-25"}),
        ("year-end", {"year-end": "XXXX-12-31"}),
        ("Friday", {"Friday": "XXXX-WXX-5"}),
        ("Friday morning", {"Friday morning": "XXXX-WXX-5TMO"}),
        ("the previous Friday", {"the previous Friday": "XXXX-WXX-5"}),
        ("5:30 p.m.", {"5:30 p.m.": "XXXX-XX-XXT17:30"}),
        ("10 a.m. GMT", {"10 a.m. GMT": "XXXX-XX-XXT10:00Z"}),
        ("four in the morning", {"four in the morning": "XXXX-XX-XXT04:00"}),
        ("10 a.m. Friday", {"10 a.m. Friday": "XXXX-XX-XXT10:00"}),
        ("10 a.m. Nov. 9, 2019", {"10 a.m. Nov. 9, 2019": "2019-11-09T10:00"}),
        ("the week of March 6", {"the week of March 6": "XXXX-WXX"}),
    ],
)
def test_without_an_anchor_what_is_not_said_stays_open(text: str, expected: dict[str, str]) -> None:
    assert values(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Friday", ["DATE"]),
        ("Friday morning", ["TIME"]),
        ("10 a.m.", ["TIME"]),
        ("four in the morning", ["TIME"]),
        ("2021-07-12", ["DATE"]),
        ("2021-07-12T10:15", ["TIME"]),
        ("the previous Friday night", ["TIME"]),
    ],
)
def test_what_is_within_a_day_is_a_time(text: str, expected: list[str]) -> None:
    assert types(text) == types(text, None) == expected


def test_the_day_on_which_something_ended_does_not_move_the_narrative() -> None:
    text = "On May 3, 2001 it began, and it ended June 27, 2009. The following day it rained."
    assert values(text)["The following day"] == "2001-05-04"
