"""`check`, `repair` and `maintain` say what they found, and their exit status is what a script can go by."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.job.job import lexicon_files
from flows.job.settings import Settings
from flows.run import pipeline
from tests.flows.archives import job_for, write_feed
from warehouse.store.commits import COMMITS, Store


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    feed = write_feed(tmp_path / "feed.jsonl", range(2))
    pipeline.ingest(job_for(tmp_path / "w", feed, lexicon=lexicon_files(Settings(name_model="rules"))))
    return tmp_path / "w"


def invoke(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--warehouse", str(archive)])


def test_a_fault_is_named_by_check_mended_by_repair_and_gone(archive: Path) -> None:
    assert invoke(archive, "check").stdout == "The warehouse is sound.\n"
    next((archive / COMMITS).glob("*.json")).unlink()
    checked = invoke(archive, "check")
    assert (checked.exit_code, checked.stdout[:31]) == (1, "FAULT commit_records_are_whole:")
    asked = invoke(archive, "sql", "SELECT 1")
    assert asked.exit_code == 2
    assert "presswatch repair" in asked.stderr
    planned = invoke(archive, "repair", "--dry-run")
    assert (planned.exit_code, planned.stdout[:28]) == (0, "WOULD MEND The commit record")
    assert invoke(archive, "check").exit_code == 1
    done = invoke(archive, "repair")
    assert (done.exit_code, done.stdout[:24]) == (0, "MENDED The commit record")
    assert invoke(archive, "repair").stdout == "Nothing to mend.\n"
    assert invoke(archive, "check").stdout == "The warehouse is sound.\n"


def test_what_repair_cannot_mend_is_left_to_a_person_and_the_exit_status_says_so(archive: Path) -> None:
    Store.at(archive).paths("segments")[0].unlink()
    left = invoke(archive, "repair")
    assert (left.exit_code, left.stdout[:11]) == (1, "LEFT TO YOU")
    assert "restore it from a backup" in left.stdout


def test_maintain_without_a_wish_says_what_there_is_to_wish(archive: Path) -> None:
    asked = invoke(archive, "maintain")
    assert asked.exit_code == 2
    assert "--recompute-duplicates" in asked.stderr


@pytest.mark.parametrize("command", ["check", "repair"])
def test_a_folder_that_is_no_warehouse_is_said_in_one_sentence(tmp_path: Path, command: str) -> None:
    (tmp_path / "letters").mkdir()
    result = invoke(tmp_path / "letters", command)
    assert result.exit_code == 2
    assert "is not a Presswatch warehouse" in result.stderr
    assert "Traceback" not in result.stderr
