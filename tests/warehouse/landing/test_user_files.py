"""A file that the user names is read, or what is wrong with it is said in a sentence."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from warehouse.errors import MissingInput
from warehouse.landing.user_files import read_text_file, text_lines


def test_lines_are_read_one_at_a_time_without_marks_of_other_systems(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffone\r\ntwö\n\nthree".encode())
    assert list(text_lines(path, "file")) == ["one\n", "twö\n", "\n", "three"]
    assert read_text_file(path, "file") == "one\ntwö\n\nthree"


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"\xff\xfes\x00", "line 1, byte 1"), (b"ok\nab\xe9", "line 2, byte 3"), (b"a\n\xc3\n", "line 2, byte 1")],
)
def test_a_file_in_another_encoding_is_refused_with_the_place(tmp_path: Path, content: bytes, place: str) -> None:
    path = tmp_path / "a.sql"
    path.write_bytes(content)
    with pytest.raises(MissingInput, match=rf"The query file .*a\.sql is not in UTF-8 \({place}\); save it as UTF-8"):
        read_text_file(path, "query file")


def test_what_is_no_ordinary_file_is_named_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
    kinds = {
        tmp_path / "pipe": "a pipe",
        tmp_path / "socket": "a socket",
        tmp_path: "a folder",
        Path("/dev/zero"): "a device",
    }
    for path, kind in kinds.items():
        with pytest.raises(MissingInput, match=f"is {kind}; give an ordinary file"):
            read_text_file(path, "manifest")


@pytest.mark.parametrize("path", ["nowhere", "file/below", "x" * 300, "nul\0l"])
def test_what_is_not_there_is_a_sentence(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MissingInput, match=r"The manifest .* (does not exist|cannot be read)"):
        read_text_file(tmp_path / path, "manifest")
