"""A reader who opened the warehouse before a correction goes on: the files removed since are read from the trash.

DuckDB keeps the paths of a view and no open files: an answer being read goes on, and the next query would not find a
file that a correction, a compaction or an erasure has removed. Within the grace period of the trash the views are made
again over the same files, where they lie now, so that one reader sees one state from beginning to end. After it, or
where files were erased, there is nothing but the newest state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from warehouse.ask.confine import lock
from warehouse.store import trash
from warehouse.store.commits import Store
from warehouse.store.staging import literal

_PATH = re.compile(r"'((?:[^']|'')*\.parquet)'")
_VIEWS = "SELECT sql FROM duckdb_views() WHERE NOT internal"


def missing_files(connection: duckdb.DuckDBPyConnection) -> list[Path]:
    """The files that the views of a connection read and that are not where they were."""
    paths = {Path(found.replace("''", "'")) for sql in _views(connection) for found in _PATH.findall(sql)}
    return sorted(path for path in paths if not path.is_file())


def reopened(
    connection: duckdb.DuckDBPyConnection, missing: Sequence[Path], store: Store, also: Sequence[Path]
) -> duckdb.DuckDBPyConnection | None:
    """The same views over the same files, the missing ones read from the trash; None where one is not there either."""
    places: dict[Path, Path] = {}
    for path in missing:
        place = trash.find(store.root, str(path.relative_to(store.root))) if path.is_relative_to(store.root) else None
        if place is None:
            return None
        places[path] = place
    again = duckdb.connect()
    _create(again, [_PATH.sub(lambda found: _moved(found[1], places), sql) for sql in _views(connection)])
    lock(again, store.root, also, list(places.values()))
    return again


def _create(connection: duckdb.DuckDBPyConnection, views: Sequence[str]) -> None:
    """Create views, those that ask others after them: DuckDB does not tell in which order they once were made."""
    waiting = list(views)
    while waiting:
        failed: list[str] = []
        for sql in waiting:
            try:
                connection.execute(sql)
            except duckdb.CatalogException:
                if len(waiting) == 1 or len(failed) + 1 == len(waiting):
                    raise
                failed.append(sql)
        waiting = failed


def _views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    with connection.cursor() as asking:  # the connection itself may have an answer that is still being read
        return [sql for (sql,) in asking.execute(_VIEWS).fetchall()]


def _moved(quoted: str, places: dict[Path, Path]) -> str:
    path = Path(quoted.replace("''", "'"))
    return literal(str(places.get(path, path)))
