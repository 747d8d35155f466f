"""What commands share: options, the settings and the warehouse that they name, and how answers are printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


@contextmanager
def stoppable(sentence: str, place: Path) -> Iterator[None]:
    """Answer Ctrl-C with a sentence while the body writes to a warehouse, and leave nothing half done there."""
    from flows.pool.stopping import Stopped, answered
    from warehouse.errors import PresswatchError
    from warehouse.store.commits import Store
    from warehouse.store.writer import Writer

    try:
        with answered(sentence):
            yield
    except Stopped:
        with suppress(PresswatchError), Writer(Store.at(place.absolute())):
            pass  # a writer finishes what is committed and clears what is not before it begins
        raise
