"""The tables beside this file, read once: countries and demonyms, areas, and (names.toml) the words rules go by.

What belongs here: turning a table into a frozen value. What does not: any rule that uses it.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files

from tasks.entities.lexicon.gazetteer import NamedPlace, Place, PlaceKind


@dataclass(frozen=True, slots=True)
class Country:
    """What we add to the gazetteer's country: a point near its middle, further names, and its people's names."""

    iso: str
    latitude: float
    longitude: float
    names: tuple[str, ...]
    demonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A state of the US: a point near its middle, and its abbreviation in newspapers."""

    code: str
    latitude: float
    longitude: float
    abbreviation: str


def _read(name: str) -> str:
    return files("tasks.entities.lexicon").joinpath(name).read_text(encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_read(name).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def place_tables_version() -> str:
    """A hash of the tables that a gazetteer's index is built from, beside the package's data."""
    written = "".join(_read(name) for name in ("countries.tsv", "us_states.tsv", "areas.tsv", "divisions.tsv"))
    return blake2b(written.encode(), digest_size=4).hexdigest()


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """Countries by ISO code."""
    return {
        row["iso"]: Country(
            iso=row["iso"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            names=_split(row["names"]),
            demonyms=_split(row["demonyms"]),
        )
        for row in _rows("countries.tsv")
    }


@lru_cache(maxsize=1)
def states() -> Mapping[str, State]:
    """States of the US by postal code."""
    return {
        row["code"]: State(row["code"], float(row["latitude"]), float(row["longitude"]), row["abbreviation"])
        for row in _rows("us_states.tsv")
    }


@lru_cache(maxsize=1)
def areas() -> tuple[NamedPlace, ...]:
    """Regions, seas, rivers and other areas that the package lacks."""
    return tuple(_named_place(row) for row in _rows("areas.tsv"))


def divisions() -> Iterator[NamedPlace]:
    """First-level divisions of countries, and counties of the United States, the United Kingdom and Ireland.

    Names, codes and ids are GeoNames' (CC BY 4.0); the point is the mean of the towns inside, the population their sum.
    GeoNames' tables of second-level divisions are in no package: a county's id was taken from its hierarchy of ids, by
    the alphabetical order in which ids were given; where that leaves a doubt, there is none.
    """
    return (_named_place(row) for row in _rows("divisions.tsv"))


def _named_place(row: Mapping[str, str]) -> NamedPlace:
    place = Place(
        geonames_id=int(row["geonames_id"] or 0),
        name=row["name"],
        kind=PlaceKind[row["kind"]],
        country=row["country"] or None,
        region=row["region"] or None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        population=int(row.get("population") or 0),
    )
    return NamedPlace(place, _split(row["other_names"]))


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, str]:
    """ISO code of the country by demonym, as written (`Afghans`)."""
    return {word: country.iso for country in countries().values() for word in country.demonyms}


@dataclass(frozen=True, slots=True)
class ListedName:
    """A well-known name and its type."""

    name: str
    type: str


@lru_cache(maxsize=1)
def known_names() -> Mapping[str, ListedName]:
    """Well-known organisations, peoples and events by name and alias, as written."""
    listed: dict[str, ListedName] = {}
    for row in _rows("known_names.tsv"):
        entry = ListedName(row["name"], row["type"])
        for name in (row["name"], *_split(row["aliases"] or "")):
            listed.setdefault(name, entry)
    return listed


@lru_cache(maxsize=1)
def words() -> Mapping[str, frozenset[str]]:
    """The word lists of names.toml and people.toml by name; a list is one text, words parted by white space."""
    lists = tomllib.loads(_read("names.toml")) | tomllib.loads(_read("people.toml"))
    return {name: frozenset(str(listed).split()) for name, listed in lists.items()}


@lru_cache(maxsize=1)
def tags() -> Mapping[str, frozenset[str]]:
    """The lists of names.toml that hold a word, by word."""
    lists_of: dict[str, set[str]] = {}
    for name, listed in words().items():
        for word in listed:
            lists_of.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in lists_of.items()}
