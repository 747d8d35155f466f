"""German writes all nouns with a capital: which of them are names is told by what stands before them."""

from __future__ import annotations

import pytest

from tasks.stories.names import common_nouns


@pytest.mark.parametrize("before", ["der", "Einen", "zum", "neuen", "gestiegene"])
def test_a_word_after_an_article_or_an_adjective_is_a_noun(before: str) -> None:
    assert common_nouns([before, "Autokredit", "in", "Willingen"], "de") == {"autokredit"}


def test_a_word_with_a_second_capital_is_a_name_whatever_stands_before_it() -> None:
    assert common_nouns(["die", "KfW", "und", "der", "BMW"], "de") == frozenset()


@pytest.mark.parametrize("language", ["en", "fr", None])
def test_other_languages_give_capitals_to_names_only(language: str | None) -> None:
    assert common_nouns(["der", "Autokredit"], language) == frozenset()
