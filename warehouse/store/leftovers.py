"""Half-written files that a killed process left: drafts of small files, and of the catalog."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from warehouse.store.commits import CATALOG, COMMITS, MARKER
from warehouse.store.lock import LOCK

OLD_SECONDS = 3600  # a draft is written within seconds; process numbers are given again, in containers at once
_NAMED = re.compile(rf"\.(?:{re.escape(CATALOG)}|{re.escape(MARKER)}|report\.html)\.(\d+)(?:\.wal)?")


def abandoned(root: Path) -> Iterator[Path]:
    """Drafts that no process writes any more: in the folder of commit records all of them, as the caller has the lock.

    At the top of the warehouse, where readers write too (a report), those whose process is gone or which are old.
    """
    for path in sorted((root / COMMITS).glob(".*")):
        if path.name != LOCK and path.is_file():
            yield path
    for path in sorted(root.glob(".*")):
        named = _NAMED.fullmatch(path.name)
        if named and (not _is_alive(int(named[1])) or time.time() - path.stat().st_mtime > OLD_SECONDS):
            yield path


def _is_alive(process: int) -> bool:
    """Whether a process of this machine other than this one has the number."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
