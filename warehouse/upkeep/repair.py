"""Mend what can be mended of a warehouse that was cut short, damaged or tampered with, and say what was done.

Nothing is guessed and nothing deleted that may be worth something: a commit record is taken from its copy or made again
from a batch that is whole, a file that no record names is set aside, and what is lost is named with what to restore.
What belongs here: the order of mending and its sentences. What does not: what is wrong (store/survey.py), making a
record again (rebuilding.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from warehouse.ask.database import catalog_is_current, refresh_catalog
from warehouse.errors import DamagedWarehouse, NotAWarehouse
from warehouse.store import trash
from warehouse.store.checkpoint import rebuild
from warehouse.store.commits import MARKER, STAGING, Store
from warehouse.store.durable import write_durably
from warehouse.store.leftovers import abandoned
from warehouse.store.lock import looking_lock, writing_lock
from warehouse.store.names import move
from warehouse.store.purge import finish_purge, is_pending
from warehouse.store.records import COMMITS, FORMAT, CommitRecord
from warehouse.store.survey import (
    Records,
    fault_of_file,
    foreign_files,
    is_in_place,
    is_staged,
    survey_records,
)
from warehouse.store.writer import clear_leftovers, roll_forward
from warehouse.upkeep.rebuilding import NotWhole, batch_of, rebuilt_record


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was wrong, in a sentence; mended (in a dry run: can be), or a person has to."""

    sentence: str
    is_mended: bool


def repair(root: Path, is_dry_run: bool = False) -> list[Finding]:
    """Mend the warehouse in a folder; returns what was found. A dry run changes nothing.

    Raises NotAWarehouse where there is none, OtherFormat for one of another version, WarehouseBusy where somebody is
    writing to it, DamagedWarehouse where its marker cannot be read.
    """
    root = root.absolute()
    commits = root / COMMITS
    if not (root / MARKER).is_file() and not commits.is_dir():
        raise NotAWarehouse(f"{root} is not a Presswatch warehouse (it has no {MARKER} and no {COMMITS}).")
    if (root / MARKER).is_file():
        Store.at(root)  # refuses what another version wrote
    had_commits = commits.is_dir()  # before the lock, whose file lies there
    with _lock(commits, is_dry_run):
        work = _Repair(root, is_dry_run, had_commits)
        work.run()
    return work.findings


def _lock(commits: Path, is_dry_run: bool) -> AbstractContextManager[None]:
    if not is_dry_run:
        return writing_lock(commits)
    return looking_lock(commits) if commits.is_dir() else nullcontext()


