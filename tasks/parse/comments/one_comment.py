"""One comment's markup to its author, time, permalink and text.

What belongs here: telling head, text and controls within a comment. What does not: finding comments on a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml import etree

from tasks.dates.publication.stamps import Reader
from tasks.parse.base.tree_text import INLINE_TAGS, inline_text, split_lines
from tasks.parse.comments.marks import breaks_line, is_unseen, own_text, spaced
from tasks.parse.comments.vocabulary import Role, is_quoted, role_of
from tasks.parse.comments.writers import (
    LONGEST_NAME,
    author_of,
    checked_name,
    handle_in,
    is_name,
    link_names,
    name_in,
    names_another,
)
from tasks.parse.lines.kinds import LineKind, classify
from tasks.parse.lines.vocabulary import words
from tasks.records import Moment

LONGEST_STAMP = 120
LONGEST_HEAD = 400  # of an element named as head or foot, its lists of a writer's data with it
HEAD_LINES = 12
CACHED_LINES = 2048  # controls recur in every comment
MOST_DROPPED = 30  # elements of what is left out that are looked at for a name
LEAST_TEXT_SHARE = 0.25  # of the comment's text that must stand in the element named as its text
_NAME_TAGS = frozenset({"a", "b", "strong", "h2", "h3", "h4", "h5", "h6", "i", "em", "span"})
_WORDS = re.compile(r"[^\W\d_]{1,30}")
_RE = re.compile(r"(?:re|aw|sv|odp)\s?:", re.IGNORECASE)  # of a title that repeats the thread's
_FRAGMENT = re.compile(r"#[\w\-:.]{0,40}\d")
_TIME_ATTRIBUTES = ("datetime", "data-time", "data-timestamp", "content")
_HEADS = (LineKind.STAMP, LineKind.SAYS, LineKind.ACTION, LineKind.DETAIL, LineKind.ORNAMENT, LineKind.ANNOUNCEMENT)
_TAILS = (LineKind.ACTION, LineKind.ORNAMENT, LineKind.STAMP, LineKind.DETAIL, LineKind.END)


@dataclass(frozen=True, slots=True)
class ReadComment:
    """What one comment says: its lines without head and controls; `answers` is the place of the comment it answers."""

    author: str | None
    moment: Moment | None
    permalink: str | None
    lines: tuple[str, ...]
    is_stamped: bool = False  # a time is printed, whether or not it could be read
    answers: int | None = None

    def points(self) -> int:
        """How much of a comment this is: text with an author, a time, or both."""
        return ((self.author is not None) + (self.moment is not None or self.is_stamped)) if self.lines else 0


@dataclass(slots=True)
class _Found:
    """What the walk over a comment has met so far: text by where it stood, the head's parts."""

    author: str | None = None
    author_guess: str | None = None
    moment: Moment | None = None
    permalink: str | None = None
    written: list[str] = field(default_factory=list)  # inside elements named as text
    beside: list[str] = field(default_factory=list)  # outside them and outside heads and feet
    panels: list[str] = field(default_factory=list)  # inside heads and feet
    dropped: list[etree._Element] = field(default_factory=list)  # left out, with all that stands in them


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
    found = _Found()
    found.author = next((name for root in roots if (name := checked_name(root.get("data-author") or ""))), None)
    for root in roots:
        _walk(root, others, reader, found)
    lines = _chosen(found)
    if not lines:
        for box in filter(_holds_text, found.dropped):
            _walk(box, others, reader, found)
        lines = _chosen(found)
    return _headed(found, lines, reader)


def _holds_text(box: etree._Element) -> bool:
    """Whether something named as a comment's text stands in what is left out as a control by its own name."""
    return any(role_of(inner) is Role.TEXT for inner in islice(box.iterdescendants(), MOST_DROPPED))


def _walk(root: etree._Element, others: Set[etree._Element], reader: Reader, found: _Found) -> None:
    zones: list[tuple[etree._Element, list[str]]] = [(root, found.beside)]
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        out = zones[-1][1]
        if breaks_line(node):
            out.append("\n")
        if event == "start":
            if node is not root:
                if is_unseen(node) or node in others:
                    walker.skip_subtree()
                    continue
                role = role_of(node)
                if _takes(node, role, found, out, reader):
                    walker.skip_subtree()
                    continue
                zone = _zone(node, role, found, out)
                if zone is not out:
                    zone.append("\n")
                    zones.append((node, zone))
                    out = zone
            out.append(own_text(node))
        else:
            while len(zones) > 1 and zones[-1][0] is node:
                zones.pop()
            if node is not root:
                zones[-1][1].append(spaced(node.tail))


