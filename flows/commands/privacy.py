"""Commands about what may not be kept."""

from __future__ import annotations

from typing import Any

import click

from flows.commands.options import config_option, place_of, read_settings, stoppable, warehouse_option


@click.command()
@click.option("--doc", "docs", multiple=True, metavar="ID", help="A document, by its id or the beginning of it.")
@click.option("--site", "sites", multiple=True, metavar="HOST", help="All documents of a site.")
@click.option("--url", "urls", multiple=True, metavar="URL", help="All documents of an address.")
@click.option(
    "--comment-author", "authors", multiple=True, metavar="NAME", help="All comments by a name or a pseudonym."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be erased.")
@click.option("--yes", is_flag=True, help="Erase; without it nothing is erased.")
@click.option("--allow", is_flag=True, help="Let what was erased come in again, with its sources.")
@warehouse_option
@config_option
def erase(**given: Any) -> None:
    """Erase documents or a commenter from the warehouse for good: rows, old files, trash, and the report.

    Every option may be given several times. What is erased does not come in again by itself.
    """
    from flows import erasing
    from warehouse.upkeep.erasure_plan import Request

    asked = Request(given["docs"], given["urls"], given["sites"], given["authors"])
    if asked == Request():
        raise click.UsageError("Say what to erase: --doc, --site, --url or --comment-author.")
    settings, place = read_settings(given["config"]), place_of(given["warehouse"], given["config"])
    if given["allow"]:
        count = erasing.allow_again(place, settings, asked)
        click.echo(f"{count} marks removed; what they kept out comes in with the next ingest of its sources.")
        return
    is_trial = given["dry_run"] or not given["yes"]
    with stoppable("Stopping; what is to be erased is erased wholly or not at all.", place):
        outcome = erasing.erase_request(place, settings, asked, is_trial=is_trial)
    for line in erasing.describe(outcome):
        click.echo(line)
    if is_trial and not given["dry_run"] and any(outcome.counts.values()):
        raise click.UsageError("Nothing was erased. Pass --yes to erase this for good.")
