"""Compacts copies of an archive, each killed at another step: `python -m … ARCHIVE TARGET` leaves TARGET/0, TARGET/1 …

A step is whatever changes the disk: a rename, a link, a deletion, a new folder, a wait for the disk, a piece of a file.
The kill is `os._exit`: nothing is tidied up. The last copy is the one whose compaction came to its end.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.compute  # noqa: F401 - loaded once here and not by every child
import pyarrow.parquet as pq

from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep.compaction import compact

KILLED = 9
os_fsync = os.fsync
STEPS: tuple[tuple[Any, str], ...] = (
    (os, "rename"), (os, "replace"), (os, "link"), (os, "unlink"), (os, "mkdir"), (os, "fsync"), (os, "rmdir"),
    (Path, "rename"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir"), (shutil, "rmtree"),
    (pq.ParquetWriter, "write_table"),
)  # fmt: skip


def die_before(step: int) -> None:
    """Let this process die before its step-th change of the disk."""
    made = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal made
            if made == step:
                os._exit(KILLED)
            made += 1
            return None if real is os_fsync else real(*given, **named)  # no power is lost here, and it takes long

        return call

    for place, name in STEPS:
        setattr(place, name, counted(getattr(place, name)))


def main() -> None:
    """One child process a step, until one comes to its end."""
    archive, target = map(Path, sys.argv[1:])
    step = 0
    while True:
        copy = target / str(step)
        shutil.copytree(archive, copy)
        child = os.fork()  # this process has started no thread of a library
        if child == 0:
            die_before(step)
            with Writer(Store.at(copy)) as writer:
                compact(writer, "run")
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != KILLED:
            return
        step += 1


if __name__ == "__main__":
    main()
