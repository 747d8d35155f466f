"""Texts that share LSH keys, found key by key.

Keys do not depend on each other, so that the work can be cut by them. Sources of texts (fingerprint files) give the
members of each wanted key; members of one key meet, which gives pairs; the pairs of all keys add up to the nearest
texts. In one place the steps follow each other in memory; on a cluster each key's members are brought together
through files (shuffle.py). The steps are the same, and so are the rows.

Which texts meet depends on all documents there are and not on which of them are new, as long as no text shares keys
with more than CANDIDATE_COUNT others, and no key is shared by more than 2 * BUCKET_SIZE texts. Beyond these bounds,
which keep a flood of look-alikes from costing the square of its size, the texts with most keys in common and the
oldest and newest of a key meet.

What belongs here: the steps as queries over a connection. What does not: where their tables come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

MIN_SHARED_KEYS = 2  # LSH keys that a pair must share; see tasks/copies/fingerprints.py, which makes them
BUCKET_SIZE = 16  # oldest, and newest, texts of a key that are looked at, however many have it; set by hand
CANDIDATE_COUNT = 64  # texts that a text is compared with at most; set by hand

_WANTED = "CREATE OR REPLACE TEMP TABLE wanted AS SELECT DISTINCT key FROM keys"

_MEMBERS = """
CREATE OR REPLACE TEMP TABLE members AS
SELECT key, text_hash, min(order_at) AS first_at
FROM (SELECT text_hash, order_at, unnest(bands) AS key FROM {source}) JOIN wanted USING (key)
GROUP BY key, text_hash
"""

# Sorting is for keys with many texts only; nearly all keys have one or two.
_PAIRS = f"""
WITH crowded AS (
    SELECT key FROM members GROUP BY key HAVING count(*) > 2 * {BUCKET_SIZE}
), looked_at AS (
    SELECT key, text_hash FROM members ANTI JOIN crowded USING (key)
    UNION ALL
    SELECT key, text_hash FROM members SEMI JOIN crowded USING (key)
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY first_at, text_hash) <= {BUCKET_SIZE}
        OR row_number() OVER (PARTITION BY key ORDER BY first_at DESC, text_hash DESC) <= {BUCKET_SIZE}
)
SELECT keys.text_hash, looked_at.text_hash AS other_hash, count(*) AS shared_count
FROM keys JOIN looked_at USING (key) WHERE keys.text_hash <> looked_at.text_hash
GROUP BY keys.text_hash, other_hash HAVING count(*) >= {{least}}
"""

_NEAREST = f"""
SELECT text_hash, other_hash FROM ({{pairs}})
GROUP BY text_hash, other_hash HAVING sum(shared_count) >= {MIN_SHARED_KEYS}
QUALIFY row_number() OVER (PARTITION BY text_hash ORDER BY sum(shared_count) DESC, other_hash) <= {CANDIDATE_COUNT}
ORDER BY text_hash, sum(shared_count) DESC, other_hash
"""


def find_members(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    """Fill `members` (key, text_hash, first_at) with the texts of a view that have a key of the table `keys`."""
    connection.execute(_WANTED)
    with as_written(connection):
        connection.execute(_MEMBERS.format(source=source)).fetchall()


def pairs_query(*, is_whole: bool) -> str:
    """Pairs of texts of `keys` and `members` with the number of keys they share.

    Where these are all keys there are (`is_whole`), pairs that share too few of them are left out.
    """
    return _PAIRS.format(least=MIN_SHARED_KEYS if is_whole else 1)


def nearest(connection: duckdb.DuckDBPyConnection, pairs: str) -> dict[str, list[str]]:
    """The texts with most keys in common with each text, most first, by the pairs of all shares of the keys."""
    found: dict[str, list[str]] = {}
    for text_hash, other_hash in connection.execute(_NEAREST.format(pairs=pairs)).fetchall():
        found.setdefault(text_hash, []).append(other_hash)
    return found


@contextmanager
def as_written(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Joins as they are written: the right side, small here, is held in memory, and the left one streams past.

    The optimizer takes unnested lists for far fewer rows than they are, and would hold the archive's instead.
    """
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'").fetchall()
    try:
        yield
    finally:
        connection.execute("RESET disabled_optimizers").fetchall()
