"""All that the archive holds of one document, row by row.

What belongs here: which rows those are. What does not: how they are arranged (passages.py) or shown (page.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from warehouse.ask.database import Warehouse
from warehouse.errors import MissingInput

Row = Mapping[str, object]

MEMBERS_SHOWN = 100  # of a group of copies, and of a story: a page that is read by people, set by hand
_OF_THE_DOCUMENT = "SELECT * FROM {table} WHERE doc_id = $id AND month = $month ORDER BY {order}"
_FOUND = "SELECT doc_id, status FROM documents WHERE starts_with(doc_id, $id) ORDER BY doc_id LIMIT 2"
_DOCUMENT = "SELECT * FROM documents WHERE doc_id = $id"
_PLACE_OF_FINDINGS = "SELECT found_in FROM article_findings WHERE doc_id = $id"
_GROUP = f"""
SELECT doc_id, site, title, published_on, is_original FROM articles
WHERE cluster_id = $group AND doc_id <> $id
ORDER BY is_original DESC, published_at NULLS LAST, doc_id LIMIT {MEMBERS_SHOWN}
"""
_STORY = f"""
SELECT articles.doc_id, articles.site, articles.title, articles.published_on, stories.story_id FROM stories
JOIN articles USING (doc_id)
WHERE stories.story_id IN (SELECT story_id FROM stories WHERE doc_id = $id) AND articles.doc_id <> $id
ORDER BY articles.published_at NULLS LAST, articles.doc_id LIMIT {MEMBERS_SHOWN}
"""


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one document by table. `article` is None where it was not read, and then all lists are empty.

    `found_in` is the document on which the findings stand: another one where both pages have the same words.
    """

    document: Row
    article: Row | None
    found_in: str
    segments: tuple[Row, ...] = ()
    comments: tuple[Row, ...] = ()
    quoted_documents: tuple[Row, ...] = ()
    mentions: tuple[Row, ...] = ()
    timexes: tuple[Row, ...] = ()
    statements: tuple[Row, ...] = ()
    date_candidates: tuple[Row, ...] = ()
    group: tuple[Row, ...] = ()
    story: tuple[Row, ...] = ()


def gather(warehouse: Warehouse, doc_id: str) -> DocumentRows:
    """The rows of a document, named by its id or the beginning of it; rejected documents have one in the ledger alone.

    Raises MissingInput where no document has such an id, or more than one.
    """
    found = _the_only(warehouse, doc_id)
    [document] = _rows(warehouse, _DOCUMENT, {"id": found})
    month = str(document["month"])
    articles = _of(warehouse, "articles", found, month, "doc_id")
    if not articles:
        return DocumentRows(document, None, found)
    [article] = articles
    [place] = _rows(warehouse, _PLACE_OF_FINDINGS, {"id": found})
    found_in = str(place["found_in"])
    there = month if found_in == found else _month_of(warehouse, found_in)
    return DocumentRows(
        document,
        article,
        found_in,
        segments=_of(warehouse, "segments", found, month, "start, segment_id"),
        comments=_of(warehouse, "comments", found, month, "position"),
        quoted_documents=_of(warehouse, "quoted_documents", found, month, "segment_id"),
        mentions=_of(warehouse, "mentions", found_in, there, '"start", "end"'),
        timexes=_of(warehouse, "timexes", found_in, there, '"start", "end"'),
        statements=_of(warehouse, "statements", found_in, there, '"start", "end"'),
        date_candidates=_of(warehouse, "date_candidates", found, month, "position"),
        group=_rows(warehouse, _GROUP, {"id": found, "group": article["cluster_id"]}),
        story=_rows(warehouse, _STORY, {"id": found}),
    )


def _the_only(warehouse: Warehouse, doc_id: str) -> str:
    rows = _rows(warehouse, _FOUND, {"id": doc_id}) if doc_id else ()
    if not rows:
        raise MissingInput(f"The warehouse has no document with the id {doc_id!r}.")
    if len(rows) > 1:
        raise MissingInput(f"More than one document has an id that begins with {doc_id!r}; give more of it.")
    return str(rows[0]["doc_id"])


def _month_of(warehouse: Warehouse, doc_id: str) -> str:
    return str(_rows(warehouse, _DOCUMENT, {"id": doc_id})[0]["month"])


def _of(warehouse: Warehouse, table: str, doc_id: str, month: str, order: str) -> tuple[Row, ...]:
    return _rows(warehouse, _OF_THE_DOCUMENT.format(table=table, order=order), {"id": doc_id, "month": month})


def _rows(warehouse: Warehouse, query: str, asked: Mapping[str, object]) -> tuple[Row, ...]:
    columns, rows = warehouse.rows(query, asked)
    return tuple(dict(zip(columns, row, strict=True)) for row in rows)
