"""Reading pages beside bare `trafilatura.bare_extraction` with metadata and comments, the same pages, one core each.

    python -m benchmarks.parse [FOLDER…] [--count 300] [--pairs 3]

The target: at least as many pages a second, though the reader also tells comments, posts, quoted documents, repeats and
every candidate for the date apart. Both are warm, and take turns page by page, so that the machine treats them alike.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from benchmarks.bare_trafilatura import extract_content
from benchmarks.pages import write_pages
from tasks.parse import parse
from tasks.records import RawDocument, Rejected

SEEN_FROM = datetime(2026, 1, 1)
WARMING = 20  # pages read before the clock runs: patterns are compiled, tables loaded


def main() -> None:
    """Measure in pairs and print pages a second and the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--pairs", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        pages = [path.read_bytes() for path in sorted(write_pages(args.folders, Path(scratch), args.count).iterdir())]
    _seconds(pages[:WARMING])
    ratios = []
    for _ in range(args.pairs):
        ours, bare = _seconds(pages)
        ratios.append(bare / ours)
        print(
            f"{len(pages)} pages, {sum(map(len, pages)) / 1e6:.1f} MB: parse {len(pages) / ours:.1f} a second, "
            f"bare trafilatura {len(pages) / bare:.1f} a second; ratio {ratios[-1]:.2f}"
        )
    print(f"median ratio {statistics.median(ratios):.2f} (target: at least 1)")


def _seconds(pages: Sequence[bytes]) -> tuple[float, float]:
    """Seconds of this process for all pages, ours and bare trafilatura's."""
    ours = bare = 0.0
    for content in pages:
        ours += _timed(_read, content)
        bare += _timed(extract_content, content)
    return ours, bare


def _timed(read: Callable[[bytes], object], content: bytes) -> float:
    began = time.process_time()
    read(content)
    return time.process_time() - began


def _read(content: bytes) -> int:
    """Read one page; the length of its text, 0 for a refused one."""
    try:
        return len(parse(RawDocument(content, "page.html", fetched_at=SEEN_FROM)).text)
    except Rejected:
        return 0


if __name__ == "__main__":
    main()
