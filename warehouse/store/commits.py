"""A warehouse folder and its commit records: which files make up the warehouse, and how one opens it.

Which files there are is the checkpoint (checkpoint.py) and the records after it. Each is read once for each `Store`.

What the files hold is no business of this module (schema/tables.py, schema/rows.py, staging.py); how a batch gets in is
writer.py's.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.errors import DamagedWarehouse, NotAWarehouse, OtherFormat
from warehouse.store import trash
from warehouse.store.checkpoint import (
    NO_CHECKPOINT,
    Checkpoint,
    Place,
    files_after,
    history,
    place_of_checkpoint,
    read_checkpoint,
)
from warehouse.store.durable import private_files, write_durably
from warehouse.store.records import COMMITS, FORMAT, CommitRecord, DataFile

__all__ = [
    "CATALOG", "COMMITS", "FORMAT", "MARKER", "STAGING", "CommitRecord", "DataFile", "Snapshot", "Store",
]  # fmt: skip

MARKER = "_warehouse.json"
STAGING = "_staging"
CATALOG = "warehouse.duckdb"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a warehouse holds at one moment: its files in the order they came, the records after the checkpoint."""

    checkpoint: Checkpoint
    records: tuple[CommitRecord, ...]  # oldest first
    files: tuple[DataFile, ...]
    by_table: Mapping[str, tuple[DataFile, ...]]

    @property
    def record_count(self) -> int:
        """How many batches and corrections there ever were."""
        return self.checkpoint.record_count + len(self.records)

    @property
    def generation(self) -> str:
        """A hash of which files there are: it stays the same when records are folded."""
        digest = hashlib.blake2b(digest_size=16)
        for path in sorted(file.path for file in self.files):
            digest.update(path.encode() + b"\n")
        return digest.hexdigest()


