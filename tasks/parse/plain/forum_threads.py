"""Posts of a forum's page without markup, told by what forums print beside each: a running number, a writer's profile.

What belongs here: those two ways to find posts. What does not: posts and comments with a head (threads.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.parse.lines.kinds import Line, LineKind
from tasks.parse.plain.posts import Thread, cut_posts, with_profiles, without_signatures

FEWEST_HEADS = 3  # heads of posts; two may be those of a quotation
_NUMBER = re.compile(r"#(\d{1,6})")


def find_profiled(lines: Sequence[Line]) -> Thread | None:
    """A forum's posts, told by what is printed of their writers."""
    return _of_forum(lines, with_profiles(lines), "profiles")


def find_numbered(lines: Sequence[Line]) -> Thread | None:
    """A forum's posts, told by their running numbers: `#1`, `#2`, ..."""
    signed = list(lines)
    expected = 0
    for index, line in enumerate(lines):
        number = _NUMBER.fullmatch(line.text.lstrip("*• ")) if line.kind is LineKind.ORNAMENT else None
        if number is not None and expected in (0, int(number[1])):
            signed[index] = line._replace(kind=LineKind.SAYS)
            expected = int(number[1]) + 1
    return _of_forum(lines, signed, "numbers")


def _of_forum(lines: Sequence[Line], signed: Sequence[Line], rule: str) -> Thread | None:
    """The whole page cut at heads that were found in it, if these are enough."""
    heads = sum(line.kind is LineKind.SAYS for line in signed) - sum(line.kind is LineKind.SAYS for line in lines)
    thread = cut_posts(signed, 0, len(signed), rule) if heads >= FEWEST_HEADS else None
    return None if thread is None else without_signatures(signed, thread)
