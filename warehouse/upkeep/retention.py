"""What an archive may not keep any longer: documents, comments and quoted documents that are older than allowed.

Too old is a document by its publication, else its fetching, else the run that read it; a comment by its own time where
the page prints one, else by its document's; a quoted document by the document that quotes it.

What belongs here: finding them. What does not: taking them out (erasure.py), when that is done (flows/maintain.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks.parse.commenters.blanking import Outtake
from warehouse.ask.database import Warehouse
from warehouse.upkeep.erasure_plan import Plan

_AGE = """
WITH aged AS (
    SELECT d.doc_id, coalesce(f.order_at, d.fetched_at, b.started_at) AS moment_at
    FROM documents AS d LEFT JOIN fingerprints AS f USING (doc_id) LEFT JOIN batches AS b USING (batch_id)
)
"""
_DOCUMENTS = f"{_AGE} SELECT doc_id FROM aged WHERE moment_at < $before"
_COMMENTS = f"""{_AGE}
SELECT doc_id, list(comment_id) FROM comments JOIN aged USING (doc_id) WHERE coalesce(posted_at, moment_at) < $before
GROUP BY doc_id"""
_QUOTED = f"""{_AGE}
SELECT doc_id, list(segment_id) FROM quoted_documents JOIN aged USING (doc_id) WHERE moment_at < $before
GROUP BY doc_id"""


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days each layer is kept; 0 is for ever."""

    article_days: int = 0
    comments_days: int = 0
    quoted_days: int = 0

    def __bool__(self) -> bool:
        return bool(self.article_days or self.comments_days or self.quoted_days)


def plan_retention(opened: Warehouse, retention: Retention, now: datetime) -> Plan:
    """What is too old. `now` is naive UTC."""
    gone: set[str] = set()
    if retention.article_days:
        rows = opened.rows(_DOCUMENTS, {"before": now - timedelta(days=retention.article_days)})[1]
        gone = {str(doc_id) for (doc_id,) in rows}
    segments: dict[str, set[int]] = {}
    for query, days in ((_COMMENTS, retention.comments_days), (_QUOTED, retention.quoted_days)):
        for doc_id, found in _old(opened, query, days, now):
            segments.setdefault(doc_id, set()).update(found)
    outtakes = {doc_id: Outtake(frozenset(found)) for doc_id, found in segments.items() if doc_id not in gone}
    return Plan(frozenset(gone), outtakes)


def _old(opened: Warehouse, query: str, days: int, now: datetime) -> Iterator[tuple[str, list[int]]]:
    if days:
        for doc_id, found in opened.rows(query, {"before": now - timedelta(days=days)})[1]:
            yield str(doc_id), [int(number) for number in found]  # type: ignore[attr-defined]
