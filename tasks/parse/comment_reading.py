"""One comment's markup to its author, time, permalink and text.

What belongs here: telling head, text and controls within a comment. What does not: finding comments on a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from tasks.dates.printed import read_attribute, read_moment
from tasks.parse.comment_layouts import Role, role_of
from tasks.parse.lines import LineKind, classify
from tasks.parse.tree_text import INLINE_TAGS, UNSEEN_TAGS, inline_text, split_lines
from tasks.parse.words import words
from tasks.records import Moment

LONGEST_NAME = 50
LONGEST_STAMP = 120
LEAST_TEXT_SHARE = 0.25  # of the comment's text that must stand in the element named as its text
_NAME_TAGS = frozenset({"a", "b", "strong", "h2", "h3", "h4", "h5", "h6", "i", "em", "span"})
_BY = re.compile(r"^\W{0,3}(?:(?:posted|written|submitted|comment|commented|originally posted)\s)?(?:by|von|par|por|from)\b\s?:?\s?", re.I)
_AFTER_NAME = re.compile(r"\s{0,2}(?:\b(?:says|said|wrote|writes|commented|replied|sagt|schrieb|schreibt|dit|dice|dijo|on)\b|[:|•·–—(\[#@]|\s-\s|,\s|\.\.\.).{0,200}$", re.I | re.S)
_FRAGMENT = re.compile(r"#[\w\-:.]{0,40}\d")
_HEADS = (LineKind.STAMP, LineKind.SAYS, LineKind.ACTION, LineKind.DETAIL, LineKind.ORNAMENT, LineKind.ANNOUNCEMENT)
_TAILS = (LineKind.ACTION, LineKind.ORNAMENT, LineKind.STAMP, LineKind.DETAIL, LineKind.END)


@dataclass(frozen=True, slots=True)
class ReadComment:
    """What one comment says: its lines without head and controls."""

    author: str | None
    moment: Moment | None
    permalink: str | None
    lines: tuple[str, ...]

    def points(self) -> int:
        """How much of a comment this is: text with an author, a time, or both."""
        return ((self.author is not None) + (self.moment is not None)) if self.lines else 0


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


def read_comment(roots: Sequence[etree._Element], others: Set[etree._Element], now: datetime | None) -> ReadComment:
    """Read the comment that stands in `roots`; subtrees of `others` (answers inside it) are left out.

    `now` (naive UTC) is what "2 hours ago" is counted from.
    """
    found = _Found()
    for root in roots:
        _walk(root, others, now, found)
    lines = _chosen(found)
    return _headed(found, lines, now)


def _walk(root: etree._Element, others: Set[etree._Element], now: datetime | None, found: _Found) -> None:
    zones: list[tuple[etree._Element, list[str]]] = [(root, found.beside)]
    if role_of(root) is Role.TEXT:
        zones.append((root, found.written))
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        out = zones[-1][1]
        if node.tag not in INLINE_TAGS and node.tag not in UNSEEN_TAGS:
            out.append("\n")
        if event == "start":
            if node is not root:
                if node.tag in UNSEEN_TAGS or node in others or _takes(node, found, out, now):
                    walker.skip_subtree()
                    continue
                zone = _zone(node, found, out)
                if zone is not out:
                    zone.append("\n")
                    zones.append((node, zone))
                    out = zone
            out.append(_spaced(node.text))
        else:
            while len(zones) > 1 and zones[-1][0] is node:
                zones.pop()
            if node is not root:
                zones[-1][1].append(_spaced(node.tail))


def _spaced(text: str | None) -> str:
    return "" if not text else text.replace("\n", " ").replace("\r", " ")


def _zone(node: etree._Element, found: _Found, out: list[str]) -> list[str]:
    role = role_of(node)
    if role is Role.TEXT:
        return found.written
    return found.panels if role in (Role.PANEL, Role.AUTHOR, Role.TIME) and out is not found.written else out


def _takes(node: etree._Element, found: _Found, out: list[str], now: datetime | None) -> bool:
    """Take a node as author, time or control; whether it is thereby done with."""
    role = role_of(node)
    if node.tag == "a" and out is not found.written:
        _note_permalink(node, found)
    if role is Role.DROP:
        return node.tag != "a" or out is not found.written or len(inline_text(node, 60)) < 40
    if role is Role.TIME:
        return _takes_time(node, found, now)
    if role is Role.AUTHOR:
        return _takes_author(node, found, is_inside_text=out is found.written)
    if node.tag in _NAME_TAGS and found.author_guess is None and out is not found.written and len(node) <= 2:
        found.author_guess = name_in(inline_text(node, 2 * LONGEST_NAME))
    return False


def _note_permalink(node: etree._Element, found: _Found) -> None:
    href = node.get("href") or ""
    if found.permalink is None and len(href) < 1000 and _FRAGMENT.search(href):
        found.permalink = href.strip()


def _takes_time(node: etree._Element, found: _Found, now: datetime | None) -> bool:
    text = inline_text(node, 2 * LONGEST_STAMP)
    if len(text) > LONGEST_STAMP:
        return False
    moment = None
    for value in (node.get("datetime"), node.get("data-time"), node.get("data-timestamp"), node.get("content")):
        moment = moment or (read_attribute(value, now) if value else None)
    moment = moment or _best_stamp(node.get("title"), text, now)
    if moment is None:
        return False
    found.moment = found.moment or moment
    line = classify(text, words()) if found.author is None and text else None
    if line is not None and line.author:
        found.author_guess = name_in(line.author) or found.author_guess
    return True


def _best_stamp(title: str | None, text: str, now: datetime | None) -> Moment | None:
    return (read_moment(title, now) if title else None) or read_moment(text, now)


def _takes_author(node: etree._Element, found: _Found, *, is_inside_text: bool) -> bool:
    if is_inside_text and found.author is not None:
        return False
    inner = [child for child in node.iterdescendants() if role_of(child) is Role.AUTHOR][:1]
    name = name_in(inline_text(node, 200))
    if name is None or inner:  # a box around the name and more
        return False
    if found.author is None:
        found.author = name
        return read_moment(inline_text(node, 200)) is None
    return name == found.author


def name_in(text: str) -> str | None:
    """The name that a short text consists of, words around it ("by", "says:") taken away; None where it is no name."""
    name = _AFTER_NAME.sub("", _BY.sub("", text)).strip(" \t:-–—|,.»«•·\"'()[]")
    if not name or len(name) > LONGEST_NAME or len(name.split()) > 6 or not any(map(str.isalnum, name)):
        return None
    kind = classify(name, words()).kind
    return None if kind in (LineKind.ACTION, LineKind.STAMP, LineKind.ANNOUNCEMENT, LineKind.END) else name


def _chosen(found: _Found) -> list[str]:
    """Lines of the element named as text, of all but heads and feet where that is too little, else of everything."""
    written, beside = split_lines(iter(found.written)), split_lines(iter(found.beside))
    size, around = sum(map(len, written)), sum(map(len, beside))
    if size and size >= LEAST_TEXT_SHARE * (size + around):
        return written
    if around:
        return beside + written
    return split_lines(iter(found.panels))


def _headed(found: _Found, lines: list[str], now: datetime | None) -> ReadComment:
    """Read what the text's first lines and the head's say of author and time, and take such lines off its ends."""
    lexicon = words()
    author, moment = found.author, found.moment
    first, last = 0, len(lines)
    while first < last and (_is_name(lines[first], author, found.author_guess) or _kind(lines[first]) in _HEADS):
        line = classify(lines[first], lexicon)
        author = author or (name_in(line.author) if line.author else None)
        if moment is None and line.kind is LineKind.STAMP:
            moment = read_moment(lines[first], now)
        first += 1
    while last > first and _kind(lines[last - 1]) in _TAILS:
        if moment is None and _kind(lines[last - 1]) is LineKind.STAMP:
            moment = read_moment(lines[last - 1], now)
        last -= 1
    kept = lines[first:last] or ([] if len(lines) > 3 else [line for line in lines if line != author])
    for printed in split_lines(iter(found.panels))[:12]:
        if moment is None and len(printed) <= LONGEST_STAMP and _kind(printed) is LineKind.STAMP:
            moment = read_moment(printed, now)
        if author is None and len(printed) <= LONGEST_STAMP:
            line = classify(printed, lexicon)
            author = name_in(line.author) if line.author else None
    return ReadComment(author or found.author_guess, moment, found.permalink, tuple(kept))


def _kind(line: str) -> LineKind:
    return classify(line, words()).kind


def _is_name(line: str, *names: str | None) -> bool:
    return len(line) <= LONGEST_NAME + 12 and any(name is not None and line.strip(" :,-") == name for name in names)
