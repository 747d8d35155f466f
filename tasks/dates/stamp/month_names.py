"""Names of months in the languages of the world, beside the common ones of calendar_words.py (month_names.toml).

What belongs here: one form for all spellings of a word, and looking it up. What does not: months of other calendars
(calendars.py), reading a date out of text (plain_form.py, printed.py).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

from tasks.dates.stamp.calendar_words import months

# Letters of Arabic script that writers and keyboards exchange, marks that they leave out, and marks without a width.
_SPELLINGS = str.maketrans("أإآٱيىکے", "ااااییكی")
_UNWRITTEN = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff.'’]")


def folded(word: str) -> str:
    """A word in the one form in which words are looked up: lower case, without dots and optional marks."""
    composed = unicodedata.normalize("NFC", word.lower())
    return " ".join(_UNWRITTEN.sub("", composed.translate(_SPELLINGS)).split())


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """Names of months to 1 … 12, folded."""
    raw = tomllib.loads(files("tasks.dates.stamp").joinpath("month_names.toml").read_text(encoding="utf-8"))
    return {name.replace("_", " "): int(month) for month, names in raw["months"].items() for name in names.split()}


def month_of(word: str) -> int | None:
    """The month that a word names in some language; None for one that names none, or two."""
    common = months().get(word.lower())
    return common if common is not None else month_names().get(folded(word))
