"""The words of time expressions by language: the tables words_*.toml, read when a language is first met.

What belongs here: reading a table. What does not: what a token is (tokens.py), patterns (rules.toml).
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

LANGUAGES = (
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ru", "ar", "fa", "hi", "zh", "ja", "ko", "th", "id",
)  # fmt: skip

Entry = tuple[str, int | str | None]  # the class of a word and its value


@lru_cache(maxsize=len(LANGUAGES) + 1)
def lexicon(language: str) -> dict[str, Entry]:
    """The words of one of LANGUAGES and those known everywhere; `any` has only the latter."""
    words: dict[str, Entry] = {}
    for name in dict.fromkeys(("any", language)):
        raw = tomllib.loads(files("tasks.dates.expressions").joinpath(f"words_{name}.toml").read_text(encoding="utf-8"))
        for token_class, listed in raw.get("words", {}).items():
            words.update(dict.fromkeys(listed.split(), (token_class, None)))
        for table in (raw.get("numbers", {}), raw.get("texts", {})):
            for token_class, values in table.items():
                words.update({word: (token_class, value) for word, value in values.items()})
        for token_class, values in raw.get("values", {}).items():  # the other way round: several words of one value
            for value, listed in values.items():
                entry = (token_class, int(value) if value.isdecimal() else value)
                words.update(dict.fromkeys(listed.split(), entry))
    return words
