"""Texts worth comparing: found through equal hashes, by joins over fingerprint files of a batch and the archive.

What belongs here: the queries. What does not: deciding anything (neighbours.py). Only columns that a query needs are
read, and what is kept in memory depends on the batch, not on the archive.

Which texts meet depends on all documents there are and not on which of them are new, as long as no text shares keys
with more than CANDIDATE_COUNT others, no key is shared by more than 2 * BUCKET_SIZE texts and no address has more than
VERSION_COUNT versions on either side of one. Beyond these bounds, which keep a flood of look-alikes from costing the
square of its size, the texts with most keys in common, the oldest and newest of a key and the nearest versions meet.
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
from tasks.provenance import Credit, Provenance, Reason
from tasks.records import Precision
from warehouse.finding_tables import FINGERPRINTS

MEMORY_LIMIT = "400MB"
MIN_SHARED_KEYS = 2  # LSH keys that a pair must share; see tasks.fingerprints
BUCKET_SIZE = 16  # oldest, and newest, texts of a key that are looked at, however many have it
CANDIDATE_COUNT = 64  # texts that a text meets
VERSION_COUNT = 8  # versions of one address, before and behind each, that it is compared with

_BATCH_SPAN = "SELECT min(order_at), max(order_at) FROM batch"

_PROVENANCE = "doc_id, order_at, published_precision, version_at, site, url, credit, credit_reason"

_NEW_DOCUMENTS = f"""
SELECT any_value(text_hash), any_value(page_hash), any_value(shingle_count) > 0, any_value(len(bands)) > 0,
    doc_id, {", ".join(f"any_value({name})" for name in _PROVENANCE.split(", ")[1:])}
FROM batch GROUP BY doc_id ORDER BY any_value(order_at), doc_id
"""

# The look-back window around the batch, and the batch.
_EVERYTHING = f"""
CREATE VIEW everything AS
SELECT {_PROVENANCE}, text_hash, shingle_count, bands, NULL AS cluster_id, NULL AS original_id, true AS is_new
FROM batch
UNION ALL
SELECT {_PROVENANCE}, text_hash, shingle_count, bands, cluster_id, original_id, false FROM recent
"""

_GROUPED_BY_TEXT = f"""
SELECT text_hash, min(order_at), max(order_at),
    min_by({{{", ".join(f"'{name}': {name}" for name in _PROVENANCE.split(", "))}}}, (order_at, doc_id)),
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
SELECT page_hash, min(doc_id) FROM archive WHERE page_hash IN (SELECT page_hash FROM batch) GROUP BY page_hash
"""

_ARCHIVED = f"""
SELECT text_hash, story_id, {_PROVENANCE} FROM archive WHERE doc_id IN (SELECT unnest($doc_ids::VARCHAR[]))
"""

_KEYS = """
CREATE OR REPLACE TEMP TABLE keys AS
SELECT text_hash, unnest(bands) AS key
FROM (SELECT text_hash, any_value(bands) AS bands FROM batch SEMI JOIN asked USING (text_hash) GROUP BY text_hash)
"""

_WANTED = "CREATE OR REPLACE TEMP TABLE wanted AS SELECT DISTINCT key FROM keys"

_MEMBERS = """
CREATE OR REPLACE TEMP TABLE members AS
SELECT key, text_hash, min(order_at) AS first_at
FROM (SELECT text_hash, order_at, unnest(bands) AS key FROM everything) JOIN wanted USING (key)
GROUP BY key, text_hash
"""

# Sorting is for keys with many texts only; nearly all keys have one or two.
_NEAR = """
WITH crowded AS (
    SELECT key FROM members GROUP BY key HAVING count(*) > 2 * $bucket_size
), looked_at AS (
    SELECT key, text_hash FROM members ANTI JOIN crowded USING (key)
    UNION ALL
    SELECT key, text_hash FROM members SEMI JOIN crowded USING (key)
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY first_at, text_hash) <= $bucket_size
        OR row_number() OVER (PARTITION BY key ORDER BY first_at DESC, text_hash DESC) <= $bucket_size
)
SELECT keys.text_hash, looked_at.text_hash AS other_hash
FROM keys JOIN looked_at USING (key) WHERE keys.text_hash <> looked_at.text_hash
GROUP BY keys.text_hash, other_hash HAVING count(*) >= $shared_count
QUALIFY row_number() OVER (PARTITION BY keys.text_hash ORDER BY count(*) DESC, other_hash) <= $candidate_count
ORDER BY keys.text_hash, count(*) DESC, other_hash
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
        self._rows(_EVERYTHING)

    def new_documents(self) -> list[NewDocument]:
        """The documents of the batch, oldest first; a doc_id that stands in it twice counts once."""
        return [
            NewDocument(text_hash, page_hash, has_words, is_comparable, _provenance(row))
            for text_hash, page_hash, has_words, is_comparable, *row in self._rows(_NEW_DOCUMENTS)
        ]

    def islands(self, text_hashes: Collection[str]) -> list[Island]:
        """Where documents with these texts lie in time, in the batch and in the window; by text, then by time."""
        self._ask_for(text_hashes)
        query, parameters = (_ISLANDS_WITHOUT_WINDOW, {}) if self._days is None else (_ISLANDS, {"days": self._days})
        rows = self._rows(query, parameters)
        return [
            Island(
                text_hash, begin_at, end_at, _provenance(tuple(first.values())), tuple(new_ids or ()),
                tuple(sorted((c["cluster_id"], c["original_id"]) for c in clusters or ())),
            )
            for text_hash, begin_at, end_at, first, new_ids, clusters in rows
        ]  # fmt: skip

    def archived_pages(self) -> dict[str, str]:
        """A document of the archive by page_hash, for the pages of the batch."""
        return dict(self._rows(_ARCHIVED_PAGES))

    def near(self, text_hashes: Collection[str]) -> dict[str, list[str]]:
        """The texts, of the batch or the window, that share keys with each of these of the batch; most keys first."""
        self._ask_for(text_hashes)
        self._rows(_KEYS)
        return self._near()

    def _near(self) -> dict[str, list[str]]:
        self._rows(_WANTED)
        with as_written(self.connection):
            self._rows(_MEMBERS)
        limits = {"bucket_size": BUCKET_SIZE, "shared_count": MIN_SHARED_KEYS, "candidate_count": CANDIDATE_COUNT}
        found: dict[str, list[str]] = {}
        for text_hash, other_hash in self._rows(_NEAR, limits):
            found.setdefault(text_hash, []).append(other_hash)
        return found

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
        known = (Archived(text_hash, story_id, _provenance(row)) for text_hash, story_id, *row in rows)
        return {archived.provenance.doc_id: archived for archived in known}

    def _ask_for(self, text_hashes: Collection[str]) -> None:
        rows = pa.table({"text_hash": pa.array(sorted(text_hashes), pa.string())})
        self.connection.register("asked_rows", rows)
        self._rows("CREATE OR REPLACE TEMP TABLE asked AS SELECT * FROM asked_rows")
        self.connection.unregister("asked_rows")

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


def _provenance(row: Sequence[Any]) -> Provenance:
    """A row of the columns _PROVENANCE."""
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
