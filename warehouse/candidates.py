"""Documents worth comparing: found through equal hashes, by joins over fingerprint files of a batch and the archive.

What belongs here: the queries. What does not: deciding anything (neighbours.py). Only columns that a query needs are
read, and what is kept in memory depends on the batch, not on the archive.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tasks.duplicates import DuplicateRules
from warehouse.finding_tables import FINGERPRINTS

MEMORY_LIMIT = "400MB"
MIN_SHARED_KEYS = 2  # LSH keys that a pair must share; see tasks.fingerprints
BUCKET_SIZE = 4  # oldest, and newest, documents that a bucket is joined to, however full it is
CANDIDATE_COUNT = 8  # documents that a document is compared with

_BATCH_SPAN = "SELECT min(order_at), max(order_at) FROM batch"

_NEW_DOCUMENTS = """
SELECT doc_id, min(text_hash), min(page_hash), min(order_at) AS order_at, min(shingle_count) > 0, max(len(bands)) > 0
FROM batch GROUP BY doc_id ORDER BY order_at, doc_id
"""

_ARCHIVED_ORIGINALS = """
SELECT text_hash, order_at, doc_id FROM originals
WHERE shingle_count > 0 AND text_hash IN (SELECT text_hash FROM batch) ORDER BY order_at, doc_id
"""

_ARCHIVED_PAGES = """
SELECT page_hash, min(doc_id) FROM archive WHERE page_hash IN (SELECT page_hash FROM batch) GROUP BY page_hash
"""

_ARCHIVED = "SELECT doc_id, cluster_id, story_id FROM archive WHERE doc_id IN (SELECT unnest($doc_ids::VARCHAR[]))"

_KEYS = """
CREATE OR REPLACE TEMP TABLE keys AS
SELECT DISTINCT chosen.position, unnest(batch.bands) AS key FROM batch JOIN chosen USING (doc_id)
"""

_WANTED = "CREATE OR REPLACE TEMP TABLE wanted AS SELECT DISTINCT key FROM keys"

# A bucket of the archive gives its oldest documents (originals first) and its newest, however full it is.
_MEMBERS = """
CREATE OR REPLACE TEMP TABLE members AS
SELECT key, unnest(list_distinct(list_concat(
    min_by(document, (document.doc_id <> document.original_id, document.order_at, document.doc_id), $bucket_size),
    max_by(document, (document.order_at, document.doc_id), $bucket_size)))) AS member
FROM (
    SELECT {'doc_id': doc_id, 'order_at': order_at, 'original_id': original_id} AS document, unnest(bands) AS key
    FROM recent
) JOIN wanted USING (key) GROUP BY key
"""

# A bucket of the batch gives each document the bucket's oldest ones and the few before itself: never all pairs.
_NEAR = """
WITH placed AS (
    SELECT key, position, row_number() OVER (PARTITION BY key ORDER BY position) AS place FROM keys
), met AS (
    SELECT keys.position, -1 AS earlier, member.doc_id AS doc_id, member.order_at AS order_at,
        member.original_id AS original_id
    FROM keys JOIN members USING (key)
    UNION ALL
    SELECT later_position, earlier, chosen.doc_id, chosen.order_at, chosen.doc_id FROM (
        SELECT later.key, later.position AS later_position, first.position AS earlier
        FROM placed AS later JOIN placed AS first ON later.key = first.key
        WHERE first.place <= $bucket_size AND first.place < later.place
        UNION
        SELECT later.key, later.position AS later_position, before.position AS earlier
        FROM placed AS later CROSS JOIN range(1, $bucket_size + 1) AS steps(step)
        JOIN placed AS before ON later.key = before.key AND later.place - steps.step = before.place
    ) JOIN chosen ON chosen.position = earlier
), pairs AS (
    SELECT position, earlier, doc_id, any_value(order_at) AS order_at, any_value(original_id) AS original_id,
        count(*) AS shared
    FROM met GROUP BY position, earlier, doc_id HAVING shared >= $shared_count
)
SELECT chosen.doc_id, pairs.doc_id, pairs.order_at, pairs.original_id FROM pairs JOIN chosen USING (position)
WHERE $days IS NULL OR abs(date_diff('second', pairs.order_at, chosen.order_at)) <= $days * 86400
QUALIFY row_number() OVER (
    PARTITION BY position ORDER BY shared DESC, earlier >= 0, pairs.order_at, pairs.doc_id) <= $candidate_count
