"""Which places each name of a document may mean, as far as the words beside it say.

What belongs here: looking a name up, and what its neighbours leave of the answer (`Paris, Texas`, `the city of
Kunduz`, `Farah and Kunduz provinces`). What does not: choosing among what is left (resolve_places.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from tasks.entities.lexicon.gazetteer import Find, Place, PlaceKind
from tasks.entities.lexicon.geography import kilometres
from tasks.entities.lexicon.tables import words
from tasks.entities.meaning.join import PLACE_TYPES
from tasks.entities.meaning.named import Named
from tasks.entities.meaning.place_in_name import seat_of

DIVISIONS = (PlaceKind.REGION, PlaceKind.COUNTY)
_OUTER = (PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.COUNTY)
_COUNTY_WORDS = (" County", " Parish")  # what GeoNames calls second-level divisions of the United States
_COUNTY_KM = 80.0  # a town of a county lies this near to the county's middle
_LONGEST_CUE = 16  # characters of the cue beside a name ("province of", "county")
_SEATED_TYPES = ("ORG", "FAC", "EVENT", "GPE", "LOC")
_LONGEST_LIST = 12  # names in a row that are taken for a list of one kind of place
_INSIDE_GAPS = (", ", " (", ",  ", ",", ",\n", " in ", ", in ")
_LIST_GAPS = (", ", " and ", ", and ", " & ", " or ", ", or ", " und ", " et ", " y ")


@dataclass(frozen=True, slots=True)
class PlaceOptions:
    """The places that a name may mean; `is_narrowed` says that the words beside it have left only some.

    `is_seat`: the name is an organisation's, a building's or a part's (`Western Massachusetts`), and `name` the place's
    name inside it.
    """

    name: str
    places: tuple[Place, ...]
    is_narrowed: bool = False
    is_seat: bool = False


def place_options(text: str, names: Sequence[Named], find: Find) -> list[PlaceOptions]:
    """The options of every name, in the order of `names`; no places for what is no place, or one we do not know."""
    counties = _counties_named(names)
    places_named = frozenset(name.name for name in names if name.type == "GPE")
    found = [_looked_up(name, find, counties) or _seat(text, name, find, places_named) for name in names]
    cued = [_cued(text, name, options, find) for name, options in zip(names, found, strict=True)]
    listed = _listed_divisions(text, names, cued, find)
    narrowed = [_inside_next(text, names, listed, number) for number in range(len(names))]
    return [_without_smaller_namesakes(options) for options in narrowed]


def _counties_named(names: Sequence[Named]) -> frozenset[str]:
    """Bare names of the counties that the document names in full: later it may say `Avoyelles` for the parish."""
    return frozenset(
        name.name.removesuffix(word)
        for name in names
        for word in _COUNTY_WORDS
        if name.type in PLACE_TYPES and name.name.endswith(word)
    )


def _seat(text: str, name: Named, find: Find, places_named: frozenset[str]) -> PlaceOptions:
    written = " ".join(text[name.start : name.end].split())  # an acronym names no place
    seat = seat_of(written, find, places_named) if name.type in _SEATED_TYPES else None
    return PlaceOptions(name.name, ()) if seat is None else PlaceOptions(seat.name, seat.places, is_seat=True)


def _looked_up(name: Named, find: Find, counties: frozenset[str]) -> PlaceOptions | None:
    """None for what is no place, or one we do not know."""
    if name.type not in PLACE_TYPES:
        return None
    found = find(name.name) or _by_bare_name(name.name, find)
    if name.name in counties:
        found += tuple(county for county in _counties(name.name, find) if county not in found)
    return PlaceOptions(name.name, found) if found else None


def _counties(bare: str, find: Find) -> Iterator[Place]:
    for word in _COUNTY_WORDS:
        yield from find(bare + word)


def _by_bare_name(name: str, find: Find) -> tuple[Place, ...]:
    """`Farah Province` by Farah, `Province of Farah` likewise: divisions only; `the City of Kunduz`: towns only."""
    first, _, rest = name.partition(" of ")
    if rest:
        return tuple(place for place in find(rest) if place.kind in _kinds_called(first.lower()))
    bare, _, head = name.rpartition(" ")
    return tuple(place for place in find(bare) if place.kind in _kinds_called(head.lower())) if bare else ()


def _kinds_called(word: str) -> tuple[PlaceKind, ...]:
    """The kinds of place that a word such as `province` or `towns` calls so."""
    if word in words()["division_words"]:
        return DIVISIONS
    return (PlaceKind.CITY,) if word in words()["town_words"] else ()


def _cued(text: str, name: Named, options: PlaceOptions, find: Find) -> PlaceOptions:
    """What the word beside the name leaves: `Kunduz province`, `the city of Kunduz`."""
    if name.type not in PLACE_TYPES or options.is_seat:
        return options
    kinds = _kinds_called(_word_before_of(text, name.start)) or _kinds_called(_word_after(text, name.end))
    if not kinds:
        return options
    places = options.places
    if kinds is DIVISIONS and not any(place.kind in kinds for place in places):
        places = tuple(_counties(name.name, find))
    return _narrowed(options, (place for place in places if place.kind in kinds))


def _narrowed(options: PlaceOptions, left: Iterator[Place]) -> PlaceOptions:
    places = tuple(left)
    return replace(options, places=places, is_narrowed=True) if places else options


def _word_after(text: str, end: int) -> str:
    return _word(text[end + 1 : end + 1 + _LONGEST_CUE]) if text[end : end + 1] in (" ", "-") else ""


def _word(text: str) -> str:
    length = next((number for number in count() if not text[number : number + 1].isalpha()), 0)
    return text[:length] if text[:length].islower() else ""


def _word_before_of(text: str, start: int) -> str:
    before = text[max(0, start - _LONGEST_CUE - 4) : start]
    return before.removesuffix(" of ").rpartition(" ")[2].lower() if before.endswith(" of ") else ""


def _listed_divisions(
    text: str, names: Sequence[Named], options: Sequence[PlaceOptions], find: Find
) -> list[PlaceOptions]:
    """`Farah, Helmand and Kunduz provinces`: the word after the last holds for all of the list."""
    listed = list(options)
    for number, name in enumerate(names):
        kinds = _kinds_called(_word_after(text, name.end))
        if kinds is not DIVISIONS or not options[number].is_narrowed:
            continue
        earlier = number - 1
        while earlier >= max(0, number - _LONGEST_LIST) and _gap(text, names, earlier) in _LIST_GAPS:
            places = (*options[earlier].places, *_counties(names[earlier].name, find))
            listed[earlier] = _narrowed(options[earlier], (place for place in places if place.kind in kinds))
            earlier -= 1
    return listed


def _gap(text: str, names: Sequence[Named], number: int) -> str:
    """What stands between a name and the next, as far as a list or an address needs it."""
    return text[names[number].end : min(names[number + 1].start, names[number].end + 8)]


def _inside_next(text: str, names: Sequence[Named], options: Sequence[PlaceOptions], number: int) -> PlaceOptions:
    """What lies in the county, state or country named right after it, where anything does (`Paris, Texas`)."""
    following = number + 1
    if (
        following >= len(names)
        or options[number].is_seat
        or not options[number].places
        or _gap(text, names, number) not in _INSIDE_GAPS
    ):
        return options[number]
    if _is_wide(options[number]) and _is_in_list(text, names, options, number):
        return options[number]
    outer = [place for place in options[following].places if place.kind in _OUTER]
    inside = (place for place in options[number].places if any(lies_in(place, around) for around in outer))
    return _narrowed(options[number], inside)


def _is_wide(options: PlaceOptions) -> bool:
    return any(place.kind in (PlaceKind.REGION, PlaceKind.COUNTRY) for place in options.places)


def _is_in_list(text: str, names: Sequence[Named], options: Sequence[PlaceOptions], number: int) -> bool:
    """Whether states or countries stand in a row: of `Nevada, Missouri and Ohio` none lies in the next."""
    before = number > 0 and _gap(text, names, number - 1) in _LIST_GAPS and _is_wide(options[number - 1])
    after = number + 2
    return before or (after < len(names) and _gap(text, names, number + 1) in _LIST_GAPS and _is_wide(options[after]))


def lies_in(place: Place, outer: Place) -> bool:
    """Whether a place is inside a larger one; of a town and a county, whether it lies near the county's middle."""
    if place.kind >= outer.kind or place.country != outer.country:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return True
    distance = kilometres(place, outer) if outer.kind is PlaceKind.COUNTY else None
    return place.region == outer.region and (distance is None or distance <= _COUNTY_KM)


def _without_smaller_namesakes(options: PlaceOptions) -> PlaceOptions:
    """Where a name is a country's, its towns of that name are left out: `Mexico` is not the city, nor is `Panama`."""
    countries = {place.country for place in options.places if place.kind is PlaceKind.COUNTRY}
    if not countries or options.is_narrowed:
        return options
    kept = tuple(place for place in options.places if place.kind >= PlaceKind.COUNTRY or place.country not in countries)
    return replace(options, places=kept)
