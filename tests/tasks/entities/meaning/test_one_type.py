"""A name has one type and one entity in a document, whatever its mentions were taken for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.entities.finding.candidates import Candidate
from tasks.entities.meaning.join import join_names
from tasks.entities.meaning.named import Named
from tasks.entities.meaning.one_type import genitives, with_one_type

TEXT = "Zubrik, Zubrik, ZUBRIK"


def mention(number: int, kind: str, name: str, confidence: float = 0.9) -> Named:
    start = (0, 8, 16)[number]
    return Named(start, start + 6, kind, name, confidence)


def test_mentions_written_alike_have_the_type_that_most_speaks_for() -> None:
    found = [mention(0, "ORG", "Zubrik", 0.4), mention(1, "GPE", "Zubrik"), mention(2, "GPE", "Zubrik")]
    assert {(name.type, name.name) for name in with_one_type(TEXT, found)} == {("GPE", "Zubrik")}


def test_case_and_accents_make_no_other_name() -> None:
    found = [mention(0, "ORG", "Zubrik AG", 0.4), mention(2, "PERSON", "Ada Zubrik", 0.9)]
    assert {(name.type, name.name) for name in with_one_type(TEXT, found)} == {("PERSON", "Ada Zubrik")}


def test_two_people_of_one_surname_stay_two() -> None:
    found = [mention(0, "PERSON", "Ada Zubrik"), mention(1, "PERSON", "Ben Zubrik")]
    assert with_one_type(TEXT, found) == found


def test_a_role_goes_with_the_person_that_is_none() -> None:
    found = [Named(0, 6, "PERSON", "Zubrik", 0.2, "president"), mention(1, "ORG", "Zubrik")]
    assert [name.role for name in with_one_type(TEXT, found)] == [None, None]


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["ORG", "GPE", "PERSON"]), st.sampled_from("AB")), max_size=6)
)
def test_no_name_is_left_with_two_types(drawn: list[tuple[int, str, str]]) -> None:
    agreed = with_one_type(TEXT, [mention(number, kind, name) for number, kind, name in drawn])
    assert len({name.type for name in agreed}) <= 1
    assert [name.start for name in agreed] == [mention(number, kind, name).start for number, kind, name in drawn]


def joined(text: str, language: str | None, *surfaces: str) -> list[str]:
    """The full names of people at these surfaces, in text order."""
    candidates, position = [], 0
    for surface in surfaces:
        position = text.index(surface, position)
        candidates.append(Candidate(position, position + len(surface), "PERSON", 0.9))
        position += len(surface)
    return [name.name for name in join_names(text, candidates, language)]


def test_a_german_genitive_is_the_name_that_the_document_has_without_its_ending() -> None:
    text = "Ada Zubriks Haus: Ada Zubrik kam, Zubriks Hund auch."
    assert set(joined(text, "de", "Ada Zubriks", "Ada Zubrik", "Zubriks")) == {"Ada Zubrik"}


def test_a_name_that_ends_in_s_everywhere_keeps_it() -> None:
    assert joined("Ada Okontas kam.", "de", "Ada Okontas") == ["Ada Okontas"]


def test_english_names_lose_no_s() -> None:
    assert joined("Ada William met Ada Williams.", "en", "Ada William", "Ada Williams") == [
        "Ada William",
        "Ada Williams",
    ]


def test_given_names_are_no_genitives_of_others() -> None:
    candidates = [Candidate(0, 6, "PERSON", 0.9), Candidate(11, 16, "PERSON", 0.9)]
    assert genitives("Peters und Peter", candidates, "de") == {}
