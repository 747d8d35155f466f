"""Every table once: its columns, their types and what they mean. Views, files and `presswatch tables` follow it.

What belongs here: the schema of documents and what they are made of, and the list of all tables. What does not: the
tables of what is found in them (finding_tables.py), reading or writing (store/), making rows (rows.py).
"""

from __future__ import annotations

from warehouse.schema.columns import COUNT, DAY, DOC, FLAG, SHARE, STEP_COUNTS, TEXT, TEXTS, TIME, Column, Table
from warehouse.schema.finding_tables import (
    CLUSTER_MERGES,
    CLUSTER_ORIGINALS,
    DUPLICATES,
    ENTITIES,
    ENTITY_CHANGES,
    FINGERPRINTS,
    MATCHES,
    MENTIONS,
    QUOTATIONS,
    STATEMENTS,
    STORIES,
    TIMEXES,
)

DOCUMENTS = Table(
    "documents",
    "input document, whether loaded, duplicate or rejected",
    (
        Column("doc_id", TEXT, "Hash of the canonical URL (or source, where there is none) and the content"),
        Column("source", TEXT, "Path as given; container#n for the n-th record of a container"),
        Column("source_id", TEXT, "Id that the input gave the document"),
        Column("url", TEXT, "Address as given"),
        Column("canonical_url", TEXT, "Normalised address: the page's own canonical link, else the address as given"),
        Column("site", TEXT, "Host of the canonical address (of a rejected document: of `url`) without www."),
        Column("fetched_at", TIME, "When it was fetched (UTC), where the input says so"),
        Column("media_type", TEXT, "Declared media type"),
        Column("encoding", TEXT, "Character encoding in which the bytes were read"),
        Column("repairs", TEXTS, "What was repaired in the text before it was read: mojibake, invisible_characters …"),
        Column("byte_count", COUNT, "Size of the raw content in bytes"),
        Column("content_sha256", TEXT, "SHA-256 of the raw content"),
        Column("status", TEXT, "loaded, duplicate or rejected"),
        Column("reason", TEXT, "Why it was rejected; one of a fixed list"),
        Column("detail", TEXT, "More on the reason, what of its provenance was left out, or why it has no findings"),
        Column("duplicate_of", TEXT, "The document it repeats", "documents.doc_id"),
        Column("cluster_id", TEXT, "Same for all near duplicates of each other"),
        Column("language", TEXT, "ISO 639-1 code of the language"),
        Column("batch_id", TEXT, "The batch that published it", "batches.batch_id"),
        Column("parser_version", TEXT, "Version of Presswatch that read it"),
    ),
    sort_by=("site", "source", "doc_id"),
    key=("doc_id",),
)

ARTICLES = Table(
    "articles",
    "document that was read",
    (
        DOC,
        Column("url", TEXT, "Canonical address"),
        Column("site", TEXT, "Host of the canonical address without www."),
        Column("title", TEXT, "Headline"),
        Column("standfirst", TEXT, "Summary below the headline"),
        Column("authors", TEXTS, "Single authors of the byline"),
        Column("published_at", TIME, "Publication time, UTC; as printed where the precision is local_"),
        Column("published_on", DAY, "Day of publication in the publisher's own zone; null where only a month is known"),
        Column(
            "published_offset_minutes", COUNT, "Zone of that time, minutes east of Greenwich; null where none is stated"
        ),
        Column("published_precision", TEXT, "year, month, day, local_minute, local_second, minute or second"),
        Column("published_method", TEXT, "Where the date was found: in the page's metadata, its address, its text …"),
        Column("published_confidence", SHARE, "How sure that date is, 0 to 1; lower where something contradicts it"),
        Column("published_not_before", TIME, "The earliest it can have been published"),
        Column("published_not_before_why", TEXT, "Why it cannot be earlier"),
        Column("published_not_after", TIME, "The latest it can have been published"),
        Column("published_not_after_why", TEXT, "Why it cannot be later"),
        Column("updated_at", TIME, "Last change as the page states it, UTC"),
        Column("language", TEXT, "ISO 639-1 code of the language"),
        Column(
            "names_by",
            TEXT,
            "Who found the names: model-en, model-multi, spacy, gliner or rules; null: nobody",
        ),
        Column("page_type", TEXT, "article, forum, listing or other; null where it is not known"),
        Column("page_type_rule", TEXT, "The rule that decided"),
        Column("is_paywalled", FLAG, "Whether a subscription is asked for; null where the page does not say"),
        Column("is_paywalled_rule", TEXT, "The rule that decided"),
        Column("is_truncated", FLAG, "Whether the text breaks off before the article ends; null where it is not known"),
        Column("is_truncated_rule", TEXT, "The rule that decided"),
        Column("dateline_place", TEXT, "Place of the dateline (KABUL, July 14 (Reuters) –)"),
        Column("dateline_agency", TEXT, "Agency of the dateline"),
        Column("claimed_origin_name", TEXT, "Where the article was first published, as the page says"),
        Column("claimed_origin_url", TEXT, "Address of that first publication, normalised"),
        Column("claimed_origin_rule", TEXT, "The rule that found it"),
        Column("body", TEXT, "The article's own paragraphs, headings and list items, one a line"),
        Column("text", TEXT, "The reading text of the whole page; every offset points into it"),
        Column("word_count", COUNT, "Words in body"),
        Column("comment_count", COUNT, "Comments on the page"),
        Column("repeat_count", COUNT, "Segments of the page that repeat another one"),
        Column("cluster_id", TEXT, "Same for all near duplicates of each other"),
        Column("is_original", FLAG, "False for a copy of another document in the archive"),
    ),
    sort_by=("site", "published_at", "doc_id"),
    key=("doc_id",),
)

