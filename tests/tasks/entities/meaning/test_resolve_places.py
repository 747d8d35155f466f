"""What telling places of one name apart promises."""

from __future__ import annotations

import pytest

from tasks.entities.lexicon.gazetteer import Gazetteer, NamedPlace, Place, PlaceKind, build_index
from tasks.entities.meaning.home_country import home_country
from tasks.entities.meaning.named import Named
from tasks.entities.meaning.resolve_places import Meaning, resolve_places


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
        named.append(Named(start, position, "NORP" if name in ("Canadian", "Canadians") else "GPE", name, 0.9))
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


def _town(
    number: int, people: int, where: str = "FR.11", point: tuple[float, float] = (48, 2), name: str = "Alta"
) -> NamedPlace:
    return _row(number, name, PlaceKind.CITY, where, point, people)


def _known_as_alta(number: int, people: int) -> NamedPlace:
    """A town of another main name."""
    return NamedPlace(_town(number, people, "ES.01", (40, -4), "Zubrik").place, ("Alta",))


def alta(*rows: NamedPlace, beside: tuple[str, ...] = (), home: str | None = None) -> int | None:
    """The place that `Alta` means, in a text that also names what is `beside`, some words away."""
    text = " and also then ".join(("Alta", *beside))
    return meant(text, Gazetteer(build_index(rows)), ("Alta", *beside), home)[0]


@pytest.mark.parametrize(("people", "place"), [(31_000, 1), (32_500, 2)])
def test_a_town_mainly_known_by_another_name_must_be_thirty_times_as_big(people: int, place: int) -> None:
    assert alta(_town(1, 900), _known_as_alta(2, people)) == place
    assert alta(_town(1, 900), _town(2, people)) == 2


@pytest.mark.parametrize(
    ("people", "namesake", "place"),
    [
        (1_000_000, 31_000, 2),  # a whole penalty
        (1_000_000, 32_500, 1),
        (1_000_001, 32_500, 2),  # half of it
        (1_000_001, 175_000, 2),
        (1_000_001, 180_000, 1),
    ],
)
def test_a_city_of_more_than_a_million_bears_half_the_penalty_for_another_name(
    people: int, namesake: int, place: int
) -> None:
    assert alta(_town(1, namesake), _known_as_alta(2, people)) == place


@pytest.mark.parametrize(
    ("kind", "smaller", "larger"),
    [
        (PlaceKind.COUNTY, 9_800, 10_000),
        (PlaceKind.AREA, 310_000, 320_000),
        (PlaceKind.REGION, 310_000, 320_000),
        (PlaceKind.COUNTRY, 31_000_000, 32_000_000),
        (PlaceKind.CONTINENT, 99_000_000, 101_000_000),
    ],
)
def test_the_wider_a_place_the_bigger_the_town_that_takes_its_name(kind: PlaceKind, smaller: int, larger: int) -> None:
    wide = _row(1, "Alta", kind, "ES.01", (40, -4))
    assert alta(wide, _town(2, smaller)) == 1
    assert alta(wide, _town(2, larger)) == 2


@pytest.mark.parametrize(
    ("where", "people", "place"),
    [
        ("ES.01", 50_000, 2),
        ("ES.01", 49_999, 1),  # too small a town
        ("ES.02", 50_000, 1),  # of another region
        ("FR.01", 50_000, 1),  # of another country
        ("US.01", 50_000, 1),
    ],
)
def test_a_region_named_for_its_chief_town_leaves_it_the_bare_name(where: str, people: int, place: int) -> None:
    assert alta(_row(1, "Alta", PlaceKind.REGION, "ES.01", (40, -4)), _town(2, people, where)) == place


def test_a_state_of_the_us_keeps_its_name_before_its_town_and_a_county_is_no_chief_town() -> None:
    state = _row(1, "Alta", PlaceKind.REGION, "US.OH", (40, -82))
    assert alta(state, _town(2, 50_000, "US.OH")) == 1
    region, county = (_row(1, "Alta", kind, "ES.01", (40, -4), 50_000) for kind in (PlaceKind.REGION, PlaceKind.COUNTY))
    assert alta(region, county) == 1


_BIG_ALTA = _town(1, 99_900)  # five points of score


@pytest.mark.parametrize(("people", "place"), [(9_500, 1), (10_500, 2)])
def test_one_people_named_outweighs_ten_times_the_inhabitants(people: int, place: int) -> None:
    assert alta(_BIG_ALTA, _town(2, people, "CA.08", (43, -81)), beside=("Canadian",)) == place
    assert alta(_BIG_ALTA, _town(2, people, "CA.08", (43, -81)), beside=("Canadian", "Canadian")) == place
    assert alta(_BIG_ALTA, _town(2, people, "ES.08", (43, -81)), beside=("Canadian",)) == 1


