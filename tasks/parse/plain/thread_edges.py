"""Notices above the first comment of a thread and navigation below the last one, which no sign sets apart from them.

What belongs here: which lines at the two ends of a thread nobody wrote. What does not: where a thread begins and ends
(threads.py), what a notice looks like (head.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from tasks.parse.lines.kinds import Line
from tasks.parse.plain.head import is_furniture
from tasks.parse.plain.posts import Post, Thread


def without_notices(lines: Sequence[Line], thread: Thread) -> Thread:
    """The same comments, what the site says of itself taken from the first one's beginning and the last one's end."""
    first, *others = thread.posts
    opened = _without_beginning(lines, first)
    *others, last = (opened, *others)
    return replace(thread, posts=(*others, _without_end(lines, last)))


def _without_beginning(lines: Sequence[Line], post: Post) -> Post:
    written = tuple(dropwhile(lambda index: is_furniture(lines[index]), post.written))
    return replace(post, written=written) if written else post


def _without_end(lines: Sequence[Line], post: Post) -> Post:
    """A post up to the first line that is the site's; what stands below such a line is no comment either."""
    written = tuple(takewhile(lambda index: not is_furniture(lines[index]), post.written))
    return replace(post, written=written) if written else post