@dataclass(slots=True)
class _Seen:
    """What a Store has read, and how the files looked that it read it from."""

    place: Place | None = None
    checkpoint: Checkpoint = NO_CHECKPOINT
    records: dict[str, tuple[Place, CommitRecord]] = field(default_factory=dict)  # by the record's name
    snapshot: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """A warehouse folder, for reading."""

    root: Path
    _seen: _Seen = field(default_factory=_Seen, repr=False, compare=False)

    @classmethod
    def at(cls, root: Path) -> Store:
        """The warehouse in a folder.

        Raises NotAWarehouse where there is none, OtherFormat for one of another version, DamagedWarehouse where its
        marker cannot be read.
        """
        if not root.is_dir():
            raise NotAWarehouse(f"There is no warehouse at {root}; `presswatch ingest` makes one.")
        if not (root / MARKER).is_file():
            raise NotAWarehouse(f"{root} is not a Presswatch warehouse (it has no {MARKER}); give another folder.")
        _refuse_other_format(root)
        return cls(root)

    @classmethod
    def create(cls, root: Path) -> Store:
        """The warehouse in a folder, made where the folder is empty or not there.

        Raises NotAWarehouse where the folder holds something else, and what `at` raises.
        """
        if (root / MARKER).is_file():
            return cls.at(root)
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise NotAWarehouse(f"{root} is not a Presswatch warehouse and not empty; give another folder.")
        with private_files():
            (root / COMMITS).mkdir(parents=True, exist_ok=True)
            write_durably(root / MARKER, json.dumps({"format": FORMAT}))
        return cls(root)

    def snapshot(self) -> Snapshot:
        """What the warehouse holds now. Raises DamagedWarehouse where a record or the checkpoint cannot be read.

        Records that are folded while it reads would be missing from it: then the checkpoint is another one, and it
        reads again.
        """
        while True:
            place = place_of_checkpoint(self.root)
            try:
                snapshot = self._read(place)
            except DamagedWarehouse:
                if place == place_of_checkpoint(self.root):
                    raise
                continue
            if place == place_of_checkpoint(self.root):
                return snapshot

    def _read(self, place: Place | None) -> Snapshot:
        """The snapshot from the checkpoint at a place and the records beside it; only what is new is read."""
        seen = self._seen
        is_new = seen.snapshot is None or place != seen.place
        if is_new:
            seen.checkpoint, seen.place = read_checkpoint(self.root), place
        records: dict[str, tuple[Place, CommitRecord]] = {}
        for name, at in self._record_places():
            known = seen.records.get(name)
            is_known = known is not None and known[0] == at
            records[name] = known if known and is_known else (at, CommitRecord.read(self.root / COMMITS / name))
        is_new |= {name: at for name, (at, _) in records.items()} != {n: at for n, (at, _) in seen.records.items()}
        seen.records = records
        if seen.snapshot is None or is_new:
            seen.snapshot = _snapshot(seen.checkpoint, [record for _, record in records.values()])
        return seen.snapshot

    def _record_places(self) -> list[tuple[str, Place]]:
        """The records that are not folded, by name. One that vanishes meanwhile is left out: it was folded."""
        places = []
        with os.scandir(self.root / COMMITS) as entries:
            for entry in entries:
                if (
                    entry.name.endswith(".json")
                    and entry.name.removesuffix(".json") not in self._seen.checkpoint.folded
                ):
                    try:
                        found = entry.stat()
                    except FileNotFoundError:
                        continue
                    places.append((entry.name, (found.st_ino, found.st_mtime_ns, found.st_size)))
        return places

    def commits(self) -> list[CommitRecord]:
        """All commit records there ever were, oldest first: the whole history is read."""
        records = [*history(self.root), *self.snapshot().records]
        return sorted(records, key=_age)

    def files(self) -> list[DataFile]:
        """The committed files, those removed by a later commit left out."""
        return list(self.snapshot().files)

    def files_of(self, table: str) -> tuple[DataFile, ...]:
        """The committed files of a table."""
        return self.snapshot().by_table.get(table, ())

    def paths(self, table: str) -> list[Path]:
        """Where the committed files of a table lie: at their final place, or still staged in the moment of publishing.

        Raises DamagedWarehouse where one is missing.
        """
        return [self.existing(file) for file in self.files_of(table)]

    def existing(self, file: DataFile) -> Path:
        """Where a committed file lies now. Raises DamagedWarehouse where it is missing."""
        for place in (file.path, file.staged, file.path):  # it may be moved between the first look and the second
            if os.path.isfile(found := f"{self.root}/{place}"):  # noqa: PTH113 - thousands of files: paths cost more
                return Path(found)
        if (removed := trash.find(self.root, file.path)) is not None:  # it was removed since the records were read
            return removed
        raise DamagedWarehouse(
            f"{self.root / file.path} is missing though it was published; restore it from a backup, or see "
            "`presswatch repair`."
        )


def _snapshot(checkpoint: Checkpoint, records: list[CommitRecord]) -> Snapshot:
    records.sort(key=_age)
    files = files_after(checkpoint.files, records)
    by_table: dict[str, list[DataFile]] = {}
    for file in files:
        by_table.setdefault(file.table, []).append(file)
    return Snapshot(checkpoint, tuple(records), files, {table: tuple(found) for table, found in by_table.items()})


def _age(record: CommitRecord) -> tuple[str, str]:
    return record.published_at, record.batch_id


def _refuse_other_format(root: Path) -> None:
    marker = root / MARKER
    try:
        found = int(json.loads(marker.read_text(encoding="utf-8"))["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedWarehouse(
            f"{marker} cannot be read ({type(error).__name__}); remove it and run `presswatch repair`."
        ) from error
    if found < FORMAT:
        raise OtherFormat(
            f"{root} was written by an earlier version of Presswatch (format {found}; this one writes {FORMAT}): "
            "ingest its sources into a new warehouse. This one is left as it is; the version that wrote it reads it."
        )
    if found > FORMAT:
        raise OtherFormat(
            f"{root} was written by a later version of Presswatch (format {found}; this one reads {FORMAT}): use that."
        )
