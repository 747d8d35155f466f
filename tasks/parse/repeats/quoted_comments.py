"""Which earlier comment of its page a comment quotes: told by the words they share, and by the name above them.

What belongs here: quotations of comments, wherever they were read. What does not: whom a comment answers
(plain/answers.py, comments/discussion.py), documents from elsewhere that a comment quotes (quoted_documents.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.parse.base.assembly import Block, Container
from tasks.parse.lines.kinds import word_count
from tasks.parse.plain.answers import FEWEST_WORDS, folded_name, opens_quotation, quotation_key, quoted_name
from tasks.records import Kind, Layer

LONE_WORDS = 8  # of a line that is believed to be quoted though nothing above it says so
MOST_HOLDERS = 20  # comments remembered for a line; what more of them say is nobody's in particular
_Holders = dict[bytes, list[int | None]]


def with_quoted_comments(blocks: Sequence[Block], containers: Sequence[Container]) -> tuple[Container, ...]:
    """The same containers, a comment that quotes an earlier one bearing its index in `quotes`.

    What the article, or the post that opens a thread, said first is a quotation of no comment.
    """
    holders: _Holders = {}
    written: dict[int, list[str]] = {}
    for block in blocks:
        if block.layer is Layer.ARTICLE:
            holders.setdefault(quotation_key(block.text), [None])
        elif block.container is not None and containers[block.container].kind is Kind.COMMENT:
            written.setdefault(block.container, []).append(block.text)
    if len(written) < 2:
        return tuple(containers)
    found = list(containers)
    for index, lines in written.items():
        quoted = _quoted(lines, index, holders, containers)
        if quoted is not None:
            found[index] = replace(found[index], quotes=quoted)
        for line in lines:
            _hold(line, index, holders)
    return tuple(found)


def _hold(line: str, index: int, holders: _Holders) -> None:
    if word_count(line) >= FEWEST_WORDS:
        held = holders.setdefault(quotation_key(line), [])
        if len(held) < MOST_HOLDERS and (not held or held[-1] != index):
            held.append(index)


def _quoted(lines: Sequence[str], own: int, holders: _Holders, containers: Sequence[Container]) -> int | None:
    """The comment that the first quotation is of: the last one by whom its head names, else who said it first."""
    is_copy = all(quotation_key(line) in holders for line in lines)
    for name, line in _candidates(lines):
        held = holders.get(quotation_key(line), [])
        if not held:
            continue
        if name is not None:
            named = (index for index in reversed(held) if index is not None and _is_by(containers[index], name))
            return next(named, held[0])
        is_particular = len(held) == 1 and not is_copy
        if is_particular and (held[0] is None or containers[held[0]].authors != containers[own].authors):
            return held[0]
    return None


def _candidates(lines: Sequence[str]) -> Iterator[tuple[str | None, str]]:
    """Lines that may be quoted, each with the folded text of the quotation's head above it, None where it has none."""
    head: str | None = None
    for line in lines:
        if opens_quotation(line):
            head = quoted_name(line) if head is None else head  # the head of the outermost of several
            continue
        if word_count(line) >= (LONE_WORDS if head is None else FEWEST_WORDS):
            yield head, line
        head = None


def _is_by(comment: Container, name: str) -> bool:
    author = folded_name(comment.authors[0]) if comment.authors else ""
    return bool(author) and (name == author or name.startswith(f"{author} "))
