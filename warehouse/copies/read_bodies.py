"""Documents by id among many files: which file has one, which are known already, and the bodies of single ones.

What belongs here: finding and reading by doc_id. What does not: which documents are wanted (decide.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

_ID_BYTE_COUNT = 16  # a hash of 128 bits (tasks/identity.py)
_HALF = np.dtype(">u8")  # half an id as a number


class DocumentIndex:
    """Which of some files holds a document: 20 bytes for each, found by bisection."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Read the ids (column `doc_id`) of these files."""
        self._files = tuple(files)
        ids = [_ids(file) for file in self._files]
        keys = np.frombuffer(b"".join(ids), dtype=_HALF).reshape(-1, 2).astype(np.uint64)
        order = np.argsort(keys[:, 0])  # numbers sort several times faster than bytes
        counts = [len(found) // _ID_BYTE_COUNT for found in ids]
        self._first, self._second = keys[order, 0], keys[order, 1]
        self._numbers = np.repeat(np.arange(len(ids), dtype=np.int32), counts)[order]

    def __contains__(self, doc_id: str) -> bool:
        return self.file_of(doc_id) is not None

    def file_of(self, doc_id: str) -> Path | None:
        """The file that holds a document (the first, where several do), None where none does."""
        first, second = np.frombuffer(bytes.fromhex(doc_id), dtype=_HALF).astype(np.uint64)
        begin, end = np.searchsorted(self._first, first), np.searchsorted(self._first, first, side="right")
        found = self._numbers[begin:end][self._second[begin:end] == second]
        return self._files[found.min()] if len(found) else None


def _ids(file: Path) -> bytes:
    """The ids in a file, 16 bytes each. (A reader per file costs a third of what a dataset costs.)"""
    with pq.ParquetFile(file) as parquet:
        columns = parquet.read(columns=["doc_id"]).column("doc_id").chunks
    return b"".join(map(_packed, columns))


def _packed(ids: pa.StringArray) -> bytes:
    """Ids in hexadecimal as bytes, all at once: they lie one after the other in Arrow's memory."""
    if not len(ids):
        return b""
    offsets = np.frombuffer(ids.buffers()[1], dtype=np.int32)[ids.offset : ids.offset + len(ids) + 1]
    return bytes.fromhex(ids.buffers()[2].to_pybytes()[offsets[0] : offsets[-1]].decode("ascii"))


class KnownDocuments:
    """The ids of the archive's documents, to which those of the run are added as they come."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Read the ids from the published files of `documents`."""
        self._archived = DocumentIndex(files)
        self._seen: set[str] = set()

    def add(self, doc_id: str) -> bool:
        """Add a document; True where it is new."""
        if doc_id in self._seen or doc_id in self._archived:
            return False
        self._seen.add(doc_id)
        return True


class Bodies:
    """The bodies of a batch's documents, and of the archive's, whose ids are read when the first one is wanted."""

    def __init__(self, new_files: Sequence[Path], archived_files: Sequence[Path]) -> None:
        """Files with the columns `doc_id` and `body`."""
        self._new = DocumentIndex(new_files)
        self._archived_files = tuple(archived_files)
        self._archived: DocumentIndex | None = None

    def read(self, doc_ids: Collection[str]) -> dict[str, str]:
        """The bodies of those documents that there are; of each file only the row groups that hold one are read."""
        by_file: dict[Path, list[str]] = {}
        for doc_id in doc_ids:
            if (file := self._file_of(doc_id)) is not None:
                by_file.setdefault(file, []).append(doc_id)
        return {doc_id: body for file, wanted in by_file.items() for doc_id, body in _bodies(file, wanted)}

    def _file_of(self, doc_id: str) -> Path | None:
        if (file := self._new.file_of(doc_id)) is not None:
            return file
        if self._archived is None:
            self._archived = DocumentIndex(self._archived_files)
        return self._archived.file_of(doc_id)


def _bodies(file: Path, wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    with pq.ParquetFile(file) as parquet:
        for group in range(parquet.num_row_groups):
            ids = parquet.read_row_group(group, columns=["doc_id"]).column("doc_id")
            rows = pc.indices_nonzero(pc.is_in(ids, value_set=pa.array(wanted, ids.type)))
            if len(rows):
                bodies = parquet.read_row_group(group, columns=["body"]).column("body").take(rows)
                yield from zip(ids.take(rows).to_pylist(), bodies.to_pylist(), strict=True)
