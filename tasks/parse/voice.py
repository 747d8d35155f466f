"""Tells where readers begin to speak when nothing printed sets them apart from the article.

What belongs here: what in a line sounds like a reader, and the place from which on they speak. What does not: comments
that printed signs set apart (threads.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from math import log

import numpy as np
from numpy.typing import NDArray

from tasks.parse.lines import Line, LineKind, is_name, word_count
from tasks.parse.plain_head import is_furniture
from tasks.parse.posts import Thread, is_talk
from tasks.parse.unsigned import by_rules, cut_unsigned
from tasks.parse.words import Habit, words

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
FEWEST_ARTICLE_WORDS = 50
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{0,400}[\"”“»]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_LOUD = re.compile(r"!|\?\?|(?:\.\.|…)(?=.)|[:;]-?[)(DP]")


def habits(text: str) -> tuple[bool, ...]:
    """Which habits of writing a line shows, in the order of the table; what it quotes is not its writer's."""
    lexicon = words().voice
    looked_at = text[:LOOKED_AT].replace("’", "'")
    own = _QUOTED.sub(" ", looked_at)
    low = own.lower()
    found = _WORD.findall(low)
    kinds = frozenset(found)
    shown = {
        "first_person": not lexicon.first_person.isdisjoint(kinds),
        "second_person": not lexicon.second_person.isdisjoint(kinds),
        "cue": next(lexicon.cues.iter(f" {low} ".replace(",", " ")), None) is not None,
        "opener": bool(found) and found[0] in lexicon.openers,
        "loud": _LOUD.search(own) is not None,
        "asks": low.rstrip().endswith("?"),
        "lower": text[:1].islower() and len(found) > 3,
        "reports": not lexicon.reports.isdisjoint(kinds),
        "quotes": text.startswith(QUOTATION_MARKS),
        "listed": text.startswith(BULLETS),
        "long": word_count(text) > LONG,
        "name": len(found) <= 3 and is_name(Line(text, LineKind.TEXT)),
    }
    return tuple(shown[habit.name] for habit in lexicon.habits)


def voice(text: str) -> float:
    """How much a line by itself sounds like a reader (above zero) or a reporter (below): log odds."""
    return sum(
        log(habit.reader / habit.article) if is_shown else log((1 - habit.reader) / (1 - habit.article))
        for habit, is_shown in zip(words().voice.habits, habits(text), strict=True)
    )


def find_readers(lines: Sequence[Line]) -> Thread | None:
    """The end of the page from where readers speak; None where the contrast is not plain.

    Each habit's rate above and below a place is learned from the page itself, starting from the table's guesses (beta
    and binomial, as in the Bayesian analysis of a change point, Smith 1975): a writer who says "I" throughout makes
    nothing of readers who do.
    """
    written = [index for index, line in enumerate(lines) if _may_be_said(line)]
    if len(written) < 2:
        return None
    shown = _shown(lines, written)
    evidence = _evidence(shown)
    for place in range(1, len(written)):
        above = lines[written[place] - 1]
        evidence[place] += BREAK * (above.kind is not LineKind.TEXT or is_furniture(above))
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
    opener = _number("opener")
    answers = sum(row[opener] for row in shown)
    if evidence[0] < LEAST_TALK or answers < LEAST_ANSWERS * len(written):
        return None
    enough = max(evidence[1:]) - LEAST_ARTICLE
    first = next(place for place in range(1, len(written)) if evidence[place] >= enough)
    return cut_unsigned(lines, written[first], len(lines), "conversation")


def _number(name: str) -> int:
    return next(number for number, habit in enumerate(words().voice.habits) if habit.name == name)


def _may_be_said(line: Line) -> bool:
    """Neither the site speaking about itself nor the row of a table."""
    return line.kind is LineKind.TEXT and not line.text.startswith("|") and not is_furniture(line)


def _shown(lines: Sequence[Line], written: Sequence[int]) -> list[tuple[bool, ...]]:
    """The habits of each written line; a name beside another name is an item of a list."""
    rows = [habits(lines[index].text) for index in written]
    name = _number("name")
    is_listed = [
        any(rows[beside][name] for beside in (place - 1, place + 1) if 0 <= beside < len(rows))
        for place in range(len(rows))
    ]
    return [(*row[:name], row[name] and not is_listed[place], *row[name + 1 :]) for place, row in enumerate(rows)]


def _evidence(shown: Sequence[tuple[bool, ...]]) -> list[float]:
    """For each place the log odds that readers speak from there on, against nobody but the article's writer."""
    total = np.zeros(len(shown))
    columns = np.array(shown, dtype=np.int64).T
    for habit, column in zip(words().voice.habits, columns, strict=True):
        total += _gain(np.concatenate(([0], np.cumsum(column))), habit)
    return [float(odds) for odds in total]


def _gain(counts: Counts, habit: Habit) -> Odds:
    """What one habit says of each place; `counts[place]` lines above it show the habit."""
    places = np.arange(len(counts))
    above = _log_likelihood(counts, places, habit.article, habit.worth)
    below = _log_likelihood(counts[-1] - counts, places[-1] - places, habit.reader, habit.worth)
    gain: Odds = (above + below - above[-1])[:-1]
    return gain


def _log_likelihood(shown: Counts, trials: Counts, rate: float, worth: float) -> Odds:
    """Of sequences of trials under a beta distribution with that mean, worth so many trials."""
    hits, misses, all_trials = (
        np.concatenate(([0.0], np.cumsum(np.log(start + np.arange(len(trials))))))  # log of the rising factorial
        for start in (rate * worth, (1 - rate) * worth, worth)
    )
    likelihood: Odds = hits[shown] + misses[trials - shown] - all_trials[trials]
    return likelihood
