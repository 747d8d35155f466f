"""Which names a commit record may hold: a warehouse never touches anything outside its own folder.

A record is a plain file that a person, a script or a failing disk may have changed. Its names are checked when it is
read; symbolic links are looked for when a file is moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from warehouse.errors import DamagedWarehouse

_BATCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PUBLISHED = re.compile(r"[a-z][a-z0-9_]*/month=[0-9]{4}-[0-9]{2}/[A-Za-z0-9][A-Za-z0-9._-]*\.parquet")
_STAGED = re.compile(r"_staging(/[A-Za-z0-9=][A-Za-z0-9=._-]*)+")


def check_names(batch_id: str, published_at: str, published: Iterable[str], staged: Iterable[str]) -> None:
    """Raise ValueError where a batch's name, its time, a published path or a staged path is not of its form."""
    datetime.fromisoformat(published_at)
    _check(_BATCH, (batch_id,))
    _check(_STAGED, staged)
    check_published(published)


def check_published(paths: Iterable[str]) -> None:
    """Raise ValueError where a path, relative to the warehouse, is not one that a batch may publish."""
    _check(_PUBLISHED, paths)


def _check(form: re.Pattern[str], names: Iterable[str]) -> None:
    for name in names:
        if not isinstance(name, str) or form.fullmatch(name) is None:
            raise ValueError(f"{name!r} is no name of a batch or of its files")


def move(root: Path, source: Path, target: Path) -> None:
    """Rename a file of the warehouse in `root` to a place in the same warehouse; folders are made as needed.

    Raises DamagedWarehouse where the file is a symbolic link or a folder on the way leads out of the warehouse.
    """
    home = root.resolve()
    if source.is_symlink() or not all(path.parent.resolve().is_relative_to(home) for path in (source, target)):
        raise DamagedWarehouse(
            f"{source} or {target} leads out of the warehouse by a symbolic link; nothing was moved. Put a real "
            "folder or file in its place."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
