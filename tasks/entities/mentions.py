"""Names of a whole page: candidates line by line, joined over the page, places resolved, each with its entity's id.

What belongs here: the order of these steps, and the rows they end in. What does not: any rule of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from tasks.entities.finding.broken_names import whole_names
from tasks.entities.finding.candidates import Candidate, NameModel, NameText
from tasks.entities.finding.capitals import read_line, surfaces
from tasks.entities.finding.combined import combined
from tasks.entities.finding.common_words import without_common_words
from tasks.entities.finding.languages import LANGUAGES, believable, with_exonyms, worth
from tasks.entities.finding.local_towns import with_local_towns
from tasks.entities.finding.readers import ENGLISH, NameReader, model_for
from tasks.entities.finding.rules import RuleModel
from tasks.entities.lexicon.exonyms import find_in
from tasks.entities.lexicon.gazetteer import LONGEST_NAME_WORDS, Gazetteer, Place, PlaceKind, name_key
from tasks.entities.lexicon.tables import demonyms
from tasks.entities.meaning.entity_list import EMPTY, EntityList, KnownEntity
from tasks.entities.meaning.far_towns import without_far_towns
from tasks.entities.meaning.home_country import home_country
from tasks.entities.meaning.join import PLACE_TYPES, entity_id, join_names
from tasks.entities.meaning.named import Named
from tasks.entities.meaning.resolve_places import Meaning, resolve_places
from tasks.findings import Mention
from tasks.records import Layer, Page, Segment

_LISTED_CONFIDENCE = 0.95  # of a name from the newsroom's own list: surer than all that is found
_MOST_NAMES = 30_000  # of a page; a book has fewer
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")  # libraries refuse such text
_LOWER_CASE = re.compile(r"(?<![\w/.@-])[a-z]{3,20}(?![\w/@-]|\.\w)")  # no part of an address


@dataclass(frozen=True, slots=True)
class _Listed:
    """A name that the entity list knows, where it stands."""

    start: int
    end: int
    entity: KnownEntity


def find_mentions(
    page: Page, gazetteer: Gazetteer, known: EntityList = EMPTY, readers: Sequence[NameReader] = ()
) -> tuple[Mention, ...]:
    """Names in all layers but furniture, in text order, without overlap; none in a language we do not read.

    Where none of `readers` reads the language, rules alone find them.

    A name that `known` lists has its id, type and name from there. Places carry country and coordinates, demonyms
    (NORP) their country only.
    """
    if page.language not in LANGUAGES:
        return ()
    leaves = sorted((leaf for leaf in page.leaves() if leaf.layer is not Layer.FURNITURE), key=lambda leaf: leaf.start)
    model = model_for(readers, page.language)
    listed = list(_listed(page.text, leaves, known))
    found = _candidates(page.text, leaves, gazetteer, model)
    if model is None:
        found = believable(page.text, found, page.language)
    whole = whole_names(page.text, found, page.language)
    find = find_in(page.language, gazetteer.find)
    candidates = _with_towns(page, list(islice(_without(whole, listed), _MOST_NAMES)), gazetteer)
    if page.language not in ENGLISH:
        candidates = list(without_common_words(page.text, candidates, page.language, find))
    named = join_names(page.text, candidates, page.language)
    home = home_country(page.site)
    meant = list(zip(named, resolve_places(page.text, named, find, home), strict=True))
    if page.language not in ENGLISH:
        meant = without_far_towns(meant, page.language, home)
    rows = [_mention(replace(name, confidence=worth(name.confidence, page.language)), place) for name, place in meant]
    rows += [_listed_mention(found, gazetteer) for found in listed]
    rows.sort(key=lambda row: row.start)
    return tuple(_placed(rows, leaves))


def document_vocabulary(text: str) -> frozenset[str]:
    """The words that a document writes in lower case."""
    return frozenset(match.group() for match in _LOWER_CASE.finditer(text))


def _candidates(
    text: str, leaves: Sequence[Segment], gazetteer: Gazetteer, model: NameModel | None
) -> Iterator[Candidate]:
    vocabulary = document_vocabulary(text)
    rules = RuleModel(gazetteer, vocabulary)
    lines = [(leaf.start, leaf.end) for leaf in leaves]
    hints = (hint for start, end in lines for hint in rules.find(text, start, end))
    if model is None:
        return hints
    document = NameText(_LONE_SURROGATE.sub("\ufffd", text), lines, list(islice(hints, _MOST_NAMES)), vocabulary)
    return combined(document, model.find(document), gazetteer.find)


def _with_towns(page: Page, candidates: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates; unexplained words that are towns become places. German nouns are too often towns as well."""
    if page.language == "de":
        return with_exonyms(page.text, candidates, page.language, gazetteer.find)
    local = with_local_towns(page.text, candidates, gazetteer.find)
    return with_exonyms(page.text, local, page.language, gazetteer.find)


