"""A number is read in the signs in which it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dates.expressions.numerals import HAN_NUMERALS, number_of


@pytest.mark.parametrize(
    ("token", "number"),
    [
        ("12", 12),
        ("12th", 12),
        ("1er", 1),
        ("28.", 28),
        ("३", 3),
        ("۱۴۰۰", 1400),
        ("十二", 12),
        ("三十一", 31),
        ("百", 100),
        ("二百五", 205),
        ("二〇一八", 2018),
        ("两", 2),
    ],
)
def test_a_number_is_read(token: str, number: int) -> None:
    assert number_of(token) == number


@pytest.mark.parametrize("token", ["", "word", "1.5", "5:30", "'82", "3/4", "third"])
def test_what_is_no_whole_number_is_none(token: str) -> None:
    assert number_of(token) is None


@given(st.text(HAN_NUMERALS, min_size=1, max_size=8))
def test_any_row_of_numerals_is_a_number(token: str) -> None:
    assert number_of(token) is not None
