"""Every table once: its columns, their types and what they mean. Views, files and `presswatch tables` follow it.

What belongs here: the schema and nothing else. What does not: reading or writing (store.py), making rows (rows.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

TIME = pa.timestamp("us")
TEXT = pa.string()
COUNT = pa.int64()
FLAG = pa.bool_()
SHARE = pa.float64()
TEXTS = pa.list_(pa.string())
SHARED_SPANS = pa.list_(
    pa.struct([("start", COUNT), ("end", COUNT), ("original_start", COUNT), ("original_end", COUNT)])
)
STEP_COUNTS = pa.list_(pa.struct([("step", TEXT), ("documents_in", COUNT), ("documents_out", COUNT)]))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its Arrow type and what it means."""

    name: str
    type: pa.DataType
    meaning: str
    references: str | None = None  # table.column that the value must be found in


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one row per what, its columns in order, and how a file of it is sorted."""

    name: str
    row_per: str
    columns: tuple[Column, ...]
    sort_by: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of a file, without the partition column `month`, which stands in the path."""
        return pa.schema([(column.name, column.type) for column in self.columns])


def _column(name: str, kind: pa.DataType, meaning: str, references: str | None = None) -> Column:
    return Column(name, kind, meaning, references)


MONTH = _column("month", TEXT, "Partition: YYYY-MM of published_at, else of fetched_at, else of the ingest")

_DOC = _column("doc_id", TEXT, "The document", "documents.doc_id")
_SPAN = (
    _DOC,
    _column("segment_id", COUNT, "Segment it stands in; with doc_id the key of segments"),
    _column("layer", TEXT, "Who wrote it: article, comment, quoted or furniture"),
    _column("start", COUNT, "First character in articles.text, in Unicode code points"),
    _column("end", COUNT, "One past the last character in articles.text"),
)

DOCUMENTS = Table(
    "documents",
    "input document, whatever became of it",
    (
        _column("doc_id", TEXT, "Hash of the canonical URL (or source, where there is none) and the content"),
        _column("source", TEXT, "Path as given; container#n for the n-th record of a container"),
        _column("source_id", TEXT, "Id that the input gave the document"),
        _column("url", TEXT, "Address as given"),
        _column("canonical_url", TEXT, "Normalised address: the page's own canonical link, else the address as given"),
        _column("site", TEXT, "Host of the canonical address without www."),
        _column("fetched_at", TIME, "When it was fetched (UTC), where the input says so"),
        _column("media_type", TEXT, "Declared media type"),
        _column("encoding", TEXT, "Character encoding in which the bytes were read"),
        _column("byte_count", COUNT, "Size of the raw content in bytes"),
        _column("content_sha256", TEXT, "SHA-256 of the raw content"),
        _column("status", TEXT, "loaded, duplicate or rejected"),
        _column("reason", TEXT, "Why it was rejected; one of a fixed list"),
        _column("detail", TEXT, "More on the reason, or why a loaded document has no findings; never its text"),
        _column("duplicate_of", TEXT, "The document it repeats", "documents.doc_id"),
        _column("cluster_id", TEXT, "Same for all near duplicates of each other"),
        _column("language", TEXT, "ISO 639-1 code of the language"),
        _column("batch_id", TEXT, "The batch that published it", "batches.batch_id"),
        _column("parser_version", TEXT, "Version of Presswatch that read it"),
    ),
    sort_by=("site", "source", "doc_id"),
    key=("doc_id",),
)

ARTICLES = Table(
    "articles",
    "document that was read",
    (
        _DOC,
        _column("url", TEXT, "Canonical address"),
        _column("site", TEXT, "Host of the canonical address without www."),
        _column("title", TEXT, "Headline"),
        _column("standfirst", TEXT, "Summary below the headline"),
        _column("authors", TEXTS, "Single authors of the byline"),
        _column("published_at", TIME, "Publication time, UTC; as printed where the precision is local_"),
        _column("published_precision", TEXT, "year, month, day, local_minute, local_second, minute or second"),
        _column("published_method", TEXT, "Where the date was read"),
        _column("published_confidence", SHARE, "How sure that date is, 0 to 1; lower where something contradicts it"),
        _column("published_not_before", TIME, "The earliest it can have been published"),
        _column("published_not_before_why", TEXT, "How that is known"),
        _column("published_not_after", TIME, "The latest it can have been published"),
        _column("published_not_after_why", TEXT, "How that is known"),
        _column("updated_at", TIME, "Last change as the page states it, UTC"),
        _column("language", TEXT, "ISO 639-1 code of the language"),
        _column("body", TEXT, "The article's own paragraphs, headings and list items, one a line"),
        _column("text", TEXT, "The reading text of the whole page; every offset points into it"),
        _column("word_count", COUNT, "Words in body"),
        _column("comment_count", COUNT, "Comments on the page"),
        _column("repeat_count", COUNT, "Segments of the page that repeat another one"),
        _column("cluster_id", TEXT, "Same for all near duplicates of each other"),
        _column("is_original", FLAG, "False for a copy of a document that is in the archive"),
    ),
    sort_by=("site", "published_at", "doc_id"),
    key=("doc_id",),
)

