"""Task `ner`: names of persons, organisations and places."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.scoring.measures import Figures, Rates, Row, Rows, Span, inside, overlap

COARSE = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
TYPES = ("PER", "ORG", "LOC")

Name = tuple[int, int, str]


def score_ner(gold: Rows, given: Rows) -> Figures:
    """Micro F1: a name is right where span and type are the gold's; `span_f1` is without the type.

    Types other than persons, organisations and places are left out. A name that touches a span which the gold lists
    under `ignore` counts only where it is right.
    """
    names = {key: (_wanted(row), _said(row, given.get(key))) for key, row in gold.items()}
    right = [name for wanted, said in names.values() for name in wanted & said]
    all_wanted = [name for wanted, _ in names.values() for name in wanted]
    all_said = [name for _, said in names.values() for name in said]
    spans = sum(len({name[:2] for name in wanted} & {name[:2] for name in said}) for wanted, said in names.values())
    figures: Figures = {
        "gold": len(all_wanted),
        "given": len(all_said),
        **Rates.counted(len(right), len(all_said), len(all_wanted)).named(),
        "span_f1": Rates.counted(spans, len(all_said), len(all_wanted)).f1,
    }
    for kind in TYPES:
        wanted_count = _count(all_wanted, kind)
        rates = Rates.counted(_count(right, kind), _count(all_said, kind), wanted_count)
        figures |= {f"{kind}_gold": wanted_count, f"{kind}_p": rates.precision, f"{kind}_r": rates.recall}
        figures[f"{kind}_f1"] = rates.f1
    return figures


def _count(names: Sequence[Name], kind: str) -> int:
    return sum(name[2] == kind for name in names)


def _wanted(row: Row) -> set[Name]:
    return {(name["start"], name["end"], name["type"]) for name in row["entities"]}


def _said(gold: Row, row: Row | None) -> set[Name]:
    wanted = _wanted(gold)
    ignored: list[Span] = [(start, end) for start, end in gold.get("ignore") or []]
    said = set()
    for mention in (row or {}).get("mentions") or []:
        kind = COARSE.get(mention.get("type"))
        if kind is None:
            continue
        name = (mention.get("start"), mention.get("end"), kind)
        is_ignored = bool(inside([mention], gold["text"])) and any(overlap(name[:2], span) for span in ignored)
        if name in wanted or not is_ignored:
            said.add(name)
    return said
