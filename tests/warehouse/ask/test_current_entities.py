"""The view shows each entity as the first document names it, whichever batch brought that one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.warehouse.store.test_staging import publish
from warehouse.ask.database import Warehouse
from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep.compaction import compact

NAMINGS = [
    {
        "entity_id": f"e{number % 5}",
        "type": "ORG",
        "name": f"As of {number}",
        "aliases": [str(number)] if number % 3 else None,
        "first_seen": f"d{number:02d}",
        "month": f"2021-0{number % 4 + 1}",
    }
    for number in range(24)
]


def entities(folder: Path, order: list[dict[str, object]], batch_size: int) -> list[tuple[object, ...]]:
    with Writer(Store.create(folder)) as writer:
        for start in range(0, len(order), batch_size):
            publish(writer, {"entities": order[start : start + batch_size]}, batch_id=f"b{start}")
        compact(writer, "run")
        with Warehouse(writer.store) as opened:
            return opened.rows("SELECT entity_id, name, type, aliases, first_seen, month FROM entities ORDER BY ALL")[1]


@pytest.mark.parametrize("batch_size", [1, 5, 7])
def test_neither_order_nor_size_of_batches_matters(tmp_path: Path, batch_size: int) -> None:
    shuffled = random.Random(batch_size).sample(NAMINGS, len(NAMINGS))
    expected = [
        tuple(row[name] for name in ("entity_id", "name", "type", "aliases", "first_seen", "month"))
        for entity_id in sorted({str(row["entity_id"]) for row in NAMINGS})
        for row in [
            min(
                (row for row in NAMINGS if row["entity_id"] == entity_id),
                key=lambda row: (str(row["month"]), str(row["first_seen"])),
            )
        ]
    ]
    assert entities(tmp_path / "w", shuffled, batch_size) == expected  # type: ignore[arg-type]
    assert entities(tmp_path / "one", NAMINGS, 24) == expected  # type: ignore[arg-type]
