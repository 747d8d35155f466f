"""Drafts that a killed process left are known; those that somebody may still write are left alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from warehouse.store.commits import CATALOG, COMMITS, Store
from warehouse.store.leftovers import OLD_SECONDS, abandoned
from warehouse.store.writer import Writer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Store.create(tmp_path / "w").root


def gone_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def test_the_catalogs_draft_of_a_process_that_is_gone_is_abandoned(root: Path) -> None:
    gone = gone_process()
    for name in (f".{CATALOG}.{gone}", f".{CATALOG}.{gone}.wal", f".report.html.{gone}", f".{CATALOG}.{os.getpid()}"):
        (root / name).touch()
    for name in (f".{CATALOG}.1", ".hidden", f"{CATALOG}.{gone}", f".{CATALOG}.copy"):  # process 1 always lives
        (root / name).touch()
    assert {path.name for path in abandoned(root)} == {
        f".{CATALOG}.{gone}", f".{CATALOG}.{gone}.wal", f".report.html.{gone}", f".{CATALOG}.{os.getpid()}",
    }  # fmt: skip


def test_a_draft_that_nobody_has_written_to_for_an_hour_is_abandoned_whoever_has_its_number_now(root: Path) -> None:
    draft = root / f".{CATALOG}.1"
    draft.touch()
    os.utime(draft, (time.time(), time.time() - OLD_SECONDS + 60))
    assert list(abandoned(root)) == []
    os.utime(draft, (time.time(), time.time() - OLD_SECONDS - 1))
    assert list(abandoned(root)) == [draft]


def test_drafts_of_commit_records_go_with_the_next_writer_and_the_lock_stays(root: Path) -> None:
    (root / COMMITS / ".b1.draft").touch()
    (root / COMMITS / f"..b1.draft.{os.getpid()}").touch()
    with Writer(Store(root)):
        assert [path.name for path in (root / COMMITS).iterdir()] == [".lock"]
