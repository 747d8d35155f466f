"""Groups are the same in whatever order documents arrive and however they are cut into batches."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from tasks.copies.compare import DuplicateRules, compare, level_of
from tasks.copies.groups import Groups, Merge
from tasks.copies.provenance import Credit, Provenance, Reason, is_same_address, rank
from tasks.records import Precision

RULES = DuplicateRules()
START = datetime(2021, 7, 1)
SENTENCES = tuple(
    " ".join("".join(random.Random(100 * s + w).choices("abdegiklmnoprstu", k=6)) for w in range(10)) + "."
    for s in range(8)
)


def document(doc_id: str, day: int = 0, **more: object) -> Provenance:
    given = {"precision": Precision.DAY, **more}
    return Provenance(doc_id, START + timedelta(days=day), **given)  # type: ignore[arg-type]


@dataclass
class Archive:
    """What batches leave behind: the group of each document as published, merges since, and who stands for a group."""

    published: dict[str, str] = field(default_factory=dict)
    merged_into: dict[str, str] = field(default_factory=dict)
    originals: dict[str, Provenance] = field(default_factory=dict)

    def cluster(self, doc_id: str) -> str:
        cluster_id = self.published[doc_id]
        while cluster_id in self.merged_into:
            cluster_id = self.merged_into[cluster_id]
        return cluster_id

    def take(self, batch: Sequence[Provenance], repeats: Mapping[tuple[str, str], bool]) -> None:
        groups = Groups()
        nodes = {d.doc_id: groups.add_document(d) for d in batch}
        for doc_id in self.published:
            cluster_id = self.cluster(doc_id)
            nodes[doc_id] = groups.add_cluster(cluster_id, self.originals[cluster_id])
        for one, other in combinations(sorted(nodes), 2):
            is_new_pair = one not in self.published or other not in self.published
            if is_new_pair and repeats[one, other]:
                groups.join(nodes[one], nodes[other])
        outcome = groups.outcome()
        self.published |= outcome.cluster_ids
        for merge in outcome.merges:
            assert merge.cluster_id not in self.merged_into, "a group ends once"
            self.merged_into[merge.cluster_id] = merge.merged_into
        self.originals |= outcome.originals

    def groups(self) -> dict[str, frozenset[str]]:
        """The documents of each group, by the document that stands for it."""
        members: dict[str, set[str]] = {}
        for doc_id in self.published:
            members.setdefault(self.cluster(doc_id), set()).add(doc_id)
        return {self.originals[cluster_id].doc_id: frozenset(found) for cluster_id, found in members.items()}


@st.composite
def small_presses(draw: st.DrawFn) -> tuple[list[Provenance], dict[str, str]]:
    """Documents with texts made of few sentences, so that they overlap in every way; some credit others."""
    texts = draw(st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=7), min_size=2, max_size=9))
    credit = Credit("agency.example", Reason.AGENCY_CREDIT)
    documents = [
        document(
            f"d{n}",
            draw(st.integers(0, 40)),
            precision=draw(st.sampled_from([Precision.DAY, None])),
            credit=draw(st.sampled_from([None, None, credit])),
            url=draw(st.sampled_from([None, "https://a.example/1", "https://a.example/2"])),
        )
        for n in range(len(texts))
    ]
    return documents, {f"d{n}": "\n".join(SENTENCES[i] for i in text) for n, text in enumerate(texts)}


def all_pairs(
    documents: Sequence[Provenance], bodies: Mapping[str, str], days: int | None
) -> dict[tuple[str, str], bool]:
    """Of every two documents, whether one repeats the other inside the look-back window."""
    found = {}
    for one, other in combinations(sorted(documents, key=lambda d: d.doc_id), 2):
        is_near = days is None or abs(one.order_at - other.order_at) <= timedelta(days=days)
        comparison = compare(bodies[one.doc_id], bodies[other.doc_id])
        level = level_of(comparison, RULES, is_same_address(one, other))
        found[one.doc_id, other.doc_id] = is_near and level is not None
    return found


@given(small_presses(), st.randoms(use_true_random=False), st.sampled_from([None, 10]))
def test_any_order_and_any_batches_end_in_the_same_groups_with_the_same_originals(
    press: tuple[list[Provenance], dict[str, str]], chance: random.Random, days: int | None
) -> None:
    documents, bodies = press
    repeats = all_pairs(documents, bodies, days)
    at_once = Archive()
    at_once.take(documents, repeats)
    shuffled = chance.sample(documents, len(documents))
    cuts = sorted({0, len(shuffled), *chance.choices(range(len(shuffled)), k=3)})
    piecewise = Archive()
    for first, last in pairwise(cuts):
        piecewise.take(shuffled[first:last], repeats)
    assert piecewise.groups() == at_once.groups()
    for original_id, members in at_once.groups().items():
        assert original_id == min((d for d in documents if d.doc_id in members), key=rank).doc_id


def test_a_group_of_the_archive_keeps_its_id_when_documents_join_it() -> None:
    groups = Groups()
    new = groups.add_document(document("new", day=-5))
    groups.join(new, groups.add_cluster("old", document("old")))
    outcome = groups.outcome()
    assert outcome.cluster_ids == {"new": "old"}
    assert outcome.merges == ()
    [change] = outcome.new_originals
    assert (change.cluster_id, change.original.doc_id, change.previous.doc_id) == ("old", "new", "old")


def test_of_two_groups_of_the_archive_the_one_with_the_first_original_goes_on() -> None:
    groups = Groups()
    new = groups.add_document(document("new", day=9))
    for cluster_id, day in (("young", 2), ("old", 1)):
        groups.join(new, groups.add_cluster(cluster_id, document(cluster_id, day)))
    outcome = groups.outcome()
    assert outcome.merges == (Merge("young", "old"),)
    assert outcome.cluster_ids == {"new": "old"}
    assert [(change.cluster_id, change.previous.doc_id) for change in outcome.new_originals] == [("old", "young")]


def test_a_document_that_joins_nothing_founds_a_group_of_its_own() -> None:
    groups = Groups()
    groups.add_document(document("a"))
    groups.add_cluster("b", document("b"))
    outcome = groups.outcome()
    assert outcome.cluster_ids == {"a": "a"}
    assert (outcome.merges, outcome.new_originals) == ((), ())
