"""Records as rows: for every table of tables.py one function from records to tuples in the order of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import pyarrow as pa

from tasks.copies.claimed_source import read_credit
from tasks.copies.decision import Decision
from tasks.findings import DuplicatePair, Findings, ReadDocument
from tasks.identity import pseudonym
from tasks.records import DateBound, Moment, Page, Precision
from tasks.text.addresses import site_of
from warehouse.schema.columns import Table
from warehouse.schema.tables import BY_NAME

Row = tuple[object, ...]
DECIDED_LATER = ("cluster_id", "original_id", "story_id")


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What all rows of a batch have in common."""

    batch_id: str
    started_at: datetime
    code_version: str
    pseudonym_key: str | None = None  # comment authors are stored as they are where it is None


@dataclass(frozen=True, slots=True)
class Finished:
    """A document with all that is known of it, ready to become rows. `decision` is None for a rejected one."""

    document: ReadDocument
    decision: Decision | None
    pairs: tuple[DuplicatePair, ...] = ()
    findings: Findings = Findings()


@dataclass(frozen=True, slots=True)
class _Read:
    """A finished document that was read: what there are rows of beside the one in `documents`."""

    doc_id: str
    document: ReadDocument
    page: Page
    decision: Decision
    pairs: tuple[DuplicatePair, ...]
    findings: Findings


def order_at(document: ReadDocument, started_at: datetime) -> datetime:
    """Publication, else fetch, else ingest time: what partitions and look-back windows go by."""
    published = document.page.published if document.page is not None else None
    if published is not None:
        return published.at
    return document.fetched_at or started_at


def month_of(document: ReadDocument, started_at: datetime) -> str:
    """The partition, YYYY-MM, in which all rows of a document lie."""
    return order_at(document, started_at).date().isoformat()[:7]


def arrow_table(table: Table, rows: Sequence[Row], months: Sequence[str] | None = None) -> pa.Table:
    """Rows as an Arrow table of the table's schema, with the partition column `month` where months are given."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    arrays = [pa.array(values, column.type) for values, column in zip(columns, table.columns, strict=True)]
    result = pa.Table.from_arrays(arrays, schema=table.schema)
    return result if months is None else result.append_column("month", pa.array(months, pa.string()))


def fingerprint_table(documents: Sequence[ReadDocument], started_at: datetime) -> pa.Table:
    """The fingerprints of a shard, before anything is decided (the deciding columns are left out)."""
    rows = [(*_fingerprint(document, started_at), None, None, None) for document in documents if document.fingerprint]
    return arrow_table(BY_NAME["fingerprints"], rows).drop_columns(list(DECIDED_LATER))


def body_table(documents: Sequence[ReadDocument]) -> pa.Table:
    """The bodies of a shard, by doc_id, for comparing texts."""
    kept = [(document.doc_id, document.page.body()) for document in documents if document.page is not None]
    return pa.table(
        {
            "doc_id": pa.array([doc_id for doc_id, _ in kept], pa.string()),
            "body": pa.array([body for _, body in kept], pa.string()),
        }
    )


def shard_tables(finished: Sequence[Finished], facts: BatchFacts) -> dict[str, pa.Table]:
    """All rows of a shard by table name, tables without rows left out."""
    names = ("documents", *_ROWS)
    rows: dict[str, list[Row]] = {name: [] for name in names}
    months: dict[str, list[str]] = {name: [] for name in names}
    for item in finished:
        month = month_of(item.document, facts.started_at)
        for name, row in _all_rows(item, facts):
            rows[name].append(row)
            months[name].append(month)
    return {name: arrow_table(BY_NAME[name], rows[name], months[name]) for name in names if rows[name]}


def _all_rows(item: Finished, facts: BatchFacts) -> Iterator[tuple[str, Row]]:
    """A document's rows with the tables they belong to: one in `documents`, all others only where it was read."""
    yield "documents", _document(item, facts)
    document, page, decision = item.document, item.document.page, item.decision
    if page is not None and decision is not None:
        read = _Read(document.doc_id, document, page, decision, item.pairs, item.findings)
        for name, make in _ROWS.items():
            for row in make(read, facts):
                yield name, row


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """A batch's ledger, and documents into and out of each step."""

    loaded: int
    duplicates: int
    rejected: int
    steps: Sequence[tuple[str, int, int]]


