"""Watchlists as they are written in a file, and the errors a writer of one gets to see.

What belongs here: the form of a watchlist's table. What does not: reading the file, or the query language (query.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.records import Kind, Layer
from tasks.watchlists.matching import Watchlists
from tasks.watchlists.query import PARTS, READ_LAYERS, AnyOf, Node, QueryError, Words, parse_query, within
from tasks.watchlists.terms import TermError, make_term

_KEYS = ("terms", "query", "layers", "fields")


class WatchlistError(ValueError):
    """A watchlist is wrong; the message is one sentence that names the list and the place."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A watchlist as written: either terms, of which any is sought, or a query; and where it is sought."""

    terms: tuple[str, ...] = ()
    query: str | None = None
    layers: tuple[Layer, ...] = READ_LAYERS
    kinds: tuple[Kind, ...] | None = None


def definitions_from_toml(data: Mapping[str, object]) -> dict[str, Definition]:
    """The lists in a parsed TOML file of `[watchlist.NAME]` tables.

    Raises:
        WatchlistError: an unknown key, or a value of another form than the key's.
    """
    unknown = sorted(set(data) - {"watchlist"})
    if unknown:
        raise WatchlistError(f"The watchlists have an unknown key {unknown[0]!r}; write [watchlist.NAME] tables only.")
    tables = data.get("watchlist", {})
    if not isinstance(tables, Mapping):
        raise WatchlistError("The watchlists must be written as [watchlist.NAME] tables.")
    return {str(name): _definition(str(name), table) for name, table in tables.items()}


def _definition(name: str, table: object) -> Definition:
    if not isinstance(table, Mapping):
        raise WatchlistError(f"Watchlist {name!r} must be a table with the key 'terms' or 'query'.")
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise WatchlistError(f"Watchlist {name!r} has an unknown key {unknown[0]!r}; it knows {', '.join(_KEYS)}.")
    query = table.get("query")
    if ("terms" in table) == ("query" in table) or not isinstance(query, str | None):
        raise WatchlistError(f"Watchlist {name!r} needs either 'terms' as a list of texts or 'query' as a text.")
    parts = _chosen(name, "fields", table, tuple(PARTS))
    return Definition(
        _texts(name, "terms", table.get("terms", [])),
        query,
        tuple(Layer(layer) for layer in _chosen(name, "layers", table, READ_LAYERS)),
        tuple(kind for part in parts for kind in PARTS[part]) if "fields" in table else None,
    )


def _chosen(name: str, key: str, table: Mapping[object, object], allowed: Sequence[str]) -> tuple[str, ...]:
    chosen = _texts(name, key, table.get(key, list(allowed)))
    wrong = [value for value in chosen if value not in allowed]
    if wrong or not chosen:
        raise WatchlistError(f"Watchlist {name!r}: '{key}' is a list of some of {', '.join(allowed)}.")
    return chosen


def _texts(name: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise WatchlistError(f"Watchlist {name!r} needs '{key}' as a list of texts.")
    return tuple(value)


def compile_watchlists(definitions: Mapping[str, Definition]) -> Watchlists:
    """Compile lists by name.

    Raises:
        WatchlistError: a list without a name or without anything to seek, or a wrong term or query; with its place.
    """
    return Watchlists({name: _query(name, definition) for name, definition in definitions.items()})


def _query(name: str, definition: Definition) -> Node:
    if not name.strip() or (definition.query is None and not definition.terms):
        raise WatchlistError(f"Watchlist {name!r} needs a name and at least one term.")
    node = _parsed(name, definition.query) if definition.query is not None else _any(name, definition.terms)
    return within(node, definition.layers, definition.kinds)


def _parsed(name: str, query: str) -> Node:
    try:
        return parse_query(query)
    except QueryError as error:
        raise WatchlistError(f"Watchlist {name!r}, query, {error}.") from None


def _any(name: str, terms: Sequence[str]) -> Node:
    parts = []
    for written in terms:
        try:
            parts.append(Words(make_term(written)))
        except TermError as error:
            raise WatchlistError(f"Watchlist {name!r}, term {written!r}: {error}.") from None
    return AnyOf(tuple(parts))
