"""What opening a warehouse and one batch of five documents cost after 10,000 hourly batches, beside 10.

    python -m benchmarks.growth [--batches 10000] [--beside 10] [--without 300] [--times 7] [--folder DIR]

The archives are made (small_batches.py) and compacted every 168 batches, as the weekly deployment does; --without says
how many batches an archive without compaction gets, to show what it buys. The batch is read, decided, enriched, staged
and published as by anybody, in this process, names by rules. The target: at most 1.3 times. Seconds of processors are
given too, because the clock on the wall drifts where others work. Archives made below --folder are kept and used again.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.pages import texts
from benchmarks.small_batches import BEGIN, add_batches
from flows.job.job import new_job, now
from flows.job.settings import load
from flows.run import pipeline
from warehouse.ask import database
from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep.compaction import compact

WEEK = 7 * 24  # batches from one compaction to the next
NEW_COUNT = 5  # documents of the batch that is measured


@dataclass(frozen=True, slots=True)
class Cost:
    """Median seconds on the wall and of processors."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.3f} s ({self.processor:.3f} s of processors)"


def main() -> None:
    """Make the archives, then measure them in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batches", type=int, default=10_000)
    parser.add_argument("--beside", type=int, default=10)
    parser.add_argument("--without", type=int, default=300)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = args.folder or Path(scratch)
        archives = {
            f"after {args.beside} batches": made(place / f"of-{args.beside}", args.beside, is_compacted=True),
            f"after {args.batches}": made(place / f"of-{args.batches}", args.batches, is_compacted=True),
            f"after {args.without} without compaction": made(place / "without", args.without, is_compacted=False),
        }
        costs = measure(archives, Path(scratch), args.times)
    (opening, batch) = next(iter(costs.values()))
    for name, (opening_now, batch_now) in costs.items():
        print(
            f"{name}: opening {opening_now}, {opening_now.wall / opening.wall:.2f} times "
            f"({opening_now.processor / opening.processor:.2f}); a batch {batch_now}, "
            f"{batch_now.wall / batch.wall:.2f} times ({batch_now.processor / batch.processor:.2f})"
        )


def made(root: Path, batch_count: int, *, is_compacted: bool) -> Store:
    """An archive of so many batches; one that is there already is taken as it is."""
    if root.is_dir():
        return Store.at(root)
    began = time.perf_counter()
    store = Store.create(root)

    def tidy(writer: Writer, number: int) -> None:
        writer.fold_records()
        if is_compacted and (number + 1) % WEEK == 0:
            compact(writer, f"week{number // WEEK:05d}")

    with _unsynced():
        add_batches(store, 0, batch_count, tidy)
        with Writer(store) as writer:
            if is_compacted:
                compact(writer, "last")
            database.refresh_catalog(store)
    print(f"{batch_count} batches made in {time.perf_counter() - began:.0f} s: {len(store.files())} files", flush=True)
    return store


@contextmanager
def _unsynced() -> Iterator[None]:
    """Let making an archive not wait for the disk: what is made here need not survive a loss of power."""
    real = os.fsync
    os.fsync = lambda fd: None  # noqa: ARG005
    try:
        yield
    finally:
        os.fsync = real


def measure(archives: dict[str, Store], scratch: Path, times: int) -> dict[str, tuple[Cost, Cost]]:
    """Opening and a batch, in turn over the archives, so that a slow minute hits all of them."""
    samples: dict[str, tuple[list[Cost], list[Cost]]] = {name: ([], []) for name in archives}
    for turn in range(times + 1):  # the first one warms up and does not count
        new = _new_documents(scratch / f"new{turn}.jsonl", seed=1_000 + turn + time.time_ns() % 1_000_000)
        for name, store in archives.items():
            found = _cost(partial(_open, store)), _cost(partial(_ingest, store, new))
            if turn:
                for sample, cost in zip(samples[name], found, strict=True):
                    sample.append(cost)
    return {name: (_median(opened), _median(batches)) for name, (opened, batches) in samples.items()}


def _new_documents(path: Path, seed: int) -> Path:
    rows = (row | {"fetched_at": f"{BEGIN:%Y-%m-%d}T12:00:00+00:00"} for row in texts(NEW_COUNT, seed))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _open(store: Store) -> None:
    with database.open_warehouse(store.root) as opened:
        opened.rows("SELECT max(started_at) FROM batches")


def _ingest(store: Store, new: Path) -> None:
    job = new_job(load(None), [str(new)], store.root, now())
    pipeline.ingest(replace(job, worker_count=0, lexicon=replace(job.lexicon, name_model="rules")))


def _cost(call: Callable[[], None]) -> Cost:
    began, used = time.perf_counter(), time.process_time()
    call()
    return Cost(time.perf_counter() - began, time.process_time() - used)


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cost.processor for cost in costs))


if __name__ == "__main__":
    main()
