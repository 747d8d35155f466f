"""Task `comments`: is all that readers say among the comments, and none of it in the body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.scoring.answers import body_of, comment_text
from benchmarks.scoring.bodies import word_rates
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
    words_of,
)

FALSE_ALARM_WORDS = 10  # comments of as many words on a page that has none are a false alarm; set by hand
LONG_LINE_WORDS = 8  # a gold line of as many is what somebody wrote; names, dates and "Reply" have fewer; set by hand

Bag = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Bags:
    """Shingles of comments and article, gold and given."""

    gold_comments: Bag
    gold_article: Bag
    said_comments: Bag
    said_article: Bag

    def cut_to(self, present: Bag) -> _Bags:
        """The same without what does not stand in a text: nobody can find that in it."""
        return _Bags(
            self.gold_comments & present,
            self.gold_article & present,
            self.said_comments & present,
            self.said_article & present,
        )


@dataclass(frozen=True, slots=True)
class _PageScore:
    """What one page with gold comments scores."""

    rates: Rates
    long_lines: float
    leak: float
    loss: float
    body_word_f1: float


def score_comments(gold: Rows, given: Rows, *, is_cut_to_text: bool = False) -> Figures:
    """Comments as whole texts, or as snippets, whichever the gold holds.

    `precision`, `recall`, `f1` are means over pages with comments, of runs of four words; `recall_long_lines` counts
    gold lines of eight words and more only. `leak` is the share of the gold comments that stands in the body, `loss`
    the share of the gold article that stands among the comments; `false_alarms` the share of pages without comments on
    which ten words of comments or more are given. With `is_cut_to_text` gold and answers are first cut to the runs of
    words that the gold row's `text`, the document, holds: what an earlier tool dropped cannot be found any more.
    """
    return _full_figures(gold, given, is_cut_to_text) | _snippet_figures(gold, given)


def _full_figures(gold: Rows, given: Rows, is_cut_to_text: bool) -> Figures:
    scores: list[_PageScore] = []
    losses: list[float] = []
    quiet = alarms = 0
    for key, wanted in gold.items():
        if wanted.get("comments_text") is None:
            continue
        row = given.get(key)
        bags = _bags(wanted, row, wanted["text"] if is_cut_to_text else None)
        losses.append(_elsewhere(bags.gold_article, bags.gold_comments, bags.said_comments))
        if bags.gold_comments:
            scores.append(_page_score(bags, wanted, row))
        else:
            quiet += 1
            alarms += len(words_of(comment_text(row))) >= FALSE_ALARM_WORDS
    if not losses:
        return {}
    return {
        "pages_with_comments": len(scores),
        **_averages(scores),
        "pages_without_comments": quiet,
        "false_alarms": share(alarms, quiet),
        "loss_all_pages": mean(losses),
    }


def _averages(scores: Iterable[_PageScore]) -> Figures:
    pages = list(scores)
    return {
        "precision": mean(page.rates.precision for page in pages),
        "recall": mean(page.rates.recall for page in pages),
        "f1": mean(page.rates.f1 for page in pages),
        "recall_long_lines": mean(page.long_lines for page in pages),
        "leak": mean(page.leak for page in pages),
        "loss": mean(page.loss for page in pages),
        "body_word_f1": mean(page.body_word_f1 for page in pages),
    }


def _bags(wanted: Row, row: Row | None, text: str | None) -> _Bags:
    bags = _Bags(
        shingles(wanted["comments_text"]),
        shingles(wanted.get("body")),
        shingles(comment_text(row)),
        shingles(body_of(row)),
    )
    return bags if text is None else bags.cut_to(shingles(text))


def _page_score(bags: _Bags, wanted: Row, row: Row | None) -> _PageScore:
    gold, said = bags.gold_comments, bags.said_comments
    right = common(gold, said)
    rates = Rates.of(share(right, said.total()), share(right, gold.total()))
    long_lines = _long_lines(wanted["comments_text"]) & gold
    return _PageScore(
        rates=rates,
        long_lines=share(common(long_lines, said), long_lines.total(), rates.recall),
        leak=_elsewhere(gold, bags.gold_article, bags.said_article),
        loss=_elsewhere(bags.gold_article, gold, said),
        body_word_f1=word_rates(wanted.get("body"), body_of(row)).f1,
    )


def _long_lines(text: str) -> Bag:
    bag: Bag = Counter()
    for line in text.split("\n"):
        if len(words_of(line)) >= LONG_LINE_WORDS:
            bag.update(shingles(line))
    return bag


def _elsewhere(own: Bag, other: Bag, place: Bag) -> float:
    """The share of what is in `own` and not in `other` that was put into the wrong `place`."""
    only = Counter({gram: count for gram, count in own.items() if gram not in other})
    return share(common(only, place), only.total())


def _snippet_figures(gold: Rows, given: Rows) -> Figures:
    """Sets that hold passages instead of whole comments, as trafilatura's pages do."""
    marked = {key: row for key, row in gold.items() if row.get("comment_snippets") is not None}
    said = {key: squeezed(comment_text(given.get(key))) for key in marked}
    body = {key: squeezed(body_of(given.get(key))) for key in marked}
    snippets = {key: [part for part in row["comment_snippets"] if part.strip()] for key, row in marked.items()}
    count = sum(map(len, snippets.values()))
    if not count:
        return {}
    wanted = {key: row.get("with") or [] for key, row in marked.items()}
    unwanted = {key: row.get("without") or [] for key, row in marked.items()}
    return {
        "snippets": count,
        "snippets_found": _share_found(snippets, said),
        "snippets_in_body": _share_found(snippets, body),
        "article_segments_in_comments": _share_found(wanted, said),
        "furniture_in_comments": _share_found(unwanted, said),
    }


def _share_found(passages: dict[str, list[str]], texts: dict[str, str]) -> float:
    found = sum(squeezed(part) in texts[key] for key, parts in passages.items() for part in parts)
    return share(found, sum(map(len, passages.values())))
