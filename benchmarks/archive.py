"""What 1,000 new documents cost against an archive of 1,000,000, beside one of 10,000.

    python -m benchmarks.archive [--archive 1000000] [--beside 10000] [--new 1000] [--pairs 3]

The archives are made (made_archive.py), the new documents are ingested as by anybody. The target: at most 1.3 times the
time; seconds of processors are given too, because the clock on the wall drifts where others work.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.made_archive import make_archive
from benchmarks.measure import PRESSWATCH, run
from benchmarks.pages import texts


def write_texts(path: Path, count: int, seed: int) -> Path:
    """Write generated articles as JSON lines, fetched in the archive's last week, as new documents are."""
    rows = (row | {"fetched_at": f"2021-12-{20 + n % 7}T12:00:00+00:00"} for n, row in enumerate(texts(count, seed)))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def main() -> None:
    """Measure in pairs: small, large, small, large, …"""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=int, default=1_000_000)
    parser.add_argument("--beside", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=1_000)
    parser.add_argument("--pairs", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        archives = {count: place / f"of-{count}" for count in (args.beside, args.archive)}
        for count, root in archives.items():
            began = time.perf_counter()
            make_archive(root, count)
            print(f"archive of {count} made in {time.perf_counter() - began:.0f} s", flush=True)
        ratios = []
        for pair in range(args.pairs):
            new = write_texts(place / f"new{pair}.jsonl", args.new, seed=pair + 2)
            small, large = (
                run([*PRESSWATCH, "ingest", str(new), "--warehouse", str(root)]) for root in archives.values()
            )
            ratios.append(large.seconds / small.seconds)
            print(
                f"{args.new} new: into {args.beside} "
                f"{small.seconds:.1f} s ({small.processor_seconds:.1f} s of processors), "
                f"into {args.archive} {large.seconds:.1f} s ({large.processor_seconds:.1f}), "
                f"peak {large.peak_byte_count / 1e6:.0f} MB; ratio {ratios[-1]:.2f}",
                flush=True,
            )
    print(f"median ratio {statistics.median(ratios):.2f} (target: at most 1.3)")


if __name__ == "__main__":
    main()
