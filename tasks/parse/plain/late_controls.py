"""What an extractor leaves of Blogger's comments when it writes their controls before the end of their text.

What belongs here: that one order of lines. What does not: comments whose controls stand below them (threads.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.parse.lines.kinds import SPLITTERS, Line, LineKind
from tasks.parse.plain.posts import Post, Thread, is_talk

LATE_REACH = 30  # lines above the last control, in which a comment would have its head


def find_late_tails(lines: Sequence[Line]) -> Thread | None:
    """A control that text is glued to stands behind a comment's first line, and the rest of the comment follows it."""
    markers = [index for index, line in enumerate(lines) if line.is_marker]
    glued = {index for index in markers if index + 1 < len(lines) and lines[index + 1].is_glued}
    if not glued and len(markers) > 1 and _goes_on(lines, markers[-1]):
        glued = set(markers)
    if not glued or not any(not lines[index].is_reply for index in markers):
        return None
    posts: list[Post] = []
    opened = max(markers[0] - 1, 0)  # the comment's first line, or its marker where that line got lost
    for position, marker in enumerate(markers):
        following = markers[position + 1] if position + 1 < len(markers) else None
        tail_end = _tail_end(lines, marker, following, is_glued=marker in glued)
        written = (*range(opened, marker), *range(marker + 1, tail_end))
        if written:
            posts.append(Post(opened, tail_end, written, is_reply=lines[marker].is_reply))
        opened = tail_end
    return Thread(posts[0].begin, posts[-1].end, tuple(posts), "blogger-late-tail")


def _goes_on(lines: Sequence[Line], marker: int) -> bool:
    """Whether somebody's writing follows the last control, and no name or time stands near that could be its head."""
    end = next((i for i in range(marker, len(lines)) if lines[i].kind is LineKind.END), len(lines))
    is_headed = any(line.kind in SPLITTERS for line in lines[max(0, marker - LATE_REACH) : end])
    return not is_headed and any(map(is_talk, lines[marker + 1 : end]))


def _tail_end(lines: Sequence[Line], marker: int, following: int | None, *, is_glued: bool) -> int:
    """Where the text behind a marker ends: before the next comment's first line."""
    if not is_glued:
        return marker + 1
    if following is None:
        return next((index for index in range(marker + 2, len(lines)) if lines[index].kind is LineKind.END), len(lines))
    return max(following - 1, marker + 2)
