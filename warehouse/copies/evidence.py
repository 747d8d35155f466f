"""The rows that say which document a copy repeats, how, where, and which of the two is held to be the original.

A copy is paired with the document that stands for its group where the two texts themselves repeat each other; where
they hang together by others only, with one that it was recognised by.

What belongs here: choosing the pairs and reading the bodies for them. What does not: which documents are copies
(decide.py), comparing (tasks.duplicates), judging (tasks.provenance).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from tasks.copies.compare import Comparison, DuplicateRules, Level, compare, level_of
from tasks.copies.provenance import Provenance, Reason, is_same_address, rank, reason, relation
from tasks.findings import DuplicatePair

ReadBodies = Callable[[Collection[str]], Mapping[str, str]]

Item = TypeVar("Item")
_CHUNK_SIZE = 512  # copies whose bodies are read at once, with those they repeat
_KNOWN_SPAN_COUNT = 500_000  # of about 200 bytes each
_CACHE_SIZE = 1_000  # comparisons; copies of one edited text lie next to each other


def in_chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most so many."""
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk


class Texts:
    """Bodies, read in chunks and forgotten with them."""

    def __init__(self, read_bodies: ReadBodies) -> None:
        self._read_bodies = read_bodies
        self._bodies: dict[str, str] = {}

    def load(self, doc_ids: Iterable[str]) -> None:
        """Read these bodies, and forget all others."""
        wanted = set(doc_ids)
        kept = {doc_id: body for doc_id, body in self._bodies.items() if doc_id in wanted}
        missing = sorted(wanted - kept.keys())
        self._bodies = kept | (dict(self._read_bodies(missing)) if missing else {})

    def __getitem__(self, doc_id: str) -> str:
        """A body; one that was not foreseen is read by itself. Empty where it is nowhere to be found."""
        if doc_id not in self._bodies:
            self._bodies[doc_id] = self._read_bodies([doc_id]).get(doc_id, "")
        return self._bodies[doc_id]


@dataclass(frozen=True, slots=True)
class Witness:
    """A document with its text's hash."""

    provenance: Provenance
    text_hash: str

    @property
    def doc_id(self) -> str:
        """Its id."""
        return self.provenance.doc_id


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy, the document that stands for its group, and documents by which it was recognised as one of the group."""

    witness: Witness
    original: Witness
    partners: Sequence[Witness] = ()


class Known:
    """Comparisons made while groups grew, by the two documents: most pairs need no second one as evidence.

    Bounded: once `_KNOWN_SPAN_COUNT` shared spans are kept, later comparisons are made again.
    """

    def __init__(self) -> None:
        self._comparisons: dict[tuple[str, str], Comparison] = {}
        self._room = _KNOWN_SPAN_COUNT

    def keep(self, doc_id: str, original_id: str, comparison: Comparison) -> None:
        """What this document has in common with that one."""
        if self._room > 0:
            self._room -= len(comparison.spans) + 1
            self._comparisons[doc_id, original_id] = comparison

    def find(self, doc_id: str, original_id: str) -> Comparison | None:
        """The same, from either side; None where it is not kept."""
        if (comparison := self._comparisons.get((doc_id, original_id))) is not None:
            return comparison
        comparison = self._comparisons.get((original_id, doc_id))
        return None if comparison is None else comparison.swapped()


@dataclass(slots=True)
class Evidence:
    """Makes pairs; owned by one run."""

    texts: Texts
    rules: DuplicateRules
    known: Known = field(default_factory=Known)
    _compared: dict[tuple[str, str], Comparison] = field(default_factory=dict)

    def pairs(self, copies: Iterable[Copy]) -> Iterator[DuplicatePair]:
        """One pair for every copy of which the texts say what it repeats, in their order."""
        for chunk in in_chunks(copies, _CHUNK_SIZE):
            unequal = [copy for copy in chunk if self._has_to_be_read(copy)]
            self.texts.load(w.doc_id for copy in unequal for w in (copy.witness, copy.original))
            for copy in chunk:
                if (pair := self._pair(copy)) is not None:
                    yield pair

    def _has_to_be_read(self, copy: Copy) -> bool:
        one, other = copy.witness, copy.original
        return one.text_hash != other.text_hash and self.known.find(one.doc_id, other.doc_id) is None

    def _pair(self, copy: Copy) -> DuplicatePair | None:
        for other in (copy.original, *copy.partners):
            if other.doc_id != copy.witness.doc_id and (pair := self._paired(copy.witness, other)) is not None:
                return pair
        return None

    def _paired(self, copy: Witness, original: Witness) -> DuplicatePair | None:
        if copy.text_hash == original.text_hash:  # all of both is shared, and no body has to be read
            return _pair(copy.provenance, original.provenance, Level.EXACT, None)
        comparison = self.known.find(copy.doc_id, original.doc_id)
        if comparison is None:
            comparison = self._comparison(self.texts[copy.doc_id], self.texts[original.doc_id])
        level = level_of(comparison, self.rules, is_same_address(copy.provenance, original.provenance))
        return None if level is None else _pair(copy.provenance, original.provenance, level, comparison)

    def _comparison(self, body: str, original_body: str) -> Comparison:
        key = (body, original_body)
        if key not in self._compared:
            if len(self._compared) >= _CACHE_SIZE:
                self._compared.clear()
            self._compared[key] = compare(body, original_body)
        return self._compared[key]


def _pair(copy: Provenance, original: Provenance, level: Level, comparison: Comparison | None) -> DuplicatePair:
    is_first = rank(original) < rank(copy)
    return DuplicatePair(
        doc_id=copy.doc_id,
        original_id=original.doc_id,
        level=level,
        score=1.0 if comparison is None else comparison.share,
        relation=relation(level, copy, original),
        reason=reason(copy, original) if is_first else Reason.UNKNOWN,
        evidence=() if comparison is None else comparison.spans,
    )
