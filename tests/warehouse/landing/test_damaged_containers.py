"""Whatever damage does to a container: nothing is raised, nothing hangs, and every member that it spared is read."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from tasks.records import RawDocument
from tests.warehouse.landing.containers import DAMAGES, MAKERS, Container, Damage, page
from warehouse.landing.read import InputFile, Landed, read_inputs

MUTANTS_OF_EACH = 70  # containers of one kind with damage of one kind
CEILING = 1_000_000
MOST_SECONDS = 2.0  # for one of some kilobytes; it takes some milliseconds
# Held at once, whatever headers claim: a chunk that is read is one megabyte, LZMA's largest dictionary 67.
MOST_BYTES = {"zip_archive": 90_000_000}
MOST_BYTES_ELSEWHERE = 12_000_000
KINDS = [(make, damage) for make, damage in product(MAKERS, DAMAGES)]


def mutants(make, damage) -> list[tuple[Container, Damage]]:  # type: ignore[no-untyped-def]
    """Containers of a kind with damage of a kind, always the same."""
    made = []
    for seed in range(MUTANTS_OF_EACH):
        chance = random.Random(f"{make.__name__} {damage.__name__} {seed}")
        container = make([page(number, chance) for number in range(chance.randint(3, 8))], chance)
        made.append((container, damage(container.content, chance)))
    return made


def read(path: Path) -> list[Landed]:
    return list(read_inputs([InputFile(path, path.name)], CEILING))


IDS = [f"{make.__name__}-{damage.__name__}" for make, damage in KINDS]


@pytest.mark.parametrize(("make", "damage"), KINDS, ids=IDS)
def test_every_member_that_damage_spared_is_read_once(make, damage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for number, (container, damaged) in enumerate(mutants(make, damage)):
        path = tmp_path / container.name
        path.write_bytes(damaged.content)
        begun = time.perf_counter()
        rows = read(path)
        assert time.perf_counter() - begun < MOST_SECONDS, number
        spared = [content for content, begin, end in container.members if damaged.spares(begin, end)]
        read_contents = Counter(row.content for row in rows if isinstance(row, RawDocument))
        assert [content for content in spared if read_contents[content] != 1] == [], number
        assert len(rows) >= max(1, len(spared)), number


@pytest.mark.parametrize("make", MAKERS)
def test_without_damage_every_member_is_read_and_there_is_no_other_row(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    chance = random.Random(make.__name__)
    container = make([page(number, chance) for number in range(8)], chance)
    (tmp_path / container.name).write_bytes(container.content)
    rows = read(tmp_path / container.name)
    assert [row.content for row in rows] == [content for content, _, _ in container.members]
    assert len({row.source for row in rows}) == len(rows)


@pytest.mark.parametrize("make", MAKERS)
def test_damage_makes_no_reader_hold_more_than_it_has_to(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    damaged = [one for damage in DAMAGES for one in mutants(make, damage)[:10]]
    tracemalloc.start()
    try:
        for container, mutant in damaged:
            (tmp_path / container.name).write_bytes(mutant.content)
            tracemalloc.reset_peak()
            read(tmp_path / container.name)
            assert tracemalloc.get_traced_memory()[1] < MOST_BYTES.get(make.__name__, MOST_BYTES_ELSEWHERE)
    finally:
        tracemalloc.stop()
