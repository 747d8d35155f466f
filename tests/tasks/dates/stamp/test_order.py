"""Numbers that can only be a day show the order of all dates of a page."""

from __future__ import annotations

import pytest

from tasks.dates.stamp.order import shown_order


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["13/07/2021"], "DMY"),
        (["12/07/2021"], None),
        (["07/13/2021"], "MDY"),
        (["07/12/2021"], None),
        (["11/07/2021", "on 25.7.2021 at noon"], "DMY"),
        (["11/07/2021 and 7-25-1999"], "MDY"),
        (["25/07/2021", "07/25/2021"], None),
        (["25/07/1821"], None),
        (["25/07/20211"], None),
        (["125/07/2021"], None),
        (["2021-07-25"], None),
        ([], None),
    ],
)
def test_a_number_over_twelve_is_a_day(texts: list[str], expected: str | None) -> None:
    assert shown_order(texts, are_stamps=True) == expected
    assert shown_order(texts, are_stamps=False) == expected


def test_only_in_stamps_may_a_year_have_two_digits() -> None:
    assert shown_order(["25.7.21"], are_stamps=True) == "DMY"
    assert shown_order(["Version 1.13.45"], are_stamps=False) is None
