"""What the archive knows of an entity: `presswatch entities "Wang Yi"`.

What belongs here: asking for it, and joining what the user's own list says. What does not: printing (flows), the
queries (sql/lookups), which people share a name (tasks/entities/meaning/bearers.py).
"""

from __future__ import annotations

from typing import cast

from tasks.entities import EMPTY, EntityList
from tasks.entities.lexicon.gazetteer import name_key
from tasks.entities.meaning.bearers import Occurrence, tell_apart
from warehouse.ask.database import Answer, Warehouse
from warehouse.ask.queries import read_queries

_DOCUMENTS_SHOWN = 5  # of each bearer of a name


def find_entities(warehouse: Warehouse, name: str, known: EntityList = EMPTY) -> Answer:
    """One row for each entity that goes by a name or has this id; the most written about first, 20 at most.

    To the columns of `sql/lookups/entities.sql` come `wikidata` and the aliases of `known`, and `bearers`: the
    different people that a name may mean, each with the number of documents and the first ids of them.
    """
    listed = known.by_name.get(name_key(name))
    asked = {"name": name, "id": listed.entity_id if listed else name}
    columns, rows = warehouse.rows(_lookup("entities"), asked)
    entries = [dict(zip(columns, row, strict=True)) for row in rows]
    for entry in entries:
        _add_listed(entry, known)
        entry["bearers"] = _bearers(warehouse, str(entry["entity_id"])) if entry["type"] == "PERSON" else None
    return [*columns, "wikidata", "bearers"], [tuple(entry.values()) for entry in entries]


def similar_names(warehouse: Warehouse, name: str) -> list[str]:
    """Names in the archive that hold the one asked for, the shortest first."""
    _, rows = warehouse.rows(_lookup("similar_names"), {"name": name})
    return [str(row[0]) for row in rows]


def _lookup(name: str) -> str:
    return next(query.sql for query in read_queries("lookups") if query.name == name)


def _add_listed(entry: dict[str, object], known: EntityList) -> None:
    ours = next((entity for entity in known.entities if entity.entity_id == entry["entity_id"]), None)
    aliases = set(cast("list[str]", entry["aliases"])) | set(ours.aliases if ours else ())
    entry["aliases"] = sorted(aliases - {str(entry["name"])})
    entry["wikidata"] = ours.wikidata if ours else None


def _bearers(warehouse: Warehouse, entity_id: str) -> list[dict[str, object]] | None:
    """The different people that go by this name; None where there is only one."""
    _, rows = warehouse.rows(_lookup("company"), {"id": entity_id})
    groups = tell_apart(_occurrence(row) for row in rows)
    if len(groups) < 2:
        return None
    return [{"document_count": len(group), "documents": list(group[:_DOCUMENTS_SHOWN])} for group in groups]


def _occurrence(row: tuple[object, ...]) -> Occurrence:
    """A row of `sql/lookups/company.sql`; DuckDB gives None for an empty list."""
    doc_id, *around = row
    companions, countries, roles = (frozenset(cast("list[str] | None", cell) or ()) for cell in around)
    return Occurrence(str(doc_id), companions, countries, roles)
