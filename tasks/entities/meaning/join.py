"""Names within a document: short forms joined to full names, and one type for one name.

What belongs here: what the rest of the document says of a name. What does not: finding candidates (finding/rules.py),
places (resolve_places.py), how people (people.py) and acronyms (acronyms.py) are joined.

Article, comments and quoted documents of a page are one document here: a reader who writes "Ghani" means the article's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from tasks.entities.finding.candidates import Candidate
from tasks.entities.lexicon.tables import known_names, words
from tasks.entities.meaning import acronyms
from tasks.entities.meaning.named import Named
from tasks.entities.meaning.one_type import genitives, plain, with_one_type
from tasks.entities.meaning.people import People
from tasks.entities.meaning.roles import role_of

PLACE_TYPES = ("GPE", "LOC", "FAC")
_WEAK = 0.6  # a guess below this gives way to a person of that name
_FULL_NAME_CONFIDENCE = 0.4  # what a guess at a full name must be worth to teach the document a person
_LONGEST_TITLE = 16  # characters of a title before a name ("Vice-President")
_LONGEST_LETTERED_TITLE = 3  # `DP`, `PM`, `MEP`
_ONE_SPELLING = {  # British and American spellings in the names of organisations
    "organisation": "organization",
    "defence": "defense",
    "centre": "center",
    "labour": "labor",
    "programme": "program",
}


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What the whole document says: types by name key, its people, long forms by acronym and by first word."""

    types: dict[str, dict[str, float]] = field(default_factory=dict)
    people: People = field(default_factory=People)
    acronyms: dict[str, str] = field(default_factory=dict)
    initials: dict[str, str] = field(default_factory=dict)
    short_organisations: dict[str, str] = field(default_factory=dict)


