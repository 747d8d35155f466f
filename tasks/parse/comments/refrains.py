"""Lines that the template prints in most comments ("Was this helpful?"), and comments that are printed twice.

What belongs here: lines that recur. What does not: reading a comment (single/comment.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import accumulate

from tasks.parse.comments.single.comment import ReadComment
from tasks.text.patterns import NUMBER

LONGEST_REFRAIN = 60  # characters; set by hand
FEWEST_COMMENTS = 3  # from which a line that most of them have is no accident; set by hand
FIRST_LINES = 4  # of a comment in which a template's line may stand
LAST_LINES = 3  # … at its end
LEAST_REPEATED = 20  # characters of a comment that may be printed twice; "No no" is somebody's; set by hand


def without_refrains(comments: Sequence[ReadComment]) -> list[ReadComment]:
    """Cut off the short lines that most comments begin or end with."""
    if len(comments) < FEWEST_COMMENTS:
        return list(comments)
    counts = Counter(
        line
        for comment in comments
        for line in {_refrain(line) for line in (*comment.lines[:FIRST_LINES], *comment.lines[-LAST_LINES:])}
    )
    refrains = {line for line, count in counts.items() if line and 2 * count > len(comments)}
    return [_trimmed(comment, refrains) for comment in comments] if refrains else list(comments)


def _refrain(line: str) -> str:
    """A short line with its numbers taken out; "" for a longer one."""
    return NUMBER.sub("0", line.casefold()) if len(line) <= LONGEST_REFRAIN else ""


def _trimmed(comment: ReadComment, refrains: Set[str]) -> ReadComment:
    first, last = 0, len(comment.lines)
    while first < last and _refrain(comment.lines[first]) in refrains:
        first += 1
    while last > first and _refrain(comment.lines[last - 1]) in refrains:
        last -= 1
    return replace(comment, lines=comment.lines[first:last])


def without_first_copy(comment: ReadComment) -> ReadComment:
    """Drop the first copy of a text that is printed twice, as some software does for a script that quotes comments."""
    letters = ["".join(line.split()) for line in comment.lines]
    length = sum(map(len, letters))
    if length % 2 or length < 2 * LEAST_REPEATED:
        return comment
    text = "".join(letters)
    if text[: length // 2] != text[length // 2 :]:
        return comment
    above = list(accumulate(map(len, letters)))
    half = length // 2
    return replace(comment, lines=comment.lines[above.index(half) + 1 :]) if half in above else comment