SEGMENTS = Table(
    "segments",
    "stretch of a document's text",
    (
        DOC,
        Column("segment_id", COUNT, "Number within the document, in reading order"),
        Column("parent_id", COUNT, "The segment around it"),
        Column("layer", TEXT, "Who wrote it: article, comment, quoted or furniture"),
        Column("kind", TEXT, "title, standfirst, byline, paragraph, comment, quoted_document, repeat, residue …"),
        Column("start", COUNT, "First character in articles.text, in Unicode code points"),
        Column("end", COUNT, "One past the last character in articles.text"),
        Column("rule", TEXT, "The rule that decided on layer and kind"),
        Column("repeat_of", COUNT, "The segment it repeats"),
        Column("repeat_share", SHARE, "How closely it repeats it, 0 to 1"),
    ),
    sort_by=("doc_id", "segment_id"),
    key=("doc_id", "segment_id"),
)

COMMENTS = Table(
    "comments",
    "comment, or later post of a forum thread",
    (
        DOC,
        Column("comment_id", COUNT, "segment_id of its segment"),
        Column("parent_id", COUNT, "comment_id of the comment it answers"),
        Column("position", COUNT, "Place in the page, from 0"),
        Column("depth", COUNT, "0 for a comment on the article, 1 for an answer to it, …"),
        Column("author", TEXT, "Name as printed, or a pseudonym where the settings ask for them"),
        Column("posted_at", TIME, "When it was posted, UTC; as printed where the precision is local_"),
        Column("posted_precision", TEXT, "year, month, day, local_minute, local_second, minute or second"),
        Column("permalink", TEXT, "Its own address"),
        Column("text", TEXT, "The whole comment, documents quoted in it included"),
        Column("quoted_comment_id", COUNT, "comment_id of an earlier comment that it quotes"),
    ),
    sort_by=("doc_id", "position"),
    key=("doc_id", "comment_id"),
)

QUOTED_DOCUMENTS = Table(
    "quoted_documents",
    "document quoted inside another",
    (
        DOC,
        Column("segment_id", COUNT, "Its segment"),
        Column("comment_id", COUNT, "The comment that quotes it; null where the article does"),
        Column("title", TEXT, "Headline"),
        Column("url", TEXT, "Address, without the redirect around it"),
        Column("authors", TEXTS, "Single authors of its byline"),
        Column("published_at", TIME, "Its own date"),
        Column("published_on", DAY, "Its own day, in its publisher's zone"),
        Column(
            "published_offset_minutes", COUNT, "Zone of that time, minutes east of Greenwich; null where none is stated"
        ),
        Column("published_precision", TEXT, "How precise that date is"),
        Column("text", TEXT, "Its text as quoted"),
        Column("matched_doc_id", TEXT, "The same article in the archive, where it is there", "documents.doc_id"),
    ),
    sort_by=("doc_id", "segment_id"),
    key=("doc_id", "segment_id"),
)

