"""What the gazetteer on disk promises."""

from __future__ import annotations

from pathlib import Path

import pytest

import warehouse.lexicon.gazetteer as module
from flows.environment import cache_folder
from tasks.entities.lexicon.gazetteer import NamedPlace, Place, PlaceKind
from warehouse.lexicon.gazetteer import load_gazetteer

KABUL = Place(1138958, "Kabul", PlaceKind.CITY, "AF", "13", 34.5, 69.25, 4_434_550)
COUNTY = Place(0, "Adams County", PlaceKind.REGION, "US", "OH", None, None, 0)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Puts two rows in the place of the package's data; the list counts how often they were read."""
    readings: list[int] = []

    def rows() -> list[NamedPlace]:
        readings.append(1)
        return [NamedPlace(KABUL, ("Caboul",)), NamedPlace(COUNTY)]

    monkeypatch.setattr(module, "_named_places", rows)
    return readings


def test_it_is_built_once_and_then_read_from_the_cache_file(small: list[int], tmp_path: Path) -> None:
    for _ in range(3):
        gazetteer = load_gazetteer(tmp_path / "cache")
        assert gazetteer.find("Kabul") == (KABUL,)
        assert gazetteer.find("Adams County") == (COUNTY,)
    assert len(small) == 1
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".bin"]


def test_the_file_is_named_by_the_versions_of_all_it_is_made_of(small: list[int], tmp_path: Path) -> None:
    load_gazetteer(tmp_path)
    (path,) = tmp_path.iterdir()
    assert path.name.startswith("gazetteer-")
    assert path.stem.endswith(f"-{module.FORMAT_VERSION}-{module.place_tables_version()}")


def test_where_nothing_can_be_written_it_is_built_in_memory(small: list[int], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert load_gazetteer(blocked / "cache").find("Caboul")[0].geonames_id == KABUL.geonames_id


def test_a_damaged_cache_file_is_built_again(small: list[int], tmp_path: Path) -> None:
    load_gazetteer(tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-20])
    assert load_gazetteer(tmp_path).find("Kabul") == (KABUL,)
    path.write_bytes(b"")
    assert load_gazetteer(tmp_path).find("Kabul") == (KABUL,)
    assert len(small) == 3


def test_the_real_one_knows_countries_states_and_small_towns() -> None:
    load_gazetteer(cache_folder())
    gazetteer = load_gazetteer(cache_folder())
    assert gazetteer.find("Afghanistan")[0].country == "AF"
    assert gazetteer.find("Tex.")[0].region == "TX"
    (town,) = gazetteer.find("Spin Boldak")
    assert (town.country, town.geonames_id) == ("AF", 1123906)
