"""The word lists of article_vocabulary.toml, read once and made ready for looking things up.

What belongs here: the lists, and what is made of them for more than one reader. What does not: patterns that a single
reader needs (parts/datelines.py, parts/picture_credits.py, parts/notes.py, parts/origins.py, parts/access.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def article_words() -> dict[str, dict[str, Any]]:
    """The tables of article_vocabulary.toml."""
    return tomllib.loads(files("tasks.parse.base").joinpath("article_vocabulary.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longer one first; an apostrophe may be printed in either form."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’]").replace(r"\ ", r"\s") for word in ordered)


@lru_cache(maxsize=1)
def _agencies() -> tuple[dict[str, str], dict[str, str]]:
    """Names of agencies by their printed forms: as printed, and in lower case for those longer than an abbreviation."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for name, forms in article_words()["agencies"].items():
        for form in forms:
            exact.setdefault(form, name)
            if len(form) > 3:
                folded.setdefault(form.casefold(), name)
    return exact, folded


def agency_of(text: str) -> str | None:
    """The name of the agency that a text is, in any of its printed forms; short ones count only as they are written."""
    exact, folded = _agencies()
    return exact.get(text) or folded.get(text.casefold())
