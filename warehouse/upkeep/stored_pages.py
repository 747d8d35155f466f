"""Pages read back from the archive as far as erasing looks at them: text, segments, comments, quoted documents.

What belongs here: from rows to `Page`. What does not: which pages, and what becomes of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, cast

from tasks.records import Comment, Kind, Layer, Page, PageType, QuotedDocument, Segment
from warehouse.ask.database import Warehouse

PAGES_AT_ONCE = 200  # pages held in memory; set by hand
_MONTHS = (
    "SELECT month, list(doc_id ORDER BY doc_id) FROM articles WHERE doc_id IN (SELECT unnest($ids)) GROUP BY month"
)
_PAGES = """
WITH wanted AS (SELECT unnest($ids) AS doc_id),
s AS (
    SELECT doc_id, list({'segment_id': segment_id, 'parent_id': parent_id, 'layer': layer, 'kind': kind,
        'start': "start", 'end': "end", 'rule': rule, 'repeat_of': repeat_of} ORDER BY segment_id) AS segments
    FROM segments SEMI JOIN wanted USING (doc_id) WHERE month = $month GROUP BY doc_id
),
c AS (
    SELECT doc_id, list({'comment_id': comment_id, 'parent_id': parent_id, 'author': author, 'permalink': permalink,
        'text': text, 'quoted': quoted_comment_id} ORDER BY comment_id) AS comments
    FROM comments SEMI JOIN wanted USING (doc_id) WHERE month = $month GROUP BY doc_id
),
q AS (
    SELECT doc_id, list({'segment_id': segment_id, 'comment_id': comment_id, 'text': text} ORDER BY segment_id)
        AS quoted
    FROM quoted_documents SEMI JOIN wanted USING (doc_id) WHERE month = $month GROUP BY doc_id
)
SELECT doc_id, month, text, title, standfirst, authors, page_type, url, segments, comments, quoted
FROM articles SEMI JOIN wanted USING (doc_id)
LEFT JOIN s USING (doc_id) LEFT JOIN c USING (doc_id) LEFT JOIN q USING (doc_id)
WHERE month = $month ORDER BY doc_id
"""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page with the id of its document and the month of its rows."""

    doc_id: str
    month: str
    page: Page


def stored_pages(opened: Warehouse, doc_ids: Collection[str]) -> Iterator[list[StoredPage]]:
    """Read these pages, some at a time. All rows of a document lie in one month, so only its files are read."""
    for month, found in opened.rows(_MONTHS, {"ids": sorted(doc_ids)})[1]:
        ids = list(cast("list[str]", found))
        for place in range(0, len(ids), PAGES_AT_ONCE):
            columns, rows = opened.rows(_PAGES, {"ids": ids[place : place + PAGES_AT_ONCE], "month": month})
            yield [_stored(dict(zip(columns, row, strict=True))) for row in rows]


def _stored(found: dict[str, Any]) -> StoredPage:
    page = Page(
        format="archived",
        text=found["text"],
        title=found["title"],
        standfirst=found["standfirst"],
        authors=tuple(found["authors"] or ()),
        canonical_url=found["url"],
        page_type=None if found["page_type"] is None else PageType(found["page_type"]),
        segments=tuple(_segment(s) for s in found["segments"] or ()),
        comments=tuple(_comment(c) for c in found["comments"] or ()),
        quoted_documents=tuple(_quoted(q) for q in found["quoted"] or ()),
    )
    return StoredPage(found["doc_id"], found["month"], page)


def _segment(row: dict[str, Any]) -> Segment:
    return Segment(
        row["segment_id"],
        row["parent_id"],
        Layer(row["layer"]),
        Kind(row["kind"]),
        row["start"],
        row["end"],
        row["rule"],
        row["repeat_of"],
    )


def _comment(row: dict[str, Any]) -> Comment:
    return Comment(
        comment_id=row["comment_id"],
        parent_id=row["parent_id"],
        position=0,
        depth=0,
        author=row["author"],
        posted=None,
        permalink=row["permalink"],
        text=row["text"] or "",
        quoted_comment_id=row["quoted"],
    )


def _quoted(row: dict[str, Any]) -> QuotedDocument:
    return QuotedDocument(row["segment_id"], row["comment_id"], None, None, (), None, row["text"] or "")
