"""A time of day is read right beside its date, and no zone is invented."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tasks.dates.stamp.clock import LONGEST_GAP, Clock, read_clock_beside, read_zone
from tasks.records import Moment, Precision


def after(text: str) -> Clock | None:
    return read_clock_beside(text, 0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17:32", Clock(17, 32)),
        ("7:05", Clock(7, 5)),
        ("17:32:10", Clock(17, 32, 10)),
        ("17:32:10.123", Clock(17, 32, 10)),
        ("17:32:60", Clock(17, 32, 59)),  # a leap second
        ("17h05", Clock(17, 5)),
        ("17 Uhr 05", Clock(17, 5)),
        ("17.05 Uhr", Clock(17, 5)),
        ("5.05 p.m.", Clock(17, 5)),
        ("17.05", None),  # may be a price or a day
        ("5:32 pm", Clock(17, 32)),
        ("5:32 P.M.", Clock(17, 32)),
        ("12:00 am", Clock(0, 0)),
        ("12:59 pm", Clock(12, 59)),
        ("1:00 am", Clock(1, 0)),
        ("13:00 pm", None),
        ("0:30 am", None),
        ("23:59", Clock(23, 59)),
        ("24:00", None),  # on which side of the day midnight lies is not known
        ("24:01", None),
        ("23:60", None),
        ("25:00", None),
        ("17:321", None),
        ("117:32", None),
        ("17:32 GMT", Clock(17, 32, None, 0)),
        ("17:32 CEST", Clock(17, 32, None, 120)),
        ("17:32 (EST)", Clock(17, 32, None, -300)),
        ("17:32 BST", Clock(17, 32)),
        ("17:32 +0200", Clock(17, 32, None, 120)),
        ("17:32:10+05:30", Clock(17, 32, 10, 330)),
        ("17:32 GMT-3", Clock(17, 32, None, -180)),
        ("17:32 −03:00", Clock(17, 32, None, -180)),
        ("no clock", None),
    ],
)
def test_a_clock_is_read_whatever_its_form(text: str, expected: Clock | None) -> None:
    assert after(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T093000Z", Clock(9, 30, 0, 0)),
        ("T0930", Clock(9, 30)),
        ("T093000+0200", Clock(9, 30, 0, 120)),
        ("T0930-05:00", Clock(9, 30, None, -300)),
        ("T2500", None),
    ],
)
def test_a_packed_clock_is_read_after_its_letter(text: str, expected: Clock | None) -> None:
    assert after(text) == expected


@pytest.mark.parametrize(
    ("name", "offset", "expected"),
    [
        (None, "+14:00", 840),
        (None, "+14:01", None),
        (None, "+1500", None),
        (None, "-12", -720),
        (None, "-1400", -840),
        (None, "+24:00", None),
        (None, "-24:00", None),
        (None, "+5", 300),
        (None, "+0545", 345),
        ("CET", None, 60),
        ("cet", None, 60),
        ("BST", None, None),
        ("GMT", "+2", 120),
        (None, None, None),
        (None, "", None),
    ],
)
def test_zones_are_known_up_to_fourteen_hours_off(name: str | None, offset: str | None, expected: int | None) -> None:
    assert read_zone(name, offset) == expected


def test_a_clock_after_the_date_goes_before_one_that_stands_before_it() -> None:
    text = "09:15 14 July 17:32"
    assert read_clock_beside(text, 6, 13) == Clock(17, 32)
    assert read_clock_beside(text[:13], 6, 13) == Clock(9, 15)
    assert read_clock_beside("08:00 09:15 14 July", 12, 19) == Clock(9, 15)  # the nearer one


@pytest.mark.parametrize("gap", [LONGEST_GAP, LONGEST_GAP + 1])
def test_a_clock_stands_within_the_longest_gap(gap: int) -> None:
    near = Clock(17, 32) if gap <= LONGEST_GAP else None
    assert read_clock_beside("DAY" + " " * gap + "17:32", 0, 3) == near
    assert read_clock_beside("17:32" + " " * gap + "DAY", 5 + gap, 8 + gap) == near


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (Clock(17, 32), Moment(datetime(2021, 7, 14, 17, 32), Precision.LOCAL_MINUTE)),
        (Clock(17, 32, 10), Moment(datetime(2021, 7, 14, 17, 32, 10), Precision.LOCAL_SECOND)),
        (Clock(17, 32, None, 0), Moment(datetime(2021, 7, 14, 17, 32), Precision.MINUTE, 0)),
        (Clock(1, 32, 10, 120), Moment(datetime(2021, 7, 13, 23, 32, 10), Precision.SECOND, 120)),
        (Clock(23, 0, None, -300), Moment(datetime(2021, 7, 15, 4, 0), Precision.MINUTE, -300)),
    ],
)
def test_on_a_day_a_clock_is_a_moment_as_fine_as_it_says(clock: Clock, expected: Moment) -> None:
    assert clock.on(date(2021, 7, 14)) == expected
