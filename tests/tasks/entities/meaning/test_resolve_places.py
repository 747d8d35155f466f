"""What telling places of one name apart promises."""

from __future__ import annotations

import pytest

from tasks.entities.lexicon.gazetteer import Gazetteer, NamedPlace, Place, PlaceKind, build_index
from tasks.entities.meaning.home_country import home_country
from tasks.entities.meaning.join import Named
from tasks.entities.meaning.resolve_places import resolve_places


def _row(
    number: int, name: str, kind: PlaceKind, where: str, point: tuple[float, float], people: int = 0
) -> NamedPlace:
    country, _, region = where.partition(".")
    return NamedPlace(Place(number, name, kind, country, region or None, *point, people))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    city, county, region, country = PlaceKind.CITY, PlaceKind.COUNTY, PlaceKind.REGION, PlaceKind.COUNTRY
    return Gazetteer(
        build_index(
            [
                _row(1, "Afghanistan", country, "AF", (33, 66), 37_000_000),
                _row(2, "Canada", country, "CA", (60, -95), 37_000_000),
                _row(3, "United Kingdom", country, "GB", (54, -2), 66_000_000),
                _row(10, "Ohio", region, "US.OH", (40, -82)),
                _row(11, "Texas", region, "US.TX", (31, -99)),
                _row(12, "Nevada", region, "US.NV", (39, -117)),
                _row(13, "Kunduz", region, "AF.24", (36.8, 68.9), 300_000),
                _row(14, "Farah", region, "AF.06", (32.4, 62.1), 60_000),
                _row(15, "Helmand", region, "AF.10", (31, 64), 200_000),
                _row(20, "Kunduz", city, "AF.24", (36.7, 68.9), 160_000),
                _row(21, "Farah", city, "AF.06", (32.37, 62.11), 54_000),
                _row(30, "London", city, "GB.ENG", (51.5, -0.1), 8_900_000),
                _row(31, "London", city, "CA.08", (43, -81.2), 420_000),
                _row(40, "Newark", city, "US.NJ", (40.7, -74.2), 280_000),
                _row(41, "Newark", city, "US.OH", (40.1, -82.4), 48_000),
                _row(42, "Granville", city, "US.OH", (40.1, -82.5), 5_000),
                _row(43, "Hebron", city, "US.OH", (39.9, -82.5), 2_000),
                _row(44, "Nevada", city, "US.OH", (40.8, -83.1), 800),
                _row(50, "Licking County", county, "US.OH", (40.1, -82.5)),
                _row(51, "Knox County", county, "US.OH", (40.4, -82.4)),
                _row(52, "Knox County", county, "US.TX", (33.6, -99.7)),
                _row(53, "Knox", city, "US.TX", (33.0, -99.0), 9_000),
            ]
        )
    )


def meant(text: str, gazetteer: Gazetteer, names: tuple[str, ...], home: str | None = None) -> list[int | None]:
    """The ids of the places that these words of the text mean; each is looked for after the one before."""
    named: list[Named] = []
    position = 0
    for name in names:
        start = text.index(name, position)
        position = start + len(name)
        named.append(Named(start, position, "NORP" if name == "Canadian" else "GPE", name, 0.9))
    found = resolve_places(text, named, gazetteer.find, home)
    return [meaning and meaning.place.geonames_id for meaning in found]


def test_the_bare_name_means_the_biggest_town(gazetteer: Gazetteer) -> None:
    assert meant("They flew to London.", gazetteer, ("London",)) == [30]


def test_neighbouring_towns_speak_for_the_small_one(gazetteer: Gazetteer) -> None:
    text = "Roads from Granville and Hebron to Newark are closed."
    assert meant(text, gazetteer, ("Granville", "Hebron", "Newark")) == [42, 43, 41]


def test_a_county_speaks_for_its_towns_and_a_town_for_its_county(gazetteer: Gazetteer) -> None:
    assert meant("In Newark, Licking County, it rained.", gazetteer, ("Newark", "Licking County")) == [41, 50]
    assert meant("Knox County and Granville voted.", gazetteer, ("Knox County", "Granville")) == [51, 42]


def test_a_people_and_the_publishers_home_speak_for_their_country(gazetteer: Gazetteer) -> None:
    text = "In Canada the Canadian police of London met."
    assert meant(text, gazetteer, ("Canada", "Canadian", "London"), home="CA")[2] == 31


def test_the_word_beside_a_name_says_whether_the_province_or_the_town_is_meant(gazetteer: Gazetteer) -> None:
    assert meant("in Kunduz province", gazetteer, ("Kunduz",)) == [13]
    assert meant("in the province of Kunduz", gazetteer, ("Kunduz",)) == [13]
    assert meant("in the city of Kunduz", gazetteer, ("Kunduz",)) == [20]
    assert meant("in Kunduz", gazetteer, ("Kunduz",)) == [20]


def test_the_word_after_a_list_holds_for_all_of_it(gazetteer: Gazetteer) -> None:
    text = "in Farah, Helmand and Kunduz provinces"
    assert meant(text, gazetteer, ("Farah", "Helmand", "Kunduz")) == [14, 15, 13]


def test_counties_may_be_listed_and_repeated_by_bare_name(gazetteer: Gazetteer) -> None:
    assert meant("in Knox and Licking counties in Ohio", gazetteer, ("Knox", "Licking", "Ohio")) == [51, 50, 10]
    assert meant("Licking County said so. Licking paid.", gazetteer, ("Licking County", "Licking")) == [50, 50]


def test_a_division_is_found_by_its_bare_name_too(gazetteer: Gazetteer) -> None:
    assert meant("in Farah Province", gazetteer, ("Farah Province",)) == [14]
    assert meant("the City of Kunduz", gazetteer, ("City of Kunduz",)) == [20]


def test_states_in_a_row_do_not_lie_in_each_other(gazetteer: Gazetteer) -> None:
    assert meant("in Texas, Nevada, Ohio", gazetteer, ("Texas", "Nevada", "Ohio")) == [11, 12, 10]
    assert meant("He left Nevada, Ohio.", gazetteer, ("Nevada", "Ohio")) == [44, 10]


def test_what_is_said_once_holds_for_the_document(gazetteer: Gazetteer) -> None:
    text = "London was calm. In London, Canada, it rained. London again."
    assert meant(text, gazetteer, ("London", "London", "Canada", "London")) == [31, 31, 2, 31]


def test_unknown_names_and_names_of_others_are_no_places(gazetteer: Gazetteer) -> None:
    assert meant("in Nowhere", gazetteer, ("Nowhere",)) == [None]
    assert resolve_places("London", [Named(0, 6, "PERSON", "London", 0.9)], gazetteer.find) == [None]


@pytest.mark.parametrize(
    ("site", "country"),
    [
        ("dawn.com.pk", "PK"),
        ("bbc.co.uk", "GB"),
        ("spiegel.de", "DE"),
        ("nytimes.com", None),
        ("startup.io", None),
        ("", None),
        (None, None),
    ],
)
def test_a_site_has_the_country_of_its_domain_unless_that_is_sold_to_all(site: str | None, country: str | None) -> None:
    assert home_country(site) == country
