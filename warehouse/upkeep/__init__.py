"""Deciding anew for the whole archive, erasing, retention: groups of copies, matches of quotations, watchlist hits."""
