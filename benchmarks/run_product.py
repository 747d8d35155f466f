"""The installed product asked for its answers to a labelled set, by its command line, as any user would.

It is run in an empty folder, so that no configuration that happens to lie here (entities, watchlists) has a say.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.labelled_sets import LabelledSet
from benchmarks.scoring.measures import Row

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = (sys.executable, "-c", "from flows.cli import main; main()")
COMMAND_SECONDS = 3600
CLUSTERS = "SELECT source_id, cluster_id FROM documents"
# A duplicate belongs to the story of its original.
STORIES = """
    SELECT DISTINCT documents.source_id, coalesce(own.story_id, original.story_id) AS story_id
    FROM documents
    LEFT JOIN stories AS own ON own.doc_id = documents.doc_id
    LEFT JOIN stories AS original ON original.doc_id = documents.duplicate_of
"""


class CommandFailed(Exception):
    """A command ended with an error; the text is a sentence for the user."""


def ask_product(labelled: LabelledSet, command: str) -> list[Row]:
    """The product's rows for a set: those of `parse`, of `annotate`, or of the tables after `ingest`."""
    with tempfile.TemporaryDirectory() as scratch:
        file = labelled.input_file.resolve()
        if labelled.is_cut:
            file = Path(scratch) / file.name
            labelled.write_inputs(file)
        if command == "parse":
            return list(run_lines([*PRODUCT, "parse", "--manifest", str(file)]))
        if command == "annotate":
            return list(run_lines([*PRODUCT, "annotate", str(file)]))
        return _ingest(file, Path(scratch) / "warehouse")


def _ingest(file: Path, warehouse: Path) -> list[Row]:
    _run([*PRODUCT, "ingest", str(file), "--warehouse", str(warehouse)])
    queries = (CLUSTERS, STORIES)
    tables = [
        run_lines([*PRODUCT, "sql", "--warehouse", str(warehouse), "--format", "jsonl", query]) for query in queries
    ]
    return _joined(row for table in tables for row in table)


def _joined(rows: Iterable[Row]) -> list[Row]:
    """One row for each document, with the columns of all its rows."""
    merged: dict[str, dict[str, object]] = {}
    for row in rows:
        merged.setdefault(row["source_id"], {}).update(row)
    return list(merged.values())


def run_lines(command: Sequence[str]) -> Iterator[Row]:
    """What a command prints, an object a line."""
    for line in _run(command).splitlines():
        if line.strip():
            yield json.loads(line)


def _run(command: Sequence[str]) -> bytes:
    paths = os.pathsep.join((str(ROOT), *filter(None, (os.environ.get("PYTHONPATH"),))))
    with tempfile.TemporaryDirectory() as empty:
        outcome = subprocess.run(
            command,
            capture_output=True,
            timeout=COMMAND_SECONDS,
            check=False,
            cwd=empty,
            env={**os.environ, "PYTHONPATH": paths},
        )
    if outcome.returncode:
        last = outcome.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        shown = " ".join(command[len(PRODUCT) :][:2])
        raise CommandFailed(f"`{shown}` ended with exit status {outcome.returncode}: {last}")
    return outcome.stdout