SEGMENTS = Table(
    "segments",
    "stretch of a document's text",
    (
        _DOC,
        _column("segment_id", COUNT, "Number within the document, in reading order"),
        _column("parent_id", COUNT, "The segment around it"),
        _column("layer", TEXT, "Who wrote it: article, comment, quoted or furniture"),
        _column("kind", TEXT, "title, standfirst, byline, paragraph, comment, quoted_document, repeat, residue …"),
        _column("start", COUNT, "First character in articles.text, in Unicode code points"),
        _column("end", COUNT, "One past the last character in articles.text"),
        _column("rule", TEXT, "The rule that decided"),
        _column("repeat_of", COUNT, "The segment it repeats"),
        _column("repeat_share", SHARE, "How closely it repeats it, 0 to 1"),
    ),
    sort_by=("doc_id", "segment_id"),
    key=("doc_id", "segment_id"),
)

COMMENTS = Table(
    "comments",
    "comment, or later post of a forum thread",
    (
        _DOC,
        _column("comment_id", COUNT, "segment_id of its segment"),
        _column("parent_id", COUNT, "comment_id of the comment it answers"),
        _column("position", COUNT, "Place in the page, from 0"),
        _column("depth", COUNT, "0 for a comment on the article, 1 for an answer to it, …"),
        _column("author", TEXT, "Name as printed, or a pseudonym where the settings say so"),
        _column("posted_at", TIME, "When it was posted, UTC; as printed where the precision is local_"),
        _column("posted_precision", TEXT, "year, month, day, local_minute, local_second, minute or second"),
        _column("permalink", TEXT, "Its own address"),
        _column("text", TEXT, "The whole comment, documents quoted in it included"),
    ),
    sort_by=("doc_id", "position"),
    key=("doc_id", "comment_id"),
)

QUOTED_DOCUMENTS = Table(
    "quoted_documents",
    "document quoted inside another",
    (
        _DOC,
        _column("segment_id", COUNT, "Its segment"),
        _column("comment_id", COUNT, "The comment that quotes it; null where the article does"),
        _column("title", TEXT, "Headline"),
        _column("url", TEXT, "Address, freed of wrappers"),
        _column("authors", TEXTS, "Single authors of its byline"),
        _column("published_at", TIME, "Its own date"),
        _column("published_precision", TEXT, "How fine that date is"),
        _column("text", TEXT, "Its text as quoted"),
        _column("matched_doc_id", TEXT, "The same article in the archive, where it is there", "documents.doc_id"),
    ),
    sort_by=("doc_id", "segment_id"),
    key=("doc_id", "segment_id"),
)

MENTIONS = Table(
    "mentions",
    "name in a text",
    (
        *_SPAN,
        _column("surface", TEXT, "The name as it stands in the text"),
        _column("type", TEXT, "OntoNotes type: PERSON, ORG, GPE, LOC, FAC, NORP, …"),
        _column("name", TEXT, "The entity's canonical name in this document"),
        _column("entity_id", TEXT, "The entity", "entities.entity_id"),
        _column("geonames_id", COUNT, "GeoNames id of a place"),
        _column("country", TEXT, "ISO 3166-1 alpha-2 code"),
        _column("latitude", SHARE, "Degrees north"),
        _column("longitude", SHARE, "Degrees east"),
        _column("confidence", SHARE, "0 to 1"),
    ),
    sort_by=("doc_id", "start"),
    key=("doc_id", "start"),
)

ENTITIES = Table(
    "entities",
    "entity",
    (
        _column("entity_id", TEXT, "Hash of type and normalised name, or the id that the entity list gives"),
        _column("name", TEXT, "Canonical name"),
        _column("type", TEXT, "OntoNotes type"),
        _column("aliases", TEXTS, "Other names it was first seen under"),
        _column("first_seen", TEXT, "The document that named it first", "documents.doc_id"),
    ),
    sort_by=("type", "name"),
    key=("entity_id",),
)

TIMEXES = Table(
    "timexes",
    "time expression in a text",
    (
        *_SPAN,
        _column("surface", TEXT, "The expression as it stands in the text"),
        _column("type", TEXT, "TIMEX3 type: DATE, TIME, DURATION or SET"),
        _column("value", TEXT, "TIMEX3 value"),
        _column("begin_at", TIME, "Begin of the interval meant"),
        _column("end_at", TIME, "End of the interval meant, exclusive"),
        _column("anchor_at", TIME, "The time it was resolved against"),
        _column("anchor_source", TEXT, "Whose time that was: published_at, posted_at or quoted_published_at"),
    ),
    sort_by=("doc_id", "start"),
    key=("doc_id", "start", "end"),
)

