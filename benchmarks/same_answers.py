"""Do two versions of Presswatch give the same answers? Records what the commands say of folders, and compares later.

    python -m benchmarks.same_answers record BEFORE FOLDER…     run every command, keep what it printed in BEFORE
    python -m benchmarks.same_answers compare BEFORE FOLDER…    run again and print what differs; exit status 1 if
    anything

A folder that holds labelled sets (folders with a `manifest.jsonl` or an `input.jsonl`) is taken set by set; any other
is one set. Of each set the commands `parse`, `annotate` (files of JSON lines with a "text") and `ingest` are run,
`ingest` into a new warehouse whose tables are compared row by row. What names a run and not a document (batches,
versions, times of the run) is left out. Record with the version before a change, compare with the version after it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import zip_longest
from pathlib import Path

import pyarrow.parquet as pq

COMMAND = (sys.executable, "-c", "from flows.cli import main; main()")
COMMAND_SECONDS = 3600
MOST_SHOWN = 40  # differences printed in full
LONGEST_VALUE = 100  # characters of a value that is printed
NO_ANSWERS = ("gold.jsonl", "manifest.jsonl")  # files of a set that hold no documents
NO_TABLES = ("batches",)  # rows about runs
NO_COLUMNS = ("batch_id", "parser_version", "joined_at", "first_seen", "seen_at", "order_at")

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Run:
    """One command on one set; `name` is the folder its answers are kept in."""

    name: str
    command: str  # parse, annotate or ingest
    arguments: tuple[str, ...]


def main() -> None:
    """Record or compare, two commands at a time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["record", "compare"])
    parser.add_argument("answers", type=Path, help="folder of the recorded answers")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--only", default="*", help="a pattern of runs, such as 'sets/pages-*/parse'")
    given = parser.parse_args()
    runs = [run for folder in given.folders for run in runs_of(folder) if fnmatch(run.name, given.only)]
    if not runs:
        sys.exit(f"No run is named like {given.only!r} in {', '.join(map(str, given.folders))}.")
    if given.action == "compare" and not given.answers.is_dir():
        sys.exit(f"{given.answers} holds no answers; record them with the version before the change.")
    if given.action == "record":
        record(given.answers, runs)
        return
    with tempfile.TemporaryDirectory() as now:
        record(Path(now), runs)
        sys.exit(compare(given.answers, Path(now), runs))


def runs_of(folder: Path) -> Iterator[Run]:
    """The commands to run on the sets below a folder."""
    marks = [path.parent for name in ("manifest.jsonl", "input.jsonl") for path in folder.rglob(name)]
    for place in sorted(set(marks)) or [folder]:
        name = "/".join((folder.name, *place.relative_to(folder).parts))
        manifest, pages = place / "manifest.jsonl", place / "pages"
        if manifest.is_file():
            yield Run(f"{name}/parse", "parse", ("--manifest", str(manifest)))
        else:
            yield Run(f"{name}/parse", "parse", (str(place),))
        for texts in sorted(path for path in place.rglob("*.jsonl") if _holds_texts(path)):
            yield Run(f"{name}/annotate-{_slug(texts.relative_to(place))}", "annotate", (str(texts),))
        yield Run(f"{name}/ingest", "ingest", (str(pages if pages.is_dir() else place),))


def _slug(path: Path) -> str:
    return str(path.with_suffix("")).replace("/", "-")


def _holds_texts(path: Path) -> bool:
    """Whether every line is an object with a text, as `annotate` takes them."""
    if path.name in NO_ANSWERS:
        return False
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except ValueError:
        return False
    return bool(rows) and all(isinstance(row, dict) and isinstance(row.get("text"), str) for row in rows)


def record(answers: Path, runs: list[Run]) -> None:
    """Run the commands and write each one's answers as files of JSON lines below `answers`."""
    with ThreadPoolExecutor(max_workers=2) as threads:
        for run, problem in zip(runs, threads.map(lambda run: _record_one(answers / run.name, run), runs), strict=True):
            print(f"{run.name}{': ' + problem if problem else ''}", flush=True)


def _record_one(place: Path, run: Run) -> str:
    place.mkdir(parents=True, exist_ok=True)
    if run.command == "ingest":
        with tempfile.TemporaryDirectory() as folder:
            warehouse = Path(folder) / "warehouse"
            problem = _call(place / "printed.txt", *run.arguments, "--workers", "0", "--warehouse", str(warehouse))
            for table in sorted(path.name for path in warehouse.glob("[a-z]*") if path.is_dir()):
                if table not in NO_TABLES:
                    _write_table(place / f"{table}.jsonl", warehouse / table)
        (place / "printed.txt").unlink()
        return problem
    return _call(place / "answers.jsonl", *run.arguments, command=run.command)


def _call(out: Path, *arguments: str, command: str = "ingest") -> str:
    """Run a command; what it printed goes to a file, and the last line of its complaint comes back."""
    with out.open("wb") as printed:
        outcome = subprocess.run(
            [*COMMAND, command, *arguments],
            stdout=printed,
            stderr=subprocess.PIPE,
            timeout=COMMAND_SECONDS,
            check=False,
        )
    if outcome.returncode == 0:
        return ""
    last = outcome.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return f"exit status {outcome.returncode}, {last}"


def _write_table(out: Path, table: Path) -> None:
    rows = [
        json.dumps({key: value for key, value in row.items() if key not in NO_COLUMNS}, ensure_ascii=False, default=str)
        for file in sorted(table.rglob("*.parquet"))
        for row in pq.read_table(file, partitioning="hive").to_pylist()
    ]
    out.write_text("".join(f"{row}\n" for row in sorted(rows)), encoding="utf-8")


def compare(before: Path, after: Path, runs: list[Run]) -> int:
    """Print what differs; 0 where nothing does, 1 otherwise."""
    shown, counts, line_count = 0, Counter[str](), 0
    for run in runs:
        names = {path.name for side in (before, after) for path in (side / run.name).glob("*.jsonl")}
        for name in sorted(names):
            pairs = zip_longest(_lines(before / run.name / name), _lines(after / run.name / name), fillvalue="{}")
            for number, (old, new) in enumerate(pairs, start=1):
                line_count += 1
                if old == new:
                    continue
                fields = differing(json.loads(old), json.loads(new))
                counts.update(f"{run.name}/{name} {field}" for field in fields)
                if shown < MOST_SHOWN:
                    shown += 1
                    print(f"{run.name}/{name}, line {number}:")
                    for field, (was, now) in fields.items():
                        print(f"    {field}: {was} -> {now}")
    for place, count in sorted(counts.items()):
        print(f"{count:6d} {place}")
    print(f"{line_count} lines compared, {sum(counts.values())} fields differ.")
    return 1 if counts else 0


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1] if path.is_file() else []


def differing(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """The fields of two answers that differ, both values cut around the first place where they do."""
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return {key: _around(json.dumps(old.get(key)), json.dumps(new.get(key))) for key in keys}


def _around(old: str, new: str) -> tuple[str, str]:
    place = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, place - LONGEST_VALUE // 3)
    return old[start : start + LONGEST_VALUE], new[start : start + LONGEST_VALUE]


if __name__ == "__main__":
    main()
