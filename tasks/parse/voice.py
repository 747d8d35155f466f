"""Tells where readers begin to speak when nothing printed sets them apart from the article.

What belongs here: how much a line sounds like a reader, and the place from which on they do. What does not: comments
that printed signs set apart (threads.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from tasks.parse.lines import Line, LineKind, word_count
from tasks.parse.posts import Thread, one_a_line
from tasks.parse.words import words

QUOTATION_MARKS = ('"', "“", "„", "«", "‘")
REPORTER = -0.5  # what a line of plain prose, or of somebody quoted, says
LOOKED_AT = 600  # characters of a line
MOST_CUES = 3.0  # what one line can say
FEWEST_WRITTEN = 2  # lines of readers
FEWEST_ARTICLE_WORDS = 80
LEAST_SUM = 2.0
LEAST_MEAN = 0.1
LEAST_CONTRAST = 0.3


def voice(text: str) -> float:
    """How much a line sounds like a reader (above zero) or a reporter (below)."""
    if text.startswith(QUOTATION_MARKS):
        return REPORTER
    low = f" {text[:LOOKED_AT].lower()} ".replace("’", "'").replace(",", " ")
    found = min(MOST_CUES, float(len({cue for _, cue in words().cues.iter(low)})))
    if found:
        return found
    count = word_count(low)
    loud = 0.6 if low.count("!") > 1 or low.rstrip().endswith(("!", "?", "…", "...")) else 0.0
    if loud:
        return loud
    if text[:1].islower() and count > 3:
        return 0.4
    return -0.2 if count < 8 else REPORTER


def find_readers(lines: Sequence[Line], begin: int = 0) -> Thread | None:
    """The end of the page from where readers speak, a comment a line; None where the contrast is not plain.

    The place maximises the sum of the voices below it (the last step of a CUSUM chart, Page 1954); it counts only with
    enough of an article above and with a voice clearly apart from it.
    """
    written = [i for i in range(begin, len(lines)) if lines[i].kind is LineKind.TEXT]
    if len(written) < FEWEST_WRITTEN + 2:
        return None
    voices = [voice(lines[i].text) for i in written]
    below = list(accumulate(reversed(voices)))[::-1]
    first = max(range(len(written)), key=lambda position: (below[position], position))
    readers, reporters = voices[first:], voices[:first]
    if len(readers) < FEWEST_WRITTEN or below[first] < LEAST_SUM or not _is_article(lines, written[:first]):
        return None
    mean = below[first] / len(readers)
    if mean < LEAST_MEAN or mean - sum(reporters) / len(reporters) < LEAST_CONTRAST:
        return None
    return one_a_line(lines, written[first], len(lines), "voice")


def _is_article(lines: Sequence[Line], written: Sequence[int]) -> bool:
    return sum(word_count(lines[i].text) for i in written) >= FEWEST_ARTICLE_WORDS
