"""Which lines a cheap look takes for plain text. All lines are made up."""

from __future__ import annotations

import pytest

from tasks.parse.base.folding import folded
from tasks.parse.lines.quick_look import is_plain, signals


def plain(line: str) -> bool:
    return is_plain(line, signals())


def padded(line: str, count: int, word: str = "harbour") -> str:
    """The line with words before it, so that it has `count` words."""
    return " ".join([*[word] * (count - len(line.split())), line])


@pytest.mark.parametrize(
    "line", ["They knew of it.", "Northern lock gate fell", "Mara", "Ships of forty metres must wait outside"]
)
def test_a_line_without_any_word_that_tells_is_plain(line: str) -> None:
    assert plain(line)


@pytest.mark.parametrize("line", ["***", "—", "", "***** 12 *****"])
def test_a_line_without_words_is_not_plain(line: str) -> None:
    assert not plain(line)


@pytest.mark.parametrize("start", ["*", "+", "•", "_", "©", "0", "9"])
def test_an_item_of_a_list_or_a_number_is_not_plain(start: str) -> None:
    assert not plain(f"{start} harbour gate")
    assert plain("harbour gate")


@pytest.mark.parametrize(
    "line", ["Powered by the harbour", "Older post", "posted by the harbour", "Joined here", "Zuletzt bearbeitet so"]
)
def test_a_line_that_begins_as_a_label_does_is_not_plain(line: str) -> None:
    assert not plain(line)
    assert not plain(line + " harbour" * 40)
    assert plain("harbour " + line)


@pytest.mark.parametrize(("words", "expected"), [(5, False), (6, True)])
def test_a_heading_has_at_most_five_words(words: int, expected: bool) -> None:
    assert plain(" ".join(["Discussion", *["harbour"] * (words - 1)])) is expected
    assert plain("harbour discussion")


@pytest.mark.parametrize("words", ["Delete", "share this story", "Delete Report Quote"])
def test_a_line_of_controls_only_is_not_plain(words: str) -> None:
    assert not plain(words)
    assert plain(words + " harbour")


# How many words a line has at most in which a word tells: the longest line of each sort.


@pytest.mark.parametrize("line", ["score", "punkte", "karma", "Works", "studied"])
def test_scores_and_profiles_stand_in_lines_of_at_most_13_words(line: str) -> None:
    assert not plain(padded(line, 13))
    assert plain(padded(line, 14))


@pytest.mark.parametrize("line", ["says", "wrote", "schreibt", "escribió"])
def test_a_head_with_a_verb_has_at_most_17_words(line: str) -> None:
    assert not plain(padded(line, 17))
    assert plain(padded(line, 18))


@pytest.mark.parametrize("line", ["ago", "yesterday", "heute", "vor"])
def test_a_time_in_words_stands_in_lines_of_at_most_24_words(line: str) -> None:
    assert not plain(padded(line, 24))
    assert plain(padded(line, 25))


@pytest.mark.parametrize("line", ["comments", "responses", "kommentare"])
def test_a_line_that_announces_has_at_most_29_words(line: str) -> None:
    assert not plain(padded(line, 29))
    assert plain(padded(line, 30))


@pytest.mark.parametrize(
    "time", ["on July 3", "at 10:26", "at 9h3", "on 3/7/2019", "on 3.7.19", "on 2019-07-03", "5 minutes", "3 月"]
)
def test_a_time_with_a_digit_stands_in_lines_of_at_most_24_words(time: str) -> None:
    assert not plain("harbour " + time)
    told = len(folded(time).split())  # folding leaves only words of letters
    assert not plain("harbour " * (24 - told) + time)
    assert plain("harbour " * (25 - told) + time)


@pytest.mark.parametrize(
    "line", ["harbour 12", "harbour 3-4", "harbour 12 ships of 40 metres", "in July", "harbour 10: 26"]
)
def test_a_number_that_is_no_time_leaves_a_line_plain(line: str) -> None:
    assert plain(line)


def test_a_line_with_a_digit_and_letters_of_other_scripts_may_hold_a_time() -> None:
    assert not plain("café harbour 3")
    assert plain("café harbour")


def test_the_signals_are_folded_words_of_the_lists() -> None:
    found = signals()
    assert len(found.telling) == 30
    assert [b"says" in words for words in found.telling] == [True] * 18 + [False] * 12
    assert [b"score" in words for words in found.telling] == [True] * 14 + [False] * 16
    assert [b"yesterday" in words for words in found.telling] == [True] * 25 + [False] * 5
    assert all(b"comments" in words for words in found.telling)
    assert found.times >= {b"july", b"minutes", b"minute", b"heute"}
    assert found.controls >= {b"reply", b"this", b"multi", b"quote"}
    assert found.openings >= {b"powered", b"posted", b"joined", b"zuletzt"}
    assert found.headings >= {b"discussion", b"kommentare"}
