"""A holiday is known for every year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dates.expressions.holidays import holiday


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("easter", date(2021, 4, 4)),
        ("easter", date(2000, 4, 23)),
        ("easter", date(1961, 4, 2)),
        ("thanksgiving", date(2021, 11, 25)),
        ("thanksgiving", date(2019, 11, 28)),
        ("christmas", date(2021, 12, 25)),
    ],
)
def test_a_holiday_falls_on_its_day(code: str, day: date) -> None:
    assert holiday(code, day.year) == day


@given(st.integers(1600, 4000))
def test_easter_is_a_sunday_between_the_22nd_of_march_and_the_25th_of_april(year: int) -> None:
    day = holiday("easter", year)
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


@given(st.integers(1600, 4000))
def test_thanksgiving_is_the_fourth_thursday_of_november(year: int) -> None:
    day = holiday("thanksgiving", year)
    assert day.isoweekday() == 4
    assert 22 <= day.day <= 28
