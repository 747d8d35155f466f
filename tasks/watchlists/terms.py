"""Terms: the words and phrases that watchlists seek, and where a text holds them.

What belongs here: the rules by which a term is found, and the one automaton over all terms. What does not: how terms
are joined (query.py), or in whose text a hit counts (matching.py).

A term is found as whole words whatever its case; a term in capitals only (`WHO`) is found as written. `*` stands for
any letters or digits of a word (`vaccin*`, `"immuni*ation rate*"`), `?` for exactly one (`wom?n`); where no spaces part
the words, a term is found without them (words.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ahocorasick

from tasks.watchlists.words import UNSPACED, is_inside_word

# One character for one character, so that offsets into the folded text are offsets into the text itself.
_MARKS = {"’": "'", "‘": "'", "‑": "-", "‐": "-"} | dict.fromkeys("\t\n\r\u00a0\u2009\u202f", " ")
_WILDCARD = re.compile(r"[*?]")
_WILDCARD_PARTS = re.compile(r"([*?])")
_LETTER = rf"[^\W_{UNSPACED}]"
_STANDS_FOR = {"*": _LETTER + "{0,40}", "?": _LETTER}  # bounded: a hostile word costs no more than its length
_REST_OF_WORD = _LETTER + "*+"
MOST_WILDCARDS = 4  # of one term; each one multiplies what has to be tried


class TermError(ValueError):
    """A term cannot be sought; the message says why."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term ready to be sought: its folded beginning, and what has to follow it."""

    head: str  # folded, up to the first wildcard
    tail: str  # a regular expression for the rest; empty without wildcards
    exact: str | None  # a regular expression for all of it, where case counts
    folded: str = field(default="", compare=False, repr=False)  # as written, folded, with its wildcards


def make_term(written: str) -> Term:
    """The term that is written so. Raises TermError."""
    words = " ".join(written.split())
    wildcards = len(_WILDCARD.findall(words))
    first = _WILDCARD.search(words)
    head = words[: first.start()] if first else words
    if not any(character.isalnum() for character in head):
        raise TermError("a term needs at least one letter or digit" + (" before its first wildcard" if first else ""))
    if wildcards > MOST_WILDCARDS:
        raise TermError(f"a term has {MOST_WILDCARDS} wildcards at most")
    exact = _pattern(plain_marks(words)) if _WILDCARD.sub("", words).isupper() else None
    return Term(fold(head), _pattern(fold(words[len(head) :])), exact, fold(words))


def _pattern(written: str) -> str:
    parts = _WILDCARD_PARTS.split(written.removesuffix("*"))
    rest = _REST_OF_WORD if written.endswith("*") else ""
    return "".join(_STANDS_FOR.get(part) or re.escape(part) for part in parts) + rest


def fold(text: str) -> str:
    """The text as terms are compared: lower case, plain apostrophes, hyphens and spaces; as long as the text."""
    return plain_marks(text).replace("İ", "i").lower().replace("ς", "σ")


def plain_marks(text: str) -> str:
    """The text with plain apostrophes, hyphens and spaces, as long as it was."""
    for mark, plain in _MARKS.items():  # ten scans in C cost less than one walk by str.translate
        text = text.replace(mark, plain)
    return text


class Finder:
    """Finds all terms in one pass over a text."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Make the automaton; a term is known by its position from now on."""
        by_head: dict[str, list[tuple[int, Any, Any]]] = {}
        for number, term in enumerate(terms):
            tail = re.compile(term.tail) if term.tail else None
            exact = None if term.exact is None else re.compile(term.exact)
            by_head.setdefault(term.head, []).append((number, tail, exact))
        self._is_exact = any(exact is not None for sought in by_head.values() for _, _, exact in sought)
        self._automaton: Any = None
        if by_head:
            self._automaton = _automaton(by_head)

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Every hit as (number of the term, start, end), by the end of the term's head."""
        if self._automaton is None:
            return
        folded, marked = fold(text), plain_marks(text) if self._is_exact else text
        for last, (length, sought) in self._automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if start and is_inside_word(text, start):
                continue
            for number, tail, exact in sought:
                reached = _reach(text, folded, end, tail)
                if reached and (exact is None or exact.fullmatch(marked, start, reached)):
                    yield number, start, reached


def _reach(text: str, folded: str, end: int, tail: Any) -> int:
    """Where a hit ends whose head ends at `end`; 0 where it is no hit."""
    if tail is not None:
        rest = tail.match(folded, end)
        if rest is None:
            return 0
        end = rest.end()
    return end if end == len(text) or not is_inside_word(text, end) else 0


def _automaton(by_head: Mapping[str, Sequence[object]]) -> Any:
    automaton = ahocorasick.Automaton()
    for head, sought in by_head.items():
        automaton.add_word(head, (len(head), tuple(sought)))
    automaton.make_automaton()
    return automaton
