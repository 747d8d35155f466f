"""The rows that say which document a copy repeats, how, where, and which of the two is held to be the original.

A copy is paired with the original of its group if their texts match. If they are in one group only through other
documents (A matches B, B matches C), it is paired with one of those that it matches.

What belongs here: choosing the pairs and reading the bodies for them. What does not: which documents are copies
(decide.py), comparing (tasks/copies/compare.py), the reasons (tasks/copies/provenance.py).
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
# All set by hand, to bound memory; none changes an answer.
_CHUNK_SIZE = 512  # copies whose bodies are read at once, with those they repeat
_KEPT_SPAN_COUNT = 500_000  # shared spans kept of comparisons, of about 200 bytes each
_CACHE_SIZE = 1_000  # comparisons; copies of one edited text lie next to each other


def in_chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most so many."""
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk


class Texts:
    """A cache of bodies, replaced chunk by chunk."""

    def __init__(self, read_bodies: ReadBodies) -> None:
        self._read_bodies = read_bodies
        self._bodies: dict[str, str] = {}

    def load(self, doc_ids: Iterable[str]) -> None:
        """Read these bodies and drop all others."""
        wanted = set(doc_ids)
        kept = {doc_id: body for doc_id, body in self._bodies.items() if doc_id in wanted}
        missing = sorted(wanted - kept.keys())
        self._bodies = kept | (dict(self._read_bodies(missing)) if missing else {})

    def __getitem__(self, doc_id: str) -> str:
        """A body, read by itself where `load` did not name it; empty where no file has it."""
        if doc_id not in self._bodies:
            self._bodies[doc_id] = self._read_bodies([doc_id]).get(doc_id, "")
        return self._bodies[doc_id]


@dataclass(frozen=True, slots=True)
class TextRef:
    """A document and the hash of its text."""

    provenance: Provenance
    text_hash: str

    @property
    def doc_id(self) -> str:
        """Its id."""
        return self.provenance.doc_id


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy, the original of its group, and documents of the group that its text was found to match."""

    text: TextRef
    original: TextRef
    partners: Sequence[TextRef] = ()


class KeptComparisons:
    """Comparisons made while grouping, kept by the two documents so that evidence need not compare them again.

    Bounded: once `_KEPT_SPAN_COUNT` shared spans are kept, no more are, and later pairs are compared a second time.
    """

    def __init__(self) -> None:
        self._comparisons: dict[tuple[str, str], Comparison] = {}
        self._room = _KEPT_SPAN_COUNT

    def keep(self, doc_id: str, original_id: str, comparison: Comparison) -> None:
        """Keep a comparison of `doc_id` with `original_id`, while there is room."""
        if self._room > 0:
            self._room -= len(comparison.spans) + 1
            self._comparisons[doc_id, original_id] = comparison

    def find(self, doc_id: str, original_id: str) -> Comparison | None:
        """The comparison of two documents, turned round where it was kept the other way; None where it was not kept."""
        if (comparison := self._comparisons.get((doc_id, original_id))) is not None:
            return comparison
        comparison = self._comparisons.get((original_id, doc_id))
        return None if comparison is None else comparison.swapped()


@dataclass(slots=True)
class Evidence:
    """Makes the pairs that give evidence; one object for one batch."""

    texts: Texts
    rules: DuplicateRules
    kept: KeptComparisons = field(default_factory=KeptComparisons)
    _compared: dict[tuple[str, str], Comparison] = field(default_factory=dict)

    def pairs(self, copies: Iterable[Copy]) -> Iterator[DuplicatePair]:
        """One pair for each copy whose text matches another document's, in the order of the copies."""
        for chunk in in_chunks(copies, _CHUNK_SIZE):
            unequal = [copy for copy in chunk if self._has_to_be_read(copy)]
            self.texts.load(text.doc_id for copy in unequal for text in (copy.text, copy.original))
            for copy in chunk:
                if (pair := self._pair(copy)) is not None:
                    yield pair

    def _has_to_be_read(self, copy: Copy) -> bool:
        one, other = copy.text, copy.original
        return one.text_hash != other.text_hash and self.kept.find(one.doc_id, other.doc_id) is None

    def _pair(self, copy: Copy) -> DuplicatePair | None:
        for other in (copy.original, *copy.partners):
            if other.doc_id != copy.text.doc_id and (pair := self._paired(copy.text, other)) is not None:
                return pair
        return None

    def _paired(self, copy: TextRef, original: TextRef) -> DuplicatePair | None:
        if copy.text_hash == original.text_hash:  # all of both is shared, and no body has to be read
            return _pair(copy.provenance, original.provenance, Level.EXACT, None)
        comparison = self.kept.find(copy.doc_id, original.doc_id)
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
