"""Quotations of the whole archive matched anew: articles that came after the page that quotes them are found as well.

Where nothing differs nothing is published. What a batch finds when it comes in is in copies/quotations.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.copies.compare import DuplicateRules
from warehouse.copies import duplicate_rows
from warehouse.copies.quotations import Quotation, match_quotations
from warehouse.copies.read_bodies import Bodies
from warehouse.store import staging
from warehouse.store.commits import CommitRecord, Store
from warehouse.store.writer import Writer

QUOTATIONS_AT_ONCE = 5_000  # quoted documents, some tens of megabytes of text; set by hand
_REPLACED = ("quoted_documents", "quotations")
_MATCHES = "SELECT doc_id, segment_id, matched_doc_id FROM read_parquet({files}, hive_partitioning = false)"


@dataclass(frozen=True, slots=True)
class Requoting:
    """How many quoted documents the archive has, and how many are matched with another article than before, or none."""

    quotation_count: int
    changed_count: int = 0


def requote_archive(writer: Writer, rules: DuplicateRules, run_id: str) -> Requoting:
    """Match every quoted document with the archive again, by text and by address, and publish what differs at once."""
    store = writer.store
    old = store.paths("quoted_documents")
    if not old:
        return Requoting(0)
    name = f"requoted-{run_id}"
    folder = writer.new_staging(name)
    bodies = Bodies([], store.paths("articles"))
    count = 0
    for number, (month, quoted) in enumerate(_quoted(store)):
        tables = {"quoted_documents": quoted}
        found = match_quotations(_quotations(quoted), (store.paths("fingerprints"), ()), bodies.read, rules)
        if found:
            tables["quotations"] = duplicate_rows.quotation_table([(match, month) for match in found])
        staging.write_rows(folder, f"{number:06d}", tables)
        count += quoted.num_rows
    added = staging.stage_batch(store, folder, name)
    changed = _changed(folder, old, [store.root / file.staged for file in added if file.table == "quoted_documents"])
    if changed:
        removed = tuple(file.path for file in store.files() if file.table in _REPLACED)
        writer.publish(CommitRecord.now(name, run_id, added, removed))
    shutil.rmtree(folder, ignore_errors=True)
    return Requoting(count, changed)


def _quoted(store: Store) -> Iterator[tuple[str, pa.Table]]:
    """Some quoted documents at a time, of one month, with the month as their last column."""
    for file in store.files_of("quoted_documents"):
        with pq.ParquetFile(store.existing(file)) as parquet:
            for rows in parquet.iter_batches(QUOTATIONS_AT_ONCE):
                table = pa.Table.from_batches([rows])
                yield file.month, table.append_column("month", pa.array([file.month] * table.num_rows, pa.string()))


def _quotations(quoted: pa.Table) -> list[Quotation]:
    columns = (quoted.column(name).to_pylist() for name in ("doc_id", "segment_id", "text"))
    return [Quotation(doc_id, segment_id, text or "") for doc_id, segment_id, text in zip(*columns, strict=True)]


def _changed(folder: Path, old: list[Path], new: list[Path]) -> int:
    """How many quoted documents have another match in the new files."""
    before, now = (_MATCHES.format(files=staging.file_list(paths)) for paths in (old, new))
    connection = staging.connect(folder / "spill")
    try:
        row = connection.execute(f"SELECT count(*) FROM ({now} EXCEPT {before})").fetchone()
    finally:
        connection.close()
    return int(row[0]) if row else 0
