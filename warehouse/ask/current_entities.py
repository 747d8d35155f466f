"""Entities as the first of all documents names them, in whatever order these came in.

A published row of `entities` stays as it is. Where a later batch brings an earlier document (by month and id), a row of
`entity_changes` says how that one names the entity; the view `entities` shows the earliest.
"""

from __future__ import annotations

CHANGES = "entity_changes"
_TAKEN = ("name", "type", "aliases", "first_seen", "month")


def current_entities(published: str) -> str:
    """A query for the rows of `entities` as the first document names them, given one for the rows as published."""
    row = ", ".join(f"'{name}': {name}" for name in _TAKEN)
    replaced = ", ".join(
        f"CASE WHEN earliest.entity_id IS NULL THEN published.{name} ELSE earliest.found.{name} END AS {name}"
        for name in _TAKEN
    )
    return (
        f"WITH earliest AS (SELECT entity_id, min_by({{{row}}}, (month, first_seen)) AS found FROM {CHANGES} "
        f"GROUP BY entity_id) SELECT published.* REPLACE ({replaced}) FROM ({published}) AS published "
        "LEFT JOIN earliest USING (entity_id)"
    )
