"""Days of the Persian calendar fall where its new years fell; its words are known in one form."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dates.stamp.calendars import eras, halves, lunar_months, persian_months, solar_hijri

# 1 Farvardin as the calendar centre of the University of Tehran announced it.
NEW_YEARS = [
    (1375, date(1996, 3, 20)),
    (1376, date(1997, 3, 21)),
    (1391, date(2012, 3, 20)),
    (1395, date(2016, 3, 20)),
    (1396, date(2017, 3, 21)),
    (1399, date(2020, 3, 20)),
    (1400, date(2021, 3, 21)),
    (1403, date(2024, 3, 20)),
    (1404, date(2025, 3, 21)),
]


@pytest.mark.parametrize(("year", "expected"), NEW_YEARS)
def test_a_persian_year_begins_on_the_day_that_was_announced(year: int, expected: date) -> None:
    assert solar_hijri(year, 1, 1) == expected


@given(st.dates(date(1922, 1, 1), date(2040, 1, 1)))
def test_every_day_of_ours_is_one_day_of_the_persian_calendar(day: date) -> None:
    year = day.year - 621
    own = [
        found
        for candidate in (year - 1, year)
        for month in range(1, 13)
        for number in range(1, 32)
        if (found := solar_hijri(candidate, month, number)) == day
    ]
    assert own == [day]


@pytest.mark.parametrize("day", [(1398, 7, 31), (1398, 12, 30), (1398, 13, 1), (1398, 0, 1), (1398, 1, 0), (900, 1, 1)])
def test_a_day_that_the_persian_calendar_does_not_have_is_none(day: tuple[int, int, int]) -> None:
    assert solar_hijri(*day) is None


def test_the_last_day_of_a_leap_year_is_followed_by_the_new_year() -> None:
    last = solar_hijri(1399, 12, 30)
    assert last is not None
    assert last + timedelta(days=1) == solar_hijri(1400, 1, 1)


def test_the_words_of_other_calendars_are_looked_up_folded() -> None:
    assert persian_months()["شهریور"] == 6
    assert "ربیع الاول" in lunar_months()
    assert eras()["令和"] + 5 == 2023
    assert halves()["오후"] == "pm"
