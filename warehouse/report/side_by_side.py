"""A document and the ones it repeats or is repeated by, with the parts they share.

What belongs here: asking for the pairs and cutting both texts into shared and other pieces. What does not: how a
terminal shows them (flows/terminal/show_pairs.py), how a page does (report/document).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warehouse.ask.database import Warehouse
from warehouse.errors import MissingInput

PAIR_COUNT = 50  # pairs that are shown of a document, closest first
_ASKED = """
SELECT
    pair.level, pair.relation, pair.reason, pair.score, pair.evidence,
    copy.doc_id, copy.site, copy.title, copy.url, copy.published_at::VARCHAR, copy.body,
    original.doc_id, original.site, original.title, original.url, original.published_at::VARCHAR, original.body
FROM duplicates AS pair
JOIN articles AS copy ON copy.doc_id = pair.doc_id
JOIN articles AS original ON original.doc_id = pair.original_id
WHERE pair.doc_id = $doc_id OR pair.original_id = $doc_id
ORDER BY pair.doc_id <> $doc_id, pair.score DESC, pair.doc_id, pair.original_id
LIMIT $count
"""
_GROUP = """
SELECT articles.cluster_id, articles.is_original, count(*) OVER (PARTITION BY articles.cluster_id)
FROM articles WHERE articles.cluster_id = (SELECT cluster_id FROM articles WHERE doc_id = ?)
QUALIFY articles.doc_id = ?
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `number` is that of the part it shares with the other text, None where it shares none."""

    text: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """One document of a pair."""

    doc_id: str
    site: str | None
    title: str | None
    url: str | None
    published_at: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A copy, the document it repeats, and how."""

    level: str
    relation: str
    reason: str
    score: float
    copy: Side
    original: Side


@dataclass(frozen=True, slots=True)
class Inspected:
    """A document's group and its pairs. `pair_count` is how many there are, of which `pairs` are the closest."""

    doc_id: str
    cluster_id: str
    is_original: bool
    document_count: int
    pairs: tuple[Pair, ...]


def inspect_document(warehouse: Warehouse, doc_id: str) -> Inspected:
    """The pairs of a document, named by its id or by the beginning of it. Raises MissingInput where there is none."""
    found = _found(warehouse, doc_id)
    [(cluster_id, is_original, document_count)] = warehouse.rows(_GROUP, [found, found])[1]
    query = _ASKED.replace("$doc_id", "?").replace("$count", "?")
    rows = warehouse.rows(query, [found, found, found, PAIR_COUNT])[1]
    return Inspected(
        doc_id=found,
        cluster_id=str(cluster_id),
        is_original=bool(is_original),
        document_count=int(str(document_count)),
        pairs=tuple(_pair(row) for row in rows),
    )


def _found(warehouse: Warehouse, doc_id: str) -> str:
    query = "SELECT doc_id FROM articles WHERE starts_with(doc_id, ?) ORDER BY doc_id LIMIT 2"
    rows = warehouse.rows(query, [doc_id])[1] if doc_id else []
    if not rows:
        raise MissingInput(f"The warehouse has no article with the id {doc_id!r}.")
    if len(rows) > 1:
        raise MissingInput(f"More than one article has an id that begins with {doc_id!r}; give more of it.")
    return str(rows[0][0])


def _pair(row: Sequence[object]) -> Pair:
    level, name, reason, score, evidence = row[:5]
    spans = [dict(span) for span in evidence] if isinstance(evidence, list) else []
    copy, original = row[5:11], row[11:]
    if level == "exact":  # the words are all the same, and nothing is stored for that
        ends = (len(str(copy[5])), len(str(original[5])))
        spans = [{"start": 0, "end": ends[0], "original_start": 0, "original_end": ends[1]}]
    return Pair(
        str(level),
        str(name),
        str(reason),
        float(str(score)),
        _side(copy, [(span["start"], span["end"]) for span in spans]),
        _side(original, [(span["original_start"], span["original_end"]) for span in spans]),
    )


def _side(row: Sequence[object], spans: Sequence[tuple[int, int]]) -> Side:
    doc_id, *names, body = row
    site, title, url, published_at = (None if name is None else str(name) for name in names)
    return Side(str(doc_id), site, title, url, published_at, tuple(cut(str(body), spans)))


def cut(text: str, spans: Sequence[tuple[int, int]]) -> Iterable[Piece]:
    """A text in pieces: the spans, numbered from 1 as they are given, and what lies between them. Spans do not meet."""
    position = 0
    for start, end, number in sorted((start, end, number) for number, (start, end) in enumerate(spans, 1)):
        if position < start:
            yield Piece(text[position:start], None)
        yield Piece(text[start:end], number)
        position = end
    if position < len(text):
        yield Piece(text[position:], None)
