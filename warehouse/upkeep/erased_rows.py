"""The rows of every table as they are after an erasure, as queries over the files that hold something of it.

The queries ask tables that `Remains` makes on the connection of the rewriting: `gone` (documents), `places` (their new
groups), `cut_segments` and `cut_spans` (what is taken out of other documents), and what stands in the place of old
values.

What belongs here: SQL from old rows to new ones, table by table. What does not: what goes (erasure_plan.py), new groups
(new_groups.py), publishing (erasure.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.schema.finding_tables import MATCHES, MENTIONS, STATEMENTS, TIMEXES
from warehouse.schema.tables import TABLES
from warehouse.store.commits import DataFile, Store
from warehouse.store.rewriting import Rewrite
from warehouse.store.staging import file_list

FINDINGS = tuple(table.name for table in (MENTIONS, TIMEXES, STATEMENTS, MATCHES))
ADDED = {
    **{name: f"carried_{name}" for name in FINDINGS},
    "duplicates": "new_pairs",
    "entities": "renamed",
}  # tables of rows, with their month, that come to a table of the archive
NAMINGS = tuple(table.name for table in TABLES if {"entity_id", "first_seen"} <= set(table.schema.names))
_IS_TOUCHED = "rows.entity_id IN (FROM touched_entities)"
_IS_GONE = "rows.doc_id IN (SELECT doc_id FROM gone)"
_IS_CUT = """EXISTS (SELECT 1 FROM cut_segments AS c WHERE c.doc_id = rows.doc_id AND c.segment_id = rows.segment_id)"""
_OVERLAPS = """EXISTS (SELECT 1 FROM cut_spans AS c WHERE c.doc_id = rows.doc_id AND c."start" < rows."end"
    AND rows."start" < c."end")"""
_IS_CHANGED = "rows.doc_id IN (SELECT doc_id FROM gone UNION ALL SELECT doc_id FROM texts)"
_HAS_MOVED = f"{_IS_CHANGED} OR rows.doc_id IN (SELECT doc_id FROM places)"
_FOUND = f"SELECT rows.* FROM rows WHERE NOT ({_IS_GONE}) AND NOT {_IS_CUT} AND NOT {_OVERLAPS}"
_SPEAKER_CUT = """EXISTS (SELECT 1 FROM cut_spans AS c WHERE c.doc_id = rows.doc_id AND c."start" < rows.speaker_end
    AND rows.speaker_start < c."end") OR rows.speaker_entity_id IN (SELECT entity_id FROM lost_entities)
    OR (rows.doc_id IN (SELECT doc_id FROM texts) AND rows.speaker IN (SELECT name FROM erased_names))"""
_CUE_CUT = """EXISTS (SELECT 1 FROM cut_spans AS c WHERE c.doc_id = rows.doc_id AND c."start" < rows.cue_end
    AND rows.cue_start < c."end")"""
_KEPT = f"SELECT rows.* FROM rows WHERE NOT ({_IS_GONE})"


@dataclass(frozen=True, slots=True)
class Change:
    """Which rows of a table an erasure touches (a condition on `rows`), and a query for all rows of their files."""

    touches: str
    query: str


def _unless(condition: str, *columns: str) -> str:
    """The columns, null where a condition holds."""
    return ", ".join(f"CASE WHEN NOT coalesce({condition}, false) THEN rows.{name} END AS {name}" for name in columns)


_STATEMENTS = f"""SELECT rows.* REPLACE (
    {_unless(_SPEAKER_CUT, "speaker", "speaker_entity_id", "speaker_start", "speaker_end")},
    {_unless(_CUE_CUT, "cue", "cue_start", "cue_end")}
) FROM rows WHERE NOT ({_IS_GONE}) AND NOT {_IS_CUT} AND NOT {_OVERLAPS}"""

CHANGES: Mapping[str, Change] = {
    "documents": Change(
        _HAS_MOVED,
        f"""SELECT rows.* REPLACE (
            coalesce(p.cluster_id, rows.cluster_id) AS cluster_id,
            CASE WHEN p.doc_id IS NULL THEN rows.status
                WHEN p.original_id = rows.doc_id THEN 'loaded' ELSE 'duplicate' END AS status,
            CASE WHEN p.doc_id IS NULL THEN rows.duplicate_of
                WHEN p.original_id <> rows.doc_id THEN p.original_id END AS duplicate_of
        ) FROM rows LEFT JOIN places AS p USING (doc_id) WHERE NOT ({_IS_GONE})""",
    ),
    "articles": Change(
        _HAS_MOVED,
        f"""SELECT rows.* REPLACE (
            coalesce(p.cluster_id, rows.cluster_id) AS cluster_id,
            coalesce(p.original_id = rows.doc_id, rows.is_original) AS is_original,
            CASE WHEN t.doc_id IS NULL THEN rows.title ELSE t.title END AS title,
            CASE WHEN t.doc_id IS NULL THEN rows.standfirst ELSE t.standfirst END AS standfirst,
            coalesce(t.text, rows.text) AS text,
            coalesce(t.body, rows.body) AS body,
            coalesce(t.word_count, rows.word_count) AS word_count,
            coalesce(t.comment_count, rows.comment_count) AS comment_count,
            coalesce(t.repeat_count, rows.repeat_count) AS repeat_count
        ) FROM rows LEFT JOIN places AS p USING (doc_id) LEFT JOIN texts AS t USING (doc_id) WHERE NOT ({_IS_GONE})""",
    ),
    "fingerprints": Change(
        f"{_HAS_MOVED} OR rows.story_id IN (SELECT story_id FROM stories_named)",
        f"""SELECT rows.* REPLACE (
            coalesce(p.cluster_id, rows.cluster_id) AS cluster_id,
            coalesce(p.original_id, rows.original_id) AS original_id,
            coalesce(s.name, rows.story_id) AS story_id,
            coalesce(t.text_hash, rows.text_hash) AS text_hash,
            coalesce(t.page_hash, rows.page_hash) AS page_hash,
            coalesce(t.shingle_count, rows.shingle_count) AS shingle_count,
            coalesce(t.bands, rows.bands) AS bands,
            coalesce(t.terms, rows.terms) AS terms
        ) FROM rows LEFT JOIN places AS p USING (doc_id) LEFT JOIN texts AS t USING (doc_id)
        LEFT JOIN stories_named AS s USING (story_id) WHERE NOT ({_IS_GONE})""",
    ),
    "segments": Change(
        _IS_CHANGED,
        f"""SELECT rows.* REPLACE (CASE WHEN r.segment_id IS NULL THEN rows.repeat_of END AS repeat_of,
            CASE WHEN r.segment_id IS NULL THEN rows.repeat_share END AS repeat_share)
        FROM rows LEFT JOIN cut_segments AS r ON r.doc_id = rows.doc_id AND r.segment_id = rows.repeat_of
        WHERE NOT ({_IS_GONE}) AND NOT {_IS_CUT}""",
    ),
    "comments": Change(
        _IS_CHANGED,
        f"""SELECT rows.* REPLACE (
            CASE WHEN c.doc_id IS NULL THEN rows.text ELSE c.text END AS text,
            CASE WHEN c.doc_id IS NULL THEN rows.permalink ELSE c.permalink END AS permalink,
            CASE WHEN c.doc_id IS NULL THEN rows.parent_id ELSE c.parent_id END AS parent_id,
            CASE WHEN c.doc_id IS NULL THEN rows.quoted_comment_id ELSE c.quoted_comment_id END AS quoted_comment_id
        ) FROM rows LEFT JOIN new_comments AS c ON c.doc_id = rows.doc_id AND c.comment_id = rows.comment_id
        WHERE NOT ({_IS_GONE}) AND NOT ({_IS_CUT.replace("rows.segment_id", "rows.comment_id")})""",
    ),
    "quoted_documents": Change(
        f"{_IS_CHANGED} OR rows.matched_doc_id IN (SELECT doc_id FROM gone)",
        f"""SELECT rows.* REPLACE (
            CASE WHEN q.doc_id IS NULL THEN rows.text ELSE q.text END AS text,
            CASE WHEN g.doc_id IS NULL THEN rows.matched_doc_id END AS matched_doc_id
        ) FROM rows LEFT JOIN new_quoted AS q ON q.doc_id = rows.doc_id AND q.segment_id = rows.segment_id
        LEFT JOIN gone AS g ON g.doc_id = rows.matched_doc_id WHERE NOT ({_IS_GONE}) AND NOT {_IS_CUT}""",
    ),
    **{name: Change(_IS_GONE, _KEPT) for name in ("credits", "live_entries", "date_candidates")},
    **{name: Change(_IS_CHANGED, _FOUND) for name in ("mentions", "timexes", "matches")},
    "statements": Change(_IS_CHANGED, _STATEMENTS),
    "stories": Change(
        f"{_IS_GONE} OR rows.story_id IN (SELECT story_id FROM stories_named)",
        f"""SELECT rows.* REPLACE (coalesce(s.name, rows.story_id) AS story_id)
        FROM rows LEFT JOIN stories_named AS s USING (story_id) WHERE NOT ({_IS_GONE})""",
    ),
    "duplicates": Change(
        f"""{_IS_GONE} OR rows.original_id IN (SELECT doc_id FROM gone)
        OR rows.doc_id IN (SELECT doc_id FROM places WHERE doc_id = original_id)""",
        f"""{_KEPT} AND rows.original_id NOT IN (SELECT doc_id FROM gone)
        AND rows.doc_id NOT IN (SELECT doc_id FROM places WHERE doc_id = original_id)""",
    ),
    "quotations": Change(
        f"{_IS_CHANGED} OR rows.original_id IN (SELECT doc_id FROM gone)",
        f"{_KEPT} AND rows.original_id NOT IN (SELECT doc_id FROM gone) AND NOT {_IS_CUT}",
    ),
    "cluster_merges": Change(
        "rows.cluster_id IN (FROM ended) OR rows.merged_into IN (FROM ended)",
        "SELECT * FROM rows WHERE cluster_id NOT IN (FROM ended) AND merged_into NOT IN (FROM ended)",
    ),
    "cluster_originals": Change(
        "rows.cluster_id IN (FROM ended) OR rows.original_id IN (FROM ended) OR rows.previous_id IN (FROM ended)",
        """SELECT * FROM rows WHERE cluster_id NOT IN (FROM ended) AND original_id NOT IN (FROM gone)
        AND previous_id NOT IN (FROM gone)""",
    ),
    **{name: Change(_IS_TOUCHED, f"SELECT rows.* FROM rows WHERE NOT ({_IS_TOUCHED})") for name in NAMINGS},
    "batches": Change(
        "rows.batch_id IN (SELECT batch_id FROM counts)",
        """SELECT rows.* REPLACE (
            coalesce(c.loaded_count + c.duplicate_count + c.rejected_count, rows.document_count) AS document_count,
            coalesce(c.loaded_count, rows.loaded_count) AS loaded_count,
            coalesce(c.duplicate_count, rows.duplicate_count) AS duplicate_count,
            coalesce(c.rejected_count, rows.rejected_count) AS rejected_count
        ) FROM rows LEFT JOIN counts AS c USING (batch_id)""",
    ),
}  # fmt: skip

_CARRIED = """
CREATE TABLE carried_{table} AS
SELECT rows.* REPLACE (twins.twin_id AS doc_id, s.segment_id AS segment_id, s.layer AS layer), twins.month AS month
FROM ({rows}) AS rows JOIN twins USING (doc_id)
JOIN twin_leaves AS s ON s.doc_id = twins.twin_id AND s."start" <= rows."start" AND rows."start" < s."end"
"""
_TOUCHED = """
CREATE TABLE touched_entities AS
SELECT entity_id FROM ({entities})
WHERE first_seen IN (SELECT doc_id FROM gone UNION ALL SELECT doc_id FROM texts) GROUP BY entity_id
"""
_RENAMED = f"""
CREATE TABLE renamed AS
WITH remaining AS (
    SELECT entity_id, name, type, surface, doc_id, month FROM ({{mentions}}) AS rows
    WHERE entity_id IN (FROM touched_entities) AND NOT ({_IS_GONE}) AND NOT {_IS_CUT} AND NOT {_OVERLAPS}
    UNION ALL
    SELECT entity_id, name, type, surface, doc_id, month FROM carried_mentions
    WHERE entity_id IN (FROM touched_entities)
),
firsts AS (
    SELECT entity_id, min((month, doc_id)) AS place FROM remaining GROUP BY entity_id
)
SELECT entity_id, max(name) AS name, max(type) AS type,
    list_sort(list_distinct(list(surface) FILTER (WHERE surface <> name))) AS aliases,
    max(doc_id) AS first_seen, max(month) AS month
