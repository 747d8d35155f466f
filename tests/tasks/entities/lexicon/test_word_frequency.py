"""How often a language uses a word, on the Zipf scale; no language needs more than the package has in it."""

from __future__ import annotations

import pytest
from wordfreq import available_languages

from tasks.entities.lexicon.word_frequency import zipf


def test_everyday_words_are_frequent_and_names_of_villages_are_not() -> None:
    assert zipf("the", "en") > 7
    assert 4 < zipf("rest", "de") < 6
    assert zipf("hinterzarten", "de") == 0


@pytest.mark.parametrize("language", sorted(available_languages("small")))
def test_every_language_of_the_package_is_looked_up(language: str) -> None:
    assert 0 <= zipf("新", language) < 9


def test_other_languages_have_no_frequencies() -> None:
    assert zipf("rest", None) == zipf("rest", "xx") == 0
