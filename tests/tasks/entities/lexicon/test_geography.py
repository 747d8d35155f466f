"""What geometry on the globe promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.entities.lexicon.gazetteer import Place, PlaceKind
from tasks.entities.lexicon.geography import cell, cells_around, kilometres


def at(latitude: float | None, longitude: float | None) -> Place:
    return Place(1, "X", PlaceKind.CITY, "XX", None, latitude, longitude, 0)


POINTS = st.builds(at, st.floats(-90, 90), st.floats(-180, 180))


def test_kabul_lies_some_380_kilometres_from_islamabad() -> None:
    assert kilometres(at(34.53, 69.17), at(33.69, 73.05)) == pytest.approx(370, abs=10)


def test_what_has_no_coordinates_has_neither_distance_nor_cell() -> None:
    assert kilometres(at(None, None), at(1, 1)) is None
    assert cell(at(None, None)) is None


@given(POINTS, POINTS)
def test_distance_is_the_same_both_ways_and_at_most_half_the_globe(one: Place, other: Place) -> None:
    there, back = kilometres(one, other), kilometres(other, one)
    assert there is not None
    assert back == pytest.approx(there)
    assert 0 <= there <= 20_016


@given(POINTS)
def test_a_place_lies_in_its_own_cell_and_a_cell_has_nine_around_it(place: Place) -> None:
    own = cell(place)
    assert own is not None
    assert own in cells_around(own)
    assert len(set(cells_around(own))) == 9
