"""A commit record comes back as it was written, and a damaged one is said in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.errors import DamagedWarehouse
from warehouse.store.records import CommitRecord, DataFile

RECORD = CommitRecord(
    "b1",
    "run",
    "2021-07-14T00:00:00",
    (DataFile("documents", "2021-07", "documents/month=2021-07/b1.parquet", "_staging/run/2021-07.parquet", 3, 99),),
    ("documents/month=2021-07/b0.parquet",),
)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_record_comes_back_equal(tmp_path: Path, indent: int | None) -> None:
    path = tmp_path / "b1.json"
    path.write_text(RECORD.to_json(indent))
    assert CommitRecord.read(path) == RECORD
    assert (RECORD.to_json(indent).count("\n") == 0) == (indent is None)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1, "added": [{"table": "documents"}], "removed": []}'])
def test_a_damaged_record_is_said_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b1.json"
    path.write_text(text)
    with pytest.raises(DamagedWarehouse, match="cannot be read"):
        CommitRecord.read(path)
