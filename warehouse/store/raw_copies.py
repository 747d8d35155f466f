"""Raw documents kept beside the archive, packed with zstd, by the SHA-256 of their content: `_raw/ab/abcd….zst`.

What belongs here: writing, reading and deleting copies. What does not: reading documents anew (upkeep/rereading.py).
Erasing deletes them by the same hash (purge.py).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from warehouse.errors import DamagedWarehouse
from warehouse.store.durable import sync_file, sync_folder
from warehouse.store.purge import RAW

ENDING = ".zst"
STAGED = "raw"  # folder of a batch's staging in which its copies wait
DAY = 86_400  # seconds


def place_of(root: Path, sha256: str) -> Path:
    """Where the copy of a content lies in a warehouse, or would."""
    return root / RAW / sha256[:2] / f"{sha256}{ENDING}"


def stage_copy(staging: Path, sha256: str, content: bytes) -> None:
    """Write a copy below a batch's staging folder; one that another worker wrote meanwhile is replaced by the same."""
    folder = staging / STAGED
    folder.mkdir(exist_ok=True)
    draft = folder / f".{sha256}.{os.getpid()}"
    with pa.OSFile(str(draft), "wb") as handle, pa.CompressedOutputStream(handle, "zstd") as packed:
        packed.write(content)
    draft.rename(folder / f"{sha256}{ENDING}")


def adopt_copies(root: Path, staging: Path) -> int:
    """Move a batch's copies to their places, durably, before it is published; returns how many are new.

    Where the batch is not published after all, they wait for the run that reads its documents again; `sweep` deletes
    those that nobody claims.
    """
    count = 0
    folders: set[Path] = set()
    for staged in sorted((staging / STAGED).glob(f"*{ENDING}")):
        final = place_of(root, staged.name.removesuffix(ENDING))
        if final.is_file():
            continue
        final.parent.mkdir(parents=True, exist_ok=True)
        sync_file(staged)
        staged.rename(final)
        folders |= {final.parent, final.parent.parent, root}
        count += 1
    for folder in sorted(folders, reverse=True):
        sync_folder(folder)
    return count


def read_copy(root: Path, sha256: str) -> bytes | None:
    """A content that was kept; None where it was not. Raises DamagedWarehouse where the copy is not what it was."""
    path = place_of(root, sha256)
    try:
        with pa.OSFile(str(path), "rb") as handle, pa.CompressedInputStream(handle, "zstd") as packed:
            content = bytes(packed.read())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _damaged(path) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _damaged(path)
    return content


def _damaged(path: Path) -> DamagedWarehouse:
    return DamagedWarehouse(f"The raw copy {path} is damaged; restore it from a backup, or delete it.")


def kept_copies(root: Path) -> Iterator[tuple[str, Path]]:
    """The hashes of the contents that are kept, and where."""
    for path in sorted((root / RAW).glob(f"*/*{ENDING}")):
        yield path.name.removesuffix(ENDING), path


def sweep(root: Path, wanted: set[str], now: float, days: int) -> int:
    """Delete copies that no document has, and those kept for over `days` (0: for ever); returns how many went.

    The caller holds the writer's lock. `now` is in seconds since 1970.
    """
    count = 0
    for sha256, path in list(kept_copies(root)):
        is_old = days > 0 and now - path.stat().st_mtime > days * DAY
        if sha256 not in wanted or is_old:
            path.unlink()
            sync_folder(path.parent)
            count += 1
    return count
