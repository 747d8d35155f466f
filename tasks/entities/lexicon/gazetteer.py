"""The gazetteer's pure half: places by name, over arrays that are handed in.

What belongs here: the shape of the index, building it from rows, and looking a name up. What does not: reading the
package or the cache file (warehouse/lexicon/gazetteer.py), deciding which of several places is meant
(meaning/resolve_places.py).
"""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import xxhash

LONGEST_NAME_WORDS = 5  # "Democratic Republic of the Congo"; longer names are found by other forms
_REMEMBERED_NAMES = 20_000  # the same names fill the news; a remembered one costs a tenth

PLACE_COLUMNS = np.dtype(
    [
        ("geonames_id", "<u4"), ("kind", "<u1"), ("latitude", "<f4"), ("longitude", "<f4"), ("population", "<u4"),
        ("country", "S2"), ("region", "S8"), ("name_start", "<u4"), ("name_end", "<u4"),
    ]
)  # fmt: skip

_SAME = str.maketrans({"’": "'", "‘": "'", "-": " ", "‑": " ", "–": " ", ".": None})


class PlaceKind(IntEnum):
    """What a place is; the greater, the more likely its bare name means it."""

    CITY = 0
    COUNTY = 1
    AREA = 2
    REGION = 3
    COUNTRY = 4
    CONTINENT = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `country` is ISO 3166-1 alpha-2, `region` the GeoNames first-level code (the postal one in the US).

    Degrees north and east; None where not known. `geonames_id` 0 means that we know none.
    """

    geonames_id: int
    name: str
    kind: PlaceKind
    country: str | None
    region: str | None
    latitude: float | None
    longitude: float | None
    population: int
    is_main_name: bool = True


Find = Callable[[str], tuple[Place, ...]]  # places by name, as `Gazetteer.find` gives them


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A row the index is built from: the place and the further names it goes by."""

    place: Place
    other_names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class GazetteerIndex:
    """The arrays of an index.

    `keys`: uint64, ascending, one for each (name, place); `rows`: uint32, the place's row, times two, plus one where
    the key is its main name; `places`: PLACE_COLUMNS; `names`: the main names as one UTF-8 string.
    """

    keys: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.uint32]
    places: npt.NDArray[np.void]
    names: npt.NDArray[np.uint8]


def name_key(name: str) -> str:
    """The form in which names are compared: no case, no accents, no full stops, hyphens as spaces."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(character for character in decomposed if not unicodedata.combining(character))
    return name.translate(_SAME).casefold()


def _hash(key: str) -> int:
    return xxhash.xxh3_64_intdigest(key.encode("utf-8", "surrogatepass"))


def build_index(rows: Iterable[NamedPlace]) -> GazetteerIndex:
    """Arrays for rows, in their order; every name is a key, the main one marked."""
    records: list[tuple[object, ...]] = []
    names = bytearray()
    entries: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        start = len(names)
        names += row.place.name.encode()
        records.append(_record(row.place, start, len(names)))
        entries.update(_entries(row, number))
    ordered = sorted(entries)
    return GazetteerIndex(
        keys=np.array([key for key, _ in ordered], dtype=np.uint64),
        rows=np.array([value for _, value in ordered], dtype=np.uint32),
        places=np.array(records, dtype=PLACE_COLUMNS),
        names=np.frombuffer(bytes(names), dtype=np.uint8),
    )


def _record(place: Place, start: int, end: int) -> tuple[object, ...]:
    unknown = float("nan")
    return (
        place.geonames_id,
        int(place.kind),
        unknown if place.latitude is None else place.latitude,
        unknown if place.longitude is None else place.longitude,
        place.population,
        (place.country or "").encode(),
        (place.region or "").encode(),
        start,
        end,
    )


def _entries(row: NamedPlace, number: int) -> Iterator[tuple[int, int]]:
    main = name_key(row.place.name)
    yield _hash(main), number * 2 + 1
    for other in row.other_names:
        key = name_key(other)
        if key and key != main:
            yield _hash(key), number * 2


class Gazetteer:
    """Places by name. Cheap to make over memory-mapped arrays: nothing is read before it is asked for."""

    def __init__(self, index: GazetteerIndex) -> None:
        self._index = index
        self._keys = memoryview(
            np.ascontiguousarray(index.keys).data
        )  # bisect over it is C all the way, and copies nothing
        self._remembered = lru_cache(maxsize=_REMEMBERED_NAMES)(self._find)

    def __len__(self) -> int:
        return len(self._index.places)

    def find(self, name: str) -> tuple[Place, ...]:
        """Every place that goes by this name (compared by `name_key`), in the index's order."""
        return self._remembered(name)

    def _find(self, name: str) -> tuple[Place, ...]:
        wanted = _hash(name_key(name))
        position = bisect_left(self._keys, wanted)
        found: list[Place] = []
        while position < len(self._keys) and self._keys[position] == wanted:
            row = int(self._index.rows[position])
            found.append(self._place(row >> 1, is_main_name=bool(row & 1)))
            position += 1
        return tuple(found)

    def _place(self, row: int, *, is_main_name: bool) -> Place:
        identity, kind, latitude, longitude, population, country, region, start, end = self._index.places[row].item()
        is_located = not math.isnan(latitude)
        return Place(
            geonames_id=identity,
            name=self._index.names[start:end].tobytes().decode(),
            kind=PlaceKind(kind),
            country=country.decode() or None,
            region=region.decode() or None,
            latitude=round(latitude, 5) if is_located else None,
            longitude=round(longitude, 5) if is_located else None,
            population=population,
            is_main_name=is_main_name,
        )
