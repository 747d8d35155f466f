"""What is read in one paragraph, for the tests of this room."""

from __future__ import annotations

from datetime import datetime

from tasks.dates.expressions.find import expressions
from tasks.records import Moment, Precision

SUNDAY = Moment(datetime(2021, 7, 11), Precision.DAY)
WEDNESDAY = Moment(datetime(2021, 7, 14), Precision.DAY)
JULY = Moment(datetime(2021, 7, 1), Precision.MONTH)
YEAR_2021 = Moment(datetime(2021, 1, 1), Precision.YEAR)


def values(text: str, anchor: Moment | None = SUNDAY, language: str = "en") -> dict[str, str]:
    """Each time expression of a paragraph with its value."""
    return {text[one.start : one.end]: one.reading.period.value for one in expressions(text, language, anchor)}


def types(text: str, anchor: Moment | None = SUNDAY) -> list[str]:
    """The types of the time expressions of a paragraph."""
    return [one.reading.type for one in expressions(text, "en", anchor)]
