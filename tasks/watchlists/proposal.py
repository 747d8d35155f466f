"""Proposals: what an index of words can know of a query, so that few voices are left to be asked the query itself.

What belongs here: from a query to what a voice must hold if it answers it. What does not: the index (warehouse/search).

Every voice that answers a query holds its proposal. Where a proposal is exact, every voice that holds it answers too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from tasks.records import Kind, Layer
from tasks.watchlists.query import READ_LAYERS, AllOf, AnyOf, Entity, Fact, Near, Node, Scope, Words
from tasks.watchlists.terms import Term
from tasks.watchlists.words import UNSPACED, without_edges, words_between

LONGEST_WORD = 255  # letters of a word that an index keeps; longer ones are cut on both sides
_PIECE = re.compile(rf"(?!_)(?=\w)[{UNSPACED}]|(?:[^\W_{UNSPACED}]|[*?])+")
_WILDCARD = re.compile(r"[*?]")
_TITLE = (Kind.TITLE,)


@dataclass(frozen=True, slots=True)
class Where:
    """In which layers a voice may be, and whether only titles count."""

    layers: tuple[Layer, ...] = READ_LAYERS
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class HasWords:
    """These words, one after the other, or so many tokens apart."""

    words: tuple[str, ...]
    where: Where = Where()
    apart: int = 0


@dataclass(frozen=True, slots=True)
class HasPattern:
    """A word of this form: `*` stands for any number of letters, `?` for one."""

    pattern: str
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class HasFact:
    """A site, a language, an author or an entity (folded)."""

    field: str
    wanted: str
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Every:
    """All of these, and none of the excluded."""

    parts: tuple[Sought, ...]
    excluded: tuple[Sought, ...] = ()
    preferred: tuple[HasWords, ...] = ()  # two words close to each other: such voices come first


@dataclass(frozen=True, slots=True)
class Some:
    """One of these at least; of no parts, nothing."""

    parts: tuple[Sought, ...]


Sought: TypeAlias = HasWords | HasPattern | HasFact | Every | Some
NOTHING = Some(())


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a voice must hold; where it is exact, all that it needs to hold."""

    sought: Sought
    is_exact: bool


def propose(node: Node) -> Proposal:
    """The proposal of a query."""
    if isinstance(node, Words):
        return _of_words(node)
    if isinstance(node, Entity):
        where = _where(node.scope)
        found = NOTHING if where is None else HasFact("entity", node.wanted, where)
        return Proposal(found, not node.scope.kinds)
    if isinstance(node, Fact):
        return Proposal(HasFact(node.field, node.wanted), True)
    if isinstance(node, Near):
        return _of_near(node)
    if isinstance(node, AnyOf):
        parts = [propose(part) for part in node.parts]
        return Proposal(Some(tuple(part.sought for part in parts)), all(part.is_exact for part in parts))
    return _of_all(node)


def _of_near(node: Near) -> Proposal:
    """Both sides; how far they stand apart an index cannot know, as words in it may have several parts."""
    left, right = propose(node.left).sought, propose(node.right).sought
    preferred: tuple[HasWords, ...] = ()
    if isinstance(left, HasWords) and isinstance(right, HasWords) and len(left.words) == len(right.words) == 1:
        apart = 2 * node.distance + 1
        preferred = tuple(HasWords(a.words + b.words, a.where, apart) for a, b in ((left, right), (right, left)))
    return Proposal(Every((left, right), preferred=preferred), False)


def _of_all(node: AllOf) -> Proposal:
    parts = [propose(part) for part in node.parts]
    excluded = [propose(part) for part in node.excluded]
    certain = tuple(part.sought for part in excluded if part.is_exact)
    is_exact = all(part.is_exact for part in (*parts, *excluded))
    return Proposal(Every(tuple(part.sought for part in parts), certain), is_exact)


def _where(scope: Scope) -> Where | None:
    """A scope as far as an index knows it; None where nothing can be in it."""
    if not scope.layers or scope.kinds == ():
        return None
    return Where(scope.layers, scope.kinds == _TITLE)


def _of_words(node: Words) -> Proposal:
    where = _where(node.scope)
    if where is None:
        return Proposal(NOTHING, True)
    sought, is_exact = _of_term(node.term, where)
    return Proposal(sought, is_exact and node.term.exact is None and node.scope.kinds in (None, _TITLE))


def _of_term(term: Term, where: Where) -> tuple[Sought, bool]:
    """What a term says of words, and whether that is all that it says."""
    folded, reached = term.folded, 0
    runs: list[Sought] = []
    pieces = [piece.span() for piece in _PIECE.finditer(folded)]
    for start, end in (*pieces, (len(folded), len(folded))):
        piece = folded[start:end]
        if piece and _WILDCARD.search(piece) is None:
            continue
        words = without_edges(words_between(folded[reached:start], 0, start - reached))
        if words:
            runs.append(HasWords(tuple(word[:LONGEST_WORD] for word in words), where))
        if _WILDCARD.sub("", piece):
            runs.append(HasPattern(_bounded(piece), where))
        reached = end
    return (runs[0] if len(runs) == 1 else Every(tuple(runs))), _is_exact(folded, pieces)


def _is_exact(folded: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether a term begins and ends in words that the index keeps whole, without wildcards but for the end of one."""
    is_whole = pieces[0][0] == 0 and pieces[-1][1] == len(folded)
    is_short = all(end - start < LONGEST_WORD for start, end in pieces)
    is_plain = _WILDCARD.search(folded.removesuffix("*") if len(pieces) == 1 else folded) is None
    return is_whole and is_short and is_plain


def _bounded(piece: str) -> str:
    """A pattern that holds for a word also where the index has cut it."""
    longest = len(piece) + 40 * piece.count("*")
    return piece if longest < LONGEST_WORD else piece[: _first_wildcard(piece)][:LONGEST_WORD] + "*"


def _first_wildcard(piece: str) -> int:
    found = _WILDCARD.search(piece)
    return len(piece) if found is None else found.start()
