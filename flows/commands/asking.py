"""Commands that ask a warehouse: rows, entities, hits, the report, one document beside its copies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from flows.commands.options import (
    config_option,
    open_place,
    place_of,
    read_settings,
    stoppable,
    warehouse_option,
)
from flows.commands.output import Output, output_options


@click.command()
@click.argument("query", required=False)
@click.option("--file", "query_file", type=click.Path(path_type=Path), help="Take the query from a file.")
@output_options
@warehouse_option
@config_option
def sql(
    query: str | None, query_file: Path | None, output: Output, warehouse: Path | None, config: Path | None
) -> None:
    """Ask the warehouse in SQL (DuckDB); it is opened read-only. `presswatch tables` lists what there is."""
    from warehouse.landing.user_files import read_text_file

    if (query is None) == (query_file is None):
        raise click.UsageError("Give either a QUERY or a --file.")
    if query_file is not None:
        query = read_text_file(query_file, "query file")
    with open_place(warehouse, config) as opened:
        columns, rows = opened.rows(query or "")
    output.write(columns, rows)


@click.command()
@click.argument("name")
@output_options
@warehouse_option
@config_option
def entities(name: str, output: Output, warehouse: Path | None, config: Path | None) -> None:
    """Show what the archive knows of NAME: a person, organisation or place by any of its names, or an entity's id."""
    from flows.job.job import lexicon_files
    from flows.run.shard_work import load_lists
    from flows.terminal import console
    from tasks.text.controls import without_controls
    from warehouse.ask.entity_lookup import find_entities, similar_names

    known, _ = load_lists(lexicon_files(read_settings(config)))
    with open_place(warehouse, config) as opened:
        columns, rows = find_entities(opened, name, known)
        similar = similar_names(opened, name) if not rows else []
    if not rows:
        hint = f" Names like it: {', '.join(similar)}." if similar else ""
        click.echo(without_controls(f"Nothing in the archive goes by {name!r}.{hint}"), err=True)
    if output.form == "table":
        for row in rows:
            console.print_facts(columns, row)
        return
    output.write(columns, rows)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="The file (default: report.html in the warehouse).")
@warehouse_option
@config_option
def report(out: Path | None, warehouse: Path | None, config: Path | None) -> None:
    """Write the report: one HTML page that is readable offline."""
    from warehouse.report.write import write_report

    with open_place(warehouse, config) as opened:
        click.echo(f"Report: {write_report(opened, out)}")


@click.command()
@click.argument("name", required=False)
def tables(name: str | None) -> None:
    """List every table and column with its meaning, or those of the table or view NAME."""
    from flows.terminal import console
    from warehouse.ask.describe import described, described_tables

    for title, rows in described_tables() if name is None else described(name):
        console.print_table(title, ("column", "type", "meaning"), rows)


@click.command()
@click.option("--since", help="Only documents that arrived since: a day, a time, or how long ago (12h, 3d, 2w).")
@click.option("--watchlist", "name", help="Only hits of this list.")
@click.option("--layer", type=click.Choice(["article", "comment", "quoted"]), help="Only hits in whose words.")
@click.option("--rerun", is_flag=True, help="First ask the lists as they are now of everything in the archive.")
@click.option("--test", "tested", metavar="QUERY", help="Only show what QUERY finds, before you save it as a list.")
@output_options
@warehouse_option
@config_option
def watch(output: Output, **given: Any) -> None:
    """List what the watchlists found, the newest arrivals first."""
    from flows import watch as watching
    from flows.job.job import now
    from flows.terminal import console

    if given["tested"] is not None:
        _test_query(given)
        return
    settings = read_settings(given["config"])
    since = None if given["since"] is None else watching.since_when(given["since"], now())
    place = place_of(given["warehouse"], given["config"])
    if given["rerun"]:
        with stoppable("Stopping; no hit is changed.", place):
            outcome = watching.rerun(settings, place)
        click.echo(
            f"{outcome.page_count} pages searched: {outcome.hit_count} hits, "
            f"{outcome.new_count} of them new, {outcome.gone_count} gone.",
            err=True,
        )
    with open_place(place, None) as opened:
        watching.check_name(settings, opened, given["name"])
        columns, rows = watching.hits(opened, watching.Wanted(since, given["name"], given["layer"]))
    if output.form == "table":
        if not rows:
            click.echo("No hits. `watch --test QUERY` shows what a query would find, --rerun asks again.", err=True)
        console.print_hits(columns, rows)
        return
    output.write(columns, rows)


def _test_query(given: dict[str, Any]) -> None:
    """Show what a query finds, by layer, month and site, with examples."""
    from flows.commands.searching import asked
    from flows.terminal.show_search import tally_lines
    from warehouse.search.archive import open_archive
    from warehouse.search.asking import tally

    if given["rerun"] or given["name"]:
        raise click.UsageError("--test asks one query; give it without --rerun and --watchlist.")
    with open_archive(place_of(given["warehouse"], given["config"])) as opened:
        among = {"layer": given["layer"], "since": given["since"]}
        found = tally(opened.hits(asked(given["tested"], among)))
    for line in tally_lines(found):
        click.echo(line)


@click.command()
@click.argument("doc_id")
@click.option("--html", "target", type=click.Path(path_type=Path), help="Write an HTML page instead.")
@warehouse_option
@config_option
def inspect(doc_id: str, target: Path | None, warehouse: Path | None, config: Path | None) -> None:
    """Show how a document was read: every segment with its rule, what was found in it, its dates, and its copies.

    DOC_ID is the document's id, or the beginning of it. The page shows more than the terminal does.
    """
    from flows.terminal.show_document import print_document
    from warehouse.report.document.page import document_page, render
    from warehouse.report.write import write_page

    with open_place(warehouse, config) as opened:
        page = document_page(opened, doc_id)
    if target is None:
        print_document(page)
    else:
        click.echo(f"Page: {write_page(target, render(page))}")
