"""Entities that a newsroom lists itself: their ids, names and aliases.

What belongs here: the list as a record, and reading it from parsed TOML. What does not: opening the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tasks.entities.lexicon.gazetteer import name_key

TYPES = frozenset(
    ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")  # OntoNotes 5
)
_KEYS = frozenset(("id", "name", "type", "aliases", "wikidata"))


class EntityListError(ValueError):
    """The entity list is wrong; the message is one sentence that says where."""


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """A listed entity. `wikidata` is an item such as `Q42`."""

    entity_id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class EntityList:
    """Listed entities; `by_name` finds them by `name_key` of a name or alias."""

    entities: tuple[KnownEntity, ...] = ()
    by_name: Mapping[str, KnownEntity] = field(default_factory=dict)

    @classmethod
    def of(cls, entities: Iterable[KnownEntity]) -> EntityList:
        """Index entities by their names.

        Raises:
            EntityListError: two entities share an id or a name.
        """
        kept = tuple(entities)
        identities: set[str] = set()
        by_name: dict[str, KnownEntity] = {}
        for entity in kept:
            if entity.entity_id in identities:
                raise EntityListError(f"Two entities have the id {entity.entity_id!r}.")
            identities.add(entity.entity_id)
            for name in (entity.name, *entity.aliases):
                if by_name.setdefault(name_key(name), entity) is not entity:
                    raise EntityListError(f"The name {name!r} belongs to two entities.")
        return cls(kept, by_name)


EMPTY = EntityList()


def entities_from_toml(data: Mapping[str, object]) -> EntityList:
    """The list in a parsed TOML file of `[[entity]]` tables with id, name, type, and optionally aliases and wikidata.

    Raises:
        EntityListError: an unknown or missing key, a wrong value, or a name or id given twice.
    """
    unknown = sorted(set(data) - {"entity"})
    if unknown:
        raise EntityListError(f"The entity list has an unknown key {unknown[0]!r}; it holds [[entity]] tables only.")
    tables = data.get("entity", [])
    if not isinstance(tables, list):
        raise EntityListError("The entity list must be written as [[entity]] tables.")
    return EntityList.of(_entity(number, table) for number, table in enumerate(tables, start=1))


def _entity(number: int, table: object) -> KnownEntity:
    if not isinstance(table, Mapping):
        raise EntityListError(f"Entity {number} is not a table.")
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise EntityListError(
            f"Entity {number} has an unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}."
        )
    kind = _text(number, table, "type")
    if kind not in TYPES:
        raise EntityListError(f"Entity {number} has the unknown type {kind!r}; known are {', '.join(sorted(TYPES))}.")
    return KnownEntity(
        entity_id=_text(number, table, "id"),
        name=_text(number, table, "name"),
        type=kind,
        aliases=_aliases(number, table.get("aliases", [])),
        wikidata=_text(number, table, "wikidata") if "wikidata" in table else None,
    )


def _text(number: int, table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise EntityListError(f"Entity {number} needs {key!r} as a text that is not empty.")
    return value.strip()


def _aliases(number: int, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise EntityListError(f"Entity {number} needs 'aliases' as a list of texts that are not empty.")
    return tuple(str(item).strip() for item in value)
