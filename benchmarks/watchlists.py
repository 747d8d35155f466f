"""What a thousand watchlists cost beside everything else that is found in the same pages, one core.

    python -m benchmarks.watchlists [FOLDER…] [--count 300] [--queries 1000]

The queries are made of words that stand in one page of twenty at most: still more often than a real query is answered.
The target: under a tenth of the enrichment without them.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.pages import read_pages
from flows.environment import cache_folder
from tasks.enrichment import Lexicon, enrich
from tasks.records import Page
from tasks.watchlists import Definition, Watchlists, compile_watchlists, find_matches
from warehouse.lexicon.gazetteer import load_gazetteer

FORMS = (
    "{0} AND {1}", "{0} NEAR/5 {1}", "({0} OR {1}) AND NOT {2}", "{0}* AND title:{1}", '"{0} {1}" OR {2}',
    "article:({0} AND {1} AND {2})", "comment:{0} OR quoted:{1}",
)  # fmt: skip


def main() -> None:
    """Measure in pairs and print the seconds and the median share."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--pairs", type=int, default=3)
    args = parser.parse_args()
    pages = read_pages(args.folders, args.count)
    watchlists = _made(pages, args.queries)
    lexicon = Lexicon(load_gazetteer(cache_folder()))
    found = [enrich(page, lexicon).mentions for page in pages]
    shares = []
    for _ in range(args.pairs):
        began = time.process_time()
        for page in pages:
            enrich(page, lexicon)
        between = time.process_time()
        hits = sum(len(find_matches(page, watchlists, m)) for page, m in zip(pages, found, strict=True))
        ended = time.process_time()
        shares.append((ended - between) / (between - began))
        print(f"enrichment {between - began:.2f} s, watchlists {ended - between:.2f} s, {hits} hits: {shares[-1]:.3f}")
    print(f"median share {statistics.median(shares):.3f} (target: under 0.1)")


def _made(pages: Sequence[Page], count: int) -> Watchlists:
    """Queries of words that stand in at least two pages and at most one in twenty."""
    held = Counter(word for page in pages for word in set(re.findall(r"[a-z]{4,14}", page.text.lower())))
    words = sorted(word for word, number in held.items() if 2 <= number <= len(pages) / 20)
    noise = random.Random(7)
    made = (FORMS[n % len(FORMS)].format(*noise.sample(words, 3)) for n in range(count))
    return compile_watchlists({f"list-{n}": Definition(query=query) for n, query in enumerate(made)})


if __name__ == "__main__":
    main()
