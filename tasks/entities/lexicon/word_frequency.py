"""How often a language uses a word: what a name has to be weighed against.

Frequencies come from the package wordfreq (Speer 2022, https://doi.org/10.5281/zenodo.7199437; CC BY-SA 4.0), which has
them of forty languages in it: from subtitles, Wikipedia, news, books and the web of the years to 2021.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from wordfreq import available_languages, get_frequency_dict

_LIST = "small"  # words of at least one in a million: enough for everyday ones, at a tenth of what the large lists cost


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(available_languages(_LIST))


@lru_cache(maxsize=64)
def _frequencies(language: str) -> Mapping[str, float]:
    return get_frequency_dict(language, wordlist=_LIST)


def zipf(word: str, language: str | None) -> float:
    """Frequency of a word in lower case on the Zipf scale: 3 is once in a million words, 6 once in a thousand.

    (van Heuven et al. 2014.) 0 for words that the list of the language does not have, and for languages without a list.
    Words are looked up as they stand: the package's own way to them needs further packages for scripts without spaces.
    """
    if language is None or language not in _languages():
        return 0.0
    frequency = _frequencies(language).get(word)
    return 0.0 if frequency is None else math.log10(frequency) + 9.0
