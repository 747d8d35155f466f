"""Searching: the index proposes voices, the matcher decides, and what is shown of a hit is read from the archive.

What belongs here: from a query to hits, how many there are, and where they are. What does not: the index (index.py),
the query language (tasks/watchlists).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

import tantivy

from tasks.records import Layer
from tasks.watchlists.matching import Watchlists
from tasks.watchlists.proposal import propose
from tasks.watchlists.query import AllOf, Entity, Fact, Node, QueryError, leaves_of, parse_query, within
from tasks.watchlists.terms import fold
from tasks.watchlists.voices import Voices
from warehouse.errors import BadQuery
from warehouse.search.compile import all_of, between, compiled
from warehouse.search.fields import day_of
from warehouse.search.index import SearchIndex
from warehouse.search.pages import ArchivedPage, PageReader, Place
from warehouse.search.snippets import Snippet, snippet_of

LAYERS = ("article", "comment", "quoted")
FACETS = ("layer", "site", "language", "month")
ALL_CHECKED = (
    30  # so many voices are all asked the query itself, to count them exactly; set by hand, a tenth of a second
)
_MOST_VALUES = 20  # of a facet
_EXAMPLES = 5  # hits shown of a query that is tried out
_BLOCK = 500  # voices that are looked up at once, where all are wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and among what it is asked: days since (inclusive) and until (exclusive) in which a voice spoke."""

    query: str
    layer: str | None = None
    site: str | None = None
    language: str | None = None
    entity: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A voice that answers: an article, a comment or a quoted document."""

    doc_id: str
    month: str  # of the article's rows
    segment_id: int | None  # of the comment or the quoted document; None for the article
    layer: str
    day: date | None
    site: str | None
    language: str | None
    title: str | None
    url: str | None
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many voices answer: exactly, or at most so many.

    `facets` counts them by layer, site, language and month of the article, the most first.
    """

    hits: tuple[Hit, ...]
    count: int
    is_exact: bool
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Proposed:
    """A voice as the index knows it."""

    score: float
    doc_id: str
    number: int
    place: Place
    day: date | None

    @classmethod
    def of(cls, score: float, stored: tantivy.Document) -> _Proposed:
        place = Place(str(stored["month"][0]), str(stored["batch"][0]))
        return cls(score, str(stored["doc_id"][0]), int(stored["voice"][0]), place, day_of(int(stored["day"][0])))


class Search:
    """A query made ready for an index."""

    def __init__(self, index: SearchIndex, reader: PageReader, asked: Asked) -> None:
        """Compile a query. Raises BadQuery."""
        node = _node(asked)
        proposal = propose(node)
        parts = [compiled(proposal.sought)]
        if asked.since is not None or asked.until is not None:
            parts.append(between(asked.since, asked.until))
        self._query = all_of(parts)
        self._is_exact = proposal.is_exact
        self._watchlist = Watchlists({"search": node})
        self._searcher = index.searcher
        self._reader = reader
        self._parts = _parts_of(node)

    def best(self, limit: int) -> Found:
        """The best hits, at most so many, with counts."""
        if self._is_exact:
            proposed = self._proposed(limit)
            return Found(tuple(self._decided(proposed.hits)), int(proposed.count), True, self._facets())
        total = int(self._proposed(1).count)
        if total <= ALL_CHECKED:
            hits = list(self.all())
            return replace(tally(hits), hits=tuple(hits[:limit]))
        hits = list(islice(self.all(first=limit), limit + 1))
        if len(hits) <= limit:  # all that were proposed have been asked
            return replace(tally(hits), hits=tuple(hits))
        return Found(tuple(hits[:limit]), total, False, self._facets())

    def all(self, first: int = _BLOCK) -> Iterator[Hit]:
        """All hits, the best first; read in blocks, the first of this size, the others larger."""
        proposed = self._proposed(max(1, self._searcher.num_docs)).hits
        start, size = 0, first + 1
        while start < len(proposed):
            yield from self._decided(proposed[start : start + size])
            start, size = start + size, min(size * 2, _BLOCK)

    def _proposed(self, limit: int) -> Any:
        return self._searcher.search(self._query, limit)

    def _decided(self, proposed: Sequence[tuple[float, tantivy.DocAddress]]) -> list[Hit]:
        """Of the voices that are proposed those that answer."""
        voices = [_Proposed.of(score, self._searcher.doc(address)) for score, address in proposed]
        pages = self._reader.read({voice.doc_id: voice.place for voice in voices}, self._parts)
        answers = {doc_id: answering(self._watchlist, page) for doc_id, page in pages.items()}
        return [
            _hit(pages[voice.doc_id], voice, answers[voice.doc_id][voice.number])
            for voice in voices
            if voice.number in answers.get(voice.doc_id, ())
        ]

    def _facets(self) -> dict[str, tuple[tuple[str, int], ...]]:
        asked = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in FACETS}
        found = self._searcher.aggregate(self._query, asked)
        return {
            name: tuple((str(bucket["key"]), int(bucket["doc_count"])) for bucket in found[name]["buckets"])
            for name in FACETS
        }


