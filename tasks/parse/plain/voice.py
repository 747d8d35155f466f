"""Tells where readers begin to speak when nothing printed sets them apart from the article.

What belongs here: what in a line sounds like a reader, and the place from which on they speak. What does not: comments
that printed signs set apart (threads.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from tasks.parse.base.folding import folded
from tasks.parse.lines.kinds import Line, LineKind, is_name, word_count
from tasks.parse.lines.vocabulary import HABITS, words
from tasks.parse.plain.cuts import by_rules, cut_unsigned
from tasks.parse.plain.head import is_furniture
from tasks.parse.plain.posts import Thread, is_talk

Counts = NDArray[np.int64]
Odds = NDArray[np.float64]

QUOTATION_MARKS = ('"', "“", "„", "«", "‘")
BULLETS = ("- ", "* ", "+ ", "• ")
LOOKED_AT = 600  # characters of a line
LONG = 80  # words
LEAST_TALK = 0.5  # log odds that all of a page is talk, and nothing an article
LEAST_ANSWERS = 0.08  # share of a conversation's lines that begin as answers do
LEAST_ARTICLE = 6.0  # log odds by which an article must then stand out from the talk below
LEAST_EVIDENCE = 0.8  # log odds that readers speak below, against an article to the end
BREAK = 1.5  # log odds that a line of furniture above a place gives it
FEWEST_ARTICLE_WORDS = 50  # of an article that stands above talk; set by hand
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{0,400}[\"”“»]")
_LOUD = re.compile(r"!|\?\?|(?:\.\.|…)(?=.)|[:;]-?[)(DP]")


def habits(text: str) -> tuple[bool, ...]:
    """Which habits of writing a line shows, in the order of `HABITS`; what it quotes is not its writer's."""
    lexicon = words().voice
    own = text[:LOOKED_AT]
    if '"' in own or "“" in own or "„" in own or "«" in own:
        own = _QUOTED.sub(" ", own)
    found = folded(own).split()
    known = lexicon.vocabulary.intersection(found)
    return (
        not lexicon.first_person.isdisjoint(known),
        not lexicon.second_person.isdisjoint(known),
        _has_cue(own, known),
        bool(found) and found[0] in lexicon.openers,
        _may_be_loud(own) and _LOUD.search(own) is not None,
        own.rstrip().endswith("?"),
        text[:1].islower() and len(found) > 3,
        not lexicon.reports.isdisjoint(known),
        text.startswith(QUOTATION_MARKS),
        word_count(text) > LONG,
        len(found) <= 3 and is_name(Line(text, LineKind.TEXT)),
        text.startswith(BULLETS),
    )


def _may_be_loud(own: str) -> bool:
    return "!" in own or "??" in own or ".." in own or "…" in own or ":" in own or ";" in own


def _has_cue(own: str, known: frozenset[bytes]) -> bool:
    """Whether a reader's phrase stands in a line; most lines hold none of the words that such phrases are made of."""
    lexicon = words().voice
    if lexicon.cue_words.isdisjoint(known) and not any(mark in own for mark in lexicon.cue_marks):
        return False
    low = own.lower().replace("’", "'").replace(",", " ")
    return next(lexicon.cues.iter(f" {low} "), None) is not None


def voice(text: str) -> float:
    """How much a line by itself sounds like a reader (above zero) or a reporter (below): log odds."""
    return _odds(habits(text))


@lru_cache(maxsize=1024)
def _odds(shown: tuple[bool, ...]) -> float:
    return sum(
        log(habit.reader / habit.article) if is_shown else log((1 - habit.reader) / (1 - habit.article))
        for habit, is_shown in zip(words().voice.habits, shown, strict=True)
    )


