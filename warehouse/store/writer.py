"""Publish: how batches get into a warehouse whole or not at all.

A batch's files are staged and synced below `_staging`, its commit record is put in place atomically (its appearance IS
the commit), then the files are renamed to their final names. Whoever writes next finishes what was cut short and
clears what was never committed. One writer at a time holds a lock that dies with its process; readers need none.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import ExitStack
from pathlib import Path

from warehouse.errors import DamagedWarehouse, WarehouseBusy
from warehouse.store.checkpoint import delete_folded, fold, is_folded
from warehouse.store.commits import COMMITS, STAGING, TRASH, CommitRecord, Store
from warehouse.store.durable import sync_folder, write_durably

FOLD_COUNT = 64  # records that lie beside the checkpoint before they are folded into it; set by hand


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
            self.fold_records()
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

    def fold_records(self, least: int | None = None) -> int:
        """Fold the commit records into the checkpoint where there are at least so many; returns how many it folded.

        By default from FOLD_COUNT on.

        What the warehouse holds stays the same; opening it reads less.
        """
        snapshot = self.store.snapshot()
        if not snapshot.records or len(snapshot.records) < (FOLD_COUNT if least is None else least):
            return 0
        fold(self.store.root, snapshot.checkpoint, snapshot.records)
        return len(snapshot.records)

    def publish(self, record: CommitRecord) -> bool:
        """Commit a staged batch; False where this very batch has been published before (then nothing changes)."""
        if is_folded(self.store.root, record.batch_id, self.store.snapshot().checkpoint):
            return False
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
        delete_folded(self.store.root, self.store.snapshot().checkpoint)
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