@pytest.mark.parametrize(("people", "place"), [(14_500, 1), (15_500, 2)])
def test_the_publishers_home_weighs_less_than_a_people_named(people: int, place: int) -> None:
    assert alta(_BIG_ALTA, _town(2, people, "CA.08", (43, -81)), home="CA") == place
    assert alta(_BIG_ALTA, _town(2, people, "CA.08", (43, -81))) == 1


@pytest.mark.parametrize(("people", "place"), [(5_200, 1), (5_700, 2)])
def test_votes_for_a_country_add_up_to_ever_less(people: int, place: int) -> None:
    rows = (_BIG_ALTA, _town(2, people, "CA.08", (43, -81)))
    assert alta(*rows, beside=("Canadian",), home="CA") == place  # 1.7 votes bring 0.63 of two points


@pytest.mark.parametrize(("people", "place"), [(140, 1), (165, 2)])
def test_a_state_named_speaks_for_a_village_in_it(people: int, place: int) -> None:
    ohio = _row(9, "Ohio", PlaceKind.REGION, "US.OH", (40, -82))
    assert alta(_BIG_ALTA, _town(2, people, "US.OH", (40, -82)), ohio, beside=("Ohio",)) == place
    assert alta(_BIG_ALTA, _town(2, people, "US.TX", (40, -82)), ohio, beside=("Ohio",)) == 1


@pytest.mark.parametrize(
    ("kind", "point", "people", "place"),
    [
        (PlaceKind.CITY, (50.5, 10.5), 9_500, 1),
        (PlaceKind.CITY, (50.5, 10.5), 10_500, 2),
        (PlaceKind.CITY, (51.5, 11.5), 10_500, 2),  # the cell beside it
        (PlaceKind.CITY, (52.5, 10.5), 10_500, 1),  # two cells on
        (PlaceKind.COUNTY, (50.5, 10.5), 10_500, 2),
        (PlaceKind.AREA, (50.5, 10.5), 10_500, 1),  # too wide to be near anything
    ],
)
def test_a_place_nearby_speaks_for_a_town_across_the_border(
    kind: PlaceKind, point: tuple[float, float], people: int, place: int
) -> None:
    neighbour = _row(9, "Zubrik", kind, "PL.01", point, 500)
    assert alta(_BIG_ALTA, _town(2, people, "DE.01", (50.5, 10.5)), neighbour, beside=("Zubrik",)) == place


@pytest.mark.parametrize(("people", "place"), [(4_300, 1), (4_700, 2)])
def test_each_name_of_a_people_is_a_vote(people: int, place: int) -> None:
    rows = (_BIG_ALTA, _town(2, people, "CA.08", (43, -81)))
    assert alta(*rows, beside=("Canadian", "Canadians")) == place  # two votes bring two thirds of two points


@pytest.mark.parametrize(("kind", "people", "place"), [(PlaceKind.COUNTY, 40_000, 2), (PlaceKind.REGION, 400_000, 1)])
def test_a_county_may_be_near_another_place_and_a_region_may_not(kind: PlaceKind, people: int, place: int) -> None:
    neighbour = _row(9, "Zubrik", PlaceKind.CITY, "PL.01", (50.5, 10.5), 500)
    wide = _row(2, "Alta", kind, "DE.01", (50.5, 10.5))
    assert alta(_town(1, people), wide, neighbour) == 1
    assert alta(_town(1, people), wide, neighbour, beside=("Zubrik",)) == place


def test_a_place_without_a_country_gets_no_votes() -> None:
    neighbour = _row(9, "Zubrik", PlaceKind.CITY, "PL.01", (50.5, 10.5), 500)
    stateless = NamedPlace(Place(2, "Alta", PlaceKind.CITY, None, None, 50.5, 10.5, 10_500))
    assert alta(_BIG_ALTA, stateless, neighbour, beside=("Zubrik",)) == 1


def test_namesakes_do_not_vote_for_each_other() -> None:
    crowd = [_town(number, 100, "CA.08", (43, -81)) for number in range(2, 40)]
    assert alta(_BIG_ALTA, *crowd) == 1


@pytest.mark.parametrize(("others", "place"), [(59, 1), (60, 100)])
def test_of_more_than_sixty_namesakes_the_smallest_are_not_weighed(others: int, place: int) -> None:
    ohio = _row(9, "Ohio", PlaceKind.REGION, "US.OH", (40, -82))
    crowd = [_town(100 + number, 200) for number in range(others)]
    assert alta(_town(1, 150, "US.OH", (40, -82)), *crowd, ohio, beside=("Ohio",)) == place


def test_the_place_in_an_organisations_name_is_its_seat(gazetteer: Gazetteer) -> None:
    text = "Kunduz University"
    found = resolve_places(text, [Named(0, len(text), "ORG", text, 0.9)], gazetteer.find)
    town = Place(20, "Kunduz", PlaceKind.CITY, "AF", "24", 36.7, 68.9, 160_000)
    assert found == [Meaning(town, is_seat=True)]
    plain = resolve_places("Kunduz", [Named(0, 6, "GPE", "Kunduz", 0.9)], gazetteer.find)
    assert plain == [Meaning(town, is_seat=False)]
