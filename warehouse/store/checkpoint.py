"""The checkpoint: what many commit records add up to, so that opening reads one file and the newest records.

Beside `_commits/<batch>.json` lies the folder `_commits/folded`:

- `checkpoint`: a checksum, then the files that make up the warehouse after all records folded so far;
- `000001.jsonl.gz`, …: the records themselves, as they were, those of one fold in one file: the history;
- `ids`: the batches of all of them, one a line, so that a batch that is published once is never published again.

Folding writes history, ids and checkpoint, in this order, and then deletes the folded records. The checkpoint's
appearance is the moment at which they are folded: it names those of the last fold, and records that it names do not
count although they may still lie there. Killed at any moment, nothing is lost and nothing counts twice. History alone
is enough to make the other two again (`rebuild`).

What belongs here: these files. What does not: when to fold (writer.py), what readers make of it (commits.py).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from warehouse.errors import DamagedWarehouse
from warehouse.store.durable import sync_folder, write_bytes_durably
from warehouse.store.names import check_published
from warehouse.store.records import COMMITS, FORMAT, CommitRecord, DataFile

FOLDED = "folded"  # in the folder of commit records
_CHECKPOINT = "checkpoint"
_IDS = "ids"

Place = tuple[int, int, int]  # inode, time and size of a file: a file replaced has another one


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The outcome of all records folded so far.

    `fold_count` is how many folds there were, `record_count` how many records they folded. `folded` are the batches of
    the last fold.
    """

    fold_count: int = 0
    record_count: int = 0
    folded: frozenset[str] = frozenset()
    files: tuple[DataFile, ...] = ()

    def with_records(self, records: Sequence[CommitRecord]) -> Checkpoint:
        """The checkpoint after one more fold, of these records, oldest first."""
        return Checkpoint(
            self.fold_count + 1,
            self.record_count + len(records),
            frozenset(record.batch_id for record in records),
            tuple(replace(file, staged="") for file in files_after(self.files, records)),
        )


NO_CHECKPOINT = Checkpoint()


def files_after(files: Iterable[DataFile], records: Sequence[CommitRecord]) -> tuple[DataFile, ...]:
    """The committed files after further records, those that one of them removed left out."""
    removed = {path for record in records for path in record.removed}
    added = (file for record in records for file in record.added)
    return tuple(file for part in (files, added) for file in part if file.path not in removed)


def place_of_checkpoint(root: Path) -> Place | None:
    """Changes whenever the checkpoint is replaced; None where there is none."""
    try:
        found = _folder(root).joinpath(_CHECKPOINT).stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def read_checkpoint(root: Path) -> Checkpoint:
    """The checkpoint of a warehouse; an empty one where it never folded a record.

    Raises DamagedWarehouse where it cannot be read, or is missing though there is history.
    """
    path = _folder(root) / _CHECKPOINT
    try:
        checksum, _, body = path.read_text(encoding="utf-8").partition("\n")
        if checksum != _checksum(body):
            raise _damaged(path, "its checksum differs")
        fields = json.loads(body)
        files = tuple(
            DataFile(table, month, name, "", rows, size) for table, month, name, rows, size in fields["files"]
        )
        check_published(file.path for file in files)
        return Checkpoint(fields["fold_count"], fields["record_count"], frozenset(fields["folded"]), files)
    except FileNotFoundError:
        if _history(root):
            raise _damaged(path, "it is missing") from None
        return NO_CHECKPOINT
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path, type(error).__name__) from error


def fold(root: Path, current: Checkpoint, records: Sequence[CommitRecord]) -> Checkpoint:
    """Fold records, oldest first, into the checkpoint, and delete them. The caller holds the writer's lock.

    Every one must be finished (its files at their final places).
    """
    folder = _folder(root)
    if not folder.is_dir():
        folder.mkdir()
        sync_folder(root / COMMITS)
    if current.fold_count == 0:  # from now on a missing checkpoint is damage
        _write_checkpoint(root, current)
    after = current.with_records(records)
    lines = "".join(record.to_json(indent=None) + "\n" for record in records)
    write_bytes_durably(folder / _history_name(after.fold_count), gzip.compress(lines.encode(), mtime=0))
    ids = [*_read_ids(root), *(record.batch_id for record in records)]
    _write_ids(root, ids)
    _write_checkpoint(root, after)
    delete_folded(root, after)
    return after


