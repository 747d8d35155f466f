"""What joining tokens promises."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.running_text import join, shuffled_case


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("Mr. Okonta 's dog did n't bark .", "Mr. Okonta's dog didn't bark."),
        ('He said , " No . " Then ( 2 ) left', 'He said, "No." Then (2) left'),
        ("`` No '' , he said", '"No", he said'),
        ("a 20 - year - old in the U . S . army", "a 20-year-old in the U.S. army"),
        ("one - , then", "one -, then"),
        ("up 1 . 6 % to $ 5", "up 1.6% to $5"),
    ],
)
def test_tokens_become_text_as_it_is_printed(tokens: str, text: str) -> None:
    assert join(tokens.split(" "))[0] == text


@given(st.lists(st.sampled_from(["Omid", ".", '"', "-", "'s", "(", "U", "5", "#", ","]), max_size=30))
def test_every_token_stands_where_it_is_said_to_stand(tokens: list[str]) -> None:
    text, offsets = join(tokens)
    assert [text[start:end] for start, end in offsets] == tokens


@given(st.text(max_size=40), st.integers(0, 400))
def test_another_case_keeps_every_character_in_its_place(text: str, seed: int) -> None:
    changed = shuffled_case(text, random.Random(seed))
    assert len(changed) == len(text)
