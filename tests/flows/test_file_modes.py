"""No file of a warehouse is for everybody, whatever made it: ingest, catalog, report, rewriting, a killed run."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import erasing, maintain
from flows.job.job import lexicon_files
from flows.job.settings import Settings
from flows.run import shard_work
from tests.flows.archives import ingest, write_feed
from warehouse.ask.database import open_warehouse
from warehouse.report.write import write_report
from warehouse.upkeep.erasure_plan import Request

RULES = lexicon_files(Settings(name_model="rules"))


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    given = os.umask(0o022)
    yield
    os.umask(given)


def open_to_all(folder: Path) -> list[str]:
    """Whatever others may read or enter, or the group may change."""
    places = [folder, *sorted(folder.rglob("*"))]
    return [str(path.relative_to(folder)) for path in places if stat.S_IMODE(path.stat().st_mode) & 0o027]


@pytest.mark.parametrize("worker_count", [0, 1])
def test_nothing_that_a_warehouse_holds_is_for_everybody(tmp_path: Path, worker_count: int) -> None:
    for name in ("one", "two"):
        feed = write_feed(tmp_path / f"{name}.jsonl", range(3) if name == "one" else range(2, 5))
        ingest(tmp_path / "w", feed, lexicon=RULES, worker_count=worker_count)
    with open_warehouse(tmp_path / "w") as opened:
        write_report(opened)
    assert open_to_all(tmp_path / "w") == []
    maintain.compact_archive(tmp_path / "w")
    maintain.recompute_duplicates(tmp_path / "w", Settings())
    erasing.erase_request(tmp_path / "w", Settings(), Request(sites=("paper1.example",)), is_trial=False)
    with open_warehouse(tmp_path / "w") as opened:
        write_report(opened)
    assert open_to_all(tmp_path / "w") == []
    assert os.umask(0o022) == 0o022  # as it was before


def test_what_a_killed_run_leaves_is_for_nobody_else_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def killed(job: shard_work.EnrichJob) -> None:
        seen.extend(open_to_all(job.places.folder.parents[1]))
        seen.append("looked")
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.run.steps.enrich_shard", killed)
    with pytest.raises(KeyboardInterrupt):
        ingest(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(3)), lexicon=RULES)
    assert seen == ["looked"]
    assert open_to_all(tmp_path / "w") == []


def test_a_report_written_elsewhere_is_made_as_the_user_makes_files(tmp_path: Path) -> None:
    ingest(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(2)), lexicon=RULES)
    with open_warehouse(tmp_path / "w") as opened:
        path = write_report(opened, tmp_path / "out" / "report.html")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_stricter_umask_stays(tmp_path: Path) -> None:
    os.umask(0o077)
    ingest(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(2)), lexicon=RULES)
    files = [path for path in (tmp_path / "w").rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in files} == {0}
