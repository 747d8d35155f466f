"""Stage, publish, read: how batches get into a warehouse whole or not at all.

A batch's files are staged and synced below `_staging`, its commit record is put in place atomically (its appearance IS
the commit), then the files are renamed to their final names. Whoever writes next finishes what was cut short and
clears what was never committed. One writer at a time holds a lock that dies with its process; readers need none.
What the files hold is no business of this module (schema/tables.py, schema/rows.py, staging.py).
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import DamagedWarehouse, NotAWarehouse, StorageFull, WarehouseBusy

FORMAT = 1
MARKER = "_warehouse.json"
COMMITS = "_commits"
STAGING = "_staging"
TRASH = "_trash"
CATALOG = "warehouse.duckdb"
NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


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


class Writer:
    """The one process that writes: holds the lock, has finished or cleared what an earlier one left.

    Use as a context manager. Entering raises WarehouseBusy where another process holds the lock.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock: int | None = None

    def __enter__(self) -> Writer:
        self._lock = _take_lock(self.store.root / COMMITS / ".lock")
        with ExitStack() as undo:
            undo.callback(self._release)
            self._recover()
            undo.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def new_staging(self, name: str) -> Path:
        """An empty folder to stage in, on the warehouse's own file system."""
        folder = self.store.root / STAGING / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def publish(self, record: CommitRecord) -> bool:
        """Commit a staged batch; False where this very batch has been published before (then nothing changes)."""
        commits = self.store.root / COMMITS
        final = commits / f"{record.batch_id}.json"
        draft = commits / f".{record.batch_id}.draft"
        write_durably(draft, record.to_json())
        try:
            os.link(draft, final)
        except FileExistsError:
            return False
        finally:
            draft.unlink()
        sync_folder(commits)
        self._roll_forward(record)
        return True

    def _roll_forward(self, record: CommitRecord) -> None:
        """Move a committed batch's files to their final names; a replay of it is a no-op."""
        root = self.store.root
        for file in record.added:
            staged, final = root / file.staged, root / file.path
            if staged.is_file():
                final.parent.mkdir(parents=True, exist_ok=True)
                staged.rename(final)
            elif not final.is_file():
                raise DamagedWarehouse(f"{final} is missing though its batch was committed; restore it from a backup.")
        for folder in sorted({(root / file.path).parent for file in record.added}):
            sync_folder(folder)
        self._discard(record.removed)
        write_durably(root / COMMITS / f"{record.batch_id}.done", "")

    def _discard(self, removed: tuple[str, ...]) -> None:
        root = self.store.root
        for path in removed:
            if (root / path).is_file():
                target = root / TRASH / path
                target.parent.mkdir(parents=True, exist_ok=True)
                (root / path).rename(target)

    def _recover(self) -> None:
        commits = self.store.root / COMMITS
        for path in sorted(commits.glob("*.json")):
            if not path.with_suffix(".done").exists():
                self._roll_forward(CommitRecord.read(path))
        for draft in commits.glob(".*.draft"):
            draft.unlink()
        shutil.rmtree(self.store.root / STAGING, ignore_errors=True)


def _take_lock(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.read(handle, 20).decode("ascii", errors="replace").strip() or "unknown"
        os.close(handle)
        raise WarehouseBusy(
            f"Another process (number {holder}) is writing to {path.parent.parent}; try again when it has finished."
        ) from None
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
    return handle


def write_durably(path: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all, also after a loss of power."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make a file's content survive a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Make a folder's entries survive a loss of power."""
    sync_file(path)


@contextmanager
def full_disk_is_explained(root: Path) -> Iterator[None]:
    """Turn "no space left" (or a quota, or a size limit) into StorageFull; other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_SPACE:
            raise
        raise StorageFull(
            f"The disk of {root} is full ({error.strerror}); nothing was published. Make room and run it again."
        ) from error
