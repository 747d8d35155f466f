"""Which documents the archive has already, in 16 bytes each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq


class KnownDocuments:
    """The ids of the archive's documents, to which those of the run are added as they come."""

    def __init__(self, files: list[Path]) -> None:
        """Read the ids from the published files of `documents`."""
        columns = [pq.read_table(file, columns=["doc_id"], partitioning=None).column("doc_id") for file in files]
        ids = b"".join(bytes.fromhex("".join(chunk.to_pylist())) for column in columns for chunk in column.chunks)
        self._archived = np.sort(np.frombuffer(ids, dtype="S16"))
        self._seen: set[bytes] = set()

    def add(self, doc_id: str) -> bool:
        """Whether the document is new; from now on it is not."""
        key = bytes.fromhex(doc_id)
        if key in self._seen or self._is_archived(key):
            return False
        self._seen.add(key)
        return True

    def _is_archived(self, key: bytes) -> bool:
        wanted = np.frombuffer(key, dtype="S16")
        place = int(np.searchsorted(self._archived, wanted)[0])
        return place < len(self._archived) and bool(self._archived[place] == wanted[0])
