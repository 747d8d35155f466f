"""Tools that the field uses, asked for the same answers as Presswatch, where they are installed.

    python -m benchmarks.peers NAME TASK SET [--limit N]      print the tool's answers to a labelled set

A module each: `answer(labelled, task)` gives rows in the form of `presswatch parse`, `annotate` or the warehouse's
tables, of which only the fields of the task are filled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from benchmarks.labelled_sets import LabelledSet
from benchmarks.scoring.measures import Row


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: its package, the module here that asks it, and what it can be asked."""

    name: str
    module: str
    tasks: tuple[str, ...]

    def version(self) -> str | None:
        """The version that is installed, None where it is not."""
        try:
            return version(self.name)
        except PackageNotFoundError:
            return None

    def answer(self, labelled: LabelledSet, task: str) -> Iterable[Row]:
        """The tool's rows for a set; only now is the tool imported."""
        answers: Iterable[Row] = import_module(f"benchmarks.peers.{self.module}").answer(labelled, task)
        return answers


PEERS = (
    Peer("trafilatura", "trafilatura_pages", ("body", "comments", "meta")),
    Peer("newspaper4k", "newspaper_pages", ("body", "meta")),
    Peer("htmldate", "htmldate_days", ("pubdate",)),
    Peer("dateparser", "dateparser_expressions", ("timex",)),
    Peer("datasketch", "datasketch_copies", ("dedup",)),
)
