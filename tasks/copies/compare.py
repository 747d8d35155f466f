"""Whether one text repeats another, how, and where: decided on the two texts alone.

Levels, from the closest: `exact` (the same words), `near` (most of both in common), `excerpt` (one holds most of the
other, which is much shorter), `update` (versions at one address, which may differ more), `quoted` (an article inside
another document). The answer for two texts depends on nothing but them and the rules, and not on which is asked first:
groups (groups.py) are built from such answers in any order.

A short text that stands in a longer one joins it only if it holds the longer one's beginning, as an excerpt of a report
does: of the items of a digest, no two become copies of each other through the digest.

What belongs here: comparing two bodies. What does not: fingerprints (fingerprints.py), which of two came first
(provenance.py), what two sequences of words share
(shared_runs.py), groups (groups.py), finding candidates (warehouse/copies/candidates.py).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from tasks.copies.fingerprints import COMPARED_WORD_COUNT, fingerprint
from tasks.copies.shared_runs import Run, shared_runs
from tasks.findings import SharedSpan
from tasks.text.compared_words import PlacedWords, placed_words

__all__ = ["Comparison", "DuplicateRules", "Level", "compare", "fingerprint", "level_of", "quoted_share"]

_SENTENCE_MARKS = '.!?:;\n"“„«'
_NAME_CAPITAL_SHARE = 0.3  # English news has 10 to 20 % of its words with a capital, German 35 to 45 %
_GAP_WIDTH = 24  # words between two shared runs, up to which they stand for each other
_LEAD_SHARE = 0.2  # of a text's words: its beginning


class Level(StrEnum):
    """How a text repeats another. The value stands in `duplicates.level`."""

    EXACT = "exact"
    NEAR = "near"
    EXCERPT = "excerpt"
    UPDATE = "update"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class DuplicateRules:
    """When two documents are the same, and how far back to look. Days count from a document's `order_at`."""

    look_back_days: int | None = None  # None: the whole archive
    min_share: float = 0.6  # of the smaller text, in common
    min_larger_share: float = 0.5  # of the larger text; where it is not more, one must be an excerpt of the other
    min_excerpt_share: float = 0.75  # of an excerpt, in common
    min_excerpt_larger_share: float = 0.2  # of the larger text; below it, an excerpt is no more than a passage
    min_lead_share: float = 0.5  # of the larger text's beginning; an excerpt holds more of it than this
    min_update_share: float = 0.4  # of the smaller text, in common, where both stood at one address
    max_update_conflict_share: float = 0.05  # a version corrects figures; a form filled in anew changes more of them
    min_quoted_share: float = 0.75  # of a quoted text, in common with the article
    max_conflict_share: float = 0.025  # numbers and names that stand for others, per word of the smaller text
    story_window_days: int | None = 365  # None: every article is a story of its own
    min_story_score: float = 0.12  # mean closeness between articles of one story; see tasks.story_groups


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two bodies have in common.

    `share` is the share of the smaller text's words that stand in runs which both have (0 to 1), `lead_share` that of
    the first words of the larger text. `conflict_count` counts numbers and names that stand where the other text,
    otherwise equal there, has others.
    """

    share: float
    lead_share: float
    word_count: int
    original_word_count: int
    conflict_count: int
    spans: tuple[SharedSpan, ...]

    @property
    def smaller_word_count(self) -> int:
        """Words of the smaller text."""
        return min(self.word_count, self.original_word_count)

    @property
    def larger_share(self) -> float:
        """Share of the larger text that both have in common."""
        larger = max(self.word_count, self.original_word_count)
        return self.share * self.smaller_word_count / larger if larger else 0.0

    def swapped(self) -> Comparison:
        """The same with the sides changed."""
        turned = (SharedSpan(s.original_start, s.original_end, s.start, s.end) for s in self.spans)
        spans = tuple(sorted(turned, key=lambda span: span.start))
        return replace(self, word_count=self.original_word_count, original_word_count=self.word_count, spans=spans)


def compare(body: str, original_body: str) -> Comparison:
    """What `body` and `original_body` have in common, in time linear in their lengths.

    Each word of a text is matched once, so that a sentence repeated in the other does not count twice. Which text is
    given first makes no difference but for the sides of the spans.
    """
    if (len(body), body) > (len(original_body), original_body):
        return _compare(original_body, body).swapped()
    return _compare(body, original_body)


def _compare(body: str, original_body: str) -> Comparison:
    copy = placed_words(body, COMPARED_WORD_COUNT)
    original = placed_words(original_body, COMPARED_WORD_COUNT)
    runs = shared_runs(copy.words, original.words)
    smaller = min(len(copy.words), len(original.words))
    return Comparison(
        share=sum(run.length for run in runs) / smaller if smaller else 0.0,
        lead_share=_lead_share(runs, len(copy.words), len(original.words)),
        word_count=len(copy.words),
        original_word_count=len(original.words),
        conflict_count=_conflict_count(_Sides(body, copy, original_body, original), runs),
        spans=tuple(_span(run, copy, original) for run in runs),
    )


def _lead_share(runs: Sequence[Run], word_count: int, original_word_count: int) -> float:
    is_original_larger = original_word_count >= word_count
    width = math.ceil(_LEAD_SHARE * max(word_count, original_word_count))
    starts = ((run.original_start if is_original_larger else run.start, run.length) for run in runs)
    return sum(max(0, min(start + length, width) - start) for start, length in starts) / width if width else 0.0


def level_of(comparison: Comparison, rules: DuplicateRules, is_same_address: bool = False) -> Level | None:
    """How the one text repeats the other, None where it does not.

    Enough in common, and not merely the same form filled in differently. `is_same_address` says that both were found
    at one address: then less will do.
    """
    if _is_filled_in(comparison, rules.max_conflict_share):
        is_near = is_excerpt = False
    else:
        is_near = comparison.share >= rules.min_share and comparison.larger_share > rules.min_larger_share
        is_excerpt = (
            comparison.share >= rules.min_excerpt_share
            and comparison.larger_share >= rules.min_excerpt_larger_share
            and comparison.lead_share > rules.min_lead_share
        )
    if is_same_address:
        is_update = comparison.share >= rules.min_update_share and not _is_filled_in(
            comparison, rules.max_update_conflict_share
        )
        return Level.UPDATE if is_near or is_excerpt or is_update else None
    if not is_near and not is_excerpt:
        return None
    return Level.EXCERPT if comparison.share >= 0.8 > comparison.larger_share else Level.NEAR


def quoted_share(comparison: Comparison, rules: DuplicateRules) -> float | None:
    """The share of a quoted text (given first) that the article has, None where it is not that article's text."""
    if comparison.word_count > comparison.original_word_count:  # what is quoted may have words around it, not much more
        is_match = level_of(comparison, rules) is not None
    else:
        is_match = comparison.share >= rules.min_quoted_share
        is_match = is_match and not _is_filled_in(comparison, rules.max_conflict_share)
    return comparison.share if is_match else None


