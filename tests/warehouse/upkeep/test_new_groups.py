"""Groups and stories without some of their documents: the first that remains stands for them, under its own name."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from tasks.copies.compare import DuplicateRules
from tests.warehouse.made_up_warehouse import day
from tests.warehouse.store.test_staging import publish
from warehouse.ask.database import Warehouse
from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep.new_groups import NewGroups, Place, new_groups

A, B, C, D = (f"{number:032x}" for number in range(10, 14))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A group of three called by its original A, which D was merged into and split from; a story called by A."""
    store = Store.create(tmp_path / "w")
    group = {"cluster_id": A, "month": "2021-07"}
    rows: dict[str, list[dict[str, object]]] = {
        "documents": [
            {"doc_id": A, "status": "loaded", **group},
            {"doc_id": B, "status": "duplicate", "duplicate_of": A, **group},
            {"doc_id": C, "status": "duplicate", "duplicate_of": A, **group},
            {"doc_id": D, "status": "loaded", "cluster_id": D},
        ],
        "articles": [{"doc_id": d, "body": "x", "is_original": d in (A, D), "cluster_id": D if d == D else A}
                     for d in (A, B, C, D)],
        "fingerprints": [
            {"doc_id": d, "text_hash": "same", "order_at": day(n), "published_precision": "day", "story_id": A}
            for d, n in ((A, 1), (B, 9), (C, 5), (D, 1))
        ],
        "duplicates": [{"doc_id": B, "original_id": A}, {"doc_id": C, "original_id": A}],
        "cluster_merges": [{"sequence": 0, "cluster_id": "older", "merged_into": A}],
        "stories": [{"doc_id": d, "story_id": A} for d in (A, C)],
    }  # fmt: skip
    with Writer(store) as writer:
        publish(writer, rows, batch_id="b")
    return store


def found(store: Store, gone: Collection[str]) -> NewGroups:
    with Warehouse(store) as opened:
        return new_groups(opened, gone, DuplicateRules())


def test_the_first_that_remains_stands_for_the_group_and_names_it(store: Store) -> None:
    groups = found(store, {A})
    assert groups.places == {B: Place(C, C), C: Place(C, C)}
    assert [(pair.doc_id, pair.original_id, pair.level) for pair, _ in groups.pairs] == [(B, C, "exact")]
    assert groups.stories == {A: B}
    assert {"older", A} <= groups.ended
    assert D not in groups.ended


def test_where_the_original_remains_nothing_moves(store: Store) -> None:
    groups = found(store, {C})
    assert groups.places == {A: Place(A, A), B: Place(A, A)}
    assert groups.pairs == ()
    assert groups.stories == {}


def test_nothing_remains_of_a_group_that_goes_whole(store: Store) -> None:
    groups = found(store, {A, B, C})
    assert groups.places == {}
    assert groups.stories == {A: D}


def test_without_a_document_nothing_changes(store: Store) -> None:
    groups = found(store, set())
    assert (groups.places, groups.pairs, groups.stories, groups.ended) == ({}, (), {}, frozenset())
