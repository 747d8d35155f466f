"""The tables of what is found in documents after they are read: names, times, statements, hits, copies, stories.

What belongs here: the schema of these tables. What does not: documents and what a page is made of (tables.py).
"""

from __future__ import annotations

import pyarrow as pa

from warehouse.schema.columns import COUNT, DOC, FLAG, SHARE, SHARED_SPANS, SPAN, TEXT, TEXTS, TIME, Column, Table

MENTIONS = Table(
    "mentions",
    "name in a text",
    (
        *SPAN,
        Column("surface", TEXT, "The name as it stands in the text"),
        Column("type", TEXT, "OntoNotes type: PERSON, ORG, GPE (country, town), LOC (other place), FAC (building) …"),
        Column("name", TEXT, "The entity's canonical name in this document"),
        Column("entity_id", TEXT, "The entity", "entities.entity_id"),
        Column(
            "geonames_id",
            COUNT,
            "GeoNames id of a place, or of the place that an organisation or building is named for",
        ),
        Column("country", TEXT, "ISO 3166-1 alpha-2 code"),
        Column("latitude", SHARE, "Degrees north"),
        Column("longitude", SHARE, "Degrees east"),
        Column("confidence", SHARE, "0 to 1"),
        Column("role", TEXT, "Office or profession of a person, as the words beside the name give it"),
    ),
    sort_by=("doc_id", "start"),
    key=("doc_id", "start"),
)

ENTITIES = Table(
    "entities",
    "entity",
    (
        Column("entity_id", TEXT, "Hash of type and normalised name, or the id that the entity list gives"),
        Column("name", TEXT, "Canonical name"),
        Column("type", TEXT, "What is named, as in mentions.type"),
        Column("aliases", TEXTS, "Other names that the first document uses for it"),
        Column("first_seen", TEXT, "The document that named it first", "documents.doc_id"),
    ),
    sort_by=("type", "name"),
    key=("entity_id",),
)

ENTITY_CHANGES = Table(
    "entity_changes",
    "earlier naming of an entity, by a document that came in later",
    (
        Column("entity_id", TEXT, "The entity", "entities.entity_id"),
        Column("name", TEXT, "Canonical name as this document gives it"),
        Column("type", TEXT, "What is named, as in mentions.type"),
        Column("aliases", TEXTS, "Other names that this document uses for it"),
        Column("first_seen", TEXT, "The document, earlier by month and id than all before", "documents.doc_id"),
    ),
    sort_by=("entity_id", "first_seen"),
    key=("entity_id", "first_seen"),
)

TIMEXES = Table(
    "timexes",
    "time expression in a text",
    (
        *SPAN,
        Column("surface", TEXT, "The expression as it stands in the text"),
        Column("type", TEXT, "TIMEX3 type: DATE, TIME, DURATION or SET"),
        Column("value", TEXT, "TIMEX3 value"),
        Column("begin_at", TIME, "Start of the time meant"),
        Column("end_at", TIME, "End of the time meant, exclusive"),
        Column("anchor_at", TIME, "The time it was resolved against"),
        Column("anchor_source", TEXT, "Which time that was: published_at, posted_at or quoted_published_at"),
    ),
    sort_by=("doc_id", "start"),
    key=("doc_id", "start", "end"),
)

STATEMENTS = Table(
    "statements",
    "attributed statement",
    (
        *SPAN,
        Column("kind", TEXT, "direct, indirect or mixed"),
        Column("speaker", TEXT, "Who said it, resolved to a name where the text allows"),
        Column("speaker_entity_id", TEXT, "The speaker as an entity", "entities.entity_id"),
        Column("speaker_start", COUNT, "Where the speaker stands in articles.text"),
        Column("speaker_end", COUNT, "One past the speaker's last character"),
        Column("cue", TEXT, "The verb or word that attributes it: said, according to …"),
        Column("cue_start", COUNT, "Where the cue stands in articles.text"),
        Column("cue_end", COUNT, "One past the cue's last character"),
    ),
    sort_by=("doc_id", "start"),
    key=("doc_id", "start", "end"),
)

DUPLICATES = Table(
    "duplicates",
    "pair of a copy and a document it repeats",
    (
        DOC,
        Column("original_id", TEXT, "The document it repeats", "documents.doc_id"),
        Column("level", TEXT, "exact, near, excerpt or update"),
        Column("score", SHARE, "Share of the smaller text that both have in common, 0 to 1"),
        Column("relation", TEXT, "What the copy is: update, site_copy, excerpt, reprint (names its source) or repost"),
        Column(
            "reason",
            TEXT,
            "Why original_id counts as the original: canonical_link, claimed_origin, agency_credit, "
            "earlier_version or earlier_publication; unknown where there is no sign of it",
        ),
        Column("evidence", SHARED_SPANS, "Passages that both bodies share; empty where all words are the same"),
    ),
    sort_by=("doc_id", "original_id"),
    key=("doc_id", "original_id"),
)

