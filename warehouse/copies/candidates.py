"""Texts worth comparing: found through equal hashes, by joins over fingerprint files of a batch and the archive.

What belongs here: the queries, but for the search by keys (shared_keys.py). What does not: deciding anything
(decide.py). Only columns that a query needs are read, and what is kept in memory depends on the batch, not on the
archive.

No address has more than VERSION_COUNT versions that meet on either side of one: the nearest do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tasks.copies.compare import DuplicateRules
from tasks.copies.provenance import Credit, Provenance, Reason
from tasks.records import Precision
from warehouse.copies.fingerprint_views import PROVENANCE, Views, open_views
from warehouse.copies.shared_keys import find_members, nearest, pairs_query
from warehouse.copies.shuffle import Sources, Spread, shuffled_nearest

VERSION_COUNT = 8  # versions of one address, before and behind each, that it is compared with; set by hand

_NEW_DOCUMENTS = f"""
SELECT any_value(text_hash), any_value(page_hash), any_value(shingle_count) > 0, any_value(len(bands)) > 0,
    doc_id, {", ".join(f"any_value({name})" for name in PROVENANCE.split(", ")[1:])}
FROM batch GROUP BY doc_id ORDER BY any_value(order_at), doc_id
"""

_GROUPED_BY_TEXT = f"""
SELECT text_hash, min(order_at), max(order_at),
    min_by({{{", ".join(f"'{name}': {name}" for name in PROVENANCE.split(", "))}}}, (order_at, doc_id)),
    list(DISTINCT doc_id ORDER BY doc_id) FILTER (is_new),
    list(DISTINCT {{'cluster_id': cluster_id, 'original_id': original_id}}) FILTER (NOT is_new)
"""

_ISLANDS_WITHOUT_WINDOW = f"""{_GROUPED_BY_TEXT}
FROM everything SEMI JOIN asked USING (text_hash) WHERE shingle_count > 0
GROUP BY text_hash ORDER BY text_hash
"""

# Runs of documents with one text in which none lies further from the next than the look-back window reaches.
_ISLANDS = f"""{_GROUPED_BY_TEXT}
FROM (
    SELECT *, sum(is_gap) OVER (PARTITION BY text_hash ORDER BY order_at, doc_id) AS island FROM (
        SELECT *, coalesce(date_diff('second', lag(order_at) OVER (PARTITION BY text_hash ORDER BY order_at, doc_id),
            order_at) > $days * 86400, false)::INTEGER AS is_gap
        FROM everything SEMI JOIN asked USING (text_hash) WHERE shingle_count > 0
    )
) GROUP BY text_hash, island ORDER BY text_hash, island
"""

_ARCHIVED_PAGES = """
SELECT page_hash, min(12 * year(order_at) + month(order_at)),
    min_by(doc_id, (12 * year(order_at) + month(order_at), doc_id))
FROM archive WHERE page_hash IN (SELECT page_hash FROM batch) GROUP BY page_hash
"""

_ARCHIVED = f"""
SELECT text_hash, story_id, {PROVENANCE} FROM archive WHERE doc_id IN (SELECT unnest($doc_ids::VARCHAR[]))
"""

_KEYS = """
CREATE OR REPLACE TEMP TABLE keys AS
SELECT text_hash, unnest(bands) AS key
FROM (SELECT text_hash, any_value(bands) AS bands FROM batch SEMI JOIN asked USING (text_hash) GROUP BY text_hash)
"""

_VERSIONS = """
WITH addressed AS (
    SELECT url, text_hash, is_new,
        row_number() OVER (PARTITION BY url ORDER BY order_at, version_at, doc_id) AS place
    FROM everything SEMI JOIN (SELECT DISTINCT url FROM batch) AS known USING (url)
    WHERE url IS NOT NULL AND len(bands) > 0 AND credit_reason IS DISTINCT FROM 'canonical_link'
)
SELECT DISTINCT one.text_hash, other.text_hash
FROM addressed AS one CROSS JOIN range(1, $version_count + 1) AS steps(step)
JOIN addressed AS other ON other.url = one.url AND other.place = one.place + steps.step
WHERE one.text_hash <> other.text_hash AND (one.is_new OR other.is_new)
ORDER BY ALL
"""


PagePlace = tuple[int, str]  # month, counted from the year 0, and id: the order of documents with one page


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document of the batch. `is_comparable` says that it is long enough to have near duplicates."""

    text_hash: str
    page_hash: str
    has_words: bool
    is_comparable: bool
    provenance: Provenance

    @property
    def doc_id(self) -> str:
        """Its id."""
        return self.provenance.doc_id

    @property
    def order_at(self) -> datetime:
        """What windows count from."""
        return self.provenance.order_at

    @property
    def page_place(self) -> PagePlace:
        """Where it stands among documents with its page."""
        return 12 * self.order_at.year + self.order_at.month, self.doc_id


@dataclass(frozen=True, slots=True)
class Island:
    """Documents with one text, none further from the next than the look-back window reaches.

    `first` is the oldest of them. `clusters` are pairs of a cluster of the archive and its original, as stored.
    """

    text_hash: str
    begin_at: datetime
    end_at: datetime
    first: Provenance
    new_ids: tuple[str, ...]
    clusters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Archived:
    """What is known of an archived document."""

    text_hash: str
    story_id: str | None
    provenance: Provenance


