"""Whom a comment answers, where a page without markup says so: by a name in its head, or by what it quotes.

What belongs here: quotations of other comments and names of those who are answered. What does not: answers told by the
controls below them (posts.py), documents from elsewhere that a comment quotes (repeats/quoted_documents.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.parse.base.folding import folded
from tasks.parse.lines.kinds import Line, LineKind, word_count
from tasks.parse.lines.vocabulary import words
from tasks.parse.plain.posts import Post

FEWEST_WORDS = 3  # of a quoted line; two people may say less in the same words
KEY_WORDS = 12  # by which a quoted line is known again, though a scraper may have joined it to the next
LONGEST_MARK = 80  # characters
LONGEST_NAME = 40  # characters of a name


def with_quotations(lines: list[Line]) -> list[Line]:
    """The same lines, heads of quotations (`Mara wrote:`) taken for text: what they quote stands above."""
    marks = [at for at in range(1, len(lines) - 1) if _may_open(lines[at])]
    if not marks:
        return lines
    firsts = _firsts(lines)
    changed = list(lines)
    for at in marks:
        first = firsts.get(quotation_key(lines[at + 1].text), at + 1)
        if first < at and lines[first - 1].text != lines[at].text:  # else all comments are printed twice
            changed[at] = Line(lines[at].text, LineKind.TEXT)
    return changed


def answered_posts(lines: Sequence[Line], posts: Sequence[Post]) -> dict[int, int]:
    """Which post answers which earlier one, both by their places in `posts`."""
    answered: dict[int, int] = {}
    writers: dict[str, int] = {}
    firsts = _firsts(lines) if any(opens_quotation(lines[at].text) for post in posts for at in post.written) else {}
    owners = {line: place for place, post in enumerate(posts) for line in post.written}
    for place, post in enumerate(posts):
        quoted = (
            owners.get(firsts.get(quotation_key(lines[below].text), below))
            for at, below in zip(post.written, post.written[1:], strict=False)
            if opens_quotation(lines[at].text)
        )
        named = writers.get(_answered_name(post.stamp or ""))
        other = next((owner for owner in quoted if owner is not None and owner < place), named)
        if other is not None:
            answered[place] = other
        if post.author is not None:
            writers[folded_name(post.author)] = place
    return answered


def _may_open(line: Line) -> bool:
    return line.kind is not LineKind.STAMP and opens_quotation(line.text)


def opens_quotation(text: str) -> bool:
    """Whether a line opens a quotation: `Mara wrote:`, `Quote:`, `Zitat von Mara:`, `Originally Posted by Mara`."""
    if len(text) > LONGEST_MARK:
        return False
    low = text.lower().strip('*»>“" ↑')
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
            firsts.setdefault(quotation_key(line.text), at)
    return firsts


def quotation_key(text: str) -> bytes:
    """The first words of a line, folded: by them a quoted line is known again."""
    return b" ".join(folded(text).split(maxsplit=KEY_WORDS)[:KEY_WORDS])


def quoted_name(head: str) -> str:
    """Who is quoted by the head of a quotation, folded (`Mara wrote:`, `Zitat von Mara:`); "" where it names nobody."""
    line = " ".join(head.split()).strip('*»>“" :↑')
    low = line.lower()
    lexicon = words()
    phrase = max((found for found in lexicon.quotes_of if low.startswith(found)), key=len, default=None)
    if phrase is not None:
        return folded_name(line[len(phrase) :])
    verb = max((found for found in lexicon.says_verbs if low.endswith(found)), key=len, default="")
    return folded_name(line[: len(line) - len(verb)]) if verb else ""


def _answered_name(stamp: str) -> str:
    """The name of whom a comment's head says it answers, folded; nothing where it names nobody."""
    low = stamp.lower()
    for mark in words().answered:
        _, found, rest = low.partition(mark)
        if found:
            return folded_name(words().stamp.split(rest, maxsplit=1)[0][:LONGEST_NAME])
    return ""


def folded_name(name: str) -> str:
    """A name in lower case, without the marks that are printed around it."""
    return " ".join(name.casefold().split()).strip("•·|,:;()- ")
