"""The status says how an archive and its sources stand, and what to do next."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from click.testing import CliRunner

from flows.cli import main
from flows.job.job import configured_job, now
from flows.job.settings import load
from flows.reprocessing import FOLDER
from flows.run import pipeline
from flows.status import ADVICE, SourceStatus, _advice, _days_ago, _source_line, as_json, describe, next_steps, status
from tests.flows.archives import article, write_feed
from warehouse.report.standing import WebHealth


def test_an_archive_tells_how_it_stands_and_its_log_holds_counts_only(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", range(4))
    path = tmp_path / "presswatch.toml"
    path.write_text(
        'worker_count = 0\nname_model = "rules"\nlog_file = "log.jsonl"\n'
        f'[[source]]\npath = "{feed}"\nname = "paper"\nexpected_documents_a_day = 100\n'
        '[[source]]\nfeed = "https://me:hush@paper.example/feed"\nname = "web"\n'
        '[[source]]\npath = "nowhere"\nname = "missing"\n'
    )
    settings = load(path)
    job = configured_job(settings.model_copy(update={"source": settings.source[:1]}), now())
    pipeline.ingest(job)

    found = status(tmp_path / "warehouse", settings, now())
    assert (found.standing.document_count, found.backlog, found.standing.loose_batch_count) == (4, 0, 1)
    steps = list(next_steps(found))
    assert "web was never asked; `presswatch fetch` asks it." in steps
    assert any(step.startswith("missing: ") and "does not exist" in step for step in steps)
    assert not any("are expected" in step for step in steps)  # of the first day nothing can be said
    later = status(tmp_path / "warehouse", settings, now() + timedelta(days=4))
    assert next(source for source in later.sources if source.name == "paper").documents_a_day == 1.0
    assert any("100 are expected" in step for step in next_steps(later))

    (tmp_path / "warehouse" / FOLDER).mkdir()
    again = status(tmp_path / "warehouse", settings, now())
    assert any("reprocess" in step for step in next_steps(again))
    assert "hush" not in "".join(describe(again)) + json.dumps(as_json(again), default=str)

    shown = CliRunner().invoke(main, ["status", "--json", "--config", str(path)])
    assert json.loads(shown.stdout)["runs"][0]["loaded_count"] == 4
    assert CliRunner().invoke(main, ["status", "--config", str(path)]).stdout.splitlines()[0].endswith("4 documents")

    log = (tmp_path / "log.jsonl").read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line.get("step") for line in lines[:5]] == ["read", "decide", "enrich", "stage", "publish"]
    assert (lines[-1]["loaded"], lines[-1]["run_id"]) == (4, job.run_id)
    words = {word for number in range(4) for word in article(number).split() if len(word) > 6}
    assert not [word for word in words if word in log]


def a_source(**fields: object) -> SourceStatus:
    return replace(SourceStatus("paper", "feed", 10.0, 0), **fields)  # type: ignore[arg-type]


def test_a_source_is_short_where_less_than_half_of_what_is_expected_came() -> None:
    assert ADVICE.least_share == 0.5
    assert a_source(expected_documents_a_day=21).is_short
    assert not a_source(expected_documents_a_day=20).is_short
    assert not a_source(documents_a_day=0.0).is_short


def test_days_begin_at_midnight_of_the_sources_own_zone() -> None:
    at = datetime(2026, 12, 1, 23, 30)  # already the second in Berlin
    assert _days_ago(at, 7, "UTC") == datetime(2026, 11, 24)
    assert _days_ago(at, 7, "Europe/Berlin") == datetime(2026, 11, 24, 23)
    assert _days_ago(datetime(2026, 3, 31, 12), 7, "Europe/Berlin") == datetime(
        2026, 3, 23, 23
    )  # over the change of clocks


def test_a_quiet_source_is_named_with_its_reason() -> None:
    at = datetime(2026, 12, 1, 12)
    health = WebHealth("paper", "blocked", "robots.txt forbids it", at, at, None, 0, 0, 0)
    assert list(_advice(a_source(health=health))) == ["paper is blocked: robots.txt forbids it."]
    assert list(_advice(a_source(health=replace(health, outcome="unchanged")))) == []
    assert "blocked at 2026-12-01 12:00 (robots.txt forbids it)" in _source_line(a_source(health=health))
