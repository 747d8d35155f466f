"""Files are found below the paths given, or named by a manifest; what is none is among them with its reason."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from warehouse.errors import MissingInput
from warehouse.landing.inputs import InputFile, find_inputs, read_manifest, scan_inputs


def test_a_glob_finds_files_and_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    (tmp_path / "x.html").touch()
    (tmp_path / "y.txt").touch()
    found = find_inputs([str(tmp_path / "*.html"), str(tmp_path / "x.html")])
    assert found == [InputFile(tmp_path / "x.html", str(tmp_path / "x.html"))]


def test_a_glob_walks_the_folders_that_it_matches(tmp_path: Path) -> None:
    for name in ("2021-07/b.html", "2021-08/a.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    assert [file.path.name for file in find_inputs([str(tmp_path / "2021-*")])] == ["b.html", "a.html"]


def test_what_is_passed_by_stands_among_the_files_with_its_reason_and_hidden_things_are_counted(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b")
    for name in ("a", "c", ".hidden"):
        (tmp_path / name).touch()
    inputs = scan_inputs([str(tmp_path), str(tmp_path)])
    assert [(file.path.name, file.passed_by) for file in inputs.files] == [
        ("a", None),
        ("b", "a named pipe, which is never opened"),
        ("c", None),
    ]
    assert inputs.hidden_count == 1


def test_a_pipe_or_a_broken_link_that_a_glob_matches_stops_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    (tmp_path / "b.html").symlink_to("nowhere")
    (tmp_path / "c.html").touch()
    found = find_inputs([str(tmp_path / "*.html")])
    assert [(file.path.name, file.passed_by is None) for file in found] == [
        ("a.html", False),
        ("b.html", False),
        ("c.html", True),
    ]


@pytest.mark.parametrize("given", ["nowhere", "nowhere/*.html"])
def test_a_path_that_does_not_exist_stops_with_a_sentence(tmp_path: Path, given: str) -> None:
    with pytest.raises(MissingInput, match=r"does not exist|holds no file"):
        find_inputs([str(tmp_path / given)])


def test_a_pipe_given_by_name_stops_with_a_sentence_that_says_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(MissingInput, match="pipe is a named pipe, which is never opened; give a file"):
        find_inputs([str(tmp_path / "pipe")])


def test_an_empty_folder_stops_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="holds no file; give"):
        find_inputs([str(tmp_path)])


def test_a_folder_without_a_file_to_read_says_what_it_does_hold(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / ".a").touch()
    with pytest.raises(MissingInput, match=r"pipe is a named pipe.*; 1 hidden files or folders are left out"):
        find_inputs([str(tmp_path)])


def test_a_manifest_gives_the_files_in_its_order_with_what_it_says_of_them(tmp_path: Path) -> None:
    (tmp_path / "b.html").touch()
    (tmp_path / "a.html").touch()
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text(
        '{"path": "b.html", "id": 7, "url": "https://a.example/b", "fetched_at": 1626256800}\n\n{"path": "a.html"}\n'
    )
    first, second = read_manifest(manifest)
    assert first == InputFile(
        tmp_path / "b.html", "b.html", "7", "https://a.example/b", datetime(2021, 7, 14, 10), detail=None
    )
    assert second == InputFile(tmp_path / "a.html", "a.html")


def test_what_a_manifest_says_and_nobody_can_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").touch()
    (tmp_path / "m.jsonl").write_text('{"path": "a.html", "fetched_at": "yesterday"}\n')
    [file] = read_manifest(tmp_path / "m.jsonl")
    assert file.fetched_at is None
    assert file.detail is not None
    assert "yesterday" in file.detail


@pytest.mark.parametrize("line", ["{", '{"id": 1}', '{"path": "nowhere.html"}', "[1]", '{"path": "."}', "[" * 100_000])
def test_a_manifest_line_that_cannot_be_followed_stops_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "m.jsonl").write_text(line + "\n")
    with pytest.raises(MissingInput, match="line 1"):
        read_manifest(tmp_path / "m.jsonl")


def test_a_manifest_that_is_not_there_stops_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="does not exist"):
        read_manifest(tmp_path / "m.jsonl")