def find_readers(lines: Sequence[Line]) -> Thread | None:
    """The end of the page from where readers speak; None where the contrast is not plain.

    Each habit's rate above and below a place is learned from the page itself, starting from the table's guesses (beta
    and binomial, as in the Bayesian analysis of a change point, Smith 1975): a writer who says "I" throughout makes
    nothing of readers who do.
    """
    furniture = [line.kind is not LineKind.TEXT or is_furniture(line) for line in lines]
    written = [i for i, line in enumerate(lines) if not furniture[i] and not line.text.startswith("|")]
    if len(written) < 2:
        return None
    shown = _shown(lines, written)
    if max(map(_odds, shown)) <= 0:
        return None
    evidence = _evidence(shown)
    for place in range(1, len(written)):
        evidence[place] += BREAK * furniture[written[place] - 1]
    length = list(accumulate(word_count(lines[i].text) for i in written))
    places = [place for place in range(1, len(written)) if length[place - 1] >= FEWEST_ARTICLE_WORDS]
    best = max(places, key=lambda place: (evidence[place], place), default=0)
    if evidence[0] >= LEAST_TALK and evidence[best] - evidence[0] < LEAST_ARTICLE:
        posts = by_rules(lines, 0, len(lines))
        if posts:
            return Thread(0, len(lines), tuple(posts), "conversation-ruled")
    if best == 0 or evidence[best] < LEAST_EVIDENCE + log(len(written)):
        return _conversation(lines, written, shown, evidence)
    is_said = any(is_talk(lines[i]) for i in written[best:])
    return cut_unsigned(lines, written[best], len(lines), "voice") if is_said else None


def _conversation(
    lines: Sequence[Line], written: Sequence[int], shown: Sequence[tuple[bool, ...]], evidence: Sequence[float]
) -> Thread | None:
    """A page of talk, on which people answer each other: the first place as good as any ends its opening."""
    opener = HABITS.index("opener")
    answers = sum(row[opener] for row in shown)
    if evidence[0] < LEAST_TALK or answers < LEAST_ANSWERS * len(written):
        return None
    enough = max(evidence[1:]) - LEAST_ARTICLE
    first = next(place for place in range(1, len(written)) if evidence[place] >= enough)
    return cut_unsigned(lines, written[first], len(lines), "conversation")


def _shown(lines: Sequence[Line], written: Sequence[int]) -> list[tuple[bool, ...]]:
    """The habits of each written line; a name beside another name is an item of a list."""
    rows = [habits(lines[index].text) for index in written]
    name = HABITS.index("name")
    names = [place for place, row in enumerate(rows) if row[name]]
    for place in {place for pair in pairwise(names) if pair[1] - pair[0] == 1 for place in pair}:
        rows[place] = (*rows[place][:name], False, *rows[place][name + 1 :])
    return rows


def _evidence(shown: Sequence[tuple[bool, ...]]) -> list[float]:
    """For each place the log odds that readers speak from there on, against nobody but the article's writer.

    Every habit's lines above a place and below it are sequences of trials under beta distributions of the table's
    rates; all of them at once, a row a habit.
    """
    length = len(shown)
    counts = np.zeros((len(HABITS), length + 1), dtype=np.int64)
    np.cumsum(np.array(shown, dtype=np.int64).T, axis=1, out=counts[:, 1:])
    places = np.arange(length + 1)
    writer, reader = _trials(1 << length.bit_length())
    above = writer.of(counts, places)
    below = reader.of(counts[:, -1:] - counts, length - places)
    gain = (above + below - above[:, -1:]).sum(axis=0)
    return [float(odds) for odds in gain[:-1]]


@dataclass(frozen=True, slots=True)
class _Trials:
    """Logarithms of rising factorials, from which the likelihood of any sequence of trials is made: a row a habit."""

    rows: Counts  # where each habit's row begins in the flat arrays
    hits: Odds
    misses: Odds
    all_trials: Odds

    def of(self, shown: Counts, trials: Counts) -> Odds:
        """The log likelihood of `shown` hits (a row a habit) in so many trials."""
        hits, misses = self.hits.take(shown + self.rows), self.misses.take(trials - shown + self.rows)
        likelihood: Odds = hits + misses - self.all_trials.take(trials + self.rows)
        return likelihood


@lru_cache(maxsize=24)
def _trials(length: int) -> tuple[_Trials, _Trials]:
    """What up to `length` trials are worth, first for an article's writer, then for a reader."""
    table = words().voice.habits
    worth = np.array([[habit.worth] for habit in table])
    rates = (np.array([[habit.article] for habit in table]), np.array([[habit.reader] for habit in table]))
    rows = np.arange(len(table))[:, np.newaxis] * (length + 1)
    writer, reader = (
        _Trials(rows, *(_rising(start, length) for start in (rate * worth, (1 - rate) * worth, worth)))
        for rate in rates
    )
    return writer, reader


def _rising(start: Odds, length: int) -> Odds:
    """Logarithms of the rising factorials of each start, of no factor, one, two, … up to `length`, row after row."""
    logs = np.log(start + np.arange(length))
    return np.concatenate((np.zeros_like(start), np.cumsum(logs, axis=1)), axis=1).ravel()
