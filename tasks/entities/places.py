"""Which place is meant: one of the gazetteer's places for each place name of a document.

What belongs here: resolving names to places. What does not: finding the names (rules.py), the gazetteer itself.

Each place named is scored by how likely its bare name means it (its kind, its population) and by how well it fits the
document: a state or country named right after it, and the countries and regions that the document speaks of.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tasks.entities.candidates import Candidate
from tasks.entities.gazetteer import Place, PlaceKind
from tasks.entities.names import PLACE_TYPES, Named
from tasks.entities.tables import demonyms, words

_KIND_SCORE = {PlaceKind.CONTINENT: 8.0, PlaceKind.COUNTRY: 7.0, PlaceKind.REGION: 5.5, PlaceKind.AREA: 5.5}
_OTHER_NAME_PENALTY = 1.5
_COUNTRY_BONUS = 2.0
_REGION_BONUS = 3.2
_NEIGHBOUR_BONUS = 1.0
_SURE = 0.6  # a place that the model is this sure of speaks for others
_MID_SENTENCE = 0.25  # what the model gives an unexplained word whose capital counts
_TOWN_POPULATION = 20_000
_MOST_CANDIDATES = 60  # of a name such as San José only the first are weighed in the vote of neighbours


@dataclass(frozen=True, slots=True)
class _Context:
    """How often the document speaks of each country, and of each region of a country."""

    countries: dict[str, float] = field(default_factory=dict)
    regions: dict[tuple[str, str], float] = field(default_factory=dict)

    def note(self, place: Place, weight: float) -> None:
        if place.country is not None:
            self.countries[place.country] = self.countries.get(place.country, 0.0) + weight
            if place.region is not None:
                key = (place.country, place.region)
                self.regions[key] = self.regions.get(key, 0.0) + weight


@dataclass(frozen=True, slots=True)
class _Options:
    """The places a name may mean; `is_narrowed` says that a state or country right after it has left only some."""

    name: str
    places: tuple[Place, ...]
    is_narrowed: bool


def resolve_places(text: str, names: Sequence[Named], find: Callable[[str], tuple[Place, ...]]) -> list[Place | None]:
    """The place each name means, in the order of `names`; None for what is no place, or one we do not know.

    A name means the same throughout a document, unless a state or country right after it says otherwise.
    """
    options = _options(text, names, find)
    context = _context(names, options)
    chosen: dict[str, Place] = {}
    for option in sorted(options, key=lambda option: not option.is_narrowed):
        if option.places and option.name not in chosen:
            chosen[option.name] = _best(option.places, context)
    answers: list[Place | None] = []
    for option in options:
        if option.is_narrowed:
            answers.append(_best(option.places, context))
        else:
            answers.append(chosen[option.name] if option.places else None)
    return answers


def _best(places: Sequence[Place], context: _Context) -> Place:
    return max(places, key=lambda place: _score(place, context))


def _options(text: str, names: Sequence[Named], find: Callable[[str], tuple[Place, ...]]) -> list[_Options]:
    found = [_candidates(name, find) for name in names]
    narrowed = [_narrowed(text, names, found, number) for number in range(len(names))]
    return [
        _Options(name.name, after, len(after) < len(before))
        for name, before, after in zip(names, found, narrowed, strict=True)
    ]


def _context(names: Sequence[Named], options: Sequence[_Options]) -> _Context:
    context = _Context()
    for name, option in zip(names, options, strict=True):
        _note(context, name, option)
    _vote(context, [option.places for option in options])
    return context


def with_local_towns(
    text: str, candidates: Sequence[Candidate], find: Callable[[str], tuple[Place, ...]]
) -> list[Candidate]:
    """The candidates; unexplained words that name a town in a state or country the document speaks of become places."""
    context = _Context()
    for candidate in candidates:
        if candidate.type == "GPE" and candidate.confidence >= _SURE:
            for place in find(text[candidate.start : candidate.end]):
                if place.kind in (PlaceKind.COUNTRY, PlaceKind.REGION):
                    context.note(place, 1.0)
    return [_as_town(text, candidate, context, find) for candidate in candidates]


def _as_town(text: str, candidate: Candidate, context: _Context, find: Callable[[str], tuple[Place, ...]]) -> Candidate:
    if candidate.type is not None or candidate.confidence < _MID_SENTENCE:
        return candidate
    towns = find(text[candidate.start : candidate.end])
    return (
        replace(candidate, type="GPE", confidence=0.45) if any(_is_near(town, context) for town in towns) else candidate
    )


def _is_near(place: Place, context: _Context) -> bool:
    if place.country is None or not place.is_main_name:
        return False
    is_known_town = place.population >= _TOWN_POPULATION and place.country in context.countries
    return is_known_town or (place.country, place.region) in context.regions


def _candidates(name: Named, find: Callable[[str], tuple[Place, ...]]) -> tuple[Place, ...]:
    if name.type not in PLACE_TYPES:
        return ()
    found = _without_namesake_capitals(find(name.name))
    if found or " " not in name.name:
        return found
    bare, _, head = name.name.rpartition(" ")
    return tuple(place for place in find(bare) if place.kind is PlaceKind.REGION) if _is_region_word(head) else ()


def _without_namesake_capitals(found: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where a name is a country's, its towns of that name are left out: `Mexico` is not the city, nor is `Panama`."""
    countries = {place.country for place in found if place.kind is PlaceKind.COUNTRY}
    return (
        tuple(place for place in found if place.kind is not PlaceKind.CITY or place.country not in countries)
        if countries
        else found
    )


