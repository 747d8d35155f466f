"""What finding the place in an organisation's name promises."""

from __future__ import annotations

import pytest

from tasks.entities.lexicon.gazetteer import Gazetteer
from tasks.entities.meaning.place_in_name import seat_of
from tasks.entities.mentions import find_mentions
from tests.tasks.entities.test_mentions import only, page_of


@pytest.mark.parametrize(
    ("name", "named", "place"),
    [
        ("Kabul Trade Office", (), "Kabul"),  # a big town
        ("The Kabul Trade Office", (), "Kabul"),
        ("University of Texas", (), "Texas"),
        ("Spin Boldak Traders", ("Spin Boldak",), "Spin Boldak"),  # the document speaks of the town
        ("Spin Boldak Traders", (), None),
        ("Spin Boldak Police", (), "Spin Boldak"),  # the town's own
        ("Western Texas", (), "Texas"),  # a part lies in the whole
        ("Bank of Pakistan", (), None),  # a country is no seat
        ("Kabul Road", ("Kabul",), None),  # a street leads there
        ("Zubrik Trade Office", (), None),
        ("", (), None),
    ],
)
def test_a_name_holds_its_place_first_or_after_of(
    gazetteer: Gazetteer, name: str, named: tuple[str, ...], place: str | None
) -> None:
    seat = seat_of(name, gazetteer.find, frozenset(named))
    assert (seat and seat.name) == place


def test_an_organisation_lies_in_its_place_and_stays_its_own_entity(gazetteer: Gazetteer) -> None:
    found = only("In Ohio the Springfield Police Department closed.", "Springfield Police Department", gazetteer)
    assert (found.type, found.name, found.geonames_id) == ("ORG", "Springfield Police Department", 24)
    assert found.entity_id != "geonames:24"


def test_an_acronym_of_it_names_no_place(gazetteer: Gazetteer) -> None:
    text = "The Kabul Trade Office (KTO) met. Then the KTO left."
    assert [mention.geonames_id for mention in find_mentions(page_of(text), gazetteer)] == [20, None, None]
