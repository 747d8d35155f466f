"""A page is written where the user wants it, whole or not at all, and never in the place of something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from warehouse.errors import UnwritablePlace
from warehouse.report.write import write_page


def test_a_page_is_written_into_folders_made_for_it_and_written_anew(tmp_path: Path) -> None:
    place = write_page(tmp_path / "a" / "b" / "page.html", "one")
    assert write_page(place, "two\x1b[2J") == place
    assert place.read_text() == "two\ufffd[2J"
    assert list(place.parent.iterdir()) == [place]


def test_behind_a_link_the_file_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to(tmp_path / "page.html")
    write_page(tmp_path / "link.html", "one")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "page.html").read_text() == "one"


def test_folders_pipes_devices_and_places_below_a_file_are_refused_and_stay_as_they_are(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("kept")
    before = sorted(tmp_path.iterdir())
    refused = {
        tmp_path: "is a folder; name a file",
        tmp_path / "pipe": "is no ordinary file",
        Path("/dev/null"): "is no ordinary file",
        tmp_path / "file" / "page.html": "cannot be written: (File exists|Not a directory)",
        Path("/proc/nowhere/page.html"): "cannot be written: No such file or directory",
        tmp_path / ("x" * 300): "cannot be written: File name too long",
    }
    for place, why in refused.items():
        with pytest.raises(UnwritablePlace, match=why):
            write_page(place, "one")
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "file").read_text() == "kept"
    assert Path("/dev/null").is_char_device()
