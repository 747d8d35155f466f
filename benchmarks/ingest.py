"""`presswatch ingest` beside a bare pool of two processes that only extract with trafilatura, on the same pages.

    python -m benchmarks.ingest [FOLDER…] [--count 2000]

The target: at most 1.5 times the time, though ingest also splits comments, compares, finds names and dates, and stores.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import PRESSWATCH, run
from benchmarks.pages import write_pages


def main() -> None:
    """Measure in pairs and print the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--pairs", type=int, default=1)
    args = parser.parse_args()
    ratios = []
    with tempfile.TemporaryDirectory() as scratch:
        pages = write_pages(args.folders, Path(scratch) / "pages", args.count)
        for pair in range(args.pairs):
            bare = run([sys.executable, "-m", "benchmarks.bare_trafilatura", str(pages)])
            ours = run(
                [*PRESSWATCH, "ingest", str(pages), "--warehouse", str(Path(scratch) / f"w{pair}"), "--workers", "2"]
            )
            ratios.append(ours.seconds / bare.seconds)
            print(
                f"{args.count} pages: bare trafilatura {bare.seconds:.1f} s, {bare.peak_byte_count / 1e6:.0f} MB; "
                f"ingest {ours.seconds:.1f} s, {ours.peak_byte_count / 1e6:.0f} MB; ratio {ratios[-1]:.2f}"
            )
    print(f"median ratio {statistics.median(ratios):.2f} (target: at most 1.5)")


if __name__ == "__main__":
    main()
