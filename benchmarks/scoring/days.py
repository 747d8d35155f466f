"""Task `pubdate`: the day on which a page was published."""

from __future__ import annotations

from benchmarks.scoring.measures import Figures, Rows, share

DAY_CHARACTERS = len("2021-07-14")


def score_pubdate(gold: Rows, given: Rows) -> Figures:
    """As htmldate's evaluation counts: the day equal is right, another value wrong, none missing.

    Every gold page has a date, so a page is never rightly left without one. A month alone is wrong.
    """
    right = wrong = none = 0
    for key, row in gold.items():
        wanted = row.get("published_at")
        if not wanted:
            continue
        said = ((given.get(key) or {}).get("published_at") or "")[:DAY_CHARACTERS]
        right += said == wanted
        wrong += bool(said) and said != wanted
        none += not said
    return {
        "precision": share(right, right + wrong),
        "recall": share(right, right + none),
        "accuracy": share(right, right + wrong + none),
        "f1": share(2 * right, 2 * right + wrong + none),
        "right": right,
        "wrong": wrong,
        "none": none,
        "pages": right + wrong + none,
    }
