"""What a person at a terminal sees: progress on standard error, tables on standard output."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TypeGuard

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from flows.job.receipts import Ledger

STEP_TITLES = {
    "read": "Reading documents",
    "decide": "Comparing with the archive",
    "enrich": "Finding names, times, statements",
}


class ConsoleProgress:
    """A progress bar a step on standard error; silent where that is no terminal. Use as a context manager."""

    def __init__(self) -> None:
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self._current: TaskID | None = None

    def __enter__(self) -> ConsoleProgress:
        if self._bars.console.is_terminal:
            self._bars.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bars.stop()

    def begin(self, step: str, total: int | None) -> None:
        """Start the bar of a step."""
        self._current = self._bars.add_task(STEP_TITLES.get(step, step), total=total)

    def advance(self, documents: int) -> None:
        """Move the current bar."""
        if self._current is not None:
            self._bars.advance(self._current, documents)


def print_ledger(ledger: Ledger) -> None:
    """The run's ledger: documents in = loaded + duplicates + rejected, and why documents were rejected."""
    table = Table(title="Ledger of this run", title_justify="left")
    table.add_column("documents")
    table.add_column("count", justify="right")
    table.add_row("in", str(ledger.documents_in), style="bold")
    table.add_row("  loaded", str(ledger.loaded))
    table.add_row("  duplicates", str(ledger.duplicates))
    table.add_row("  rejected", str(ledger.rejected))
    for reason, count in sorted(ledger.reasons.items()):
        table.add_row(f"    {reason}", str(count), style="dim")
    table.add_row("known before, skipped", str(ledger.known_before))
    if ledger.hidden:
        table.add_row("hidden files and folders, left out", str(ledger.hidden))
    Console().print(table)


def print_table(
    title: str | None, columns: Sequence[str], rows: Iterable[Sequence[object]], one_line_rows: bool = False
) -> None:
    """Rows as a table; text from the web is printed as it is, never as markup or as terminal commands.

    `one_line_rows` cuts long values short instead of breaking them into lines.
    """
    table = Table(title=None if title is None else Text(title), title_justify="left")
    for column in columns:
        table.add_column(Text(column), no_wrap=one_line_rows, overflow="ellipsis" if one_line_rows else "fold")
    for row in rows:
        table.add_row(*(Text(_printable(_shown(value))) for value in row))
    Console(soft_wrap=False).print(table)


def print_facts(columns: Sequence[str], row: Sequence[object]) -> None:
    """One row as a table of its own, a line for each column that says something; the first heads it."""
    said = [
        (column, ", ".join(value) if _is_texts(value) else value)
        for column, value in zip(columns, row, strict=True)
        if value not in (None, [])
    ]
    print_table(None, (columns[0], str(row[0])), said[1:])


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180) with a header."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([[_plain(value) if value is not None else "" for value in row] for row in rows])
    return buffer.getvalue()


def json_line(columns: Sequence[str], row: Sequence[object]) -> str:
    """A row as a JSON object on one line."""
    return json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_json_value)


def _shown(value: object) -> str:
    """A value for the eye: no more digits than tell something, no clock time where it is midnight."""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=_json_value)
    return str(value)


def _json_value(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _printable(text: str) -> str:
    """Control characters made visible: a page's title must not move the cursor of whoever reads it."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)
