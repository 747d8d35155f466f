"""What lies in a folder is named, whether it is read or not, and nothing is opened."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from warehouse.landing import folders
from warehouse.landing.folders import LINKED_FOLDER, Found, passed_by, walk


def test_files_are_found_at_any_depth_in_name_order(tmp_path: Path) -> None:
    for name in ("b/2.html", "a/z/1.html", "c.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    found = walk(tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in found.files] == ["a/z/1.html", "b/2.html", "c.html"]
    assert (found.passed_by, found.hidden) == ({}, [])


def test_hidden_things_are_apart_and_a_hidden_folder_is_one_of_them(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".git/a", ".git/b", ".DS_Store", "page.html"):
        (tmp_path / name).touch()
    found = walk(tmp_path)
    assert {path.name for path in found.hidden} == {".git", ".DS_Store"}
    assert [path.name for path in found.files] == ["page.html"]


def test_a_named_pipe_a_socket_and_a_link_that_leads_nowhere_are_passed_by_with_a_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(tmp_path / "socket"))
        reasons = {path.name: reason for path, reason in walk(tmp_path).passed_by.items()}
    assert reasons == {
        "pipe": "a named pipe, which is never opened",
        "socket": "a socket",
        "broken": "a link that leads nowhere: No such file or directory",
        "loop": "a link that leads nowhere: Too many levels of symbolic links",
    }


@pytest.mark.parametrize("kind", [stat.S_IFCHR, stat.S_IFBLK])
def test_a_device_is_passed_by(kind: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "stat", lambda _path: SimpleNamespace(st_mode=kind))
    monkeypatch.setattr(Path, "is_symlink", lambda _path: False)
    assert passed_by(Path("disk")) == "a device"


def test_links_to_files_are_followed_and_links_to_folders_are_not_so_that_no_walk_is_endless(tmp_path: Path) -> None:
    (tmp_path / "page.html").touch()
    (tmp_path / "copy.html").symlink_to(tmp_path / "page.html")
    (tmp_path / "again").symlink_to(tmp_path)
    found = walk(tmp_path)
    assert [path.name for path in found.files] == ["copy.html", "page.html"]
    assert found.passed_by == {tmp_path / "again": LINKED_FOLDER}


def test_a_folder_that_may_not_be_read_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("open", "shut"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").touch()
    real = os.listdir

    def refuse(place: Path) -> list[str]:
        if place.name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(place)

    monkeypatch.setattr(folders.os, "listdir", refuse)
    found = walk(tmp_path)
    assert found.files == [tmp_path / "open" / "page.html"]
    assert found.passed_by == {tmp_path / "shut": "a folder that cannot be read: Permission denied"}


def test_a_file_has_no_reason_to_be_passed_by_and_one_that_is_gone_has(tmp_path: Path) -> None:
    (tmp_path / "page.html").touch()
    assert passed_by(tmp_path / "page.html") is None
    assert passed_by(tmp_path / "gone") == "cannot be looked at: No such file or directory"
    assert passed_by(tmp_path) == "a folder"
    assert passed_by(Path("a\0b")) == "a name that no file can have"


def test_what_lies_in_two_folders_is_added_up() -> None:
    one = Found([Path("a")], {Path("b"): "x"}, [Path(".c")])
    one.add(Found([Path("d")], {Path("e"): "y"}, [Path(".f")]))
    assert one == Found([Path("a"), Path("d")], {Path("b"): "x", Path("e"): "y"}, [Path(".c"), Path(".f")])