FROM firsts JOIN remaining USING (entity_id) WHERE (month, doc_id) = place GROUP BY entity_id
"""
_LOST = """
CREATE TABLE lost_entities AS
SELECT entity_id FROM touched_entities WHERE entity_id NOT IN (SELECT entity_id FROM renamed)
"""


@dataclass(frozen=True, slots=True)
class Remains:
    """What the queries ask, as Arrow tables by name, and folders of Parquet files for what may be large."""

    tables: Mapping[str, pa.Table]
    folders: Mapping[str, tuple[Path, pa.Schema]]

    def prepare(self, store: Store, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the tables on a connection."""
        for name, table in self.tables.items():
            connection.register(name, table)
        for name, (folder, schema) in self.folders.items():
            if files := sorted(folder.glob("*.parquet")):
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({file_list(files)})")
            else:
                connection.register(name, schema.empty_table())
        for name in FINDINGS:
            connection.execute(_CARRIED.format(table=name, rows=_published(connection, store, name)))
        mentions = _published(connection, store, "mentions", has_month=True)
        named = " UNION ALL ".join(
            f"SELECT entity_id, first_seen FROM ({_published(connection, store, name)})" for name in NAMINGS
        )
        connection.execute(_TOUCHED.format(entities=named))
        connection.execute(_RENAMED.format(mentions=mentions))
        connection.execute(_LOST)


