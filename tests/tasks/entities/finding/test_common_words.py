"""An everyday word that a place bears too is the place only where something says so."""

from __future__ import annotations

import math

import pytest

from tasks.entities.finding.candidates import Candidate
from tasks.entities.finding.common_words import RULES, Doubt, doubt_of, without_common_words
from tasks.entities.lexicon.gazetteer import Gazetteer, NamedPlace, Place, PlaceKind, build_index
from tasks.entities.lexicon.word_frequency import zipf


def place(name: str, people: int, kind: PlaceKind = PlaceKind.CITY, *, is_main: bool = True) -> Place:
    return Place(1, name, kind, "XX", None, None, None, people, is_main)


GAZETTEER = Gazetteer(
    build_index(
        [
            NamedPlace(place("Essen", 580_000)),
            NamedPlace(place("Zug", 23_000)),
            NamedPlace(place("Rasht", 600_000), ("Rest",)),
            NamedPlace(place("München", 1_260_000)),
            NamedPlace(place("Rhein", 0, PlaceKind.AREA)),
            NamedPlace(place("Schweiz", 8_500_000, PlaceKind.COUNTRY)),
            NamedPlace(place("Massachusetts", 7_000_000, PlaceKind.REGION), ("Mass",)),
            NamedPlace(place("Santa Fe", 400_000)),
            NamedPlace(place("Im Zentrum", 500)),
            NamedPlace(place("Norden Islands", 0, PlaceKind.AREA)),
        ]
    )
)


def kept(text: str, language: str | None = "de") -> list[str]:
    """The names in [brackets] that stay places."""
    candidates, plain = [], ""
    for number, part in enumerate(text.replace("]", "[").split("[")):
        if number % 2:
            candidates.append(Candidate(len(plain), len(plain) + len(part), "GPE", 0.85))
        plain += part
    found = without_common_words(plain, candidates, language, GAZETTEER.find)
    return [plain[name.start : name.end] for name in found]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Der [Zug] kam spät, und kein [Zug] fuhr weiter.", []),
        ("Die Firma zog nach [Zug] (Schweiz) um.", ["Zug"]),
        ("Das [Essen] war kalt.", []),
        ("Sie wohnt in [Essen].", ["Essen"]),
        ("Sie wohnt in [Essen]. [Essen] ist groß.", ["Essen", "Essen"]),
        ("Der Vertrag mit [Essen] läuft aus.", []),
        ("Züge nach [München] und [Essen] fahren.", ["München", "Essen"]),
        ("[Rest] und [Essen] blieben aus.", []),
        ("Der [Rest] war egal.", []),
        ("[München] jubelt.", ["München"]),
        ("Der [Rhein] steigt.", ["Rhein"]),
        ("Die [Schweiz] stimmt ab.", ["Schweiz"]),
        ("Ein gutes [Maß] an Ruhe.", []),
        ("Boston, [Mass] liegt am Meer.", ["Mass"]),
        ("Der [Santa Fe] ist sparsam.", []),
        ("Er flog nach [Santa Fe]. Das alte [Santa Fe] gefiel ihm.", ["Santa Fe", "Santa Fe"]),
        ("[Im Zentrum] steht das Bild.", []),
        ("Ein Ort im [Norden Islands] liegt still.", []),
        ("Price: [Schweiz] $ 1120", []),
        ("Sie fuhr nach [Kerenzerberg]. [Kerenzerberg] ist klein.", ["Kerenzerberg", "Kerenzerberg"]),
        ("Der Vertrag mit [Kerenzerberg] läuft aus.", []),
        ("Das [Kerenzerberg] steht in [Kerenzerberg].", []),
        ("Es war in [Ordnung].", []),
        ("Sie flog nach [Afrika].", ["Afrika"]),
        ("Das Weingut [Cloudy Bay] liegt am Meer.", ["Cloudy Bay"]),
    ],
)
def test_german_words_need_a_sign_of_the_place(text: str, places: list[str]) -> None:
    assert kept(text) == places


def test_names_of_people_and_words_without_a_type_are_left_alone() -> None:
    candidates = [Candidate(0, 4, "PERSON", 0.9), Candidate(5, 9, None, 0.25)]
    assert list(without_common_words("Rest Rest", candidates, "de", GAZETTEER.find)) == candidates


def test_in_a_language_without_a_list_every_place_stays() -> None:
    assert kept("[Rest] [Zug]", "xx") == ["Rest", "Zug"]
    assert kept("[Rest] [Zug]", None) == ["Rest", "Zug"]


@pytest.mark.parametrize(
    ("excess", "is_main", "doubt"),
    [
        (RULES.common + 0.01, True, Doubt.MUCH),
        (RULES.common - 0.01, True, Doubt.SOME),
        (RULES.doubtful + 0.01, True, Doubt.SOME),
        (RULES.doubtful - 0.01, True, Doubt.NONE),
        (RULES.doubtful - 0.01, False, Doubt.SOME),
        (RULES.doubtful_other_name - 0.01, False, Doubt.NONE),
    ],
)
def test_doubt_grows_with_how_much_oftener_a_word_is_used_than_a_place_of_its_size(
    excess: float, is_main: bool, doubt: Doubt
) -> None:
    people = round(10 ** (zipf("zug", "de") - excess))
    assert doubt_of("Zug", [place("Zug", people - 1, is_main=is_main)], "de") is doubt


def test_a_region_is_doubted_only_where_its_people_are_known_and_few_for_the_word() -> None:
    people = round(10 ** (zipf("para", "pt") - RULES.common_region - 0.01))
    assert doubt_of("Para", [place("Pará", people, PlaceKind.REGION)], "pt") is Doubt.MUCH
    assert doubt_of("Para", [place("Pará", people * 2, PlaceKind.REGION)], "pt") is Doubt.NONE
    assert doubt_of("Para", [place("Pará", 0, PlaceKind.REGION)], "pt") is Doubt.NONE
    assert doubt_of("Nirgendwo", [], "de") is Doubt.NONE


def test_the_limits_are_those_that_were_counted() -> None:
    assert (RULES.doubtful, RULES.doubtful_other_name, RULES.common, RULES.common_region) == (-0.75, -1.75, 0.25, -0.25)
    assert math.isclose(zipf("rest", "de"), 4.89, abs_tol=0.3)
    assert zipf("rest", None) == zipf("rest", "xx") == zipf("a-b", "de") == 0.0


def test_a_german_word_before_an_english_head_is_no_place() -> None:
    assert kept("Im [Staates Island] und [DISNEY CHANNEL] lief") == []
    assert kept("Im [Zubrik Island] lief") == ["Zubrik Island"]