@dataclass
class _Repair:
    """A repair in the making. `records` is how the commit records are, those mended so far included."""

    root: Path
    is_dry_run: bool
    had_commits: bool
    findings: list[Finding] = field(default_factory=list)
    records: Records = field(default_factory=Records)
    _put_back: set[str] = field(default_factory=set)  # batches whose record was mended
    _missing: set[str] = field(default_factory=set)  # published files that are nowhere

    def run(self) -> None:
        """All parts in an order in which each finds what those before it mended."""
        self._marker()
        self.records = survey_records(self.root)
        if self._checkpoint():
            self._damaged_records()
            self._foreign_batches()
            self._files()
            self._foreign_files()
        if all(finding.is_mended for finding in self.findings):
            self._erasure()
            self._leftovers()
            self._catalog()

    def _mend(self, sentence: str, act: Callable[[], object]) -> None:
        if not self.is_dry_run:
            act()
        self.findings.append(Finding(sentence, is_mended=True))

    def _leave(self, sentence: str) -> None:
        self.findings.append(Finding(sentence, is_mended=False))

    def _marker(self) -> None:
        if not self.had_commits:
            self._mend(f"The folder {COMMITS} was missing; it was made again, empty.", lambda: None)
        if not (self.root / MARKER).is_file():
            marker = json.dumps({"format": FORMAT})
            self._mend(
                f"The mark {MARKER} was missing; it was written again.",
                lambda: write_durably(self.root / MARKER, marker),
            )

    def _checkpoint(self) -> bool:
        """Mend the checkpoint of folded commit records; whether what is published is known now."""
        if self.records.history_fault is not None:
            self._leave(f"The history of commit records is not whole: {self.records.history_fault}")
            return self.records.checkpoint_fault is None  # what is published is known all the same
        if self.records.checkpoint_fault is None:
            return True
        try:
            if self.is_dry_run:
                self._mend("The checkpoint of commit records is damaged; it can be made again from the history. "
                           "What else there is to mend is seen after that.", lambda: None)  # fmt: skip
                return False
            rebuild(self.root)
        except DamagedWarehouse as error:
            self._leave(f"The checkpoint of commit records cannot be made again: {error}")
            return False
        self.records = survey_records(self.root)
        if self.records.checkpoint_fault is not None:
            self._leave(self.records.checkpoint_fault)
            return False
        self._mend("The checkpoint of commit records was damaged; it was made again from the history.", lambda: None)
        return True

    def _damaged_records(self) -> None:
        for batch_id in (*self.records.damaged, *self.records.lost):
            what = "damaged" if batch_id in self.records.damaged else "missing"
            if (copy := self._copy_of(batch_id)) is not None:
                self._put(copy, f"The commit record of batch {batch_id} was {what}; it was taken from its copy.")
                continue
            try:
                record = rebuilt_record(self.root, batch_id, self.records.files(), self._removed)
            except NotWhole as error:
                self._leave(
                    f"The commit record of batch {batch_id} is {what} and cannot be made again ({error}); restore "
                    f"{self.root / COMMITS / batch_id}.json from a backup."
                )
            else:
                self._put(record, _made_again(batch_id, what))

    def _copy_of(self, batch_id: str) -> CommitRecord | None:
        try:
            record = CommitRecord.from_json((self.root / COMMITS / f"{batch_id}.done").read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return record if record.batch_id == batch_id else None

    def _put(self, record: CommitRecord, sentence: str) -> None:
        path = self.root / COMMITS / f"{record.batch_id}.json"
        self._mend(sentence, lambda: write_durably(path, record.to_json()))
        self._put_back.add(record.batch_id)
        self.records = replace(
            self.records,
            whole={**self.records.whole, record.batch_id: record},
            unfinished=(*self.records.unfinished, record.batch_id),
        )

    def _foreign_batches(self) -> None:
        """Make records again of which nothing is left but the files of the batch."""
        known = {*self.records.whole, *self.records.damaged, *self.records.lost, *self.records.checkpoint.folded}
        foreign = foreign_files(self.root, self.records.files())
        for batch_id in sorted({batch_of(path) for path in foreign if path.suffix == ".parquet"} - known):
            try:
                record = rebuilt_record(self.root, batch_id, self.records.files(), self._removed)
            except NotWhole:
                continue  # its files are set aside
            self._put(record, _made_again(batch_id, "missing"))

    def _files(self) -> None:
        """Finish what was cut short, and name what is not there or not as it was."""
        gone = (
            file.path
            for file in self.records.files()
            if not is_in_place(self.root, file) and not is_staged(self.root, file)
        )
        for path in sorted(gone):
            if (removed := trash.find(self.root, path)) is not None:
                self._mend(
                    f"{path} was in the trash though it is published; it was put back.",
                    partial(move, self.root, removed, self.root / path),
                )
            else:
                self._missing.add(path)
                self._leave(f"{self.root / path} is missing though it was published; restore it from a backup.")
        for batch_id, record in sorted(self.records.whole.items()):
            self._finish(batch_id, record)
        self._unreadable()

    def _finish(self, batch_id: str, record: CommitRecord) -> None:
        waiting = [file for file in record.added if not is_in_place(self.root, file) and is_staged(self.root, file)]
        if batch_id not in self.records.unfinished and not waiting:
            return
        if self._missing & {file.path for file in record.added}:
            return  # named already
        finish = partial(roll_forward, Store(self.root), record)
        if batch_id not in self._put_back:
            self._mend(f"Batch {batch_id} was committed and not finished; its files are at their places now.", finish)
        elif not self.is_dry_run:
            finish()

    def _unreadable(self) -> None:
        for file in self.records.files():
            path = next((self.root / p for p in (file.path, file.staged) if p and (self.root / p).is_file()), None)
            if path is not None and (fault := fault_of_file(path, file)) is not None:
                self._leave(f"{path} is damaged ({fault}); restore it from a backup.")

    def _foreign_files(self) -> None:
        foreign = foreign_files(self.root, self.records.files())
        held = {*self.records.damaged, *self.records.lost} - self.records.whole.keys()
        left_over = [path for path in foreign if str(path.relative_to(self.root)) in self._removed]
        if left_over:
            names, now = [str(path.relative_to(self.root)) for path in left_over], _now()
            self._mend(
                f"{len(names)} files that a batch had removed still lay in their folders, first {names[0]}; they went "
                "to the trash.",
                lambda: trash.discard(self.root, names, now.isoformat()),
            )
        others = [path for path in foreign if path not in left_over and batch_of(path) not in held]
        if others and not self.had_commits:
            self._leave(
                f"{len(others)} files, first {others[0].relative_to(self.root)}, are of no batch whose record could be "
                f"made again; restore the folder {self.root / COMMITS} from a backup."
            )
        elif others:
            now = _now()
            folder = trash.set_aside_folder(self.root, now).relative_to(self.root)
            self._mend(
                f"{len(others)} files lay in the tables' folders that no batch published, first "
                f"{others[0].relative_to(self.root)}; they were set aside in {folder}, where only you delete them.",
                lambda: trash.set_aside(self.root, others, now),
            )

    @property
    def _removed(self) -> set[str]:
        """Every path that a batch removed whose record is not folded."""
        return {path for record in self.records.whole.values() for path in record.removed}

    def _erasure(self) -> None:
        """Finish what `presswatch erase` began: its words are on the disk until then."""
        store = Store(self.root)
        if not is_pending(store):
            return
        try:
            self._mend(
                "An erasure was begun and not finished; it was finished where it had been published, else it was "
                "forgotten and nothing is erased.",
                partial(finish_purge, store),
            )
        except DamagedWarehouse as error:
            self._leave(str(error))

    def _leftovers(self) -> None:
        left = [path.relative_to(self.root) for path in self._left()]
        if left:
            self._mend(
                f"{len(left)} files that a killed run left half-written were deleted, first {left[0]}.",
                lambda: clear_leftovers(Store(self.root)),
            )

    def _left(self) -> Iterator[Path]:
        yield from (path for path in sorted((self.root / STAGING).rglob("*")) if path.is_file())
        yield from abandoned(self.root)

    def _catalog(self) -> None:
        if self.is_dry_run and self.findings:
            return  # what is published is not as it will be
        store = Store(self.root)
        if not catalog_is_current(store):
            self._mend(
                "The catalog warehouse.duckdb was missing, damaged or out of date; it was written again.",
                lambda: refresh_catalog(store),
            )


def _made_again(batch_id: str, what: str) -> str:
    return (
        f"The commit record of batch {batch_id} was {what}; it was made again from the batch's files, whose documents, "
        "articles and fingerprints are all there. Run `presswatch check`."
    )


def _now() -> datetime:
    return datetime.now(UTC)
