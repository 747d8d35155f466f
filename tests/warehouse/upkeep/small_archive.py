"""The made-up warehouse as files: every table has a row, so that upkeep meets all of them; ids as real ones are."""

from __future__ import annotations

from typing import Any

from tests.warehouse.made_up_warehouse import COPY_TEXT, LATER_TEXT, TEXT, day, documents, findings
from tests.warehouse.store.test_staging import publish
from warehouse.store.writer import Writer

ORIGINAL, COPY, LATER, UNDATED, REFUSED = (f"{number:032x}" for number in range(1, 6))
_IDS = dict(zip("12345", (ORIGINAL, COPY, LATER, UNDATED, REFUSED), strict=True))
_REFERENCES = ("doc_id", "original_id", "previous_id", "first_seen", "duplicate_of", "matched_doc_id")


def publish_small_archive(writer: Writer, batch_id: str = "batch-1") -> None:
    """Publish it as one batch."""
    rows: dict[str, list[dict[str, Any]]] = {
        table: [{name: _IDS.get(value, value) if name in _REFERENCES else value for name, value in row.items()}
                for row in found]
        for table, found in (documents() | findings()).items()
    }  # fmt: skip
    rows["fingerprints"] = [
        _fingerprint(ORIGINAL, TEXT, "c1", "2021-07"),
        _fingerprint(COPY, COPY_TEXT, "c1", "2021-07"),
        _fingerprint(LATER, LATER_TEXT, "c3", "2021-08"),
        _fingerprint(UNDATED, "No date\nNobody knows when.", UNDATED, "2021-07"),
    ]
    for row in rows["documents"]:
        row["cluster_id"] = row.get("cluster_id") or row["doc_id"]
    publish(writer, rows, batch_id=batch_id)


def _fingerprint(doc_id: str, text: str, cluster_id: str, month: str) -> dict[str, Any]:
    stated = {"text_hash": text[:20], "page_hash": text, "order_at": day(14), "is_dated": True, "shingle_count": 1}
    return {"doc_id": doc_id, "cluster_id": cluster_id, "original_id": doc_id, "month": month, **stated}
