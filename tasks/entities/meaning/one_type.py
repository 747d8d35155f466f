"""One name, one type, one entity within a document; and names without the genitive's ending.

What belongs here: what all mentions of one name have in common. What does not: how short forms of people and
organisations are joined to their full names (people.py, join.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from tasks.entities.finding.candidates import Candidate
from tasks.entities.lexicon.gazetteer import name_key
from tasks.entities.lexicon.tables import words
from tasks.entities.meaning.named import Named

GENITIVE_LANGUAGES = frozenset(("de", "nl", "sv", "da", "nb", "no"))  # an s behind the name, without an apostrophe
_INFLECTED = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC"))  # `Americans` are several
_FEWEST_LETTERS = 4  # of a name that may stand in the genitive: `Mars` is not Mar's


def plain(name: str) -> str:
    """The form in which names of a document are compared: no case, accents, hyphens, or double spaces."""
    return " ".join(name_key(name).split())


def genitives(text: str, candidates: Iterable[Candidate], language: str | None) -> Mapping[str, str]:
    """The name by its genitive, for those that the document has without the ending too (`Silvio Berlusconis`)."""
    if language not in GENITIVE_LANGUAGES:
        return {}
    names = {" ".join(text[name.start : name.end].split()) for name in candidates if name.type in _INFLECTED}
    known = names | {name.rpartition(" ")[2] for name in names}
    return {name: name[:-1] for name in known if _is_genitive(name) and name[:-1] in known}


def _is_genitive(name: str) -> bool:
    return name.endswith("s") and len(name) > _FEWEST_LETTERS and name[:-1] not in words()["given_names"]


def with_one_type(text: str, names: Sequence[Named]) -> list[Named]:
    """The names; one that is written alike, or means the same, is the same throughout the document."""
    by_surface = _agreed(names, lambda name: plain(text[name.start : name.end]))
    return _agreed(by_surface, lambda name: plain(name.name))


def _agreed(names: Sequence[Named], key_of: Callable[[Named], str]) -> list[Named]:
    """Where a key has several types, the one that its mentions are surest of, with the name it has most often."""
    mentions = defaultdict[str, list[Named]](list)
    for name in names:
        mentions[key_of(name)].append(name)
    chosen = {key: _surest(found) for key, found in mentions.items() if len({name.type for name in found}) > 1}
    if not chosen:
        return list(names)
    return [_as_chosen(name, chosen.get(key_of(name))) for name in names]


def _as_chosen(name: Named, chosen: Named | None) -> Named:
    if chosen is None or name.type == chosen.type:
        return name
    return replace(name, type=chosen.type, name=chosen.name, role=None)


def _surest(found: Sequence[Named]) -> Named:
    """A mention of the type that most speaks for, and of the name most used among those."""
    weights = defaultdict[str, float](float)
    uses = defaultdict[tuple[str, str], int](int)
    for name in found:
        weights[name.type] += name.confidence
        uses[name.type, name.name] += 1
    kind = max(weights, key=lambda kind: (weights[kind], kind))
    return max((name for name in found if name.type == kind), key=lambda name: (uses[kind, name.name], -name.start))
