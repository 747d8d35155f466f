"""Distances on the globe, and the cells of a grid over it.

What belongs here: geometry of points in degrees. What does not: any list of places.
"""

from __future__ import annotations

import math

from tasks.entities.lexicon.gazetteer import Place

_EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
_CELL_WIDTH_DEGREES = 1.25  # of longitude, beside one of latitude: degrees of longitude are shorter; set by hand

Cell = tuple[int, int]


def kilometres(place: Place, other: Place) -> float | None:
    """Great-circle distance (haversine); None where one of them has no coordinates."""
    if place.latitude is None or place.longitude is None or other.latitude is None or other.longitude is None:
        return None
    latitude, other_latitude = math.radians(place.latitude), math.radians(other.latitude)
    half = math.sin((other_latitude - latitude) / 2) ** 2
    half += (
        math.cos(latitude)
        * math.cos(other_latitude)
        * math.sin(math.radians(other.longitude - place.longitude) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def cell(place: Place) -> Cell | None:
    """The cell of one degree of latitude by one and a quarter of longitude (110 by 100 km at 45 degrees)."""
    if place.latitude is None or place.longitude is None:
        return None
    return math.floor(place.latitude), math.floor(place.longitude / _CELL_WIDTH_DEGREES)


def cells_around(centre: Cell) -> tuple[Cell, ...]:
    """A cell and its eight neighbours."""
    row, column = centre
    return tuple((row + up, column + right) for up in (-1, 0, 1) for right in (-1, 0, 1))
