"""One comment's elements to its author, time, permalink and lines.

What belongs here: which of a comment's texts its writer wrote, and what the lines around them say of author and time.
What does not: walking over the elements (parts.py), finding comments on a page.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from tasks.dates.publication.stamps import Reader
from tasks.parse.base.tree_text import split_lines
from tasks.parse.comments.single.parts import CommentParts, collect_controls, collect_parts
from tasks.parse.comments.single.writers import author_of, is_name, name_in, names_another
from tasks.parse.comments.vocabulary import is_named, layouts
from tasks.parse.lines.kinds import LONGEST_STAMP, LineKind, classify
from tasks.parse.lines.vocabulary import words
from tasks.records import Moment

# Lines of a head, a forum's list of a writer's data with it, that are looked at for a time; set by hand.
HEAD_LINES = 12
CACHED_LINES = 2048  # lines; controls recur in every comment
LEAST_TEXT_SHARE = 0.25  # of the characters that the element named as text must hold to be it; set by hand
_CUT = ("[...]", "[…]")
_HEADS = (LineKind.STAMP, LineKind.SAYS, LineKind.ACTION, LineKind.DETAIL, LineKind.ORNAMENT, LineKind.ANNOUNCEMENT)
_TAILS = (LineKind.ACTION, LineKind.ORNAMENT, LineKind.STAMP, LineKind.DETAIL, LineKind.END)


@dataclass(frozen=True, slots=True)
class ReadComment:
    """What one comment says: its lines without head and controls; `answers` is the place of the comment it answers.

    `is_link_back` marks a pingback: a blog's software printed it, because another page links here.
    """

    author: str | None
    moment: Moment | None
    permalink: str | None
    lines: tuple[str, ...]
    is_stamped: bool = False  # a time is printed, whether or not it could be read
    answers: int | None = None
    is_link_back: bool = False

    def evidence(self) -> int:
        """Evidence that this is a comment: 1 for an author and 1 for a time; 0 where nothing is written."""
        return ((self.author is not None) + (self.moment is not None or self.is_stamped)) if self.lines else 0


@dataclass(slots=True)
class _Head:
    """Author and time of a comment so far, and whether a time is printed that may not be readable."""

    author: str | None
    moment: Moment | None
    is_stamped: bool = False


def read_comment(roots: Sequence[etree._Element], others: Set[etree._Element], reader: Reader) -> ReadComment:
    """Read the comment that stands in `roots`; subtrees of `others` (answers inside it) are left out.

    `reader` knows when the page was fetched and how it writes dates.
    """
    parts = collect_parts(roots, others, reader)
    lines = _text_lines(parts)
    if not lines:
        collect_controls(parts, others, reader)
        lines = _text_lines(parts)
    head = _Head(parts.author, parts.moment)
    first = _skip_head(parts, lines, head, reader)
    last = _skip_foot(lines, first, head, reader)
    kept = lines[first:last]
    if not kept and parts.written:
        kept = [line for line in lines if not is_name(line, head.author) and not _is_head_line(line)]
    _complete(head, parts, reader)
    author = head.author or parts.author_guess
    written = tuple(_without_echoes(kept))
    is_link_back = _is_link_back(roots[0], written)
    return ReadComment(author, head.moment, parts.permalink, written, head.is_stamped, is_link_back=is_link_back)


def _is_link_back(root: etree._Element, written: Sequence[str]) -> bool:
    """Whether a blog's software printed this of a page that links here, by its names or by what stands before it.

    WordPress cuts such an excerpt out of the other page, with a mark at either end.
    """
    if not written:
        return False
    parent = root.getparent()
    if is_named(root, "link_back") or (parent is not None and is_named(parent, "link_back")):
        return True
    is_excerpt = written[0].startswith(_CUT) and written[-1].endswith(_CUT)
    return is_excerpt or layouts().link_back.match(written[0]) is not None


def _text_lines(parts: CommentParts) -> list[str]:
    """The comment's lines: of the elements named as text, else of all but heads and feet, else of everything."""
    written, beside = split_lines(iter(parts.written)), split_lines(iter(parts.beside))
    size, around = sum(map(len, written)), sum(map(len, beside))
    if size and size >= LEAST_TEXT_SHARE * (size + around):
        return written
    if around:
        return beside + written
    return split_lines(iter(parts.panels))


def _skip_head(parts: CommentParts, lines: Sequence[str], head: _Head, reader: Reader) -> int:
    """How many lines at the beginning are the comment's head; author and time are taken from them."""
    first = 0
    while first < len(lines):
        is_guess = is_name(lines[first], parts.author_guess)
        if not (is_guess or is_name(lines[first], head.author) or _kind(lines[first]) in _HEADS):
            break
        if names_another(lines[first], head.author):
            break  # the head of a quotation ("Ann wrote:") is the writer's own text
        if head.author is None:
            head.author = author_of(lines[first]) or (parts.author_guess if is_guess else None)
        is_stamp = _kind(lines[first]) is LineKind.STAMP and not _is_labelled(lines, first)
        if head.moment is None and is_stamp:
            head.moment, head.is_stamped = reader.printed(lines[first]), True
        first += 1
    return first


def _skip_foot(lines: Sequence[str], first: int, head: _Head, reader: Reader) -> int:
    """Where the comment's foot begins; author and time are taken from it where the head has none."""
    last = len(lines)
    while last > first:
        line = classify(lines[last - 1], words())
        if line.kind not in _TAILS and not is_name(line.text, head.author):
            break
        if line.kind is LineKind.STAMP and not _is_labelled(lines, last - 1):
            head.moment = head.moment or reader.printed(line.text)
            head.author = head.author or (name_in(line.author) if line.author else None)
        last -= 1
    return last


def _complete(head: _Head, parts: CommentParts, reader: Reader) -> None:
    """Take author and time from the stamps beside the text where its own lines left them open."""
    if head.moment is not None and (head.author or parts.author_guess) is not None:
        return
    for printed in _stamps_beside(parts):
        if head.moment is None:
            head.moment, head.is_stamped = reader.printed(printed), True
        if head.author is None and parts.author_guess is None:
            head.author = author_of(printed)


def _stamps_beside(parts: CommentParts) -> list[str]:
    """Stamps in head and foot, and among the first lines of the rest, but not those below a label of a profile."""
    stamps: list[str] = []
    for part in (parts.panels, parts.beside):
        lines = split_lines(iter(part))[:HEAD_LINES]
        for index, line in enumerate(lines):
            if len(line) <= LONGEST_STAMP and not _is_labelled(lines, index) and _kind(line) is LineKind.STAMP:
                stamps.append(line)
    return stamps


def _is_labelled(lines: Sequence[str], index: int) -> bool:
    """Whether the line above is a label of a profile ("Joined"), so that a date below it is not the comment's."""
    return index > 0 and lines[index - 1].lower().strip(" :") in words().profile


def _without_echoes(lines: Sequence[str]) -> list[str]:
    """The lines without those printed twice, without "no comments", without the thread's title ("Re: The bridge")."""
    kept = [
        line
        for above, line in zip(["", *lines], lines, strict=False)
        if line != above and words().announced_none.match(line) is None
    ]
    return kept[1:] if len(kept) > 1 and layouts().title_again.match(kept[0]) else kept


def _is_head_line(line: str) -> bool:
    return _kind(line) in (LineKind.STAMP, LineKind.SAYS)


@lru_cache(maxsize=CACHED_LINES)
def _kind(line: str) -> LineKind:
    return classify(line, words()).kind
