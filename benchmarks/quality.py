"""How well the installed Presswatch reads labelled sets, beside other tools; prints a table in Markdown.

    python -m benchmarks.quality FOLDER… [--tasks body,comments] [--limit 50] [--jobs 2]
    python -m benchmarks.quality FOLDER… --save ANSWERS            keep what was answered
    python -m benchmarks.quality FOLDER… --predictions ANSWERS     score kept answers; what is missing there is run

FOLDER is a labelled set or holds several; docs/how-well.md says how one is laid out and where the public ones come
from. Presswatch is asked by its command line: `parse`, `annotate`, or `ingest` and `sql`. Tools that are not installed
are left out (benchmarks/peers). Left out too is the seed page, whose points are counted against a reading by hand.
Exit status 2 where nothing can be scored, 1 where a command failed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.labelled_sets import BadSet, LabelledSet, by_document, find_sets
from benchmarks.peers import PEERS, Peer
from benchmarks.run_product import CommandFailed, ask_product, run_lines
from benchmarks.scoring.measures import Figures, Row
from benchmarks.scoring.tasks import TASKS, Task

OWN = "Presswatch"
ROOT = Path(__file__).resolve().parents[1]
MOST_NAMED = 8  # documents without an answer that are named


@dataclass(frozen=True, slots=True)
class Question:
    """One system's answers to one set, by which `tasks` are scored."""

    labelled: LabelledSet
    tasks: tuple[Task, ...]
    system: str
    peer: Peer | None = None

    @property
    def file_name(self) -> str:
        """The file in which the answers are kept."""
        what = self.tasks[0].command if self.peer is None else self.tasks[0].name
        return f"{self.labelled.name}.{what}.{self.system.lower()}.jsonl"

    def ask(self) -> list[Row]:
        """Run the system.

        Raises CommandFailed.
        """
        if self.peer is None:
            return ask_product(self.labelled, self.tasks[0].command)
        limit = ["--limit", str(len(self.labelled.inputs))] if self.labelled.is_cut else []
        folder = str(self.labelled.folder.resolve())
        command = [sys.executable, "-m", "benchmarks.peers", self.peer.name, self.tasks[0].name, folder, *limit]
        return list(run_lines(command))


@dataclass(frozen=True, slots=True)
class Result:
    """All figures of one system for one task of one set."""

    task: str
    set: str
    documents: int
    system: str
    first: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Answers:
    """Where answers are kept, and where kept ones are taken from."""

    save: Path | None = None
    kept: Path | None = None

    def of(self, question: Question) -> list[Row]:
        """The rows for a question, from the file where there is one.

        Raises CommandFailed.
        """
        file = None if self.kept is None else self.kept / question.file_name
        if file is not None and file.is_file():
            rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        else:
            rows = question.ask()
        if self.save is not None:
            self.save.mkdir(parents=True, exist_ok=True)
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (self.save / question.file_name).write_text("".join(lines), encoding="utf-8")
        return rows


