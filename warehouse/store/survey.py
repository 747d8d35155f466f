"""What is wrong with a warehouse's folder, as far as names, commit records and footers of files tell.

Unlike opening a warehouse, a survey does not stop at the first fault: `presswatch check` names what it finds,
`presswatch repair` mends it. What belongs here: looking. What does not: reading rows (ask/), mending (upkeep/).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.errors import DamagedWarehouse
from warehouse.schema.tables import TABLES
from warehouse.store.checkpoint import NO_CHECKPOINT, Checkpoint, files_after, history, is_folded, read_checkpoint
from warehouse.store.records import COMMITS, CommitRecord, DataFile


@dataclass(frozen=True, slots=True)
class Records:
    """The commit records of a warehouse, whole or not.

    `checkpoint_fault` says why the checkpoint cannot be used, `history_fault` why the records that it stands for cannot
    be read; None where they can. `damaged` are records
    that cannot be read, with the reason; `lost` those of which only the mark that they were finished is left.
    """

    checkpoint: Checkpoint = NO_CHECKPOINT
    checkpoint_fault: str | None = None
    history_fault: str | None = None
    whole: Mapping[str, CommitRecord] = field(default_factory=dict)
    damaged: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()

    @property
    def are_whole(self) -> bool:
        """Whether every record can be read."""
        return not (self.checkpoint_fault or self.history_fault or self.damaged or self.lost)

    def files(self) -> tuple[DataFile, ...]:
        """The committed files, those removed by a later commit left out."""
        records = sorted(self.whole.values(), key=lambda record: (record.published_at, record.batch_id))
        return files_after(self.checkpoint.files, records)


def survey_records(root: Path) -> Records:
    """Read every commit record that can be read."""
    checkpoint, fault, history_fault = _survey_checkpoint(root)
    commits = root / COMMITS
    names = sorted(path.stem for path in commits.glob("*.json") if path.stem not in checkpoint.folded)
    whole, damaged = dict[str, CommitRecord](), dict[str, str]()
    for name in names:
        try:
            whole[name] = CommitRecord.read(commits / f"{name}.json")
        except DamagedWarehouse as error:
            damaged[name] = str(error)
    done = {path.stem for path in commits.glob("*.done")} - checkpoint.folded
    return Records(
        checkpoint,
        fault,
        history_fault,
        whole,
        damaged,
        lost=tuple(sorted(done - set(names))),
        unfinished=tuple(name for name in whole if name not in done),
    )


def _survey_checkpoint(root: Path) -> tuple[Checkpoint, str | None, str | None]:
    """The checkpoint, what is wrong with it, and what is wrong with its history."""
    try:
        checkpoint = read_checkpoint(root)
    except DamagedWarehouse as error:
        return NO_CHECKPOINT, str(error), None
    fault, history_fault = None, None
    try:
        is_folded(root, "", checkpoint)  # raises where the list of folded batches is not whole
    except DamagedWarehouse as error:
        fault = str(error)
    try:
        if sum(1 for _ in history(root)) != checkpoint.record_count:
            history_fault = f"A part of the history in {root / COMMITS} is missing; restore it from a backup."
    except DamagedWarehouse as error:
        history_fault = str(error)
    return checkpoint, fault, history_fault


def foreign_files(root: Path, files: tuple[DataFile, ...]) -> list[Path]:
    """Files under a table's folder that no commit record names: readers by path would count them."""
    committed = {root / file.path for file in files}
    found = (path for table in TABLES for path in sorted((root / table.name).rglob("*")) if path.is_file())
    return [path for path in found if path not in committed]


def is_in_place(root: Path, file: DataFile) -> bool:
    """Whether a committed file lies at its final place."""
    return (root / file.path).is_file()


def is_staged(root: Path, file: DataFile) -> bool:
    """Whether a committed file still lies where it was staged."""
    return file.staged != "" and (root / file.staged).is_file()


def fault_of_file(path: Path, file: DataFile) -> str | None:
    """What a file's size and footer show to be wrong with it; its rows are not read. None where nothing is."""
    try:
        row_count: int = pq.read_metadata(path).num_rows
        byte_count = path.stat().st_size
    except (OSError, pa.ArrowException) as error:
        return type(error).__name__
    if row_count != file.row_count:
        return f"{row_count} rows instead of {file.row_count}"
    return None if byte_count == file.byte_count else f"{byte_count} bytes instead of {file.byte_count}"