def batch_table(
    facts: BatchFacts, run_id: str, settings_hash: str, counts: BatchCounts, published_at: datetime
) -> pa.Table:
    """The batch's own row."""
    steps = [{"step": step, "documents_in": before, "documents_out": after} for step, before, after in counts.steps]
    row: Row = (
        facts.batch_id, run_id, facts.started_at, published_at, settings_hash, facts.code_version,
        counts.loaded + counts.duplicates + counts.rejected, counts.loaded, counts.duplicates, counts.rejected, steps,
    )  # fmt: skip
    return arrow_table(BY_NAME["batches"], [row], [facts.started_at.date().isoformat()[:7]])


def _at(moment: Moment | None) -> datetime | None:
    return None if moment is None else moment.at


def _offset(moment: Moment) -> int | None:
    return moment.offset_minutes if moment.precision in (Precision.MINUTE, Precision.SECOND) else None


def _bound(bound: DateBound | None) -> tuple[datetime | None, str | None]:
    return (None, None) if bound is None else (bound.moment.at, bound.why)


def _precision(moment: Moment | None) -> str | None:
    return None if moment is None else str(moment.precision)


def _document(item: Finished, facts: BatchFacts) -> Row:
    document, page, decision = item.document, item.document.page, item.decision
    return (
        document.doc_id, document.source, document.source_id, document.url,
        page.canonical_url if page else None, page.site if page else None,
        document.fetched_at, document.media_type, page.encoding if page else None,
        list(page.repairs) if page else None,
        document.byte_count, document.content_sha256,
        "rejected" if decision is None else str(decision.status),
        None if document.reason is None else str(document.reason), document.detail,
        None if decision is None else decision.duplicate_of,
        document.doc_id if decision is None else decision.cluster_id,
        page.language if page else None, facts.batch_id, facts.code_version,
    )  # fmt: skip


