"""What names in other languages than English deserve: which to believe, and how much.

What belongs here: the languages we read, and what capitals are worth in each. What does not: finding names (rules.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tasks.entities.finding.candidates import Candidate
from tasks.entities.lexicon.gazetteer import Find, PlaceKind
from tasks.entities.lexicon.tables import words

LANGUAGES = frozenset(("en", "de", "fr", "es", "pt", None))  # None: not known, and most of what we read is English
_WORTH: Mapping[str | None, float] = {
    "de": 0.8,
    "fr": 0.9,
    "es": 0.9,
    "pt": 0.9,
}  # of a confidence, beside the same in English
_SURE_PERSON = 0.7  # a given name or a title says so; in German every noun has a capital
_SURE_OTHER = 0.6  # the gazetteer, or a list of names
_EXONYM_POPULATION = 300_000  # of a town that other languages name in their own way; set by hand
_MID_SENTENCE = 0.25  # what the model gives an unexplained word whose capital counts
_EXONYM_CONFIDENCE = 0.55  # between an unexplained word and a listed place; set by hand


def worth(confidence: float, language: str | None) -> float:
    """A confidence as it stands in a language that the rules were not made for."""
    return round(confidence * _WORTH.get(language, 1.0), 3)


def believable(text: str, candidates: Iterable[Candidate], language: str | None) -> Iterator[Candidate]:
    """The candidates that deserve belief: in German, no names by capitals alone, and none with an article inside."""
    for candidate in candidates:
        if language != "de" or candidate.type is None or _is_sure_in_german(text, candidate):
            yield candidate


def _is_sure_in_german(text: str, candidate: Candidate) -> bool:
    inside = text[candidate.start : candidate.end].split()
    if not words()["german_articles"].isdisjoint(inside):
        return False
    return candidate.confidence >= (_SURE_PERSON if candidate.type == "PERSON" else _SURE_OTHER)


def with_exonyms(text: str, candidates: Sequence[Candidate], language: str | None, find: Find) -> list[Candidate]:
    """The candidates; in other languages an unexplained word that a big town is called by is that town: `Wien`."""
    if language not in _WORTH:
        return list(candidates)
    return [_as_big_town(text, candidate, find) for candidate in candidates]


def _as_big_town(text: str, candidate: Candidate, find: Find) -> Candidate:
    if candidate.type is not None or candidate.confidence < _MID_SENTENCE:
        return candidate
    places = find(text[candidate.start : candidate.end])
    is_big = any(place.kind is PlaceKind.CITY and place.population >= _EXONYM_POPULATION for place in places)
    return replace(candidate, type="GPE", confidence=_EXONYM_CONFIDENCE) if is_big else candidate
