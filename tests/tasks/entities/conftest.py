"""A small gazetteer and pages of one paragraph a line."""

from __future__ import annotations

import pytest

from tasks.entities.lexicon.gazetteer import Gazetteer, NamedPlace, Place, PlaceKind, build_index


def _country(number: int, name: str, iso: str, *others: str) -> NamedPlace:
    return NamedPlace(Place(number, name, PlaceKind.COUNTRY, iso, None, 10.0, 20.0, 30_000_000), others)


def _state(number: int, name: str, code: str) -> NamedPlace:
    return NamedPlace(Place(number, name, PlaceKind.REGION, "US", code, 31.0, -99.0, 0))


def _city(number: int, name: str, iso: str, region: str, population: int) -> NamedPlace:
    return NamedPlace(Place(number, name, PlaceKind.CITY, iso, region, 30.5, 66.25, population))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(
        build_index(
            [
                _country(1, "Afghanistan", "AF"),
                _country(2, "Pakistan", "PK"),
                _country(3, "United States", "US", "US", "U.S."),
                _country(4, "France", "FR"),
                _country(5, "Guatemala", "GT"),
                _country(6, "Examplia", "XX", "People's Republic of Examplia"),
                _state(10, "Texas", "TX"),
                _state(11, "Ohio", "OH"),
                _city(20, "Kabul", "AF", "13", 4_400_000),
                _city(21, "Spīn Bōldak", "AF", "23", 0),
                _city(22, "Paris", "FR", "11", 2_100_000),
                _city(23, "Paris", "US", "TX", 25_000),
                _city(24, "Springfield", "US", "OH", 58_000),
                _city(25, "Springfield", "US", "TX", 59_000),
                _city(26, "Reading", "GB", "ENG", 300_000),
                NamedPlace(
                    Place(27, "Guatemala City", PlaceKind.CITY, "GT", "07", 14.6, -90.5, 9_000_000), ("Guatemala",)
                ),
                NamedPlace(Place(0, "Central Asia", PlaceKind.AREA, None, None, 43.0, 65.0, 0)),
            ]
        )
    )
