"""Watchlists: named lists of words and phrases, and where a page holds one of them.

What belongs here: compiling lists and matching them. What does not: reading the file, or what a hit sets off.

A term is found as whole words whatever its case; a term in capitals only (`WHO`) is found as written, and a trailing
`*` stands for the rest of a word (`vaccin*`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import ahocorasick

from tasks.findings import Match
from tasks.records import Layer, Page, Segment

# One character for one character, so that offsets into the folded text are offsets into the text itself.
_FOLDED = str.maketrans(
    {"İ": "i", "ς": "σ", "’": "'", "‘": "'", "‑": "-", "‐": "-"} | dict.fromkeys("\t\n\r\u00a0\u2009\u202f", " ")
)


class WatchlistError(ValueError):
    """A watchlist is wrong; the message is one sentence that names the list and the term."""


@dataclass(frozen=True, slots=True)
class Term:
    """A compiled term: the folded words sought, and how they must stand in the text."""

    watchlist: str
    folded: str
    exact: str | None  # as it must be written, where case counts
    is_prefix: bool


@dataclass(frozen=True, slots=True)
class Watchlists:
    """Compiled watchlists: one automaton over all terms, and each list's query version."""

    automaton: Any  # ahocorasick.Automaton from folded terms to tuples of Term; None without terms
    versions: Mapping[str, str]


def definitions_from_toml(data: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The lists in a parsed TOML file of `[watchlist.NAME]` tables with `terms`.

    Raises:
        WatchlistError: an unknown key, or terms that are no list of texts.
    """
    unknown = sorted(set(data) - {"watchlist"})
    if unknown:
        raise WatchlistError(f"The watchlists have an unknown key {unknown[0]!r}; write [watchlist.NAME] tables only.")
    tables = data.get("watchlist", {})
    if not isinstance(tables, Mapping):
        raise WatchlistError("The watchlists must be written as [watchlist.NAME] tables.")
    return {str(name): _terms_of_table(str(name), table) for name, table in tables.items()}


def _terms_of_table(name: str, table: object) -> tuple[str, ...]:
    if not isinstance(table, Mapping):
        raise WatchlistError(f"Watchlist {name!r} must be a table with the key 'terms'.")
    unknown = sorted(set(table) - {"terms"})
    if unknown:
        raise WatchlistError(f"Watchlist {name!r} has an unknown key {unknown[0]!r}; it knows 'terms' only.")
    terms = table.get("terms")
    if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
        raise WatchlistError(f"Watchlist {name!r} needs 'terms' as a list of texts.")
    return tuple(terms)


def compile_watchlists(definitions: Mapping[str, Sequence[str]]) -> Watchlists:
    """Compile terms by list name.

    Raises:
        WatchlistError: a list without a name or terms, or a term that is empty, has no letter or digit, or has a `*`
            anywhere but at its end.
    """
    by_text: dict[str, list[Term]] = {}
    versions: dict[str, str] = {}
    for name, written in definitions.items():
        terms = sorted({_compile(name, term) for term in written}, key=_order)
        if not name.strip() or not terms:
            raise WatchlistError(f"Watchlist {name!r} needs a name and at least one term.")
        versions[name] = _version(terms)
        for term in terms:
            by_text.setdefault(term.folded, []).append(term)
    return Watchlists(_automaton(by_text), versions)


def _compile(name: str, written: str) -> Term:
    words = " ".join(written.split())
    is_prefix = words.endswith("*")
    body = words.removesuffix("*").rstrip()
    if "*" in body:
        raise WatchlistError(f"Watchlist {name!r}, term {written!r}: a * may only stand at the end.")
    if not any(character.isalnum() for character in body):
        raise WatchlistError(f"Watchlist {name!r}, term {written!r}: a term needs at least one letter or digit.")
    return Term(name, _fold(body), body if body.isupper() else None, is_prefix)


def _order(term: Term) -> tuple[str, bool, str]:
    return term.folded, term.is_prefix, term.exact or ""


def _version(terms: Sequence[Term]) -> str:
    written = "\n".join(f"{term.folded}\t{term.exact or ''}\t{term.is_prefix}" for term in terms)
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _automaton(by_text: Mapping[str, Sequence[Term]]) -> Any:
    if not by_text:
        return None
    automaton = ahocorasick.Automaton()
    for text, terms in by_text.items():
        automaton.add_word(text, (len(text), tuple(terms)))
    automaton.make_automaton()
    return automaton


def _fold(text: str) -> str:
    return text.translate(_FOLDED).lower().replace("ς", "σ")


def find_matches(page: Page, watchlists: Watchlists) -> tuple[Match, ...]:
    """Hits in all layers but furniture, in text order; of a list's overlapping hits the first and longest.

    A hit never reaches over the end of a segment. Offsets are true in `page.text`, case folding notwithstanding.
    """
    if watchlists.automaton is None:
        return ()
    leaves = sorted((leaf for leaf in page.leaves() if leaf.layer is not Layer.FURNITURE), key=lambda leaf: leaf.start)
    hits = sorted(set(_hits(page.text, watchlists)), key=lambda hit: (hit[0], -hit[1], hit[2]))
    matches: list[Match] = []
    reached: dict[str, int] = {}
    starts = [leaf.start for leaf in leaves]
    for start, end, watchlist in hits:
        leaf = _leaf(leaves, starts, start, end)
        if leaf is None or start < reached.get(watchlist, 0):
            continue
        reached[watchlist] = end
        version = watchlists.versions[watchlist]
        matches.append(Match(watchlist, version, leaf.segment_id, leaf.layer, start, end))
    return tuple(matches)


def _leaf(leaves: Sequence[Segment], starts: Sequence[int], start: int, end: int) -> Segment | None:
    position = bisect_right(starts, start) - 1
    return leaves[position] if position >= 0 and end <= leaves[position].end else None


def _hits(text: str, watchlists: Watchlists) -> Iterator[tuple[int, int, str]]:
    for last, (length, terms) in watchlists.automaton.iter(_fold(text)):
        start, end = last + 1 - length, last + 1
        if start and _is_inside_word(text, start):
            continue
        for term in terms:
            if term.exact is not None and _same_marks(text[start:end]) != _same_marks(term.exact):
                continue
            if term.is_prefix:
                yield start, _word_end(text, end), term.watchlist
            elif end == len(text) or not _is_inside_word(text, end):
                yield start, end, term.watchlist


def _same_marks(text: str) -> str:
    return text.translate(_FOLDED)


def _is_inside_word(text: str, position: int) -> bool:
    return text[position - 1].isalnum() and text[position].isalnum()


def _word_end(text: str, position: int) -> int:
    while position < len(text) and text[position].isalnum():
        position += 1
    return position
