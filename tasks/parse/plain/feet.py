"""Comments whose writer and whose time stand on either side of the text: both made one head.

What belongs here: lines changed so that each comment has one sign, above it. What does not: cutting at the signs
(posts.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tasks.parse.lines.kinds import SPLITTERS, Line, LineKind, is_name

FEWEST_FEET = 2  # times below texts, from which on the names above are heads
FEET_SHARE = 0.9  # of the heads and of the times, that belong together


def with_names_above(lines: Sequence[Line]) -> Sequence[Line]:
    """Names that stand above the text whose time stands below it, as the heads they are.

    There is a name above the first text, and right below every time but the last one.
    """
    stamps = [index for index, line in enumerate(lines) if line.kind in SPLITTERS]
    if len(stamps) < FEWEST_FEET or any(lines[index].kind is not LineKind.STAMP for index in stamps):
        return lines
    first = next((index for index in range(stamps[0]) if _is_lone_name(lines, index)), stamps[0])
    heads = [first, *(_below(lines, stamp) for stamp in stamps[:-1])]
    spans = zip(heads, stamps, strict=True)
    if not all(head + 1 < stamp and _is_lone_name(lines, head) for head, stamp in spans):
        return lines
    names = frozenset(heads)
    return [
        line._replace(kind=LineKind.SAYS, author=line.text.strip("* •-\t")) if index in names else line
        for index, line in enumerate(lines)
    ]


def _below(lines: Sequence[Line], index: int) -> int:
    """The next line that is no control and no mark."""
    skipped = (LineKind.ACTION, LineKind.ORNAMENT)
    return next((at for at in range(index + 1, len(lines)) if lines[at].kind not in skipped), len(lines) - 1)


def _is_lone_name(lines: Sequence[Line], index: int) -> bool:
    """Whether a line may be a name and the one below it may not."""
    return is_name(lines[index]) and lines[index + 1].kind is LineKind.TEXT and not is_name(lines[index + 1])


def with_feet(lines: Sequence[Line]) -> list[Line]:
    """Times that stand below the texts of which the heads above name the writers, joined to those heads.

    What stands between such a time and the next head is nobody's comment.
    """
    signs = [index for index, line in enumerate(lines) if line.kind in SPLITTERS]
    feet = {head: foot for head, foot in pairwise(signs) if _is_foot(lines, head, foot)}
    heads = sum(lines[index].kind is LineKind.SAYS for index in signs)
    if not feet or signs[0] not in feet or len(feet) < FEET_SHARE * max(heads, len(signs) - heads):
        return list(lines)
    joined: list[Line] = []
    closed = frozenset(feet.values())
    is_open = True
    for index, line in enumerate(lines):
        is_open = index not in closed and (is_open or line.kind in SPLITTERS)
        if index in feet:
            joined.append(line._replace(text=f"{line.text} {lines[feet[index]].text}"))
        elif index in closed or (not is_open and line.kind is LineKind.TEXT):
            joined.append(line._replace(kind=LineKind.DETAIL))
        else:
            joined.append(line)
    return joined


def with_writers_below(lines: Sequence[Line]) -> list[Line]:
    """Names that stand below the texts of which the bare times stand above, joined to those times."""
    signs = [index for index, line in enumerate(lines) if line.kind in SPLITTERS]
    names = sum(lines[index].kind is LineKind.SAYS for index in signs)
    below = {head: foot for head, foot in pairwise(signs) if _is_writer(lines, head, foot)}
    is_around = bool(signs) and lines[signs[0]].kind is LineKind.STAMP and lines[signs[-1]].kind is LineKind.SAYS
    if not below or not is_around or len(below) < FEET_SHARE * names:
        return list(lines)
    joined = list(lines)
    for head, foot in below.items():
        joined[head] = lines[head]._replace(author=lines[foot].author)
        joined[foot] = lines[foot]._replace(kind=LineKind.DETAIL)
    return joined


def _is_writer(lines: Sequence[Line], head: int, foot: int) -> bool:
    """Whether a sign names the writer of what stands between it and the bare time above."""
    is_bare = lines[head].kind is LineKind.STAMP and lines[head].author is None
    is_named = lines[foot].kind is LineKind.SAYS and lines[foot].author is not None
    return is_bare and is_named and any(lines[index].kind is LineKind.TEXT for index in range(head + 1, foot))


def _is_foot(lines: Sequence[Line], head: int, foot: int) -> bool:
    """Whether a sign is the bare time of what stands between it and the head above, which names the writer."""
    is_stamp = lines[foot].kind is LineKind.STAMP and lines[foot].author is None
    is_between = any(lines[index].kind is LineKind.TEXT for index in range(head + 1, foot))
    return lines[head].kind is LineKind.SAYS and is_stamp and is_between
