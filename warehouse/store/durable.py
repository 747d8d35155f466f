"""Write small files so that they survive a kill and a loss of power, and are not for everybody; explain a full disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.errors import StorageFull

PRIVATE = 0o027  # umask: files 0640, folders 0750
NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def private_files() -> Iterator[None]:
    """Let files and folders made meanwhile be read by their owner and group only, and written by the owner.

    Holds for the whole process and for those it starts. A stricter umask of the user's stays as it is.
    """
    given = os.umask(PRIVATE)
    os.umask(given | PRIVATE)
    try:
        yield
    finally:
        os.umask(given)


def write_durably(path: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all, also after a loss of power."""
    write_bytes_durably(path, text.encode("utf-8"))


def write_bytes_durably(path: Path, content: bytes) -> None:
    """The same with bytes."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make a file's content survive a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Make a folder's entries survive a loss of power."""
    sync_file(path)


def sync_folders(root: Path, paths: Iterable[Path]) -> None:
    """Make the entries of files below `root` survive a loss of power, with those of every folder on the way."""
    folders = {folder for path in paths for folder in path.parents if folder == root or root in folder.parents}
    for folder in sorted(folders, reverse=True):  # the deepest first
        sync_folder(folder)


def disk_is_full(root: Path, why: str) -> StorageFull:
    """The sentence of a disk that took no more while a batch was being made."""
    return StorageFull(
        f"The disk of {root} is full ({why}); the batch in the making was not published, those before it are safe. "
        "Make room and run it again."
    )


@contextmanager
def full_disk_is_explained(root: Path) -> Iterator[None]:
    """Turn "no space left" (or a quota, or a size limit) into StorageFull; other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_SPACE:
            raise
        raise disk_is_full(root, str(error.strerror)) from error
