"""What names in other languages than English promise."""

from __future__ import annotations

import pytest

from tasks.entities.lexicon.gazetteer import Gazetteer, NamedPlace, Place, PlaceKind, build_index
from tasks.entities.mentions import find_mentions
from tests.tasks.entities.test_mentions import page_of


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    def city(number: int, name: str, people: int, *others: str) -> NamedPlace:
        return NamedPlace(Place(number, name, PlaceKind.CITY, "XX", "01", 48.0, 16.0, people), others)

    country = Place(1, "Examplia", PlaceKind.COUNTRY, "XX", None, 47.0, 15.0, 9_000_000)
    return Gazetteer(
        build_index(
            [
                NamedPlace(country, ("Exempelland", "Exemplie")),
                city(2, "Vienna", 1_700_000, "Wien", "Vienne"),
                city(3, "Lage", 30_000),
            ]
        )
    )


def found(text: str, language: str | None, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    mentions = find_mentions(page_of(text, language=language), gazetteer)
    return [(text[mention.start : mention.end], mention.type) for mention in mentions]


def test_german_nouns_are_no_names_by_their_capitals(gazetteer: Gazetteer) -> None:
    text = "Die Angaben der Behörde zeigen, wie der Anstieg der Preise die Lage und das Gesetz Reihe Wissen ändert."
    assert found(text, "de", gazetteer) == []


def test_exonyms_name_the_same_place_in_each_language(gazetteer: Gazetteer) -> None:
    for text, language in (("Proteste gab es in Wien und Bonn.", "de"), ("Il y a des gens dans Vienne.", "fr")):
        mentions = find_mentions(page_of(text, language=language), gazetteer)
        assert [mention.geonames_id for mention in mentions if mention.geonames_id] == [2]
    assert ("Exempelland", "GPE") in found("Das war in Exempelland so.", "de", gazetteer)


def test_given_names_and_titles_make_persons(gazetteer: Gazetteer) -> None:
    assert found("Am Montag sprach Herr Okonta mit Maria Zubrik.", "de", gazetteer) == [
        ("Okonta", "PERSON"),
        ("Maria Zubrik", "PERSON"),
    ]


def test_what_the_rules_were_not_made_for_is_worth_less(gazetteer: Gazetteer) -> None:
    text = "Maria Zubrik Exemplie"
    (english, *_), (french, *_), (german, *_) = (
        find_mentions(page_of(f"x, {text}", language=language), gazetteer) for language in ("en", "fr", "de")
    )
    assert english.confidence > french.confidence > german.confidence > 0


@pytest.mark.parametrize("language", ["tr", "zh", "pl", "ru"])
def test_a_language_we_do_not_read_has_no_names(gazetteer: Gazetteer, language: str) -> None:
    assert found("Maria Zubrik in Vienna", language, gazetteer) == []
