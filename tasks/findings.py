"""The records of what is found in pages after they are read: names, times, statements, watchlists' hits, copies.

What belongs here: records that point at a stretch of a page's text, or at a pair of documents. What does not: what a
page itself is made of (tasks/records), anything that computes.

Offsets are Unicode code points into `Page.text` (a `SharedSpan`'s: into `Page.body()`), start inclusive, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tasks.records import Layer, Page, RejectReason


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `type` follows OntoNotes 5; `name` is the entity's canonical name in this document.

    The place of an ORG or FAC may be the one it is named for (`Dublin City Council`); its entity stays its own.
    `role` is what the words beside this mention say that a person is.
    """

    segment_id: int
    layer: Layer
    start: int
    end: int
    type: str
    name: str
    entity_id: str | None
    confidence: float
    geonames_id: int | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    latitude: float | None = None
    longitude: float | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression (TIMEX3, TimeML 1.2.1). `begin_at` and `end_at` are a half-open interval, naive UTC."""

    segment_id: int
    layer: Layer
    start: int
    end: int
    type: str  # DATE, TIME, DURATION, SET
    value: str
    begin_at: datetime | None
    end_at: datetime | None
    anchor_at: datetime | None
    anchor_source: str | None  # published_at, posted_at, quoted_published_at


@dataclass(frozen=True, slots=True)
class Statement:
    """Something attributed to a speaker; start and end are those of the content, its quotation marks inside."""

    segment_id: int
    layer: Layer
    start: int
    end: int
    kind: str  # direct, indirect, mixed
    speaker: str | None
    speaker_entity_id: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None


@dataclass(frozen=True, slots=True)
class Match:
    """A watchlist's hit."""

    watchlist: str
    query_version: str
    segment_id: int
    layer: Layer
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What duplicate detection keeps of an article's own text.

    `text_hash` is equal for equal normalised bodies; `page_hash` for equal reading texts. `bands` are 64-bit LSH band
    hashes of the MinHash signature (empty for a text too short to compare), `terms` marked hashes of the
    terms that stories are told apart by, most telling first (see tasks/stories/terms.py).
    """

    text_hash: str
    page_hash: str
    shingle_count: int
    bands: tuple[int, ...]
    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SharedSpan:
    """A stretch that two bodies share: offsets into each document's `body`."""

    start: int
    end: int
    original_start: int
    original_end: int


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """A copy and a document it repeats. `score` is the share of the smaller text that both have in common.

    `level`, `relation` and `reason` are values of the enums of those names (tasks/copies/compare.py,
    tasks/copies/provenance.py).
    """

    doc_id: str
    original_id: str
    level: str
    score: float
    relation: str
    reason: str
    evidence: tuple[SharedSpan, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a page's text. `names_by`: who looked for names (entities/finding/readers.py), if anybody."""

    mentions: tuple[Mention, ...] = ()
    timexes: tuple[Timex, ...] = ()
    statements: tuple[Statement, ...] = ()
    matches: tuple[Match, ...] = ()
    names_by: str | None = None


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """An input document after parsing: where it came from, and either what it says or why it was refused."""

    doc_id: str
    source: str
    source_id: str | None
    url: str | None
    fetched_at: datetime | None
    media_type: str | None
    byte_count: int
    content_sha256: str
    page: Page | None = None
    fingerprint: Fingerprint | None = None
    reason: RejectReason | None = None
    detail: str | None = None
