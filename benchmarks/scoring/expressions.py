"""Task `timex`: time expressions of a text, with type and value."""

from __future__ import annotations

from benchmarks.scoring.measures import Figures, Rates, Rows, inside, overlapping_pairs, share, span_of


def score_timex(gold: Rows, given: Rows) -> Figures:
    """As TempEval-3's task A counts (UzZaman et al. 2013), over all documents.

    `relaxed`: gold and given spans overlap, one to one; `strict`: they are equal. `type_f1` and `value_f1` are the
    share of the relaxed pairs with the same attribute, times the relaxed F1. Values are compared as strings.
    """
    wanted_count = given_count = relaxed = strict = types = values = 0
    for key, row in gold.items():
        said = (given.get(key) or {}).get("timexes") or []
        found = inside(said, row["text"])
        pairs = [(row["timexes"][i], found[j]) for i, j in overlapping_pairs(row["timexes"], found)]
        wanted_count += len(row["timexes"])
        given_count += len(said)
        relaxed += len(pairs)
        strict += sum(span_of(wanted) == span_of(one) for wanted, one in pairs)
        types += sum(wanted["type"] == one.get("type") for wanted, one in pairs)
        values += sum(wanted["value"] == one.get("value") for wanted, one in pairs)
    loose = Rates.counted(relaxed, given_count, wanted_count)
    unasked = float(not wanted_count)
    type_share, value_share = share(types, relaxed, unasked), share(values, relaxed, unasked)
    return {
        "gold": wanted_count,
        "given": given_count,
        **Rates.counted(strict, given_count, wanted_count).named("strict_"),
        **loose.named("relaxed_"),
        "type_accuracy": type_share,
        "type_f1": type_share * loose.f1,
        "value_accuracy": value_share,
        "value_f1": value_share * loose.f1,
    }
