"""Print one tool's answers to one labelled set, an object a line."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.labelled_sets import read_set
from benchmarks.peers import PEERS


def main() -> None:
    """Ask the tool that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=[peer.name for peer in PEERS])
    parser.add_argument("task")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    peer = next(peer for peer in PEERS if peer.name == given.name)
    for row in peer.answer(read_set(given.folder, (given.task,), given.limit), given.task):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
