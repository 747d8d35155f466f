"""What each rule of reading is worth: it is switched off, and the figures of labelled sets are compared with all on.

    python -m benchmarks.rules FOLDER… [--only 'plain-*'] [--tasks body,comments] [--limit 50] [--jobs 2]

Prints for each switch of benchmarks/switches.py the first figure of every task and set with the rule less that without
it: +0.010 is what the rule buys, -0.010 what it costs. A rule that gains on none of the sets is marked. Documents are
read in the worker processes, so that one process reads many variants; tasks that need a warehouse (dedup, stories) are
left out. Every switch reads every document again: a set of 400 pages takes a minute each, so mind `--limit`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from benchmarks.labelled_sets import BadSet, LabelledSet, by_document, find_sets
from benchmarks.readings import Documents, documents_of
from benchmarks.switches import SWITCHES, Switch, chosen, switched_off

LEAST_DIFFERENCE = 0.0005  # what rounds to 0.001, the last digit that is printed
NO_GAIN, NO_DIFFERENCE = "gains nowhere", "changes no figure here"

Key = tuple[str, str]  # a task and a set
Firsts = Mapping[Key, float]


@dataclass(frozen=True, slots=True)
class Work:
    """One reading of one set: with all rules, or without those of a switch."""

    folder: Path
    tasks: tuple[str, ...]
    limit: int | None
    command: str
    without: str | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """What a rule buys or costs, by task and set; only differences that show."""

    switch: Switch
    differences: Firsts

    @property
    def mark(self) -> str:
        """A word for a rule that gains on none of the sets."""
        if not self.differences:
            return NO_DIFFERENCE
        return "" if any(value > 0 for value in self.differences.values()) else NO_GAIN


def main() -> None:
    """Read every set with all rules and without each, and print the differences."""
    given = _arguments()
    switches = chosen(given.only)
    try:
        if not switches:
            raise BadSet(f"No switch is like {given.only!r}; there are {', '.join(one.name for one in SWITCHES)}.")
        tasks = tuple(given.tasks.split(",")) if given.tasks else ()
        sets = find_sets(given.folders, tasks, given.limit)
    except BadSet as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
    with ProcessPoolExecutor(max_workers=max(1, given.jobs)) as pool:
        worths = measure(pool, list(works_of(sets, given.limit)), switches)
    print("\n".join(table(worths)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--only", default="*", help="a pattern of switches, such as 'plain-*'")
    parser.add_argument("--tasks", help="such as body,comments; all that a set has where none is named")
    parser.add_argument("--limit", type=int, help="the first N documents of each set")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    return parser.parse_args()


def works_of(sets: Sequence[LabelledSet], limit: int | None) -> Iterator[Work]:
    """The readings with all rules: each set once for each command that its tasks need."""
    for labelled in sets:
        for command in ("parse", "annotate"):
            tasks = tuple(task.name for task in labelled.tasks if task.command == command)
            if tasks:
                yield Work(labelled.folder, tasks, limit, command)


def measure(pool: ProcessPoolExecutor, works: Sequence[Work], switches: Sequence[Switch]) -> list[Worth]:
    """What each switch is worth on the sets whose command asks for its rule; progress goes to standard error."""
    variants = [
        Work(work.folder, work.tasks, work.limit, work.command, switch.name)
        for work in works
        for switch in switches
        if switch.command == work.command
    ]
    by_variant: dict[str | None, dict[Key, float]] = {}
    everything = [*works, *variants]
    for number, (work, firsts) in enumerate(zip(everything, pool.map(first_figures, everything), strict=True), start=1):
        by_variant.setdefault(work.without, {}).update(firsts)
        print(f"{number} of {len(everything)}: {work.folder.name} without {work.without or 'nothing'}", file=sys.stderr)
    whole = by_variant.get(None, {})
    return [
        Worth(switch, differences(whole, by_variant[switch.name])) for switch in switches if switch.name in by_variant
    ]


def differences(whole: Firsts, without: Firsts) -> Firsts:
    """The figures with a rule less those without it, where they differ in the digits that are printed."""
    found = {key: whole[key] - figure for key, figure in without.items()}
    return {key: value for key, value in found.items() if abs(value) >= LEAST_DIFFERENCE}


def first_figures(work: Work) -> dict[Key, float]:
    """The first figure of each task of a set, in this process."""
    (labelled,), documents = _opened(work.folder, work.tasks, work.limit, work.command)
    if work.without is None:
        rows = documents.read()
    else:
        with switched_off(next(switch for switch in SWITCHES if switch.name == work.without)):
            rows = documents.read()
    given = by_document(rows, labelled.inputs)
    firsts = {}
    for task in labelled.tasks:
        figures = task.score(labelled.gold, given)
        first = task.first_figure(figures, labelled.headlines.get(task.name))
        firsts[(task.name, labelled.name)] = figures.get(first, 0.0)
    return firsts


@lru_cache(maxsize=2)
def _opened(
    folder: Path, tasks: tuple[str, ...], limit: int | None, command: str
) -> tuple[list[LabelledSet], Documents]:
    sets = find_sets([folder], tasks, limit)
    return sets, documents_of(sets[0], command)


def table(worths: Sequence[Worth]) -> Iterator[str]:
    """A row for each switch, the largest gain first in each."""
    yield "| rule | what it does | buys and costs | |"
    yield "|---|---|---|---|"
    for worth in worths:
        shown = sorted(worth.differences.items(), key=lambda item: (-item[1], item[0]))
        cells = ", ".join(f"{task} {name} {value:+.3f}" for (task, name), value in shown)
        yield f"| {worth.switch.name} | {worth.switch.does} | {cells or '-'} | {worth.mark} |"


if __name__ == "__main__":
    main()
