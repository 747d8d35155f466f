"""An inbox gives files that are done; what is still being written waits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from warehouse.errors import MissingInput
from warehouse.landing.inbox import UNFINISHED, scan_inbox

NOW = 1_800_000_000.0


def put(path: Path, age: float) -> Path:
    path.write_bytes(b"<p>A page.</p>")
    os.utime(path, (NOW - age, NOW - age))
    return path


def test_a_file_that_changed_a_moment_ago_waits(tmp_path: Path) -> None:
    done, fresh = put(tmp_path / "done.html", 61), put(tmp_path / "fresh.html", 59)
    found = scan_inbox(str(tmp_path), NOW, 60)
    assert [file.path for file in found.inputs.files] == [done]
    assert found.waiting_count == 1
    assert fresh.exists()


@pytest.mark.parametrize("ending", UNFINISHED)
def test_a_name_that_says_it_is_not_done_waits_however_old_it_is(tmp_path: Path, ending: str) -> None:
    put(tmp_path / f"page.html{ending}", 9999)
    assert scan_inbox(str(tmp_path), NOW, 60).waiting_count == 1


@pytest.mark.parametrize(("age", "waits"), [(-30, True), (-3600, False)])
def test_a_clock_that_is_ahead_keeps_a_file_waiting_for_no_longer(tmp_path: Path, age: float, waits: bool) -> None:
    put(tmp_path / "page.html", age)
    assert bool(scan_inbox(str(tmp_path), NOW, 60).waiting_count) is waits


def test_an_empty_inbox_is_none_to_worry_about_and_a_missing_one_is(tmp_path: Path) -> None:
    assert scan_inbox(str(tmp_path), NOW, 60).inputs.files == ()
    assert scan_inbox(str(tmp_path / "*.html"), NOW, 60).inputs.files == ()
    put(tmp_path / ".hidden", 99)
    assert scan_inbox(str(tmp_path), NOW, 60).waiting_count == 0
    with pytest.raises(MissingInput):
        scan_inbox(str(tmp_path / "nowhere"), NOW, 60)
