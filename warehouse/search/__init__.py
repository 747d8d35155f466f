"""The search index: every voice of the archive by its words, and queries in the watchlists' own language.

The index proposes, the matcher decides, and no text is kept but in Parquet. What belongs here: making and keeping the
index, asking it. What does not: the query language and the matcher (tasks/watchlists).
"""
