"""Which documents the archive and the run have already."""

from __future__ import annotations

from pathlib import Path

from warehouse.copies.read_bodies import DocumentIndex


class KnownDocuments:
    """The ids of the archive's documents, to which those of the run are added as they come."""

    def __init__(self, files: list[Path]) -> None:
        """Read the ids from the published files of `documents`."""
        self._archived = DocumentIndex(files)
        self._seen: set[str] = set()

    def add(self, doc_id: str) -> bool:
        """Whether the document is new; from now on it is not."""
        if doc_id in self._seen or doc_id in self._archived:
            return False
        self._seen.add(doc_id)
        return True