def answering(watchlists: Watchlists, archived: ArchivedPage) -> dict[int, list[tuple[int, int]]]:
    """The voices of a page that answer any of the lists, with the places of their hits."""
    matches = watchlists.find(archived.page, archived.mentions)
    if not matches:
        return {}
    voices = Voices(archived.page)
    found: dict[int, list[tuple[int, int]]] = {}
    for match in matches:
        position = voices.leaf_at(match.start, match.end)
        if position is not None:
            found.setdefault(voices.of_leaf(position), []).append((match.start, match.end))
    return found


def candidates(index: SearchIndex, definitions: Iterable[Node]) -> set[str]:
    """The documents in which any of these queries may be answered; no other is."""
    found: set[str] = set()
    for node in definitions:
        hits = index.searcher.search(compiled(propose(node).sought), max(1, index.searcher.num_docs), count=False).hits
        found.update(str(index.searcher.doc(address)["doc_id"][0]) for _, address in hits)
    return found


def _node(asked: Asked) -> Node:
    try:
        asked.query.encode("utf-8")
        node = parse_query(asked.query)
    except UnicodeEncodeError:
        raise BadQuery("The query holds bytes that are no text; write it in UTF-8.") from None
    except QueryError as error:
        raise BadQuery(f"The query is not right, {error}.") from None
    if asked.layer is not None:
        node = within(node, (Layer(asked.layer),), None)
    facts: list[Node] = [Fact("site", fold(asked.site))] if asked.site else []
    facts += [Fact("language", fold(asked.language))] if asked.language else []
    facts += [Entity(fold(asked.entity))] if asked.entity else []
    return AllOf((node, *facts)) if facts else node


def tally(hits: Iterable[Hit]) -> Found:
    """All hits counted, with the best as examples."""
    examples: list[Hit] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    count = 0
    for count, hit in enumerate(hits, 1):
        if count <= _EXAMPLES:
            examples.append(hit)
        for name, value in _facet_values(hit).items():
            counts[name][value] += 1
    facets = {name: _most(found) for name, found in counts.items()}
    return Found(tuple(examples), count, True, facets)


def _parts_of(node: Node) -> set[str]:
    """The tables that the matcher asks for a query."""
    leaves = list(leaves_of(node))
    has_author = any(isinstance(leaf, Fact) and leaf.field == "author" for leaf in leaves)
    has_entity = any(isinstance(leaf, Entity) for leaf in leaves)
    written = {"comments", "quoted_documents"} if has_author else set()
    return {"segments"} | written | ({"mentions"} if has_entity else set())


def _hit(archived: ArchivedPage, voice: _Proposed, places: list[tuple[int, int]]) -> Hit:
    voices = Voices(archived.page)
    leaf = voices.leaves[voices.leaf_at(*places[0]) or 0]
    return Hit(
        archived.doc_id,
        archived.place.month,
        None if voice.number < 0 else voice.number,
        str(leaf.layer),
        voice.day,
        archived.page.site,
        archived.page.language,
        archived.title,
        archived.url,
        voice.score,
        snippet_of(archived.page.text, places, [(each.start, each.end) for each in voices.leaves_of[voice.number]]),
    )


def _facet_values(hit: Hit) -> dict[str, str]:
    values = {"layer": hit.layer, "site": fold(hit.site or ""), "language": fold(hit.language or "")}
    return {**values, "month": hit.month}


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_MOST_VALUES])
