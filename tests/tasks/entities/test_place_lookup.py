"""What the gazetteer's look-up promises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.entities.lexicon.gazetteer import Gazetteer, NamedPlace, Place, PlaceKind, build_index, name_key


def test_a_place_is_found_whatever_the_case_accents_hyphens_or_full_stops(gazetteer: Gazetteer) -> None:
    for name in ("Spīn Bōldak", "Spin Boldak", "SPIN BOLDAK", "Spin-Boldak"):
        assert [place.geonames_id for place in gazetteer.find(name)] == [21]
    assert [place.geonames_id for place in gazetteer.find("U.S.")] == [3]


def test_every_place_of_a_name_is_given(gazetteer: Gazetteer) -> None:
    assert [place.country for place in gazetteer.find("Paris")] == ["FR", "US"]


def test_a_name_that_is_not_the_main_one_says_so(gazetteer: Gazetteer) -> None:
    assert [place.is_main_name for place in gazetteer.find("US")] == [False]


def test_what_is_not_listed_is_not_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Nowhere") == ()
    assert gazetteer.find("") == ()
    assert gazetteer.find("\ud800") == ()


def test_an_empty_index_finds_nothing() -> None:
    assert Gazetteer(build_index([])).find("Paris") == ()


def test_unknown_coordinates_stay_unknown() -> None:
    place = Place(0, "Adams County", PlaceKind.REGION, "US", "OH", None, None, 0)
    assert Gazetteer(build_index([NamedPlace(place)])).find("Adams County") == (place,)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), max_size=12))
def test_every_name_put_in_is_found_again(names: list[str]) -> None:
    rows = [
        NamedPlace(Place(number + 1, name, PlaceKind.CITY, "FR", "11", 1.0, 2.0, number), (f"Old {name}",))
        for number, name in enumerate(names)
    ]
    gazetteer = Gazetteer(build_index(rows))
    for row in rows:
        assert row.place in gazetteer.find(row.place.name)
        assert row.place.geonames_id in {place.geonames_id for place in gazetteer.find(row.other_names[0])}


@given(st.text())
def test_the_key_of_a_key_is_itself(name: str) -> None:
    once = name_key(name)
    assert name_key(once) == name_key(name_key(once))
