"""What deciding upon one type for a name of a document promises."""

from __future__ import annotations

import pytest

from tasks.entities.finding.candidates import Candidate
from tasks.entities.meaning.join import join_names


def types(text: str, *guesses: tuple[str, str, float]) -> list[str]:
    """The types of a text's names, of which each was guessed at with a type and a confidence, in text order."""
    position, candidates = 0, []
    for surface, kind, confidence in guesses:
        position = text.index(surface, position)
        candidates.append(Candidate(position, position + len(surface), kind, confidence))
        position += len(surface)
    return [named.type for named in join_names(text, candidates)]


def test_a_surname_alone_is_the_person_that_the_document_names_in_full() -> None:
    text = "Chidi Okafor spoke. Okafor lost voters, Okafor was told."
    guesses = (("Chidi Okafor", "PERSON", 0.9), ("Okafor", "ORG", 0.9), ("Okafor", "ORG", 0.9))
    assert types(text, *guesses) == ["PERSON", "PERSON", "PERSON"]


@pytest.mark.parametrize("head", ["Cabinet", "administration", "Government"])
def test_a_government_called_by_its_leader_makes_no_company_of_the_name(head: str) -> None:
    text = f"Chidi Okafor spoke. The Okafor {head} fell. Okafor left."
    guesses = (("Chidi Okafor", "PERSON", 0.9), (f"Okafor {head}", "ORG", 0.9), ("Okafor", "ORG", 0.9))
    assert types(text, *guesses) == ["PERSON", "ORG", "PERSON"]


def test_a_company_called_by_its_founder_stays_a_company() -> None:
    text = "Chidi Okafor founded Okafor Steel. Okafor was sold."
    guesses = (("Chidi Okafor", "PERSON", 0.9), ("Okafor Steel", "ORG", 0.9), ("Okafor", "ORG", 0.9))
    assert types(text, *guesses) == ["PERSON", "ORG", "ORG"]


def test_a_given_name_alone_does_not_outvote_an_organisation() -> None:
    text = "Paris Belhadi came. Paris Bank paid. Paris won the match."
    guesses = (("Paris Belhadi", "PERSON", 0.9), ("Paris", "ORG", 0.9))
    assert types(text, *guesses) == ["PERSON", "ORG"]


@pytest.mark.parametrize("title", ["DP", "Gen"])
def test_a_title_and_a_known_surname_are_the_person_without_the_title(title: str) -> None:
    text = f"Chidi Okafor spoke. {title} Okafor won."
    found = [Candidate(0, 12, "PERSON", 0.9), Candidate(20, 27 + len(title), "ORG", 0.9)]
    last = list(join_names(text, found))[-1]
    assert (last.type, text[last.start : last.end], last.name) == ("PERSON", "Okafor", "Chidi Okafor")
