"""Lines that tag-stripping has run together, cut where their parts met.

What belongs here: which characters of a printed line are separate things (controls glued to text, a name glued to its
time, the cells of a layout table). What does not: what each part is (kinds.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from tasks.parse.lines.vocabulary import Words

LONGEST_GLUED_HEAD = 120  # characters
SHORTEST_CELL = 400  # characters of writing in one cell, by which a table is a page's layout and no data
BAR = "|"  # between the cells of a row
FEWEST_SIGNS = 2  # of comments in one cell, so that it is cut
_HEADING = re.compile(r"(?<=[.!?\s])(?:[Cc]omments?|Kommentare?|Commentaires?|Comentarios?)(?=\s+[^\W\d_a-z#]|\s+#)")
_CELLS = re.compile(r"\|(?<!\\\|)")  # begins with the character, so that it is found fast
_NUMBERED = re.compile(r"\d[\d./-]{5,9},? \d\d?[:.]\d\d(?: ?[AaPp][Mm])?,? #\d{1,6}(?=\s{0,4}[^\s\d])")
_GLUED_DAY = re.compile(r"[^\W\d_]\s\d{1,2},\s\d{4}\b")
_COLUMNS = re.compile(r"\s{4,400}")
_STAMP_ENDS = frozenset("mM0123456789")
_GLUE = tuple(".!?…)”\"'’:*")  # after one of these a lone second control is no word of the sentence
_HYPHENS = ("-", "'", "’")


class Mark(Enum):
    """What a piece is known to be from the way it was glued."""

    NONE = auto()
    TOP = auto()  # Blogger's pair of controls: below a comment on the article
    REPLY = auto()  # its second control alone: below an answer
    NAME = auto()  # a name in front of the time it was glued to


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a printed line; `is_glued` where no white space parts it from the one before."""

    text: str
    mark: Mark = Mark.NONE
    is_glued: bool = False
    author: str | None = None  # the name glued in front of this time


def is_layout(lines: list[str]) -> bool:
    """Whether the rows of tables on a page are its layout: there is a cell with as much writing as data never has."""
    rows = (line for line in lines if len(line) > SHORTEST_CELL and line[0] == BAR)
    return any(len(cell) > SHORTEST_CELL for row in rows for cell in _CELLS.split(row))


def cells_of(row: str, lexicon: Words) -> Iterator[str]:
    """The bars and the cells of a row, cut also where white space stands for a line break."""
    for position, cell in enumerate(_CELLS.split(row)):
        if position:
            yield BAR
        for column in _COLUMNS.split(cell):
            yield from filter(None, (part.strip() for part in _comments_of(column, lexicon)))


def _comments_of(cell: str, lexicon: Words) -> Iterator[str]:
    """A cell that holds a whole discussion, cut at the lines that said whose each comment was."""
    signs = list(lexicon.signed_inside.finditer(cell)) if len(cell) > SHORTEST_CELL else []
    heading = _HEADING.search(cell, 0, signs[0].start() + 1) if len(signs) >= FEWEST_SIGNS else None
    if heading is None:
        yield cell
        return
    yield from (cell[: heading.start()], heading[0])
    opened = heading.end()
    for sign in signs:
        yield from (cell[opened : sign.start()], sign[0])
        opened = sign.end()
    yield cell[opened:]


def may_be_glued(line: str, lexicon: Words) -> bool:
    """Whether parts of a line may have run together: a look at its two ends."""
    first, last = line[0], line[-1]
    return (
        (first in lexicon.blogger_initials and line.startswith(lexicon.blogger_words))
        or (last in lexicon.blogger_finals and line.endswith(lexicon.blogger_words))
        or first.isdigit()
        or (len(line) <= LONGEST_GLUED_HEAD and last in _STAMP_ENDS)
    )


def pieces_of(line: str, lexicon: Words) -> Iterator[Piece]:
    """A line's pieces, in order: one where nothing is glued."""
    if line[0] in lexicon.blogger_initials:
        marker = lexicon.blogger.match(line)
        if marker is not None and not _is_compound(line, marker):
            yield Piece(marker[0], _mark_of(marker))
            rest = line[marker.end() :].strip()
            if rest:
                yield Piece(rest, is_glued=True)
            return
    tail = lexicon.blogger_tail.search(line) if line[-1] in lexicon.blogger_finals else None
    if tail is not None and (tail["top"] is not None or line[tail.start() - 1] in _GLUE):
        yield Piece(line[: tail.start()].rstrip())
        yield Piece(tail[0], _mark_of(tail), is_glued=True)
        return
    if len(line) <= LONGEST_GLUED_HEAD or line[0].isdigit():
        yield from _head_pieces(line, lexicon)
    else:
        yield Piece(line)


def _mark_of(marker: re.Match[str]) -> Mark:
    return Mark.REPLY if marker["reply"] is not None else Mark.TOP


def _is_compound(line: str, marker: re.Match[str]) -> bool:
    """`Delete-key`: the control's word is the beginning of another."""
    return marker["reply"] is not None and line[marker.end() : marker.end() + 1] in _HYPHENS


def _head_pieces(line: str, lexicon: Words) -> Iterator[Piece]:
    """`Ann LeeJuly 12, 2021 at 10:26 AM`: a name and a time; `7-12-2021, 10:26 AM #2Hello`: a time and text."""
    number = _NUMBERED.match(line) if line[0].isdigit() else None
    if number is not None:
        yield Piece(number[0])
        yield Piece(line[number.end() :].strip(), is_glued=True)
        return
    is_candidate = len(line) <= LONGEST_GLUED_HEAD and line[-1] in _STAMP_ENDS and _GLUED_DAY.search(line) is not None
    head = lexicon.glued_head.match(line) if is_candidate else None
    if head is None:
        yield Piece(line)
        return
    yield Piece(head["name"], Mark.NAME)
    yield Piece(head["stamp"], is_glued=True, author=head["name"])
