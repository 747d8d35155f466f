"""People of one name told apart by the company they are found in.

What belongs here: cutting the documents that name somebody into groups, one for each person who may bear the name.
What does not: reading the rows (warehouse), names within a document (join.py).

Definition. The documents that name a person are the points of a graph; two are joined where they share a companion (a
person or organisation named beside the person), a country, or the role they give. Its connected components are the
groups. A group is somebody else only where it says enough of its own: a country and `ENOUGH_COMPANIONS` companions.
Groups that say less are counted to the largest one, for silence is no evidence.

The answer is a function of the set of documents alone: neither the order in which they were read nor the batches they
came in matter, a new document can join groups or add one, and it never moves a document from one person to another
whose group it does not touch. It errs towards one person: well-known companions join what they should not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ENOUGH_COMPANIONS = 3  # names that two documents share beside the person's; set by hand


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A document that names the person, and what stands around: entity ids, ISO 3166-1 codes, roles as written."""

    doc_id: str
    companions: frozenset[str]
    countries: frozenset[str]
    roles: frozenset[str] = frozenset()

    def ties(self) -> list[tuple[str, str]]:
        """What another document can share with this one."""
        tied = [("companion", companion) for companion in self.companions]
        tied += [("country", country) for country in self.countries]
        return sorted(tied + [("role", role.casefold()) for role in self.roles])


def tell_apart(occurrences: Iterable[Occurrence]) -> list[tuple[str, ...]]:
    """Ids of the documents that speak of each bearer: ascending within a group, the largest group first."""
    ordered = sorted(occurrences, key=lambda occurrence: occurrence.doc_id)
    groups = sorted(_components(ordered), key=lambda group: (-len(group), group[0].doc_id))
    others = [group for group in groups[1:] if _says_enough(group)]
    if not others or not _says_enough(groups[0]):
        return [tuple(occurrence.doc_id for occurrence in ordered)] if ordered else []
    apart = {occurrence.doc_id for group in others for occurrence in group}
    first = tuple(occurrence.doc_id for occurrence in ordered if occurrence.doc_id not in apart)
    return [first, *(tuple(occurrence.doc_id for occurrence in group) for group in others)]


def _says_enough(group: Sequence[Occurrence]) -> bool:
    companions = frozenset[str]().union(*(occurrence.companions for occurrence in group))
    return len(companions) >= ENOUGH_COMPANIONS and any(occurrence.countries for occurrence in group)


def _components(ordered: Sequence[Occurrence]) -> list[list[Occurrence]]:
    """The connected components, by union-find over what documents share; in document order."""
    parent = list(range(len(ordered)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first_with: dict[tuple[str, str], int] = {}
    for number, occurrence in enumerate(ordered):
        for tie in occurrence.ties():
            one, other = sorted((root(first_with.setdefault(tie, number)), root(number)))
            parent[other] = one
    components: dict[int, list[Occurrence]] = {}
    for number, occurrence in enumerate(ordered):
        components.setdefault(root(number), []).append(occurrence)
    return list(components.values())
