"""From a proposal to a query of the index.

What belongs here: tantivy's queries, built as objects (its query language takes `gover*` for the word "gover"). What
does not: what is proposed (tasks/watchlists/proposal.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tantivy import FieldType, Occur, Query

from tasks.records import Layer
from tasks.watchlists.proposal import Every, HasFact, HasPattern, HasWords, Some, Sought, Where
from tasks.watchlists.query import READ_LAYERS
from warehouse.search.fields import NO_DAY, day_number, schema, storable

_FIELD_OF = {"site": "within_site"}
_FIRST = 10.0  # times the score of a word: voices that hold two words close to each other come first
_FAR = 99_991_231
Clause = tuple[Occur, Query]


def compiled(sought: Sought) -> Query:
    """The index's query for what is sought."""
    if isinstance(sought, Every):
        parts: list[Clause] = [(Occur.Must, compiled(part)) for part in sought.parts]
        parts += [(Occur.MustNot, compiled(part)) for part in sought.excluded]
        parts += [(Occur.Should, Query.boost_query(compiled(part), _FIRST)) for part in sought.preferred]
        return Query.boolean_query(parts if sought.parts else [(Occur.Must, Query.all_query()), *parts])
    if isinstance(sought, Some):
        if not sought.parts:
            return Query.empty_query()
        return Query.boolean_query([(Occur.Should, compiled(part)) for part in sought.parts])
    if isinstance(sought, HasWords):
        return _placed(_words(sought), sought.where)
    if isinstance(sought, HasPattern):
        pattern = sought.pattern.replace("*", ".*").replace("?", ".")
        return _placed(Query.regex_query(schema(), _text(sought.where), storable(pattern)), sought.where)
    return _placed(_fact(sought), sought.where)


def between(since: date | None, until: date | None) -> Query:
    """Voices of a day from `since` on and before `until`; one without a day is in no such time."""
    first = NO_DAY + 1 if since is None else day_number(since)
    last = _FAR if until is None else day_number(until) - 1
    return Query.const_score_query(Query.range_query(schema(), "day", FieldType.Integer, first, last), 0.0)


def documents_in(doc_ids: Iterable[str]) -> Query:
    """The voices of these documents."""
    return Query.term_set_query(schema(), "doc_id", list(doc_ids))


def all_of(parts: Sequence[Query]) -> Query:
    """What holds all of these."""
    return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, part) for part in parts])


def _words(sought: HasWords) -> Query:
    words = [storable(word) for word in sought.words]
    if len(words) == 1:
        return Query.term_query(schema(), _text(sought.where), words[0])
    return Query.phrase_query(schema(), _text(sought.where), list(words), sought.apart)


def _text(where: Where) -> str:
    return "title" if where.in_title else "text"


def _fact(sought: HasFact) -> Query:
    field = _FIELD_OF.get(sought.field, sought.field)
    return Query.const_score_query(Query.term_query(schema(), field, storable(sought.wanted)), 0.0)


def _placed(query: Query, where: Where) -> Query:
    """The query among voices of these layers only."""
    if set(where.layers) == set(READ_LAYERS):
        return query
    layers = Query.boolean_query([(Occur.Should, _layer(layer)) for layer in where.layers])
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, layers)])


def _layer(layer: Layer) -> Query:
    return Query.const_score_query(Query.term_query(schema(), "layer", str(layer)), 0.0)
