"""Texts are compared by the same words however they are written, and every word keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.compared_words import PlacedWords, is_unspaced, placed_words, surfaces_and_words, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Bridge, closed: 14.07.2021!", ["the", "bridge", "closed", "14", "07", "2021"]),
        ("don't under_score", ["don", "t", "under", "score"]),
        ("", []),
        ("...", []),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("ﬁne １２", ["fine", "12"]),
        ("cafe\u0301", ["cafe"]),
        ("Vor\u00adsitz", ["vorsitz"]),
        ("a\u200bb c", ["ab", "c"]),
        ("\u00ada", ["a"]),
        ("東京2021", ["東", "京", "2021"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("Ünder_Über", ["ünder", "über"]),
    ],
)
def test_words_are_normalised(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert placed_words(text, 100).words == expected


def test_a_word_is_known_as_it_stands_too() -> None:
    assert surfaces_and_words("Die Straße") == (["Die", "Straße"], ["die", "strasse"])
    assert surfaces_and_words("The End") == (["The", "End"], ["the", "end"])


@pytest.mark.parametrize("text", ["The Bridge, closed", "Die Brücke, zu da", "一 Bridge 二"])
def test_the_first_words_have_places(text: str) -> None:
    placed = placed_words(text, 2)
    assert len(placed.words) == len(placed.starts) == len(placed.ends) == 2
    assert [text[start:end].lower() for start, end in zip(placed.starts, placed.ends, strict=True)] == placed.words
    assert placed_words(text, 0) == PlacedWords([], [], [])
    assert placed_words(text, 3).words == words(text)[:3]


@given(st.text(max_size=80) | st.text(alphabet="aB1 _-.\u00ad\u200bß東ก", max_size=40))
def test_all_ways_to_the_words_of_a_text_agree(text: str) -> None:
    placed = placed_words(text, 1000)
    assert placed.words == words(text) == surfaces_and_words(text)[1]
    assert [text[start:end] for start, end in zip(placed.starts, placed.ends, strict=True)] == surfaces_and_words(text)[
        0
    ]


@pytest.mark.parametrize(
    ("sequence", "expected"),
    [
        (["東", "京"], True),
        (["東", "京", "tower"], True),
        (["東", "tower"], False),
        (["東", "a"], False),
        (["東", "京", "a"], True),
        (["é", "à", "東"], False),
        (["a", "b"], False),
        ([], False),
    ],
)
def test_most_words_of_an_unspaced_script_are_single_characters(sequence: list[str], expected: bool) -> None:
    assert is_unspaced(sequence) is expected
