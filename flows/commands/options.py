"""What commands share: options, the settings and the warehouse that they name, and how answers are printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flows.job.settings import Settings
    from warehouse.ask.database import Warehouse

config_option = click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Configuration file (default: ./presswatch.toml, ./config/presswatch.toml).",
)
warehouse_option = click.option(
    "--warehouse", type=click.Path(path_type=Path), help="Folder of the warehouse (default: as configured)."
)
form_option = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)


def read_settings(config: Path | None) -> Settings:
    """The settings of a configuration file, or of the one that is found without being named."""
    from flows.job import settings

    return settings.load(settings.find_configuration(config))


def place_of(warehouse: Path | None, config: Path | None) -> Path:
    """The warehouse as given, else as configured."""
    settings = read_settings(config)
    return warehouse or settings.resolve(settings.warehouse)


def open_place(warehouse: Path | None, config: Path | None) -> Warehouse:
    """Open the warehouse as given, else as configured."""
    from warehouse.ask.database import open_warehouse

    return open_warehouse(place_of(warehouse, config))


def print_rows(form: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print an answer as a table, as CSV or as JSON lines."""
    from flows.terminal import console

    if form == "table":
        console.print_table(None, columns, rows)
    elif form == "csv":
        click.echo(console.csv_lines(columns, rows), nl=False)
    else:
        for row in rows:
            click.echo(console.json_line(columns, row))
