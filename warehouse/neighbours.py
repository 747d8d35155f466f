"""Which documents of a batch repeat others: decided against itself and the archive.

What belongs here: decisions, oldest document first. What does not: finding candidates (candidates.py), comparing two
texts (tasks.duplicates), telling stories (story_decisions.py).

Clusters are stars: a document joins the cluster of an original with which its own text has enough in common. So no
cluster grows by a chain whose ends have nothing in common.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tasks.duplicates import Comparison, DuplicateRules, compare, is_duplicate, relation
from tasks.findings import DuplicatePair
from tasks.records import Status
from warehouse.candidates import Candidate, Candidates, NewDocument, open_candidates
from warehouse.story_decisions import tell_stories

EXACT = "exact"
NEAR = "near"
_TEXT_CHUNK_SIZE = 128  # documents whose bodies, and whose candidates' bodies, are read at once

ReadBodies = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a document that was read.

    `duplicate_of` is an original. `level` is exact or near for a duplicate. `story_score` is how close it is to the
    story's nearest article, None where it began the story. `same_page_as` names a document with the very same reading
    text, so that what stands in it has been found already; only duplicates have it.
    """

    status: Status
    duplicate_of: str | None
    cluster_id: str
    is_original: bool
    level: str | None = None
    story_id: str | None = None
    story_score: float | None = None
    same_page_as: str | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """A batch's decisions by doc_id, and one pair of copy and original for every duplicate, by doc_id."""

    by_doc: Mapping[str, Decision]
    pairs: tuple[DuplicatePair, ...]


def decide(
    batch_files: Sequence[Path], archive_files: Sequence[Path], read_bodies: ReadBodies, rules: DuplicateRules
) -> Decisions:
    """Decide on the documents of a batch's fingerprint files, given the archive's fingerprint files.

    `read_bodies` gives the bodies of new and archived documents by doc_id; it is asked for a bounded number at a time.
    Neither the order of the files nor that of their rows makes a difference. Archived documents never change.
    """
    if not batch_files:
        return Decisions({}, ())
    with open_candidates(batch_files, archive_files, rules) as candidates:
        documents = candidates.new_documents()
        copies = _find_copies(documents, candidates, _Texts(read_bodies), rules)
        return _decisions(documents, copies, candidates, rules)


def _decisions(
    documents: Sequence[NewDocument], copies: _Copies, candidates: Candidates, rules: DuplicateRules
) -> Decisions:
    archived = candidates.archived({pair.original_id for pair in copies.pairs.values()})
    stories = tell_stories([d for d in documents if d.doc_id not in copies.pairs], candidates, rules)
    by_doc: dict[str, Decision] = {}
    for document in documents:
        pair = copies.pairs.get(document.doc_id)
        if pair is None:
            story_id, score = stories[document.doc_id]
            by_doc[document.doc_id] = Decision(
                Status.LOADED, None, document.doc_id, is_original=True, story_id=story_id, story_score=score
            )
            continue
        known = archived.get(pair.original_id)
        by_doc[document.doc_id] = Decision(
            status=Status.DUPLICATE,
            duplicate_of=pair.original_id,
            cluster_id=pair.original_id if known is None else known.cluster_id,
            is_original=False,
            level=pair.level,
            story_id=stories[pair.original_id][0] if known is None else known.story_id,
            story_score=pair.score,
            same_page_as=copies.same_pages.get(document.doc_id),
        )
    return Decisions(by_doc, tuple(copies.pairs[doc_id] for doc_id in sorted(copies.pairs)))


class _Texts:
    """Bodies, read in chunks and forgotten with them."""

    def __init__(self, read_bodies: ReadBodies) -> None:
        self._read_bodies = read_bodies
        self._bodies: dict[str, str] = {}

    def load(self, doc_ids: Iterable[str]) -> None:
        """Read these bodies, and forget all others."""
        self._bodies = dict(self._read_bodies(sorted(set(doc_ids))))

    def __getitem__(self, doc_id: str) -> str:
        """A body; one that was not foreseen is read by itself. Empty where it is nowhere to be found."""
        if doc_id not in self._bodies:
            self._bodies[doc_id] = self._read_bodies([doc_id]).get(doc_id, "")
        return self._bodies[doc_id]


@dataclass(frozen=True, slots=True)
class _Copies:
    """The pair of every duplicate by its doc_id, and for some of them a document with the very same page; grows."""

    pairs: dict[str, DuplicatePair] = field(default_factory=dict)
    originals: set[str] = field(default_factory=set)
    same_pages: dict[str, str] = field(default_factory=dict)

    def add(self, pair: DuplicatePair) -> None:
        """Note that a document repeats an original."""
        self.pairs[pair.doc_id] = pair
        self.originals.add(pair.original_id)

    def original_of(self, candidate: Candidate) -> str:
        """The original that a candidate, new or archived, repeats; itself where it repeats none."""
        pair = self.pairs.get(candidate.doc_id)
        return candidate.original_id if pair is None else pair.original_id

    def both_ids(self, candidate: Candidate) -> tuple[str, str]:
        """A candidate and, as far as is known by now, its original."""
        return candidate.doc_id, self.original_of(candidate)


