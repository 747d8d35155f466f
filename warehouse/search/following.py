"""Keeping the index up to the warehouse: after each commit record, or whatever came since, or built from nothing.

What belongs here: which documents change in the index. What does not: writing it (index.py), or when this is done.

Compaction and regrouping change no word, so that only their records are noted. After any other record that takes files
away, the index is built anew; an erasure deletes the index itself (store/purge.py).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pyarrow.parquet as pq

from warehouse.errors import IndexFault, WarehouseBusy
from warehouse.search.index import SearchIndex, State, build_index, change_index, open_index
from warehouse.search.pages import TABLES, ArchivedPage, PageReader
from warehouse.store.commits import CommitRecord, Store
from warehouse.store.writer import Writer

logger = logging.getLogger("presswatch")

_SAME_WORDS = (
    "compacted-",
    "regrouped-",
    "requoted-",
)  # how the records are called that only bring rows to other files


def follow(store: Store) -> SearchIndex | None:
    """Bring the index up to what is published, where there is one; the caller holds the lock. Raises IndexFault."""
    opened = open_index(store)
    if opened is None or opened.shows(store):
        return opened
    records = _records_since(store, opened.state)
    if records is None or any(_loses_words(record) for record in records):
        return rebuild(store)
    added = [file for record in records for file in record.added if not record.batch_id.startswith(_SAME_WORDS)]
    committed = {file.path for file in store.files()}
    if any(file.table in TABLES and file.path not in committed for file in added):  # brought together since
        return rebuild(store)
    with PageReader(store, added) as reader:
        ids = [doc_id for file in added if file.table == "articles" for doc_id in _ids(store, file.path)]
        change_index(opened, ids, _each(reader), _state_of(store))
    return open_index(store)


def keep_up(store: Store) -> None:
    """As `follow`, after a commit that a fault of the index must not harm: it is logged, the next search mends it."""
    try:
        follow(store)
    except IndexFault as fault:
        logger.warning("%s", fault)


def rebuild(store: Store) -> SearchIndex:
    """Build the index from what is published; the caller holds the lock. Raises IndexFault."""
    state = _state_of(store)
    with PageReader(store) as reader:
        return build_index(store, _each(reader), state)


def ready_index(store: Store) -> SearchIndex:
    """The index, brought up to what is published, or built where there is none that fits.

    While another process writes, the index as it is: what it proposes is looked up in what is published now. Raises
    IndexFault where there is none and none can be built.
    """
    opened = open_index(store)
    if opened is not None and opened.shows(store):
        return opened
    try:
        if not os.access(store.root, os.W_OK):
            raise WarehouseBusy(f"{store.root} cannot be written by you.")
        with Writer(store):
            return follow(store) or rebuild(store)
    except WarehouseBusy as error:
        if opened is not None:
            return opened
        raise IndexFault(
            f"There is no search index that fits this warehouse, and it cannot be built now: {error} "
            "`presswatch maintain --index` builds it."
        ) from error


def _each(reader: PageReader) -> Iterator[ArchivedPage]:
    return (page for pages in reader.all() for page in pages)


def _state_of(store: Store) -> State:
    snapshot = store.snapshot()
    last = snapshot.records[-1].batch_id if snapshot.records else ""
    return State(snapshot.record_count, last, snapshot.generation)


def _records_since(store: Store, state: State) -> list[CommitRecord] | None:
    """The commit records after the one that an index shows; None where it is not among them."""
    recent = store.snapshot().records
    behind = store.snapshot().record_count - state.record_count
    if behind < 0:
        return None
    records: list[CommitRecord] = list(recent) if behind < len(recent) else store.commits()
    at = len(records) - behind - 1
    if behind == 0 or at < -1 or (at >= 0 and state.batch_id not in ("", records[at].batch_id)):
        return None
    return records[at + 1 :]


def _loses_words(record: CommitRecord) -> bool:
    has_lost = any(path.partition("/")[0] in TABLES for path in record.removed)
    return has_lost and not record.batch_id.startswith(_SAME_WORDS)


def _ids(store: Store, path: str) -> list[str]:
    found: list[str] = pq.read_table(store.root / path, columns=["doc_id"]).column(0).to_pylist()
    return found
