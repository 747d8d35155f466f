"""Names within a document: short forms joined to full names, and one type for one name.

What belongs here: what the rest of the document says of a name. What does not: finding candidates (rules.py), places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from tasks.entities.candidates import Candidate
from tasks.entities.gazetteer import name_key
from tasks.entities.tables import known_names, words

PLACE_TYPES = ("GPE", "LOC", "FAC")
_WEAK = 0.6  # a guess below this gives way to a person of that name
_ACRONYM_AFTER = re.compile(r"\s?\([\"“'‘]?((?:[A-Z]\.?){2,8}|[A-Z][A-Za-z-]{1,7})[\"”'’]?\)")
_SMALL_WORDS = frozenset(["of", "the", "for", "and", "de", "la", "du", "des", "del", "y", "und", "der", "für"])
_NAMESAKES = 8  # full names that share a surname and are compared; a page has a handful


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the document: where it stands, its type, and what the document calls its bearer in full."""

    start: int
    end: int
    type: str
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What the whole document says: types by name key, full names by short one, long forms by acronym."""

    types: dict[str, dict[str, float]] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)
    short_organisations: dict[str, str] = field(default_factory=dict)


def entity_id(kind: str, name: str) -> str:
    """The id of an entity that no list names: a hash of its type and normalised name."""
    return blake2b(f"{kind}\n{_plain(name)}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _plain(name: str) -> str:
    return " ".join(name_key(name).split())


def join_names(text: str, candidates: Sequence[Candidate]) -> Iterator[Named]:
    """Candidates that are names, in text order like the candidates; what the document does not explain is dropped."""
    knowledge = _learn(text, candidates)
    for candidate in candidates:
        surface = _surface(text, candidate)
        key = _plain(surface)
        kind = _decide(candidate, key, knowledge)
        if kind is not None:
            name = _canonical(surface, key, kind, knowledge)
            yield Named(candidate.start, candidate.end, kind, name, candidate.confidence)


def _surface(text: str, candidate: Candidate) -> str:
    return " ".join(text[candidate.start : candidate.end].split())


def _learn(text: str, candidates: Sequence[Candidate]) -> _Knowledge:
    knowledge = _Knowledge()
    given = words()["given_names"]
    for candidate in candidates:
        surface = _surface(text, candidate)
        key = _plain(surface)
        defined = _defined_acronym(text, candidate.end, surface)
        if defined is not None:
            knowledge.acronyms.setdefault(defined, surface)
        kind = "ORG" if defined is not None else candidate.type
        if kind is None:
            continue
        weights = knowledge.types.setdefault(key, {})
        weights[kind] = weights.get(kind, 0.0) + (2.0 if defined is not None else candidate.confidence)
        parts = key.split(" ")
        if kind == "PERSON" and len(parts) > 1 and candidate.confidence > 0.4:
            _learn_person(knowledge.people, surface, parts, is_given=surface.split(" ")[0] in given)
        if kind == "ORG" and len(parts) > 1 and len(parts[0]) > 3:
            knowledge.short_organisations.setdefault(parts[0], surface)
    return knowledge


def _learn_person(people: dict[str, list[str]], full: str, parts: Sequence[str], *, is_given: bool) -> None:
    for short in (parts[-1], parts[0]):
        known = people.setdefault(short, [])
        if full not in known and len(known) < _NAMESAKES and (short != parts[0] or is_given or len(parts) == 2):
            known.append(full)


def _defined_acronym(text: str, end: int, long_form: str) -> str | None:
    """The acronym in brackets after a long form whose initials it takes up: `… Organisation (SCO)`."""
    if " " not in long_form:
        return None
    found = _ACRONYM_AFTER.match(text, end, end + 16)
    if found is None:
        return None
    letters = [letter.lower() for letter in found.group(1) if letter.isupper()]
    initials = [word[0].lower() for word in long_form.split() if word.lower() not in _SMALL_WORDS]
    common = sum(letter in initials for letter in letters)
    return _plain(found.group(1)) if common >= 2 and letters[0] == initials[0] and common >= len(letters) - 1 else None


def _decide(candidate: Candidate, key: str, knowledge: _Knowledge) -> str | None:
    if key in knowledge.acronyms:
        return "ORG"
    is_weak = candidate.confidence < _WEAK
    if is_weak and knowledge.people.get(key) and (candidate.type is None or candidate.type in ("PERSON", "GPE", "ORG")):
        return "PERSON"
    if is_weak and candidate.type is None and key in knowledge.short_organisations:
        return "ORG"
    weights: Mapping[str, float] = knowledge.types.get(key, {})
    if not weights:
        return None
    return max(weights, key=lambda kind: (weights[kind], kind))


def _canonical(surface: str, key: str, kind: str, knowledge: _Knowledge) -> str:
    if kind == "PERSON":
        return _full_name(surface, key, knowledge.people)
    if kind == "ORG":
        listed = known_names().get(surface)
        if key in knowledge.acronyms:
            return knowledge.acronyms[key]
        return listed.name if listed else knowledge.short_organisations.get(key, surface)
    return surface


def _full_name(surface: str, key: str, people: Mapping[str, Sequence[str]]) -> str:
    """The fullest name in the document that has all words of this one."""
    parts = key.split(" ")
    namesakes = people.get(parts[-1]) or people.get(parts[0]) or ()
    fitting = [full for full in namesakes if set(parts) <= set(_plain(full).split(" "))]
    return max(fitting, key=len, default=surface) if len(parts) > 1 else next(iter(fitting), surface)
