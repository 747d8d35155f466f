"""Small towns told from other unexplained words by the states and countries that the document names.

What belongs here: candidates without a type that become places. What does not: which town is meant
(meaning/resolve_places.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.entities.finding.candidates import Candidate
from tasks.entities.lexicon.gazetteer import Find, Place, PlaceKind

_SURE = 0.6  # a place that the model is this sure of speaks for others
_MID_SENTENCE = 0.25  # what the model gives an unexplained word whose capital counts
_TOWN_CONFIDENCE = 0.45  # less than the gazetteer alone gives; set by hand
_TOWN_POPULATION = 20_000  # smaller towns of a state share their names with people and things; set by hand


def with_local_towns(text: str, candidates: Sequence[Candidate], find: Find) -> list[Candidate]:
    """The candidates; unexplained words that name a town in a state or country the document speaks of become places."""
    wide = [
        place
        for candidate in candidates
        if candidate.type == "GPE" and candidate.confidence >= _SURE
        for place in find(text[candidate.start : candidate.end])
        if place.kind in (PlaceKind.COUNTRY, PlaceKind.REGION)
    ]
    countries = {place.country for place in wide}
    regions = {(place.country, place.region) for place in wide if place.region is not None}

    def is_local(town: Place) -> bool:
        is_known = town.population >= _TOWN_POPULATION and town.country in countries
        return town.is_main_name and (is_known or (town.country, town.region) in regions)

    def read(candidate: Candidate) -> Candidate:
        if candidate.type is not None or candidate.confidence < _MID_SENTENCE:
            return candidate
        towns = find(text[candidate.start : candidate.end])
        return replace(candidate, type="GPE", confidence=_TOWN_CONFIDENCE) if any(map(is_local, towns)) else candidate

    return [read(candidate) for candidate in candidates]
