"""An archive of many small batches, as hourly runs leave it: rows made up, files and commit records by the store.

A batch has five documents, most of them of its own day, one in ten of any earlier month. Every table that a usual page
fills has rows; columns that nothing here asks for are null.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.schema.tables import BY_NAME
from warehouse.store.commits import CommitRecord, DataFile, Store
from warehouse.store.writer import Writer

DOCUMENT_COUNT = 5  # of a batch
BEGIN = datetime(2017, 1, 1)
BAND_COUNT, TERM_COUNT, VOCABULARY_SIZE, ENTITY_COUNT = 64, 60, 300_000, 200_000
FINDING_COUNT = 8  # segments, names and the like of a document, each

Rows = dict[str, list[dict[str, object]]]
AfterBatch = Callable[[Writer, int], None]


def add_batches(store: Store, first: int, count: int, after_each: AfterBatch | None = None) -> None:
    """Publish so many batches, numbered from there on, an hour apart; `after_each` is called with the number."""
    with Writer(store) as writer:
        for number in range(first, first + count):
            folder = writer.new_staging(f"made-{number}")
            files = tuple(_staged(store, folder, f"made{number:06d}", rows) for rows in _by_month(number))
            at = (BEGIN + timedelta(hours=number)).isoformat()
            writer.publish(CommitRecord(f"made{number:06d}", "made", f"{at}+00:00", files))
            if after_each is not None:
                after_each(writer, number)


def _by_month(number: int) -> Iterator[tuple[str, str, list[dict[str, object]]]]:
    """Table, month and rows of each file of a batch."""
    noise = np.random.default_rng(number)
    now = BEGIN + timedelta(hours=number)
    months: dict[str, Rows] = {}
    for place in range(DOCUMENT_COUNT):
        is_late = noise.random() < 0.1
        at = BEGIN + (now - BEGIN) * noise.random() if is_late else now - timedelta(minutes=int(noise.integers(1440)))
        rows = months.setdefault(f"{at:%Y-%m}", {})
        for table, found in _document(number, number * DOCUMENT_COUNT + place, at, noise).items():
            rows.setdefault(table, []).extend(found)
    batch = {"batch_id": f"made{number:06d}", "run_id": "made", "started_at": now, "document_count": DOCUMENT_COUNT}
    months.setdefault(f"{now:%Y-%m}", {})["batches"] = [batch]
    for month, tables in sorted(months.items()):
        for table, rows_of_table in tables.items():
            yield table, month, rows_of_table


def _document(batch: int, number: int, at: datetime, noise: np.random.Generator) -> Rows:
    doc_id = hashlib.blake2b(str(number).encode(), digest_size=16).hexdigest()
    entities = [int(n) for n in set((ENTITY_COUNT ** noise.random(FINDING_COUNT)).astype(int))]  # Zipf's law
    ranks = (VOCABULARY_SIZE ** noise.random(TERM_COUNT)).astype(np.uint64)
    address = {"site": f"site{number % 50}.example", "url": f"https://site{number % 50}.example/{number}"}
    fingerprint = {
        "doc_id": doc_id, "text_hash": doc_id, "page_hash": doc_id, "shingle_count": 200, **address,
        "bands": noise.integers(0, 1 << 32, BAND_COUNT, dtype=np.uint64).tolist(),
        "terms": (ranks * np.uint64(0x9E3779B97F4A7C15)).tolist(),
        "order_at": at, "is_dated": True, "seen_at": at,
        "cluster_id": doc_id, "original_id": doc_id, "story_id": doc_id,
    }  # fmt: skip
    text = f"The made-up article with the number {number}. " * 40
    spans: list[dict[str, object]] = [
        {"doc_id": doc_id, "segment_id": place, "layer": "article", "start": place * 20, "end": place * 20 + 19}
        for place in range(FINDING_COUNT)
    ]
    return {
        "documents": [
            {"doc_id": doc_id, "source": str(number), "canonical_url": address["url"], "site": address["site"],
             "status": "loaded", "cluster_id": doc_id, "batch_id": f"made{batch:06d}"}
        ],
        "articles": [{"doc_id": doc_id, **address, "published_at": at, "body": text, "text": text}],
        "segments": [span | {"kind": "paragraph"} for span in spans],
        "comments": [{"doc_id": doc_id, "comment_id": place, "position": place, "text": text} for place in range(2)],
        "date_candidates": [{"doc_id": doc_id, "position": place, "value": at} for place in range(2)],
        "mentions": [
            span | {"type": "PERSON", "entity_id": f"{entity:016x}"}
            for span, entity in zip(spans, entities, strict=False)
        ],
        "entities": _new_entities(entities, doc_id),
        "timexes": spans[:3],
        "statements": spans[:2],
        "stories": [{"story_id": doc_id, "doc_id": doc_id}],
        "fingerprints": [fingerprint],
    }  # fmt: skip


_seen: set[int] = set()


def _new_entities(entities: list[int], doc_id: str) -> list[dict[str, object]]:
    new = [entity for entity in entities if entity not in _seen]
    _seen.update(new)
    return [
        {"entity_id": f"{entity:016x}", "name": f"Name {entity}", "type": "PERSON", "first_seen": doc_id}
        for entity in new
    ]


def _staged(store: Store, folder: Path, batch_id: str, rows_of: tuple[str, str, list[dict[str, object]]]) -> DataFile:
    table, month, rows = rows_of
    path = folder / f"{table}-{month}.parquet"
    columns: Mapping[str, list[object]] = {
        name: [row.get(name) for row in rows] for name in BY_NAME[table].schema.names
    }
    pq.write_table(pa.table(columns, schema=BY_NAME[table].schema), path, compression="zstd")
    return DataFile(
        table, month, f"{table}/month={month}/{batch_id}.parquet", str(path.relative_to(store.root)), len(rows),
        path.stat().st_size,
    )  # fmt: skip
