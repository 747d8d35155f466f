"""The command that searches the archive's words."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from flows.commands.options import config_option, place_of, warehouse_option

if TYPE_CHECKING:
    from datetime import date

    from warehouse.search.asking import Asked

LAYERS = ["article", "comment", "quoted"]


@click.command()
@click.argument("query")
@click.option("--layer", type=click.Choice(LAYERS), help="Only in whose words.")
@click.option("--site", help="Only of this site, or of sites within it.")
@click.option("--language", help="Only documents in this language (ISO 639-1).")
@click.option("--entity", help="Only where this entity is named: its id or full name.")
@click.option("--since", help="Only what was said on this day or later: a day, or how long ago (3d, 2w).")
@click.option("--until", help="Only what was said before this day.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many hits to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: count, hits, facets.")
@warehouse_option
@config_option
def search(query: str, limit: int, as_json: bool, **given: Any) -> None:
    """Search articles, comments and quoted documents, the best first, in the language of watchlists.

    For instance: 'border* NEAR/8 truck AND NOT title:football'. Each voice is asked by itself. Fields: title,
    standfirst, byline, caption, body, article, comment, quoted, site, language, author, entity.
    """
    from flows.terminal.safe_text import to_json
    from flows.terminal.show_search import found_lines
    from warehouse.search.archive import open_archive

    with open_archive(place_of(given["warehouse"], given["config"])) as opened:
        found = opened.search_for(asked(query, given), limit)
    if as_json:
        click.echo(to_json(asdict(found)))
        return
    if not found.hits:
        click.echo("Nothing in the archive answers; try fewer words, OR, or a beginning with * (`vaccin*`).", err=True)
        return
    for line in found_lines(found):
        click.echo(line)


def asked(query: str, given: dict[str, Any]) -> Asked:
    """What a command was asked to search for. Raises BadConfiguration where a day is none."""
    from warehouse.search.asking import Asked

    layer, site, language, entity = (given.get(name) for name in ("layer", "site", "language", "entity"))
    return Asked(query, layer, site, language, entity, _day(given.get("since")), _day(given.get("until")))


def _day(written: str | None) -> date | None:
    from flows.job.job import now
    from flows.watch import since_when

    return None if written is None else since_when(written, now()).date()
