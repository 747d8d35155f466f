"""Words beside a printed date that say of what it is the date, and the dates of a line that has several.

What belongs here: finding those words (publication.toml) and giving each date its own. What does not: where on a page
stamps stand (visible_stamps.py, gather.py), reading one date (stamp/printed.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tasks.dates.publication.stamps import LONGEST_VISIBLE, names
from tasks.records import Moment

LONGEST_LABEL = 40  # characters of a piece of text that is only such a word
_LEADING_WORDS = 3  # of a stamp, among which the one that says what it is the date of stands
_WORDS = re.compile(r"[^\W\d_]{2,20}")


def labelled(before: str, text: str) -> str | None:
    """published or updated, where a word that says so leads a short piece of text or stands by itself before it."""
    if len(text) > LONGEST_VISIBLE:
        return None
    leading = _WORDS.findall(text)[:_LEADING_WORDS]
    alone = _WORDS.findall(before) if len(before) <= LONGEST_LABEL else []
    known = names()["words"]
    return next((known[word.lower()] for word in (*leading, *alone) if word.lower() in known), None)


def told_apart(text: str, read: Callable[[str], Moment | None]) -> list[tuple[str | None, Moment]]:
    """The dates of a line, each with its own word (published, updated, None); empty where it has but one date.

    `read` reads one date. The words stand before their dates (Updated 5 March | Published 3 February) or behind them
    (5 March (updated) 3 February (published)); a date before the first of leading words has none.
    """
    if len(text) > LONGEST_VISIBLE:
        return []
    known = names()["words"]
    found = [word for word in _WORDS.finditer(text) if word[0].lower() in known]
    if not found:
        return []
    roles = [known[word[0].lower()] for word in found]
    ends = [0, *(word.end() for word in found)]
    starts = [*(word.start() for word in found), len(text)]
    pieces = [read(text[begin:end]) for begin, end in zip(ends, starts, strict=True)]
    is_behind = pieces[0] is not None and pieces[-1] is None
    said = [*roles, None] if is_behind else [None, *roles]
    dates = [(role, moment) for role, moment in zip(said, pieces, strict=True) if moment is not None]
    return dates if len(dates) > 1 else []
