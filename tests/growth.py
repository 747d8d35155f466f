"""Whether work grows by the length of what it is given, and not by the square of it.

This is no measurement of speed: sizes are compared with each other. Each size is worked through once, by the
processor's clock, and again only while the bound is not met, of which the least counts: a machine that is busy
with something else disturbs one try, and the square shows in all of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

MOST_TIMES = 8  # what four times as much may take more; a straight line gives 4, the square 16
SLACK_SECONDS = 0.08  # for what is too quick to be measured
TRIES = 5

Work = Callable[[], object]


def assert_grows_by_length(works: Mapping[int, Work]) -> None:
    """Assert it of work by size; the largest size is four times the smallest."""
    smallest, largest = min(works), max(works)
    assert largest == 4 * smallest
    least = dict.fromkeys(works, float("inf"))
    for _ in range(TRIES):
        for size, work in works.items():
            least[size] = min(least[size], _seconds(work))
        if least[largest] <= MOST_TIMES * least[smallest] + SLACK_SECONDS:
            return
    raise AssertionError(least)


def _seconds(work: Work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