STATEMENTS = Table(
    "statements",
    "attributed statement",
    (
        *_SPAN,
        _column("kind", TEXT, "direct, indirect or mixed"),
        _column("speaker", TEXT, "Who said it, resolved to a name where the text allows"),
        _column("speaker_entity_id", TEXT, "The speaker as an entity", "entities.entity_id"),
        _column("speaker_start", COUNT, "Where the speaker stands in articles.text"),
        _column("speaker_end", COUNT, "One past the speaker's last character"),
        _column("cue", TEXT, "The word of saying"),
        _column("cue_start", COUNT, "Where the cue stands in articles.text"),
        _column("cue_end", COUNT, "One past the cue's last character"),
    ),
    sort_by=("doc_id", "start"),
    key=("doc_id", "start", "end"),
)

DATE_CANDIDATES = Table(
    "date_candidates",
    "candidate for a document's date",
    (
        _DOC,
        _column("position", COUNT, "Order of trust, from 0"),
        _column("role", TEXT, "published, updated, fetched or commented"),
        _column("value", TIME, "The candidate, UTC; as printed where the precision is local_"),
        _column("precision", TEXT, "How fine it is"),
        _column("offset_minutes", COUNT, "The zone it was printed in, minutes east of Greenwich; null where none was"),
        _column("method", TEXT, "Where it was read"),
        _column("is_chosen", FLAG, "Whether it became the document's date"),
        _column("why", TEXT, "Why, or why not"),
    ),
    sort_by=("doc_id", "position"),
    key=("doc_id", "position"),
)

DUPLICATES = Table(
    "duplicates",
    "pair of a copy and its original",
    (
        _DOC,
        _column("original_id", TEXT, "The document it repeats", "documents.doc_id"),
        _column("level", TEXT, "exact or near"),
        _column("score", SHARE, "Share of the smaller text that both have in common, 0 to 1"),
        _column("relation", TEXT, "What the copy is: copy, repost, excerpt, update or unknown"),
        _column("evidence", SHARED_SPANS, "Stretches that both bodies share"),
    ),
    sort_by=("doc_id", "original_id"),
    key=("doc_id", "original_id"),
)

STORIES = Table(
    "stories",
    "article in a story",
    (
        _column("story_id", TEXT, "Same for all articles on one event"),
        _DOC,
        _column("joined_at", TIME, "When the batch that put it there was started"),
        _column("score", SHARE, "How close it is to the story's nearest article, 0 to 1"),
    ),
    sort_by=("story_id", "doc_id"),
    key=("doc_id",),
)

MATCHES = Table(
    "matches",
    "hit of a watchlist",
    (
        _column("watchlist", TEXT, "Name of the watchlist"),
        *_SPAN,
        _column("surface", TEXT, "The words that matched"),
        _column("query_version", TEXT, "Hash of the query that matched"),
    ),
    sort_by=("watchlist", "doc_id", "start"),
    key=("watchlist", "doc_id", "start", "end"),
)

FINGERPRINTS = Table(
    "fingerprints",
    "document that was read",
    (
        _DOC,
        _column("text_hash", TEXT, "Equal for equal normalised bodies"),
        _column("page_hash", TEXT, "Equal for equal reading texts"),
        _column("shingle_count", COUNT, "Distinct word shingles of the body"),
        _column("bands", pa.list_(pa.uint64()), "LSH bands of the MinHash signature"),
        _column("terms", pa.list_(pa.uint64()), "Hashes of the telling terms that stories are compared by"),
        _column("order_at", TIME, "Publication, else fetch, else ingest time: what look-back windows count from"),
        _column("cluster_id", TEXT, "Same for all near duplicates of each other"),
        _column("original_id", TEXT, "The document it repeats, itself where it repeats none", "documents.doc_id"),
        _column("story_id", TEXT, "The story it belongs to"),
    ),
    sort_by=("order_at", "doc_id"),
    key=("doc_id",),
)

BATCHES = Table(
    "batches",
    "published batch",
    (
        _column("batch_id", TEXT, "Hash of the documents in it and of the settings"),
        _column("run_id", TEXT, "The run that made it"),
        _column("started_at", TIME, "When the run began, UTC"),
        _column("published_at", TIME, "When the batch was staged for publishing, UTC"),
        _column("settings_hash", TEXT, "Hash of the settings that shape rows"),
        _column("code_version", TEXT, "Version of Presswatch"),
        _column("document_count", COUNT, "Documents in"),
        _column("loaded_count", COUNT, "… of them loaded"),
        _column("duplicate_count", COUNT, "… of them duplicates"),
        _column("rejected_count", COUNT, "… of them rejected"),
        _column("steps", STEP_COUNTS, "Documents into and out of each step"),
    ),
    sort_by=("started_at", "batch_id"),
    key=("batch_id",),
)

TABLES: tuple[Table, ...] = (
    DOCUMENTS, ARTICLES, SEGMENTS, COMMENTS, QUOTED_DOCUMENTS, MENTIONS, ENTITIES, TIMEXES, STATEMENTS,
    DATE_CANDIDATES, DUPLICATES, STORIES, MATCHES, FINGERPRINTS, BATCHES,
)  # fmt: skip

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
