"""Which words with a capital are no names: in German every noun has one.

What belongs here: telling nouns from names by the words before them. What does not: how often a language uses a word
(tasks/entities/lexicon/word_frequency.py), what two articles share (evidence.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")  # of a lower-case word: "neue Autokredite"
_MIN_ADJECTIVE_LENGTH = 5  # letters; what is shorter is mostly another kind of word ("oder", "unter" are not, and rare)


@lru_cache(maxsize=1)
def _determiners() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(files("tasks.stories").joinpath("names.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in table["determiners"].items()}


def common_nouns(surfaces: Sequence[str], language: str | None) -> frozenset[str]:
    """Words, in lower case, that an article or adjective stands before, where the language writes nouns with a capital.

    Words with a second capital ("KfW", "BMW") are names whatever stands before them. Empty for all other languages.
    """
    determiners = _determiners().get(language or "")
    if determiners is None:
        return frozenset()
    return frozenset(
        word.lower()
        for before, word in pairwise(surfaces)
        if word[:1].isupper() and word[1:] == word[1:].lower() and _tells_noun(before, determiners)
    )


def _tells_noun(before: str, determiners: frozenset[str]) -> bool:
    if before.lower() in determiners:
        return True
    return before.islower() and len(before) >= _MIN_ADJECTIVE_LENGTH and before.endswith(_ADJECTIVE_ENDINGS)
