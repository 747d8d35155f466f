"""One comment's markup to its author, time, permalink and text.

What belongs here: telling head, text and controls within a comment. What does not: finding comments on a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import islice

from lxml import etree

from tasks.dates.stamps import Reader
from tasks.parse.comment_layouts import Role, role_of
from tasks.parse.lines import LineKind, classify
from tasks.parse.tree_text import INLINE_TAGS, UNSEEN_TAGS, inline_text, split_lines
from tasks.parse.words import words
from tasks.records import Moment

LONGEST_NAME = 50
LONGEST_STAMP = 120
LONGEST_HEAD = 400  # of an element named as head or foot, its lists of a writer's data with it
HEAD_LINES = 12
LONGEST_REFRAIN = 60
FEWEST_COMMENTS = 3  # from which a line that most of them have is no accident
LEAST_TEXT_SHARE = 0.25  # of the comment's text that must stand in the element named as its text
_NAME_TAGS = frozenset({"a", "b", "strong", "h2", "h3", "h4", "h5", "h6", "i", "em", "span"})
_BY = re.compile(
    r"^\W{0,3}(?:(?:posted|written|submitted|comment|commented|originally posted|post|re|started)\s)?"
    r"(?:by|von|par|por|from)\b\s?:?\s?",
    re.I,
)
_AFTER_NAME = re.compile(
    r"\s{0,2}(?:\b(?:says|said|wrote|writes|commented|replied|sagt|schrieb|schreibt|dit|dice|dijo|on)\b"
    r"|[:|•·–—»(\[#@]|\s-\s|,\s|\.\.\.).{0,200}$",
    re.IGNORECASE | re.DOTALL,
)
_DIGITS = re.compile(r"\d{1,20}")
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
    is_stamped: bool = False  # a time is printed, whether or not it could be read

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


def read_comment(roots: Sequence[etree._Element], others: Set[etree._Element], reader: Reader) -> ReadComment:
    """Read the comment that stands in `roots`; subtrees of `others` (answers inside it) are left out.

    `reader` knows when the page was fetched and how it writes dates.
    """
    found = _Found()
    for root in roots:
        _walk(root, others, reader, found)
    lines = _chosen(found)
    return _headed(found, lines, reader)


def without_refrains(comments: Sequence[ReadComment]) -> list[ReadComment]:
    """The same comments without the short lines that most of them begin or end with: the template wrote those."""
    if len(comments) < FEWEST_COMMENTS:
        return list(comments)
    counts = Counter(
        line for comment in comments for line in {_refrain(line) for line in (*comment.lines[:4], *comment.lines[-3:])}
    )
    refrains = {line for line, count in counts.items() if line and 2 * count > len(comments)}
    return [_trimmed(comment, refrains) for comment in comments] if refrains else list(comments)


def _refrain(line: str) -> str:
    """A short line with its numbers taken out; "" for a longer one."""
    return _DIGITS.sub("0", line.casefold()) if len(line) <= LONGEST_REFRAIN else ""


def _trimmed(comment: ReadComment, refrains: Set[str]) -> ReadComment:
    first, last = 0, len(comment.lines)
    while first < last and _refrain(comment.lines[first]) in refrains:
        first += 1
    while last > first and _refrain(comment.lines[last - 1]) in refrains:
        last -= 1
    return replace(comment, lines=comment.lines[first:last])


def _walk(root: etree._Element, others: Set[etree._Element], reader: Reader, found: _Found) -> None:
    zones: list[tuple[etree._Element, list[str]]] = [(root, found.beside)]
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        out = zones[-1][1]
        if node.tag not in INLINE_TAGS and node.tag not in UNSEEN_TAGS:
            out.append("\n")
        if event == "start":
            if node is not root:
                if node.tag in UNSEEN_TAGS or node in others or _takes(node, found, out, reader):
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
        return found.written if out is found.written or not _holds_head(node) else out
    if role is not None and len(inline_text(node, LONGEST_HEAD + 1)) > LONGEST_HEAD:
        return out  # a box around more than a head
    return found.panels if role in (Role.PANEL, Role.AUTHOR, Role.TIME) and out is not found.written else out


def _holds_head(node: etree._Element) -> bool:
    """Whether an element named as text is a box around head and text."""
    return any(role_of(inner) in (Role.AUTHOR, Role.PANEL) for inner in node.iterdescendants())


def _takes(node: etree._Element, found: _Found, out: list[str], reader: Reader) -> bool:
    """Take a node as author, time or control; whether it is thereby done with."""
    role = role_of(node)
    if node.tag == "a" and out is not found.written:
        _note_permalink(node, found)
    if role is Role.DROP:
        _note_signature(node, found, reader)
        return node.tag != "a" or out is not found.written or len(inline_text(node, 60)) < 40
    if role is Role.TIME:
        return _takes_time(node, found, reader)
    if role is Role.AUTHOR:
        return _takes_author(node, found, reader, is_inside_text=out is found.written)
    if node.tag in _NAME_TAGS and found.author_guess is None and out is not found.written and len(node) <= 2:
        found.author_guess = name_in(inline_text(node, 2 * LONGEST_NAME))
    return False


def _note_signature(node: etree._Element, found: _Found, reader: Reader) -> None:
    """Author and time where they stand in what is otherwise left out ("July 3, 2021 | Ann")."""
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
    for value in (node.get("datetime"), node.get("data-time"), node.get("data-timestamp"), node.get("content")):
        moment = moment or reader.attribute(value)
    moment = moment or _best_stamp(node.get("title"), text, reader)
    if moment is None:
        return False
    found.moment = found.moment or moment
    for link in islice(node.iter("a"), 1):
        _note_permalink(link, found)
    line = classify(text, words()) if found.author is None and text else None
    if line is not None and line.author:
        found.author_guess = name_in(line.author) or found.author_guess
    return True


def _best_stamp(title: str | None, text: str, reader: Reader) -> Moment | None:
    return (reader.printed(title) if title else None) or reader.printed(text)


def _takes_author(node: etree._Element, found: _Found, reader: Reader, *, is_inside_text: bool) -> bool:
    if is_inside_text and found.author is not None:
        return False
    printed = inline_text(node, LONGEST_STAMP + 1)
    if len(printed) > LONGEST_STAMP:
        return False
    inner = any(role_of(child) in (Role.AUTHOR, Role.TEXT) for child in node.iterdescendants())
    name = next((name for name in map(name_in, _link_texts(node)) if name), None) or name_in(printed)
    if name is None or inner:  # a box around the name and more
        return False
    if found.author is not None:
        return name == found.author
    found.author = name
    if len(printed) > len(name) + 5:
        found.moment = found.moment or reader.printed(printed)
    return True


def _link_texts(node: etree._Element) -> list[str]:
    """Texts of the first links inside a box around a name."""
    return [inline_text(link, 2 * LONGEST_NAME) for link in islice(node.iterdescendants("a"), 3)]


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


def _headed(found: _Found, lines: list[str], reader: Reader) -> ReadComment:
    """Read what the text's first lines and the head's say of author and time, and take such lines off its ends."""
    lexicon = words()
    author, moment, is_stamped = found.author, found.moment, False
    first, last = 0, len(lines)
    while first < last and (_is_name(lines[first], author, found.author_guess) or _kind(lines[first]) in _HEADS):
        line = classify(lines[first], lexicon)
        author = author or (name_in(line.author) if line.author else None)
        if moment is None and line.kind is LineKind.STAMP:
            moment, is_stamped = reader.printed(lines[first]), True
        first += 1
    while last > first:
        line = classify(lines[last - 1], lexicon)
        if line.kind not in _TAILS and not _is_name(line.text, author):
            break
        if line.kind is LineKind.STAMP:
            moment = moment or reader.printed(line.text)
            author = author or (name_in(line.author) if line.author else None)
        last -= 1
    kept = lines[first:last]
    if not kept and found.written:
        kept = [
            line for line in lines if not _is_name(line, author) and _kind(line) not in (LineKind.STAMP, LineKind.SAYS)
        ]
    kept = [line for line in kept if lexicon.announced_none.match(line) is None]
    for printed in (*split_lines(iter(found.panels))[:HEAD_LINES], *split_lines(iter(found.beside))[:HEAD_LINES]):
        if moment is None and len(printed) <= LONGEST_STAMP and _kind(printed) is LineKind.STAMP:
            moment, is_stamped = reader.printed(printed), True
        if author is None and len(printed) <= LONGEST_STAMP:
            line = classify(printed, lexicon)
            author = name_in(line.author) if line.author else None
    return ReadComment(author or found.author_guess, moment, found.permalink, tuple(kept), is_stamped)


def _kind(line: str) -> LineKind:
    return classify(line, words()).kind


def _is_name(line: str, *names: str | None) -> bool:
    return len(line) <= LONGEST_NAME + 12 and any(name is not None and line.strip(" :,-") == name for name in names)
