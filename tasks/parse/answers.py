"""Whom a comment answers, where a page without markup says so: by a name in its head, or by what it quotes.

What belongs here: quotations of other comments and names of those who are answered. What does not: answers told by the
controls below them (posts.py), documents from elsewhere that a comment quotes (quoted.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.parse.folding import folded
from tasks.parse.lines import Line, LineKind, word_count
from tasks.parse.posts import Post
from tasks.parse.words import words

FEWEST_WORDS = 3  # of a quoted line; two people may say less in the same words
KEY_WORDS = 12  # by which a quoted line is known again, though a scraper may have joined it to the next
LONGEST_MARK = 80  # characters
LONGEST_NAME = 40


def with_quotations(lines: list[Line]) -> list[Line]:
    """The same lines, heads of quotations (`Mara wrote:`) taken for text: what they quote stands above."""
    marks = [at for at in range(1, len(lines) - 1) if _may_open(lines[at])]
    if not marks:
        return lines
    firsts = _firsts(lines)
    changed = list(lines)
    for at in marks:
        first = firsts.get(_key(lines[at + 1]), at + 1)
        if first < at and lines[first - 1].text != lines[at].text:  # else all comments are printed twice
            changed[at] = Line(lines[at].text, LineKind.TEXT)
    return changed


def answered_posts(lines: Sequence[Line], posts: Sequence[Post]) -> dict[int, int]:
    """Which post answers which earlier one, both by their places in `posts`."""
    answered: dict[int, int] = {}
    writers: dict[str, int] = {}
    firsts = _firsts(lines) if any(_opens(lines[at].text) for post in posts for at in post.written) else {}
    owners = {line: place for place, post in enumerate(posts) for line in post.written}
    for place, post in enumerate(posts):
        quoted = (
            owners.get(firsts.get(_key(lines[below]), below))
            for at, below in zip(post.written, post.written[1:], strict=False)
            if _opens(lines[at].text)
        )
        named = writers.get(_answered_name(post.stamp or ""))
        other = next((owner for owner in quoted if owner is not None and owner < place), named)
        if other is not None:
            answered[place] = other
        if post.author is not None:
            writers[_folded_name(post.author)] = place
    return answered


def _may_open(line: Line) -> bool:
    return line.kind is not LineKind.STAMP and _opens(line.text)


def _opens(text: str) -> bool:
    """`Mara wrote:`, `Quote:`, `Zitat von Mara:`, `Originally Posted by Mara`."""
    if len(text) > LONGEST_MARK:
        return False
    low = text.lower().strip('*»>“" ')
    lexicon = words()
    bare = low.rstrip(": ")
    if bare in lexicon.quotes or low.startswith(lexicon.quotes_of):
        return True
    return low.endswith(":") and bare.endswith(lexicon.says_verbs)


def _firsts(lines: Sequence[Line]) -> dict[bytes, int]:
    """Where each written line stands first."""
    firsts: dict[bytes, int] = {}
    for at, line in enumerate(lines):
        if line.kind is LineKind.TEXT and word_count(line.text) >= FEWEST_WORDS:
            firsts.setdefault(_key(line), at)
    return firsts


def _key(line: Line) -> bytes:
    return b" ".join(folded(line.text).split()[:KEY_WORDS])


def _answered_name(stamp: str) -> str:
    """The name of whom a comment's head says it answers, folded; nothing where it names nobody."""
    low = stamp.lower()
    for mark in words().answered:
        _, found, rest = low.partition(mark)
        if found:
            return _folded_name(words().stamp.split(rest, maxsplit=1)[0][:LONGEST_NAME])
    return ""


def _folded_name(name: str) -> str:
    return " ".join(name.casefold().split()).strip("•·|,:;()- ")
