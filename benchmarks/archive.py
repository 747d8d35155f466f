"""What 200 new documents cost in an empty warehouse and in one that holds 50,000.

    python -m benchmarks.archive [--archive 50000] [--new 200]

The target: at most 1.5 times the time.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks.measure import PRESSWATCH, run
from benchmarks.pages import texts


def write_texts(path: Path, count: int, seed: int) -> Path:
    """Write generated articles as JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in texts(count, seed)), encoding="utf-8")
    return path


def main() -> None:
    """Measure in pairs: empty, full, empty, full, …"""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=int, default=50_000)
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        full = place / "full"
        old = write_texts(place / "old.jsonl", args.archive, seed=1)
        filled = run([*PRESSWATCH, "ingest", str(old), "--warehouse", str(full)])
        print(
            f"{args.archive} documents ingested in {filled.seconds:.0f} s, peak {filled.peak_byte_count / 1e6:.0f} MB"
        )
        ratios = []
        for pair in range(args.pairs):
            new = write_texts(place / f"new{pair}.jsonl", args.new, seed=pair + 2)
            empty = run([*PRESSWATCH, "ingest", str(new), "--warehouse", str(place / "empty")])
            into_full = run([*PRESSWATCH, "ingest", str(new), "--warehouse", str(full)])
            shutil.rmtree(place / "empty")
            ratios.append(into_full.seconds / empty.seconds)
            print(
                f"{args.new} new: empty {empty.seconds:.2f} s, full {into_full.seconds:.2f} s, ratio {ratios[-1]:.2f}"
            )
    print(f"median ratio {statistics.median(ratios):.2f} (target: at most 1.5)")


if __name__ == "__main__":
    main()
