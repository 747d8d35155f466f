"""What becomes of a model's names and the rules' names together."""

from __future__ import annotations

import pytest

from tasks.entities.finding.candidates import Candidate, NameText
from tasks.entities.finding.combined import combined, kind_of_place
from tasks.entities.lexicon.gazetteer import Gazetteer

TEXT = "Omid Bank told Afghans in Kabul that Zubrik left"


def _joined(found: list[Candidate], hints: list[Candidate], gazetteer: Gazetteer) -> list[tuple[str, str | None]]:
    document = NameText(TEXT, [(0, len(TEXT))], hints, frozenset())
    return [(TEXT[name.start : name.end], name.type) for name in combined(document, found, gazetteer.find)]


def test_the_model_decides_on_persons_organisations_and_places(gazetteer: Gazetteer) -> None:
    hints = [Candidate(0, 9, "PERSON", 0.8), Candidate(26, 31, "ORG", 0.8)]
    assert _joined([Candidate(0, 9, "ORG", 0.9)], hints, gazetteer) == [("Omid Bank", "ORG")]


def test_between_its_names_rules_add_peoples_and_words_that_may_be_names(gazetteer: Gazetteer) -> None:
    hints = [Candidate(15, 22, "NORP", 0.85), Candidate(37, 43, None, 0.2)]
    found = [Candidate(0, 9, "ORG", 0.9), Candidate(26, 31, "PLACE", 0.9)]
    assert _joined(found, hints, gazetteer) == [
        ("Omid Bank", "ORG"),
        ("Afghans", "NORP"),
        ("Kabul", "GPE"),
        ("Zubrik", None),
    ]


def test_a_word_for_a_kind_of_place_is_no_place_by_itself(gazetteer: Gazetteer) -> None:
    text = "the Kingdom and the Zubrik Kingdom"
    found = [Candidate(4, 11, "PLACE", 0.9), Candidate(20, 34, "PLACE", 0.9)]
    names = combined(NameText(text, [(0, len(text))], [], frozenset()), found, gazetteer.find)
    assert [text[name.start : name.end] for name in names] == ["Zubrik Kingdom"]


def test_what_touches_a_name_of_the_model_is_left_out(gazetteer: Gazetteer) -> None:
    assert _joined([Candidate(0, 9, "ORG", 0.9)], [Candidate(5, 9, "NORP", 0.9)], gazetteer) == [("Omid Bank", "ORG")]


def test_the_kind_of_a_place_is_the_rules_where_both_see_the_same(gazetteer: Gazetteer) -> None:
    found, hints = [Candidate(26, 31, "PLACE", 0.9)], [Candidate(26, 31, "FAC", 0.7)]
    assert _joined(found, hints, gazetteer) == [("Kabul", "FAC")]


@pytest.mark.parametrize(
    ("surface", "kind"),
    [("Kabul", "GPE"), ("Central Asia", "LOC"), ("Zubrik Airport", "FAC"), ("Zubrik River", "LOC"),
     ("Lake Zubrik", "LOC"), ("Zubrik Province", "GPE"), ("Zubrik", "GPE")],
)  # fmt: skip
def test_kinds_of_places_are_told_by_the_gazetteer_and_by_head_words(
    surface: str, kind: str, gazetteer: Gazetteer
) -> None:
    assert kind_of_place(surface, gazetteer.find) == kind


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [("said Gen Zubrik", "Gen Zubrik", "Zubrik"), ("Dean Zubrik left", "Dean Zubrik", "Dean Zubrik"),
     ("Lee Dae-jun left", "Lee Dae", "Lee Dae-jun"), ("the US-led force", "US", "US"),
     ("Omar Zubrik - Analyst", "Omar Zubrik -", "Omar Zubrik"),
     ("in Kabul-based banks", "Kabul", "Kabul"), ("U.S. troops", "U.S.", "U.S."),
     ("told Zubrik Inc. that", "Zubrik Inc", "Zubrik Inc."), ("told Zubrik Inc.", "Zubrik Inc", "Zubrik Inc")],
)  # fmt: skip
def test_names_are_whole_words_without_marks_around_them(
    text: str, found: str, whole: str, gazetteer: Gazetteer
) -> None:
    start = text.index(found)
    document = NameText(text, [(0, len(text))], (), frozenset())
    (name,) = combined(document, [Candidate(start, start + len(found), "PERSON", 0.9)], gazetteer.find)
    assert text[name.start : name.end] == whole


def test_the_country_of_a_currency_is_no_name(gazetteer: Gazetteer) -> None:
    document = NameText("for US$5", [(0, 8)], (), frozenset())
    assert list(combined(document, [Candidate(4, 6, "PLACE", 0.9)], gazetteer.find)) == []


def test_marks_alone_are_no_name(gazetteer: Gazetteer) -> None:
    assert (
        list(combined(NameText("a - b", [(0, 5)], (), frozenset()), [Candidate(2, 3, "ORG", 0.9)], gazetteer.find))
        == []
    )
