"""Which record fills which table, and the rows of a shard. A column takes the field of its name, or what stands here.

What belongs here: the tables of documents and of what is found in them. What does not: how columns are filled
(table_rows.py), columns that no record holds (row_sources.py), rows about groups of copies and quotations
(copies/duplicate_rows.py), writing (store/staging.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import pyarrow as pa

from tasks.copies.claimed_source import read_credit
from tasks.copies.decision import Decision
from tasks.findings import DuplicatePair, Match, Mention, ReadDocument, Statement, Timex
from tasks.records import Comment, Credit, DateCandidate, LiveEntry, Page, QuotedDocument, Segment
from tasks.sources.records import SourceRun
from warehouse.schema import finding_tables, row_sources, tables
from warehouse.schema.row_sources import (
    BatchCounts,
    BatchFacts,
    BatchRun,
    Entity,
    Fingerprinted,
    Finished,
    Outcome,
    Read,
    ReadText,
    StepCount,
    month,
    month_of,
)
from warehouse.schema.table_rows import FromContext, Numbered, Source, TableRows

__all__ = [
    "BatchCounts", "BatchFacts", "Finished", "ReadText", "StepCount",
    "batch_table", "body_table", "fingerprint_table", "month", "month_of", "shard_tables", "source_run_table",
]  # fmt: skip

DECIDED_LATER = ("cluster_id", "original_id", "story_id")
_DOC_ID = FromContext("doc_id")
_POSTED: dict[str, Source] = {"posted_at": "posted.at", "posted_precision": "posted.precision"}
_PUBLISHED: dict[str, Source] = {
    "published_at": "published.at",
    "published_on": "published.own_day",
    "published_offset_minutes": "published.known_offset",
    "published_precision": "published.precision",
}
_FOUND: dict[str, Source] = {"doc_id": _DOC_ID, "surface": row_sources.surface}

DOCUMENT_ROWS = TableRows(
    tables.DOCUMENTS,
    ReadDocument,
    Outcome,
    {
        "canonical_url": "page.canonical_url",
        "site": row_sources.site_of_document,
        "encoding": "page.encoding",
        "repairs": "page.repairs",
        "language": "page.language",
        "status": row_sources.status_of,
        "duplicate_of": FromContext("decision.duplicate_of"),
        "cluster_id": row_sources.cluster_id,
        "batch_id": FromContext("facts.batch_id"),
        "parser_version": FromContext("facts.code_version"),
    },
    elsewhere=["fingerprint"],
)
ARTICLE_ROWS = TableRows(
    tables.ARTICLES,
    Page,
    Read,
    {
        "doc_id": _DOC_ID,
        "url": "canonical_url",
        **_PUBLISHED,
        "published_not_before": "published_not_before.moment.at",
        "published_not_before_why": "published_not_before.why",
        "published_not_after": "published_not_after.moment.at",
        "published_not_after_why": "published_not_after.why",
        "updated_at": "updated.at",
        "names_by": FromContext("findings.names_by"),
        "is_paywalled": "paywalled.value",
        "is_paywalled_rule": "paywalled.rule",
        "is_truncated": "truncated.value",
        "is_truncated_rule": "truncated.rule",
        "dateline_place": "dateline.place",
        "dateline_agency": "dateline.agency",
        "claimed_origin_name": "origin.name",
        "claimed_origin_url": "origin.url",
        "claimed_origin_rule": "origin.rule",
        "body": FromContext("body"),
        "word_count": row_sources.word_count,
        "comment_count": row_sources.comment_count,
        "repeat_count": row_sources.repeat_count,
        "cluster_id": FromContext("decision.cluster_id"),
        "is_original": FromContext("decision.is_original"),
    },
    elsewhere=[
        "format", "url", "encoding", "repairs",
        "segments", "comments", "quoted_documents", "date_candidates", "credits", "live_entries",
    ],
)  # fmt: skip
SEGMENT_ROWS = TableRows(tables.SEGMENTS, Segment, Read, {"doc_id": _DOC_ID})
COMMENT_ROWS = TableRows(tables.COMMENTS, Comment, Read, {"doc_id": _DOC_ID, **_POSTED})
QUOTED_DOCUMENT_ROWS = TableRows(
    tables.QUOTED_DOCUMENTS,
    QuotedDocument,
    Read,
    {"doc_id": _DOC_ID, **_PUBLISHED, "matched_doc_id": row_sources.unmatched},
)
CREDIT_ROWS = TableRows(tables.CREDITS, Credit, Read, {"doc_id": _DOC_ID})
LIVE_ENTRY_ROWS = TableRows(
    tables.LIVE_ENTRIES, LiveEntry, Read, {"doc_id": _DOC_ID, "position": Numbered(), **_POSTED}
)
DATE_CANDIDATE_ROWS = TableRows(
    tables.DATE_CANDIDATES,
    DateCandidate,
    Read,
    {
        "doc_id": _DOC_ID,
        "position": Numbered(),
        "value": "moment.at",
        "precision": "moment.precision",
        "offset_minutes": "moment.known_offset",
    },
)
MENTION_ROWS = TableRows(finding_tables.MENTIONS, Mention, ReadText, _FOUND)
ENTITY_ROWS = TableRows(finding_tables.ENTITIES, Entity, Read)
TIMEX_ROWS = TableRows(finding_tables.TIMEXES, Timex, ReadText, _FOUND)
STATEMENT_ROWS = TableRows(finding_tables.STATEMENTS, Statement, ReadText, {"doc_id": _DOC_ID})
MATCH_ROWS = TableRows(finding_tables.MATCHES, Match, ReadText, _FOUND)
DUPLICATE_ROWS = TableRows(finding_tables.DUPLICATES, DuplicatePair, object)
STORY_ROWS = TableRows(
    finding_tables.STORIES,
    Decision,
    Read,
    {"doc_id": _DOC_ID, "joined_at": FromContext("facts.started_at"), "score": "story_score"},
    elsewhere=["status", "duplicate_of", "cluster_id", "is_original", "level", "same_page_as"],
)
FINGERPRINT_ROWS = TableRows(
    finding_tables.FINGERPRINTS,
    Fingerprinted,
    object,
    {
        "doc_id": "document.doc_id",
        "text_hash": "fingerprint.text_hash",
        "page_hash": "fingerprint.page_hash",
        "shingle_count": "fingerprint.shingle_count",
        "bands": "fingerprint.bands",
        "terms": "fingerprint.terms",
        "published_precision": "page.published.precision",
        "url": "page.canonical_url",
        "credit": "source.origin",
        "credit_reason": "source.reason",
        "cluster_id": "decision.cluster_id",
        "story_id": "decision.story_id",
    },
    elsewhere=["started_at"],
)
BATCH_ROWS = TableRows(
    tables.BATCHES,
    BatchCounts,
    BatchRun,
    {
        "batch_id": FromContext("facts.batch_id"),
        "run_id": FromContext("run_id"),
        "started_at": FromContext("facts.started_at"),
        "published_at": FromContext("published_at"),
        "settings_hash": FromContext("settings_hash"),
        "code_version": FromContext("facts.code_version"),
    },
)
SOURCE_RUN_ROWS = TableRows(tables.SOURCE_RUNS, SourceRun, object)

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class _Part:
    """A table with the records of a document that fill it."""

    rows: TableRows[Any, Any]
    records: Callable[[Read], Sequence[Any]]


def _part(rows: TableRows[Record, Read], records: Callable[[Read], Sequence[Record]]) -> _Part:
    """A part whose records are checked to be those that the table is made of."""
    return _Part(rows, records)


_PARTS = (
    _part(ARTICLE_ROWS, lambda read: [read.page]),
    _part(SEGMENT_ROWS, lambda read: read.page.segments),
    _part(COMMENT_ROWS, lambda read: read.page.comments),
    _part(QUOTED_DOCUMENT_ROWS, lambda read: read.page.quoted_documents),
    _part(CREDIT_ROWS, lambda read: read.page.credits),
    _part(LIVE_ENTRY_ROWS, lambda read: read.page.live_entries),
    _part(MENTION_ROWS, lambda read: read.findings.mentions),
    _part(ENTITY_ROWS, lambda read: list(row_sources.entities_of(read))),
    _part(TIMEX_ROWS, lambda read: read.findings.timexes),
    _part(STATEMENT_ROWS, lambda read: read.findings.statements),
    _part(DATE_CANDIDATE_ROWS, lambda read: read.page.date_candidates),
    _part(DUPLICATE_ROWS, lambda read: read.pairs),
    _part(STORY_ROWS, lambda read: [] if read.decision.story_id is None else [read.decision]),
    _part(MATCH_ROWS, lambda read: read.findings.matches),
    _part(FINGERPRINT_ROWS, lambda read: _fingerprinted(read.document, read.facts.started_at, read.decision)),
)


def shard_tables(finished: Sequence[Finished], facts: BatchFacts) -> dict[str, pa.Table]:
    """All rows of a shard by table name, tables without rows left out."""
    documents = DOCUMENT_ROWS.start()
    parts = [(part, part.rows.start()) for part in _PARTS]
    for item in finished:
        in_month = month_of(item.document, facts.started_at)
        documents.add(Outcome(item.decision, facts), [item.document], in_month)
        if (read := _read(item, facts)) is None:
            continue
        for part, filling in parts:
            if records := part.records(read):
                filling.add(read, records, in_month)
    filled = [(DOCUMENT_ROWS, documents), *((part.rows, filling) for part, filling in parts)]
    return {rows.table.name: filling.arrow() for rows, filling in filled if len(filling)}


def fingerprint_table(documents: Sequence[ReadDocument], started_at: datetime) -> pa.Table:
    """The fingerprints of a shard, before anything is decided (the deciding columns are left out)."""
    filling = FINGERPRINT_ROWS.start()
    for document in documents:
        filling.add(None, _fingerprinted(document, started_at), month_of(document, started_at))
    return filling.arrow().drop_columns([*DECIDED_LATER, "month"])


def body_table(documents: Sequence[ReadDocument]) -> pa.Table:
    """The bodies of a shard, by doc_id, for comparing texts."""
    kept = [(document.doc_id, document.page.body()) for document in documents if document.page is not None]
    return pa.table(
        {
            "doc_id": pa.array([doc_id for doc_id, _ in kept], pa.string()),
            "body": pa.array([body for _, body in kept], pa.string()),
        }
    )


def batch_table(
    facts: BatchFacts, run_id: str, settings_hash: str, counts: BatchCounts, published_at: datetime
) -> pa.Table:
    """The batch's own row."""
    run = BatchRun(facts, run_id, settings_hash, published_at)
    return BATCH_ROWS.arrow([(run, [counts], month(facts.started_at))])


def source_run_table(runs: Sequence[SourceRun]) -> pa.Table:
    """Looks at sources on the web, as rows."""
    return SOURCE_RUN_ROWS.arrow([(None, [run], month(run.started_at)) for run in runs])


def _read(item: Finished, facts: BatchFacts) -> Read | None:
    """What a document's rows are made of; None for one that was rejected."""
    document, page, decision = item.document, item.document.page, item.decision
    if page is None or decision is None:
        return None
    return Read(document.doc_id, page.text, document, page, page.body(), decision, item.pairs, item.findings, facts)


def _fingerprinted(
    document: ReadDocument, started_at: datetime, decision: Decision | None = None
) -> list[Fingerprinted]:
    """A document that was read, as the table of fingerprints has it; none for one that was not."""
    page, found = document.page, document.fingerprint
    if page is None or found is None:
        return []
    return [Fingerprinted(document, page, found, read_credit(page, document.url), started_at, decision)]