def _articles(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    page, body = read.page, read.page.body()
    yield (
        read.doc_id, page.canonical_url, page.site, page.title, page.standfirst, list(page.authors),
        _at(page.published), _precision(page.published), page.published_method, page.published_confidence,
        *_bound(page.published_not_before), *_bound(page.published_not_after), _at(page.updated),
        page.language, *_judged(page), body, page.text, len(body.split()), len(page.comments), page.repeat_count(),
        read.decision.cluster_id, read.decision.is_original,
    )  # fmt: skip


def _judged(page: Page) -> Row:
    """The columns from page_type to claimed_origin_rule."""
    dateline, origin = page.dateline, page.origin
    return (
        None if page.page_type is None else str(page.page_type), page.page_type_rule,
        page.paywalled.value, page.paywalled.rule, page.truncated.value, page.truncated.rule,
        *((None, None) if dateline is None else (dateline.place, dateline.agency)),
        *((None, None, None) if origin is None else (origin.name, origin.url, origin.rule)),
    )  # fmt: skip


def _segments(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    for s in read.page.segments:
        yield (
            read.doc_id, s.segment_id, s.parent_id, str(s.layer), str(s.kind), s.start, s.end, s.rule,
            s.repeat_of, s.repeat_share,
        )  # fmt: skip


def _comments(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    for c in read.page.comments:
        author = c.author
        if author is not None and facts.pseudonym_key is not None:
            author = pseudonym(author, facts.pseudonym_key)
        yield (
            read.doc_id, c.comment_id, c.parent_id, c.position, c.depth, author, _at(c.posted), _precision(c.posted),
            c.permalink, c.text, c.quoted_comment_id,
        )  # fmt: skip


def _quoted_documents(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    for q in read.page.quoted_documents:
        yield (
            read.doc_id, q.segment_id, q.comment_id, q.title, q.url, list(q.authors), _at(q.published),
            _precision(q.published), q.text, None,
        )  # fmt: skip


def _credits(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    for c in read.page.credits:
        yield (read.doc_id, c.segment_id, list(c.photographers), list(c.agencies))


def _live_entries(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    for position, e in enumerate(read.page.live_entries):
        yield (
            read.doc_id, position, e.segment_id, e.last_segment_id, _at(e.posted), _precision(e.posted), e.printed,
        )  # fmt: skip


def _mentions(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    for m in read.findings.mentions:
        yield (
            read.doc_id, m.segment_id, str(m.layer), m.start, m.end, read.page.text[m.start : m.end], m.type, m.name,
            m.entity_id, m.geonames_id, m.country, m.latitude, m.longitude, m.confidence, m.role,
        )  # fmt: skip


def _entities(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    """Every entity that the document names; those already known are left out when the batch is staged."""
    aliases: dict[str, set[str]] = {}
    named: Mapping[str, tuple[str, str]] = {
        m.entity_id: (m.name, m.type) for m in read.findings.mentions if m.entity_id is not None
    }
    for m in read.findings.mentions:
        if m.entity_id is not None:
            aliases.setdefault(m.entity_id, set()).add(read.page.text[m.start : m.end])
    for entity_id, (name, kind) in named.items():
        yield (entity_id, name, kind, sorted(aliases[entity_id] - {name}), read.doc_id)


def _timexes(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    for t in read.findings.timexes:
        yield (
            read.doc_id, t.segment_id, str(t.layer), t.start, t.end, read.page.text[t.start : t.end], t.type, t.value,
            t.begin_at, t.end_at, t.anchor_at, t.anchor_source,
        )  # fmt: skip


def _statements(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    for s in read.findings.statements:
        yield (
            read.doc_id, s.segment_id, str(s.layer), s.start, s.end, s.kind, s.speaker, s.speaker_entity_id,
            s.speaker_start, s.speaker_end, s.cue, s.cue_start, s.cue_end,
        )  # fmt: skip


def _date_candidates(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    for position, c in enumerate(read.page.date_candidates):
        yield (
            read.doc_id, position, str(c.role), c.moment.at, str(c.moment.precision), _offset(c.moment), c.method,
            c.is_chosen, c.why,
        )  # fmt: skip


def _duplicates(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    return map(pair_row, read.pairs)


def pair_row(pair: DuplicatePair) -> Row:
    """A row of `duplicates`."""
    evidence = [asdict(span) for span in pair.evidence]
    return (pair.doc_id, pair.original_id, pair.level, pair.score, pair.relation, pair.reason, evidence)


def _stories(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    if read.decision.story_id is not None:
        yield (read.decision.story_id, read.doc_id, facts.started_at, read.decision.story_score)


def _matches(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    for m in read.findings.matches:
        yield (
            m.watchlist, read.doc_id, m.segment_id, str(m.layer), m.start, m.end, read.page.text[m.start : m.end],
            m.query_version,
        )  # fmt: skip


def _fingerprints(read: _Read, facts: BatchFacts) -> Iterator[Row]:
    decision = read.decision
    decided = (decision.cluster_id, decision.duplicate_of or read.doc_id, decision.story_id)
    yield (*_fingerprint(read.document, facts.started_at), *decided)


def _fingerprint(document: ReadDocument, started_at: datetime) -> Row:
    f = document.fingerprint
    if f is None:
        raise ValueError(f"document {document.doc_id} has no fingerprint")
    hashes = (document.doc_id, f.text_hash, f.page_hash, f.shingle_count, list(f.bands), list(f.terms))
    times = (order_at(document, started_at), _is_dated(document), document.fetched_at or started_at)
    return (*hashes, *times, *_provenance(document))


def _is_dated(document: ReadDocument) -> bool:
    """Whether the day of publication is known."""
    published = document.page.published if document.page is not None else None
    return published is not None and published.precision not in (Precision.YEAR, Precision.MONTH)


def _provenance(document: ReadDocument) -> Row:
    """What a document says of where it comes from."""
    page = document.page
    if page is None:
        return (None, document.fetched_at, site_of(document.url), None, None, None)
    credit = read_credit(page, document.url)
    named = (None, None) if credit is None else (credit.origin, str(credit.reason))
    version_at = _at(page.updated) or document.fetched_at
    return (_precision(page.published), version_at, site_of(document.url) or page.site, page.canonical_url, *named)


_ROWS: dict[str, Callable[[_Read, BatchFacts], Iterator[Row]]] = {
    "articles": _articles,
    "segments": _segments,
    "comments": _comments,
    "quoted_documents": _quoted_documents,
    "credits": _credits,
    "live_entries": _live_entries,
    "mentions": _mentions,
    "entities": _entities,
    "timexes": _timexes,
    "statements": _statements,
    "date_candidates": _date_candidates,
    "duplicates": _duplicates,
    "stories": _stories,
    "matches": _matches,
    "fingerprints": _fingerprints,
}