@contextmanager
def open_candidates(
    batch_files: Sequence[Path], archive_files: Sequence[Path], rules: DuplicateRules, spread: Spread | None = None
) -> Iterator[Candidates]:
    """Candidates over these fingerprint files, on a private connection of bounded memory.

    With `spread`, cluster workers do the search by keys.
    """
    sources = Sources(tuple(batch_files), tuple(archive_files), rules)
    with open_views(batch_files, archive_files, rules) as views:
        yield Candidates(views, sources, spread)


class Candidates:
    """The queries over one batch and the archive within the look-back window around it."""

    def __init__(self, views: Views, sources: Sources, spread: Spread | None = None) -> None:
        self.connection = views.connection
        self._views, self._sources, self._spread = views, sources, spread
        self._round_number = 0

    def new_documents(self) -> list[NewDocument]:
        """The documents of the batch, oldest first; a doc_id that stands in it twice counts once."""
        return [
            NewDocument(text_hash, page_hash, has_words, is_comparable, provenance_of(row))
            for text_hash, page_hash, has_words, is_comparable, *row in self._rows(_NEW_DOCUMENTS)
        ]

    def islands(self, text_hashes: Collection[str]) -> list[Island]:
        """Where documents with these texts lie in time, in the batch and in the window; by text, then by time."""
        self._ask_for(text_hashes)
        days = self._sources.rules.look_back_days
        query, parameters = (_ISLANDS_WITHOUT_WINDOW, {}) if days is None else (_ISLANDS, {"days": days})
        rows = self._rows(query, parameters)
        return [
            Island(
                text_hash, begin_at, end_at, provenance_of(tuple(first.values())), tuple(new_ids or ()),
                tuple(sorted((c["cluster_id"], c["original_id"]) for c in clusters or ())),
            )
            for text_hash, begin_at, end_at, first, new_ids, clusters in rows
        ]  # fmt: skip

    def archived_pages(self) -> dict[str, PagePlace]:
        """The first document of the archive (by month and id) by page_hash, for the pages of the batch."""
        return {page_hash: (month, doc_id) for page_hash, month, doc_id in self._rows(_ARCHIVED_PAGES)}

    def near(self, text_hashes: Collection[str]) -> dict[str, list[str]]:
        """The texts, of the batch or the window, that share keys with each of these of the batch; most keys first."""
        self._ask_for(text_hashes)
        self._rows(_KEYS)
        return self._near()

    def _near(self) -> dict[str, list[str]]:
        if self._spread is not None:
            self._round_number += 1
            return shuffled_nearest(self._views, self._sources, self._spread, self._round_number)
        find_members(self.connection, "everything")
        return nearest(self.connection, pairs_query(is_whole=True))

    def near_any(self, bands: Mapping[str, Sequence[int]]) -> dict[str, list[str]]:
        """The texts, of the batch or the window, that share keys with texts given by hash and keys; most keys first."""
        pairs = [(text_hash, key) for text_hash, keys in bands.items() for key in keys]
        rows = pa.table(
            {
                "text_hash": pa.array([text_hash for text_hash, _ in pairs], pa.string()),
                "key": pa.array([key for _, key in pairs], pa.uint64()),
            }
        )
        self.connection.register("key_rows", rows)
        self._rows("CREATE OR REPLACE TEMP TABLE keys AS SELECT * FROM key_rows")
        self.connection.unregister("key_rows")
        return self._near()

    def versions(self) -> list[tuple[str, str]]:
        """Pairs of different texts that stood at one address, one of each pair in the batch."""
        return [(one, other) for one, other in self._rows(_VERSIONS, {"version_count": VERSION_COUNT})]

    def archived(self, doc_ids: Collection[str]) -> dict[str, Archived]:
        """What is known of these documents of the archive."""
        rows = self._rows(_ARCHIVED, {"doc_ids": sorted(doc_ids)}) if doc_ids else []
        known = (Archived(text_hash, story_id, provenance_of(row)) for text_hash, story_id, *row in rows)
        return {archived.provenance.doc_id: archived for archived in known}

    def _ask_for(self, text_hashes: Collection[str]) -> None:
        rows = pa.table({"text_hash": pa.array(sorted(text_hashes), pa.string())})
        self.connection.register("asked_rows", rows)
        self._rows("CREATE OR REPLACE TEMP TABLE asked AS SELECT * FROM asked_rows")
        self.connection.unregister("asked_rows")

    def _rows(self, statement: str, parameters: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement, dict(parameters or {})).fetchall()


def provenance_of(row: Sequence[Any]) -> Provenance:
    """A row of the columns PROVENANCE."""
    doc_id, order_at, precision, version_at, site, url, credit, credit_reason = row
    return Provenance(
        doc_id=doc_id,
        order_at=order_at,
        precision=None if precision is None else Precision(precision),
        version_at=version_at,
        site=site,
        url=url,
        credit=None if credit is None else Credit(credit, Reason(credit_reason)),
    )


def load_chosen(connection: duckdb.DuckDBPyConnection, documents: Sequence[NewDocument]) -> None:
    """Fill the table `chosen` with these documents, numbered in their order from 0."""
    rows = pa.table(
        {
            "doc_id": pa.array([document.doc_id for document in documents], pa.string()),
            "order_at": pa.array([document.order_at for document in documents], pa.timestamp("us")),
            "position": pa.array(range(len(documents)), pa.int64()),
        }
    )
    connection.register("chosen_rows", rows)
    connection.execute("CREATE OR REPLACE TEMP TABLE chosen AS SELECT * FROM chosen_rows").fetchall()
    connection.unregister("chosen_rows")
