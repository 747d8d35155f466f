"""How a warehouse stands is told from what it holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from tests.warehouse.store.test_staging import publish
from warehouse.ask.database import Warehouse
from warehouse.report.standing import Run, came_since, look
from warehouse.store.commits import Store
from warehouse.store.writer import Writer

AT = datetime(2026, 12, 1, 12)


def test_a_warehouse_tells_its_runs_its_documents_and_its_bytes(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "w")
    batch = {"batch_id": "b1", "run_id": "r1", "started_at": AT, "published_at": AT + timedelta(minutes=30)}
    outcome = {"document_count": 2, "loaded_count": 1, "duplicate_count": 0, "rejected_count": 1}
    documents = [{"doc_id": str(n), "source": f"in/{n}.html", "batch_id": "b1", "status": "loaded"} for n in range(2)]
    with Writer(store) as writer:
        publish(writer, {"documents": documents, "batches": [{**batch, **outcome}]}, batch_id="b1")
    (store.root / "_raw" / "ab").mkdir(parents=True)
    (store.root / "_raw" / "ab" / "abcd.zst").write_bytes(bytes(77))
    with Warehouse(store) as opened:
        found = look(opened, "_reprocessing")
        assert [came_since(opened, path, AT) for path in ("in", "in/1.html", "in/*.html", "i", "out")] == [
            2,
            1,
            2,
            0,
            0,
        ]
        assert came_since(opened, "in", AT + timedelta(seconds=1)) == 0
    assert found.document_count == 2
    assert found.runs == (Run("r1", AT, 1800.0, 1, 2, 1, 0, 1),)
    assert found.runs[0].documents_an_hour == 4
    assert (found.loose_batch_count, found.disk.raw_bytes) == (1, 77)
    assert found.disk.table_bytes >= found.disk.largest_month_bytes > 0
    assert not found.is_erasing
    assert not found.is_reprocessing


def test_a_run_whose_clock_was_set_back_has_no_speed() -> None:
    assert Run("r1", AT, 0.0, 1, 2, 1, 0, 1).documents_an_hour == 0
