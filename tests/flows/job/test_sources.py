"""What a source promises is held against what came; a share of few documents says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.job import sources
from flows.job.job import IngestJob, SourceRules
from flows.job.sources import FEW, check_counts, check_rejects, source_of
from tests.flows.archives import job_for, write_feed
from warehouse.errors import BadSource
from warehouse.landing.read import read_inputs


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


def test_a_document_belongs_to_the_glob_that_its_file_matches(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    job = job_for(tmp_path / "w", tmp_path / "a.txt", sources={"in/*.jsonl": SourceRules()})
    assert source_of(job, "in/feed.jsonl#3") == "in/*.jsonl"
    assert source_of(job, "in/feed.jsonl") == "in/*.jsonl"
    assert source_of(job, "in/feed.html") is None


def test_fewer_documents_than_stated_stop_the_run(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", range(3))
    (tmp_path / "page.txt").write_text("beside it")

    def holding(minimum: int, name: str = str(feed)) -> IngestJob:
        rules = {name: SourceRules(minimum_document_count=minimum)}
        return job_for(tmp_path / "w", feed, tmp_path / "page.txt", sources=rules)

    check_counts(holding(0))
    check_counts(holding(3))
    with pytest.raises(BadSource, match=r"feed.jsonl holds 3 documents, fewer than its minimum_document_count of 4"):
        check_counts(holding(4))
    with pytest.raises(BadSource, match="elsewhere holds 0 documents"):
        check_counts(holding(1, "elsewhere"))


def test_a_source_is_counted_no_further_than_it_states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", range(9))
    landed: list[object] = []

    def counting(files: object, byte_ceiling: int) -> Iterator[object]:
        for document in read_inputs(files, byte_ceiling):  # type: ignore[arg-type]
            landed.append(document)
            yield document

    monkeypatch.setattr(sources, "read_inputs", counting)
    check_counts(job_for(tmp_path / "w", feed, sources={str(feed): SourceRules(minimum_document_count=4)}))
    assert len(landed) == 4
    check_counts(job_for(tmp_path / "w", feed, sources={str(feed): SourceRules()}))
    assert len(landed) == 4
