"""A small warehouse, made up so that every view, report and check has an answer that is known.

What belongs here: its rows, and opening them as a database in memory. What does not: tests.

Document 1 is an article with comments, 2 is a copy of it on another site, 3 tells the same story later, 4 has no date,
5 was refused.
"""

from __future__ import annotations

from datetime import datetime

import duckdb
import pyarrow as pa

from warehouse.ask.queries import Query, read_queries
from warehouse.schema.columns import MONTH
from warehouse.schema.tables import TABLES

JULY, AUGUST = "2021-07", "2021-08"
Rows = dict[str, list[dict[str, object]]]


def day(number: int, month: int = 7) -> datetime:
    return datetime(2021, month, number)


def on(number: int, month: int = 7) -> dict[str, object]:
    """A day of publication, as columns of `articles`."""
    return {"published_at": day(number, month), "published_on": day(number, month).date()}


OPENING = "Ada Brook opened the bridge in Lund on 12 July 2021."
PAGE = ("Bridge opens", OPENING, "Nice bridge!", "Ada Brook lied.", "Lund paid for it.")
TEXT = "\n".join(PAGE)
COPY_TEXT = "\n".join(PAGE[:2])
LATER_TEXT = "Bridge closed again\nLund closed the bridge, Ada Brook said."


def spot(text: str, words: str, last: bool = False) -> dict[str, object]:
    """Where words stand in a text."""
    start = text.rindex(words) if last else text.index(words)
    return {"start": start, "end": start + len(words), "surface": words}


def segment(doc_id: str, text: str, number: int, words: str, **more: object) -> dict[str, object]:
    where = spot(text, words)
    where.pop("surface")
    kind = {"layer": "article", "kind": "paragraph", "rule": "made_up"}
    return {"doc_id": doc_id, "segment_id": number, **where, **kind, **more}


def documents() -> Rows:
    def document(doc_id: str, site: str, month: str, status: str, **more: object) -> dict[str, object]:
        given = {"source": f"in/{site}.warc.gz#{doc_id}", "site": site, "batch_id": "batch-1"}
        return {"doc_id": doc_id, **given, "status": status, "month": month, **more}

    def article(doc_id: str, site: str, month: str, text: str, **more: object) -> dict[str, object]:
        title, body = text.split("\n")[:2]
        shown = {"title": title, "body": body, "text": text, "word_count": len(body.split()), "comment_count": 0}
        return {"doc_id": doc_id, "site": site, "month": month, **shown, "published_precision": "day", **more}

    read: dict[str, dict[str, object]] = {
        "1": {"cluster_id": "c1", "is_original": True, **on(14), "comment_count": 2},
        "2": {"cluster_id": "c1", "is_original": False, **on(15)},
        "3": {"cluster_id": "c3", "is_original": True, **on(2, month=8)},
        "4": {"is_original": True, "published_precision": None},
    }
    return {
        "documents": [
            document("1", "alpha.example", JULY, "loaded", cluster_id="c1"),
            document("2", "beta.example", JULY, "duplicate", cluster_id="c1", duplicate_of="1"),
            document("3", "beta.example", AUGUST, "loaded", cluster_id="c3"),
            document("4", "alpha.example", JULY, "loaded", source="folder/page.html"),
            document("5", "alpha.example", JULY, "rejected", reason="empty", source="folder/empty.html"),
        ],
        "articles": [
            article("1", "alpha.example", JULY, TEXT, **read["1"]),
            article("2", "beta.example", JULY, COPY_TEXT, **read["2"]),
            article("3", "beta.example", AUGUST, LATER_TEXT, **read["3"]),
            article("4", "alpha.example", JULY, "No date\nNobody knows when.", **read["4"]),
        ],
        "duplicates": [
            {
                "doc_id": "2",
                "original_id": "1",
                "level": "near",
                "reason": "earlier_publication",
                "relation": "repost",
                "score": 1.0,
                "evidence": [{"start": 0, "end": 9, "original_start": 0, "original_end": 9}],
            }
        ],
        "quotations": [
            {
                "doc_id": "1",
                "segment_id": 4,
                "original_id": "3",
                "score": 0.9,
                "month": JULY,
                "evidence": [{"start": 0, "end": 4, "original_start": 0, "original_end": 4}],
            }
        ],
        "cluster_merges": [{"sequence": 0, "cluster_id": "c0", "merged_into": "c1", "month": JULY}],
        "cluster_originals": [
            {"sequence": 1, "cluster_id": "c1", "original_id": "1", "previous_id": "2", "month": JULY}
        ],
        "stories": [{"story_id": "s1", "doc_id": doc_id, "score": 0.8, "month": month} for doc_id, month in MEMBERS],
        "fingerprints": [{"doc_id": "2", "original_id": "1", "cluster_id": "c1"}],
        "batches": [
            {
                "batch_id": "batch-1",
                "document_count": 5,
                "loaded_count": 3,
                "duplicate_count": 1,
                "rejected_count": 1,
            }
        ],
        "source_runs": [
            look("r1", day(1), "fetched", fetched_count=2, landed_file="alpha.example.warc.gz"),
            look("r2", day(2), "blocked", detail="robots.txt forbids it", fetched_count=0),
            look("r3", day(3), "not_due", fetched_count=0),
        ],
        "date_candidates": [
            candidate(0, day(2, month=8), "day", is_chosen=True),
            candidate(1, datetime(2021, 1, 1), "year"),
            candidate(2, datetime(2021, 8, 3, 9), "local_minute"),
            candidate(3, day(20), "day"),
        ],
    }


