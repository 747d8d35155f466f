"""A smaller town abroad is believed where its country, or another place in it, is named too."""

from __future__ import annotations

import pytest

from tasks.entities.lexicon.gazetteer import Place, PlaceKind
from tasks.entities.meaning.far_towns import without_far_towns
from tasks.entities.meaning.named import Named
from tasks.entities.meaning.resolve_places import Meaning


def meant(
    name: str, country: str, people: int, kind: PlaceKind = PlaceKind.CITY, *, is_seat: bool = False
) -> tuple[Named, Meaning]:
    return (
        Named(0, len(name), "GPE", name, 0.85),
        Meaning(Place(1, name, kind, country, None, None, None, people), is_seat),
    )


IRELAND = meant("Irland", "IE", 5_000_000, PlaceKind.COUNTRY)


@pytest.mark.parametrize(
    ("town", "is_believed"),
    [
        (meant("Kork", "IE", 190_000), False),
        (meant("Kork", "IE", 249_999), False),
        (meant("Kork", "IE", 250_000), True),
        (meant("Pool", "CG", 999_999, PlaceKind.REGION), False),
        (meant("Pool", "CG", 1_000_000, PlaceKind.REGION), True),
        (meant("England", "GB", 0, PlaceKind.REGION), True),
        (meant("Malta", "MT", 400_000, PlaceKind.COUNTRY), True),
        (meant("Verden", "DE", 27_000), True),
        (meant("Kork University", "IE", 190_000, is_seat=True), True),
    ],
)
def test_size_and_language_decide_where_nothing_else_speaks_for_a_town(
    town: tuple[Named, Meaning], is_believed: bool
) -> None:
    assert without_far_towns([town], "de", None) == ([town] if is_believed else [])


def test_its_country_or_another_place_of_it_speaks_for_a_town_and_its_own_name_does_not() -> None:
    cork, dingle = meant("Kork", "IE", 190_000), meant("Dingle", "IE", 2_000)
    assert without_far_towns([cork, IRELAND], "de", None) == [cork, IRELAND]
    assert without_far_towns([cork, dingle], "de", None) == [cork, dingle]
    assert without_far_towns([cork, cork], "de", None) == []


def test_a_site_is_at_home_in_its_own_country() -> None:
    town = meant("Kork", "IE", 190_000)
    assert without_far_towns([town], "de", "IE") == [town]


def test_names_without_a_place_stay() -> None:
    nobody = (Named(0, 3, "PERSON", "Kim", 0.8), None)
    assert without_far_towns([nobody], "xx", None) == [nobody]