ORDER BY position, earlier >= 0, pairs.order_at, pairs.doc_id
"""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document of the batch. `is_comparable` says that it is long enough to have near duplicates."""

    doc_id: str
    text_hash: str
    page_hash: str
    order_at: datetime
    has_words: bool
    is_comparable: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that another may repeat; `original_id` is what it repeats itself, as far as the archive knows."""

    doc_id: str
    order_at: datetime
    original_id: str


@dataclass(frozen=True, slots=True)
class Archived:
    """What was decided of an archived document."""

    cluster_id: str
    story_id: str | None


@contextmanager
def open_candidates(
    batch_files: Sequence[Path], archive_files: Sequence[Path], rules: DuplicateRules
) -> Iterator[Candidates]:
    """Candidates over these fingerprint files, on a private connection of bounded memory.

    What does not fit spills into a folder of its own beside the batch's first file.
    """
    spill_parent = batch_files[0].parent if batch_files else None
    with tempfile.TemporaryDirectory(prefix="spill-", dir=spill_parent) as spill, duckdb.connect() as connection:
        connection.execute("SET threads = 2")
        connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
        connection.execute(f"SET temp_directory = {_literal(spill)}")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute("SET preserve_insertion_order = false")
        yield Candidates(connection, batch_files, archive_files, rules)


class Candidates:
    """The queries over one batch and the archive within the look-back window around it."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        batch_files: Sequence[Path],
        archive_files: Sequence[Path],
        rules: DuplicateRules,
    ) -> None:
        self.connection = connection
        self._days = rules.look_back_days
        self._view("batch", batch_files)
        self._view("archive", archive_files)
        [(first_at, last_at)] = self._rows(_BATCH_SPAN)
        self._view_window("recent", first_at, last_at, rules.look_back_days)
        self._rows("CREATE VIEW originals AS SELECT * FROM recent WHERE doc_id = original_id")

    def new_documents(self) -> list[NewDocument]:
        """The documents of the batch, oldest first; a doc_id that stands in it twice counts once."""
        return [NewDocument(*row) for row in self._rows(_NEW_DOCUMENTS)]

    def archived_originals(self) -> dict[str, list[Candidate]]:
        """Originals of the archive by text_hash, for the texts of the batch; oldest first."""
        found: dict[str, list[Candidate]] = {}
        for text_hash, order_at, doc_id in self._rows(_ARCHIVED_ORIGINALS):
            found.setdefault(text_hash, []).append(Candidate(doc_id, order_at, doc_id))
        return found

    def archived_pages(self) -> dict[str, str]:
        """A document of the archive by page_hash, for the pages of the batch."""
        return dict(self._rows(_ARCHIVED_PAGES))

    def near(self, documents: Sequence[NewDocument]) -> dict[str, list[Candidate]]:
        """What each of these new documents, given oldest first, may repeat: archived ones first, then the oldest."""
        load_chosen(self.connection, documents)
        for statement in (_KEYS, _WANTED):
            self._rows(statement)
        with as_written(self.connection):
            self._rows(_MEMBERS, {"bucket_size": BUCKET_SIZE})
        limits = {
            "bucket_size": BUCKET_SIZE,
            "shared_count": MIN_SHARED_KEYS,
            "candidate_count": CANDIDATE_COUNT,
            "days": self._days,
        }
        found: dict[str, list[Candidate]] = {}
        for doc_id, candidate_id, order_at, original_id in self._rows(_NEAR, limits):
            found.setdefault(doc_id, []).append(Candidate(candidate_id, order_at, original_id))
        return found

    def archived(self, doc_ids: Collection[str]) -> dict[str, Archived]:
        """What was decided of these documents of the archive."""
        rows = self._rows(_ARCHIVED, {"doc_ids": sorted(doc_ids)}) if doc_ids else []
        return {doc_id: Archived(cluster_id, story_id) for doc_id, cluster_id, story_id in rows}

    def _view(self, name: str, files: Sequence[Path]) -> None:
        """A view of fingerprint files; of none, an empty table of the same columns."""
        if files:
            listed = ", ".join(_literal(str(path)) for path in files)
            self._rows(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listed}], hive_partitioning = false)")
        else:
            self.connection.register(name, FINGERPRINTS.schema.empty_table())

    def _view_window(self, name: str, first_at: datetime | None, last_at: datetime | None, days: int | None) -> None:
        """A view of the archive no more than so many days away from the batch, less the documents decided anew."""
        window = ""
        if days is not None and first_at is not None and last_at is not None:
            window = (
                f" WHERE order_at BETWEEN TIMESTAMP '{first_at}' - INTERVAL {days:d} DAY"
                f" AND TIMESTAMP '{last_at}' + INTERVAL {days:d} DAY"
            )
        self._rows(
            f"CREATE VIEW {name} AS SELECT * FROM archive "
            f"ANTI JOIN (SELECT doc_id FROM batch) AS anew USING (doc_id){window}"
        )

    def _rows(self, statement: str, parameters: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement, dict(parameters or {})).fetchall()


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def as_written(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Joins as they are written: the right side, small here, is held in memory, and the left one streams past.

    The optimizer takes unnested lists for far fewer rows than they are, and would hold the archive's instead.
    """
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'").fetchall()
    try:
        yield
    finally:
        connection.execute("RESET disabled_optimizers").fetchall()


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
