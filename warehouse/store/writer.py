"""Publish: how batches get into a warehouse whole or not at all.

A batch's files are staged and synced below `_staging`, its commit record is put in place atomically (its appearance IS
the commit), then the files are renamed to their final names and a `.done` beside the record, holding a copy of it, says
so. Whoever writes next finishes what was cut short and clears what was never committed. One writer at a time holds a
lock that dies with its process; readers need none.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import DamagedWarehouse, UnfinishedPublishing
from warehouse.store import trash
from warehouse.store.checkpoint import delete_folded, fold, is_folded
from warehouse.store.commits import COMMITS, STAGING, CommitRecord, Store
from warehouse.store.durable import private_files, sync_folder, sync_folders, write_durably
from warehouse.store.leftovers import abandoned
from warehouse.store.lock import writing_lock
from warehouse.store.names import move
from warehouse.store.purge import finish_purge

FOLD_COUNT = 64  # records that lie beside the checkpoint before they are folded into it; set by hand


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Batches that are committed and not finished, and those whose commit record is lost, by name."""

    unfinished: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def unsettled(store: Store) -> Unsettled:
    """What the folder of commit records says of work that was cut short, and of records that somebody deleted.

    Raises DamagedWarehouse where the folder itself is gone.
    """
    check_folder(store)
    folded = store.snapshot().checkpoint.folded
    names = {path.name for path in (store.root / COMMITS).iterdir() if not path.name.startswith(".")}
    committed = {name.removesuffix(".json") for name in names if name.endswith(".json")} - folded
    done = {name.removesuffix(".done") for name in names if name.endswith(".done")} - folded
    lost = (batch_id for batch_id in sorted(done - committed) if _is_lost(store, batch_id))
    return Unsettled(tuple(sorted(committed - done)), tuple(lost))


def check_folder(store: Store) -> None:
    """Raise DamagedWarehouse where the folder of commit records is gone: a new one would make an archive look empty."""
    if not (store.root / COMMITS).is_dir():
        raise DamagedWarehouse(
            f"The folder {store.root / COMMITS} is missing, which says what is published; restore it from a backup, or "
            "run `presswatch repair`."
        )


def _is_lost(store: Store, batch_id: str) -> bool:
    """Whether a record is still missing at a second look: it may have come, or been folded, during the first."""
    if (store.root / COMMITS / f"{batch_id}.json").is_file():
        return False
    return not is_folded(store.root, batch_id, store.snapshot().checkpoint)


class Writer:
    """The one process that writes: holds the lock, has finished or cleared what an earlier one left.

    Use as a context manager. Entering raises WarehouseBusy where another process holds the lock, DamagedWarehouse where
    a batch cannot be finished or its commit record is lost, UnfinishedPublishing where the file system fails.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._held = ExitStack()
        self._unfinished: dict[str, CommitRecord] = {}  # committed by this writer, files not all at their places

    def __enter__(self) -> Writer:
        check_folder(self.store)
        with ExitStack() as held:
            held.enter_context(private_files())
            held.enter_context(writing_lock(self.store.root / COMMITS))
            recover(self.store)
            self.fold_records()
            self._held = held.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._held.close()

    def new_staging(self, name: str) -> Path:
        """An empty folder to stage in, on the warehouse's own file system."""
        folder = self.store.root / STAGING / name
        self.clear(folder)
        folder.mkdir(parents=True)
        return folder

    def clear(self, folder: Path) -> None:
        """Delete a staging folder, after every batch that is committed has taken its files from there."""
        self._finish_all()
        shutil.rmtree(folder, ignore_errors=True)

    def fold_records(self, least: int | None = None) -> int:
        """Fold the commit records into the checkpoint where there are at least so many; returns how many it folded.

        By default from FOLD_COUNT on. What the warehouse holds stays the same; opening it reads less.
        """
        self._finish_all()
        snapshot = self.store.snapshot()
        if not snapshot.records or len(snapshot.records) < (FOLD_COUNT if least is None else least):
            return 0
        fold(self.store.root, snapshot.checkpoint, snapshot.records)
        return len(snapshot.records)

    def publish(self, record: CommitRecord) -> bool:
        """Commit a staged batch; False where this very batch was published before (then nothing changes).

        Called again after a fault it goes on where it was. Raises UnfinishedPublishing where the file system fails
        after the commit; any earlier fault passes as it is, and nothing was published.
        """
        record.check()
        if is_folded(self.store.root, record.batch_id, self.store.snapshot().checkpoint):
            return False
        final = self.store.root / COMMITS / f"{record.batch_id}.json"
        try:
            is_new = _commit(record, final)
        except OSError as error:
            if not final.is_file() or final.with_suffix(".done").is_file():
                raise
            self._unfinished[record.batch_id] = record
            raise _unfinished(record.batch_id, error) from error
        if is_new:
            self._unfinished[record.batch_id] = record
        if record.batch_id not in self._unfinished:
            return False
        self._finish(self._unfinished[record.batch_id])
        return True

    def _finish_all(self) -> None:
        for record in list(self._unfinished.values()):
            self._finish(record)

    def _finish(self, record: CommitRecord) -> None:
        with _fault_is_explained(record.batch_id):
            roll_forward(self.store, record)
        self._unfinished.pop(record.batch_id, None)


