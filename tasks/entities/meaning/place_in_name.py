"""Where an organisation, a building or a part of a country lies, as far as its name says: `Dublin City Council`.

What belongs here: finding the place's name inside a longer name. What does not: which place it means
(resolve_places.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from tasks.entities.lexicon.gazetteer import Place, PlaceKind
from tasks.entities.lexicon.tables import tags, words

_LONGEST_PLACE_WORDS = 3  # of a place inside a longer name ("New York City Council")
_KINDS = (PlaceKind.CITY, PlaceKind.COUNTY, PlaceKind.REGION)  # a bank of America sits nowhere
_KNOWN_CITY_POPULATION = 100_000  # a smaller place in a name is mostly a surname; set by hand
_JOINING = (" of ", " in ", " at ")


@dataclass(frozen=True, slots=True)
class Seat:
    """A place's name inside a longer name, and the places it may mean."""

    name: str
    places: tuple[Place, ...]


def seat_of(name: str, find: Callable[[str], tuple[Place, ...]], places_named: Set[str]) -> Seat | None:
    """The place that a name begins with, after a direction too, or ends with after `of`, `in` or `at`.

    A town counts where the document names it by itself too (`places_named`), where it is big and its name is not
    somebody's (Madison Hospital need not be in Madison), or where what follows is the town's own: its police, its
    schools. Streets are named for places that they do not lie in.
    """
    if not words()["street_words"].isdisjoint(name.split(" ")):
        return None
    for inner in _inner_names(name):
        places = tuple(place for place in find(inner) if place.kind in _KINDS)
        if places and (inner in places_named or _is_known(inner, places) or _is_towns_own(name, inner)):
            return Seat(inner, places)
    return None


def _inner_names(name: str) -> Iterator[str]:
    first = name.removeprefix("The ").split(" ")
    if first[0] in words()["directions"] and len(first) > 1:
        yield " ".join(first[1 : 1 + _LONGEST_PLACE_WORDS])
    for length in range(min(_LONGEST_PLACE_WORDS, len(first) - 1), 0, -1):
        yield " ".join(first[:length])
    for joining in _JOINING:
        rest = name.partition(joining)[2].removeprefix("the ").split(" ")
        for length in range(min(_LONGEST_PLACE_WORDS, len(rest)), 0, -1):
            yield " ".join(rest[:length])


def _is_towns_own(name: str, inner: str) -> bool:
    following = name.removeprefix("The ").removeprefix(inner + " ").split(" ")[0]
    return following in words()["municipal_words"] and inner not in tags()


def _is_known(name: str, places: tuple[Place, ...]) -> bool:
    if name in tags():
        return False
    return any(
        place.is_main_name and (place.kind is not PlaceKind.CITY or place.population >= _KNOWN_CITY_POPULATION)
        for place in places
    )
