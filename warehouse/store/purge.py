"""Delete for good what an erasure took away: old files, trash, staging, catalog, report, raw copies, index.

A small file says that an erasure is under way, and with which commit record. Whoever writes next finds it: without that
record nothing has happened, and the file goes; with it, everything left over is deleted, what is remembered is written,
and then the file goes. All of this can be done again and again.

What belongs here: deleting, and finishing it after a kill. What does not: what is erased (upkeep/erasure.py). What lies
outside of the warehouse's folder (copies of it, reports written elsewhere, the sources) is not reached.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from warehouse.errors import DamagedWarehouse
from warehouse.schema.tables import TABLES
from warehouse.store.checkpoint import is_folded
from warehouse.store.commits import CATALOG, STAGING, Store
from warehouse.store.durable import sync_folder, write_durably
from warehouse.store.privacy import PrivacyRecord, record_of, write_record
from warehouse.store.trash import TRASH

PENDING = "_erasing.json"
RAW = "_raw"  # copies of raw documents, by the SHA-256 of their content
INDEX = "_index"  # a cache that can be built again
REPORT = "report.html"
FORMAT = 1  # of the file


@dataclass(frozen=True, slots=True)
class Pending:
    """An erasure under way: its commit record, what is remembered once it is done, raw copies that go."""

    batch_id: str
    record: PrivacyRecord
    raw: tuple[str, ...] = ()


def begin_purge(store: Store, pending: Pending) -> None:
    """Say that an erasure is under way, before it is published."""
    write_durably(store.root / PENDING, json.dumps({"format": FORMAT, **asdict(pending)}))


def is_pending(store: Store) -> bool:
    """Whether an erasure was begun that is not finished."""
    return (store.root / PENDING).is_file()


def finish_purge(store: Store) -> bool:
    """Finish an erasure whose record is published, forget one that never was. True where one was finished.

    The caller holds the writer's lock. Raises DamagedWarehouse where the file about it cannot be read.
    """
    pending = _read(store)
    if pending is None:
        return False
    is_done = is_published(store, pending.batch_id)
    if is_done:
        write_record(store, pending.record)
        _delete_leftovers(store, pending.raw)
    (store.root / PENDING).unlink()
    sync_folder(store.root)
    return is_done


def _read(store: Store) -> Pending | None:
    path = store.root / PENDING
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Pending(fields["batch_id"], record_of(fields["record"]), tuple(fields["raw"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedWarehouse(
            f"{path} cannot be read ({type(error).__name__}); restore it from a backup, or remove it and erase again."
        ) from error


def is_published(store: Store, batch_id: str) -> bool:
    """Whether a batch or correction of this name was published."""
    snapshot = store.snapshot()
    is_recent = any(record.batch_id == batch_id for record in snapshot.records)
    return is_recent or is_folded(store.root, batch_id, snapshot.checkpoint)


def _delete_leftovers(store: Store, raw: tuple[str, ...]) -> None:
    root = store.root
    for name in (TRASH, STAGING, INDEX):
        if (root / name).exists():
            shutil.rmtree(root / name)
    changed = {root}
    for path in [*_foreign(store), *_made(root), *_raw_copies(root, raw)]:
        path.unlink(missing_ok=True)
        changed.add(path.parent)
    for folder in sorted(changed, reverse=True):
        sync_folder(folder)
        if folder.name.startswith("month=") and not any(folder.iterdir()):
            folder.rmdir()


def _foreign(store: Store) -> Iterator[Path]:
    """Files in the folders of tables that no commit record names any more."""
    committed = {file.path for file in store.files()}
    for table in TABLES:
        for path in (store.root / table.name).glob("month=*/*"):
            if str(path.relative_to(store.root)) not in committed:
                yield path


def _made(root: Path) -> Iterator[Path]:
    """What was made of the rows: catalog and report, and drafts of them that a kill has left."""
    for name in (CATALOG, REPORT):
        yield from root.glob(f"{name}*")
        yield from root.glob(f".{name}*")


def _raw_copies(root: Path, raw: tuple[str, ...]) -> Iterator[Path]:
    wanted = set(raw)
    return (path for path in (root / RAW).rglob("*") if path.is_file() and path.name.partition(".")[0] in wanted)
