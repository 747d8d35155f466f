"""Matching: which watchlists a page answers, and with which words.

What belongs here: compiled watchlists and the search. What does not: the query language (query.py), the file
(definitions.py), or what a hit sets off.

A query is asked of each voice by itself: of the article, of every comment, of every quoted document. `ferry AND strike`
is not answered by an article on a ferry under which one reader writes of a strike. Furniture answers nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from tasks.findings import Match, Mention
from tasks.records import Page, Segment
from tasks.watchlists.query import AllOf, AnyOf, Entity, Fact, Near, Node, Scope, Words, canonical, leaves_of
from tasks.watchlists.terms import Finder, Term, fold
from tasks.watchlists.voices import Voices


@dataclass(frozen=True, slots=True, order=True)
class _Hit:
    start: int
    end: int
    segment: int  # position among the page's leaves


_Hits = frozenset[_Hit]
_Found = Mapping[int, Sequence[_Hit]]  # what was found in one voice, by the identity of the query's leaf


class Watchlists:
    """Compiled watchlists: one pass finds the words of all of them, however many there are."""

    def __init__(self, queries: Mapping[str, Node]) -> None:
        """Compile queries by the list's name; the names' order is kept."""
        self._names = tuple(queries)
        self.nodes = tuple(queries.values())
        self.versions = {name: _version(node) for name, node in queries.items()}
        self._terms: dict[Term, int] = {}
        self._asking: list[list[tuple[int, Words]]] = []  # by number of the term
        self._asking_entity: dict[str, list[tuple[int, Entity]]] = {}
        for number, node in enumerate(self.nodes):
            for leaf in leaves_of(node):
                self._register(number, leaf)
        self._finder = Finder(self._terms)

    def _register(self, number: int, leaf: Words | Entity | Fact) -> None:
        if isinstance(leaf, Words):
            position = self._terms.setdefault(leaf.term, len(self._terms))
            if position == len(self._asking):
                self._asking.append([])
            self._asking[position].append((number, leaf))
        elif isinstance(leaf, Entity):
            self._asking_entity.setdefault(leaf.wanted, []).append((number, leaf))

    def find(self, page: Page, mentions: Iterable[Mention] = ()) -> tuple[Match, ...]:
        """As `find_matches`."""
        voices = Voices(page)
        found: dict[tuple[int, int], dict[int, list[_Hit]]] = {}
        for number, voice, leaf, hit in self._hits(page, mentions, voices):
            found.setdefault((number, voice), {}).setdefault(id(leaf), []).append(hit)
        answers = [
            (hit, self._names[number])
            for (number, voice), of_voice in found.items()
            for hit in _Evaluation(of_voice, voices, voice).holds(self.nodes[number]) or ()
        ]
        return tuple(self._matches(answers, voices))

    def _hits(
        self, page: Page, mentions: Iterable[Mention], voices: Voices
    ) -> Iterator[tuple[int, int, Words | Entity, _Hit]]:
        for term, start, end in self._finder.find(page.text):
            yield from _placed(self._asking[term], start, end, voices)
        if self._asking_entity:
            for mention in mentions:
                for wanted in sorted({mention.entity_id or "", fold(mention.name)}):
                    asking = self._asking_entity.get(fold(wanted), ())
                    yield from _placed(asking, mention.start, mention.end, voices)

    def _matches(self, answers: list[tuple[_Hit, str]], voices: Voices) -> Iterator[Match]:
        """In text order; of a list's overlapping hits the first and longest."""
        reached: dict[str, int] = {}
        for hit, name in sorted(answers, key=lambda answer: (answer[0].start, -answer[0].end, answer[1])):
            if hit.start >= reached.get(name, 0):
                reached[name] = hit.end
                leaf = voices.leaves[hit.segment]
                yield Match(name, self.versions[name], leaf.segment_id, leaf.layer, hit.start, hit.end)


def find_matches(page: Page, watchlists: Watchlists, mentions: Iterable[Mention] = ()) -> tuple[Match, ...]:
    """Hits of all lists in text order: the words that made a query hold, in every voice that answers it.

    Of a list's overlapping hits the first and longest counts, a hit never reaches over the end of a segment, and what a
    query excludes is no hit. Offsets are true in `page.text`, case folding notwithstanding. `mentions` are the page's
    names, for queries that seek entities.
    """
    return watchlists.find(page, mentions)


def _version(node: Node) -> str:
    return blake2b(canonical(node).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _placed(
    asking: Sequence[tuple[int, Words | Entity]], start: int, end: int, voices: Voices
) -> Iterator[tuple[int, int, Words | Entity, _Hit]]:
    position = voices.leaf_at(start, end)
    if position is None:
        return
    segment, voice = voices.leaves[position], voices.of_leaf(position)
    for number, leaf in asking:
        if _is_in(leaf.scope, segment):
            yield number, voice, leaf, _Hit(start, end, position)


def _is_in(scope: Scope, segment: Segment) -> bool:
    return segment.layer in scope.layers and (scope.kinds is None or segment.kind in scope.kinds)


@dataclass(frozen=True, slots=True)
class _Evaluation:
    """A query asked of one voice."""

    found: _Found
    voices: Voices
    voice: int

    def holds(self, node: Node) -> _Hits | None:
        """The hits by which a part of a query holds; None where it does not (a fact that holds has no hits)."""
        if isinstance(node, Words | Entity):
            return frozenset(self.found[id(node)]) if id(node) in self.found else None
        if isinstance(node, Fact):
            return frozenset() if self.voices.is_fact(self.voice, node) else None
        if isinstance(node, Near):
            return self._near(node)
        if isinstance(node, AnyOf):
            return _union([hits for part in node.parts if (hits := self.holds(part)) is not None])
        return self._all(node)

    def _all(self, node: AllOf) -> _Hits | None:
        parts = [self.holds(part) for part in node.parts]
        kept = [part for part in parts if part is not None]
        if len(kept) < len(parts) or any(self.holds(part) is not None for part in node.excluded):
            return None
        return _union(kept)

    def _near(self, node: Near) -> _Hits | None:
        left, right = self.holds(node.left), self.holds(node.right)
        if not left or not right:
            return None
        close = self._close(left, right, node.distance) | self._close(right, left, node.distance)
        return close or None

    def _close(self, hits: _Hits, others: _Hits, distance: int) -> _Hits:
        """The hits that have one of the others within a distance before or after them."""
        begins = sorted(self.voices.words_before(other.start) for other in others)
        ends = sorted(self.voices.words_before(other.end) for other in others)
        return frozenset(hit for hit in hits if self._has_neighbour(hit, begins, ends, distance))

    def _has_neighbour(self, hit: _Hit, begins: Sequence[int], ends: Sequence[int], distance: int) -> bool:
        first, last = self.voices.words_before(hit.start), self.voices.words_before(hit.end)
        after = bisect_left(begins, last)
        before = bisect_right(ends, first) - 1
        is_before = before >= 0 and first - ends[before] <= distance
        return is_before or (after < len(begins) and begins[after] - last <= distance)


def _union(parts: Sequence[_Hits]) -> _Hits | None:
    return frozenset().union(*parts) if parts else None
