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

_KEY = np.dtype("S16")  # ids have 16 bytes; NumPy pads short ones with zeros, so that zeros at the end are no harm


class DocumentIndex:
    """Which of some files holds a document: 20 bytes for each, found by bisection."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Read the ids (column `doc_id`) of these files."""
        self._files = tuple(files)
        ids = [_ids(file) for file in self._files]
        keys = np.frombuffer(b"".join(ids), dtype=_KEY)
        order = np.argsort(keys, kind="stable")
        counts = [len(found) // _KEY.itemsize for found in ids]
        self._keys = keys[order]
        self._numbers = np.repeat(np.arange(len(ids), dtype=np.int32), counts)[order]

    def __contains__(self, doc_id: str) -> bool:
        return self.file_of(doc_id) is not None

    def file_of(self, doc_id: str) -> Path | None:
        """The file that holds a document (the first, where several do), None where none does."""
        wanted = np.frombuffer(bytes.fromhex(doc_id), dtype=_KEY)
        place = int(np.searchsorted(self._keys, wanted)[0])
        is_found = place < len(self._keys) and bool(self._keys[place] == wanted[0])
        return self._files[self._numbers[place]] if is_found else None


def _ids(file: Path) -> bytes:
    """The ids in a file, 16 bytes each. (A reader per file costs a third of what a dataset costs.)"""
    with pq.ParquetFile(file) as parquet:
        return bytes.fromhex("".join(parquet.read(columns=["doc_id"]).column("doc_id").to_pylist()))


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
