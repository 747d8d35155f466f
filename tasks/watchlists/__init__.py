"""Watchlists: named queries, and where a page answers them."""

from tasks.watchlists.definitions import Definition, WatchlistError, compile_watchlists, definitions_from_toml
from tasks.watchlists.matching import Watchlists, find_matches

__all__ = [
    "Definition",
    "WatchlistError",
    "Watchlists",
    "compile_watchlists",
    "definitions_from_toml",
    "find_matches",
]
