"""Small files become few: what hourly runs leave is brought together by table and month, sorted, in bounded files.

A month is one commit: its new files stand in the place of the old ones, or nothing changed. What rows say does not
change, and no row is lost or doubled: the numbers of rows are compared before anything is published.

A file much larger than all smaller ones of its month together stays as it is, so that a few late documents do not have
a large month written anew every week. That leaves two or three files of a month, never many.

What belongs here: which files are brought together. What does not: rewriting them (store/rewriting.py), folding commit
records (store/checkpoint.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.schema.tables import TABLES
from warehouse.store.commits import DataFile, Store
from warehouse.store.rewriting import FILE_BYTE_CEILING, Rewrite, rewrite_files
from warehouse.store.writer import Writer

LARGER = 8  # times the bytes of all smaller files of its month, from which a file is left alone; set by hand


@dataclass(frozen=True, slots=True)
class Compaction:
    """How many files there were and are, how many of them are new, and how many commit records were folded."""

    file_count_before: int
    file_count: int
    new_file_count: int
    folded_count: int


def compact(writer: Writer, run_id: str, file_byte_ceiling: int = FILE_BYTE_CEILING) -> Compaction:
    """Bring small files together, month by month, and fold all commit records.

    Nothing is written where there is nothing to bring together. Raises StorageFull, DamagedWarehouse; the months done
    so far stand.
    """
    store = writer.store
    before = len(store.files())
    new_file_count = 0
    for month, rewrites in rewrites_by_month(store, file_byte_ceiling).items():
        name = f"compacted-{run_id}-{month}"
        record = rewrite_files(writer, name, run_id, rewrites, file_byte_ceiling=file_byte_ceiling)
        new_file_count += 0 if record is None else len(record.added)
    folded_count = writer.fold_records(least=1)
    return Compaction(before, len(store.files()), new_file_count, folded_count)


def rewrites_by_month(store: Store, file_byte_ceiling: int) -> dict[str, list[Rewrite]]:
    """What is to be brought together, by month, oldest first; of each table in a fixed order."""
    found: dict[str, list[Rewrite]] = {}
    for table in TABLES:
        by_month: dict[str, list[DataFile]] = {}
        for file in store.files_of(table.name):
            by_month.setdefault(file.month, []).append(file)
        for month, files in by_month.items():
            if small := brought_together(files, file_byte_ceiling):
                found.setdefault(month, []).append(Rewrite(table.name, month, small, keeps_all_rows=True))
    return dict(sorted(found.items()))


def brought_together(files: Iterable[DataFile], file_byte_ceiling: int) -> tuple[DataFile, ...]:
    """The files of one table and month that become one; none where that would bring nothing."""
    small = sorted(
        (file for file in files if file.byte_count < file_byte_ceiling), key=lambda file: (file.byte_count, file.path)
    )
    while len(small) > 1 and small[-1].byte_count > LARGER * sum(file.byte_count for file in small[:-1]):
        small.pop()
    return tuple(small) if len(small) > 1 else ()
