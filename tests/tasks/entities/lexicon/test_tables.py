"""What the tables beside the name finder promise."""

from __future__ import annotations

from tasks.entities.lexicon.gazetteer import PlaceKind
from tasks.entities.lexicon.tables import (
    areas,
    countries,
    demonyms,
    divisions,
    known_names,
    place_tables_version,
    states,
    tags,
    words,
)
from tasks.entities.meaning.entity_list import TYPES


def test_every_point_lies_on_the_globe() -> None:
    points = [(row.latitude, row.longitude) for row in (*countries().values(), *states().values())]
    points += [(row.place.latitude or 0.0, row.place.longitude or 0.0) for row in areas()]
    assert all(-90 <= latitude <= 90 and -180 <= longitude <= 180 for latitude, longitude in points)


def test_every_country_has_a_two_letter_code_and_no_demonym_belongs_to_two() -> None:
    assert all(len(iso) == 2 and iso.isupper() for iso in countries())
    written = [word for country in countries().values() for word in country.demonyms]
    assert len(written) == len(set(written)) == len(demonyms())


def test_no_area_and_no_geonames_id_stands_twice() -> None:
    names = [row.place.name for row in areas()]
    identities = [row.place.geonames_id for row in areas() if row.place.geonames_id]
    assert len(names) == len(set(names))
    assert len(identities) == len(set(identities))


def test_divisions_lie_on_the_globe_and_share_no_id_with_each_other_or_an_area() -> None:
    places = [row.place for row in (*divisions(), *areas())]
    identities = [place.geonames_id for place in places if place.geonames_id]
    assert len(identities) == len(set(identities))
    assert all(-90 <= (place.latitude or 0) <= 90 and -180 <= (place.longitude or 0) <= 180 for place in places)
    assert all(place.country for place in places if place.kind in (PlaceKind.REGION, PlaceKind.COUNTY))


def test_known_names_have_types_of_the_contract() -> None:
    assert {entry.type for entry in known_names().values()} <= TYPES


def test_no_word_list_is_empty_and_every_word_knows_its_lists() -> None:
    assert all(words().values())
    assert all(name in tags()[word] for name, listed in words().items() for word in listed)


def test_the_version_of_the_tables_is_the_same_each_time() -> None:
    assert place_tables_version() == place_tables_version()
    assert len(place_tables_version()) == 8
