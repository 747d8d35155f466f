"""In which order a page writes day and month: 25/07/2021 anywhere on it says how 11/07/2021 is to be read.

What belongs here: the order that numbers show. What does not: the order that a language implies
(publication/stamps.py), reading a date in a known order (printed.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LAST_MONTH = 12  # a larger number is a day

_DAY_AND_MONTH = r"(\d(?<![\d./-]\d)\d?)[./-](\d{1,2})[./-]"  # begins with a digit, so that it is found fast
_IN_TEXT = re.compile(rf"{_DAY_AND_MONTH}(?:19|20)\d\d(?!\d)")  # 1.13.45 in running text may be a version
_IN_STAMP = re.compile(rf"{_DAY_AND_MONTH}(?:19|20)?\d\d(?!\d)")


def shown_order(texts: Iterable[str], *, are_stamps: bool) -> str | None:
    """`DMY` or `MDY`, where some numeric date in the texts leaves no choice and none says the opposite; else None.

    Only in stamps is 25/7/21, with two digits of a year, taken for a date.
    """
    pattern = _IN_STAMP if are_stamps else _IN_TEXT
    dates = [found for text in texts for found in pattern.findall(text)]
    is_day_first = any(int(first) > LAST_MONTH for first, _ in dates)
    is_month_first = any(int(second) > LAST_MONTH for _, second in dates)
    if is_day_first == is_month_first:
        return None
    return "DMY" if is_day_first else "MDY"
