"""A stretch of lines that holds comments, cut into comments: whose each is, when it was posted, what its writer wrote.

What belongs here: where one comment ends and the next begins. What does not: where the comments of a page begin and end
(threads.py), what a single line looks like (lines/kinds.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from tasks.parse.lines.kinds import SPLITTERS, Line, LineKind, is_name, word_count
from tasks.parse.lines.vocabulary import words
from tasks.parse.plain.feet import with_feet, with_names_above, with_writers_below

NAME_ROOM = 60  # characters
NAME_WORDS = 5  # a line of more is no name, and no rank or place beside one
PROFILE_ROOM = 4  # lines within which details belong to the same writer
NAME_STEPS = (-1, 1, -2, -3)
STAMP_ROOM = 200  # characters
COUNTED_SHARE = 0.75  # of the comments that a heading announces; the others are not printed
LONG_TALK = 18  # words; a line as long is no headline
SENTENCE_ENDS = (".", "!", "?", "…", ")", '"', "”", ":")


@dataclass(frozen=True, slots=True)
class Post:
    """A comment: its lines (half-open, its head and its controls with it), which of them its writer wrote, its head."""

    begin: int
    end: int
    written: tuple[int, ...]
    author: str | None = None
    stamp: str | None = None
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """Which lines of a text are comments: a step on the way to `PageComments`, whose blocks are made of these lines.

    `announced` is the number that the heading above them gives.
    """

    begin: int
    end: int
    posts: tuple[Post, ...]
    rule: str
    opening: Post | None = None  # of a forum's thread: the post that the others answer
    announced: int | None = None

    def is_counted(self) -> bool:
        """Whether there are about as many comments as the heading above them announces."""
        return self.announced is not None and COUNTED_SHARE * self.announced <= len(self.posts) <= self.announced


def heads_a_comment(lines: Sequence[Line], index: int) -> bool:
    """An item of a list with somebody's writing right below: a name above a comment."""
    return lines[index].kind is LineKind.NAME and index + 1 < len(lines) and is_talk(lines[index + 1])


def is_talk(line: Line) -> bool:
    """Writing that is no headline: it ends as sentences do, or is long."""
    count = word_count(line.text)
    return line.kind is LineKind.TEXT and (count >= LONG_TALK or (count >= 3 and line.text.endswith(SENTENCE_ENDS)))


def is_written(line: Line, least: int) -> bool:
    """Whether somebody wrote a line, of `least` words or more."""
    return line.kind is LineKind.TEXT and word_count(line.text) >= least


def with_names(lines: Sequence[Line]) -> list[Line]:
    """Stamps without a name given the name that stands by itself above, or else below, everywhere equally far away.

    Of several lines that may be names the one is taken that differs most: ranks and places recur.
    """
    bare = [i for i, line in enumerate(lines) if line.kind is LineKind.STAMP and line.author is None]
    bare = [i for i in bare if all(line.kind is not LineKind.SAYS for line in lines[max(0, i - 1) : i + 2])]
    best: tuple[float, dict[int, int]] = (0.0, {})
    for steps in NAME_STEPS:
        named = {i: at for i in bare if (at := _beside(lines, i, steps)) is not None and is_name(lines[at])}
        if 2 * len(named) >= len(bare):
            score = len({lines[at].text for at in named.values()}) - 0.1 * abs(steps)
            best = max(best, (score, named), key=lambda found: found[0])
    if not best[1]:
        return lines if isinstance(lines, list) else list(lines)
    changed = list(lines)
    for index, at in best[1].items():
        changed[index] = lines[index]._replace(author=_name_in(lines[at]))
        for between in range(min(index, at), max(index, at) + 1):
            if between != index and lines[between].kind in (LineKind.TEXT, LineKind.NAME):
                changed[between] = lines[between]._replace(kind=LineKind.DETAIL)
    return changed


def _name_in(line: Line) -> str:
    """The name that a line is, without the rank that some forums print behind it: `Bo Senior Member`."""
    name = line.text.strip("* •-\t")[:NAME_ROOM]
    parts = name.split()
    while len(parts) > 1 and parts[-1].lower() in words().ranks:
        parts.pop()
    return name if len(parts) == len(name.split()) else " ".join(parts)


def _beside(lines: Sequence[Line], index: int, steps: int) -> int | None:
    """The place so many lines away; lines without a word and what a forum prints of the writer are not counted."""
    step, left = (1, steps) if steps > 0 else (-1, -steps)
    while left and 0 <= index + step < len(lines):
        index += step
        left -= lines[index].kind not in (LineKind.ORNAMENT, LineKind.DETAIL)
        if lines[index].kind is LineKind.TEXT and word_count(lines[index].text) > NAME_WORDS:
            return None
    return index if left == 0 else None


def cut_posts(lines: Sequence[Line], begin: int, end: int, rule: str) -> Thread | None:
    """Posts of the lines from `begin` to `end`, cut where a sign stands that comments have once."""
    lines_here = _with_values(lines[begin:end])
    named = _with_headlines(_with_values(with_names(with_names_above(lines_here))))
    named = with_writers_below(with_feet(named))
    heads = sum(line.kind in SPLITTERS for line in named)
    closings = sum(line.is_closing and not line.is_glued for line in named)  # glued ones may stand inside a comment
    is_split_by_heads = heads > 0 and 3 * heads >= closings
    runs = _runs(named, by_heads=is_split_by_heads)
    is_headed = is_split_by_heads and _stands_above(named, runs)
    if is_headed and 5 * closings >= 4 * heads:
        named = _closed(named)
    posts = tuple(_shift(post, begin) for post in _posts(named, runs, is_headed=is_headed) if post.written)
    return Thread(begin, posts[-1].end, posts, rule) if posts else None


