"""Commands that look after a warehouse: whether it is sound, and what is decided anew."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.commands.options import config_option, place_of, read_settings, stoppable, warehouse_option


@click.command()
@warehouse_option
@config_option
def check(warehouse: Path | None, config: Path | None) -> None:
    """Check the warehouse: the ledger balances, keys resolve, files are readable, nothing is half published."""
    from tasks.text.controls import without_controls
    from warehouse.ask.soundness import examine

    faults = examine(place_of(warehouse, config))
    for fault in faults:
        example = without_controls(fault.example)
        click.echo(f"FAULT {fault.check}: {fault.purpose} ({fault.count} found, for instance {example})")
    if faults:
        sys.exit(1)
    click.echo("The warehouse is sound.")


@click.command()
@click.option("--json", "is_json", is_flag=True, help="For programs: one JSON object.")
@warehouse_option
@config_option
def status(is_json: bool, warehouse: Path | None, config: Path | None) -> None:
    """Show how the archive and its sources stand: last runs, backlog, speed, quiet sources, disk, what to do next."""
    from flows.job.job import now
    from flows.status import as_json, describe
    from flows.status import status as look
    from flows.terminal.safe_text import to_json
    from tasks.text.controls import without_controls

    found = look(place_of(warehouse, config), read_settings(config), now())
    if is_json:
        click.echo(to_json(as_json(found)))
        return
    for line in describe(found):
        click.echo(without_controls(line))


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what is wrong and what would be done; change nothing.")
@warehouse_option
@config_option
def repair(dry_run: bool, warehouse: Path | None, config: Path | None) -> None:
    """Mend what can be mended of a damaged warehouse, and say what was done and what is left to a person."""
    from warehouse.upkeep import repair as repairing

    findings = repairing.repair(place_of(warehouse, config), dry_run)
    for finding in findings:
        mended = "WOULD MEND" if dry_run else "MENDED"
        click.echo(f"{mended if finding.is_mended else 'LEFT TO YOU'} {finding.sentence}")
    if not findings:
        click.echo("Nothing to mend.")
    if not all(finding.is_mended for finding in findings):
        sys.exit(1)


@click.command()
@click.option("--since", default="", metavar="DAY", help="Documents fetched (else read) since then: 2026-12-01.")
@click.option("--site", default="", help="Documents of this host.")
@click.option("--where", default="", metavar="SQL", help="Documents for which this holds, by columns of `documents`.")
@warehouse_option
@config_option
def reprocess(since: str, site: str, where: str, warehouse: Path | None, config: Path | None) -> None:
    """Read raw documents that were kept (keep_raw) anew, and say what changed by table, layer and kind.

    Cut short, it goes on where it was when it is started again with the same words.
    """
    from flows import reprocessing

    place = place_of(warehouse, config)
    with stoppable("Stopping; what is published stays whole. Start it again to go on.", place):
        found = reprocessing.reprocess(place, read_settings(config), reprocessing.Asked(since, site, where))
    for line in reprocessing.describe(found):
        click.echo(line)


@click.command()
@click.option(
    "--recompute-duplicates", is_flag=True, help="Decide anew which documents of the whole archive repeat each other."
)
@click.option("--compact", "compacts", is_flag=True, help="Bring small files together, and fold the commit records.")
@click.option("--index", "indexes", is_flag=True, help="Build the search index anew; the old one serves until then.")
@warehouse_option
@config_option
def maintain(
    recompute_duplicates: bool, compacts: bool, indexes: bool, warehouse: Path | None, config: Path | None
) -> None:
    """Look after a warehouse. Says what it changed; where nothing differs, nothing is written.

    What is older than the settings under [retention] allow is taken out first.
    """
    from flows import maintain as maintaining

    settings = read_settings(config)
    has_retention = bool(maintaining.retention_of(settings))
    if not (recompute_duplicates or compacts or indexes or has_retention or settings.retention.raw_days):
        raise click.UsageError(
            "Nothing to do. Pass --compact, --index or --recompute-duplicates (see `presswatch maintain --help`)."
        )
    place = place_of(warehouse, config)
    with stoppable("Stopping; what is published stays whole.", place):
        if has_retention:
            for line in maintaining.describe_retention(maintaining.apply_retention(place, settings)):
                click.echo(line)
        if count := maintaining.sweep_raw(place, settings):
            click.echo(f"{count} raw documents were too old, or of no document of the archive, and are deleted.")
        if recompute_duplicates:
            for line in maintaining.describe_changes(maintaining.recompute_duplicates(place, settings)):
                click.echo(line)
        if compacts:
            for line in maintaining.describe_compaction(maintaining.compact_archive(place)):
                click.echo(line)
        if indexes:
            click.echo(f"The search index is built: {maintaining.rebuild_index(place)} voices.")
