"""Names in a page: persons, organisations, places and demonyms, each joined to its entity.

What belongs here: finding and resolving names. What does not: who said what (tasks/statements/find.py), loading the
gazetteer (warehouse/lexicon/gazetteer.py).
"""

from tasks.entities.meaning.entity_list import EMPTY, EntityList, EntityListError, KnownEntity, entities_from_toml
from tasks.entities.mentions import find_mentions

__all__ = ["EMPTY", "EntityList", "EntityListError", "KnownEntity", "entities_from_toml", "find_mentions"]