def _published(connection: duckdb.DuckDBPyConnection, store: Store, table: str, *, has_month: bool = False) -> str:
    """All rows of a table as a query."""
    if paths := store.paths(table):
        if not has_month:
            return f"SELECT * FROM read_parquet({file_list(paths)}, hive_partitioning = false)"
        types = "hive_types = {'month': VARCHAR}"
        return f"SELECT * FROM read_parquet({file_list(paths)}, hive_partitioning = true, {types})"
    schema = next(found.schema for found in TABLES if found.name == table)
    connection.register(
        f"no_{table}", (schema.append(pa.field("month", pa.string())) if has_month else schema).empty_table()
    )
    return f"SELECT * FROM no_{table}"


def rewrites(store: Store, connection: duckdb.DuckDBPyConnection) -> Iterator[Rewrite]:
    """The files that an erasure touches, with what is to stand in their place.

    `connection` is the one that `Remains.prepare` has made its tables on.
    """
    for table, change in CHANGES.items():
        touched: dict[str, list[DataFile]] = {}
        for file in _touched(store, connection, table, change):
            touched.setdefault(file.month, []).append(file)
        added = ADDED.get(table)
        months = set(touched) | (_months(connection, added) if added is not None else set())
        for month in sorted(months):
            query = change.query
            if added is not None:
                query += f" UNION ALL BY NAME SELECT * EXCLUDE (month) FROM {added} WHERE month = '{month}'"
            yield Rewrite(table, month, tuple(touched.get(month, ())), query, adds_rows=added is not None)


def _touched(store: Store, connection: duckdb.DuckDBPyConnection, table: str, change: Change) -> list[DataFile]:
    files = {str(store.existing(file)): file for file in store.files_of(table)}
    if not files:
        return []
    listed = file_list([Path(path) for path in files])
    query = (
        "SELECT DISTINCT rows.filename FROM "
        f"read_parquet({listed}, hive_partitioning = false, filename = true) AS rows WHERE {change.touches}"
    )
    found = {str(name) for (name,) in connection.execute(query).fetchall()}
    return [file for path, file in files.items() if path in found]


def _months(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    return {str(month) for (month,) in connection.execute(f"SELECT DISTINCT month FROM {table}").fetchall()}
