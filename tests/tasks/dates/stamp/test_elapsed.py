"""A stamp that counts back from the reading is no finer than its unit: hours give a day, weeks a month."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasks.dates.stamp.elapsed import read_elapsed

NOW = datetime(2021, 7, 14, 9, 30, 45)  # a Wednesday


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("30 seconds ago", "2021-07-14T09:30:00+00:00"),
        ("5 minutes ago", "2021-07-14T09:25:00+00:00"),
        ("10 hours ago", "2021-07-13"),
        ("2 days ago", "2021-07-12"),
        ("an hour ago", "2021-07-14"),
        ("two weeks ago", "2021-06"),
        ("7 months ago", "2020-12"),
        ("6 months ago", "2021-01"),
        ("3 years ago", "2018"),
        ("about 3 years ago", "2018"),
        ("vor 3 Jahren", "2018"),
        ("il y a 2 jours", "2021-07-12"),
        ("hace 2 días", "2021-07-12"),
        ("2 dagen geleden", "2021-07-12"),
        ("3d", "2021-07-11"),
        ("just now", "2021-07-14T09:30:00+00:00"),
        ("gerade eben", "2021-07-14T09:30:00+00:00"),
        ("today", "2021-07-14"),
        ("yesterday", "2021-07-13"),
        ("yesterday at 10:15", "2021-07-13T10:15:00"),
        ("gestern, 10:15 Uhr", "2021-07-13T10:15:00"),
        ("aujourd’hui", "2021-07-14"),
        ("Tuesday 10:15", "2021-07-13T10:15:00"),
        ("Wednesday", "2021-07-14"),
        ("Thursday", "2021-07-08"),
    ],
)
def test_a_count_or_a_word_is_taken_from_the_moment_of_reading(stamp: str, expected: str) -> None:
    moment = read_elapsed(stamp, NOW)
    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize(
    "stamp",
    [
        "2 days",
        "2 fortnights ago",
        "some days ago",
        "130 years ago",
        "9999 years ago",
        "page 3 of 4",
        "3dx",
        "",
        "soon",
    ],
)
def test_what_names_no_moment_or_one_before_1900_is_none(stamp: str) -> None:
    assert read_elapsed(stamp, NOW) is None


def test_the_first_year_that_is_believed_is_1900() -> None:
    moment = read_elapsed("121 years ago", NOW)
    assert moment is not None
    assert moment.isoformat() == "1900"
    assert read_elapsed("122 years ago", NOW) is None
