"""Words: what parts them, and scripts that are written without spaces."""

from __future__ import annotations

import pytest

from tasks.watchlists.words import is_inside_word, without_edges, words_between


def words(text: str) -> list[str]:
    return [token for token in words_between(text, 0, len(text)) if token[0] != "_"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("two words", ["two", "words"]), ("car-ferry_x", ["car", "ferry", "x"]), ("北京 ok", ["北", "京", "ok"]),
        ("ロシア軍", ["ロ", "シ", "ア", "軍"]), ("กข", ["ก", "ข"]), ("서울에서 봄", ["서울에서", "봄"]), ("___", []),
    ],
)  # fmt: skip
def test_a_word_is_letters_and_digits_and_a_letter_where_no_spaces_part_them(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_what_parts_words_is_a_token_unless_it_is_a_plain_space() -> None:
    plain, dashed = words_between("car ferry", 0, 9), words_between("car-ferry", 0, 9)
    assert plain == ["car", "ferry"]
    assert (len(dashed), dashed[::2]) == (3, ["car", "ferry"])
    assert words_between("and 北", 0, 5) != words_between("and北", 0, 4)
    assert without_edges(words_between("(car)", 0, 5)) == ["car"]
    assert without_edges(["_a"]) == []


def test_words_that_a_stretch_cuts_are_left_out() -> None:
    assert without_edges(words_between("harbour ferry strike", 3, 17)) == ["ferry"]
    assert [token for token in words_between("harbour", 2, 5) if token[0] != "_"] == []


def test_the_letters_of_a_script_without_spaces_are_no_one_word() -> None:
    assert is_inside_word("ab", 1)
    assert not is_inside_word("北京", 1)
    assert not is_inside_word("a b", 1)