def delete_folded(root: Path, checkpoint: Checkpoint) -> None:
    """Delete the records of the last fold that still lie beside the checkpoint."""
    for path in (root / COMMITS).iterdir():
        if path.suffix in (".json", ".done") and path.stem in checkpoint.folded:
            path.unlink(missing_ok=True)


def is_folded(root: Path, batch_id: str, checkpoint: Checkpoint) -> bool:
    """Whether a batch was published and its record folded. Raises DamagedWarehouse where that cannot be known."""
    if checkpoint.record_count == 0:
        return False
    ids = _read_ids(root)
    if len(ids) < checkpoint.record_count:
        raise _damaged(_folder(root) / _IDS, "batches are missing from it")
    return batch_id in ids


def history(root: Path) -> Iterator[CommitRecord]:
    """All folded records, oldest fold first. Raises DamagedWarehouse where they cannot be read."""
    last = read_checkpoint(root).fold_count
    for path in _history(root)[:last]:
        yield from _read_history(path)


def rebuild(root: Path) -> Checkpoint:
    """Make checkpoint and ids again from the history. The caller holds the writer's lock.

    Raises DamagedWarehouse where history itself cannot be read.
    """
    checkpoint, ids = NO_CHECKPOINT, list[str]()
    for number, path in enumerate(_history(root), 1):
        if int(path.name.partition(".")[0]) != number:
            raise DamagedWarehouse(f"{path.with_name(_history_name(number))} is missing; restore it from a backup.")
        records = _read_history(path)
        checkpoint = checkpoint.with_records(records)
        ids += [record.batch_id for record in records]
    if not _read_ids(root) <= set(ids):
        raise DamagedWarehouse(f"The newest history in {_folder(root)} is missing; restore it from a backup.")
    if checkpoint.fold_count:
        _write_ids(root, ids)
        _write_checkpoint(root, checkpoint)
    return checkpoint


def _folder(root: Path) -> Path:
    return root / COMMITS / FOLDED


def _history(root: Path) -> list[Path]:
    return sorted(_folder(root).glob("[0-9]*.jsonl.gz"))


def _history_name(number: int) -> str:
    return f"{number:06d}.jsonl.gz"


def _read_history(path: Path) -> list[CommitRecord]:
    try:
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        if not lines:
            raise ValueError("it is empty")
        return [CommitRecord.from_json(line) for line in lines]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise DamagedWarehouse(f"{path} cannot be read ({type(error).__name__}); restore it from a backup.") from error


def _read_ids(root: Path) -> frozenset[str]:
    try:
        return frozenset((_folder(root) / _IDS).read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return frozenset()


def _write_ids(root: Path, ids: Iterable[str]) -> None:
    lines = "".join(f"{batch_id}\n" for batch_id in sorted(set(ids)))
    write_bytes_durably(_folder(root) / _IDS, lines.encode())


def _write_checkpoint(root: Path, checkpoint: Checkpoint) -> None:
    body = json.dumps(
        {
            "format": FORMAT,
            "fold_count": checkpoint.fold_count,
            "record_count": checkpoint.record_count,
            "folded": sorted(checkpoint.folded),
            "files": [[f.table, f.month, f.path, f.row_count, f.byte_count] for f in checkpoint.files],
        }
    )
    write_bytes_durably(_folder(root) / _CHECKPOINT, f"{_checksum(body)}\n{body}".encode())


def _checksum(body: str) -> str:
    return hashlib.blake2b(body.encode(), digest_size=16).hexdigest()


def _damaged(path: Path, why: str) -> DamagedWarehouse:
    return DamagedWarehouse(f"{path} cannot be used ({why}); `presswatch repair` makes it again from the history.")