def entity_id(kind: str, name: str) -> str:
    """The id of an entity that no list names: a hash of its type and normalised name.

    It depends on nothing but these two, so every document gives it alike, whenever and in whatever order it is read.
    Two people of one name share it; `presswatch entities` tells them apart by their company (bearers.py).
    """
    normalised = " ".join(_ONE_SPELLING.get(word, word) for word in plain(name).removeprefix("the ").split(" "))
    return blake2b(f"{kind}\n{normalised}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def join_names(text: str, candidates: Sequence[Candidate], language: str | None = None) -> list[Named]:
    """Candidates that are names, in text order like the candidates; what the document does not explain is dropped.

    One name has one type, and one full name where it is not several people's.
    """
    return with_one_type(text, list(_joined(text, candidates, genitives(text, candidates, language))))


def _joined(text: str, candidates: Sequence[Candidate], bare: Mapping[str, str]) -> Iterator[Named]:
    """`bare`: names by their genitives."""
    knowledge = _learn(text, candidates, bare)
    for guess in candidates:
        candidate = _without_title(text, guess, knowledge)
        surface = _surface(text, candidate, bare)
        key = plain(surface)
        kind = _decide(candidate, surface, key, knowledge)
        if kind == "PERSON":
            name = knowledge.people.full_name(surface, candidate.start, _title(text, candidate.start)) or surface
            role = role_of(text, candidate.start, candidate.end)
            yield Named(candidate.start, candidate.end, kind, name, candidate.confidence, role)
        elif kind is not None:
            name = _organisation(surface, key, knowledge) if kind == "ORG" else surface
            yield Named(candidate.start, candidate.end, kind, name, candidate.confidence)


def _without_title(text: str, candidate: Candidate, knowledge: _Knowledge) -> Candidate:
    """The person in what looked like an organisation: Okafor, whom the document names in full, in `DP Okafor`."""
    first, _, rest = text[candidate.start : candidate.end].partition(" ")
    is_title = first in words()["titles"] or (first.isupper() and len(first) <= _LONGEST_LETTERED_TITLE)
    if candidate.type != "ORG" or not is_title or not knowledge.people.has_surname(rest):
        return candidate
    return replace(candidate, start=candidate.end - len(rest), type="PERSON")


def _surface(text: str, candidate: Candidate, bare: Mapping[str, str]) -> str:
    written = " ".join(text[candidate.start : candidate.end].split())
    return bare.get(written, written)


def _title(text: str, start: int) -> str:
    before = text[max(0, start - _LONGEST_TITLE) : start]
    return before[:-1].rpartition(" ")[2] if before.endswith(" ") else ""


def _learn(text: str, candidates: Sequence[Candidate], bare: Mapping[str, str]) -> _Knowledge:
    knowledge = _Knowledge()
    for candidate in candidates:
        surface = _surface(text, candidate, bare)
        key = plain(surface)
        acronym = acronyms.beside(text, candidate.start, candidate.end, surface)
        if acronym is not None:
            knowledge.acronyms.setdefault(acronyms.acronym_key(acronym), _listed_name(surface))
        kind = "ORG" if acronym is not None else candidate.type
        if kind is None:
            continue
        weights = knowledge.types.setdefault(key, {})
        weights[kind] = weights.get(kind, 0.0) + (2.0 if acronym is not None else candidate.confidence)
        if kind == "PERSON" and candidate.confidence > _FULL_NAME_CONFIDENCE:
            knowledge.people.learn(surface, candidate.start)
        elif kind == "ORG":
            _learn_organisation(knowledge, surface, key)
    return knowledge


def _learn_organisation(knowledge: _Knowledge, surface: str, key: str) -> None:
    first, _, rest = key.partition(" ")
    if rest and len(first) > 3 and rest not in words()["government_heads"]:
        knowledge.short_organisations.setdefault(first, surface)
    initials = acronyms.initials(surface)
    if initials is not None:
        knowledge.initials.setdefault(initials, surface)


def _listed_name(surface: str) -> str:
    listed = known_names().get(surface)
    return listed.name if listed else surface


def _decide(candidate: Candidate, surface: str, key: str, knowledge: _Knowledge) -> str | None:
    if key in knowledge.acronyms:
        return "ORG"
    is_weak = candidate.confidence < _WEAK
    if is_weak and candidate.type in (None, "PERSON", "GPE", "ORG") and _is_somebody(surface, key, knowledge):
        return "PERSON"
    if is_weak and candidate.type is None and key in knowledge.short_organisations:
        return "ORG"
    weights: Mapping[str, float] = knowledge.types.get(key, {})
    voted = max(weights, key=lambda kind: (weights[kind], kind)) if weights else candidate.type
    return "PERSON" if voted == "ORG" and _is_surname_alone(surface, key, knowledge) else voted


def _is_surname_alone(surface: str, key: str, knowledge: _Knowledge) -> bool:
    """`Okafor` beside Chidi Okafor is the man, also beside `the Okafor Cabinet`, but not beside Okafor Inc."""
    return key not in knowledge.short_organisations and knowledge.people.has_surname(surface)


def _is_somebody(surface: str, key: str, knowledge: _Knowledge) -> bool:
    """Whether somebody of the document goes by this name, and nothing surer does."""
    return knowledge.people.knows(surface) and "GPE" not in _sure_types(key, knowledge)


def _sure_types(key: str, knowledge: _Knowledge) -> tuple[str, ...]:
    return tuple(kind for kind, weight in knowledge.types.get(key, {}).items() if weight > 1.0)


def _organisation(surface: str, key: str, knowledge: _Knowledge) -> str:
    """The name in full: of an acronym its long form, of `Tolo` the document's Tolo News."""
    if key in knowledge.acronyms:
        return knowledge.acronyms[key]
    listed = known_names().get(surface)
    if listed is not None:
        return listed.name
    acronym = acronyms.acronym_key(surface)
    if surface.isupper() and acronym in knowledge.initials:
        return knowledge.initials[acronym]
    return knowledge.short_organisations.get(key, surface)
