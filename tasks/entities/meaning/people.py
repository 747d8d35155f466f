"""The people of a document: short forms, initials and titles joined to full names.

What belongs here: which full name a mention of a person stands for. What does not: whether a word is a person's name
(finding/rules.py, join.py), what is said of the person (roles.py).
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tasks.entities.lexicon.gazetteer import name_key
from tasks.entities.lexicon.tables import words

_NAMESAKES = 8  # people of one surname or given name that are told apart; a page has a handful


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: no case, accents or full stops, hyphens as spaces."""
    return tuple(name_key(name.replace(".", ". ")).split())


@dataclass(slots=True)
class _Person:
    """Somebody the document names in full: the fullest form seen, and where (ascending)."""

    name: str
    parts: tuple[str, ...]
    starts: list[int] = field(default_factory=list)

    def is_woman(self) -> bool:
        return self.name.split(" ")[0].split("-")[0] in words()["womens_names"]


class People:
    """The people of one document. First learn every full name in text order, then ask."""

    def __init__(self) -> None:
        self._by_part: dict[str, list[_Person]] = {}

    def learn(self, full: str, start: int) -> None:
        """A name of two words or more stands at `start`."""
        parts = name_parts(full)
        if len(parts) < 2:
            return
        person = self._same(parts)
        if person is None:
            person = _Person(full, parts)
            for part in dict.fromkeys((parts[-1], parts[0])):
                known = self._by_part.setdefault(part, [])
                if len(known) < _NAMESAKES:
                    known.append(person)
        elif len(parts) > len(person.parts) or _letters(parts) > _letters(person.parts):
            person.name, person.parts = full, parts
        person.starts.append(start)

    def _same(self, parts: tuple[str, ...]) -> _Person | None:
        """The one person who may bear this full name too: `George Bush` and `G. W. Bush` are George W. Bush."""
        fitting = [person for person in self._by_part.get(parts[-1], ()) if _may_be_one(person.parts, parts)]
        exact = [person for person in fitting if person.parts == parts]
        return exact[0] if exact else fitting[0] if len(fitting) == 1 else None

    def knows(self, name: str) -> bool:
        """Whether somebody may be meant by this."""
        return any(True for _ in self._fitting(name_parts(name)))

    def has_surname(self, name: str) -> bool:
        """Whether the last name of somebody that the document names in full is this one."""
        parts = name_parts(name)
        return len(parts) == 1 and any(person.parts[-1] == parts[0] for person in self._by_part.get(parts[0], ()))

    def full_name(self, name: str, start: int, title: str = "") -> str | None:
        """The full name of whom a mention at `start` means; None where nobody fits.

        Where several do, the title before it (`Mrs`) decides, then who was named last.
        """
        fitting = list(self._fitting(name_parts(name)))
        fitting = _of_title(fitting, title) or fitting
        if not fitting:
            return None
        return max(fitting, key=lambda person: _last_named(person, start)).name

    def _fitting(self, parts: tuple[str, ...]) -> Iterator[_Person]:
        if not parts:
            return
        known = self._by_part.get(parts[-1]) or self._by_part.get(parts[0]) or ()
        as_surname = [person for person in known if person.parts[-1] == parts[-1]]
        for person in as_surname or known:
            if len(parts) == 1 or _may_be_one(person.parts, parts) or set(parts) <= set(person.parts):
                yield person


def _letters(parts: Sequence[str]) -> int:
    return sum(map(len, parts))


def _may_be_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names may be one person's: the same surname, and given names that agree as far as both go."""
    if one[-1] != other[-1]:
        return False
    shorter, longer = sorted((list(one[:-1]), list(other[:-1])), key=len)
    return all(_agree(mine, theirs) for mine, theirs in zip(shorter, longer, strict=False)) or _is_within(
        shorter, longer
    )


def _is_within(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    return set(shorter) <= set(longer)


def _agree(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _of_title(people: Sequence[_Person], title: str) -> list[_Person]:
    lists = words()
    if title in lists["womens_titles"]:
        return [person for person in people if person.is_woman()]
    if title in lists["mens_titles"]:
        return [person for person in people if not person.is_woman()]
    return []


def _last_named(person: _Person, start: int) -> tuple[int, int]:
    """How recently before `start` a person was named in full; who is only named later comes last, the nearest first."""
    before = bisect(person.starts, start)
    return (1, person.starts[before - 1]) if before else (0, -person.starts[0])
