"""The dateline that opens a report: `KABUL, July 14 (Reuters) –` to place, date and agency.

What belongs here: reading the beginning of one paragraph. What does not: lines of a page's head that hold nothing but a
date (plain/head.py), what a date means (tasks.dates.printed).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.dates.stamp.calendar_words import months, weekdays
from tasks.parse.base.article_vocabulary import agency_of, any_of, article_words

LONGEST_DATELINE = 120  # characters
SHORTEST_REPORT = 20  # characters that must follow, or the line is a label
MOST_PLACE_WORDS = 7  # of a place with its region; set by hand
_PLACE = r"(?P<place>[^\W\d_][^\d()\[\]–—:;!?\"“”„«»|…]{1,60}?)"
_DASH = r"(?P<dash>\.?\s?[–—]{1,2}|\.?\s?--|\.?\s-|\.-|\s?[|])\s{0,2}(?=[\w\"“”„«‘'’(\[¿¡$€£])"
_AGENCY_NAME = re.compile(r"[A-ZÀ-Þ][\w&.'’-]{1,30}(?:[ /][A-ZÀ-Þ][\w&.'’-]{1,30}){0,3}|[a-z]{3,5}")
_UNCASED = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    {"de", "do", "da", "dos", "del", "des", "du", "of", "am", "an", "der", "und", "upon", "sur", "la", "le", "y"}
)
LONGEST_ABBREVIATION = 6  # letters before a full stop that belongs to the name: `Lyon, Calif.`


@dataclass(frozen=True, slots=True)
class PrintedDateline:
    """What a dateline says. `length` is that of the dateline with its dash and the blank behind it."""

    place: str | None
    agency: str | None
    stamp: str | None
    length: int


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    month = rf"(?:{any_of(months())})\b\.?"
    weekday = rf"(?:(?:{any_of(weekdays())})\b\.?,?\s)?"
    day = rf"(?:{month}\s\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?:de\s)?{month})"
    stamp = rf"(?P<stamp>{weekday}{day}(?:,?\s(?:de\s)?(?:19|20)\d\d)?)"
    agency = r"\((?P<agency>[^()\d]{2,40}?)\)"
    return re.compile(rf"(?:{_PLACE},?\s)?(?:{stamp},?\s?)?(?:{agency})?{_DASH}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(article_words()["dateline"]["labels"])


def read_dateline(text: str) -> PrintedDateline | None:
    """Read the dateline at the beginning of a paragraph; None where there is none.

    A place alone is believed only in capitals, a place with the date or an agency also as names are written.
    """
    found = _pattern().match(text[: LONGEST_DATELINE + 1])
    if found is None or len(text) - found.end() < SHORTEST_REPORT:
        return None
    place, stamp, agency = found["place"], found["stamp"], found["agency"]
    if agency is not None and not _is_agency(agency.strip(), place):
        return None
    if agency is None and (place is None or not (_is_capital(place) or (stamp and _is_written(place)))):
        return None
    if place is not None and not _is_place(place):
        return None
    name = None if agency is None else agency_of(agency.strip()) or agency.strip()
    return PrintedDateline(None if place is None else _cased(place), name, stamp, found.end())


def _is_agency(agency: str, place: str | None) -> bool:
    """A known one, or an unknown one behind a place in capitals; a party stands behind a name in the same way."""
    is_framed = place is not None and _is_capital(place) and _AGENCY_NAME.fullmatch(agency) is not None
    return is_framed or agency_of(agency) is not None


def _is_place(place: str) -> bool:
    """Whether it may be a place by the look of it, known labels left out."""
    low = place.casefold().strip(" .,")
    words = place.split()
    is_label = low in _labels() or (words and words[0].casefold().strip(".,") in _labels())
    return not is_label and len(words) <= MOST_PLACE_WORDS and (_is_capital(place) or _is_written(place))


def _is_capital(place: str) -> bool:
    """In capitals, as agencies write places; the region behind a comma may be abbreviated (`LYON, Calif.`)."""
    city = place.partition(",")[0]
    return city.isupper() and sum(map(str.isalpha, city)) > 2


def _is_written(place: str) -> bool:
    """Each longer word with a capital: `New York`, `Frankfurt am Main`, `Rio de Janeiro`."""
    words = place.replace("/", " ").replace(",", " ").split()
    return all(word[:1].isupper() or len(word) <= 3 for word in words) and words[0][:1].isupper()


def _cased(place: str) -> str:
    """A place in capitals as names are written; abbreviations and what is not in capitals stay."""
    place = place.strip(" ,")
    if len(place.split()[-1]) > LONGEST_ABBREVIATION:
        place = place.rstrip(".")
    city, comma, region = place.partition(",")
    if city.isupper():
        city = _lowered(city)
    if region.isupper() and "." not in region and len(region.strip()) > 3:
        region = _lowered(region)
    return city + comma + region


def _lowered(place: str) -> str:
    """Capitals at the beginning of words only, none for prepositions inside: `RIO DE JANEIRO` to `Rio de Janeiro`."""

    def lowered(word: re.Match[str]) -> str:
        is_small = word.start() > 0 and word[0].casefold() in _SMALL
        return word[0].casefold() if is_small else word[0].capitalize()

    return _UNCASED.sub(lowered, place)
