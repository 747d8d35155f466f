"""Groups of documents that repeat each other: what they are, and how they grow.

A group is a connected component: its documents hang together by pairs of which the two texts themselves said that one
repeats the other (compare.py), no further apart in time than the look-back window. Whether a pair counts depends on
these two documents alone. So the groups are the same in whatever order documents arrive and however they are cut into
batches: a later document can join groups and never part them. That a chain of pairs holds texts which have little in
common with each other is part of the definition; it is what happens to a report that is rewritten step by step. What
must not make chains is kept out of the pairs: furniture is no part of a body, a form filled in with other facts is no
copy, and the items of a digest do not meet in it.

The document that stands for a group is its first by `provenance.rank`, which each document has by itself; that too
depends on the group alone.

The id of a group is that of the document it was founded by, and stays. Of groups that turn out to be one, that of the
first original goes on and the others end; every end is a `Merge`.

What belongs here: bookkeeping of groups. What does not: which pairs there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tasks.copies.provenance import Provenance, Rank, rank


@dataclass(frozen=True, slots=True)
class Merge:
    """A group of the archive that ended because a pair showed it to be part of another."""

    cluster_id: str
    merged_into: str


@dataclass(frozen=True, slots=True)
class NewOriginal:
    """A group of the archive that another document stands for from now on."""

    cluster_id: str
    original: Provenance
    previous: Provenance


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where every new document belongs, and what changed for groups of the archive; in order of their ids."""

    cluster_ids: Mapping[str, str]  # by the doc_id of a new document
    originals: Mapping[str, Provenance]  # by cluster_id, of every group that was looked at
    merges: tuple[Merge, ...]
    new_originals: tuple[NewOriginal, ...]


class Groups:
    """Groups in the making: new documents, each alone at first, and groups of the archive by their originals."""

    def __init__(self) -> None:
        self._parents: list[int] = []
        self._firsts: list[Provenance] = []  # of each root, the first document by rank
        self._standing: list[tuple[Rank, str] | None] = []  # of each root, the archive's group that goes on in it
        self._documents: dict[str, int] = {}
        self._clusters: dict[str, tuple[int, Provenance]] = {}

    def add_document(self, document: Provenance) -> int:
        """A node for a new document."""
        node = self._add(document, None)
        self._documents[document.doc_id] = node
        return node

    def add_cluster(self, cluster_id: str, original: Provenance) -> int:
        """A node for a group of the archive; the same one when it is added again."""
        if cluster_id not in self._clusters:
            self._clusters[cluster_id] = (self._add(original, cluster_id), original)
        return self._clusters[cluster_id][0]

    def are_joined(self, one: int, other: int) -> bool:
        """Whether two nodes are in one group."""
        return self._root(one) == self._root(other)

    def join(self, one: int, other: int) -> None:
        """Make two nodes' groups one."""
        first, second = sorted((self._root(one), self._root(other)), key=self._seniority)
        if first != second:
            self._parents[second] = first
            self._firsts[first] = min(self._firsts[first], self._firsts[second], key=rank)

    def outcome(self) -> Outcome:
        """How things stand when all pairs have been told."""
        ids = {root: self._id(root) for root in self._roots()}
        merges, changes = [], []
        for cluster_id, (node, previous) in sorted(self._clusters.items()):
            root = self._root(node)
            if ids[root] != cluster_id:
                merges.append(Merge(cluster_id, ids[root]))
            if self._firsts[root].doc_id != previous.doc_id:
                changes.append(NewOriginal(ids[root], self._firsts[root], previous))
        return Outcome(
            cluster_ids={doc_id: ids[self._root(node)] for doc_id, node in self._documents.items()},
            originals={ids[root]: self._firsts[root] for root in self._roots()},
            merges=tuple(merges),
            new_originals=tuple(changes),
        )

    def _add(self, first: Provenance, cluster_id: str | None) -> int:
        self._parents.append(len(self._parents))
        self._firsts.append(first)
        self._standing.append(None if cluster_id is None else (rank(first), cluster_id))
        return len(self._parents) - 1

    def _roots(self) -> list[int]:
        return [node for node, parent in enumerate(self._parents) if node == parent]

    def _root(self, node: int) -> int:
        while self._parents[node] != node:
            self._parents[node] = self._parents[self._parents[node]]  # path halving
            node = self._parents[node]
        return node

    def _id(self, root: int) -> str:
        standing = self._standing[root]
        return self._firsts[root].doc_id if standing is None else standing[1]

    def _seniority(self, root: int) -> tuple[bool, Rank, int]:
        """Groups of the archive go on rather than new ones, then those of the first original."""
        standing = self._standing[root]
        return (standing is None, rank(self._firsts[root]) if standing is None else standing[0], root)
