"""Our side of benchmarks.million: fingerprints in two processes, then batch after batch decided as `ingest` does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from flows.pool.workers import make_pool
from tasks.copies.compare import DuplicateRules
from tasks.copies.decision import Decision
from tasks.copies.fingerprints import fingerprint
from warehouse.copies.decide import decide
from warehouse.copies.group_changes import CurrentGroups
from warehouse.copies.read_bodies import Bodies
from warehouse.schema.finding_tables import FINGERPRINTS

BATCH_FILE_COUNT = 10
BODY_GROUP_SIZE = 500  # as a shard of the warehouse has
DECIDED = ("cluster_id", "original_id", "story_id")
RULES = DuplicateRules(story_window_days=None)


@dataclass(frozen=True, slots=True)
class Made:
    """A file's fingerprints and bodies as Parquet, and its ids in order."""

    fingerprints: Path
    bodies: Path
    doc_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read, and where its results go."""

    file: Path
    scratch: Path


def make(job: Job) -> Made:
    """Fingerprint the articles of a file."""
    with job.file.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    rows = []
    for article in articles:
        f = fingerprint(article["text"], article["text"], has_terms=RULES.story_window_days is not None)
        rows.append(
            {
                "doc_id": article["id"], "text_hash": f.text_hash, "page_hash": f.page_hash,
                "shingle_count": f.shingle_count, "bands": f.bands, "terms": f.terms,
                "order_at": datetime.fromisoformat(article["at"]), "is_dated": True,
                "seen_at": datetime.fromisoformat(article["at"]),
            }
        )  # fmt: skip
    made = Made(
        job.scratch / f"{job.file.stem}.fingerprints.parquet",
        job.scratch / f"{job.file.stem}.bodies.parquet",
        tuple(article["id"] for article in articles),
    )
    schema = pa.schema([field for field in FINGERPRINTS.schema if field.name not in DECIDED])
    pq.write_table(pa.Table.from_pylist(rows, schema), made.fingerprints, compression="lz4")
    bodies = pa.table({"doc_id": made.doc_ids, "body": [article["text"] for article in articles]})
    pq.write_table(bodies, made.bodies, compression="lz4", row_group_size=BODY_GROUP_SIZE)
    return made


def archive(made: Made, decisions: Mapping[str, Decision]) -> Path:
    """A file's fingerprints with what was decided, as the archive holds them."""
    table = pq.read_table(made.fingerprints)
    own = [decisions[doc_id] for doc_id in made.doc_ids]
    columns: dict[str, Sequence[str | None]] = {
        "cluster_id": [d.cluster_id for d in own],
        "original_id": [d.duplicate_of or doc_id for d, doc_id in zip(own, made.doc_ids, strict=True)],
        "story_id": [d.story_id for d in own],
    }
    for name, values in columns.items():
        table = table.append_column(name, pa.array(values, pa.string()))
    path = made.fingerprints.with_suffix(".archived.parquet")
    pq.write_table(table, path, compression="zstd", row_group_size=20_000)
    return path


def clusters(folder: Path, scratch: Path) -> Iterator[tuple[str, str]]:
    """Every article with the name of its group, in order."""
    jobs = [Job(file, scratch) for file in sorted(folder.iterdir())]
    bodies: list[Path] = []
    archived: list[Path] = []
    merged: dict[str, str] = {}
    originals: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    with make_pool(2) as workers:  # they go on with the next batch while this one is decided
        made = workers.map(make, jobs)
        while batch := list(islice(made, BATCH_FILE_COUNT)):
            texts = Bodies([one.bodies for one in batch], bodies)
            groups_now = CurrentGroups(merged, originals)
            decisions = decide([one.fingerprints for one in batch], archived, texts.read, RULES, groups_now)
            merged |= {merge.cluster_id: merge.merged_into for merge in decisions.changes.merges}
            originals |= {new.cluster_id: new.original.doc_id for new in decisions.changes.new_originals}
            bodies += [one.bodies for one in batch]
            archived += [archive(one, decisions.by_doc) for one in batch]
            found += [(doc_id, decisions.by_doc[doc_id].cluster_id) for one in batch for doc_id in one.doc_ids]
    groups_now = CurrentGroups(merged, originals)
    return ((doc_id, groups_now.cluster(cluster_id)) for doc_id, cluster_id in found)


def main() -> None:
    """Group the articles of a folder."""
    folder, scratch, labels = map(Path, sys.argv[1:4])
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(cluster, len(numbers)) for _, cluster in clusters(folder, scratch)]
    np.save(labels, np.array(found, dtype=np.int64))


if __name__ == "__main__":
    main()