def _listed(text: str, leaves: Sequence[Segment], known: EntityList) -> Iterator[_Listed]:
    """Listed names, capitalised and whole; the longest at each place."""
    if not known.entities:
        return
    for leaf in leaves:
        line = read_line(text, leaf.start, leaf.end)
        position = 0
        while position < len(line.words):
            reached = position
            for last, surface in surfaces(line, position, LONGEST_NAME_WORDS):
                entity = known.by_name.get(name_key(surface))
                if entity is not None:
                    yield _Listed(line.words[position].start, line.words[last].end, entity)
                    reached = last
                    break
            position = reached + 1


def _without(candidates: Iterator[Candidate], listed: Sequence[_Listed]) -> Iterator[Candidate]:
    """Candidates that touch no listed name; both are in text order."""
    number = 0
    for candidate in candidates:
        while number < len(listed) and listed[number].end <= candidate.start:
            number += 1
        if number == len(listed) or listed[number].start >= candidate.end:
            yield candidate


@dataclass(frozen=True, slots=True)
class _Row:
    """A mention before it is put into its segment."""

    start: int
    end: int
    type: str
    name: str
    entity_id: str
    confidence: float
    place: Place | None
    country: str | None
    role: str | None = None


def _mention(named: Named, meaning: Meaning | None) -> _Row:
    kind, name = named.type, named.name
    place = meaning.place if meaning else None
    is_place = meaning is not None and not meaning.is_seat
    if place is not None and is_place:
        name = _place_name(name, place)
        is_area = place.kind in (PlaceKind.AREA, PlaceKind.CONTINENT)
        kind = "LOC" if is_area else "GPE" if kind == "LOC" else kind
    country = place.country if place else demonyms().get(named.name) if kind == "NORP" else None
    identity = f"geonames:{place.geonames_id}" if place and is_place and place.geonames_id else entity_id(kind, name)
    return _Row(named.start, named.end, kind, name, identity, named.confidence, place, country, named.role)


def _place_name(written: str, place: Place) -> str:
    """The gazetteer's name, but as newspapers write it (`Kandahar`, not `Kandahār`) where only accents differ."""
    return written if name_key(written) == name_key(place.name) and not written.isupper() else place.name


def _listed_mention(found: _Listed, gazetteer: Gazetteer) -> _Row:
    entity = found.entity
    place = None
    if entity.type in PLACE_TYPES:
        place = max(gazetteer.find(entity.name), key=lambda option: (option.kind, option.population), default=None)
    country = place.country if place else None
    return _Row(found.start, found.end, entity.type, entity.name, entity.entity_id, _LISTED_CONFIDENCE, place, country)


def _placed(rows: Sequence[_Row], leaves: Sequence[Segment]) -> Iterator[Mention]:
    """Rows with their segments; both are in text order, and a row lies in one leaf."""
    number = 0
    for row in rows:
        while leaves[number].end < row.end:
            number += 1
        place = row.place
        yield Mention(
            segment_id=leaves[number].segment_id,
            layer=leaves[number].layer,
            start=row.start,
            end=row.end,
            type=row.type,
            name=row.name,
            entity_id=row.entity_id,
            confidence=row.confidence,
            geonames_id=(place.geonames_id or None) if place else None,
            country=row.country,
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
            role=row.role,
        )
