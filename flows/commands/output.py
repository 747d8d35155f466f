"""The form in which a command prints an answer, and where to: the options of all commands that answer in rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

Command = Callable[..., None]
_OPTIONS = (
    click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True),
    click.option("--no-header", is_flag=True, help="Leave out the names of the columns (table, csv)."),
    click.option("--raw", is_flag=True, help="CSV for machines: no ' before text that a spreadsheet would compute."),
    click.option("--out", type=click.Path(path_type=Path), help="Write csv or jsonl to this file."),
)


@dataclass(frozen=True, slots=True)
class Output:
    """How an answer is printed: table, csv or jsonl; with names of columns; made harmless; to a file."""

    form: str
    has_header: bool = True
    is_raw: bool = False
    out: Path | None = None

    def write(self, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print an answer, or write it to the file. Raises UnwritablePlace."""
        from flows.terminal import console
        from warehouse.report.write import write_page

        if self.form == "table":
            console.print_answer(columns, rows, self.has_header)
            return
        if self.form == "csv":
            text = console.csv_lines(columns, rows, self.has_header, self.is_raw)
        else:
            text = "".join(f"{console.json_line(columns, row)}\n" for row in rows)
        if self.out is None:
            click.echo(text, nl=False)
        else:
            click.echo(f"Wrote {write_page(self.out, text)}", err=True)


def output_options(command: Command) -> Command:
    """Give a command the options of its output; it gets them as one `output`."""

    @wraps(command)
    def with_output(form: str, no_header: bool, raw: bool, out: Path | None, **given: Any) -> None:
        if out is not None and form == "table":
            raise click.UsageError("With --out choose --format csv or jsonl.")
        command(output=Output(form, not no_header, raw, out), **given)

    for option in reversed(_OPTIONS):
        with_output = option(with_output)
    return with_output
