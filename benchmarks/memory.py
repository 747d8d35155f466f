"""Peak memory of all processes of `presswatch ingest`, for some pages and for ten times as many.

    python -m benchmarks.memory [FOLDER…] [--count 2000]

The target: under 1.5 GB, and the same for both.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.measure import PRESSWATCH, run
from benchmarks.pages import write_pages


def main() -> None:
    """Measure both sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--count", type=int, default=2000)
    args = parser.parse_args()
    for count in (args.count, 10 * args.count):
        with tempfile.TemporaryDirectory() as scratch:
            pages = write_pages(args.folders, Path(scratch) / "pages", count)
            measured = run(
                [*PRESSWATCH, "ingest", str(pages), "--warehouse", str(Path(scratch) / "w"), "--workers", "2"]
            )
        print(f"{count} documents: peak {measured.peak_byte_count / 1e6:.0f} MB, {measured.seconds:.0f} s")


if __name__ == "__main__":
    main()
