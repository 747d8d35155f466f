"""Erases from copies of an archive, each killed at another step: `python -m … ARCHIVE TARGET [EVERY]`.

They are left in TARGET/0, TARGET/1 … With EVERY, only every so-many-th step. The last copy is the one whose erasure
came to its end. What a step is: kill_at_every_step.py.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tasks.copies.compare import DuplicateRules
from tests.warehouse.upkeep.kill_at_every_step import KILLED, die_before
from tests.warehouse.upkeep.small_archive import ORIGINAL
from warehouse.ask.database import Warehouse
from warehouse.store.commits import Store
from warehouse.store.writer import Writer
from warehouse.upkeep.erasure import erase
from warehouse.upkeep.erasure_plan import Request, plan_request

REQUEST = Request(doc_ids=(ORIGINAL,), authors=("Lee",))


def work(root: Path) -> None:
    """Erase."""
    with Writer(Store.at(root)) as writer:
        with Warehouse(writer.store) as opened:
            plan = plan_request(opened, REQUEST)
        erase(writer, plan, REQUEST, DuplicateRules(), "run")


def main() -> None:
    """One child process a step, until one comes to its end."""
    archive, target = map(Path, sys.argv[1:3])
    every = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    step = 0
    while True:
        copy = target / str(step)
        shutil.copytree(archive, copy)
        child = os.fork()  # this process has started no thread of a library
        if child == 0:
            die_before(step)
            work(copy)
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != KILLED:
            return
        step += every


if __name__ == "__main__":
    main()
