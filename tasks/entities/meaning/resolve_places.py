"""Which place is meant: one of the gazetteer's places for each place name of a document.

What belongs here: weighing the places that a name may mean against each other. What does not: which they are
(place_options.py), finding the names, the gazetteer itself.

A document's places are settled together. Each place first gets a likelihood of its own: what it is, how many people
live there, whether the name is its usual one. Then names vote for the country, the state and the neighbourhood that
their likely places share, each with the share of its likelihood that lies there, and the likelihoods are weighed anew
with the votes of all other names. A country, a state or a people that the document names outright, and the home of
the publisher, vote like any other name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.entities.lexicon.gazetteer import Find, Place, PlaceKind
from tasks.entities.lexicon.geography import Cell, cell, cells_around
from tasks.entities.lexicon.tables import demonyms
from tasks.entities.meaning.named import Named
from tasks.entities.meaning.place_options import PlaceOptions, place_options

_KIND_SCORE = {PlaceKind.CONTINENT: 8.0, PlaceKind.COUNTRY: 7.5, PlaceKind.AREA: 5.5, PlaceKind.COUNTY: 4.0}
_STATE_SCORE = 5.5  # of a first-level division
_NAMED_FOR_CITY_SCORE = 3.0  # of a district or county named like its town; set by hand
_PEOPLE_SCORE = 1.0  # of a town, for each power of ten of its people
_OTHER_NAME_PENALTY = 1.5  # for a place known mainly by another name; half of it for a big city; set by hand
_COUNTRY_BONUS = 2.0  # for a country that the document names or votes for; set by hand
_REGION_BONUS = 3.2  # for a state or province that the document names or votes for; set by hand
_NEARBY_BONUS = 2.0  # for a place near others of the document; set by hand
_SHARPNESS = 1.5  # how much more one point of score makes a place the likelier one
_ROUNDS = 2  # of votes: the second counts with what the first decided; set by hand
_HALFWAY = 1.0  # votes that bring half of a bonus
_HOME_VOTE = 0.7  # of the country that the site is at home in; less than one place that the text names
_MOST_PLACES = 60  # of a name such as San José the rest are villages
_SAME_NAME_CITY_POPULATION = 50_000  # a town that bears its region's name and is larger is meant itself; set by hand

Region = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Votes:
    """How many names speak for each country, region of a country, and cell of the globe."""

    countries: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    regions: defaultdict[Region, float] = field(default_factory=lambda: defaultdict(float))
    cells: defaultdict[Cell, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, place: Place, weight: float) -> None:
        if place.country is not None:
            self.countries[place.country] += weight
            if place.region is not None:
                self.regions[place.country, place.region] += weight
        where = cell(place) if place.kind <= PlaceKind.COUNTY else None
        if where is not None:
            self.cells[where] += weight

    def near(self, centre: Cell) -> float:
        return sum(self.cells.get(other, 0.0) for other in cells_around(centre))


@dataclass(slots=True)
class _Ballot:
    """A name, its places, and how likely each of them is (the shares sum to one)."""

    places: tuple[Place, ...]
    shares: tuple[float, ...] = ()

    def best(self) -> Place:
        return self.places[max(range(len(self.places)), key=self.shares.__getitem__)]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The place that a name means; `is_seat` where it is only that of what is named for it."""

    place: Place
    is_seat: bool = False


def resolve_places(
    text: str, names: Sequence[Named], find: Find, home_country: str | None = None
) -> list[Meaning | None]:
    """The place each name means, in the order of `names`; None for what has no place, or one we do not know.

    A name means the same throughout a document, unless the words beside it say otherwise; where they say it once,
    they say it for the whole document. `home_country` (ISO 3166-1 alpha-2) is where the publisher sits.
    """
    options = place_options(text, names, find)
    ballots = {key: _Ballot(_weightiest(places)) for key, places in _distinct(options).items()}
    outright = _Votes()
    _vote_outright(outright, names, home_country)
    _settle(list(ballots.values()), outright)
    by_name = {name: ballot for (name, _), ballot in reversed(ballots.items())}
    chosen = {id(ballot): ballot.best() for ballot in ballots.values()}
    return [
        Meaning(chosen[id(ballots.get((option.name, option.places), by_name[option.name]))], option.is_seat)
        if option.places
        else None
        for option in options
    ]


