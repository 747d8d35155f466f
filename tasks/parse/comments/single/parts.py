"""The parts of one comment as its elements are named: author, time, permalink, and text by where it stands.

What belongs here: one walk over a comment's elements. What does not: which of the texts is the comment's, and what the
first and last lines say (single/comment.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from tasks.dates.publication.stamps import Reader
from tasks.parse.base.tree_text import INLINE_TAGS, inline_text
from tasks.parse.comments.single.own_text import breaks_line, is_unseen, own_text, spaced
from tasks.parse.comments.single.writers import LONGEST_NAME, checked_name, handle_in, link_names, name_in
from tasks.parse.comments.vocabulary import Role, is_quoted, role_of
from tasks.parse.lines.kinds import LONGEST_STAMP, LineKind, classify
from tasks.parse.lines.vocabulary import words
from tasks.records import Moment

_NAME_TAGS = frozenset({"a", "b", "strong", "h2", "h3", "h4", "h5", "h6", "i", "em", "span"})
_TIME_ATTRIBUTES = ("datetime", "data-time", "data-timestamp", "content", "ts")
_TOOLTIPS = ("title", "data-tippy-content", "data-original-title", "data-bs-original-title")  # filled by scripts
_AUTHOR_ATTRIBUTES = ("data-author", "author")
_WORDS = re.compile(r"[^\W\d_]{1,30}")
_FRAGMENT = re.compile(r"#[\w\-:.]{0,40}\d")


@dataclass(frozen=True, slots=True)
class _Lengths:
    """How much is read of a comment's parts, in characters unless said otherwise; set by hand, not fitted."""

    panel: int = 400  # a head or foot, the list of a writer's data in a forum with it; more is a box around the text
    shortest_stamp: int = 6  # "Jul 3."
    title: int = 40  # from which a link that is named as a control ("…-link") is text all the same
    permalink: int = 1000
    searched_elements: int = 30  # elements of a control that are looked at for a name, a time or a text
    name_children: int = 2  # an element with more children is a box around a name
    beside_name: int = 5  # an author's element with more characters around the name may hold the time as well


LENGTHS = _Lengths()


@dataclass(slots=True)
class CommentParts:
    """What a walk over a comment has met so far: the parts of its head, and its text by where it stood."""

    author: str | None = None
    author_guess: str | None = None  # a first bold or linked text that may be a name
    moment: Moment | None = None
    permalink: str | None = None
    written: list[str] = field(default_factory=list)  # inside elements named as text
    beside: list[str] = field(default_factory=list)  # outside them and outside heads and feet
    panels: list[str] = field(default_factory=list)  # inside heads and feet
    controls: list[etree._Element] = field(default_factory=list)  # left out, with all that stands in them


def collect_parts(roots: Sequence[etree._Element], others: Set[etree._Element], reader: Reader) -> CommentParts:
    """Walk over the elements of one comment; `others`, the elements of other comments inside it, are left out."""
    parts = CommentParts()
    stated = (root.get(name) or "" for root in roots for name in _AUTHOR_ATTRIBUTES)
    parts.author = next((name for text in stated if (name := checked_name(text))), None)
    for root in roots:
        _walk(root, others, reader, parts)
    return parts


def collect_controls(parts: CommentParts, others: Set[etree._Element], reader: Reader) -> None:
    """Walk also over the controls that were left out, if an element named as text stands in them."""
    for box in filter(_holds_text, parts.controls):
        _walk(box, others, reader, parts)


def _holds_text(box: etree._Element) -> bool:
    return any(role_of(inner) is Role.TEXT for inner in islice(box.iterdescendants(), LENGTHS.searched_elements))


def _walk(root: etree._Element, others: Set[etree._Element], reader: Reader, parts: CommentParts) -> None:
    """Sort the texts below `root` into those of `parts`; `zones` are the named elements open at the moment."""
    zones: list[tuple[etree._Element, list[str]]] = [(root, parts.beside)]
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        out = zones[-1][1]
        if breaks_line(node):
            out.append("\n")
        if event == "start":
            if node is not root:
                role = role_of(node)
                if is_unseen(node) or node in others or _take(node, role, parts, out, reader):
                    walker.skip_subtree()
                    continue
                zone = _zone(node, role, parts, out)
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


def _zone(node: etree._Element, role: Role | None, parts: CommentParts, out: list[str]) -> list[str]:
    """Which list the texts inside an element go to; `out` is that of the element around it."""
    if role is None:
        return out
    if role is Role.TEXT:
        return parts.written if out is parts.written or not _holds_head(node) else out
    if node.tag != "aside" and len(inline_text(node, LENGTHS.panel + 1)) > LENGTHS.panel:
        return out
    if role is Role.TIME and node.tag in INLINE_TAGS:
        return out  # a part of a stamp, its day or its hour
    return parts.panels if role in (Role.PANEL, Role.AUTHOR, Role.TIME) and out is not parts.written else out


