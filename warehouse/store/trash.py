"""Files that a batch removed: kept for a while, because a reader who opened the warehouse before still asks for them.

They leave their table's folder at once, so that whoever reads the folder by path never sees a row twice. They lie below
`_trash`, in a folder named for the time of their removal, and go when the grace period is over.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.store.names import move

TRASH = "_trash"
GRACE = timedelta(hours=24)  # longer than a working day's notebook, report or export stays open
SET_ASIDE = "set-aside-"  # folders that only a person deletes
_FORM = "%Y%m%dT%H%M%SZ"


def discard(root: Path, paths: Iterable[str], removed_at: str) -> None:
    """Move published files, relative to the warehouse, into the trash; one that is not there any more is passed over.

    `removed_at` is an ISO 8601 time, UTC where it has no zone.
    """
    folder = root / TRASH / _name(removed_at)
    for path in paths:
        if (root / path).is_file():
            move(root, root / path, folder / path)


def set_aside(root: Path, paths: Iterable[Path], now: datetime) -> Path:
    """Move files of unknown worth to a folder of the trash that is never emptied; returns that folder."""
    folder = set_aside_folder(root, now)
    for path in paths:
        move(root, path, folder / path.relative_to(root))
    return folder


def set_aside_folder(root: Path, now: datetime) -> Path:
    """Where files go that are set aside at a time."""
    return root / TRASH / f"{SET_ASIDE}{now:{_FORM}}"


def find(root: Path, path: str) -> Path | None:
    """Where a removed file lies now, the newest removal first; None where it was deleted or never removed."""
    folders = sorted((root / TRASH).glob("*"), reverse=True)
    return next((folder / path for folder in folders if (folder / path).is_file()), None)


def expired(root: Path, now: datetime) -> list[Path]:
    """The folders of the trash whose grace period is over. `now` has a time zone."""
    return [
        folder
        for folder in sorted((root / TRASH).glob("*"))
        if not folder.name.startswith(SET_ASIDE) and _removed_at(folder) + GRACE <= now
    ]


def empty(root: Path, now: datetime) -> int:
    """Delete what has lain in the trash for its grace period; returns how many folders went."""
    folders = expired(root, now)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)  # what resists is tried again by the next writer
    return len(folders)


def _name(removed_at: str) -> str:
    time = datetime.fromisoformat(removed_at)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).strftime(_FORM)


def _removed_at(folder: Path) -> datetime:
    try:
        return datetime.strptime(folder.name, _FORM).replace(tzinfo=UTC)
    except ValueError:  # put there by somebody else: as old as it looks
        return datetime.fromtimestamp(folder.stat().st_mtime, UTC)