def _is_region_word(word: str) -> bool:
    return word in words()["location_heads"]


def _narrowed(text: str, names: Sequence[Named], found: Sequence[tuple[Place, ...]], number: int) -> tuple[Place, ...]:
    """The candidates that lie in the state or country named right after (`Paris, Texas`), where there are any."""
    following = number + 1
    if following >= len(names) or text[names[number].end : names[following].start] not in (", ", " (", ",  ", ","):
        return found[number]
    around = [place for place in found[following] if place.kind in (PlaceKind.REGION, PlaceKind.COUNTRY)]
    inside = tuple(place for place in found[number] if any(_lies_in(place, outer) for outer in around))
    return inside or found[number]


def _lies_in(place: Place, outer: Place) -> bool:
    if place.kind >= outer.kind or place.country != outer.country:
        return False
    return outer.kind is PlaceKind.COUNTRY or place.region == outer.region


def _note(context: _Context, name: Named, option: _Options) -> None:
    places = option.places
    if name.type == "NORP":
        country = demonyms().get(name.name)
        if country is not None:
            context.countries[country] = context.countries.get(country, 0.0) + 1.0
    elif places and (option.is_narrowed or len(places) == 1):
        context.note(max(places, key=lambda place: place.population), 1.0)
    else:
        wide = [place for place in places if place.kind in (PlaceKind.COUNTRY, PlaceKind.REGION)]
        for place in wide:
            context.note(place, 1.0 / len(wide))


def _vote(context: _Context, narrowed: Sequence[tuple[Place, ...]]) -> None:
    """Names that could lie side by side speak for each other: local news seldom says which state it means."""
    votes: dict[tuple[str, str], float] = {}
    for places in sorted(set(narrowed), key=len):
        if 1 < len(places) <= _MOST_CANDIDATES:
            for key in {(place.country, place.region): None for place in places}:
                if key[0] is not None and key[1] is not None:
                    votes[key[0], key[1]] = votes.get((key[0], key[1]), 0.0) + 1.0 / len(places)
    for key, vote in votes.items():
        context.regions[key] = context.regions.get(key, 0.0) + _NEIGHBOUR_BONUS * vote


def _score(place: Place, context: _Context) -> float:
    score = _KIND_SCORE.get(place.kind) or math.log10(place.population + 100)
    if not place.is_main_name and place.kind is PlaceKind.CITY:
        score -= _OTHER_NAME_PENALTY / (2 if place.population > 1_000_000 else 1)
    if place.country is not None:
        score += _COUNTRY_BONUS * _share(context.countries.get(place.country, 0.0))
        if place.region is not None:
            score += _REGION_BONUS * _share(context.regions.get((place.country, place.region), 0.0))
    return score


def _share(weight: float) -> float:
    """Grows with the weight, ever more slowly: 0, 0.5 for one mention, towards 1 for many."""
    return weight / (weight + 1.0)
