"""Kills an ingest at random moments, reruns it, and compares; run as a program by test_kill.py.

A process forked from one that has everything loaded runs the ingest, so that the moments fall into the work and not
into Python's start. What an ingest that was never killed leaves is the measure.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from flows.job.job import lexicon_files
from flows.job.settings import Settings
from flows.run import pipeline
from tests.flows.archives import every_row, job_for

BATCH_DOCUMENT_COUNT = 16
RULES = Settings(name_model="rules")  # a model would take most of the time, and no moment of it writes anything


def run_forked(warehouse: Path, inputs: Sequence[Path], kill_after: float | None) -> bool:
    """Ingest in a forked process, killed after so many seconds; whether it came to its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            pipeline.ingest(
                job_for(warehouse, *inputs, batch_document_count=BATCH_DOCUMENT_COUNT, lexicon=lexicon_files(RULES))
            )
            code = 0
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] == 0


def rows_of(warehouse: Path) -> dict[str, list[str]]:
    """All rows by table, as text, read in a forked process: this one must start no threads before it forks."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            json.dump({table: [repr(row) for row in rows] for table, rows in every_row(warehouse).items()}, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        rows: dict[str, list[str]] = json.load(pipe)
    os.wait()
    return rows


def difference(rows: dict[str, list[str]], expected: dict[str, list[str]]) -> str:
    """The first row that differs, and of which table; empty where none does."""
    for table, wanted in expected.items():
        odd = sorted(set(wanted) ^ set(rows[table]))
        if odd or len(wanted) != len(rows[table]):
            return f"{table}: {len(odd)} rows, first {odd[:2]}"
    return ""


def main() -> None:
    """Arguments: scratch folder, number of kills, seed, inputs."""
    scratch, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    inputs = [Path(path) for path in sys.argv[4:]]
    assert run_forked(scratch / "whole", inputs, None)
    began = time.perf_counter()
    assert run_forked(scratch / "timed", inputs, None)
    whole_seconds = time.perf_counter() - began
    expected = rows_of(scratch / "whole")
    assert len(expected["documents"]) > 40
    noise = random.Random(seed)
    killed = tries = 0
    while killed < kills and tries < 5 * kills:  # a run that ended before its moment came does not count
        tries += 1
        warehouse = scratch / f"killed{tries}"
        moment = noise.uniform(0.01, 1) * whole_seconds
        if run_forked(warehouse, inputs, moment):
            whole_seconds = min(whole_seconds, 1.1 * moment)
        else:
            killed += 1
            assert run_forked(warehouse, inputs, None), f"the rerun after a kill at {moment:.2f} s failed"
        odd = difference(rows_of(warehouse), expected)
        assert not odd, f"killed at {moment:.2f} of {whole_seconds:.2f} s: {odd}"
        shutil.rmtree(warehouse)
    print(f"killed {killed} of {kills}, all equal")


if __name__ == "__main__":
    main()
