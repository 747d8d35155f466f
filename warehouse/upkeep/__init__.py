"""Deciding anew for the whole archive: groups of copies, matches of quotations, watchlist hits."""