def recover(store: Store) -> None:
    """Finish what was cut short, then clear what was never committed. The caller holds the lock.

    Raises DamagedWarehouse or UnfinishedPublishing where something cannot be finished, before anything is cleared.
    """
    delete_folded(store.root, store.snapshot().checkpoint)
    found = unsettled(store)
    damage: list[DamagedWarehouse] = []
    for batch_id in found.unfinished:
        try:
            record = CommitRecord.read(store.root / COMMITS / f"{batch_id}.json")
            with _fault_is_explained(batch_id):
                roll_forward(store, record)
        except DamagedWarehouse as error:  # the others are finished all the same
            damage.append(error)
    if found.lost:
        damage.append(lost_records(store, found.lost))
    if damage:
        raise damage[0]
    clear_leftovers(store)


def clear_leftovers(store: Store) -> None:
    """Delete what no batch needs: staged files, drafts of killed processes, trash whose grace period is over."""
    shutil.rmtree(store.root / STAGING, ignore_errors=True)
    for path in abandoned(store.root):
        path.unlink(missing_ok=True)
    trash.empty(store.root, datetime.now(UTC))
    finish_purge(store)


def roll_forward(store: Store, record: CommitRecord) -> None:
    """Move a committed batch's files to their final names; a replay of it is a no-op.

    Raises DamagedWarehouse where a file is neither staged nor published, nor removed by a later batch.
    """
    root = store.root
    sync_folder(root / COMMITS)  # nothing moves before the record is sure to survive
    for file in record.added:
        staged, final = root / file.staged, root / file.path
        if staged.is_file():
            move(root, staged, final)
        elif not final.is_file() and file in store.files():
            raise DamagedWarehouse(
                f"{final} is missing though its batch was committed; restore it from a backup, or see "
                "`presswatch repair`."
            )
    sync_folders(root, (root / file.path for file in record.added))
    trash.discard(root, record.removed, record.published_at)
    write_durably(root / COMMITS / f"{record.batch_id}.done", record.to_json())


def lost_records(store: Store, batch_ids: tuple[str, ...]) -> DamagedWarehouse:
    """The sentence of commit records that are gone."""
    return DamagedWarehouse(
        f"The commit record of batch {batch_ids[0]} is missing from {store.root / COMMITS} ({len(batch_ids)} in all); "
        "run `presswatch repair`, or restore it from a backup."
    )


def _commit(record: CommitRecord, final: Path) -> bool:
    """Put a commit record in place, at once and durably; False where one is there, which stays as it is."""
    draft = final.with_name(f".{record.batch_id}.draft")
    write_durably(draft, record.to_json())
    try:
        os.link(draft, final)
        is_new = True
    except FileExistsError:
        is_new = False
    finally:
        draft.unlink()
    sync_folder(final.parent)
    return is_new


@contextmanager
def _fault_is_explained(batch_id: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unfinished(batch_id, error) from error


def _unfinished(batch_id: str, error: OSError) -> UnfinishedPublishing:
    return UnfinishedPublishing(
        f"Batch {batch_id} is published and safe, but its files could not all be moved to their places "
        f"({error.strerror or error}). Mend that (a full disk: make room); the next command that opens the warehouse "
        "for writing finishes it."
    )
