"""trafilatura in its usual mode (its comparison with other extractors on): article, comments, what a page's head says.

Comments are asked for only where they are scored: without them its articles come out a little better.
"""

from __future__ import annotations

from collections.abc import Iterator

from trafilatura import bare_extraction
from trafilatura.settings import Document

from benchmarks.labelled_sets import LabelledSet
from benchmarks.scoring.measures import Row


def answer(labelled: LabelledSet, task: str) -> Iterator[Row]:
    """One row for each page."""
    for entry in labelled.inputs:
        read = bare_extraction(
            labelled.page_bytes(entry),
            url=entry.get("url"),
            include_comments=task == "comments",
            with_metadata=task == "meta",
        )
        yield {"source_id": entry["id"], **(_row(read) if isinstance(read, Document) else {})}


def _row(read: Document) -> Row:
    comments = getattr(read, "comments", None)
    return {
        "body": read.text,
        "comments": [{"text": comments}] if comments else [],
        "title": read.title,
        "authors": [name.strip() for name in (read.author or "").split(";") if name.strip()],
        "published_at": read.date,
        "language": read.language,
    }