def _zone(node: etree._Element, role: Role | None, found: _Found, out: list[str]) -> list[str]:
    if role is None:
        return out
    if role is Role.TEXT:
        return found.written if out is found.written or not _holds_head(node) else out
    if node.tag != "aside" and len(inline_text(node, LONGEST_HEAD + 1)) > LONGEST_HEAD:
        return out  # a box around more than a head
    if role is Role.TIME and node.tag in INLINE_TAGS:
        return out  # a part of a stamp, its day or its hour
    return found.panels if role in (Role.PANEL, Role.AUTHOR, Role.TIME) and out is not found.written else out


def _holds_head(node: etree._Element) -> bool:
    """Whether an element named as text is a box around head and text."""
    return any(role_of(inner) in (Role.AUTHOR, Role.PANEL) and not is_quoted(inner) for inner in node.iterdescendants())


def _takes(node: etree._Element, role: Role | None, found: _Found, out: list[str], reader: Reader) -> bool:
    """Take a node as author, time or control; whether it is thereby done with."""
    if role is Role.PROFILE:
        return True
    if role in (Role.AUTHOR, Role.TIME) and out is found.written and is_quoted(node):
        return False
    if node.tag == "a" and out is not found.written:
        _note_permalink(node, found)
    if role is Role.DROP:
        _note_signature(node, found, reader)
        is_dropped = node.tag != "a" or out is not found.written or len(inline_text(node, 60)) < 40
        found.dropped += [node] if is_dropped and len(node) else []
        return is_dropped
    if role is Role.TIME:
        return _takes_time(node, found, reader)
    if role is Role.AUTHOR:
        return _takes_author(node, found, reader, is_inside_text=out is found.written)
    is_outside = role is not Role.TEXT and out is not found.written
    if node.tag in _NAME_TAGS and found.author_guess is None and is_outside and len(node) <= 2:
        linked = next(iter(link_names(node)), None)
        found.author_guess = linked or name_in(inline_text(node, 2 * LONGEST_NAME))
    return False


def _note_signature(node: etree._Element, found: _Found, reader: Reader) -> None:
    """Author and time where they stand in what is otherwise left out ("July 3, 2021 | Ann")."""
    if found.author is not None and found.moment is not None:
        return
    for inner in islice(node.iterdescendants(), MOST_DROPPED):
        role = role_of(inner)
        if role is Role.AUTHOR and found.author is None:
            found.author = name_in(inline_text(inner, LONGEST_STAMP))
        elif role is Role.TIME and found.moment is None:
            _takes_time(inner, found, reader)
    text = inline_text(node, LONGEST_STAMP + 1) if found.moment is None or found.author is None else ""
    if 5 < len(text) <= LONGEST_STAMP:
        line = classify(text, words())
        if line.kind is LineKind.STAMP:
            found.moment = found.moment or reader.printed(text)
            found.author = found.author or (name_in(line.author) if line.author else None)


def _note_permalink(node: etree._Element, found: _Found) -> None:
    href = node.get("href") or ""
    if found.permalink is None and len(href) < 1000 and _FRAGMENT.search(href):
        found.permalink = href.strip()


def _takes_time(node: etree._Element, found: _Found, reader: Reader) -> bool:
    text = inline_text(node, 2 * LONGEST_STAMP)
    if len(text) > LONGEST_STAMP:
        return False
    moment = None
    for stamp in (node, *islice(node.iterdescendants("time"), 1)):  # a named box may hold the exact time
        for name in _TIME_ATTRIBUTES:
            moment = moment or reader.attribute(stamp.get(name))
    moment = moment or reader.printed(node.get("title") or "") or reader.printed(text)
    if moment is None:
        return False
    found.moment = found.moment or moment
    for link in islice(node.iter("a"), 1):
        _note_permalink(link, found)
    line = classify(text, words()) if found.author is None and text else None
    if line is not None and line.author:
        found.author_guess = name_in(line.author) or found.author_guess
    return True


