"""A file system that fails: every write is counted, and any one of them can be made to raise an error.

The writes that are counted: opening a file for writing, rename, replace, link, fsync, unlink, making a folder,
`pyarrow.parquet.write_table`, and what DuckDB writes (COPY, and building the catalog).
"""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

DUCKDB_WRITES = ("COPY", "ATTACH", "CREATE VIEW", "DETACH")


@dataclass
class Faults:
    """Counts writes below a folder; the `fails_at`-th (from 1) fails, before or after it was done."""

    root: Path
    fails_at: int = 0
    is_done_first: bool = False
    count: int = 0
    names: list[str] = field(default_factory=list)

    def begin(self, fails_at: int, is_done_first: bool = False) -> None:
        """Count from here; 0 lets all pass."""
        self.fails_at, self.is_done_first, self.count, self.names = fails_at, is_done_first, 0, []

    def guard(self, name: str, paths: tuple[object, ...], write: Callable[[], Any], error: Exception) -> Any:
        """Do a write, or fail in its place or right after it."""
        if not any(isinstance(path, str | os.PathLike) and str(self.root) in os.fspath(path) for path in paths):
            return write()
        self.count += 1
        self.names.append(name)
        if self.count != self.fails_at:
            return write()
        if self.is_done_first:
            write()
        raise error


class _Connection:
    """A DuckDB connection whose writes are counted."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, faults: Faults) -> None:
        self._connection = connection
        self._faults = faults

    def execute(self, query: str, *arguments: Any) -> Any:
        def write() -> Any:
            return self._connection.execute(query, *arguments)

        if not query.lstrip().startswith(DUCKDB_WRITES):
            return write()
        error = duckdb.IOException("IO Error: Could not write file: Input/output error")
        return self._faults.guard(f"duckdb {query.split(maxsplit=1)[0]}", (str(self._faults.root),), write, error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()


@contextmanager
def failing(root: Path) -> Iterator[Faults]:
    """Count the writes of this process below a folder, and let one fail where it is asked to."""
    faults = Faults(root)
    with pytest.MonkeyPatch.context() as patched:
        for name in ("rename", "replace", "link", "unlink", "mkdir"):
            patched.setattr(os, name, _counted(faults, name, getattr(os, name)))
        patched.setattr(os, "fsync", _counted_fsync(faults, os.fsync))
        patched.setattr(pq, "write_table", _counted_table(faults, pq.write_table))
        patched.setattr(io, "open", _counted_open(faults, io.open))
        patched.setattr(builtins, "open", _counted_open(faults, builtins.open))
        connect = duckdb.connect

        def counted_connect(*arguments: Any, **options: Any) -> Any:
            connection = connect(*arguments, **options)
            return connection if options.get("read_only") else _Connection(connection, faults)

        patched.setattr(duckdb, "connect", counted_connect)
        yield faults


def _error() -> OSError:
    return OSError(errno.EIO, "Input/output error")


def _counted(faults: Faults, name: str, write: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*arguments: Any, **options: Any) -> Any:
        return faults.guard(name, arguments, lambda: write(*arguments, **options), _error())

    return counted


def _counted_fsync(faults: Faults, fsync: Callable[[int], None]) -> Callable[[int], None]:
    def counted(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        faults.guard("fsync", (path,), lambda: fsync(handle), _error())

    return counted


def _counted_table(faults: Faults, write: Callable[..., None]) -> Callable[..., None]:
    def counted(table: Any, where: Any, *arguments: Any, **options: Any) -> None:
        faults.guard("write_table", (where,), lambda: write(table, where, *arguments, **options), _error())

    return counted


def _counted_open(faults: Faults, opened: Callable[..., Any]) -> Callable[..., Any]:
    def counted(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if not set(mode) & set("wax+"):
            return opened(file, mode, *arguments, **options)
        return faults.guard("open", (file,), lambda: opened(file, mode, *arguments, **options), _error())

    return counted
