"""Watchlists: named queries, and where a page answers them."""

from tasks.watchlists.definitions import Definition, WatchlistError, compile_watchlists, definitions_from_toml
from tasks.watchlists.matching import Watchlists, find_matches
from tasks.watchlists.proposal import Proposal, propose
from tasks.watchlists.query import QueryError, parse_query

__all__ = [
    "Definition",
    "Proposal",
    "QueryError",
    "WatchlistError",
    "Watchlists",
    "compile_watchlists",
    "definitions_from_toml",
    "find_matches",
    "parse_query",
    "propose",
]
