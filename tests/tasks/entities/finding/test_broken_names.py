"""What has the form of a name and is none, or holds more than the name, is told by what it is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.entities.finding.broken_names import whole_names
from tasks.entities.finding.candidates import Candidate


def kept(text: str, language: str | None = "de", kind: str | None = "PERSON") -> list[str]:
    """What stays of the names in [brackets]."""
    candidates, plain = [], ""
    for number, part in enumerate(text.replace("]", "[").split("[")):
        if number % 2:
            candidates.append(Candidate(len(plain), len(plain) + len(part), kind, 0.85))
        plain += part
    return [plain[name.start : name.end] for name in whole_names(plain, candidates, language)]


@pytest.mark.parametrize("text", ["Fahrten (z. [B. Taxis]) sind", "siehe u. [A. Behörden]", "i. d. [R. Anträge]"])
def test_the_last_letter_of_an_abbreviation_is_no_initial(text: str) -> None:
    assert kept(text) == []


def test_a_letter_before_an_everyday_noun_is_no_initial_in_german() -> None:
    assert kept("Beilage [B. Angst] vor") == []
    assert kept("the poet [B. Angst] wrote", "en") == ["B. Angst"]


def test_an_initial_before_a_surname_stays() -> None:
    assert kept("sagt [W. Zubrik] heute, [G. W. Okonta] auch") == ["W. Zubrik", "G. W. Okonta"]


def test_a_determiner_begins_no_german_name() -> None:
    assert kept("rät [Allen Reisenden] dazu") == []
    assert kept("says [Allen Reisenden] today", "en") == ["Allen Reisenden"]


def test_a_noun_behind_a_whole_german_name_is_cut_off() -> None:
    assert kept("[Sara Zubrik Stand]: Mai") == ["Sara Zubrik"]


@pytest.mark.parametrize("name", ["Anna Lena Fischer", "Anna Fischer", "Wolfgang Amadeus Mozart", "Anna von Berg"])
def test_surnames_that_are_nouns_stay(name: str) -> None:
    assert kept(f"sagt [{name}] heute") == [name]


def test_the_address_behind_a_name_is_cut_off() -> None:
    assert kept("[Neil Okonta neil].okonta@parliament.example", "en") == ["Neil Okonta"]
    assert kept("[Robert Okonta bob.okonta]@parliament.example", "en") == ["Robert Okonta"]


def test_names_written_in_lower_case_throughout_stay() -> None:
    assert kept("i saw [maria okonta] there", "en") == ["maria okonta"]
    assert kept("[Osama bin laden] fled", "en") == ["Osama bin laden"]


@pytest.mark.parametrize("kind", ["PERSON", "ORG", None])
def test_filler_text_names_nobody(kind: str | None) -> None:
    assert kept("[Lorem Ipsum] dolor", "es", kind) == []
    assert kept("[Dolor Zubrik] spoke", "es", kind) == ["Dolor Zubrik"]


def test_a_button_that_lost_its_space_is_no_organisation() -> None:
    assert kept("Article [TwitterShare] Pin", "en", "ORG") == []
    assert kept("the firm [PayPal] grows", "en", "ORG") == ["PayPal"]


@given(st.text(alphabet="Aa. Bneil@\n", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_what_is_left_lies_within_what_was_found(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    for name in whole_names(text, [Candidate(start, end, "PERSON", 0.9)], "de"):
        assert name.start == start and name.end <= end
