"""What terms promise: which words they find, and which spellings are no terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.watchlists.terms import MOST_WILDCARDS, Finder, Term, TermError, fold, make_term, plain_marks


def hits(text: str, *terms: str) -> list[tuple[int, str]]:
    """The number of the term and the words it found, in order."""
    found = Finder(map(make_term, terms)).find(text)
    return [(number, text[start:end]) for number, start, end in found]


def words_found(text: str, term: str) -> list[str]:
    return [words for _, words in hits(text, term)]


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("Border  Crossing", Term("border crossing", "", None)),
        ("\tborder\ncrossing ", Term("border crossing", "", None)),
        ("WHO", Term("who", "", "WHO")),
        ("who", Term("who", "", None)),
        ("Who", Term("who", "", None)),
        ("G7", Term("g7", "", "G7")),
        ("7", Term("7", "", None)),
    ],
)
def test_a_term_is_kept_folded_and_as_written_where_it_is_in_capitals(written: str, term: Term) -> None:
    assert make_term(written) == term


@pytest.mark.parametrize("written", ["", " ", "-", "’"])
def test_a_term_needs_a_letter_or_a_digit(written: str) -> None:
    with pytest.raises(TermError, match=r"^a term needs at least one letter or digit$"):
        make_term(written)


@pytest.mark.parametrize("written", ["*", "?", "*vaccin", "-?a"])
def test_a_term_with_wildcards_needs_a_letter_or_a_digit_before_the_first(written: str) -> None:
    with pytest.raises(TermError, match=r"^a term needs at least one letter or digit before its first wildcard$"):
        make_term(written)


def test_a_term_has_four_wildcards_at_most() -> None:
    assert MOST_WILDCARDS == 4
    assert make_term("a*b?c*d?").head == "a"
    with pytest.raises(TermError, match=r"^a term has 4 wildcards at most$"):
        make_term("a*b?c*d?e*")


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("port", "port ports airport Port-side e-port", ["port", "Port", "port"]),
        ("vaccin*", "vaccin Vaccines vaccination-day avaccine", ["vaccin", "Vaccines", "vaccination"]),
        ("wom?n", "woman women womn womaan wom-n", ["woman", "women"]),
        ("port?", "port ports portal", ["ports"]),
        ("immuni*ation rate*", "immunisation rates, immunization rate, immuniation rates", None),
        ("c++", "C++ and c+", ["C++"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("a*.b", "ay.b ayxb", ["ay.b"]),
        ("no_?", "no_x no__", ["no_x"]),
        ("new york", "New York new  york New\nYork", ["New York", "New\nYork"]),
        ("o'hara", "O’Hara O‘Hara O'Hara", ["O’Hara", "O‘Hara", "O'Hara"]),
        ("o’hara", "O'Hara", ["O'Hara"]),
        ("e-mail", "e‑mail e‐mail e-mail e mail", ["e‑mail", "e‐mail", "e-mail"]),
        ("οδος", "ΟΔΟΣ οδος", ["ΟΔΟΣ", "οδος"]),
        ("istanbul", "İstanbul Istanbul", ["İstanbul", "Istanbul"]),
    ],
)
def test_a_term_is_found_as_whole_words(term: str, text: str, expected: list[str] | None) -> None:
    assert words_found(text, term) == (text.split(", ") if expected is None else expected)


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("WHO", "WHO who Who", ["WHO"]),
        ("VACC*", "VACCINE VACC vaccine Vaccine VACCine", ["VACCINE", "VACC", "VACCine"]),
        ("O’HARA", "O'HARA O’HARA O’Hara", ["O'HARA", "O’HARA"]),
        ("who", "WHO who", ["WHO", "who"]),
    ],
)
def test_a_term_in_capitals_is_found_as_written(term: str, text: str, expected: list[str]) -> None:
    assert words_found(text, term) == expected


def test_case_counts_for_the_terms_in_capitals_alone() -> None:
    assert hits("WHO who’s O’HARA o’hara", "WHO", "who", "o'hara") == [
        (0, "WHO"), (1, "WHO"), (1, "who"), (2, "O’HARA"), (2, "o’hara"),
    ]  # fmt: skip


@pytest.mark.parametrize(("length", "count"), [(40, 1), (41, 0)])
def test_a_wildcard_inside_a_word_stands_for_forty_characters_at_most(length: int, count: int) -> None:
    assert len(hits(f"a{'x' * length}b", "a*b")) == count


def test_a_wildcard_at_the_end_stands_for_the_rest_of_the_word_however_long() -> None:
    assert words_found(f"a{'x' * 500} y", "a*") == [f"a{'x' * 500}"]


def test_terms_that_begin_alike_are_each_found_where_they_end() -> None:
    text = "The port authority."
    assert sorted(hits(text, "port", "port authority", "port auth*", "port*")) == [
        (0, "port"), (1, "port authority"), (2, "port authority"), (3, "port"),
    ]  # fmt: skip


def test_a_term_is_found_at_both_ends_of_a_text_and_nowhere_without_terms() -> None:
    assert [span[1:] for span in Finder([make_term("a")]).find("a b a")] == [(0, 1), (4, 5)]
    assert list(Finder([]).find("a b a")) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [("’‘‑‐", "''--"), ("a\tb\nc\rd\u00a0e\u2009f\u202fg", "a b c d e f g"), ("É–“", "É–“")],
)
def test_marks_that_look_alike_are_one(text: str, plain: str) -> None:
    assert plain_marks(text) == plain


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text) == len(plain_marks(text))


@given(st.text(st.sampled_from("aA1 -’'*?.")), st.text(st.sampled_from("aA1 -’'.\n"), max_size=30))
def test_what_is_found_is_whole_words_that_begin_with_the_term(written: str, text: str) -> None:
    try:
        term = make_term(written)
    except TermError:
        return
    for _, start, end in Finder([term]).find(text):
        assert fold(text)[start:end].startswith(term.head)
        assert not re.search(r"[^\W_]{2}", text[max(0, start - 1) : start + 1]) or start == 0
        assert not re.search(r"[^\W_]{2}", text[end - 1 : end + 1])
