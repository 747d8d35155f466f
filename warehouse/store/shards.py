"""Shards: runs of documents that travel between the steps of one run as files in its staging folder.

They are pickles of our own frozen records, written and read by the same run and thrown away with it; nothing that came
from outside is ever unpickled.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class ShardSize:
    """When a shard is full: at so many documents or so many bytes, whichever comes first.

    The first shards are smaller, doubling, so that a person soon sees something happen.
    """

    document_count: int = 100
    byte_count: int = 16_000_000
    first_document_count: int = 8


def cut(records: Iterable[tuple[Record, int]], size: ShardSize) -> Iterator[list[Record]]:
    """Runs of records, given each with its size in bytes; a record larger than a shard is a shard of its own."""
    shard: list[Record] = []
    byte_count = 0
    document_count = min(size.first_document_count, size.document_count)
    for record, record_byte_count in records:
        if shard and (len(shard) >= document_count or byte_count + record_byte_count > size.byte_count):
            yield shard
            shard, byte_count = [], 0
            document_count = min(2 * document_count, size.document_count)
        shard.append(record)
        byte_count += record_byte_count
    if shard:
        yield shard


def write(path: Path, records: Sequence[object]) -> None:
    """Write records to a shard file."""
    with path.open("wb") as handle:
        pickle.dump(tuple(records), handle, protocol=pickle.HIGHEST_PROTOCOL)


def read(path: Path) -> tuple[object, ...]:
    """The records of a shard file that this run wrote."""
    with path.open("rb") as handle:
        records: tuple[object, ...] = pickle.load(handle)
    return records
