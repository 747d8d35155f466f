"""Towns by the names that a language has of its own for them, from exonyms.toml: in German `Rom` is Rome.

What belongs here: reading the table, looking a town up by it. What does not: any other name (gazetteer.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from tasks.entities.lexicon.gazetteer import Find, Place, PlaceKind


@lru_cache(maxsize=1)
def exonyms() -> Mapping[str, Mapping[str, str]]:
    """By language (ISO 639-1): the gazetteer's name of a town by the language's own."""
    table = tomllib.loads(files("tasks.entities.lexicon").joinpath("exonyms.toml").read_text(encoding="utf-8"))
    return {language: dict(_entry(written) for written in listed.split()) for language, listed in table.items()}


def _entry(written: str) -> tuple[str, str]:
    name, _, other = written.partition("=")
    return name, other or name


def find_in(language: str | None, find: Find) -> Find:
    """`find`, but a language's own name of a town means the largest town of that name, as its main name would."""
    own = exonyms().get(language or "")
    if own is None:
        return find

    def found(name: str) -> tuple[Place, ...]:
        places = find(own.get(name, name))
        towns = [place for place in places if place.kind is PlaceKind.CITY] if name in own else []
        return (replace(max(towns, key=lambda town: town.population), is_main_name=True),) if towns else places

    return found