def _is_filled_in(comparison: Comparison, conflict_share: float) -> bool:
    return comparison.conflict_count > conflict_share * comparison.smaller_word_count


def _span(run: Run, copy: PlacedWords, original: PlacedWords) -> SharedSpan:
    return SharedSpan(
        start=copy.starts[run.start],
        end=copy.ends[run.start + run.length - 1],
        original_start=original.starts[run.original_start],
        original_end=original.ends[run.original_start + run.length - 1],
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both texts and their words."""

    body: str
    copy: PlacedWords
    original_body: str
    original: PlacedWords


def _conflict_count(sides: _Sides, runs: Sequence[Run]) -> int:
    """Numbers and names between two shared runs, or before the first or behind the last, that stand for others."""
    edges = [Run(0, 0, 0), *runs, Run(len(sides.copy.words), len(sides.original.words), 0)]
    number_count = name_count = 0
    for before, after in pairwise(edges):
        here = range(before.start + before.length, after.start)
        there = range(before.original_start + before.length, after.original_start)
        if 0 < len(here) <= _GAP_WIDTH and 0 < len(there) <= _GAP_WIDTH:
            number_count += _differing(_numbers(sides.copy, here), _numbers(sides.original, there))
            name_count += _differing(
                _names(sides.body, sides.copy, here), _names(sides.original_body, sides.original, there)
            )
    return number_count + (name_count if name_count and _are_capitals_rare(sides) else 0)


def _differing(mine: set[str], theirs: set[str]) -> int:
    return min(len(mine - theirs), len(theirs - mine))


def _numbers(placed: PlacedWords, indexes: range) -> set[str]:
    return {word for index in indexes if any(map(str.isdigit, word := placed.words[index]))}


def _names(text: str, placed: PlacedWords, indexes: range) -> set[str]:
    """Words with a capital inside a sentence."""
    return {
        placed.words[index]
        for index in indexes
        if index
        and text[placed.starts[index]].isupper()
        and not any(mark in text[placed.ends[index - 1] : placed.starts[index]] for mark in _SENTENCE_MARKS)
    }


def _are_capitals_rare(sides: _Sides) -> bool:
    """Whether a capital marks a name: not in headlines in capitals, and not in German, which writes nouns with one."""
    capital_count = sum(sides.body[start].isupper() for start in sides.copy.starts)
    return capital_count <= _NAME_CAPITAL_SHARE * len(sides.copy.words)
