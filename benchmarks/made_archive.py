"""An archive made without reading a document: documents, articles and fingerprints, published by the store.

Keys and terms are random numbers with the frequencies of real ones, bodies are short. All other columns are null, all
other tables empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from warehouse.ask import database
from warehouse.schema.columns import Table
from warehouse.schema.tables import BY_NAME
from warehouse.store import staging
from warehouse.store.commits import CommitRecord, Store
from warehouse.store.writer import Writer

BATCH_SIZE = 50_000  # as after compaction
BEGIN, DAYS = datetime(2017, 1, 1), 5 * 365
BAND_COUNT, TERM_COUNT, VOCABULARY_SIZE = 64, 60, 300_000


def make_archive(root: Path, document_count: int) -> Store:
    """Publish so many documents."""
    store = Store.create(root)
    with Writer(store) as writer:
        for number, start in enumerate(range(0, document_count, BATCH_SIZE)):
            folder = writer.new_staging(f"made-{number}")
            for name, table in _tables(start, min(BATCH_SIZE, document_count - start)):
                staging.write_rows(folder, "made", {name: table})
            batch_id = f"made{number:06d}"
            files = staging.stage_batch(store, folder, batch_id)
            writer.publish(CommitRecord(batch_id, "made", f"2022-01-01T00:00:00.{number:06d}", files))
        database.refresh_catalog(store)
    return store


def _tables(start: int, count: int) -> Iterator[tuple[str, pa.Table]]:
    noise = np.random.default_rng(start)
    ids = [
        f"{(number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % (1 << 128):032x}" for number in range(start, start + count)
    ]
    at = [BEGIN + timedelta(seconds=int(second)) for second in noise.integers(0, DAYS * 86_400, count)]
    months = [moment.strftime("%Y-%m") for moment in at]
    bodies = [
        f"The made-up article with the number {number}, of which this is all." for number in range(start, start + count)
    ]
    documents = {
        "doc_id": ids,
        "source": ids,
        "status": ["loaded"] * count,
        "cluster_id": ids,
        "batch_id": ["made"] * count,
    }
    yield "documents", _filled(BY_NAME["documents"], documents, months)
    yield "articles", _filled(BY_NAME["articles"], {"doc_id": ids, "body": bodies, "published_at": at}, months)
    keys = noise.integers(0, 1 << 32, count * BAND_COUNT, dtype=np.uint64)
    ranks = (VOCABULARY_SIZE ** noise.random(count * TERM_COUNT)).astype(np.uint64)  # Zipf's law
    fingerprints = {
        "doc_id": ids, "text_hash": ids, "page_hash": ids, "shingle_count": [200] * count,
        "bands": _lists(keys, BAND_COUNT), "terms": _lists(ranks * np.uint64(0x9E3779B97F4A7C15), TERM_COUNT),
        "order_at": at, "is_dated": [True] * count, "seen_at": at,
        "cluster_id": ids, "original_id": ids, "story_id": ids,
    }  # fmt: skip
    yield "fingerprints", _filled(BY_NAME["fingerprints"], fingerprints, months)


def _lists(values: np.typing.NDArray[np.uint64], width: int) -> pa.Array:
    offsets = np.arange(0, len(values) + 1, width, dtype=np.int32)
    return pa.ListArray.from_arrays(offsets, values)


def _filled(table: Table, known: Mapping[str, object], months: list[str]) -> pa.Table:
    """A table of these columns, with nulls in all others."""
    arrays = [
        pa.array(known[column.name], column.type) if column.name in known else pa.nulls(len(months), column.type)
        for column in table.columns
    ]
    return pa.Table.from_arrays(arrays, schema=table.schema).append_column("month", pa.array(months, pa.string()))
