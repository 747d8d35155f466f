"""Which places a name may mean after the words beside it are read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.entities.lexicon.gazetteer import Gazetteer, NamedPlace, Place, PlaceKind, build_index
from tasks.entities.meaning.named import Named
from tasks.entities.meaning.place_options import PlaceOptions, lies_in, place_options


def _row(number: int, name: str, kind: PlaceKind, where: str, north: float = 40.0) -> NamedPlace:
    country, _, region = where.partition(".")
    return NamedPlace(Place(number, name, kind, country, region or None, north, 20.0, 150_000))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    city, county, region, country = PlaceKind.CITY, PlaceKind.COUNTY, PlaceKind.REGION, PlaceKind.COUNTRY
    return Gazetteer(
        build_index(
            [
                _row(1, "Examplia", country, "XX"),
                _row(2, "Examplia", city, "XX.1"),
                _row(3, "Examplia", city, "YY.1"),
                _row(4, "Examplia", region, "XX.1"),
                _row(5, "Ypsilon", country, "YY"),
                _row(10, "Alta", region, "XX.1"),
                _row(11, "Alta", city, "XX.1"),
                _row(12, "Alta", city, "YY.2"),
                _row(13, "Alta", county, "XX.2"),
                _row(20, "Norda", region, "XX.3"),
                _row(21, "Norda", city, "XX.1"),
                _row(22, "Suda", region, "YY.2"),
                _row(23, "Suda", city, "XX.3"),
                _row(30, "Knox County", county, "XX.1", 40.0),
                _row(31, "Knox", city, "YY.1"),
                _row(32, "Avo Parish", county, "XX.2"),
                _row(40, "Milltown", city, "XX.1", 40.5),
                _row(41, "Milltown", city, "XX.1", 41.0),
                _row(42, "Milltown", city, "XX.2", 40.5),
                _row(50, "Far Sea", PlaceKind.AREA, "XX"),
            ]
        )
    )


def options(gazetteer: Gazetteer, text: str, *names: str, kind: str = "GPE") -> list[PlaceOptions]:
    """The options of these words of the text; each is looked for after the one before."""
    named: list[Named] = []
    position = 0
    for name in names:
        start = text.index(name, position)
        position = start + len(name)
        named.append(Named(start, position, kind, name, 0.9))
    return place_options(text, named, gazetteer.find)


def ids(gazetteer: Gazetteer, text: str, *names: str) -> list[list[int]]:
    return [[place.geonames_id for place in option.places] for option in options(gazetteer, text, *names)]


_ALTA = [10, 11, 12, 13]


def test_a_name_alone_may_mean_every_place_of_that_name(gazetteer: Gazetteer) -> None:
    assert options(gazetteer, "in Alta", "Alta") == [PlaceOptions("Alta", gazetteer.find("Alta"))]
    assert ids(gazetteer, "in Alta", "Alta") == [_ALTA]


@pytest.mark.parametrize(("kind", "count"), [("GPE", 4), ("LOC", 4), ("FAC", 4), ("PERSON", 0), ("NORP", 0)])
def test_only_names_of_places_mean_places(gazetteer: Gazetteer, kind: str, count: int) -> None:
    assert [len(option.places) for option in options(gazetteer, "in Alta", "Alta", kind=kind)] == [count]


def test_an_unknown_name_has_no_options(gazetteer: Gazetteer) -> None:
    assert options(gazetteer, "in Nowhere", "Nowhere") == [PlaceOptions("Nowhere", ())]


@pytest.mark.parametrize(
    ("text", "places", "is_narrowed"),
    [
        ("in Alta province", [10, 13], True),
        ("in Alta-province", [10, 13], True),
        ("in Alta, province", _ALTA, False),
        ("in Alta Province", _ALTA, False),  # with a capital it were part of the name
        ("in Alta provincex", _ALTA, False),
        ("in Alta county,", [10, 13], True),
        ("in Alta city", [11, 12], True),
        ("in Alta today", _ALTA, False),
        ("the province of Alta", [10, 13], True),
        ("the Province of Alta", [10, 13], True),
        ("the towns of Alta", [11, 12], True),
        ("the state near Alta", _ALTA, False),
        ("the state of old Alta", _ALTA, False),
        ("the city of Alta province", [11, 12], True),  # what is before it goes first
        ("people of Alta province", [10, 13], True),
        ("the governorates of Alta", [10, 13], True),
        ("Alta governorates", [10, 13], True),
    ],
)
def test_the_word_beside_a_name_leaves_divisions_or_towns(
    gazetteer: Gazetteer, text: str, places: list[int], is_narrowed: bool
) -> None:
    (option,) = options(gazetteer, text, "Alta")
    assert ([place.geonames_id for place in option.places], option.is_narrowed) == (places, is_narrowed)


def test_where_no_place_is_of_that_kind_all_are_left(gazetteer: Gazetteer) -> None:
    ypsilon = PlaceOptions("Ypsilon", gazetteer.find("Ypsilon"))
    assert options(gazetteer, "in Ypsilon city", "Ypsilon") == [ypsilon]
    assert options(gazetteer, "in Ypsilon province", "Ypsilon") == [ypsilon]


def test_a_county_is_found_by_its_bare_name_beside_a_word_for_it(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "in Knox county", "Knox") == [[30]]
    assert ids(gazetteer, "in Avo parish", "Avo") == [[32]]
    assert ids(gazetteer, "in Knox city", "Knox") == [[31]]
    assert ids(gazetteer, "in Knox", "Knox") == [[31]]
    assert ids(gazetteer, "in Alta county", "Alta") == [[10, 13]]


def test_a_county_named_in_full_may_be_meant_by_its_bare_name_anywhere(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "Knox said so to Knox County.", "Knox", "Knox County") == [[31, 30], [30]]
    assert ids(gazetteer, "Avo Parish voted and Avo paid.", "Avo Parish", "Avo") == [[32], [32]]
    person = [Named(0, 11, "PERSON", "Knox County", 0.9), Named(17, 21, "GPE", "Knox", 0.9)]
    found = place_options("Knox County then Knox", person, gazetteer.find)
    assert [[place.geonames_id for place in option.places] for option in found] == [[], [31]]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("Alta Province", [10, 13]),
        ("Province of Alta", [10, 13]),
        ("City of Alta", [11, 12]),
        ("Alta City", [11, 12]),
        ("City of Nowhere", []),
    ],
)
def test_a_name_that_says_its_kind_is_found_by_the_rest(gazetteer: Gazetteer, name: str, places: list[int]) -> None:
    found = tuple(place for place in gazetteer.find("Alta") if place.geonames_id in places)
    assert options(gazetteer, f"in {name} then", name) == [PlaceOptions(name, found)]


def test_an_organisation_has_the_place_in_its_name_for_a_seat(gazetteer: Gazetteer) -> None:
    found = PlaceOptions("Alta", gazetteer.find("Alta"), is_seat=True)
    for kind in ("ORG", "FAC", "EVENT", "GPE", "LOC"):
        assert options(gazetteer, "the Alta\nBank", "Alta\nBank", kind=kind) == [found]
    assert options(gazetteer, "the Alta Bank", "Alta Bank", kind="PERSON") == [PlaceOptions("Alta Bank", ())]


def test_the_words_beside_an_organisation_do_not_narrow_its_seat(gazetteer: Gazetteer) -> None:
    assert options(gazetteer, "Alta Bank city", "Alta Bank", kind="FAC")[0].is_narrowed is False
    assert ids(gazetteer, "Alta Bank, Examplia", "Alta Bank", "Examplia")[0] == _ALTA


def test_a_town_counts_for_a_seat_where_the_document_names_it(gazetteer: Gazetteer) -> None:
    small = Gazetteer(build_index([NamedPlace(replace(gazetteer.find("Knox")[0], population=5))]))
    names = [Named(0, 9, "ORG", "Knox Bank", 0.9), Named(13, 17, "GPE", "Knox", 0.9)]
    text = "Knox Bank in Knox"
    assert place_options(text, names, small.find)[0] == PlaceOptions("Knox", small.find("Knox"), is_seat=True)
    person = [names[0], replace(names[1], type="PERSON")]
    assert place_options(text, person, small.find)[0] == PlaceOptions("Knox Bank", ())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("in Norda, Suda and Alta provinces", [[20], [22], [10, 13]]),
        ("in Norda or Suda, and Alta provinces", [[20], [22], [10, 13]]),
        ("in Norda with Suda and Alta provinces", [[20, 21], [22], [10, 13]]),  # the list begins after it
        ("in Norda, Suda and Alta today", [[20, 21], [22, 23], _ALTA]),
        ("in Norda, Suda and Alta cities", [[20, 21], [22, 23], [11, 12]]),  # towns are not listed so
    ],
)
def test_a_word_for_divisions_after_a_list_holds_for_all_of_it(
    gazetteer: Gazetteer, text: str, places: list[list[int]]
) -> None:
    assert ids(gazetteer, text, "Norda", "Suda", "Alta") == places


def test_counties_in_a_list_are_found_by_their_bare_names(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "in Avo and Knox counties", "Avo", "Knox") == [[32], [30]]
    assert ids(gazetteer, "in Knox and Nowhere counties", "Knox", "Nowhere") == [
        [31],
        [],
    ]  # which are of no place known


@pytest.mark.parametrize(("before", "places"), [(11, [20]), (12, [20]), (13, [20, 21])])
def test_a_list_has_twelve_names_before_the_last(gazetteer: Gazetteer, before: int, places: list[int]) -> None:
    names = ["Norda"] * before + ["Alta"]
    assert ids(gazetteer, "in " + ", ".join(names) + " provinces", *names)[0] == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Milltown, Examplia", [40, 41, 42]),
        ("Milltown, Norda", [40, 41, 42]),  # nothing lies there
        ("Milltown, Knox County", [40]),  # within 80 km
        ("Milltown, Alta", [40, 41, 42]),  # the region, or the county in another one
    ],
)
def test_a_town_lies_in_what_is_named_right_after_it(gazetteer: Gazetteer, text: str, places: list[int]) -> None:
    assert ids(gazetteer, text, *text.split(", "))[0] == places


@pytest.mark.parametrize(
    ("gap", "is_inside"),
    [
        (", ", True),
        (" (", True),
        (",", True),
        (",\n", True),
        (" in ", True),
        (", in ", True),
        (" and ", False),
        ("; ", False),
        (" ", False),
    ],
)
def test_what_stands_between_a_town_and_its_state(gazetteer: Gazetteer, gap: str, is_inside: bool) -> None:
    found = options(gazetteer, f"Milltown{gap}Knox County", "Milltown", "Knox County")[0]
    assert ([place.geonames_id for place in found.places], found.is_narrowed) == (
        ([40], True) if is_inside else ([40, 41, 42], False)
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Suda, Norda", [[23], [20, 21]]),  # the town of the region
        ("Suda, Norda, Alta", [[22, 23], [20, 21], _ALTA]),
        ("Suda, Norda; Alta", [[23], [20, 21], _ALTA]),
        ("Suda, Norda and Milltown", [[23], [20, 21], [40, 41, 42]]),  # no region, so no list of them
        ("Milltown, Suda, Norda", [[40, 41, 42], [23], [20, 21]]),
        ("Alta and Suda, Norda", [_ALTA, [22, 23], [20, 21]]),
        ("Alta; Suda, Norda", [_ALTA, [23], [20, 21]]),
    ],
)
def test_regions_in_a_row_do_not_lie_in_each_other(gazetteer: Gazetteer, text: str, places: list[list[int]]) -> None:
    names = text.replace(" and ", ", ").replace("; ", ", ").split(", ")
    assert ids(gazetteer, text, *names) == places


def test_a_countrys_name_means_none_of_its_own_parts(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "in Examplia", "Examplia") == [[1, 3]]
    assert ids(gazetteer, "in Examplia city", "Examplia") == [[2, 3]]


_COUNTRY = Place(1, "Examplia", PlaceKind.COUNTRY, "XX", None, 40.0, 20.0, 0)
_REGION = replace(_COUNTRY, kind=PlaceKind.REGION, region="1")
_COUNTY = replace(_REGION, kind=PlaceKind.COUNTY)
_TOWN = replace(_REGION, kind=PlaceKind.CITY, latitude=70.0)


@pytest.mark.parametrize(
    ("place", "outer", "lies"),
    [
        (_TOWN, _COUNTRY, True),
        (_TOWN, replace(_COUNTRY, country="YY"), False),
        (_COUNTRY, _COUNTRY, False),  # nothing lies in its like
        (_COUNTRY, _REGION, False),
        (_REGION, _COUNTRY, True),
        (_TOWN, _REGION, True),  # however far
        (_TOWN, replace(_REGION, region="2"), False),
        (_TOWN, replace(_REGION, country="YY"), False),
        (replace(_TOWN, latitude=40.719), _COUNTY, True),  # 79.9 km
        (replace(_TOWN, latitude=40.72), _COUNTY, False),  # 80.1 km
        (replace(_TOWN, latitude=40.1), replace(_COUNTY, region="2"), False),
        (replace(_TOWN, latitude=None), _COUNTY, True),  # not known to be far
        (_COUNTY, _COUNTY, False),
    ],
)
def test_a_place_lies_in_its_country_its_region_and_a_county_nearby(place: Place, outer: Place, lies: bool) -> None:
    assert lies_in(place, outer) is lies
