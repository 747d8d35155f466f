"""Everyday words that are also the names of places: what they need to be taken for the place.

A town is written about as often as its size lets one expect; a word that is used far more often means something else
most of the time ("Rest", "Zug", "Kultur"). What belongs here: telling such words, and the signs that speak for the
place all the same. What does not: finding names (rules.py), which of several places is meant
(meaning/resolve_places.py).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from tasks.entities.finding.candidates import Candidate
from tasks.entities.lexicon.gazetteer import Find, Place, PlaceKind, name_key
from tasks.entities.lexicon.tables import states, words
from tasks.entities.lexicon.word_frequency import zipf

_BEFORE = 20  # characters that are looked at for the word before
_AFTER = 60  # and for a country or state behind a comma
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]$")
_STATED = re.compile(r"(?:, | \()([^\W\d_][\w .-]{1,40})")
_BEHIND_A_COMMA = re.compile(r", $")
_JOINING = frozenset((", ", " und ", " oder ", "/", " et ", " ou ", " y ", " o ", " e "))
_MONEY = re.compile(r"[ \u00a0]?[$€£]")  # `US $ 40`


@dataclass(frozen=True, slots=True)
class CommonWordRules:
    """How much more often than its places' size lets one expect a word may be used; Zipf scale less log10 of people.

    Counted on the German, Portuguese and English training texts (GermEval, UNER, GMB), in which 9 to 20 of 100 words
    above `doubtful` are places (60 of 100 behind a preposition), and 2 to 14 of 100 above `common`.
    """

    doubtful: float = -0.75
    doubtful_other_name: float = -1.75  # of a name that the gazetteer has beside the main one, accents left out
    common: float = 0.25
    everyday: float = 3.0  # Zipf scale, of the first of several words that no list has; set by hand on German pages
    common_region: float = -0.25  # of a region or country whose people are known: "Para" in Portuguese


RULES = CommonWordRules()


class Doubt(IntEnum):
    """How much speaks against a place: nothing, some (a sign of a place will do), much (its country must be named)."""

    NONE = 0
    SOME = 1
    MUCH = 2


def without_common_words(
    text: str, candidates: Sequence[Candidate], language: str | None, find: Find
) -> Iterator[Candidate]:
    """The candidates; a place whose name is an everyday word is none, unless something says that it is meant."""
    behind = _words_behind(text, candidates)
    joined_from = -1  # where the place before, which was believed, ends
    for candidate in candidates:
        surface = text[candidate.start : candidate.end]
        if candidate.type not in ("GPE", "LOC"):
            yield candidate
            continue
        places = find(surface)
        if _MONEY.match(text, candidate.end) or _is_abbreviation(text, candidate.start, surface, places, language):
            continue
        doubt = doubt_of(surface, places, language)
        if language == "de":
            first, last = surface.split(" ")[0], surface.split(" ")[-1]
            if first.lower() in words()["german_contractions"] or last in words()["german_false_heads"]:
                continue
            if not places and _is_word_with_head(surface):
                continue
            if not places and " " not in surface:  # every noun has a capital, and nobody knows this one for a place
                is_everyday = surface not in words()["german_continents"] and zipf(surface.lower(), "de") > 0
                doubt = Doubt.MUCH if is_everyday else Doubt.SOME
            if behind[surface] & words()["german_determiners"] and (doubt or _are_towns(places)):
                doubt = Doubt(min(doubt + 1, Doubt.MUCH))
        is_signed = bool(behind[surface] & words()["sure_place_prepositions"]) or (
            text[joined_from : candidate.start] in _JOINING and joined_from > 0
        )
        if doubt is Doubt.NONE or (doubt is Doubt.SOME and is_signed) or _is_stated(text, candidate.end, find):
            joined_from = candidate.end
            yield candidate


def _is_word_with_head(surface: str) -> bool:
    """`Staates Island`, `DISNEY CHANNEL`: a word of the language before one for what English places are."""
    first, _, rest = surface.partition(" ")
    is_led = first in words()["leading_locations"]
    return bool(rest) and not is_led and zipf(first.lower(), "de") >= RULES.everyday


def doubt_of(surface: str, places: Iterable[Place], language: str | None) -> Doubt:
    """How much the use of a word speaks against the largest place that bears it as its name."""
    largest = max(places, key=lambda place: (place.kind >= PlaceKind.REGION, place.population), default=None)
    if largest is None:
        return Doubt.NONE
    if largest.kind >= PlaceKind.AREA and not largest.population:
        return Doubt.NONE
    excess = zipf(surface.lower(), language) - math.log10(largest.population + 1)
    if largest.kind >= PlaceKind.REGION:
        return Doubt.MUCH if excess > RULES.common_region else Doubt.NONE
    if excess > RULES.common:
        return Doubt.MUCH
    limit = RULES.doubtful if largest.is_main_name else RULES.doubtful_other_name
    return Doubt.SOME if excess > limit else Doubt.NONE


def _are_towns(places: Sequence[Place]) -> bool:
    return bool(places) and all(place.kind < PlaceKind.AREA for place in places)


def _is_abbreviation(text: str, start: int, surface: str, places: Iterable[Place], language: str | None) -> bool:
    """Whether a word is read as a state of the US by its abbreviation, in another language and behind no town."""
    if language == "en" or name_key(surface) not in _abbreviations():
        return False
    is_state_alone = max((place.kind for place in places), default=None) is PlaceKind.REGION
    return is_state_alone and _BEHIND_A_COMMA.search(text, max(0, start - 2), start) is None


def _abbreviations() -> frozenset[str]:
    return frozenset(name_key(name) for state in states().values() for name in (state.code, state.abbreviation))


def _words_behind(text: str, candidates: Sequence[Candidate]) -> Mapping[str, set[str]]:
    """The words, in lower case, that the document has before each name that may be a place, wherever that stands."""
    behind = defaultdict[str, set[str]](set)
    for candidate in candidates:
        before = _WORD_BEFORE.search(text, max(0, candidate.start - _BEFORE), candidate.start)
        if before is not None:
            behind[text[candidate.start : candidate.end]].add(before[1].lower())
    return behind


def _is_stated(text: str, end: int, find: Find) -> bool:
    """Whether a region or country stands behind the name: `Essen, Germany`, `Zug (Schweiz)`."""
    found = _STATED.match(text, end, end + _AFTER)
    if found is None:
        return False
    named = found[1].split()
    return any(
        place.kind >= PlaceKind.REGION for length in (3, 2, 1) for place in find(" ".join(named[:length]).rstrip(".,"))
    )
