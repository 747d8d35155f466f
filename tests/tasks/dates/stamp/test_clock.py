"""A time of day beside a date is read with its seconds and its zone, and never invented."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tasks.dates.stamp.clock import LONGEST_GAP, Clock, read_clock_beside, read_zone
from tasks.records import Moment, Precision


def after(text: str) -> Clock | None:
    """The clock read behind a date that ends where the text begins."""
    return read_clock_beside(text, 0, 0)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        (" 17:32", Clock(17, 32)),
        (" 17:32:05", Clock(17, 32, 5)),
        (" 17:32:05.123", Clock(17, 32, 5)),
        (" 14h05", Clock(14, 5)),
        (" 17 Uhr 32", Clock(17, 32)),
        (" 17.32 Uhr", Clock(17, 32)),
        (" 5:32 pm", Clock(17, 32)),
        (" 5.32 p.m.", Clock(17, 32)),
        (" 12:05 am", Clock(0, 5)),
        (" 12:05 pm", Clock(12, 5)),
        (" 9:30 CET", Clock(9, 30, None, 60)),
        (" 9:30 (UTC)", Clock(9, 30, None, 0)),
        (" 9:30 +0200", Clock(9, 30, None, 120)),
        (" 9:30:00-05:30", Clock(9, 30, 0, -330)),
        (" 9:30 GMT+2", Clock(9, 30, None, 120)),
        ("T093000Z", Clock(9, 30, 0, 0)),
        ("T0930+02:00", Clock(9, 30, None, 120)),
        ("T0930", Clock(9, 30)),
        (" 23:59:60", Clock(23, 59, 59)),  # a leap second
    ],
)
def test_a_clock_is_read_in_the_forms_in_which_pages_print_it(text: str, clock: Clock) -> None:
    assert after(text) == clock


@pytest.mark.parametrize(
    "text",
    [" 24:00", " 25:00", " 12:60", " 13:05 pm", " 0:05 am", " 17.32", " 1.17:32", " 17:3", "", " noon", "T2500Z"],
)
def test_what_is_no_time_of_day_is_none(text: str) -> None:
    assert after(text) is None


def test_a_clock_stands_within_reach_of_its_date_and_the_one_behind_comes_first() -> None:
    assert after(" " * LONGEST_GAP + "17:32") == Clock(17, 32)
    assert after(" " * (LONGEST_GAP + 1) + "17:32") is None
    day = "14 July 2021"
    text = f"08:15 17:32 {day} 09:30"
    start = text.index(day)
    assert read_clock_beside(text, start, start + len(day)) == Clock(9, 30)
    text = text.removesuffix(" 09:30")
    assert read_clock_beside(text, start, start + len(day)) == Clock(17, 32)  # the nearest
    far = f"17:32{' ' * (LONGEST_GAP + 1)}{day}"
    assert read_clock_beside(far, far.index(day), len(far)) is None
    near = far.replace("17:32 ", "17:32")
    assert read_clock_beside(near, near.index(day), len(near)) == Clock(17, 32)


@pytest.mark.parametrize(
    ("name", "offset", "minutes"),
    [
        (None, "+0200", 120),
        (None, "+2", 120),
        (None, "-03:30", -210),
        (None, "−5", -300),
        (None, "+14:00", 840),
        (None, "+14:01", None),  # there is no zone east of UTC+14
        (None, "-15", None),
        (None, "+24:00", None),
        ("CET", None, 60),
        ("cet", "+5:00", 300),  # the number says it better than the name
        ("XYZ", None, None),
        (None, None, None),
    ],
)
def test_a_zone_is_read_by_number_or_by_a_name_that_means_one(
    name: str | None, offset: str | None, minutes: int | None
) -> None:
    assert read_zone(name, offset) == minutes


def test_a_clock_without_a_zone_is_local_and_one_with_a_zone_is_universal() -> None:
    day = date(2021, 7, 14)
    assert Clock(9, 30).on(day) == Moment(datetime(2021, 7, 14, 9, 30), Precision.LOCAL_MINUTE)
    assert Clock(9, 30, 5).on(day) == Moment(datetime(2021, 7, 14, 9, 30, 5), Precision.LOCAL_SECOND)
    assert Clock(0, 30, None, 120).on(day) == Moment(datetime(2021, 7, 13, 22, 30), Precision.MINUTE, 120)
    assert Clock(9, 30, 5, 0).on(day) == Moment(datetime(2021, 7, 14, 9, 30, 5), Precision.SECOND, 0)
