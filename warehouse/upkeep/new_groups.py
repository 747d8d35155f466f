"""What groups of copies and stories become without some of their documents.

The remaining documents of a group stay together, and the first of them by rank stands for it. (Whether they still hang
together without the others, `presswatch maintain --recompute-duplicates` decides.) A group or story that was called by
the id of a document that goes gets another name.

What belongs here: the new groups, the pairs that give evidence, new names. What does not: rows and files.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks.copies.compare import DuplicateRules
from tasks.copies.provenance import rank
from tasks.findings import DuplicatePair
from warehouse.ask.database import Warehouse
from warehouse.copies.candidates import provenance_of
from warehouse.copies.evidence import Copy, Evidence, TextRef, Texts
from warehouse.copies.group_changes import read_current_groups
from warehouse.copies.read_bodies import Bodies

_MEMBERS = """
WITH touched AS (
    SELECT cluster_id FROM documents WHERE doc_id IN (SELECT unnest($ids)) AND status <> 'rejected'
    UNION
    SELECT cluster_id FROM documents WHERE split_part(cluster_id, '.', 1) IN (SELECT unnest($ids))
    UNION
    SELECT cluster_id FROM cluster_originals
    WHERE original_id IN (SELECT unnest($ids)) OR previous_id IN (SELECT unnest($ids))
)
SELECT a.cluster_id, a.is_original, f.text_hash, f.doc_id, f.order_at, f.published_precision, f.version_at, f.site,
    f.url, f.credit, f.credit_reason
FROM articles AS a JOIN fingerprints AS f USING (doc_id)
WHERE a.cluster_id IN (FROM touched) AND a.doc_id NOT IN (SELECT unnest($ids)) ORDER BY a.doc_id
"""
_PAIRED = """
SELECT DISTINCT doc_id FROM duplicates
WHERE doc_id IN (SELECT unnest($copies)) AND original_id NOT IN (SELECT unnest($ids))
"""
_STORIES = """
SELECT story_id, min(doc_id) FROM (SELECT story_id, doc_id FROM stories UNION SELECT story_id, doc_id FROM fingerprints)
WHERE story_id IN (SELECT unnest($ids)) AND doc_id NOT IN (SELECT unnest($ids)) GROUP BY story_id
"""


@dataclass(frozen=True, slots=True)
class Place:
    """The group that a document is in, and the document that stands for it."""

    cluster_id: str
    original_id: str


@dataclass(frozen=True, slots=True)
class NewGroups:
    """The new place of each remaining document, ids of groups whose changes are forgotten, pairs, names of stories."""

    places: Mapping[str, Place]
    ended: frozenset[str]
    pairs: tuple[tuple[DuplicatePair, datetime], ...]
    stories: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Member:
    text: TextRef
    is_original: bool


def new_groups(opened: Warehouse, gone: Collection[str], rules: DuplicateRules) -> NewGroups:
    """What groups and stories become without these documents."""
    given = {"ids": sorted(gone)}
    members: dict[str, list[_Member]] = {}
    for cluster_id, is_original, text_hash, *stated in opened.rows(_MEMBERS, given)[1]:
        found = _Member(TextRef(provenance_of(stated), str(text_hash)), bool(is_original))
        members.setdefault(str(cluster_id), []).append(found)
    places: dict[str, Place] = {}
    copies: list[Copy] = []
    for cluster_id, documents in members.items():
        first = _standing_for(documents)
        named = first.doc_id if cluster_id.partition(".")[0] in gone else cluster_id
        places |= {member.text.doc_id: Place(named, first.doc_id) for member in documents}
        copies += [Copy(m.text, first, [o.text for o in documents]) for m in documents if m.text.doc_id != first.doc_id]
    return NewGroups(
        places,
        _ended(opened, {*members, *gone}),
        tuple(_pairs(opened, copies, given["ids"], rules)),
        {str(old): str(new) for old, new in opened.rows(_STORIES, given)[1]},
    )


def _standing_for(documents: Sequence[_Member]) -> TextRef:
    """The document that stands for a group: the same as before where it is still there, else the first by rank."""
    standing = next((member.text for member in documents if member.is_original), None)
    return standing or min((member.text for member in documents), key=lambda text: rank(text.provenance))


def _ended(opened: Warehouse, clusters: Collection[str]) -> frozenset[str]:
    """These groups, and those that were merged into one of them: their rows say all that holds of them now."""
    store = opened.store
    groups = read_current_groups(store.paths("cluster_merges"), store.paths("cluster_originals"))
    into = {cluster_id for cluster_id in groups.merged_into if groups.cluster(cluster_id) in clusters}
    return frozenset(clusters) | into


def _pairs(
    opened: Warehouse, copies: Sequence[Copy], gone: list[str], rules: DuplicateRules
) -> list[tuple[DuplicatePair, datetime]]:
    """Pairs for the copies that lost theirs, each with the time its month comes from."""
    ids = [copy.text.doc_id for copy in copies]
    paired = {str(doc_id) for (doc_id,) in opened.rows(_PAIRED, {"copies": ids, "ids": gone})[1]}
    bodies = Bodies([], opened.store.paths("articles"))
    lost = {copy.text.doc_id: copy for copy in copies if copy.text.doc_id not in paired}
    found = Evidence(Texts(bodies.read), rules).pairs(lost.values())
    return [(pair, lost[pair.doc_id].text.provenance.order_at) for pair in found]
