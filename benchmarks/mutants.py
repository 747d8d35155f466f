"""Would the tests notice? Changes lines of the reading rules, one at a time, and counts what the tests notice.

    python -m benchmarks.mutants [--sample 300] [--seed 1] [--only 'tasks/parse/parts/*'] [--jobs 2]

mutmut (https://mutmut.readthedocs.io) makes the changes: a comparison turned, a number moved by one, an argument left
out, a condition dropped. A sample is drawn by seed from all changes of `tasks`; each is run against the tests of
`tasks` that reach it. Prints what was noticed by room and the changes that were not, and leaves them in `mutants/` to
look at (`mutmut show NAME`). Exit status 1 where less than the wanted share is noticed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from fnmatch import fnmatch
from pathlib import Path

WANTED_SHARE = 0.85  # of the sampled changes, noticed
MOST_SHOWN = 60  # unnoticed changes that are printed
MUTANTS = Path("mutants")  # where mutmut works
NOBODY = "no-such-change"  # a name that fits none: mutmut then makes the changes and runs none
UNNOTICED = ("survived", "no tests")
NOT_RUN = (
    "not run",
    "not checked",
    "skipped",
    "check was interrupted by user",
)  # they say nothing, and are counted on neither side


def main() -> None:
    """Make all changes, run a sample of them, and say what was noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="tasks/*", help="a pattern of files")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    mutmut("run", NOBODY)
    names = changes(given.only)
    if not names:
        sys.exit(f"No change could be made in files like {given.only}.")
    sample = sorted(random.Random(given.seed).sample(names, min(given.sample, len(names))))
    print(f"{len(sample)} of {len(names)} changes are tried …", flush=True)
    mutmut("run", "--max-children", str(given.jobs), *sample)
    sys.exit(0 if report(outcomes(sample)) >= WANTED_SHARE else 1)


def mutmut(*arguments: str) -> str:
    """Run mutmut; what it printed. Its exit status says nothing that its results do not."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    # A session of its own: mutmut ends children that hang, and must not end us with them.
    done = subprocess.run(command, capture_output=True, text=True, check=False, start_new_session=True)
    return done.stdout


def changes(pattern: str) -> list[str]:
    """The names of all changes in files like the pattern, as mutmut has written them down."""
    return sorted(
        name
        for notes in MUTANTS.rglob("*.py.meta")
        if fnmatch(str(notes.relative_to(MUTANTS)), f"{pattern}.meta")
        for name in json.loads(notes.read_text(encoding="utf-8"))["exit_code_by_key"]
    )


def outcomes(sample: list[str]) -> dict[str, str]:
    """What became of each change: killed, survived, no tests, timeout …"""
    lines = (line.strip().rpartition(": ") for line in mutmut("results", "--all", "true").splitlines())
    found = {name: outcome for name, _, outcome in lines}
    return {name: found.get(name, "not run") for name in sample}


def report(found: dict[str, str]) -> float:
    """Print what was noticed by room, then what was not; the share that was noticed."""
    tried = {name: outcome for name, outcome in found.items() if outcome not in NOT_RUN}
    if len(tried) < len(found):
        print(f"{len(found) - len(tried)} changes were not run; they are left out.")
    if not tried:
        sys.exit("mutmut ran none of the changes; `mutmut run` in this folder says why.")
    rooms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, outcome in tried.items():
        rooms[".".join(name.split(".")[:3] if name.startswith("tasks.parse") else name.split(".")[:2])][outcome] += 1
    for room, counts in sorted(rooms.items()):
        total = counts.total()
        print(f"{room:28} {total - sum(counts[o] for o in UNNOTICED):4d} of {total:4d} noticed")
    unnoticed = [name for name, outcome in tried.items() if outcome in UNNOTICED]
    for name in unnoticed[:MOST_SHOWN]:
        lines = mutmut("show", name).splitlines()
        print(f"\n{found[name]}: {name}")
        print("\n".join(line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")))
    share = 1 - len(unnoticed) / len(tried)
    print(f"\n{len(tried) - len(unnoticed)} of {len(tried)} changes noticed: {share:.1%}")
    return share


if __name__ == "__main__":
    main()
