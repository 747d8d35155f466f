"""What a single line of a page without markup looks like, seen by itself.

What belongs here: kinds of lines and how each is told. What does not: what follows from a line's neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from tasks.parse.lines.glued import Mark, Piece, cells_of, is_layout, may_be_glued, pieces_of
from tasks.parse.lines.quick_look import NUMBERS, is_plain, signals
from tasks.parse.lines.vocabulary import Words, words

LONGEST_CONTROL = 160  # characters; a longer line is somebody's writing
LONGEST_STAMP = 120  # characters; a longer line is text that mentions a date
NAME_LENGTH = 40  # characters of a name
FEWEST_LABELS = 2  # of a writer's profile
CONTROL_COUNT = 4  # times a line that ends comments may not stand on a page
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_EDGES = " \t*•·-–—|>»«<#[](){}:;,.!+~=_/\\"
_BULLETS = "*•+»|"
_SENTENCE_END = re.compile(r"[!?…]$|(?<![ap]\.m)(?<!\d)\.$")
_ITEM = re.compile(r"(?:[*+•o]|\d{1,4}[.)])\s(?:https?://\S{4,200}\s)?(?P<name>\S{1,30}(?:\s\S{1,20}){0,3})$")
_RANK = re.compile(r"^\s{0,4}#?\d{1,5}[.)]?\s")
_SCORED = re.compile(r"\(\s?(?:score|punkte|points?)\s?:\s?-?\d{1,5}\s?(?:,[^()]{1,24})?\)$", re.IGNORECASE)
_RATED = re.compile(r"(?P<name>\S.{0,38}\S)\s\d{1,7}\s(?:pts|points|karma|punkte)$", re.IGNORECASE)
_LABEL = re.compile(r"\w\s?:(?![()DP-])")  # a colon that is no smiley's
_SUBJECT = re.compile(r"(?:re|aw|antw|fwd?|wg|sv|tr)\s?:", re.IGNORECASE)  # "Re: the lock" above a post
_SIGNATURE_RULE = "_" * 5  # drawn above the signature of a forum's writer
_NAME_END = (".", "!", "?", "…", ":", ";", ",", ")", "”", '"')


class LineKind(Enum):
    """What a line is by itself."""

    TEXT = auto()
    NAME = auto()  # an item of a list short enough for a name: "* A", "3. A"
    STAMP = auto()  # a time, perhaps with a name: "Posted by A | July 3, 2011"
    UPDATED = auto()  # a time that is no head of a comment: "Updated July 3, 2011"
    SAYS = auto()  # "A says:"
    ACTION = auto()  # controls: "Reply", "Like (3)"
    DETAIL = auto()  # what forums print beside a name
    ORNAMENT = auto()  # no word in it
    ANNOUNCEMENT = auto()  # "12 comments"
    END = auto()  # what stands below the comments


SPLITTERS = (LineKind.STAMP, LineKind.SAYS)


class Line(NamedTuple):
    """A line, or a piece of one where two controls fell together with text (`is_glued`).

    A named tuple: a page has thousands of lines, and a frozen dataclass takes three times as long to make.
    """

    text: str
    kind: LineKind
    is_glued: bool = False
    author: str | None = None
    announced: int | None = None  # of a heading: how many comments it announces
    is_call: bool = False  # of an end: may stand above the comments as well
    is_closing: bool = False  # a control that stands once below every comment
    is_marker: bool = False  # Blogger's pair of controls, or its second one alone
    is_reply: bool = False  # Blogger's second control alone: the comment answers another


def read_lines(text: str) -> list[Line]:
    """The lines that are not blank, with their kinds."""
    lexicon, cheap = words(), signals()
    known: dict[str, list[Line]] = {}  # controls and signatures recur
    found: list[Line] = []
    for line in _printed(text, lexicon):
        if line in known:
            found += known[line]
        elif may_be_glued(line, lexicon):
            known[line] = [_read_piece(piece, lexicon) for piece in pieces_of(line, lexicon)]
            found += known[line]
        elif len(line) > LONGEST_CONTROL or is_plain(line, cheap):
            found.append(Line(line, LineKind.TEXT))
        else:
            known[line] = [classify(line, lexicon)]
            found += known[line]
    return _without_repeated_ends(_without_quoted_heads(_without_days_of_joining(found, lexicon), lexicon))


def _printed(text: str, lexicon: Words) -> Iterator[str]:
    """The lines that are not blank; rows of a table that lays out the page are a line a cell."""
    printed = [line for line in map(str.strip, text.splitlines()) if line]
    has_layout = is_layout(printed)
    for line in printed:
        if has_layout and line[0] == "|":
            yield from cells_of(line, lexicon)
        else:
            yield line


def _read_piece(piece: Piece, lexicon: Words) -> Line:
    text, is_glued = piece.text, piece.is_glued
    match piece.mark:
        case Mark.TOP | Mark.REPLY:
            is_reply = piece.mark is Mark.REPLY
            return Line(text, LineKind.ACTION, is_glued, is_closing=True, is_marker=True, is_reply=is_reply)
        case Mark.NAME:
            return Line(text, LineKind.DETAIL)
    if piece.author is not None:
        return Line(text, LineKind.STAMP, is_glued, author=piece.author)
    return Line(text, LineKind.TEXT, is_glued) if is_glued or is_plain(text, signals()) else classify(text, lexicon)


def _without_days_of_joining(lines: list[Line], lexicon: Words) -> list[Line]:
    """A day below a label of a profile that has none is no time of a post: `Joined`, and `Feb 7, 2010` below."""
    for index in range(1, len(lines)):
        above = lines[index - 1]
        if lines[index].kind is LineKind.STAMP and above.kind is LineKind.DETAIL and _bare(above.text) in lexicon.since:
            lines[index] = lines[index]._replace(kind=LineKind.DETAIL, author=None)
    return lines


def _without_quoted_heads(lines: list[Line], lexicon: Words) -> list[Line]:
    """What stands between a line that opens a quoted document and the one that closes it is all of it text.

    The document's own byline and date would otherwise be taken for the head of a comment, its mark for a control.
    """
    short = [(index, line.text) for index, line in enumerate(lines) if len(line.text) <= NAME_LENGTH]
    closes = [index for index, text in short if _bare(text) in lexicon.quote_ends]
    if not closes:
        return lines
    marks = ["" if len(line.text) > NAME_LENGTH else _bare(line.text) for line in lines]
    previous = 0
    for close in closes:
        opened = next((index for index in range(close, previous, -1) if marks[index] in lexicon.quote_begins), None)
        if opened is not None:
            lines[opened : close + 1] = [
                Line(line.text, LineKind.TEXT, line.is_glued) for line in lines[opened : close + 1]
            ]
        previous = close
    return lines


def _bare(text: str) -> str:
    return text.strip(_EDGES + '"“”').lower()


def is_name(line: Line) -> bool:
    """Whether a line by itself may be the name of somebody who comments."""
    text = line.text.lstrip("* •-\t")
    if _SUBJECT.match(text) is not None:
        return False
    if line.kind not in (LineKind.TEXT, LineKind.NAME) or not 2 <= len(text) <= NAME_LENGTH or text.endswith(_NAME_END):
        return False
    parts = text.split()
    return len(parts) <= 4 and (len(parts) == 1 or parts[0][:1].isupper() or parts[-1][:1].isupper())


def without_names(lines: Sequence[Line]) -> list[Line]:
    """The same lines, items of lists taken for text."""
    name = LineKind.NAME
    return [line if line.kind is not name else line._replace(kind=LineKind.TEXT, author=None) for line in lines]


def _without_repeated_ends(lines: list[Line]) -> list[Line]:
    """The same lines, calls to comment that stand below each comment taken for the controls they are."""
    counts = Counter(line.text for line in lines if line.kind is LineKind.END)
    if max(counts.values(), default=0) < CONTROL_COUNT:
        return lines
    return [
        line._replace(kind=LineKind.ACTION, is_call=False)
        if line.kind is LineKind.END and counts[line.text] >= CONTROL_COUNT
        else line
        for line in lines
    ]


def word_count(text: str) -> int:
    """How many words a line has."""
    return text.count(" ") + 1


def classify(line: str, lexicon: Words) -> Line:
    """A line with its kind; anything longer than a control is text."""
    if len(line) > LONGEST_CONTROL:
        return Line(line, LineKind.TEXT)
    low = line.lower()
    found = _WORD.findall(low)
    if not found:
        is_stamp = len(line) <= LONGEST_STAMP and lexicon.stamp.search(line) is not None
        return Line(line, LineKind.STAMP if is_stamp else LineKind.ORNAMENT)
    if lexicon.controls.issuperset(found) and len(found) <= 10 and not lexicon.actions.isdisjoint(found):
        return _action(line, low, found, lexicon)
    bare = low.strip(_EDGES)
    return (
        _announcement(line, bare, found, lexicon)
        or _end(line, low.lstrip(_EDGES), lexicon)
        or _edited(line, bare, lexicon)
        or _says(line, found, lexicon)
        or _signed(line, found, lexicon)
        or _detail(line, found, lexicon)
        or _stamp(line, found, lexicon)
        or _item(line)
        or Line(line, LineKind.TEXT)
    )


def _action(line: str, low: str, found: Sequence[str], lexicon: Words) -> Line:
    announced = _announcement(line, low.strip(_EDGES), found, lexicon)
    if announced is not None:
        return announced
    stamped = _stamp(line, found, lexicon)
    if stamped is not None:
        return stamped
    if low.startswith(lexicon.said):
        return Line(line, LineKind.TEXT)
    return Line(line, LineKind.ACTION, is_closing=" ".join(found) in lexicon.closing)


def _announcement(line: str, bare: str, found: Sequence[str], lexicon: Words) -> Line | None:
    if line[0] not in _BULLETS and (bare in lexicon.alone or line.lower() in lexicon.alone):
        return Line(line, LineKind.ANNOUNCEMENT)
    if lexicon.nouns.isdisjoint(found) or len(found) > 24:
        return None
    if lexicon.announced_none.match(line):
        return Line(line, LineKind.ANNOUNCEMENT, announced=0)
    match = lexicon.announced.match(line)
    if match is None or not _is_heading(match["rest"] or match["tail"] or ""):
        return None
    number = match["count"] or match["after"] or lexicon.numerals.get((match["numeral"] or "").lower())
    return Line(line, LineKind.ANNOUNCEMENT, announced=int(number) if number else None)


_HEADING_REST = re.compile(
    r"\W*$|\s?[|↓…:(\[–—-]|\d|,\s(?:add|comment|leave|post|reply)\b|\s\d{1,5}\s(?:person|people|users?|likes?|shares?|votes?)\b"
    r"|\W{0,4}(?:to|on|in|for|so far|zu|auf|sur|à|en|a|about|yet|by|add|leave|post|read|below|skip|no|permalink)\b",
    re.IGNORECASE,
)


def _is_heading(rest: str) -> bool:
    """Whether what follows the number and the noun leaves it a heading ("12 comments on …", "3 replies |")."""
    return rest == "" or _HEADING_REST.match(rest) is not None


def _end(line: str, bare: str, lexicon: Words) -> Line | None:
    if not bare.startswith(lexicon.ends):
        return None
    return Line(line, LineKind.END, is_call=bare.startswith(lexicon.calls))


def _edited(line: str, bare: str, lexicon: Words) -> Line | None:
    """`Last edited by Ann on 3 May 2011, 10:12, edited twice in total.`"""
    return Line(line, LineKind.UPDATED) if bare.startswith(lexicon.edited) else None


def _says(line: str, found: Sequence[str], lexicon: Words) -> Line | None:
    if len(found) > 14 or lexicon.says_words.isdisjoint(found):
        return None
    if line[-1] == ":" and f" {' '.join(found)}" in lexicon.says_verbs:
        return Line(line, LineKind.DETAIL)  # the name stands on the line above
    match = lexicon.says.match(_RANK.sub("", line, count=1))
    if match is None or word_count(match["name"]) > 8:
        return None
    ends_here = line.endswith((":", ",", "…", "...")) or match.end() == len(line)
    stamped = lexicon.stamp.search(line, match.end()) is not None
    if not (stamped or ends_here):
        return None
    author = _name(lexicon.stamp.sub(" | ", match["name"]), lexicon)
    return Line(line, LineKind.SAYS, author=author) if author is not None else None


def _signed(line: str, found: Sequence[str], lexicon: Words) -> Line | None:
    """`Posted by Ann, Harwich` without a time; a name with its points; a subject with its score: `Locks (Score:3)`."""
    if line[-1] == ")" and _SCORED.search(line) is not None:
        return Line(line, LineKind.SAYS)
    match = (
        (lexicon.signed.match(line) or _RATED.match(line) or lexicon.profiled.match(line)) if len(found) <= 10 else None
    )
    if match is None or line.endswith(_NAME_END) or lexicon.stamp.search(line) is not None:
        return None
    return Line(line, LineKind.SAYS, author=match["name"].partition(" | ")[0][:NAME_LENGTH].strip(_EDGES))


def _detail(line: str, found: Sequence[str], lexicon: Words) -> Line | None:
    if line.startswith(_SIGNATURE_RULE):
        return Line(line, LineKind.DETAIL)
    if len(found) > 10 or (found[0] not in lexicon.profile and not _is_profile(line, found, lexicon)):
        return None
    is_whole = lexicon.profile.issuperset(found) and "!" not in line and line[-1] != "."  # "Thanks!" is said
    if is_whole or _LABEL.search(line) is not None or any(map(str.isdigit, line)):
        return Line(line, LineKind.DETAIL)
    return None


def _is_profile(line: str, found: Sequence[str], lexicon: Words) -> bool:
    """`Lock keeper Joined 2010 Posts 10`: several things of a writer in one line, behind a rank."""
    if _SENTENCE_END.search(line) is not None or not any(map(str.isdigit, line)):
        return False
    return sum(word in lexicon.profile for word in found) >= FEWEST_LABELS


def _stamp(line: str, found: Sequence[str], lexicon: Words) -> Line | None:
    if len(line) > LONGEST_STAMP or len(found) > 20 or not _may_hold_stamp(line, found, lexicon):
        return None
    rest, count = lexicon.stamp.subn(" | ", line)
    if count == 0:
        return None
    parts = [part for part in rest.split() if _is_own(part, lexicon)]
    if len(parts) > 5 or (parts and _SENTENCE_END.search(line)):
        return None
    if lexicon.updated.match(line) is not None:
        return Line(line, LineKind.UPDATED)
    return Line(line, LineKind.STAMP, author=_name(rest, lexicon))


def _item(line: str) -> Line | None:
    """A short item of a list; whether it is a name is seen by what follows it."""
    match = _ITEM.match(line)
    if match is None or line.endswith(_NAME_END):
        return None
    return Line(line, LineKind.NAME, author=match["name"])


def _may_hold_stamp(line: str, found: Sequence[str], lexicon: Words) -> bool:
    """A cheap look before the dear one."""
    return not lexicon.time_words.isdisjoint(found) or NUMBERS.search(line) is not None


def _is_own(part: str, lexicon: Words) -> bool:
    bare = part.strip(_EDGES).lower()
    if not bare or bare in lexicon.labels or bare in lexicon.controls:
        return False
    return bare.isalpha() or any(map(str.isalpha, bare))


def _name(text: str, lexicon: Words) -> str | None:
    """The first run of words in `text` that are no labels; a bracket behind a name is no part of it."""
    run: list[str] = []
    for part in text.split():
        if _is_own(part, lexicon) and not (run and part[0] in "(["):
            run.append(part.strip("|•·,;:()[]»«"))
        elif run:
            break
    name = " ".join(run)
    return name if 1 < len(name) <= NAME_LENGTH else None
