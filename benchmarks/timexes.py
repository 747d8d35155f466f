"""Time expressions of read pages, beside `dateparser.search.search_dates` on the same text, one core each.

    python -m benchmarks.timexes [FOLDER…] [--count 300] [--peer 20]

The targets: 2 MB of text a second, and 20 times the speed of the peer, which is given the first pages only. Both are
warm: each has read the first page before.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

from dateparser.search import search_dates

from benchmarks.pages import SEEN_FROM, read_pages
from tasks.dates.expressions.find import find_timexes
from tasks.records import Page

ROUNDS = 20  # of ours on the pages that both read: one alone would be over in milliseconds


def main() -> None:
    """Measure in pairs and print the speeds and the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--peer", type=int, default=20)
    parser.add_argument("--pairs", type=int, default=3)
    args = parser.parse_args()
    pages = read_pages(args.folders, args.count)
    for find in (_ours, _peer):
        find(pages[0])
    print(f"{len(pages)} pages, {_size(pages) / 1e6:.2f} MB of text, {sum(map(_ours, pages))} time expressions")
    ratios = []
    for _ in range(args.pairs):
        first = pages[: args.peer]
        whole, ours, peer = _speed(_ours, pages), _speed(_ours, first, ROUNDS), _speed(_peer, first)
        ratios.append(ours / peer)
        print(
            f"find_timexes {whole / 1e6:.2f} MB/s; on the first {args.peer} pages {ours / 1e6:.2f} MB/s, "
            f"search_dates {peer / 1e6:.4f} MB/s; ratio {ratios[-1]:.0f}"
        )
    print(f"median ratio {statistics.median(ratios):.0f} (target: at least 20)")


def _size(pages: Sequence[Page]) -> int:
    """Bytes of the reading texts in UTF-8."""
    return sum(len(page.text.encode()) for page in pages)


def _speed(find: Callable[[Page], int], pages: Sequence[Page], rounds: int = 1) -> float:
    """Bytes of text a second of this process."""
    began = time.process_time()
    for _ in range(rounds):
        for page in pages:
            find(page)
    return rounds * _size(pages) / (time.process_time() - began)


def _ours(page: Page) -> int:
    return len(find_timexes(page))


def _peer(page: Page) -> int:
    found = search_dates(page.text, languages=["en"], settings={"RELATIVE_BASE": SEEN_FROM})
    return len(found or [])


if __name__ == "__main__":
    main()
