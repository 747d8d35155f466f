"""A language's own name of a town means that town."""

from __future__ import annotations

from tasks.entities.lexicon.exonyms import exonyms, find_in
from tasks.entities.lexicon.gazetteer import Gazetteer, NamedPlace, Place, PlaceKind, build_index


def town(number: int, name: str, country: str, people: int) -> Place:
    return Place(number, name, PlaceKind.CITY, country, None, 1.0, 1.0, people)


GAZETTEER = Gazetteer(
    build_index(
        [
            NamedPlace(town(1, "Rome", "IT", 2_300_000)),
            NamedPlace(town(2, "Rome", "US", 36_000)),
            NamedPlace(town(3, "Rom", "FR", 800)),
            NamedPlace(town(4, "Vienna", "AT", 1_700_000), ("Wien",)),
        ]
    )
)


def test_the_name_means_the_largest_town_as_its_main_name_would() -> None:
    find = find_in("de", GAZETTEER.find)
    assert [(place.name, place.country, place.is_main_name) for place in find("Rom")] == [("Rome", "IT", True)]
    assert [(place.name, place.is_main_name) for place in find("Wien")] == [("Vienna", True)]


def test_other_names_and_languages_find_what_they_did() -> None:
    assert find_in("de", GAZETTEER.find)("Rome") == GAZETTEER.find("Rome")
    assert find_in("en", GAZETTEER.find)("Rom") == GAZETTEER.find("Rom")
    assert find_in(None, GAZETTEER.find)("Wien") == GAZETTEER.find("Wien")


def test_a_town_that_the_gazetteer_lacks_is_not_found() -> None:
    assert find_in("de", GAZETTEER.find)("Mailand") == ()


def test_every_language_lists_a_name_once() -> None:
    assert {"de", "fr", "es", "pt"} == exonyms().keys()
    assert all(name.isalpha() and other.isalpha() for own in exonyms().values() for name, other in own.items())