def _takes_author(node: etree._Element, found: _Found, reader: Reader, *, is_inside_text: bool) -> bool:
    if is_inside_text and found.author is not None:
        return False
    printed = inline_text(node, LONGEST_STAMP + 1)
    if len(printed) > LONGEST_STAMP:
        return False
    inner = any(role_of(child) in (Role.AUTHOR, Role.TEXT) for child in node.iterdescendants())
    name = next(iter(link_names(node)), None) or name_in(printed) or handle_in(printed)
    if name is None or inner:  # a box around the name and more
        return False
    if found.author is not None:
        return name == found.author
    found.author = name
    if len(printed) > len(name) + 5 and words().profile.isdisjoint(_WORDS.findall(printed.lower())):
        found.moment = found.moment or reader.printed(printed)
    return True


def _chosen(found: _Found) -> list[str]:
    """Lines of the element named as text, of all but heads and feet where that is too little, else of everything."""
    written, beside = split_lines(iter(found.written)), split_lines(iter(found.beside))
    size, around = sum(map(len, written)), sum(map(len, beside))
    if size and size >= LEAST_TEXT_SHARE * (size + around):
        return written
    if around:
        return beside + written
    return split_lines(iter(found.panels))


def _headed(found: _Found, lines: list[str], reader: Reader) -> ReadComment:
    """Read what the text's first lines and the head's say of author and time, and take such lines off its ends."""
    head = _Head(found.author, found.moment)
    first = _opened(found, lines, head, reader)
    last = _closed(lines, first, head, reader)
    kept = lines[first:last]
    if not kept and found.written:
        kept = [
            line
            for line in lines
            if not is_name(line, head.author) and _kind(line) not in (LineKind.STAMP, LineKind.SAYS)
        ]
    is_known = head.moment is not None and (head.author or found.author_guess) is not None
    for printed in () if is_known else _stamps_beside(found):
        if head.moment is None:
            head.moment, head.is_stamped = reader.printed(printed), True
        if head.author is None and found.author_guess is None:
            head.author = author_of(printed)
    author = head.author or found.author_guess
    return ReadComment(author, head.moment, found.permalink, tuple(_cleaned(kept)), head.is_stamped)


def _opened(found: _Found, lines: Sequence[str], head: _Head, reader: Reader) -> int:
    """How many lines at the beginning are the comment's head, which is filled from them."""
    first = 0
    while first < len(lines):
        is_guess = is_name(lines[first], found.author_guess)
        if not (is_guess or is_name(lines[first], head.author) or _kind(lines[first]) in _HEADS):
            break
        if names_another(lines[first], head.author):
            break  # the head of a quotation ("Ann wrote:") is the writer's own text
        if head.author is None:
            head.author = author_of(lines[first]) or (found.author_guess if is_guess else None)
        is_stamp = _kind(lines[first]) is LineKind.STAMP and not _is_labelled(lines, first)
        if head.moment is None and is_stamp:
            head.moment, head.is_stamped = reader.printed(lines[first]), True
        first += 1
    return first


def _closed(lines: Sequence[str], first: int, head: _Head, reader: Reader) -> int:
    """Where the comment's foot begins, from which the head is filled as well."""
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


def _is_labelled(lines: Sequence[str], index: int) -> bool:
    """Whether the line above is a label of a profile ("Joined"), of which a date is no comment's."""
    return index > 0 and lines[index - 1].lower().strip(" :") in words().profile


def _cleaned(lines: Sequence[str]) -> list[str]:
    """The lines without those printed twice, without "no comments", without the title of the thread once more."""
    kept = [
        line
        for above, line in zip(["", *lines], lines, strict=False)
        if line != above and words().announced_none.match(line) is None
    ]
    return kept[1:] if len(kept) > 1 and _RE.match(kept[0]) else kept


def _stamps_beside(found: _Found) -> list[str]:
    """Stamps in head and foot, and among the first lines of the rest, but not those below a label of a profile."""
    stamps: list[str] = []
    for part in (found.panels, found.beside):
        lines = split_lines(iter(part))[:HEAD_LINES]
        for index, line in enumerate(lines):
            if len(line) <= LONGEST_STAMP and not _is_labelled(lines, index) and _kind(line) is LineKind.STAMP:
                stamps.append(line)
    return stamps


@lru_cache(maxsize=CACHED_LINES)
def _kind(line: str) -> LineKind:
    return classify(line, words()).kind
