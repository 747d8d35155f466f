"""An inbox: a folder that others put files into. What is still being written waits for the next look.

What belongs here: telling files that are done from others by their names and by when they last changed. Whoever writes
slowly does best to write under another name (`.part`, or one that begins with a dot) and to rename the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from glob import has_magic, iglob
from pathlib import Path

from warehouse.landing.inputs import Inputs, scan_inputs

# Endings under which browsers, rsync, editors and transfers write files that are not done.
UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".download", ".swp", "~")


@dataclass(frozen=True, slots=True)
class Inbox:
    """Files of an inbox that are done, and how many are not."""

    inputs: Inputs
    waiting_count: int = 0


def scan_inbox(given: str, now: float, settle_seconds: float) -> Inbox:
    """What lies ready below a path; `now` in seconds since 1970. An empty inbox is none to worry about.

    A file waits where it changed less than `settle_seconds` ago, or ahead of the clock by less: a clock that was set
    back, or that of another machine, keeps no file waiting for long. Raises MissingInput where there is no such folder.
    """
    if (Path(given).is_dir() and not _holds_files(given)) or (has_magic(given) and not _matches(given)):
        return Inbox(Inputs(()))
    found = scan_inputs([given])
    ready = tuple(
        file for file in found.files if file.passed_by is not None or _is_done(file.path, now, settle_seconds)
    )
    return Inbox(Inputs(ready, found.hidden_count), len(found.files) - len(ready))


def _holds_files(folder: str) -> bool:
    return any(path.is_file() and not path.name.startswith(".") for path in Path(folder).rglob("*"))


def _matches(pattern: str) -> bool:
    return next(iglob(pattern, recursive=True), None) is not None  # noqa: PTH207 - Path.glob takes no absolute pattern


def _is_done(path: Path, now: float, settle_seconds: float) -> bool:
    if path.name.lower().endswith(UNFINISHED):
        return False
    try:
        changed_at = path.stat().st_mtime
    except OSError:  # taken away meanwhile
        return False
    return abs(now - changed_at) >= settle_seconds
