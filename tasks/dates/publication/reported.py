"""The newest date that a text reports as past: what a document cannot have been published before.

What belongs here: that one date. What does not: time expressions as such (expressions/find.py), what follows
(bounds.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.dates.expressions.find import Expression, expressions
from tasks.records import Moment, Precision

MOST_LINES = 400  # of a text that are looked at
_YEAR = re.compile(r"(?:19|20)(?<!\d\d\d)\d\d(?!\d)")  # begins with the century, so that it is found fast
_PRECISIONS = {"year": Precision.YEAR, "month": Precision.MONTH, "day": Precision.DAY}
_LEADING = ("in", "on", "since", "during", "am", "im", "en", "le", "el")


def newest_reported(text: str, language: str = "en") -> Moment | None:
    """The newest day, month or year, named with its year, at which something happened according to `text`.

    Only what stands in a sentence in the past tense behind a preposition for points in time counts: "was signed on 12
    July 2021", not "runs until 2030".
    """
    lines = [line for line in text.splitlines() if _YEAR.search(line)][:MOST_LINES]
    moments = (moment for line in lines for moment in _reported(line, language))
    return max(moments, key=lambda moment: moment.at, default=None)


def _reported(line: str, language: str) -> Iterator[Moment]:
    for expression in expressions(line, language):
        period = expression.reading.period
        precision = _PRECISIONS.get(period.unit)
        if precision is not None and period.begin is not None and _is_past(expression):
            yield Moment(period.begin, precision)


def _is_past(expression: Expression) -> bool:
    found = expression.found
    leading = found.tokens.word(found.first - 1) if found.first else ""
    return expression.reading.type == "DATE" and leading in _LEADING and found.direction() < 0
