"""How a moment is written: as finely as it is known, and no finer."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tasks.records import Moment, Precision

AT = datetime(2021, 7, 4, 9, 30, 15)


@pytest.mark.parametrize(
    ("precision", "offset", "written"),
    [
        (Precision.YEAR, 0, "2021"),
        (Precision.MONTH, 0, "2021-07"),
        (Precision.DAY, 0, "2021-07-04"),
        (Precision.LOCAL_MINUTE, 0, "2021-07-04T09:30:15"),
        (Precision.LOCAL_SECOND, 0, "2021-07-04T09:30:15"),
        (Precision.MINUTE, 0, "2021-07-04T09:30:15+00:00"),
        (Precision.SECOND, 120, "2021-07-04T11:30:15+02:00"),
        (Precision.SECOND, -570, "2021-07-04T00:00:15-09:30"),
    ],
)
def test_a_moment_is_written_as_far_as_it_is_known(precision: Precision, offset: int, written: str) -> None:
    assert Moment(AT, precision, offset).isoformat() == written


def test_a_year_has_four_digits_and_a_part_of_a_second_is_left_out() -> None:
    assert Moment(datetime(817, 1, 1), Precision.YEAR).isoformat() == "0817"
    assert Moment(AT.replace(microsecond=5), Precision.LOCAL_SECOND).isoformat() == "2021-07-04T09:30:15"
    assert Moment(AT.replace(microsecond=5), Precision.SECOND).isoformat() == "2021-07-04T09:30:15+00:00"


@pytest.mark.parametrize(("offset", "day"), [(0, 4), (870, 5), (869, 4), (-570, 4), (-571, 3)])
def test_the_day_a_reader_saw_is_that_of_the_zone_it_was_printed_in(offset: int, day: int) -> None:
    assert Moment(AT.replace(second=0), Precision.MINUTE, offset).local.day == day


@pytest.mark.parametrize(
    ("precision", "offset", "own_day", "known_offset"),
    [
        (Precision.YEAR, 0, None, None),
        (Precision.MONTH, 0, None, None),
        (Precision.DAY, 0, date(2021, 7, 31), None),
        (Precision.LOCAL_MINUTE, 0, date(2021, 7, 31), None),
        (Precision.MINUTE, 0, date(2021, 7, 31), 0),
        (Precision.SECOND, 120, date(2021, 8, 1), 120),
        (Precision.SECOND, -1380, date(2021, 7, 30), -1380),
    ],
)
def test_the_own_day_and_the_zone_are_told_as_far_as_they_are_known(
    precision: Precision, offset: int, own_day: date | None, known_offset: int | None
) -> None:
    moment = Moment(datetime(2021, 7, 31, 22, 30), precision, offset)
    assert (moment.own_day, moment.known_offset) == (own_day, known_offset)
