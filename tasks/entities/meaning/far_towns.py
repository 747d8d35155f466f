"""Towns abroad that nothing else in a document speaks for: `Kork` is cork, and not the town in Ireland.

What belongs here: telling them. What does not: which of several places is meant (resolve_places.py). A document in a
language that our model does not read names towns where that language is spoken, great cities, and others beside their
country or another place of it; a word that alone in its document is the name of a smaller town abroad is another word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tasks.entities.lexicon.gazetteer import Place, PlaceKind, name_key
from tasks.entities.lexicon.tables import words
from tasks.entities.meaning.named import Named
from tasks.entities.meaning.resolve_places import Meaning

_GREAT_CITY_POPULATION = 250_000  # known abroad without its country; set by hand on German pages
_GREAT_REGION_POPULATION = 1_000_000  # the same of a state or province (`Pool`, `Choco`)


Meant = tuple[Named, Meaning | None]  # a name, and what it means


def without_far_towns(meant: Sequence[Meant], language: str | None, home: str | None) -> list[Meant]:
    """Names with what they mean; smaller towns abroad only where their country, or a place in it, is named too.

    `home` is the country of the publisher's site.
    """
    at_home = words().get(f"countries_of_{language}", frozenset()) | {home}
    named_in = defaultdict[str, set[str]](set)
    for name, meaning in meant:
        if meaning is not None and meaning.place.country is not None:
            named_in[meaning.place.country].add(name_key(name.name))

    def is_believed(name: Named, meaning: Meaning | None) -> bool:
        if meaning is None or meaning.is_seat or not _is_town_abroad(meaning.place, at_home):
            return True
        return bool(named_in[meaning.place.country or ""] - {name_key(name.name)})

    return [pair for pair in meant if is_believed(*pair)]


def _is_town_abroad(place: Place, at_home: frozenset[str | None]) -> bool:
    known_from = {
        PlaceKind.CITY: _GREAT_CITY_POPULATION,
        PlaceKind.COUNTY: _GREAT_CITY_POPULATION,
        PlaceKind.REGION: _GREAT_REGION_POPULATION,
    }.get(place.kind, 0)
    is_uncounted_state = place.kind is PlaceKind.REGION and not place.population  # England, New Hampshire
    return place.population < known_from and not is_uncounted_state and place.country not in at_home
