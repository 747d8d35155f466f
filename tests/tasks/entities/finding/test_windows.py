"""What windows for a tagging model promise."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.entities.finding.candidates import Candidate, NameText
from tasks.entities.finding.windows import (
    SHAPES,
    WINDOW_PIECES,
    Marks,
    Pieces,
    Token,
    Window,
    pack,
    read_tokens,
    shape_of,
)

MARKS = Marks(opening=1, closing=2)


def tokenise(text: str) -> Pieces:
    """Words and marks, cut into pieces of four characters; a piece's id is 10 and its length."""
    ids, offsets, numbers = [], [], []
    for number, match in enumerate(re.finditer(r"\w+|[^\w\s]", text)):
        for start in range(match.start(), match.end(), 4):
            end = min(start + 4, match.end())
            ids.append(10 + end - start)
            offsets.append((start, end))
            numbers.append(number)
    return Pieces(ids, offsets, numbers)


def read(text: str, hints: Sequence[Candidate] = (), vocabulary: frozenset[str] = frozenset()) -> list[list[Token]]:
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    document = NameText(text, lines, hints, vocabulary)
    return [read_tokens(document, line, tokenise, 10_000) for line in lines]


def windows(text: str) -> list[Window]:
    return list(pack(text, read(text), MARKS))


@pytest.mark.parametrize(
    ("word", "shape"),
    [("town", "lower"), ("Town", "title"), ("TOWN", "capitals"), ("T", "capital"), ("McTown", "mixed"),
     ("1996", "digits"), ("G20", "digits and letters"), (",", "mark"), ("東京", "uncased")],
)  # fmt: skip
def test_words_have_shapes(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word, frozenset())] == shape


def test_a_capital_says_less_where_the_document_has_the_word_in_lower_case() -> None:
    assert SHAPES[shape_of("Bank", frozenset(("bank",)))] == "title, elsewhere lower"
    assert SHAPES[shape_of("BANK", frozenset(("bank",)))] == "capitals, elsewhere lower"


def test_tokens_stand_where_they_stand_in_the_text() -> None:
    text = "A line.\nMr. Okonta left."
    assert [[text[token.start : token.end] for token in line] for line in read(text)] == [
        ["A", "line", "."],
        ["Mr", ".", "Okonta", "left", "."],
    ]


def test_every_word_of_a_hint_carries_it_and_the_first_another_than_the_rest() -> None:
    text = "So Omid University won"
    (line,) = read(text, [Candidate(3, 18, "ORG", 0.8)])
    before, first, second, after = (token.hint for token in line)
    assert before == after == 0
    assert 0 not in (first, second)
    assert first != second


def test_a_sure_hint_is_another_than_an_unsure_one_and_one_type_than_another() -> None:
    hints = {
        read("Zubrik", [Candidate(0, 6, kind, worth)])[0][0].hint
        for kind in ("PERSON", "ORG", None, "EVENT")
        for worth in (0.3, 0.9)
    }
    assert len(hints) == 8


def test_short_lines_share_a_window_and_a_mark_ends_each() -> None:
    (window,) = windows("One two.\nSix.")
    assert window.pieces == [1, 13, 13, 11, 2, 13, 11, 2]
    assert window.tokens == [0, 1, 2, 3, 4]
    assert window.positions == [1, 2, 3, 5, 6]


def test_a_sentence_that_fits_is_not_cut() -> None:
    sentence = "word " * 60 + "end. "
    found = windows(sentence * 3)
    assert [len(window.tokens) for window in found] == [124, 62]


def test_a_stop_after_an_initial_or_an_abbreviation_ends_no_sentence() -> None:
    text = "word " * 100 + "end. " + "word " * 20 + "Mr. Okonta and J. Zubrik met."
    assert [len(window.tokens) for window in windows(text)] == [102, 29]


def test_of_a_sentence_too_long_the_next_window_sees_the_last_words_again() -> None:
    found = windows("word " * 300)
    assert [window.tokens[0] for window in found[1:]] == [window.tokens[-1] + 1 for window in found[:-1]]
    assert all(window.positions[0] > 1 for window in found[1:])


def test_a_word_without_end_counts_for_eight_pieces() -> None:
    (window,) = windows("x" * 5_000)
    assert len(window.pieces) == 10


@given(st.lists(st.sampled_from(["Omid", "said", ".", "\n", ",", "x" * 60, "U.N.", "!"]), max_size=400))
def test_every_token_is_decided_once_in_order_in_windows_of_bounded_size(parts: list[str]) -> None:
    text = " ".join(parts)
    found = windows(text)
    decided = [token for window in found for token in window.tokens]
    assert decided == list(range(sum(len(line) for line in read(text))))
    assert all(len(window.pieces) <= WINDOW_PIECES + 2 for window in found)
    assert all(len(window.pieces) == len(window.shapes) == len(window.hints) for window in found)
