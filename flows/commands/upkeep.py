"""Commands that look after a warehouse: whether it is sound, and what is decided anew."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.commands.options import config_option, open_place, place_of, read_settings, warehouse_option


@click.command()
@warehouse_option
@config_option
def check(warehouse: Path | None, config: Path | None) -> None:
    """Check the warehouse: the ledger balances, keys resolve, files are readable, nothing is half published."""
    from warehouse.ask.soundness import inspect

    with open_place(warehouse, config) as opened:
        faults = list(inspect(opened))
    for fault in faults:
        click.echo(f"FAULT {fault.check}: {fault.purpose} ({fault.count} found, for instance {fault.example})")
    if faults:
        sys.exit(1)
    click.echo("The warehouse is sound.")


@click.command()
@click.option(
    "--recompute-duplicates", is_flag=True, help="Decide anew which documents of the whole archive repeat each other."
)
@click.option("--compact", "compacts", is_flag=True, help="Bring small files together, and fold the commit records.")
@warehouse_option
@config_option
def maintain(recompute_duplicates: bool, compacts: bool, warehouse: Path | None, config: Path | None) -> None:
    """Look after a warehouse. Says what it changed; where nothing differs, nothing is written."""
    from flows import maintain as maintaining

    if not (recompute_duplicates or compacts):
        raise click.UsageError(
            "Nothing to do. Pass --compact or --recompute-duplicates (see `presswatch maintain --help`)."
        )
    place = place_of(warehouse, config)
    if recompute_duplicates:
        settings = read_settings(config)
        for line in maintaining.describe_changes(maintaining.recompute_duplicates(place, settings)):
            click.echo(line)
    if compacts:
        for line in maintaining.describe_compaction(maintaining.compact_archive(place)):
            click.echo(line)
