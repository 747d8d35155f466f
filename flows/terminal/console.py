"""What a person at a terminal sees: progress on standard error, tables on standard output."""

from __future__ import annotations

import csv
import errno
import io
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Literal, TypeGuard

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from flows.job.receipts import Ledger
from flows.terminal import records
from flows.terminal.safe_text import no_formula, to_json
from tasks.text.controls import without_controls

STEP_TITLES = {
    "read": "Reading documents",
    "decide": "Comparing with the archive",
    "enrich": "Finding names, times, statements",
}


class _Console(Console):
    """A console that lets the command line say how it ends when nobody reads on; rich's own would end it with 1."""

    def on_broken_pipe(self) -> None:
        """Raise again what rich has caught."""
        raise BrokenPipeError(errno.EPIPE, "broken pipe")


def console(soft_wrap: bool = False) -> Console:
    """What prints tables to standard output."""
    return _Console(soft_wrap=soft_wrap)


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
        if self._bars.console.is_terminal:  # stopping bars that never started prints an empty line
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
    if ledger.waiting:
        table.add_row("files still being written, left for the next run", str(ledger.waiting))
    if ledger.erased_before:
        table.add_row("erased before, left out", str(ledger.erased_before))
    console().print(table)


def print_table(
    title: str | None,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    one_line_rows: bool = False,
    has_header: bool = True,
) -> None:
    """Rows as a table; text from the web is printed as it is, never as markup or as terminal commands.

    Rows that are too wide are printed one field a line. `one_line_rows` cuts long values short instead of breaking
    them into lines.
    """
    out, names = console(), [_printable(column) for column in columns]
    shown = [[_printable(_shown(value)) for value in row] for row in rows]
    if not records.fits(names, shown, out.width, has_header):
        heading = [] if title is None else [records.cut(_printable(title), out.width)]
        lines = [*heading, *records.record_lines(names, shown, out.width)]
        out.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)
        return
    table = Table(
        title=None if title is None else Text(_printable(title)), title_justify="left", show_header=has_header
    )
    for column, least in zip(names, records.least_widths(names, shown, has_header), strict=True):
        overflow: Literal["ellipsis", "fold"] = "ellipsis" if one_line_rows else "fold"
        table.add_column(Text(column), no_wrap=one_line_rows, overflow=overflow, min_width=least)
    for row in shown:
        table.add_row(*map(Text, row))
    out.print(table)


def print_answer(columns: Sequence[str], rows: Sequence[Sequence[object]], has_header: bool) -> None:
    """The answer to a query; an empty one says so on standard error."""
    if not rows:
        print("No rows answer this. `presswatch tables` says what there is to ask for.", file=sys.stderr)
    print_table(None, columns, rows, has_header=has_header)


def print_hits(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """What the watchlists found, a few lines for each hit."""
    out = console()
    for row in rows:
        hit = {column: _printable(_shown(value)) for column, value in zip(columns, row, strict=True)}
        lines = records.hit_lines(hit, out.width)
        out.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)


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


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence[object]], has_header: bool = True, is_raw: bool = False
) -> str:
    """Rows as CSV, each line ending in a line feed.

    Text that a spreadsheet would take for a formula begins with ', unless `is_raw`. No cell has control characters.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    if has_header:
        writer.writerow(csv_row(columns, is_raw))
    writer.writerows(csv_row(row, is_raw) for row in rows)
    return buffer.getvalue()


def csv_row(row: Sequence[object], is_raw: bool = False) -> list[str]:
    """The cells of a row of CSV."""
    cell = _cell if is_raw else _harmless_cell
    return [cell(value) for value in row]


def _cell(value: object) -> str:
    return without_controls(_plain(value))


def _harmless_cell(value: object) -> str:
    return no_formula(_cell(value)) if isinstance(value, str) else _cell(value)


def json_line(columns: Sequence[str], row: Sequence[object]) -> str:
    """A row as a JSON object on one line."""
    return to_json(dict(zip(columns, row, strict=True)))


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
        return to_json(value)
    return str(value)


def _printable(text: str) -> str:
    """Control characters made visible: a page's title must not move the cursor of whoever reads it."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)
