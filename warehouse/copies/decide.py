"""Which documents of a batch repeat others: decided against itself and the archive.

Documents with the same words are one text. Texts that share keys or an address are compared, and those that repeat each
other put their documents into one group (tasks/copies/groups.py says what a group is, and why order makes no
difference). Two texts of which each is in the other's group already need no comparing, so that the thousandth edited
copy of a report costs as much as the second.

What belongs here: the course of deciding. What does not: finding candidates (candidates.py), comparing two texts
(tasks.duplicates), the rows that give evidence (evidence.py), telling stories (story_decisions.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tasks.copies.compare import DuplicateRules, compare, level_of
from tasks.copies.decision import Decision
from tasks.copies.groups import Groups, Outcome
from tasks.copies.provenance import Provenance
from tasks.findings import DuplicatePair
from tasks.records import Status
from warehouse.copies.candidates import Archived, Candidates, Island, NewDocument, open_candidates
from warehouse.copies.evidence import Copy, Evidence, Known, ReadBodies, Texts, Witness, in_chunks
from warehouse.copies.group_changes import NO_CHANGES, NOTHING_CHANGED, Changes, Standing
from warehouse.copies.shuffle import Spread
from warehouse.copies.story_decisions import tell_stories

_TEXT_CHUNK_SIZE = 512  # texts that are read at once, with those they are compared with
_KEY_CHUNK_SIZE = 25_000  # texts whose candidates are looked for at once
_PARTNER_COUNT = 3  # texts by which a copy was recognised that are tried as evidence, where its original is too far
REFUSED_COUNT = 8  # texts that a text is compared with in vain before it is taken for one without copies


@dataclass(frozen=True, slots=True)
class Decisions:
    """A batch's decisions by doc_id, the pairs of its duplicates by doc_id, and what changes for the archive.

    `archived_pairs` are those of archived documents that are no originals any more, each with its `order_at`.
    """

    by_doc: Mapping[str, Decision]
    pairs: tuple[DuplicatePair, ...]
    archived_pairs: tuple[tuple[DuplicatePair, datetime], ...] = ()
    changes: Changes = NO_CHANGES


def decide(
    batch_files: Sequence[Path],
    archive_files: Sequence[Path],
    read_bodies: ReadBodies,
    rules: DuplicateRules,
    standing: Standing = NOTHING_CHANGED,
    spread: Spread | None = None,
) -> Decisions:
    """Decide on the documents of a batch's fingerprint files, given the archive's fingerprint files.

    `read_bodies` gives the bodies of new and archived documents by doc_id; it is asked for a bounded number at a time.
    `standing` says what became of the archive's groups since its fingerprints were published. `spread` has others
    find texts that share keys.
    """
    if not batch_files:
        return Decisions({}, ())
    with open_candidates(batch_files, archive_files, rules, spread) as candidates:
        course = _Course(candidates, Texts(read_bodies), rules, standing)
        outcome = course.outcome()
        pairs = course.pairs(outcome)
        return Decisions(
            by_doc=dict(course.decisions(outcome, pairs)),
            pairs=pairs,
            archived_pairs=course.archived_pairs(outcome),
            changes=Changes(outcome.merges, outcome.new_originals),
        )


def regroup(
    files: Sequence[Path], read_bodies: ReadBodies, rules: DuplicateRules
) -> tuple[Outcome, tuple[tuple[DuplicatePair, datetime], ...]]:
    """The groups of all documents of these fingerprint files from nothing, and the pairs of the copies among them.

    Each pair comes with the `order_at` of its copy.
    """
    if not files:
        return Groups().outcome(), ()
    with open_candidates(files, [], rules) as candidates:
        course = _Course(candidates, Texts(read_bodies), rules, NOTHING_CHANGED)
        outcome = course.outcome()
        return outcome, course.dated_pairs(outcome)


class _Course:
    """One batch on its way to decisions."""

    def __init__(self, candidates: Candidates, texts: Texts, rules: DuplicateRules, standing: Standing) -> None:
        self._candidates = candidates
        self._texts = texts
        self._rules = rules
        self._standing = standing
        self._groups = Groups()
        self._documents = {document.doc_id: document for document in candidates.new_documents()}
        self._nodes = {
            doc_id: self._groups.add_document(document.provenance) for doc_id, document in self._documents.items()
        }
        self._islands: dict[str, list[_Placed]] = {}  # by text
        self._archived: dict[str, Archived] = {}  # originals of the archive's groups, by their id
        self._standing_for: dict[str, str] = {}  # the original of a group of the archive
        self._partners: dict[str, list[str]] = {}  # texts by which a text was recognised
        self._known = Known()
        self._refused: set[tuple[str, str]] = set()

    def outcome(self) -> Outcome:
        """Tell the groups all pairs there are."""
        self._place({d.text_hash for d in self._documents.values() if d.has_words})
        versions: dict[str, list[str]] = {}
        for one, other in self._candidates.versions():
            versions.setdefault(one, []).append(other)
            versions.setdefault(other, []).append(one)
        for chunk in in_chunks(self._comparable_texts(versions), _KEY_CHUNK_SIZE):
            near = self._candidates.near(chunk)
            others = {text: list(dict.fromkeys((*versions.get(text, ()), *near.get(text, ())))) for text in chunk}
            self._place({other for found in others.values() for other in found} - self._islands.keys())
            self._join_near(others, versions)
        return self._groups.outcome()

    def pairs(self, outcome: Outcome) -> tuple[DuplicatePair, ...]:
        """The evidence of every copy of the batch, by doc_id."""
        evidence = Evidence(self._texts, self._rules, self._known)
        copies = [self._copy(document, outcome) for document in self._documents.values()]
        found = evidence.pairs(copy for copy in copies if copy is not None)
        return tuple(sorted(found, key=lambda pair: pair.doc_id))

    def dated_pairs(self, outcome: Outcome) -> tuple[tuple[DuplicatePair, datetime], ...]:
        """The same, each with the `order_at` of its copy."""
        return tuple((pair, self._documents[pair.doc_id].order_at) for pair in self.pairs(outcome))

    def archived_pairs(self, outcome: Outcome) -> tuple[tuple[DuplicatePair, datetime], ...]:
        """The evidence of documents of the archive for which another stands from now on, each with its `order_at`."""
        by_id = {new.previous.doc_id: new for new in outcome.new_originals}
        copies = [Copy(self._witness(new.previous), self._witness(new.original)) for new in by_id.values()]
        found = Evidence(self._texts, self._rules).pairs(copies)
        return tuple((pair, by_id[pair.doc_id].previous.order_at) for pair in found)

    def decisions(self, outcome: Outcome, pairs: Sequence[DuplicatePair]) -> Iterator[tuple[str, Decision]]:
        """What every document of the batch became."""
        by_copy = {pair.doc_id: pair for pair in pairs}
        stories = self._stories(outcome)
        pages = _SamePages(self._candidates.archived_pages())
        for doc_id, document in self._documents.items():
            cluster_id = outcome.cluster_ids[doc_id]
            original = outcome.originals[cluster_id]
            pair = by_copy.get(doc_id)
            is_original = original.doc_id == doc_id
            story_id, score = stories[cluster_id]
            yield (
                doc_id,
                Decision(
                    status=Status.LOADED if is_original else Status.DUPLICATE,
                    duplicate_of=None if is_original else original.doc_id,
                    cluster_id=cluster_id,
                    is_original=is_original,
                    level=None if pair is None else pair.level,
                    story_id=story_id,
                    story_score=score if pair is None else pair.score,
                    same_page_as=pages.other(document, is_original),
                ),
            )

    def _stories(self, outcome: Outcome) -> dict[str, tuple[str | None, float | None]]:
        """The story of every group: that of the archive where it is one of the archive's, else as it is told now."""
        new = {id_: first.doc_id for id_, first in outcome.originals.items() if id_ not in self._standing_for}
        loaded = [
            document for doc_id, document in self._documents.items() if new.get(outcome.cluster_ids[doc_id]) == doc_id
        ]
        told = tell_stories(loaded, self._candidates, self._rules)
        stories: dict[str, tuple[str | None, float | None]] = {id_: told[doc_id] for id_, doc_id in new.items()}
        for cluster_id, original_id in self._standing_for.items():
            stories[cluster_id] = (self._archived[original_id].story_id, None)
        return stories

    def _place(self, text_hashes: Collection[str]) -> None:
        """Look up where these texts lie in time; documents with one text, lying near each other, are one group."""
        found = self._candidates.islands(text_hashes)
        clusters = {self._standing_now(*cluster) for island in found for cluster in island.clusters}
        missing = {original_id for _, original_id in clusters} - self._archived.keys()
        self._archived |= self._candidates.archived(missing)
        for island in found:
            nodes = [self._nodes[doc_id] for doc_id in island.new_ids]
            for cluster_id, original_id in (self._standing_now(*cluster) for cluster in island.clusters):
                self._standing_for[cluster_id] = original_id
                nodes.append(self._groups.add_cluster(cluster_id, self._archived[original_id].provenance))
            for node in nodes[1:]:
                self._groups.join(nodes[0], node)
            self._islands.setdefault(island.text_hash, []).append(_Placed(island, nodes[0]))

    def _standing_now(self, cluster_id: str, original_id: str) -> tuple[str, str]:
        cluster_id = self._standing.cluster(cluster_id)
        return cluster_id, self._standing.original(cluster_id, original_id)

    def _comparable_texts(self, versions: Collection[str]) -> list[str]:
        """The batch's texts that may meet others. One that the archive has met them already, if there is no window.

        Oldest first: texts that follow each other, and what they repeat, lie near each other in the files too.
        """
        texts = dict.fromkeys(d.text_hash for d in self._documents.values() if d.is_comparable)
        if self._rules.look_back_days is None:
            known = {text for text in texts if any(placed.island.clusters for placed in self._islands[text])}
            return [text for text in texts if text not in known or text in versions]
        return list(texts)

    def _join_near(self, others: Mapping[str, Sequence[str]], versions: Mapping[str, Sequence[str]]) -> None:
        for chunk in in_chunks([text for text, found in others.items() if found], _TEXT_CHUNK_SIZE):
            apart = {text: [other for other in others[text] if self._links(text, other)] for text in chunk}
            wanted = (t for text, found in apart.items() if found for t in (text, *found[:REFUSED_COUNT]))
            self._texts.load(self._islands[text][0].island.first.doc_id for text in wanted)
            for text, found in apart.items():
                same_address = set(versions.get(text, ()))
                refused_count = 0
                for other in found:
                    if refused_count >= REFUSED_COUNT:
                        break
                    refused_count += not self._are_same(text, other, other in same_address)

    def _are_same(self, text: str, other: str, is_same_address: bool) -> bool:
        """Whether two texts are in one group by now, compared where that is not known; if so, they are joined."""
        links = self._links(text, other)
        if not links:
            return True
        pair = (min(text, other), max(text, other))
        if pair in self._refused:
            return False
        one_id, other_id = (self._islands[side][0].island.first.doc_id for side in pair)
        comparison = compare(self._texts[one_id], self._texts[other_id])
        if level_of(comparison, self._rules, is_same_address) is None:
            self._refused.add(pair)
            return False
        self._known.keep(one_id, other_id, comparison)
        for one, another in links:
            self._groups.join(one, another)
        self._partners.setdefault(text, []).append(other)
        self._partners.setdefault(other, []).append(text)
        return True

    def _links(self, text: str, other: str) -> list[tuple[int, int]]:
        """Nodes of both texts near enough in time to be one group, and not one yet."""
        days = self._rules.look_back_days
        return [
            (one.node, another.node)
            for one in self._islands[text]
            for another in self._islands[other]
            if (days is None or _gap(one.island, another.island) <= timedelta(days=days))
            and not self._groups.are_joined(one.node, another.node)
        ]

    def _copy(self, document: NewDocument, outcome: Outcome) -> Copy | None:
        original = outcome.originals[outcome.cluster_ids[document.doc_id]]
        if original.doc_id == document.doc_id:
            return None
        return Copy(self._witness(document.provenance), self._witness(original), self._recognised_by(document))

    def _recognised_by(self, document: NewDocument) -> list[Witness]:
        """The first documents of its own text, and of those texts that it was found to repeat."""
        texts = (document.text_hash, *self._partners.get(document.text_hash, ())[:_PARTNER_COUNT])
        return [Witness(placed.island.first, text) for text in texts for placed in self._islands[text]]

    def _witness(self, provenance: Provenance) -> Witness:
        doc_id = provenance.doc_id
        known = self._documents.get(doc_id) or self._archived[doc_id]
        return Witness(provenance, known.text_hash)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Documents with one text near each other in time, and their node among the groups."""

    island: Island
    node: int


def _gap(one: Island, other: Island) -> timedelta:
    """The time between two islands, negative where they overlap."""
    return max(one.begin_at, other.begin_at) - min(one.end_at, other.end_at)


class _SamePages:
    """Documents by their reading text, as they come."""

    def __init__(self, archived: Mapping[str, str]) -> None:
        self._archived = archived
        self._first_of: dict[str, str] = {}

    def other(self, document: NewDocument, is_original: bool) -> str | None:
        """A document with the very same reading text, for a copy; None where there is none before it."""
        same = self._archived.get(document.page_hash) or self._first_of.get(document.page_hash)
        if same is not None and same != document.doc_id and not is_original:
            return same
        self._first_of.setdefault(document.page_hash, document.doc_id)
        return None
