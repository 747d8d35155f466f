"""Which documents of a batch repeat others: decided against itself and the archive.

Documents with the same words are one text. Texts that share keys or an address are compared, and those that repeat each
other put their documents into one group (tasks/copies/groups.py says what a group is, and why order makes no
difference). Two texts of which each is in the other's group already need no comparing, so that the thousandth edited
copy of a report costs as much as the second.

What belongs here: the order in which a batch is decided. What does not: finding candidates (candidates.py), comparing
two texts (tasks/copies/compare.py), the rows that give evidence (evidence.py), stories (story_decisions.py).
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
from warehouse.copies.candidates import Archived, Candidates, Island, NewDocument, PagePlace, open_candidates
from warehouse.copies.evidence import Copy, Evidence, KeptComparisons, ReadBodies, TextRef, Texts, in_chunks
from warehouse.copies.group_changes import AS_PUBLISHED, NO_CHANGES, Changes, CurrentGroups
from warehouse.copies.shuffle import Spread
from warehouse.copies.story_decisions import assign_stories
from warehouse.errors import DamagedWarehouse

# All set by hand: the first two bound memory, the others the number of comparisons.
_TEXT_CHUNK_SIZE = 512  # texts whose bodies are read at once, with those they are compared with
_KEY_CHUNK_SIZE = 25_000  # texts whose candidates are looked for at once
_PARTNER_COUNT = 3  # texts that a copy was found to match, tried as evidence where it does not match its original
REFUSED_COUNT = 8  # candidates that a text does not match before the remaining ones are skipped


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
    groups_now: CurrentGroups = AS_PUBLISHED,
    spread: Spread | None = None,
) -> Decisions:
    """Decide on the documents of a batch's fingerprint files, given the archive's fingerprint files.

    `read_bodies` gives the bodies of new and archived documents by doc_id; it is asked for a bounded number at a time.
    `groups_now` says what became of the archive's groups since its fingerprints were published. With `spread`, cluster
    workers find the texts that share keys.
    """
    if not batch_files:
        return Decisions({}, ())
    with open_candidates(batch_files, archive_files, rules, spread) as candidates:
        batch = _BatchDecision(candidates, Texts(read_bodies), rules, groups_now)
        outcome = batch.outcome()
        pairs = batch.pairs(outcome)
        return Decisions(
            by_doc=dict(batch.decisions(outcome, pairs)),
            pairs=pairs,
            archived_pairs=batch.archived_pairs(outcome),
            changes=Changes(outcome.merges, outcome.new_originals),
        )


def regroup(
    files: Sequence[Path], read_bodies: ReadBodies, rules: DuplicateRules
) -> tuple[Outcome, tuple[tuple[DuplicatePair, datetime], ...]]:
    """Group all documents of these fingerprint files, whatever group they have now; also returns the copies' pairs.

    Each pair comes with the `order_at` of its copy.
    """
    if not files:
        return Groups().outcome(), ()
    with open_candidates(files, [], rules) as candidates:
        whole = _BatchDecision(candidates, Texts(read_bodies), rules, AS_PUBLISHED)
        outcome = whole.outcome()
        return outcome, whole.dated_pairs(outcome)


class _BatchDecision:
    """Decides on one batch: groups first, then the pairs that give evidence, then each document's decision."""

    def __init__(self, candidates: Candidates, texts: Texts, rules: DuplicateRules, groups_now: CurrentGroups) -> None:
        self._candidates = candidates
        self._texts = texts
        self._rules = rules
        self._groups_now = groups_now
        self._groups = Groups()
        self._documents = {document.doc_id: document for document in candidates.new_documents()}
        self._nodes = {
            doc_id: self._groups.add_document(document.provenance) for doc_id, document in self._documents.items()
        }
        self._islands: dict[str, list[_Placed]] = {}  # by text hash
        self._archived: dict[str, Archived] = {}  # originals of the archive's groups, by doc_id
        self._original_of: dict[str, str] = {}  # original of each of the archive's groups that was met, by cluster_id
        self._partners: dict[str, list[str]] = {}  # texts that a text was found to match, by text hash
        self._kept = KeptComparisons()
        self._refused: set[tuple[str, str]] = set()

    def outcome(self) -> Outcome:
        """Compare all candidate pairs and merge the groups of those that match."""
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
        """The pair that gives evidence of each copy of the batch, sorted by doc_id."""
        evidence = Evidence(self._texts, self._rules, self._kept)
        copies = [self._copy(document, outcome) for document in self._documents.values()]
        found = evidence.pairs(copy for copy in copies if copy is not None)
        return tuple(sorted(found, key=lambda pair: pair.doc_id))

    def dated_pairs(self, outcome: Outcome) -> tuple[tuple[DuplicatePair, datetime], ...]:
        """The same, each with the `order_at` of its copy."""
        return tuple((pair, self._documents[pair.doc_id].order_at) for pair in self.pairs(outcome))

    def archived_pairs(self, outcome: Outcome) -> tuple[tuple[DuplicatePair, datetime], ...]:
        """The pairs of archived originals that became copies in this batch, each with its `order_at`."""
        by_id = {new.previous.doc_id: new for new in outcome.new_originals}
        copies = [Copy(self._text_of(new.previous), self._text_of(new.original)) for new in by_id.values()]
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
        """The story of every group, and its score: an archived group keeps its story, a new one is assigned one."""
        new = {id_: first.doc_id for id_, first in outcome.originals.items() if id_ not in self._original_of}
        loaded = [
            document for doc_id, document in self._documents.items() if new.get(outcome.cluster_ids[doc_id]) == doc_id
        ]
        assigned = assign_stories(loaded, self._candidates, self._rules)
        stories: dict[str, tuple[str | None, float | None]] = {id_: assigned[doc_id] for id_, doc_id in new.items()}
        for cluster_id, original_id in self._original_of.items():
            stories[cluster_id] = (self._archived[original_id].story_id, None)
        return stories

    def _place(self, text_hashes: Collection[str]) -> None:
        """Look up the documents that have these texts; those with one text that lie near in time become one group."""
        found = self._candidates.islands(text_hashes)
        clusters = {self._current_group(*cluster) for island in found for cluster in island.clusters}
        missing = {original_id for _, original_id in clusters} - self._archived.keys()
        self._archived |= self._candidates.archived(missing)
        if unknown := missing - self._archived.keys():
            raise DamagedWarehouse(
                f"Document {min(unknown)} stands for others of the archive and is in no published file: a commit "
                "record or a file may be lost. See `presswatch check` and `presswatch repair`; nothing was published."
            )
        for island in found:
            nodes = [self._nodes[doc_id] for doc_id in island.new_ids]
            for cluster_id, original_id in (self._current_group(*cluster) for cluster in island.clusters):
                self._original_of[cluster_id] = original_id
                nodes.append(self._groups.add_cluster(cluster_id, self._archived[original_id].provenance))
            for node in nodes[1:]:
                self._groups.join(nodes[0], node)
            self._islands.setdefault(island.text_hash, []).append(_Placed(island, nodes[0]))

    def _current_group(self, cluster_id: str, original_id: str) -> tuple[str, str]:
        cluster_id = self._groups_now.cluster(cluster_id)
        return cluster_id, self._groups_now.original(cluster_id, original_id)

    def _comparable_texts(self, versions: Collection[str]) -> list[str]:
        """The batch's texts that have to be compared, oldest first, so that reads from the files lie near each other.

        Without a look-back window, a text that the archive has was compared when it came in, and is left out.
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
        """Whether two texts are in one group; compares them where needed, and joins their groups if they match."""
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
        self._kept.keep(one_id, other_id, comparison)
        for one, another in links:
            self._groups.join(one, another)
        self._partners.setdefault(text, []).append(other)
        self._partners.setdefault(other, []).append(text)
        return True

    def _links(self, text: str, other: str) -> list[tuple[int, int]]:
        """Pairs of nodes, one of each text, that are near enough in time to be one group and are not one yet."""
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
        return Copy(self._text_of(document.provenance), self._text_of(original), self._partners_of(document))

    def _partners_of(self, document: NewDocument) -> list[TextRef]:
        """The oldest documents with its own text, and with the texts that it was found to match."""
        texts = (document.text_hash, *self._partners.get(document.text_hash, ())[:_PARTNER_COUNT])
        return [TextRef(placed.island.first, text) for text in texts for placed in self._islands[text]]

    def _text_of(self, provenance: Provenance) -> TextRef:
        doc_id = provenance.doc_id
        known = self._documents.get(doc_id) or self._archived[doc_id]
        return TextRef(provenance, known.text_hash)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An island, and its node in the structure that groups are built in."""

    island: Island
    node: int


def _gap(one: Island, other: Island) -> timedelta:
    """The time between two islands, negative where they overlap."""
    return max(one.begin_at, other.begin_at) - min(one.end_at, other.end_at)


class _SamePages:
    """Finds an earlier document with the very same reading text, whose findings then hold for both.

    Of the documents with one page the first by month and id is always searched, in whatever order they come: which
    document names an entity first then does not depend on it.
    """

    def __init__(self, archived: Mapping[str, PagePlace]) -> None:
        self._first = dict(archived)  # by page_hash

    def other(self, document: NewDocument, is_original: bool) -> str | None:
        """An earlier document with the same reading text, for a copy; None for an original, or where there is none."""
        first = self._first.get(document.page_hash, document.page_place)
        if first < document.page_place and not is_original:
            return first[1]
        self._first[document.page_hash] = min(first, document.page_place)
        return None
