"""How often a language uses a word: what a name has to be weighed against.

Frequencies come from the package wordfreq (Speer 2022, https://doi.org/10.5281/zenodo.7199437; CC BY-SA 4.0), which has
them of forty languages in it: from subtitles, Wikipedia, news, books and the web of the years to 2021.
"""

from __future__ import annotations

from functools import lru_cache

from wordfreq import available_languages, zipf_frequency

_LIST = (
    "small"  # words of at least one in a million; the large lists hold many names of places and cost ten times as much
)
_REMEMBERED = 20_000


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(available_languages(_LIST))


@lru_cache(maxsize=_REMEMBERED)
def zipf(word: str, language: str | None) -> float:
    """Frequency on the Zipf scale: 3 is once in a million words, 6 once in a thousand (van Heuven et al. 2014).

    0 for words that the list of the language does not have, and for languages without a list.
    """
    if language is None or language not in _languages() or not word.isalpha():
        return 0.0
    return zipf_frequency(word, language, wordlist=_LIST)
