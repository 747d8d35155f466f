"""Periods of the calendar carry the TIMEX3 value and the half-open interval that belongs to it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dates.expressions import periods

DAYS = st.dates(date(1000, 1, 1), date(9000, 12, 31))
UNITS = st.sampled_from(["day", "week", "weekend", "month", "quarter", "year", "decade", "century"])


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("day", "2021-07-14"),
        ("week", "2021-W28"),
        ("weekend", "2021-W28-WE"),
        ("month", "2021-07"),
        ("quarter", "2021-Q3"),
        ("year", "2021"),
        ("decade", "202"),
        ("century", "20"),
    ],
)
def test_a_day_lies_in_periods_with_the_values_of_timeml(unit: str, value: str) -> None:
    assert periods.containing(date(2021, 7, 14), unit).value == value


@given(DAYS, UNITS)
def test_the_containing_period_contains_the_day(day: date, unit: str) -> None:
    period = periods.containing(day, unit)
    assert period.begin is not None
    assert period.end is not None
    assert period.begin < period.end
    if unit != "weekend":
        assert period.begin.date() <= day < period.end.date()


@given(DAYS, UNITS, st.integers(-50, 50))
def test_shifting_there_and_back_stays_in_the_same_period(day: date, unit: str, count: int) -> None:
    there = periods.shifted(day, unit, count)
    back = periods.shifted(there, unit, -count) if there is not None else None
    if back is not None:
        assert periods.containing(back, unit) == periods.containing(day, unit)


@given(DAYS, UNITS, st.integers())
def test_a_shift_out_of_the_calendar_is_nothing_rather_than_an_error(day: date, unit: str, count: int) -> None:
    assert periods.shifted(day, unit, count) is None or abs(count) < 4_000_000


def test_the_last_of_a_month_is_shifted_to_the_last_of_a_shorter_one() -> None:
    assert periods.shifted(date(2021, 3, 31), "month", -1) == date(2021, 2, 28)


def test_a_night_ends_in_the_morning_of_the_next_day() -> None:
    night = periods.part_of_day(date(2021, 7, 14), "NI")
    assert (night.value, night.begin, night.end) == (
        "2021-07-14TNI",
        datetime(2021, 7, 14, 20),
        datetime(2021, 7, 15, 5),
    )


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [(3, "year", "P3Y"), (None, "day", "PXD"), (2, "hour", "PT2H"), (2, "decade", "P20Y"), (1, "quarter", "P1Q")],
)
def test_a_length_of_time_is_written_as_iso_8601(count: int | None, unit: str, value: str) -> None:
    assert periods.duration(count, unit) == value
