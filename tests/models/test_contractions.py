"""Portuguese words that treebanks divide are printed as one again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contractions import contracted
from models.corpora import Name, Sentence


def _sentence(text: str, *surfaces: str) -> Sentence:
    names = (Name(text.index(word), text.index(word) + len(word), frozenset(("ORG",))) for word in surfaces)
    return Sentence("uner-pt", "one", text, tuple(names))


@pytest.mark.parametrize(
    ("divided", "printed"),
    [
        ("de o rio em a serra", "do rio na serra"),
        ("por os campos", "pelos campos"),
        ("a o meio-dia e a as oito", "ao meio-dia e às oito"),
        ("Em o fim, A a mesa", "No fim, À mesa"),
        ("onde o mar", "onde o mar"),
    ],
)
def test_divided_words_are_joined(divided: str, printed: str) -> None:
    assert contracted(_sentence(divided)).text == printed


def test_names_stay_where_they_are() -> None:
    found = contracted(_sentence("em o Banco de o Zubrik e a Omid", "Banco de o Zubrik", "Omid"))
    assert [found.text[name.start : name.end] for name in found.names] == ["Banco do Zubrik", "Omid"]


def test_a_name_that_begins_with_an_article_is_left_alone() -> None:
    found = contracted(_sentence("em O Zubrik de o Omid", "O Zubrik"))
    assert found.text == "em O Zubrik do Omid"


@given(st.lists(st.sampled_from(["de", "o", "a", "em", "as", "Omid", "por"]), max_size=20))
def test_a_name_keeps_its_letters(words: list[str]) -> None:
    text = " ".join([*words, "Zubrik"])
    found = contracted(_sentence(text, "Zubrik"))
    assert [found.text[name.start : name.end] for name in found.names] == ["Zubrik"]
