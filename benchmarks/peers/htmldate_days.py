"""htmldate in its extensive mode, asked for the original date, as its own evaluation does."""

from __future__ import annotations

from collections.abc import Iterator

from htmldate import find_date

from benchmarks.labelled_sets import LabelledSet
from benchmarks.scoring.measures import Row


def answer(labelled: LabelledSet, task: str) -> Iterator[Row]:  # noqa: ARG001  one signature for all peers
    """One row for each page."""
    for entry in labelled.inputs:
        page = labelled.page_bytes(entry).decode("utf-8", "replace")
        yield {"source_id": entry["id"], "published_at": _date(page)}


def _date(page: str) -> str | None:
    try:
        return find_date(page, original_date=True, extensive_search=True)
    except ValueError:  # a page that it cannot parse has no date
        return None
