"""What a source promises is held against what came; a share of few documents says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.job.job import SourceRules
from flows.job.sources import FEW, check_counts, check_rejects, source_of
from tests.flows.archives import job_for
from warehouse.errors import BadSource


def test_a_document_belongs_to_the_source_that_its_path_lies_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    job = job_for(tmp_path / "w", tmp_path / "a.txt", sources={"in/": SourceRules(), "feed.jsonl": SourceRules()})
    assert source_of(job, "in/page.html") == "in/"
    assert source_of(job, "feed.jsonl#3") == "feed.jsonl"
    assert source_of(job, "feed.jsonl") == "feed.jsonl"
    assert source_of(job, "feed.jsonl.old") is None
    assert source_of(job, "inside.html") is None


def test_a_larger_share_of_refused_documents_than_allowed_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    job = job_for(tmp_path / "w", tmp_path / "a.txt", sources={"in": SourceRules(rejected_share_limit=0.25)})
    quarter = FEW // 4
    check_rejects(job, {"in": quarter}, {"in": FEW})
    with pytest.raises(
        BadSource, match=rf"{quarter + 1} of {FEW} documents of in were refused, more than its .* 0\.25"
    ):
        check_rejects(job, {"in": quarter + 1}, {"in": FEW})
    check_rejects(job, {"in": FEW - 1}, {"in": FEW - 1})  # too few to say anything
    check_rejects(job, {}, {})


def test_fewer_documents_than_stated_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    job = job_for(tmp_path / "w", tmp_path / "a.txt", sources={"in": SourceRules(minimum_document_count=3)})
    check_counts(job, {"in": 3})
    with pytest.raises(BadSource, match="in holds 2 documents, fewer than its minimum_document_count of 3"):
        check_counts(job, {"in": 2})
    with pytest.raises(BadSource, match="in holds 0 documents"):
        check_counts(job, {})
