"""What looking a place up by name promises."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.entities.lexicon.gazetteer import Gazetteer, NamedPlace, Place, PlaceKind, build_index, name_key

_KABUL = Place(20, "Kabul", PlaceKind.CITY, "AF", "13", 34.52813, 69.17233, 4_400_000)
_BOLDAK = Place(21, "Spīn Bōldak", PlaceKind.COUNTY, "AF", "23", 31.00576, -66.4, 0)
_NORTH = Place(0, "North", PlaceKind.AREA, None, None, None, None, 0)


def gazetteer_of(*rows: NamedPlace) -> Gazetteer:
    return Gazetteer(build_index(rows))


@pytest.mark.parametrize("place", [_KABUL, _BOLDAK, _NORTH])
def test_a_place_comes_back_as_it_was_put_in(place: Place) -> None:
    gazetteer = gazetteer_of(NamedPlace(_KABUL), NamedPlace(_BOLDAK), NamedPlace(_NORTH))
    assert gazetteer.find(place.name) == (place,)


def test_a_place_of_which_one_coordinate_is_unknown_keeps_its_other_values() -> None:
    unlocated = replace(_KABUL, latitude=None, longitude=None)
    assert gazetteer_of(NamedPlace(unlocated)).find("Kabul") == (unlocated,)


def test_coordinates_are_given_to_five_decimals() -> None:
    exact = replace(_KABUL, latitude=1.23456789, longitude=2.34567891)
    found = gazetteer_of(NamedPlace(exact)).find("Kabul")[0]
    assert (found.latitude, found.longitude) == (1.23457, 2.34568)


def test_a_place_found_by_another_name_keeps_its_main_name_and_says_so() -> None:
    gazetteer = gazetteer_of(NamedPlace(_BOLDAK), NamedPlace(_KABUL, ("Caboul", "Kaboul")))
    other = replace(_KABUL, is_main_name=False)
    assert (gazetteer.find("Caboul"), gazetteer.find("Kaboul")) == ((other,), (other,))
    assert gazetteer.find("Kabul") == (_KABUL,)


def test_another_name_that_reads_like_the_main_one_or_is_empty_is_no_second_entry() -> None:
    index = build_index([NamedPlace(_KABUL, ("KABUL", "Ka.bul", "", ".", "Caboul", "caboul"))])
    assert len(index.keys) == 2
    assert Gazetteer(index).find("") == ()
    assert Gazetteer(index).find("kabul") == (_KABUL,)


def test_namesakes_come_in_the_order_of_the_rows() -> None:
    places = [replace(_KABUL, geonames_id=number, population=number) for number in (9, 3, 7)]
    other = NamedPlace(replace(_BOLDAK, name="Zaranj"), ("Kabul",))
    gazetteer = gazetteer_of(NamedPlace(places[0]), other, NamedPlace(places[1]), NamedPlace(places[2]))
    assert [place.geonames_id for place in gazetteer.find("Kabul")] == [9, 21, 3, 7]
    assert [place.is_main_name for place in gazetteer.find("Kabul")] == [True, False, True, True]


def test_an_unknown_name_has_no_places_and_an_empty_index_has_none_at_all() -> None:
    assert gazetteer_of(NamedPlace(_KABUL)).find("Kabu") == ()
    assert gazetteer_of().find("Kabul") == ()


def test_its_length_is_the_number_of_places_not_of_names() -> None:
    assert len(gazetteer_of(NamedPlace(_KABUL, ("Caboul", "Kaboul")), NamedPlace(_BOLDAK))) == 2
    assert len(gazetteer_of()) == 0


def test_keys_ascend_so_that_they_can_be_searched() -> None:
    index = build_index([NamedPlace(replace(_KABUL, name=f"Town {number}"), (f"Ort {number}",)) for number in range(9)])
    assert len(index.keys) == len(index.rows) == 18
    assert bool(np.all(index.keys[1:] > index.keys[:-1]))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("KABUL", "kabul"),
        ("Spīn Bōldak", "spin boldak"),
        ("São Tomé", "sao tome"),
        ("U.S.", "us"),
        ("Stratford-upon-Avon", "stratford upon avon"),
        ("Austria–Hungary", "austria hungary"),
        ("Xi’an", "xi'an"),
        ("Sana‘a", "sana'a"),
        ("Gießen", "giessen"),
        ("Łódź", "łodz"),  # a stroke is no accent that can be taken off
        ("", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_full_stops(name: str, key: str) -> None:
    assert name_key(name) == key


def test_a_name_is_found_in_any_spelling_of_the_same_key() -> None:
    gazetteer = gazetteer_of(NamedPlace(_BOLDAK))
    assert gazetteer.find("SPIN BOLDAK") == gazetteer.find("spin-boldak") == gazetteer.find("Spīn Bōldak") == (_BOLDAK,)


def test_a_name_with_a_lone_surrogate_is_looked_up_and_not_found() -> None:
    assert gazetteer_of(NamedPlace(_KABUL)).find("Kabul\ud800") == ()


@given(st.lists(st.text("abcdeé -", min_size=1, max_size=4), max_size=12))
def test_every_name_finds_all_its_places_and_only_them(names: list[str]) -> None:
    rows = [NamedPlace(replace(_KABUL, name=name, geonames_id=number)) for number, name in enumerate(names)]
    gazetteer = gazetteer_of(*rows)
    for name in names:
        same = [number for number, other in enumerate(names) if name_key(other) == name_key(name)]
        assert [place.geonames_id for place in gazetteer.find(name)] == same


def test_a_kind_is_the_greater_the_likelier_its_bare_name_means_it() -> None:
    kinds = ["CITY", "COUNTY", "AREA", "REGION", "COUNTRY", "CONTINENT"]
    assert [kind.name for kind in sorted(PlaceKind)] == kinds
    assert [kind.value for kind in sorted(PlaceKind)] == [0, 1, 2, 3, 4, 5]  # as they stand in index files