def _with_values(lines: Sequence[Line]) -> list[Line]:
    """Short lines between what is printed of a forum's writer belong to it: `Location`, and `Harwich` below."""
    changed = list(lines)
    details = [index for index, line in enumerate(lines) if line.kind is LineKind.DETAIL]
    for above, below in pairwise(details):
        between = range(above + 1, below)
        if len(between) < PROFILE_ROOM and all(word_count(lines[index].text) <= NAME_WORDS for index in between):
            for index in between:
                if lines[index].kind in (LineKind.TEXT, LineKind.NAME):
                    changed[index] = lines[index]._replace(kind=LineKind.DETAIL)
    return changed


def _closed(lines: Sequence[Line]) -> list[Line]:
    """What stands between a comment's control and the next head is no comment, where all have a head and a control.

    A control that belongs to the head itself, with the text below it, closes nothing.
    """
    closed: list[Line] = []
    is_open, is_filled = True, True
    for line in lines:
        is_filled = line.kind not in SPLITTERS and (is_filled or line.kind is LineKind.TEXT)
        is_open = line.kind in SPLITTERS or (is_open and not (line.is_closing and is_filled))
        closed.append(line if is_open or line.kind is not LineKind.TEXT else line._replace(kind=LineKind.DETAIL))
    return closed


def _with_headlines(lines: Sequence[Line]) -> list[Line]:
    """Items of lists taken for names where nothing but they can set comments apart, and for text everywhere else."""
    counts = [heads_a_comment(lines, index) for index in range(len(lines))]
    is_needed = 2 * sum(counts) > sum(line.kind in SPLITTERS for line in lines)
    return [
        line
        if line.kind is not LineKind.NAME
        else line._replace(kind=LineKind.SAYS if is_needed and counts[index] else LineKind.TEXT)
        for index, line in enumerate(lines)
    ]


def _stands_above(lines: Sequence[Line], runs: Sequence[tuple[int, int]]) -> bool:
    """Whether heads stand above their comments: there is talk below the last one, or none above the first."""
    if not runs:
        return False
    below = lines[runs[-1][1] :]
    end = next((index for index, line in enumerate(below) if line.kind is LineKind.END), len(below))
    return any(map(is_talk, below[:end])) or not any(is_written(line, 2) for line in lines[: runs[0][0]])


def _is_sign(line: Line, by_heads: bool) -> bool:
    return line.kind in SPLITTERS if by_heads else line.is_closing


def _runs(lines: Sequence[Line], by_heads: bool) -> list[tuple[int, int]]:
    """Stretches without writing that hold a sign (half-open)."""
    runs: list[tuple[int, int]] = []
    opened, has_sign = 0, False
    for index, line in enumerate(lines):
        if line.kind is LineKind.TEXT:
            if has_sign:
                runs.append((opened, index))
            opened, has_sign = index + 1, False
        elif _is_sign(line, by_heads):
            has_sign = True
    if has_sign:
        runs.append((opened, len(lines)))
    return runs


def _posts(lines: Sequence[Line], runs: Sequence[tuple[int, int]], *, is_headed: bool) -> Iterator[Post]:
    """A post for each run: what follows it where heads stand above, what precedes it where they stand below."""
    previous = 0
    for position, (opened, closed) in enumerate(runs):
        head = lines[opened:closed]
        if is_headed:
            until = runs[position + 1][0] if position + 1 < len(runs) else len(lines)
            post = _post(lines, (opened, until), head)
            yield replace(post, is_reply=_is_reply_above(lines, closed))
        else:
            yield _post(lines, (previous, closed), head)
            previous = closed


def _is_reply_above(lines: Sequence[Line], begin: int) -> bool:
    """Whether the first of Blogger's controls between the text that begins there and the next head marks an answer."""
    below = takewhile(lambda line: line.kind not in SPLITTERS, islice(lines, begin, None))
    return next((line.is_reply for line in below if line.is_marker), False)


def _post(lines: Sequence[Line], span: tuple[int, int], head: Sequence[Line]) -> Post:
    stop = next((i for i in range(*span) if lines[i].kind is LineKind.END), span[1])
    written = tuple(i for i in range(span[0], stop) if lines[i].kind is LineKind.TEXT)
    signs = [line for line in head if line.kind in SPLITTERS]
    return Post(
        begin=span[0],
        end=span[1],
        written=written,
        author=next((line.author for line in signs if line.author is not None), None),
        stamp=" ".join(line.text for line in signs)[:STAMP_ROOM] or None,
        is_reply=any(line.is_reply for line in head)
        and not any(line.is_closing and not line.is_reply for line in head),
    )


def _shift(post: Post, by: int) -> Post:
    return replace(post, begin=post.begin + by, end=post.end + by, written=tuple(i + by for i in post.written))