def _find_copies(
    documents: Sequence[NewDocument], candidates: Candidates, texts: _Texts, rules: DuplicateRules
) -> _Copies:
    copies = _Copies()
    leaders, followers = _exact_copies(documents, candidates.archived_originals(), copies, rules)
    near = candidates.near([leader for leader in leaders if leader.is_comparable])
    position = {document.doc_id: index for index, document in enumerate(documents)}
    compared = [leader.doc_id for leader in leaders if leader.doc_id in near]
    for start in range(0, len(compared), _TEXT_CHUNK_SIZE):
        chunk = compared[start : start + _TEXT_CHUNK_SIZE]
        others = (other for doc_id in chunk for candidate in near[doc_id] for other in copies.both_ids(candidate))
        texts.load([*chunk, *others])
        for doc_id in chunk:
            if (pair := _near_copy(doc_id, near[doc_id], copies, texts, rules)) is not None:
                copies.add(pair)
                passed_by = (other for other in near[doc_id] if other.doc_id in position)
                younger = [other for other in passed_by if position[other.doc_id] > position.get(pair.original_id, -1)]
                _take_along(pair, younger, copies, texts, rules)
    _follow(followers, copies)
    _match_pages(documents, candidates.archived_pages(), copies)
    return copies


def _exact_copies(
    documents: Sequence[NewDocument],
    originals: Mapping[str, Sequence[Candidate]],
    copies: _Copies,
    rules: DuplicateRules,
) -> tuple[list[NewDocument], list[tuple[NewDocument, NewDocument]]]:
    """Pairs with originals of the archive that have the same text; of what remains, the first of each text leads."""
    first_of: dict[str, NewDocument] = {}
    followers: list[tuple[NewDocument, NewDocument]] = []
    leaders: list[NewDocument] = []
    for document in documents:
        if not document.has_words:
            continue
        same = originals.get(document.text_hash, ())
        original = next((candidate for candidate in same if _is_within(candidate, document, rules)), None)
        leader = first_of.get(document.text_hash)
        if original is not None:
            copies.add(_exact_pair(document.doc_id, original.doc_id))
        elif leader is not None and _is_within(leader, document, rules):
            followers.append((document, leader))
        else:
            first_of[document.text_hash] = document
            leaders.append(document)
    return leaders, followers


def _is_within(one: NewDocument | Candidate, other: NewDocument, rules: DuplicateRules) -> bool:
    if rules.look_back_days is None:
        return True
    return abs((one.order_at - other.order_at).total_seconds()) <= rules.look_back_days * 86_400


def _exact_pair(doc_id: str, original_id: str) -> DuplicatePair:
    return DuplicatePair(doc_id, original_id, EXACT, 1.0, "copy", ())  # no evidence: all of both is shared


def _near_copy(
    doc_id: str, candidates: Sequence[Candidate], copies: _Copies, texts: _Texts, rules: DuplicateRules
) -> DuplicatePair | None:
    """The pair with the first original that the text repeats, among the candidates and what they repeat themselves."""
    refused: dict[str, Comparison] = {}
    for candidate in candidates:
        original_id = copies.original_of(candidate)
        if original_id not in refused:
            comparison = compare(texts[doc_id], texts[original_id])
            if is_duplicate(comparison, rules):
                return _near_pair(doc_id, original_id, comparison)
            refused[original_id] = comparison
        if candidate.doc_id != original_id and _is_vouched_for(
            refused[original_id], compare(texts[doc_id], texts[candidate.doc_id]), rules
        ):
            return _near_pair(doc_id, original_id, refused[original_id])
    return None


def _take_along(
    pair: DuplicatePair, passed_by: Sequence[Candidate], copies: _Copies, texts: _Texts, rules: DuplicateRules
) -> None:
    """Let new originals follow a copy of theirs that was found to have an older original, if it vouches for them.

    One that has copies itself stays.
    """
    for candidate in passed_by:
        if candidate.doc_id in copies.originals or candidate.doc_id in copies.pairs:
            continue
        with_original = compare(texts[candidate.doc_id], texts[pair.original_id])
        if _is_vouched_for(with_original, compare(texts[candidate.doc_id], texts[pair.doc_id]), rules):
            copies.add(_near_pair(candidate.doc_id, pair.original_id, with_original))


def _is_vouched_for(with_original: Comparison, with_copy: Comparison, rules: DuplicateRules) -> bool:
    """Whether a text that is not quite close enough to an original repeats one of its copies.

    Originals are the oldest, not the fullest: of a short first report, a full one and an edited copy of that, the last
    has too little in common with the first to be known by it alone.
    """
    return with_original.share >= rules.min_relayed_share and is_duplicate(with_copy, rules)


def _near_pair(doc_id: str, original_id: str, comparison: Comparison) -> DuplicatePair:
    return DuplicatePair(doc_id, original_id, NEAR, comparison.share, relation(comparison), comparison.spans)


def _follow(followers: Sequence[tuple[NewDocument, NewDocument]], copies: _Copies) -> None:
    """Copies of a leader's text: of the leader itself, or near copies of what the leader is a near copy of."""
    for follower, leader in followers:
        led = copies.pairs.get(leader.doc_id)
        if led is None:
            copies.add(_exact_pair(follower.doc_id, leader.doc_id))
        else:  # the offsets hold for the leader's punctuation and white space only
            evidence = led.evidence if follower.page_hash == leader.page_hash else ()
            copies.add(replace(led, doc_id=follower.doc_id, evidence=evidence))


def _match_pages(documents: Sequence[NewDocument], archived: Mapping[str, str], copies: _Copies) -> None:
    first_of: dict[str, str] = {}
    for document in documents:
        same = archived.get(document.page_hash) or first_of.get(document.page_hash)
        if same is not None and same != document.doc_id and document.doc_id in copies.pairs:
            copies.same_pages[document.doc_id] = same
        else:
            first_of.setdefault(document.page_hash, document.doc_id)
