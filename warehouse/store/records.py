"""A commit record: which files a batch adds to the warehouse and which it takes away.

What belongs here: the record and how it is read. What does not: where all records lie (commits.py, checkpoint.py), how
one gets there (writer.py).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import DamagedWarehouse
from warehouse.store.names import check_names

FORMAT = 2  # of a warehouse: which tables and columns it has; stands in its marker and in every commit record
COMMITS = "_commits"


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file of a batch; `path` and `staged` are relative to the warehouse, `staged` empty once it moved."""

    table: str
    month: str
    path: str
    staged: str
    row_count: int
    byte_count: int


@dataclass(frozen=True, slots=True)
class CommitRecord:
    """What a batch adds to the warehouse and takes from it."""

    batch_id: str
    run_id: str
    published_at: str
    added: tuple[DataFile, ...]
    removed: tuple[str, ...] = ()

    @classmethod
    def now(
        cls, batch_id: str, run_id: str, added: tuple[DataFile, ...], removed: tuple[str, ...] = ()
    ) -> CommitRecord:
        """The record of a change that is published now."""
        return cls(batch_id, run_id, datetime.now(UTC).isoformat(), added, removed)

    @classmethod
    def read(cls, path: Path) -> CommitRecord:
        """Read a commit record. Raises DamagedWarehouse where it cannot be read."""
        try:
            record = cls.from_json(path.read_text(encoding="utf-8"))
            if record.batch_id != path.stem:
                raise ValueError(f"it is of batch {record.batch_id}")
            return record
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedWarehouse(
                f"The commit record {path} cannot be read ({type(error).__name__}: {error}); "
                "`presswatch repair` mends what can be mended."
            ) from error

    @classmethod
    def from_json(cls, text: str) -> CommitRecord:
        """The record as it was written. Raises ValueError, KeyError or TypeError where it is none.

        It is none either where it names anything but published and staged files of a warehouse.
        """
        fields = json.loads(text)
        if not isinstance(fields, dict):
            raise TypeError("it is no JSON object")
        added = tuple(DataFile(**file) for file in fields.pop("added"))
        removed = tuple(fields.pop("removed"))
        fields.pop("format")
        record = cls(added=added, removed=removed, **fields)
        record.check()
        return record

    def check(self) -> None:
        """Raise ValueError or TypeError where it names what no batch may touch."""
        published = (*(file.path for file in self.added), *self.removed)
        check_names(self.batch_id, self.published_at, published, (file.staged for file in self.added if file.staged))

    def to_json(self, indent: int | None = 1) -> str:
        """The record as it is written; on one line where `indent` is None."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=indent)
