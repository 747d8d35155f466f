"""The order and size of batches do not matter, but for what docs/data-model.md says depends on them: within a bound."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from flows.run import pipeline
from tests.flows.archives import job_for
from warehouse.ask.database import Warehouse, open_warehouse

SAMPLE = Path(__file__).parents[2] / "sample"
SIZES = (5, 12, 16)  # documents of a batch; the last in another order
STORY_BOUND = 0.1  # of all pairs of articles in one story, that may be in one here and not there
GROUPED = {"documents": "cluster_id", "stories": "story_id"}


def build(root: Path, size: int, is_shuffled: bool) -> Path:
    job = job_for(root, SAMPLE, batch_document_count=size)
    files = list(job.files)
    if is_shuffled:
        random.Random(1).shuffle(files)
    pipeline.ingest(replace(job, files=tuple(files), lexicon=replace(job.lexicon, name_model="rules")))
    return root


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Warehouse]]:
    folder = tmp_path_factory.mktemp("sizes")
    opened = [open_warehouse(build(folder / str(size), size, size == SIZES[-1])) for size in SIZES]
    yield opened
    for warehouse in opened:
        warehouse.close()


def together(warehouse: Warehouse, table: str) -> set[tuple[object, ...]]:
    """Pairs of documents in one group of copies, or in one story."""
    column = GROUPED[table]
    found = warehouse.rows(f"SELECT doc_id, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY doc_id")[1]
    group = dict(found)  # type: ignore[arg-type]
    return {(one, other) for one, other in combinations(group, 2) if group[one] == group[other]}


def distinct(warehouse: Warehouse, query: str) -> list[tuple[object, ...]]:
    return warehouse.rows(f"SELECT * FROM ({query}) ORDER BY ALL")[1]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * EXCLUDE (batch_id, cluster_id) FROM documents",
        "SELECT * EXCLUDE (cluster_id) FROM articles",
        "SELECT entity_id, name, type, aliases, first_seen, month FROM entities",
        "SELECT * FROM segments",
        "SELECT * FROM comments",
        "SELECT * FROM date_candidates",
    ],
)
def test_tables_say_the_same_whatever_the_batches(archives: list[Warehouse], query: str) -> None:
    one, *others = (distinct(warehouse, query) for warehouse in archives)
    assert one
    for other in others:
        assert other == one


def test_the_same_documents_are_copies_of_each_other(archives: list[Warehouse]) -> None:
    one, *others = (together(warehouse, "documents") for warehouse in archives)
    assert one
    assert all(other == one for other in others)


def test_stories_differ_in_few_pairs(archives: list[Warehouse]) -> None:
    one, *others = (together(warehouse, "stories") for warehouse in archives)
    assert one
    for other in others:
        assert len(one ^ other) <= STORY_BOUND * len(one | other)