def main() -> None:
    """Ask, score, print."""
    given = _arguments()
    try:
        sets = find_sets(given.folders, given.tasks.split(",") if given.tasks else (), given.limit)
        results, failures = measure(sets, Answers(given.save, given.predictions), given.jobs)
    except BadSet as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
    if given.json:
        for result in results:
            print(json.dumps(asdict(result), ensure_ascii=False))
    else:
        print("\n".join(table(results)))
    sys.exit(1 if failures else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--tasks", help="such as body,comments; all that a set has where none is named")
    parser.add_argument("--limit", type=int, help="the first N documents of each set")
    parser.add_argument("--jobs", type=int, default=2, help="commands at a time")
    parser.add_argument("--save", type=Path, help="folder in which answers are kept")
    parser.add_argument("--predictions", type=Path, help="folder of kept answers that are scored instead of running")
    parser.add_argument("--json", action="store_true", help="print all figures, an object a line")
    return parser.parse_args()


def measure(sets: Sequence[LabelledSet], answers: Answers, jobs: int) -> tuple[list[Result], int]:
    """All results in the order of the sets, and how many commands failed; progress goes to standard error.

    Raises BadSet where a gold row or an answer has not the fields of its task.
    """
    questions = [question for labelled in sets for question in questions_of(labelled)]
    _tell_left_out(questions)
    results: list[Result] = []
    failures = 0
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as threads:
        for question, outcome in zip(
            questions, threads.map(lambda one: _outcome(one, answers), questions), strict=True
        ):
            if isinstance(outcome, CommandFailed):
                failures += 1
                _tell(f"{question.labelled.name}, {question.system}: {outcome}")
            else:
                results += outcome
    return results, failures


def questions_of(labelled: LabelledSet) -> Iterator[Question]:
    """What is asked of a set: each command of the product once, each peer that is installed for each of its tasks."""
    for command in sorted({task.command for task in labelled.tasks}):
        tasks = tuple(task for task in labelled.tasks if task.command == command)
        yield Question(labelled, tasks, OWN)
    for task in labelled.tasks:
        for peer in PEERS:
            if task.name in peer.tasks and peer.version() is not None:
                yield Question(labelled, (task,), peer.name, peer)


def _tell_left_out(questions: Sequence[Question]) -> None:
    asked = {task.name for question in questions for task in question.tasks}
    for peer in PEERS:
        if peer.version() is None and asked.intersection(peer.tasks):
            _tell(f"{peer.name} is not installed and is left out")


def _outcome(question: Question, answers: Answers) -> list[Result] | CommandFailed:
    try:
        rows = answers.of(question)
    except CommandFailed as failure:
        return failure
    results = list(score(question, rows))
    shown = ", ".join(f"{result.task} {result.first} {result.figures.get(result.first, 0.0):.3f}" for result in results)
    _tell(f"{question.labelled.name}, {question.system}: {shown}")
    return results


def score(question: Question, rows: Iterable[Row]) -> Iterator[Result]:
    """A result for each task; a document without a row counts as an empty answer and is named.

    Raises BadSet.
    """
    labelled = question.labelled
    given = by_document(rows, labelled.inputs)
    silent = sorted(set(labelled.gold) - set(given))
    if silent:
        shown = ", ".join(silent[:MOST_NAMED])
        _tell(f"{labelled.name}, {question.system}: no answer for {len(silent)} documents, such as {shown}")
    for task in question.tasks:
        try:
            figures = task.score(labelled.gold, given)
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise BadSet(
                f"{labelled.name}: a row of gold or answers is not of the form of {task.name} ({fault!r})."
            ) from fault
        first = task.first_figure(figures, labelled.headlines.get(task.name))
        yield Result(task.name, labelled.name, len(labelled.gold), question.system, first, figures)


def table(results: Sequence[Result]) -> Iterator[str]:
    """The table: a row for each task of each set, Presswatch's first figure and others, peers beside them."""
    yield "| what | set | documents | figure | Presswatch | and | beside it |"
    yield "|---|---|---|---|---|---|---|"
    own = {(result.task, result.set): result for result in results if result.system == OWN}
    order = list(TASKS)
    for (name, labelled), result in sorted(own.items(), key=lambda item: (order.index(item[0][0]), item[0][1])):
        others = [peer for peer in results if (peer.task, peer.set) == (name, labelled) and peer.system != OWN]
        beside = ", ".join(f"{peer.system} {_shown(peer, result.first)}" for peer in others)
        more = (f"{_spelled(figure)} {_shown(result, figure)}" for figure in TASKS[name].more if figure != result.first)
        cells = (
            TASKS[name].asks,
            labelled,
            str(result.documents),
            _spelled(result.first),
            _shown(result, result.first),
            ", ".join(cell for cell in more if not cell.endswith("-")),
            beside,
        )
        yield "| " + " | ".join(cells) + " |"


def _spelled(figure: str) -> str:
    return figure.replace("_f1", " F1").replace("f1", "F1").replace("_", " ")


def _shown(result: Result, figure: str) -> str:
    return f"{result.figures[figure]:.3f}" if figure in result.figures else "-"


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
