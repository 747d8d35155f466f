"""The current watchlists, searched for in the pages that the archive has already.

What belongs here: reading archived pages back as far as a search needs them, and publishing their hits in the place of
the old ones. What does not: matching (tasks/watchlists), or when it is done.

Comment authors that were stored as pseudonyms cannot be sought by name any more.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from tasks.findings import Match, Mention
from tasks.records import Comment, Kind, Layer, Page, QuotedDocument, Segment
from warehouse.ask.database import Warehouse
from warehouse.schema.rows import MATCH_ROWS, ReadText
from warehouse.store import staging
from warehouse.store.commits import CommitRecord
from warehouse.store.writer import Writer

Find = Callable[[Page, Sequence[Mention]], Sequence[Match]]
PAGES_AT_ONCE = 500  # pages held in memory; set by hand

# Where a page stands more than once, its findings stand on one document: as in the view article_findings.
_SEARCHED = """
WITH searched AS (
    SELECT min(found_in) AS doc_id
    FROM article_findings JOIN articles USING (doc_id) LEFT JOIN fingerprints USING (doc_id)
    GROUP BY coalesce(fingerprints.page_hash, articles.doc_id)
)
SELECT month, list(doc_id ORDER BY doc_id) FROM articles JOIN searched USING (doc_id) GROUP BY month ORDER BY month
"""
_PAGES = """
WITH wanted AS (SELECT unnest($ids) AS doc_id),
s AS (
    SELECT doc_id, list({'segment_id': segment_id, 'parent_id': parent_id, 'layer': layer, 'kind': kind,
        'start': "start", 'end': "end"} ORDER BY segment_id) AS segments
    FROM segments SEMI JOIN wanted USING (doc_id) WHERE month = $month GROUP BY doc_id
),
m AS (
    SELECT doc_id, list({'start': "start", 'end': "end", 'name': name, 'entity_id': entity_id} ORDER BY "start")
        AS mentions
    FROM mentions SEMI JOIN wanted USING (doc_id) WHERE month = $month GROUP BY doc_id
),
c AS (
    SELECT doc_id, list({'comment_id': comment_id, 'author': author} ORDER BY comment_id) AS comments
    FROM comments SEMI JOIN wanted USING (doc_id) WHERE month = $month GROUP BY doc_id
),
q AS (
    SELECT doc_id, list({'segment_id': segment_id, 'authors': authors} ORDER BY segment_id) AS quoted
    FROM quoted_documents SEMI JOIN wanted USING (doc_id) WHERE month = $month GROUP BY doc_id
)
SELECT doc_id, month, text, site, language, authors, segments, mentions, comments, quoted
FROM articles SEMI JOIN wanted USING (doc_id)
LEFT JOIN s USING (doc_id) LEFT JOIN m USING (doc_id) LEFT JOIN c USING (doc_id) LEFT JOIN q USING (doc_id)
WHERE month = $month ORDER BY doc_id
"""


@dataclass(frozen=True, slots=True)
class Rematched:
    """What the new search found. `is_published` is False where it changed nothing."""

    page_count: int
    hit_count: int
    new_count: int
    gone_count: int
    is_published: bool


def rematch(
    writer: Writer, opened: Warehouse, find: Find, run_id: str, candidates: Collection[str] | None = None
) -> Rematched:
    """Search every archived page again and publish the hits in the place of the old ones, at once.

    Where `candidates` are given, only these documents are read: no other has a hit.

    `opened` must be let into the staging folder, where the new hits wait to be compared with the old ones.

    Changes nothing where the hits are the same. `opened` is the writer's own warehouse.
    """
    name = f"rematched-{run_id}"
    folder = writer.new_staging(name)
    for number, pages in enumerate(_pages(opened, candidates)):
        hits = ((ReadText(p["doc_id"], p["text"]), find(_page(p), _mentions(p)), p["month"]) for p in pages)
        table = MATCH_ROWS.arrow(hits)
        staging.write_rows(folder, f"{number:06d}", {"matches": table})
    page_count = sum(len(cast("list[str]", ids)) for _, ids in opened.rows(_SEARCHED)[1])
    hit_count, new_count, gone_count = _difference(opened, folder)
    is_changed = bool(new_count or gone_count)
    if is_changed:
        removed = tuple(file.path for file in writer.store.files_of("matches"))
        added = staging.stage_batch(writer.store, folder, name)
        writer.publish(CommitRecord.now(name, run_id, added, removed))
    shutil.rmtree(folder)
    return Rematched(page_count, hit_count, new_count, gone_count, is_changed)


def _pages(opened: Warehouse, candidates: Collection[str] | None) -> Iterator[list[dict[str, Any]]]:
    """Read pages, some at a time. All rows of a document lie in one month, so only that month's files are read."""
    for month, doc_ids in opened.rows(_SEARCHED)[1]:
        ids = [id_ for id_ in cast("list[str]", doc_ids) if candidates is None or id_ in candidates]
        for place in range(0, len(ids), PAGES_AT_ONCE):
            given = {"ids": ids[place : place + PAGES_AT_ONCE], "month": month}
            columns, rows = opened.rows(_PAGES, given)
            yield [dict(zip(columns, row, strict=True)) for row in rows]


def _page(found: dict[str, Any]) -> Page:
    """The page as far as a search looks at it."""
    segments = (
        Segment(s["segment_id"], s["parent_id"], Layer(s["layer"]), Kind(s["kind"]), s["start"], s["end"], "archived")
        for s in found["segments"] or ()
    )
    comments = (
        Comment(c["comment_id"], None, number, 0, c["author"], None, None, "")
        for number, c in enumerate(found["comments"] or ())
    )
    quoted = (
        QuotedDocument(q["segment_id"], None, None, None, tuple(q["authors"] or ()), None, "")
        for q in found["quoted"] or ()
    )
    return Page(
        format="archived",
        text=found["text"],
        segments=tuple(segments),
        comments=tuple(comments),
        quoted_documents=tuple(quoted),
        site=found["site"],
        language=found["language"],
        authors=tuple(found["authors"] or ()),
    )


def _mentions(found: dict[str, Any]) -> list[Mention]:
    return [
        Mention(0, Layer.ARTICLE, m["start"], m["end"], "", m["name"], m["entity_id"], 0.0)
        for m in found["mentions"] or ()
    ]


def _difference(opened: Warehouse, folder: Path) -> tuple[int, int, int]:
    """How many hits there are now, how many of them are new, and how many are gone."""
    staged = sorted((folder / "rows" / "matches").glob("*.parquet"))
    old = 'SELECT watchlist, doc_id, "start", "end", query_version FROM matches'
    if not staged:
        gone = opened.rows(f"SELECT count(*) FROM ({old})")[1][0][0]
        return 0, 0, int(str(gone))
    now = old.replace("FROM matches", f"FROM read_parquet({staging.file_list(staged)}, hive_partitioning = false)")
    query = (
        f"SELECT (SELECT count(*) FROM ({now})), (SELECT count(*) FROM ({now} EXCEPT {old})), "
        f"(SELECT count(*) FROM ({old} EXCEPT {now}))"
    )
    hits, new, gone = (int(str(value)) for value in opened.rows(query)[1][0])
    return hits, new, gone
