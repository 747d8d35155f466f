"""Whether one text repeats another, and where: decided on the texts themselves.

What belongs here: comparing two bodies. What does not: fingerprints (fingerprints.py), finding candidates and clusters
(warehouse/neighbours.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.findings import SharedSpan
from tasks.fingerprints import COMPARED_WORD_COUNT, fingerprint
from tasks.words import PlacedWords, is_unspaced, placed_words

__all__ = ["Comparison", "DuplicateRules", "compare", "fingerprint", "is_duplicate", "relation"]

RUN_WIDTH = 4  # words that must be equal in a row to count as shared
UNSPACED_RUN_WIDTH = 8
_POSITION_COUNT = 8  # places of a run in the original that are tried
_SENTENCE_MARKS = '.!?:;\n"“„«'
_NAME_CAPITAL_SHARE = 0.3  # English news has 10 to 20 % of its words with a capital, German 35 to 45 %
_GAP_WIDTH = 24  # words between two shared runs, up to which they stand for each other


@dataclass(frozen=True, slots=True)
class DuplicateRules:
    """When two documents are the same, and how far back to look. Days count from a document's `order_at`."""

    look_back_days: int | None = None  # None: the whole archive
    min_share: float = 0.6  # of the smaller text, in common
    min_larger_share: float = 0.5  # of the larger text; where it is less, one must be an excerpt of the other
    min_excerpt_share: float = 0.75  # of an excerpt, in common
    min_excerpt_larger_share: float = 0.2  # of the larger text; below it, an excerpt is no more than a passage
    min_relayed_share: float = 0.5  # of the smaller text in common with an original, where another copy vouches for it
    max_conflict_share: float = 0.025  # numbers and names that stand for others, per word of the smaller text
    story_window_days: int | None = 365  # None: every article is a story of its own
    min_story_score: float = 0.12  # mean closeness between articles of one story; see tasks.story_groups


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two bodies have in common.

    `share` is the share of the smaller text's words that stand in runs which both have (0 to 1). `conflict_count`
    counts numbers and names that stand where the other text, otherwise equal there, has others.
    """

    share: float
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


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that both texts have: `length` words from `start` on, in the original from `original_start` on."""

    start: int
    original_start: int
    length: int


def compare(body: str, original_body: str) -> Comparison:
    """What `body` and `original_body` have in common, in time linear in their lengths.

    Each word of the original is matched once, so that a sentence repeated in the copy does not count twice.
    """
    copy = placed_words(body, COMPARED_WORD_COUNT)
    original = placed_words(original_body, COMPARED_WORD_COUNT)
    runs = list(_shared_runs(copy.words, original.words))
    smaller = min(len(copy.words), len(original.words))
    return Comparison(
        share=sum(run.length for run in runs) / smaller if smaller else 0.0,
        word_count=len(copy.words),
        original_word_count=len(original.words),
        conflict_count=_conflict_count(_Sides(body, copy, original_body, original), runs),
        spans=tuple(_span(run, copy, original) for run in runs),
    )


def is_duplicate(comparison: Comparison, rules: DuplicateRules) -> bool:
    """Whether the one text repeats the other: enough in common, and not merely the same form filled in differently."""
    is_version = comparison.share >= rules.min_share and comparison.larger_share >= rules.min_larger_share
    is_excerpt = (
        comparison.share >= rules.min_excerpt_share and comparison.larger_share >= rules.min_excerpt_larger_share
    )
    is_filled_in = comparison.conflict_count > rules.max_conflict_share * comparison.smaller_word_count
    return (is_version or is_excerpt) and not is_filled_in


def relation(comparison: Comparison) -> str:
    """What the copy is to the original.

    copy (all of both in common), repost (most of both), excerpt (part of the original), update (the original and more)
    or unknown.
    """
    if comparison.larger_share == 1.0:
        return "copy"
    if comparison.larger_share >= 0.8:
        return "repost"
    if comparison.share >= 0.8:
        return "excerpt" if comparison.word_count < comparison.original_word_count else "update"
    return "unknown"


def _shared_runs(words: Sequence[str], original: Sequence[str]) -> Iterator[_Run]:
    """Greedy string tiling from left to right: the longest run that begins here, then on behind it.

    After Wise, "YAP3: improved detection of similarities" (1996), without its search for the longest tile first.
    """
    width = min(UNSPACED_RUN_WIDTH if is_unspaced(original) else RUN_WIDTH, max(1, min(len(words), len(original))))
    places = _places(original, width)
    taken = bytearray(len(original))
    position = 0
    while position + width <= len(words):
        best = _Run(position, 0, 0)
        for place in places.get(tuple(words[position : position + width]), ()):
            length = _run_length(words, position, original, place, taken)
            if length > best.length:
                best = _Run(position, place, length)
        if best.length < width:
            position += 1
            continue
        taken[best.original_start : best.original_start + best.length] = b"\1" * best.length
        yield best
        position += best.length


def _places(words: Sequence[str], width: int) -> dict[tuple[str, ...], list[int]]:
    """Where each run of `width` words begins, at most _POSITION_COUNT places each."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place, run in enumerate(zip(*(words[start:] for start in range(width)), strict=False)):
        found = places.setdefault(run, [])
        if len(found) < _POSITION_COUNT:
            found.append(place)
    return places


def _run_length(words: Sequence[str], position: int, original: Sequence[str], place: int, taken: bytearray) -> int:
    limit = min(len(words) - position, len(original) - place)
    length = 0
    while length < limit and words[position + length] == original[place + length] and not taken[place + length]:
        length += 1
    return length


def _span(run: _Run, copy: PlacedWords, original: PlacedWords) -> SharedSpan:
    return SharedSpan(
        start=copy.spans[run.start][0],
        end=copy.spans[run.start + run.length - 1][1],
        original_start=original.spans[run.original_start][0],
        original_end=original.spans[run.original_start + run.length - 1][1],
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both texts and their words."""

    body: str
    copy: PlacedWords
    original_body: str
    original: PlacedWords


def _conflict_count(sides: _Sides, runs: Sequence[_Run]) -> int:
    """Numbers and names between two shared runs, or before the first or behind the last, that stand for others."""
    edges = [_Run(0, 0, 0), *runs, _Run(len(sides.copy.words), len(sides.original.words), 0)]
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
        and text[placed.spans[index][0]].isupper()
        and not any(mark in text[placed.spans[index - 1][1] : placed.spans[index][0]] for mark in _SENTENCE_MARKS)
    }


def _are_capitals_rare(sides: _Sides) -> bool:
    """Whether a capital marks a name: not in headlines in capitals, and not in German, which writes nouns with one."""
    capital_count = sum(sides.body[start].isupper() for start, _ in sides.copy.spans)
    return capital_count <= _NAME_CAPITAL_SHARE * len(sides.copy.words)
