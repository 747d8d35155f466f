"""The shipped names of months are what CLDR says, and repeat none that calendar.toml has."""

from __future__ import annotations

from models.calendar_names import names_of_months
from tasks.dates.stamp.calendar_words import months
from tasks.dates.stamp.month_names import month_names


def test_the_table_is_what_its_maker_prints_from_cldr() -> None:
    assert month_names() == names_of_months()
    assert not set(month_names()) & set(months())
