"""A warehouse folder and its commit records: which files make up the warehouse, and how one opens it.

What the files hold is no business of this module (schema/tables.py, schema/rows.py, staging.py); how a batch gets in is
writer.py's.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import DamagedWarehouse, NotAWarehouse
from warehouse.store.durable import write_durably

FORMAT = 1
MARKER = "_warehouse.json"
COMMITS = "_commits"
STAGING = "_staging"
TRASH = "_trash"
CATALOG = "warehouse.duckdb"


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file of a batch; `path` and `staged` are relative to the warehouse."""

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
            fields = json.loads(path.read_text(encoding="utf-8"))
            added = tuple(DataFile(**file) for file in fields.pop("added"))
            removed = tuple(fields.pop("removed"))
            fields.pop("format")
            return cls(added=added, removed=removed, **fields)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedWarehouse(
                f"The commit record {path} cannot be read ({type(error).__name__}); restore it from a backup."
            ) from error

    def to_json(self) -> str:
        """The record as it is written."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1)


@dataclass(frozen=True, slots=True)
class Store:
    """A warehouse folder, for reading."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Store:
        """The warehouse in a folder. Raises NotAWarehouse where there is none."""
        if not root.is_dir():
            raise NotAWarehouse(f"There is no warehouse at {root}; `presswatch ingest` makes one.")
        if not (root / MARKER).is_file():
            raise NotAWarehouse(f"{root} is not a Presswatch warehouse (it has no {MARKER}); give another folder.")
        return cls(root)

    @classmethod
    def create(cls, root: Path) -> Store:
        """The warehouse in a folder, made where the folder is empty or not there.

        Raises NotAWarehouse where the folder holds something else.
        """
        if (root / MARKER).is_file():
            return cls(root)
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise NotAWarehouse(f"{root} is not a Presswatch warehouse and not empty; give another folder.")
        (root / COMMITS).mkdir(parents=True, exist_ok=True)
        write_durably(root / MARKER, json.dumps({"format": FORMAT}))
        return cls(root)

    def commits(self) -> list[CommitRecord]:
        """All commit records, oldest first."""
        records = [CommitRecord.read(path) for path in (self.root / COMMITS).glob("*.json")]
        return sorted(records, key=lambda record: (record.published_at, record.batch_id))

    def files(self) -> list[DataFile]:
        """The committed files, those removed by a later commit left out."""
        commits = self.commits()
        removed = {path for commit in commits for path in commit.removed}
        return [file for commit in commits for file in commit.added if file.path not in removed]

    def paths(self, table: str) -> list[Path]:
        """Where the committed files of a table lie: at their final place, or still staged in the moment of publishing.

        Raises DamagedWarehouse where one is missing.
        """
        return [self.existing(file) for file in self.files() if file.table == table]

    def existing(self, file: DataFile) -> Path:
        """Where a committed file lies now. Raises DamagedWarehouse where it is missing."""
        for place in (file.path, file.staged, file.path):  # it may be moved between the first look and the second
            if (self.root / place).is_file():
                return self.root / place
        raise DamagedWarehouse(
            f"{self.root / file.path} is missing though it was published; restore it from a backup and try again."
        )