_Key = tuple[str, tuple[Place, ...]]


def _distinct(options: Sequence[PlaceOptions]) -> dict[_Key, tuple[Place, ...]]:
    """The names to settle: one for each name and what its neighbours have left of it.

    A bare name stands for the same as where it is narrowed, so it is not put to the vote where that happens.
    """
    narrowed = {option.name for option in options if option.is_narrowed}
    kept = [option for option in options if option.places and (option.is_narrowed or option.name not in narrowed)]
    return {(option.name, option.places): option.places for option in kept}


def _weightiest(places: tuple[Place, ...]) -> tuple[Place, ...]:
    if len(places) <= _MOST_PLACES:
        return places
    return tuple(sorted(places, key=lambda place: (place.kind, place.population), reverse=True)[:_MOST_PLACES])


def _vote_outright(votes: _Votes, names: Sequence[Named], home_country: str | None) -> None:
    for name in sorted({name.name for name in names if name.type == "NORP"}):
        country = demonyms().get(name)
        if country is not None:
            votes.countries[country] += 1.0
    if home_country is not None:
        votes.countries[home_country] += _HOME_VOTE


def _settle(ballots: Sequence[_Ballot], outright: _Votes) -> None:
    priors = [[_prior(place, ballot.places) for place in ballot.places] for ballot in ballots]
    for ballot, prior in zip(ballots, priors, strict=True):
        ballot.shares = _shares(prior)
    for _ in range(_ROUNDS):
        votes = _count(ballots, outright)
        for ballot, prior in zip(ballots, priors, strict=True):
            own = _Votes()
            _cast(own, ballot)
            ballot.shares = _shares(
                [score + _context_score(place, votes, own) for place, score in zip(ballot.places, prior, strict=True)]
            )


def _count(ballots: Sequence[_Ballot], outright: _Votes) -> _Votes:
    votes = _Votes()
    for country, weight in outright.countries.items():
        votes.countries[country] += weight
    for ballot in ballots:
        _cast(votes, ballot)
    return votes


def _cast(votes: _Votes, ballot: _Ballot) -> None:
    for place, share in zip(ballot.places, ballot.shares, strict=True):
        votes.add(place, share)


def _shares(scores: Sequence[float]) -> tuple[float, ...]:
    """Scores as shares of one (softmax)."""
    best = max(scores)
    weights = [math.exp(_SHARPNESS * (score - best)) for score in scores]
    total = sum(weights)
    return tuple(weight / total for weight in weights)


def _prior(place: Place, namesakes: Sequence[Place]) -> float:
    """How likely the bare name means the place."""
    if place.kind is PlaceKind.CITY:
        score = _PEOPLE_SCORE * math.log10(place.population + 100)
        return score if place.is_main_name else score - _other_name_penalty(place)
    if place.kind is not PlaceKind.REGION:
        return _KIND_SCORE[place.kind]
    return _STATE_SCORE if not _is_named_for_city(place, namesakes) else _NAMED_FOR_CITY_SCORE


def _other_name_penalty(place: Place) -> float:
    return _OTHER_NAME_PENALTY / (2 if place.population > 1_000_000 else 1)


def _is_named_for_city(region: Place, namesakes: Sequence[Place]) -> bool:
    """Whether the region has its name from its own chief town, which the bare name then means: `Kunduz`."""
    return region.country != "US" and any(
        place.kind is PlaceKind.CITY
        and (place.country, place.region) == (region.country, region.region)
        and place.population >= _SAME_NAME_CITY_POPULATION
        for place in namesakes
    )


def _context_score(place: Place, votes: _Votes, own: _Votes) -> float:
    """What the other names of the document say for a place."""
    if place.country is None:
        return 0.0
    score = _COUNTRY_BONUS * _saturated(votes.countries[place.country] - own.countries[place.country])
    if place.region is not None:
        region = (place.country, place.region)
        score += _REGION_BONUS * _saturated(votes.regions[region] - own.regions[region])
    where = cell(place) if place.kind <= PlaceKind.COUNTY else None
    if where is not None:
        score += _NEARBY_BONUS * _saturated(votes.near(where) - own.near(where))
    return score


def _saturated(votes: float) -> float:
    """Grows with the votes, ever more slowly: 0, one half for one name, towards one for many."""
    votes = max(votes, 0.0)
    return votes / (votes + _HALFWAY)
