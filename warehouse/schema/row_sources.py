"""What the rows of a batch are made of: the records that rows have in common, and columns that no record holds as such.

What belongs here: these records, and one function for each such column; its return type must suit the column. What does
not: which record fills which table (rows.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks.copies.decision import Decision
from tasks.copies.provenance import Credit as NamedSource
from tasks.findings import DuplicatePair, Findings, Fingerprint, Match, Mention, ReadDocument, Timex
from tasks.records import Page, Precision, QuotedDocument, Status
from tasks.text.addresses import site_of

_DAY_UNKNOWN = (Precision.YEAR, Precision.MONTH)


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What all rows of a batch have in common."""

    batch_id: str
    started_at: datetime
    code_version: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A document with all that is known of it, ready to become rows. `decision` is None for a rejected one."""

    document: ReadDocument
    decision: Decision | None
    pairs: tuple[DuplicatePair, ...] = ()
    findings: Findings = Findings()


def order_at(document: ReadDocument, started_at: datetime) -> datetime:
    """Publication, else fetch, else ingest time, UTC: what look-back windows go by."""
    published = document.page.published if document.page is not None else None
    if published is not None:
        return published.at
    return document.fetched_at or started_at


def month_of(document: ReadDocument, started_at: datetime) -> str:
    """The partition, YYYY-MM, in which all rows of a document lie: of its own day, in its publisher's zone."""
    published = document.page.published if document.page is not None else None
    return month(published.local if published is not None else order_at(document, started_at))


def month(moment: datetime) -> str:
    """The month of a moment as partitions are named."""
    return moment.date().isoformat()[:7]


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text that the rows of a document point into."""

    doc_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Read(ReadText):
    """A document that was read, with all that its rows beside the one in `documents` are made of."""

    document: ReadDocument
    page: Page
    body: str
    decision: Decision
    pairs: tuple[DuplicatePair, ...]
    findings: Findings
    facts: BatchFacts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document in a batch."""

    decision: Decision | None
    facts: BatchFacts


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity as one document names it."""

    entity_id: str
    name: str
    type: str
    aliases: Sequence[str]
    first_seen: str


@dataclass(frozen=True, slots=True)
class Fingerprinted:
    """A document that was read, with what copies and stories are found by. `decision` is None before it is made."""

    document: ReadDocument
    page: Page
    fingerprint: Fingerprint
    source: NamedSource | None
    started_at: datetime
    decision: Decision | None = None

    @property
    def order_at(self) -> datetime:
        """Publication, else fetch, else ingest time."""
        return order_at(self.document, self.started_at)

    @property
    def seen_at(self) -> datetime:
        """Fetch, else ingest time."""
        return self.document.fetched_at or self.started_at

    @property
    def is_dated(self) -> bool:
        """Whether the day of publication is known."""
        return self.page.published is not None and self.page.published.precision not in _DAY_UNKNOWN

    @property
    def version_at(self) -> datetime | None:
        """When this version was made or fetched."""
        return self.document.fetched_at if self.page.updated is None else self.page.updated.at

    @property
    def site(self) -> str | None:
        """The host it was fetched from, else the one that it names itself."""
        return site_of(self.document.url) or self.page.site

    @property
    def original_id(self) -> str | None:
        """The document it repeats, itself where it repeats none; None before that is decided."""
        return None if self.decision is None else self.decision.duplicate_of or self.document.doc_id


@dataclass(frozen=True, slots=True)
class StepCount:
    """Documents into and out of a step."""

    step: str
    documents_in: int
    documents_out: int


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """A batch's ledger, and documents into and out of each step."""

    loaded_count: int
    duplicate_count: int
    rejected_count: int
    steps: Sequence[StepCount]

    @property
    def document_count(self) -> int:
        """All documents of the batch."""
        return self.loaded_count + self.duplicate_count + self.rejected_count


@dataclass(frozen=True, slots=True)
class BatchRun:
    """The run that makes a batch, and when the batch was staged."""

    facts: BatchFacts
    run_id: str
    settings_hash: str
    published_at: datetime


def site_of_document(_: Outcome, document: ReadDocument) -> str | None:
    """The page's host; where none was read, that of the address it was fetched from: refusals count by site."""
    return document.page.site if document.page is not None else site_of(document.url)


def status_of(outcome: Outcome, _: ReadDocument) -> Status:
    """Loaded, duplicate or rejected."""
    return Status.REJECTED if outcome.decision is None else outcome.decision.status


def cluster_id(outcome: Outcome, document: ReadDocument) -> str:
    """The group of a document; a rejected one is a group of its own."""
    return document.doc_id if outcome.decision is None else outcome.decision.cluster_id


def word_count(read: Read, _: Page) -> int:
    """Words of the body."""
    return len(read.body.split())


def comment_count(_: Read, page: Page) -> int:
    """Comments on the page."""
    return len(page.comments)


def repeat_count(_: Read, page: Page) -> int:
    """Segments that repeat another one."""
    return page.repeat_count()


def surface(read: ReadText, found: Mention | Timex | Match) -> str:
    """The words of a finding as they stand in the text."""
    return read.text[found.start : found.end]


def unmatched(_: Read, _quoted: QuotedDocument) -> str | None:
    """No document yet: quotations are matched when the batch is staged."""
    return None


def entities_of(read: Read) -> Iterator[Entity]:
    """Every entity that the document names; those already known are left out when the batch is staged."""
    aliases: dict[str, set[str]] = {}
    named: dict[str, tuple[str, str]] = {}
    for mention in read.findings.mentions:
        if mention.entity_id is not None:
            named[mention.entity_id] = (mention.name, mention.type)
            aliases.setdefault(mention.entity_id, set()).add(read.text[mention.start : mention.end])
    for entity_id, (name, kind) in named.items():
        yield Entity(entity_id, name, kind, sorted(aliases[entity_id] - {name}), read.doc_id)
