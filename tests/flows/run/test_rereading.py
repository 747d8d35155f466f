"""A document that is read anew keeps its batch, its place among copies and what was remarked on its provenance."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from flows.job.job import rereading_job
from flows.job.settings import Settings
from flows.run.reading import Reader
from flows.run.rereading import SHARD_DOCUMENT_COUNT, _decided, _may_replace, _raw, _shards
from tasks.identity import content_sha256
from tasks.records import RawDocument, Status
from warehouse.store.raw_copies import adopt_copies, stage_copy
from warehouse.upkeep.rereading import Stored

AT = datetime(2026, 12, 1)
CONTENT = (
    b"<html><body><article><h1>A ferry</h1><p>The council keeps the ferry of the harbour.</p></article></body></html>"
)
STORED = Stored(
    "d1", "in/1.html", None, "https://paper.example/1", AT, "text/html", content_sha256(CONTENT), None,
    Status.LOADED, None, "c1", "b1", AT, None, None, "p1", is_alone=True,
)  # fmt: skip


def keep(root: Path) -> None:
    (root / "staging").mkdir()
    stage_copy(root / "staging", STORED.content_sha256, CONTENT)
    adopt_copies(root, root / "staging")


@pytest.mark.parametrize(
    ("status", "detail", "expected"),
    [
        (Status.LOADED, "its id was left out", "its id was left out"),
        (Status.LOADED, "loaded without findings: too_costly", None),
        (Status.REJECTED, "no text", None),
    ],
)
def test_a_document_comes_back_with_its_remarks_and_without_what_reading_said(
    tmp_path: Path, status: Status, detail: str, expected: str | None
) -> None:
    keep(tmp_path)
    missing = replace(STORED, doc_id="d2", content_sha256="0" * 64)
    ((one, raw),) = _raw(tmp_path, [replace(STORED, status=status, detail=detail), missing])
    assert one.doc_id == "d1"
    assert (raw.content, raw.url, raw.detail) == (CONTENT, STORED.url, expected)


def test_documents_of_another_batch_are_in_another_shard_and_keep_its_name() -> None:
    job = rereading_job(Settings(), Path("w"), datetime(2027, 1, 1))
    many = [replace(STORED, doc_id=str(number)) for number in range(SHARD_DOCUMENT_COUNT + 1)]
    other = replace(STORED, batch_id="b2", started_at=datetime(2026, 12, 2))
    found = [(facts.batch_id, facts.started_at, len(some)) for facts, some in _shards(job, [*many, other])]
    assert found == [("b1", AT, SHARD_DOCUMENT_COUNT), ("b1", AT, 1), ("b2", datetime(2026, 12, 2), 1)]


def test_a_refusal_replaces_only_what_nothing_leans_on() -> None:
    read = Reader().read(RawDocument(CONTENT, "in/1.html"))
    refused = replace(read, page=None, fingerprint=None)
    assert _may_replace(STORED, read)
    assert _may_replace(STORED, refused)
    assert not _may_replace(replace(STORED, is_alone=False), refused)
    assert _may_replace(replace(STORED, is_alone=False, status=Status.REJECTED), refused)


def test_of_copies_with_one_reading_text_only_one_is_searched() -> None:
    read = Reader().read(RawDocument(CONTENT, "in/1.html"))
    assert read.fingerprint is not None
    searched = {read.fingerprint.page_hash: "d1"}
    copy = replace(STORED, doc_id="d2", status=Status.DUPLICATE, duplicate_of="d1")
    first, second = _decided(STORED, read, searched), _decided(copy, read, searched)
    assert first is not None
    assert second is not None
    assert (first.decision.same_page_as, second.decision.same_page_as) == (None, "d1")
    assert (second.decision.status, second.decision.duplicate_of, second.decision.is_original) == (
        Status.DUPLICATE,
        "d1",
        False,
    )
    assert _decided(STORED, replace(read, page=None), searched) is None