QUOTATIONS = Table(
    "quotations",
    "quoted document whose text is that of an article",
    (
        DOC,
        Column("segment_id", COUNT, "The quotation's segment; with doc_id the key of quoted_documents"),
        Column("original_id", TEXT, "The article that is quoted", "documents.doc_id"),
        Column("score", SHARE, "Share of the smaller text that both have in common, 0 to 1"),
        Column("evidence", SHARED_SPANS, "Passages that quoted_documents.text and the article's body share"),
    ),
    sort_by=("doc_id", "segment_id"),
    key=("doc_id", "segment_id"),
)

CLUSTER_MERGES = Table(
    "cluster_merges",
    "group of duplicates that was merged into another",
    (
        Column("sequence", COUNT, "Number of the change, from 0, counted over cluster_merges and cluster_originals"),
        Column("cluster_id", TEXT, "The group that ended"),
        Column("merged_into", TEXT, "The group that it became part of"),
        Column("merged_at", TIME, "When the run that found this out began, UTC"),
    ),
    sort_by=("sequence",),
    key=("cluster_id",),
)

CLUSTER_ORIGINALS = Table(
    "cluster_originals",
    "change of the original of a group of duplicates",
    (
        Column("sequence", COUNT, "Number of the change, from 0, counted over cluster_merges and cluster_originals"),
        Column("cluster_id", TEXT, "The group"),
        Column("original_id", TEXT, "The new original", "documents.doc_id"),
        Column("previous_id", TEXT, "The original before, of this group or of one merged into it", "documents.doc_id"),
        Column("changed_at", TIME, "When the run that found this out began, UTC"),
    ),
    sort_by=("sequence",),
    key=("sequence",),
)

STORIES = Table(
    "stories",
    "article in a story",
    (
        Column("story_id", TEXT, "Same for all articles on one event"),
        DOC,
        Column("joined_at", TIME, "When the run that put it there began, UTC"),
        Column("score", SHARE, "Similarity to the nearest article of the story, 0 to 1"),
    ),
    sort_by=("story_id", "doc_id"),
    key=("doc_id",),
)

MATCHES = Table(
    "matches",
    "hit of a watchlist",
    (
        Column("watchlist", TEXT, "Name of the watchlist"),
        *SPAN,
        Column("surface", TEXT, "The words that matched"),
        Column("query_version", TEXT, "Hash of the query that matched"),
    ),
    sort_by=("watchlist", "doc_id", "start"),
    key=("watchlist", "doc_id", "start", "end"),
)

FINGERPRINTS = Table(
    "fingerprints",
    "document that was read",
    (
        DOC,
        Column("text_hash", TEXT, "Equal for equal normalised bodies"),
        Column("page_hash", TEXT, "Equal for equal reading texts"),
        Column("shingle_count", COUNT, "Distinct word shingles of the body"),
        Column("bands", pa.list_(pa.uint64()), "LSH bands of the MinHash signature"),
        Column(
            "terms",
            pa.list_(pa.uint64()),
            "Marked hashes of its most distinctive terms, for stories",
        ),
        Column("order_at", TIME, "Time of publication, else of fetching, else of the run, for look-back windows"),
        Column("is_dated", FLAG, "Whether order_at is a date of publication known to the day"),
        Column("seen_at", TIME, "Time of fetching, else of the run, for stories of articles without a date"),
        Column("published_precision", TEXT, "How precise order_at is; null where it is no date of publication"),
        Column("version_at", TIME, "When this version was made or fetched, UTC"),
        Column("site", TEXT, "Host it was fetched from, without www."),
        Column("url", TEXT, "Canonical address"),
        Column("credit", TEXT, "Address, host or name that it gives as the source of its text"),
        Column("credit_reason", TEXT, "How it names it: canonical_link, claimed_origin or agency_credit"),
        Column("cluster_id", TEXT, "Same for all near duplicates of each other, as it was when published"),
        Column("original_id", TEXT, "The document it repeats, itself where it repeats none", "documents.doc_id"),
        Column("story_id", TEXT, "The story it belongs to"),
    ),
    sort_by=("order_at", "doc_id"),
    key=("doc_id",),
)