def _holds_head(node: etree._Element) -> bool:
    """Whether an element named as text is a box around head and text."""
    return any(role_of(inner) in (Role.AUTHOR, Role.PANEL) and not is_quoted(inner) for inner in node.iterdescendants())


def _take(node: etree._Element, role: Role | None, parts: CommentParts, out: list[str], reader: Reader) -> bool:
    """Take an element as author, time or control; true if nothing of it is text."""
    is_in_text = out is parts.written
    if role is Role.PROFILE:
        return True
    if role in (Role.AUTHOR, Role.TIME) and is_in_text and is_quoted(node):
        return False
    if node.tag == "a" and not is_in_text:
        _note_permalink(node, parts)
    if role is Role.DROP:
        _note_signature(node, parts, reader)
        is_control = node.tag != "a" or not is_in_text or len(inline_text(node, LENGTHS.title + 20)) < LENGTHS.title
        parts.controls += [node] if is_control and len(node) else []
        return is_control
    if role is Role.TIME:
        return _take_time(node, parts, reader)
    if role is Role.AUTHOR:
        return _take_author(node, parts, reader, is_in_text=is_in_text)
    may_be_name = node.tag in _NAME_TAGS and len(node) <= LENGTHS.name_children
    if may_be_name and parts.author_guess is None and role is not Role.TEXT and not is_in_text:
        linked = next(iter(link_names(node)), None)
        parts.author_guess = linked or name_in(inline_text(node, 2 * LONGEST_NAME))
    return False


def _note_signature(node: etree._Element, parts: CommentParts, reader: Reader) -> None:
    """Author and time where they stand in what is otherwise left out ("July 3, 2021 | Ann")."""
    if parts.author is not None and parts.moment is not None:
        return
    for inner in islice(node.iterdescendants(), LENGTHS.searched_elements):
        role = role_of(inner)
        if role is Role.AUTHOR and parts.author is None:
            parts.author = name_in(inline_text(inner, LONGEST_STAMP))
        elif role is Role.TIME and parts.moment is None:
            _take_time(inner, parts, reader)
    text = inline_text(node, LONGEST_STAMP + 1) if parts.moment is None or parts.author is None else ""
    if LENGTHS.shortest_stamp <= len(text) <= LONGEST_STAMP:
        line = classify(text, words())
        if line.kind is LineKind.STAMP:
            parts.moment = parts.moment or reader.printed(text)
            parts.author = parts.author or (name_in(line.author) if line.author else None)


def _note_permalink(node: etree._Element, parts: CommentParts) -> None:
    href = node.get("href") or ""
    if parts.permalink is None and len(href) < LENGTHS.permalink and _FRAGMENT.search(href):
        parts.permalink = href.strip()


def _take_time(node: etree._Element, parts: CommentParts, reader: Reader) -> bool:
    text = inline_text(node, 2 * LONGEST_STAMP)
    if len(text) > LONGEST_STAMP:
        return False
    moment = None
    for stamp in (node, *islice(node.iterdescendants("time"), 1)):  # a named box may hold the exact time
        for name in _TIME_ATTRIBUTES:
            moment = moment or reader.attribute(stamp.get(name))
    moment = moment or _in_tooltip(node, reader) or reader.printed(text)
    if moment is None:
        return False
    parts.moment = parts.moment or moment
    for link in islice(node.iter("a"), 1):
        _note_permalink(link, parts)
    line = classify(text, words()) if parts.author is None and text else None
    if line is not None and line.author:
        parts.author_guess = name_in(line.author) or parts.author_guess
    return True


def _in_tooltip(node: etree._Element, reader: Reader) -> Moment | None:
    """The time that a tooltip prints; behind one for machines some software writes the same time in seconds."""
    for title in filter(None, map(node.get, _TOOLTIPS)):
        moment = reader.printed(title) or reader.attribute(title.partition(" ")[0])
        if moment is not None:
            return moment
    return None


def _take_author(node: etree._Element, parts: CommentParts, reader: Reader, *, is_in_text: bool) -> bool:
    if is_in_text and parts.author is not None:
        return False
    printed = inline_text(node, LONGEST_STAMP + 1)
    if len(printed) > LONGEST_STAMP:
        return False
    is_box = any(role_of(child) in (Role.AUTHOR, Role.TEXT) for child in node.iterdescendants())
    name = next(iter(link_names(node)), None) or name_in(printed) or handle_in(printed)
    if name is None or is_box:  # around the name and more
        return False
    if parts.author is not None:
        return name == parts.author
    parts.author = name
    is_more = len(printed) > len(name) + LENGTHS.beside_name
    if is_more and words().profile.isdisjoint(_WORDS.findall(printed.lower())):
        parts.moment = parts.moment or reader.printed(printed)
    return True