def look(run_id: str, at: datetime, outcome: str, **more: object) -> dict[str, object]:
    return {"run_id": run_id, "source": "alpha", "started_at": at, "outcome": outcome, "month": JULY, **more}


MEMBERS = (("1", JULY), ("2", JULY), ("3", AUGUST))


def candidate(position: int, value: datetime, precision: str, is_chosen: bool = False) -> dict[str, object]:
    found = {"role": "published", "value": value, "precision": precision, "method": f"method {position}"}
    return {"doc_id": "3", "position": position, "is_chosen": is_chosen, "month": AUGUST, **found}


def findings() -> Rows:
    person = {"type": "PERSON", "name": "Ada Brook", "entity_id": "ada", "confidence": 0.9}
    place = {"type": "GPE", "name": "Lund", "entity_id": "lund", "confidence": 0.8, "geonames_id": 1, "country": "SE"}
    place |= {"latitude": 55.7, "longitude": 13.2}
    in_article, later = {"layer": "article", "segment_id": 1}, {"doc_id": "3", "month": AUGUST}
    date = {"type": "DATE", "value": "2021-07-12", "begin_at": day(12), "end_at": day(13)}
    speaker = {"speaker": "Ada Brook", "speaker_entity_id": "ada", "kind": "indirect"}
    said = spot(LATER_TEXT, "Lund closed the bridge")
    said.pop("surface")
    return {
        "segments": [
            segment("1", TEXT, 0, PAGE[0], kind="title"),
            segment("1", TEXT, 1, PAGE[1]),
            segment("1", TEXT, 2, PAGE[2], layer="comment", kind="comment"),
            segment("1", TEXT, 3, PAGE[2], layer="comment", parent_id=2),
            segment("1", TEXT, 4, "\n".join(PAGE[3:]), layer="comment", kind="comment"),
            segment("1", TEXT, 5, PAGE[3], layer="comment", parent_id=4),
            segment("1", TEXT, 6, PAGE[4], layer="quoted", kind="quoted_document", parent_id=4),
            segment("1", TEXT, 7, PAGE[4], layer="quoted", parent_id=6),
            segment("2", COPY_TEXT, 1, PAGE[1]),
            segment("3", LATER_TEXT, 1, LATER_TEXT.split("\n")[1], month=AUGUST),
        ],
        "comments": [
            {"doc_id": "1", "comment_id": 2, "position": 0, "depth": 0, "author": "Kim", "text": PAGE[2]},
            {
                "doc_id": "1",
                "comment_id": 4,
                "parent_id": 2,
                "position": 1,
                "depth": 1,
                "author": "Lee",
                "text": PAGE[3],
            },
        ],
        "quoted_documents": [
            {
                "doc_id": "1",
                "segment_id": 6,
                "comment_id": 4,
                "url": "https://WWW.Gamma.example/x",
                "matched_doc_id": "3",
            },
            {"doc_id": "1", "segment_id": 7, "url": "no address"},
        ],
        "credits": [{"doc_id": "1", "segment_id": 1, "photographers": ["Ada Brook"], "agencies": ["Delta"]}],
        "live_entries": [{"doc_id": "1", "position": 0, "segment_id": 1, "last_segment_id": 1, "printed": "14:05"}],
        "mentions": [
            {"doc_id": "1", **in_article, **spot(TEXT, "Ada Brook"), **person},
            {"doc_id": "1", **in_article, **spot(TEXT, "Lund"), **place},
            {"doc_id": "1", "layer": "comment", "segment_id": 5, **spot(TEXT, "Ada Brook", last=True), **person},
            {"doc_id": "1", "layer": "quoted", "segment_id": 7, **spot(TEXT, "Lund", last=True), **place},
            {"doc_id": "2", **in_article, **spot(COPY_TEXT, "Ada Brook"), **person},
            {**later, **in_article, **spot(LATER_TEXT, "Ada Brook"), **person},
            {**later, **in_article, **spot(LATER_TEXT, "Lund"), **place},
        ],
        "entities": [
            {"entity_id": "ada", "name": "Ada Brook", "type": "PERSON", "first_seen": "1"},
            {"entity_id": "lund", "name": "Lund", "type": "GPE", "first_seen": "1"},
        ],
        "entity_changes": [{"entity_id": "lund", "name": "Lund", "type": "GPE", "first_seen": "1"}],
        "timexes": [{"doc_id": "1", **in_article, **spot(TEXT, "12 July 2021"), **date}],
        "statements": [{**later, **in_article, **said, **speaker, "speaker_start": 44, "speaker_end": 53}],
        "matches": [
            {"watchlist": "bridges", "doc_id": "1", **in_article, **spot(TEXT, "bridge in")},
            {"watchlist": "bridges", "doc_id": "2", **in_article, **spot(COPY_TEXT, "bridge in")},
        ],
    }


def opened(rows: Rows) -> duckdb.DuckDBPyConnection:
    """A database in memory with every table and view."""
    connection = duckdb.connect()
    for table in TABLES:
        schema = pa.schema([*table.schema, (MONTH.name, MONTH.type)])
        filled = [dict.fromkeys(schema.names) | {"month": JULY} | row for row in rows.get(table.name, [])]
        connection.register("given", pa.Table.from_pylist(filled, schema=schema))
        connection.execute(f"CREATE TABLE {table.name} AS FROM given")
        connection.unregister("given")
    for view in read_queries("views"):
        connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
    return connection


def asked(connection: duckdb.DuckDBPyConnection, query: Query) -> list[dict[str, object]]:
    cursor = connection.execute(query.sql)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def of(rows: list[dict[str, object]], *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]
