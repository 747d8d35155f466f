"""Bodies of single documents out of many files: where each document lies is known before its text is wanted.

What belongs here: finding and reading bodies by doc_id. What does not: which ones are wanted (neighbours.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

KEY_BYTE_COUNT = 16


class DocumentIndex:
    """Which of some files holds a document: 20 bytes for each, found by bisection."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Read the ids (column `doc_id`) of these files."""
        self._files = tuple(files)
        ids = [_ids(file) for file in self._files]
        keys = np.frombuffer(b"".join(ids), dtype=f"S{KEY_BYTE_COUNT}")
        order = np.argsort(keys, kind="stable")
        counts = [len(found) // KEY_BYTE_COUNT for found in ids]
        self._keys = keys[order]
        self._numbers = np.repeat(np.arange(len(ids), dtype=np.int32), counts)[order]

    def __contains__(self, doc_id: str) -> bool:
        return self.file_of(doc_id) is not None

    def file_of(self, doc_id: str) -> Path | None:
        """The file that holds a document (the first, where several do), None where none does."""
        wanted = np.frombuffer(bytes.fromhex(doc_id), dtype=self._keys.dtype)
        place = int(np.searchsorted(self._keys, wanted)[0])
        is_found = place < len(self._keys) and bool(self._keys[place] == wanted[0])
        return self._files[self._numbers[place]] if is_found else None


def _ids(file: Path) -> bytes:
    """The ids in a file, 16 bytes each. (A reader per file costs a third of what a dataset costs.)"""
    with pq.ParquetFile(file) as parquet:
        return bytes.fromhex("".join(parquet.read(columns=["doc_id"]).column("doc_id").to_pylist()))


def read_bodies(doc_ids: Collection[str], places: Iterable[DocumentIndex]) -> Mapping[str, str]:
    """The bodies of documents that one of these indexes knows; only row groups that hold a wanted one are read."""
    indexes = tuple(places)
    by_file: dict[Path, list[str]] = {}
    for doc_id in doc_ids:
        file = next((found for index in indexes if (found := index.file_of(doc_id)) is not None), None)
        if file is not None:
            by_file.setdefault(file, []).append(doc_id)
    return {doc_id: body for file, wanted in by_file.items() for doc_id, body in _bodies(file, wanted)}


def _bodies(file: Path, wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    with pq.ParquetFile(file) as parquet:
        for group in range(parquet.num_row_groups):
            ids = parquet.read_row_group(group, columns=["doc_id"]).column("doc_id")
            rows = pc.indices_nonzero(pc.is_in(ids, value_set=pa.array(wanted, ids.type)))
            if len(rows):
                bodies = parquet.read_row_group(group, columns=["body"]).column("body").take(rows)
                yield from zip(ids.take(rows).to_pylist(), bodies.to_pylist(), strict=True)
