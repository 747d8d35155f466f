"""Tasks `dedup` and `stories`: documents that belong together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations
from math import comb

from benchmarks.scoring.measures import Figures, Rates, Row, Rows, mean

Labels = Mapping[str, Hashable]  # the group of every document
Pairs = set[tuple[str, str]]
NEGATIVE = "negative"  # what the kind of a document that only looks like another begins with


def score_dedup(gold: Rows, given: Rows) -> Figures:
    """Copies: `pair_*` over all pairs of documents, `ari` the adjusted Rand index.

    `recall_<kind>` is the share of copies of that kind that were joined with their original, `false_<kind>` the share
    of look-alikes of that kind that were joined with another group's document.
    """
    labels = _labels(gold, given, "cluster_id")
    wanted, joined = _pairs(gold, labels, "cluster")
    figures = _pair_figures(labels, wanted, joined)
    if all("cluster" in row for row in gold.values()):
        figures["ari"] = adjusted_rand({key: row["cluster"] for key, row in gold.items()}, labels)
        figures |= _kind_figures("recall", _joined_copies(gold, labels))
        figures |= _kind_figures("false", _false_joins(gold, joined))
    return figures


def score_stories(gold: Rows, given: Rows) -> Figures:
    """Articles on one event: `pair_*` over all pairs, `b3_*` B-cubed (Bagga and Baldwin 1998), `ari`."""
    labels = _labels(gold, given, "story_id")
    wanted, joined = _pairs(gold, labels, "story")
    figures = _pair_figures(labels, wanted, joined)
    if all("story" in row for row in gold.values()):
        stories = {key: row["story"] for key, row in gold.items()}
        figures |= bcubed(stories, labels).named("b3_")
        figures["ari"] = adjusted_rand(stories, labels)
        figures["gold_stories"] = len(set(stories.values()))
        figures["given_stories"] = len(set(labels.values()))
    return figures


def _labels(gold: Rows, given: Rows, field: str) -> Labels:
    """The group that a system put each document in; one that it put in none is alone."""
    labels: dict[str, Hashable] = {}
    for key in gold:
        label = (given.get(key) or {}).get(field)
        labels[key] = ("alone", key) if label is None else ("group", str(label))
    return labels


def _pairs(gold: Rows, labels: Labels, field: str) -> tuple[Pairs, Pairs]:
    """Pairs that belong together, and pairs that were put together.

    Gold names each document's group, or lists judged `pairs`: those judged `null` are left out, others differ.
    """
    joined = linked(labels)
    judged = {
        _pair(*pair["ids"]): pair["same"]
        for row in gold.values()
        for pair in row.get("pairs") or []
        if all(key in gold for key in pair["ids"])
    }
    if not judged:
        return linked({key: row[field] for key, row in gold.items()}), joined
    wanted = {pair for pair, is_same in judged.items() if is_same is True}
    return wanted, joined - {pair for pair, is_same in judged.items() if is_same is None}


def linked(labels: Labels) -> Pairs:
    """All pairs of documents with the same label."""
    members: dict[Hashable, list[str]] = defaultdict(list)
    for key, label in labels.items():
        members[label].append(key)
    return {_pair(*pair) for group in members.values() for pair in combinations(group, 2)}


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)


def _pair_figures(labels: Labels, wanted: Pairs, joined: Pairs) -> Figures:
    rates = Rates.counted(len(wanted & joined), len(joined), len(wanted))
    counts = {"documents": len(labels), "gold_pairs": len(wanted), "given_pairs": len(joined)}
    return {**counts, **rates.named("pair_")}


def _joined_copies(gold: Rows, labels: Labels) -> Iterable[tuple[str, bool]]:
    for key, row in gold.items():
        if row.get("original") in labels:
            yield _kind(row), labels[key] == labels[row["original"]]


def _false_joins(gold: Rows, joined: Pairs) -> Iterable[tuple[str, bool]]:
    wrong = {key for pair in joined if gold[pair[0]]["cluster"] != gold[pair[1]]["cluster"] for key in pair}
    for key, row in gold.items():
        if _kind(row).startswith(NEGATIVE):
            yield _kind(row), key in wrong


def _kind(row: Row) -> str:
    return row.get("kind") or ""


def _kind_figures(prefix: str, joined: Iterable[tuple[str, bool]]) -> Figures:
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for kind, is_joined in joined:
        by_kind[kind].append(is_joined)
    figures: Figures = {}
    for kind, values in sorted(by_kind.items()):
        figures |= {f"{prefix}_{kind}_documents": len(values), f"{prefix}_{kind}_joined": mean(map(float, values))}
    return figures


def adjusted_rand(first: Labels, second: Labels) -> float:
    """The adjusted Rand index of two groupings of the same documents (Hubert and Arabie 1985)."""
    together = _pair_count(Counter((first[key], second[key]) for key in first))
    in_first, in_second = _pair_count(Counter(first.values())), _pair_count(Counter(second[key] for key in first))
    expected = in_first * in_second / comb(len(first), 2) if len(first) > 1 else 0.0
    largest = (in_first + in_second) / 2
    return (together - expected) / (largest - expected) if largest != expected else 1.0


def _pair_count(sizes: Counter[Hashable]) -> int:
    return sum(comb(size, 2) for size in sizes.values())


def bcubed(gold: Labels, given: Labels) -> Rates:
    """B-cubed: for each document how much of its group is right, and how much of the right group it is with."""
    wanted, said = _members(gold), _members({key: given[key] for key in gold})
    shared = {key: len(wanted[gold[key]] & said[given[key]]) for key in gold}
    return Rates.of(
        mean(shared[key] / len(said[given[key]]) for key in gold),
        mean(shared[key] / len(wanted[gold[key]]) for key in gold),
    )


def _members(labels: Labels) -> Mapping[Hashable, set[str]]:
    members: dict[Hashable, set[str]] = defaultdict(set)
    for key, label in labels.items():
        members[label].add(key)
    return members
