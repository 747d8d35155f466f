"""The SQL files by name, as they ship: views, reports, checks and lookups.

What belongs here: finding and reading them. What does not: running them (database.py), laying out what they answer
(report/page.py), checks that follow from the schema (checks.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Folder = Literal["views", "reports", "checks", "lookups"]


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT, without parameters but for lookups. `purpose` is its first line: what it answers, or what must hold."""

    name: str
    purpose: str
    sql: str

    @classmethod
    def of(cls, name: str, text: str) -> Query:
        """Read a query whose first line is a comment. Raises ValueError where it is none."""
        first = text.partition("\n")[0]
        if not first.startswith("-- ") or not first[3:].strip():
            raise ValueError(f"{name}: the first line must be a comment that says what the query is for")
        return cls(name, first[3:].strip(), text)


@lru_cache
def read_queries(folder: Folder) -> tuple[Query, ...]:
    """Every query of a folder of `warehouse/sql`, by file name: the order in which views may build on each other."""
    found = (entry for entry in files("warehouse").joinpath("sql", folder).iterdir() if entry.name.endswith(".sql"))
    ordered = sorted(found, key=lambda entry: entry.name)
    return tuple(Query.of(entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8")) for entry in ordered)
