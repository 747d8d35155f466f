"""A month is known by its name in any language, unless the name means two months."""

from __future__ import annotations

import pytest

from tasks.dates.stamp.month_names import folded, month_of


@pytest.mark.parametrize(
    ("name", "month"),
    [("липня", 7), ("जुलाई", 7), ("ივლისი", 7), ("มิ.ย.", 6), ("Agustus", 8), ("liepos", 7), ("أغسطس", 8), ("July", 7)],
)
def test_a_month_is_known_in_any_language(name: str, month: int) -> None:
    assert month_of(name) == month


@pytest.mark.parametrize("word", ["can", "see", "sun", "few", "pro", "word", ""])
def test_an_ordinary_word_is_no_month(word: str) -> None:
    assert month_of(word) is None


def test_spellings_of_one_name_are_one() -> None:
    assert folded("أكتوبر") == folded("اكتوبر")
    assert folded("ม.ค.") == "มค"
