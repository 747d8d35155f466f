"""What lies in a folder: files to read, and what is passed by, each with its reason.

What belongs here: walking folders without opening anything. A named pipe is never opened, since that waits for a
writer. Links to files are followed, links to folders are not: no file is met twice, and no walk is endless. What does
not: which folders are given (inputs.py), what a file holds (read.py).
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

_KINDS = (
    (stat.S_ISFIFO, "a named pipe, which is never opened"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)
LINKED_FOLDER = "a link to a folder, which is not followed; give that folder as a path of its own to read it"


@dataclass(slots=True)
class Found:
    """What lies below a folder. `passed_by` says of each thing that is no file to read why; hidden things are apart."""

    files: list[Path] = field(default_factory=list)
    passed_by: dict[Path, str] = field(default_factory=dict)
    hidden: list[Path] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Take in what lies below another folder."""
        self.files += other.files
        self.passed_by.update(other.passed_by)
        self.hidden += other.hidden


def walk(folder: Path) -> Found:
    """Everything below a folder. A hidden folder counts as one hidden thing; what lies in it is not looked at."""
    found = Found()
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            names = os.listdir(place)  # noqa: PTH208 - Path.iterdir is the same call, then a Path for each
        except OSError as error:
            found.passed_by[place] = f"a folder that cannot be read: {error.strerror}"
            continue
        waiting += [path for path in map(place.joinpath, names) if _look_at(path, found)]
    found.files.sort()
    return found


def _look_at(path: Path, found: Found) -> bool:
    """Take in one thing of a folder; whether it is a folder to walk."""
    if path.name.startswith("."):
        found.hidden.append(path)
        return False
    reason = passed_by(path)
    if reason is None:
        found.files.append(path)
    elif reason == LINKED_FOLDER or not path.is_dir():
        found.passed_by[path] = reason
    else:
        return True
    return False


def passed_by(path: Path) -> str | None:
    """Why a path is no file that can be read; None where it is one. Nothing is opened."""
    try:
        mode = path.stat().st_mode
        is_link = path.is_symlink()
    except OSError as error:
        return _unreachable(path, error)
    except ValueError:  # a NUL in the name
        return "a name that no file can have"
    if stat.S_ISREG(mode):
        return None
    if is_link and stat.S_ISDIR(mode):
        return LINKED_FOLDER
    return next((words for is_kind, words in _KINDS if is_kind(mode)), "neither a file nor a folder")


def _unreachable(path: Path, error: OSError) -> str:
    if path.is_symlink():
        return f"a link that leads nowhere: {error.strerror}"
    return f"cannot be looked at: {error.strerror}"
