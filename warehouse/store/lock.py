"""The lock of a warehouse: one writer at a time, and it dies with its process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.errors import WarehouseBusy

LOCK = ".lock"  # in the folder of commit records


@contextmanager
def writing_lock(commits: Path) -> Iterator[None]:
    """Hold the lock of the warehouse whose commit records lie in `commits`. Raises WarehouseBusy where it is held."""
    commits.mkdir(parents=True, exist_ok=True)
    handle = os.open(commits / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(handle, commits)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def looking_lock(commits: Path) -> Iterator[None]:
    """Keep writers out while somebody looks, without changing a byte. Raises WarehouseBusy where one is at work."""
    if not (commits / LOCK).is_file():  # nobody has ever written, or the file was lost
        yield
        return
    handle = os.open(commits / LOCK, os.O_RDONLY)
    try:
        _take(handle, commits)
        yield
    finally:
        os.close(handle)


def _take(handle: int, commits: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.pread(handle, 20, 0).decode("ascii", errors="replace").strip() or "unknown"
        raise WarehouseBusy(
            f"Another process (number {holder}) is writing to {commits.parent}; try again when it has finished."
        ) from None
