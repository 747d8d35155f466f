"""A stamp that counts back is a moment no finer than its unit."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasks.dates.stamp.elapsed import read_elapsed
from tasks.records import Moment, Precision

NOW = datetime(2021, 7, 14, 12, 0, 30)  # a Wednesday


@pytest.mark.parametrize(
    ("stamp", "at", "precision"),
    [
        ("just now", datetime(2021, 7, 14, 12, 0), Precision.MINUTE),
        ("soeben", datetime(2021, 7, 14, 12, 0), Precision.MINUTE),
        ("30 seconds ago", datetime(2021, 7, 14, 12, 0), Precision.MINUTE),
        ("31 seconds ago", datetime(2021, 7, 14, 11, 59), Precision.MINUTE),
        ("5 minutes ago", datetime(2021, 7, 14, 11, 55), Precision.MINUTE),
        ("12 hours ago", datetime(2021, 7, 14), Precision.DAY),
        ("13 hours ago", datetime(2021, 7, 13), Precision.DAY),
        ("2 days ago", datetime(2021, 7, 12), Precision.DAY),
        ("1 week ago", datetime(2021, 7, 1), Precision.MONTH),
        ("2 weeks ago", datetime(2021, 6, 1), Precision.MONTH),
        ("1 month ago", datetime(2021, 6, 1), Precision.MONTH),
        ("6 months ago", datetime(2021, 1, 1), Precision.MONTH),
        ("7 months ago", datetime(2020, 12, 1), Precision.MONTH),
        ("a year ago", datetime(2020, 1, 1), Precision.YEAR),
        ("121 years ago", datetime(1900, 1, 1), Precision.YEAR),
        ("about three hours ago", datetime(2021, 7, 14), Precision.DAY),
        ("vor 3 Tagen", datetime(2021, 7, 11), Precision.DAY),
        ("il y a 5 minutes", datetime(2021, 7, 14, 11, 55), Precision.MINUTE),
        ("hace dos años", datetime(2019, 1, 1), Precision.YEAR),
        ("3 dagen geleden", datetime(2021, 7, 11), Precision.DAY),
        ("edited; 3 days ago", datetime(2021, 7, 11), Precision.DAY),
        ("5 s", datetime(2021, 7, 14, 12, 0), Precision.MINUTE),
        ("3 h", datetime(2021, 7, 14), Precision.DAY),
        ("2W", datetime(2021, 6, 1), Precision.MONTH),
        ("today", datetime(2021, 7, 14), Precision.DAY),
        ("Yesterday", datetime(2021, 7, 13), Precision.DAY),
        ("vorgestern", datetime(2021, 7, 12), Precision.DAY),
        ("aujourd’hui", datetime(2021, 7, 14), Precision.DAY),
        ("Wednesday", datetime(2021, 7, 14), Precision.DAY),
        ("Thursday", datetime(2021, 7, 8), Precision.DAY),
        ("posted Tuesday", datetime(2021, 7, 13), Precision.DAY),
        ("yesterday at 10:15", datetime(2021, 7, 13, 10, 15), Precision.LOCAL_MINUTE),
        ("10:15 Monday", datetime(2021, 7, 12, 10, 15), Precision.LOCAL_MINUTE),
    ],
)
def test_a_count_back_is_as_coarse_as_its_unit(stamp: str, at: datetime, precision: Precision) -> None:
    assert read_elapsed(stamp, NOW) == Moment(at, precision)


@pytest.mark.parametrize(
    "stamp",
    [
        "", "3 days", "some days ago",
        "3 moons ago", "122 years ago", "9999 years ago", "in 3 days", "5q", "5m", "1234m",
        "no word", "vor Jahren",
    ],
)  # fmt: skip
def test_what_does_not_count_back_into_the_calendar_of_the_press_is_not_read(stamp: str) -> None:
    assert read_elapsed(stamp, NOW) is None
