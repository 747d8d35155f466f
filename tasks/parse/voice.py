"""Tells where readers begin to speak when nothing printed sets them apart from the article.

What belongs here: what in a line sounds like a reader, and the place from which on they speak. What does not: comments
that printed signs set apart (threads.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from math import lgamma, log

from tasks.parse.lines import Line, LineKind, is_name, word_count
from tasks.parse.posts import Thread, cut_unsigned
from tasks.parse.words import Habit, words

QUOTATION_MARKS = ('"', "“", "„", "«", "‘")
LOOKED_AT = 600  # characters of a line
LONG = 80  # words
LEAST_EVIDENCE = 2.2  # log odds that readers speak below, against an article to the end
FEWEST_ARTICLE_WORDS = 50
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{0,400}[\"”“»]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_LOUD = re.compile(r"!|\?\?|\.\.\.|…|[:;]-?[)(DP]")


def habits(text: str) -> tuple[bool, ...]:
    """Which habits of writing a line shows, in the order of the table; what it quotes is not its writer's."""
    lexicon = words()
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
        "long": word_count(text) > LONG,
        "name": len(found) <= 3 and is_name(Line(text, LineKind.TEXT)),
    }
    return tuple(shown[habit.name] for habit in lexicon.habits)


def voice(text: str) -> float:
    """How much a line by itself sounds like a reader (above zero) or a reporter (below): log odds."""
    return sum(
        log(habit.reader / habit.article) if is_shown else log((1 - habit.reader) / (1 - habit.article))
        for habit, is_shown in zip(words().habits, habits(text), strict=True)
    )


def find_readers(lines: Sequence[Line], begin: int = 0) -> Thread | None:
    """The end of the page from where readers speak; None where the contrast is not plain.

    Each habit's rate above and below a place is learned from the page itself, starting from the table's guesses (beta
    and binomial, as in the Bayesian analysis of a change point, Smith 1975): a writer who says "I" throughout makes
    nothing of readers who do.
    """
    written = [i for i in range(begin, len(lines)) if lines[i].kind is LineKind.TEXT]
    if len(written) < 2:
        return None
    evidence = _evidence([habits(lines[i].text) for i in written])
    length = [0, *accumulate(word_count(lines[i].text) for i in written)]
    places = [place for place in range(1, len(written)) if length[place] >= FEWEST_ARTICLE_WORDS]
    if not places:
        return None
    best = max(places, key=lambda place: (evidence[place], place))
    if evidence[best] < LEAST_EVIDENCE + log(len(written)):
        return None
    return cut_unsigned(lines, written[best], len(lines), "voice")


def _evidence(shown: Sequence[tuple[bool, ...]]) -> list[float]:
    """For each place the log odds that readers speak from there on, against nobody but the article's writer."""
    total = [0.0] * len(shown)
    for number, habit in enumerate(words().habits):
        counts = [0, *accumulate(int(row[number]) for row in shown)]
        alone = _log_likelihood(counts[-1], len(shown), habit.article, habit.worth)
        for place in range(len(shown)):
            total[place] += _split(counts, place, habit) - alone
    return total


def _split(counts: Sequence[int], place: int, habit: Habit) -> float:
    above = _log_likelihood(counts[place], place, habit.article, habit.worth)
    below = counts[-1] - counts[place]
    return above + _log_likelihood(below, len(counts) - 1 - place, habit.reader, habit.worth)


def _log_likelihood(shown: int, trials: int, rate: float, worth: float) -> float:
    """Of one sequence of trials under a beta distribution with that mean, worth so many trials."""
    a, b = rate * worth, (1 - rate) * worth
    return (
        lgamma(a + shown) - lgamma(a) + lgamma(b + trials - shown) - lgamma(b) + lgamma(worth) - lgamma(worth + trials)
    )
