"""A printed stamp is read as finely as it is known, and no finer; what can be read in two ways is not read."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dates.stamp.calendar_words import months, units, weekdays
from tasks.dates.stamp.printed import read_attribute, read_moment
from tasks.records import Moment, Precision

NOW = datetime(2021, 7, 14, 12, 0, 30)  # a Wednesday

STAMPS = [
    ("2021-07-14", "2021-07-14"),
    ("2021-07", "2021-07"),
    ("2021", "2021"),
    ("20210714", "2021-07-14"),
    ("2021-07-14T09:30:00Z", "2021-07-14T09:30:00+00:00"),
    ("2021-07-14T09:30:00.123+02:00", "2021-07-14T09:30:00+02:00"),
    ("20210714T093000Z", "2021-07-14T09:30:00+00:00"),
    ("2021-07-14 09:30", "2021-07-14T09:30:00"),
    ("Wed, 14 Jul 2021 09:30:00 +0200", "2021-07-14T09:30:00+02:00"),
    ("Wed Jul 14 09:30:00 +0000 2021", "2021-07-14T09:30:00+00:00"),
    ("July 3, 2011 at 5:32 pm", "2011-07-03T17:32:00"),
    ("Posted on 3. Juli 2011 um 17:32 Uhr", "2011-07-03T17:32:00"),
    ("le 3 juillet 2011 à 14h05", "2011-07-03T14:05:00"),
    ("3 de julio de 2011", "2011-07-03"),
    ("Jul 11, 2021", "2021-07-11"),
    ("Dec. 25th, 2010 12:00 a.m.", "2010-12-25T00:00:00"),
    ("10:15 AM - Jul 3, 2011", "2011-07-03T10:15:00"),
    ("07/13/2021 3:04 AM EST", "2021-07-13T03:04:00-05:00"),
    ("13/07/2021", "2021-07-13"),
    ("14.07.21", "2021-07-14"),
    ("2021年7月14日", "2021-07-14"),
    ("1er août 2019", "2019-08-01"),
    ("14 июля 2021", "2021-07-14"),
    ("July 2021", "2021-07"),
]


@pytest.mark.parametrize(("text", "expected"), STAMPS)
def test_a_stamp_is_read_whatever_its_form(text: str, expected: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no date here",
        "11/07/2021",
        "1850-01-01",
        "2350-01-01",
        "2021-13-45",
        "3 years ago",
        "July 3",
        "12:30",
        "99",
    ],
)
def test_what_is_no_date_or_cannot_be_decided_is_not_read(text: str) -> None:
    assert read_moment(text) is None


def test_an_ambiguous_date_is_read_in_the_order_given_or_as_its_weekday_or_the_language_beside_it_says() -> None:
    read = {order: read_moment("11/07/2021", order=order) for order in ("DMY", "MDY")}
    assert {order: moment and moment.isoformat() for order, moment in read.items()} == {
        "DMY": "2021-07-11",
        "MDY": "2021-11-07",
    }
    weekdays = (read_moment(text, order="DMY") for text in ("Wed, 04/03/2024 - 09:00", "04/03/2024 (Monday)"))
    assert [moment and moment.isoformat()[:10] for moment in weekdays] == ["2024-04-03", "2024-03-04"]
    german = read_moment("11/07/2021 um 17:32")
    assert german is not None
    assert german.isoformat() == "2021-07-11T17:32:00"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("14 July 2021 17:32", Precision.LOCAL_MINUTE),
        ("14 July 2021 17:32:10", Precision.LOCAL_SECOND),
        ("14 July 2021 17:32 GMT", Precision.MINUTE),
        ("14 July 2021 17:32:10 UTC", Precision.SECOND),
        ("14 July 2021 17:32 BST", Precision.LOCAL_MINUTE),  # British or Bangladeshi: no zone is invented
    ],
)
def test_the_precision_says_whether_a_zone_was_printed(text: str, precision: Precision) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert moment.precision is precision


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 years ago", "2018"),
        ("vor 3 Jahren", "2018"),
        ("two months ago", "2021-05"),
        ("il y a 2 heures", "2021-07-14"),
        ("hace 2 días", "2021-07-12"),
        ("5 minutes ago", "2021-07-14T11:55:00+00:00"),
        ("yesterday at 10:15", "2021-07-13T10:15:00"),
        ("gestern, 10:15", "2021-07-13T10:15:00"),
        ("Monday", "2021-07-12"),
        ("July 3", "2021-07-03"),
        ("December 24", "2020-12-24"),
        ("3h", "2021-07-14"),
    ],
)
def test_a_relative_stamp_is_counted_from_the_reading_and_is_as_coarse_as_its_unit(text: str, expected: str) -> None:
    moment = read_moment(text, NOW)
    assert moment is not None
    assert moment.isoformat() == expected


def test_a_bare_number_is_a_unix_time_only_in_an_attribute() -> None:
    assert read_moment("1626254400") is None
    assert read_attribute("1626254400") == Moment(datetime(2021, 7, 14, 9, 20), Precision.SECOND)
    assert read_attribute("1626254400000") == read_attribute("1626254400")


def test_what_stands_beyond_two_hundred_characters_is_not_read() -> None:
    assert read_moment("x " * 120 + "2021-07-14") is None


def test_words_of_the_calendar_stand_for_one_thing_each() -> None:
    assert set(months().values()) == set(range(1, 13))
    assert set(weekdays().values()) == set(range(1, 8))
    assert set(units().values()) == {"second", "minute", "hour", "day", "week", "month", "year"}


MOMENTS = st.builds(
    Moment,
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 30)).map(lambda at: at.replace(microsecond=0)),
    st.sampled_from([Precision.DAY, Precision.SECOND, Precision.LOCAL_SECOND]),
)


@given(MOMENTS)
def test_a_moment_written_as_iso_8601_is_read_back(moment: Moment) -> None:
    read = read_moment(moment.isoformat())
    assert read is not None
    assert read.isoformat() == moment.isoformat()


@given(st.text(max_size=300), st.none() | st.just(NOW), st.sampled_from([None, "DMY", "MDY"]))
def test_no_text_raises_and_no_year_is_implausible(text: str, now: datetime | None, order: str | None) -> None:
    moment = read_moment(text, now, order)
    assert moment is None or datetime(1899, 12, 30) <= moment.at <= datetime(2101, 1, 2)


@given(st.lists(st.sampled_from(["1", "12:", "July ", "vor ", "2021", "-", ".", " de ", "ago ", "a "]), max_size=150))
def test_no_pile_of_pieces_of_dates_raises(pieces: list[str]) -> None:
    read_moment("".join(pieces), NOW)


@given(st.integers(0, 5000), st.sampled_from(["minutes", "hours", "days", "weeks", "months", "years"]))
def test_a_moment_counted_back_is_never_after_the_reading(count: int, unit: str) -> None:
    moment = read_moment(f"{count} {unit} ago", NOW)
    assert moment is None or moment.at <= NOW + timedelta(0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05/05/2021", "2021-05-05"),
        ("12/12/21", "2021-12-12"),
        ("13/07/2021", "2021-07-13"),
        ("12/07/2021", None),
        ("07/13/2021", "2021-07-13"),
        ("07/12/2021", None),
        ("13/13/2021", None),
        ("14.07.2021", "2021-07-14"),
        ("06.07.2021", "2021-07-06"),
        ("05/05/69", "1969-05-05"),
        ("05/05/68", "2068-05-05"),
        ("05-05-21", None),  # the year may stand first
        ("05-05-2021", "2021-05-05"),
        ("31/06/2021", None),
        ("1900-01-01", "1900-01-01"),
        ("1899-12-31", None),
        ("2100-12-31", "2100-12-31"),
        ("2101-01-01", None),
    ],
)
def test_numbers_are_a_day_where_they_can_be_read_in_one_way(text: str, expected: str | None) -> None:
    moment = read_moment(text)
    assert (moment and moment.isoformat()) == expected


@pytest.mark.parametrize("order", ["DMY", "MDY"])
@pytest.mark.parametrize(
    ("text", "expected"), [("05/05/2021", "2021-05-05"), ("13/07/2021", "2021-07-13"), ("07/13/2021", "2021-07-13")]
)
def test_an_order_does_not_move_what_can_be_read_in_one_way(text: str, order: str, expected: str) -> None:
    moment = read_moment(text, order=order)
    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize(("blanks", "expected"), [(190, "2021-07-14"), (200, None)])
def test_the_first_two_hundred_characters_are_a_stamp(blanks: int, expected: str | None) -> None:
    moment = read_moment("x" * (blanks - 1) + " 2021-07-14")
    assert (moment and moment.isoformat()) == expected


@pytest.mark.parametrize(
    ("now", "expected"), [(datetime(2021, 7, 2), "2021-07-03"), (datetime(2021, 7, 1, 23), "2020-07-03")]
)
def test_a_day_without_a_year_is_at_most_a_day_after_the_reading(now: datetime, expected: str) -> None:
    moment = read_moment("July 3", now)
    assert moment is not None
    assert moment.isoformat() == expected
