"""Task `body`: is the body the article, all of it and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.scoring.answers import body_of, comment_text
from benchmarks.scoring.measures import (
    Figures,
    Rates,
    Row,
    Rows,
    common,
    mean,
    share,
    shingles,
    squeezed,
    word_bag,
    words_of,
)

Pair = tuple[str, str]  # gold text, given text


def score_body(gold: Rows, given: Rows) -> Figures:
    """Three public protocols, whichever the gold allows.

    `shingle_*` (scrapinghub, article-extraction-benchmark): runs of four words, case kept. `word_*` (WCXB): mean over
    pages of the F1 of two bags of words, by type of page as well; on forum pages its gold is the whole thread, so body
    and comments together are compared. `segment_*` (trafilatura): passages that must stand in the text, and others
    that must not, counted over all pages.
    """
    whole = {key: row for key, row in gold.items() if row.get("body") is not None}
    marked = {key: row for key, row in gold.items() if row.get("with") or row.get("without")}
    if not whole:
        return score_segments(marked, given) if marked else {}
    pairs = {key: (row["body"], _compared(row, given.get(key))) for key, row in whole.items()}
    figures = shingle_rates(pairs.values()).named("shingle_")
    figures["exact"] = mean(float(words_of(wanted) == words_of(said)) for wanted, said in pairs.values())
    figures |= _word_figures(whole, pairs, given)
    figures["pages"] = len(whole)
    if marked:
        figures["with_found"] = mean(_found(row.get("with"), pairs[key][1]) for key, row in whole.items())
        figures["without_found"] = mean(_found(row.get("without"), pairs[key][1]) for key, row in whole.items())
    return figures


def _compared(gold: Row, row: Row | None) -> str:
    said = body_of(row)
    return f"{said}\n{comment_text(row)}" if gold.get("page_type") == "forum" else said


def shingle_rates(pairs: Iterable[Pair]) -> Rates:
    """Scrapinghub's rates: precision over pages with an answer, recall over pages with gold, each as a mean."""
    precisions, recalls = [], []
    for wanted, said in pairs:
        gold, given = shingles(wanted), shingles(said)
        right = common(gold, given)
        if given:
            precisions.append(right / given.total())
        if gold:
            recalls.append(right / gold.total())
    return Rates.of(mean(precisions), mean(recalls))


def word_rates(wanted: str | None, said: str | None) -> Rates:
    """WCXB's rates of one page: bags of words in lower case; an empty page that is left empty is right."""
    gold, given = word_bag(wanted), word_bag(said)
    if not gold or not given:
        return Rates.of(*(2 * [float(not gold and not given)]))
    right = common(gold, given)
    return Rates.of(right / given.total(), right / gold.total())


def _word_figures(whole: Rows, pairs: Mapping[str, Pair], given: Rows) -> Figures:
    rates = {key: word_rates(*pair) for key, pair in pairs.items()}
    figures = _mean_rates(list(rates.values())).named("word_")
    for kind in sorted({row["page_type"] for row in whole.values() if row.get("page_type")}):
        of_kind = [key for key, row in whole.items() if row.get("page_type") == kind]
        averaged = _mean_rates([rates[key] for key in of_kind])
        figures |= {
            f"word_{kind}_pages": len(of_kind),
            f"word_{kind}_f1": averaged.f1,
            f"word_{kind}_p": averaged.precision,
            f"word_{kind}_r": averaged.recall,
        }
        if kind == "forum":
            alone = (word_rates(whole[key]["body"], body_of(given.get(key))) for key in of_kind)
            figures["word_forum_body"] = mean(rate.f1 for rate in alone)
    return figures


def _mean_rates(rates: Sequence[Rates]) -> Rates:
    """The mean of each of the three figures; the F1 is a mean of F1s and not made of the other two."""
    return Rates(
        mean(rate.precision for rate in rates), mean(rate.recall for rate in rates), mean(rate.f1 for rate in rates)
    )


def _found(passages: Sequence[str] | None, said: str) -> float:
    low = said.lower()
    return share(sum(passage.lower() in low for passage in passages or ()), len(passages or ()), 1.0)


def score_segments(gold: Rows, given: Rows) -> Figures:
    """Trafilatura's count: a wanted passage found is right, an unwanted one found is wrong, both squeezed."""
    right = wrong = wanted = unwanted = 0
    for key, row in gold.items():
        musts, bans = row.get("with") or [], row.get("without") or []
        said = squeezed(body_of(given.get(key)))
        if said:
            right += sum(squeezed(passage) in said for passage in musts)
            wrong += sum(squeezed(passage) in said for passage in bans)
        wanted += len(musts)
        unwanted += len(bans)
    return {
        "segment_precision": share(right, right + wrong),
        "segment_recall": share(right, wanted),
        "segment_accuracy": share(right + unwanted - wrong, wanted + unwanted),
        "segment_f1": share(2 * right, right + wrong + wanted),
        "segment_pages": len(gold),
    }