CREDITS = Table(
    "credits",
    "credit of a picture",
    (
        DOC,
        Column("segment_id", COUNT, "Its segment"),
        Column("photographers", TEXTS, "Single names of those who made the picture"),
        Column("agencies", TEXTS, "Agencies and lenders, in the order printed"),
    ),
    sort_by=("doc_id", "segment_id"),
    key=("doc_id", "segment_id"),
)

LIVE_ENTRIES = Table(
    "live_entries",
    "entry of a live blog",
    (
        DOC,
        Column("position", COUNT, "Place in the page, from 0"),
        Column("segment_id", COUNT, "Its first segment"),
        Column("last_segment_id", COUNT, "Its last segment"),
        Column("posted_at", TIME, "Its time, UTC; as printed where the precision is local_; null without a day"),
        Column("posted_precision", TEXT, "day, local_minute, local_second, minute or second"),
        Column("printed", TEXT, "Its time as the page prints it"),
    ),
    sort_by=("doc_id", "position"),
    key=("doc_id", "position"),
)

DATE_CANDIDATES = Table(
    "date_candidates",
    "candidate for a document's date",
    (
        DOC,
        Column("position", COUNT, "Order of trust, from 0"),
        Column("role", TEXT, "What it is a date of: published, updated, fetched or commented"),
        Column("value", TIME, "The candidate, UTC; as printed where the precision is local_"),
        Column("precision", TEXT, "How precise it is"),
        Column("offset_minutes", COUNT, "The zone it was printed in, minutes east of Greenwich; null where none was"),
        Column("method", TEXT, "Where the date was found"),
        Column("is_chosen", FLAG, "Whether it became the document's date"),
        Column("why", TEXT, "Why, or why not"),
    ),
    sort_by=("doc_id", "position"),
    key=("doc_id", "position"),
)

BATCHES = Table(
    "batches",
    "published batch",
    (
        Column("batch_id", TEXT, "Hash of the documents in it and of the settings"),
        Column("run_id", TEXT, "The run that made it"),
        Column("started_at", TIME, "When the run began, UTC"),
        Column("published_at", TIME, "When the batch was staged for publishing, UTC"),
        Column("settings_hash", TEXT, "Hash of the settings that shape rows"),
        Column("code_version", TEXT, "Version of Presswatch"),
        Column("document_count", COUNT, "Documents of the batch"),
        Column("loaded_count", COUNT, "Documents loaded"),
        Column("duplicate_count", COUNT, "Documents that are duplicates"),
        Column("rejected_count", COUNT, "Documents rejected"),
        Column("steps", STEP_COUNTS, "Documents into and out of each step"),
    ),
    sort_by=("started_at", "batch_id"),
    key=("batch_id",),
)

SOURCE_RUNS = Table(
    "source_runs",
    "look at a source on the web",
    (
        Column("run_id", TEXT, "The round of fetching"),
        Column("source", TEXT, "Name of the source"),
        Column("kind", TEXT, "feed or sitemap"),
        Column("site", TEXT, "Host of the source without www."),
        Column("started_at", TIME, "When the round began, UTC"),
        Column("outcome", TEXT, "fetched, or why it brought nothing: not_due, unchanged, blocked, gone, moved …"),
        Column("detail", TEXT, "More on that, in words"),
        Column("http_status_code", COUNT, "What its server answered; null where it did not, or was not asked"),
        Column("listed_count", COUNT, "Pages that it lists"),
        Column("known_count", COUNT, "Of these: known from before, unchanged"),
        Column("fetched_count", COUNT, "Of these: landed"),
        Column("refused_count", COUNT, "Of these: asked for and not to be had"),
        Column("left_count", COUNT, "Of these: left for the next round"),
        Column("landed_file", TEXT, "Name of the crawl archive that the pages landed in"),
        Column("due_at", TIME, "When it is asked again, UTC"),
    ),
    sort_by=("started_at", "source"),
    key=("run_id", "source"),
)

TABLES: tuple[Table, ...] = (
    DOCUMENTS, ARTICLES, SEGMENTS, COMMENTS, QUOTED_DOCUMENTS, CREDITS, LIVE_ENTRIES, MENTIONS, ENTITIES,
    ENTITY_CHANGES, TIMEXES, STATEMENTS, DATE_CANDIDATES, DUPLICATES, QUOTATIONS, CLUSTER_MERGES, CLUSTER_ORIGINALS,
    STORIES, MATCHES, FINGERPRINTS, BATCHES, SOURCE_RUNS,
)  # fmt: skip

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
