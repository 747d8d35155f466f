"""The command line `presswatch`. Each command is a few lines: read the arguments, call, print.

Libraries are loaded inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from flows.job.settings import Settings
    from warehouse.ask.database import Warehouse


class _Group(click.Group):
    """User errors print one sentence to standard error and exit with status 2."""

    def invoke(self, context: click.Context) -> object:
        """Run a command."""
        from warehouse.errors import PresswatchError

        try:
            return super().invoke(context)
        except PresswatchError as error:
            click.echo(f"presswatch: {error}", err=True)
            raise SystemExit(2) from None


_config = click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Configuration file (default: ./presswatch.toml, ./config/presswatch.toml).",
)
_warehouse = click.option(
    "--warehouse", type=click.Path(path_type=Path), help="Folder of the warehouse (default: as configured)."
)

_form = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="presswatch")
def main() -> None:
    """Turn raw scraped documents into an archive that people can count on."""


def _settings(config: Path | None) -> Settings:
    from flows.job import settings

    return settings.load(settings.find_configuration(config))


def _place(warehouse: Path | None, config: Path | None) -> Path:
    settings = _settings(config)
    return warehouse or settings.resolve(settings.warehouse)


def _open(warehouse: Path | None, config: Path | None) -> Warehouse:
    from warehouse.ask.database import open_warehouse

    return open_warehouse(_place(warehouse, config))


@main.command()
@click.argument("paths", nargs=-1, required=True)
@_warehouse
@_config
@click.option("--workers", type=click.IntRange(min=0), help="Worker processes; 0 does everything in one process.")
def ingest(paths: tuple[str, ...], warehouse: Path | None, config: Path | None, workers: int | None) -> None:
    """Read files, folders and globs into a warehouse; what was read before is skipped.

    HTML, plain text, JSON lines and WARC, also gzipped or in zip and tar archives, recognised by their content.
    """
    from dataclasses import replace

    from flows.job.job import new_job, now
    from flows.run import pipeline
    from flows.terminal import console

    settings = _settings(config)
    job = new_job(settings, paths, warehouse or settings.resolve(settings.warehouse), now())
    if workers is not None:
        job = replace(job, worker_count=workers)
    with console.ConsoleProgress() as progress:
        report = pipeline.ingest(job, progress=progress)
    console.print_ledger(report.ledger)
    click.echo(f"Warehouse: {report.warehouse}")


@main.command()
@_config
def run(config: Path | None) -> None:
    """Read what is new in the configured sources, check the warehouse and write the report, as a Prefect flow."""
    from flows.environment import prepare_embedded_prefect
    from flows.job import settings
    from flows.terminal import console

    found = settings.find_configuration(config)
    settings.load(found)
    prepare_embedded_prefect()
    from flows.ingest import ingest as ingest_flow
    from flows.terminal.show import print_answers

    outcome = ingest_flow(config=None if found is None else str(found))
    console.print_ledger(outcome.ledger)
    with _open(outcome.warehouse, config) as opened:
        print_answers(opened)
    click.echo(f"Warehouse: {outcome.warehouse}\nReport:    {outcome.report}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a commented configuration for an archive of your own into FOLDER."""
    from flows.job import settings
    from warehouse.errors import BadConfiguration

    target = folder / "presswatch.toml"
    if target.exists():
        raise BadConfiguration(f"{target} exists already; it was left as it is.")
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    target.write_text(settings.template(), encoding="utf-8")
    click.echo(f"Wrote {target}. Put documents into {folder / 'documents'}, then: presswatch run --config {target}")


@main.command()
@click.argument("paths", nargs=-1)
@click.option("--manifest", type=click.Path(path_type=Path), help="JSON lines of {path, id?, url?, fetched_at?}.")
@click.option("--readable", is_flag=True, help="For people: every line with its layer and kind, then what is known.")
def parse(paths: tuple[str, ...], manifest: Path | None, readable: bool) -> None:
    """Print what raw documents say, one JSON object a line; no warehouse is needed."""
    from flows.run.reading import Reader
    from flows.terminal.answers import document_answer
    from flows.terminal.readable import readable_page
    from warehouse.landing.read import find_inputs, read_inputs, read_manifest

    if not paths and manifest is None:
        raise click.UsageError("Give at least one PATH or a --manifest.")
    files = find_inputs(paths) if paths else []
    files += read_manifest(manifest) if manifest is not None else []
    reader = Reader()
    for landed in read_inputs(files, reader.limits.byte_count):
        document = reader.read(landed)
        click.echo(readable_page(document) if readable else json.dumps(document_answer(document), ensure_ascii=False))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_config
def annotate(file: Path, config: Path | None) -> None:
    """Print the names, time expressions and statements in texts, one JSON object a line.

    FILE holds JSON lines of {"id", "text", "published_at"}; offsets point into the text as given.
    """
    from flows.annotation import annotate_lines

    for answer in annotate_lines(file, _settings(config)):
        click.echo(json.dumps(answer, ensure_ascii=False))


@main.command()
@click.argument("query", required=False)
@click.option("--file", "query_file", type=click.Path(path_type=Path), help="Take the query from a file.")
@_form
@_warehouse
@_config
def sql(query: str | None, query_file: Path | None, form: str, warehouse: Path | None, config: Path | None) -> None:
    """Ask the warehouse in SQL (DuckDB); it is opened read-only. `presswatch tables` lists what there is."""
    from warehouse.errors import MissingInput

    if (query is None) == (query_file is None):
        raise click.UsageError("Give either a QUERY or a --file.")
    if query_file is not None:
        if not query_file.is_file():
            raise MissingInput(f"The query file {query_file} does not exist.")
        query = query_file.read_text(encoding="utf-8")
    with _open(warehouse, config) as opened:
        columns, rows = opened.rows(query or "")
    for line in _formatted(form, columns, rows):
        click.echo(line, nl=form != "csv")


def _formatted(form: str, columns: list[str], rows: list[tuple[object, ...]]) -> Iterator[str]:
    from flows.terminal import console

    if form == "table":
        console.print_table(None, columns, rows)
    elif form == "csv":
        yield console.csv_lines(columns, rows)
    else:
        for row in rows:
            yield console.json_line(columns, row)


@main.command()
@click.argument("name")
@_form
@_warehouse
@_config
def entities(name: str, form: str, warehouse: Path | None, config: Path | None) -> None:
    """Show what the archive knows of NAME: a person, organisation or place by any of its names, or an entity's id."""
    from flows.job.job import lexicon_files
    from flows.run.shard_work import load_lists
    from flows.terminal import console
    from warehouse.ask.entity_lookup import find_entities, similar_names

    known, _ = load_lists(lexicon_files(_settings(config)))
    with _open(warehouse, config) as opened:
        columns, rows = find_entities(opened, name, known)
        similar = similar_names(opened, name) if not rows else []
    if not rows:
        hint = f" Names like it: {', '.join(similar)}." if similar else ""
        click.echo(f"Nothing in the archive goes by {name!r}.{hint}", err=True)
    if form == "table":
        for row in rows:
            console.print_facts(columns, row)
        return
    for line in _formatted(form, columns, rows):
        click.echo(line, nl=form != "csv")


@main.command()
@click.option("--out", type=click.Path(path_type=Path), help="The file (default: report.html in the warehouse).")
@_warehouse
@_config
def report(out: Path | None, warehouse: Path | None, config: Path | None) -> None:
    """Write the report: one HTML page that is readable offline."""
    from warehouse.report.write import write_report

    with _open(warehouse, config) as opened:
        click.echo(f"Report: {write_report(opened, out)}")


@main.command()
def tables() -> None:
    """List every table and column with its meaning."""
    from flows.terminal import console
    from warehouse.ask.describe import described_tables

    for title, rows in described_tables():
        console.print_table(title, ("column", "type", "meaning"), rows)


@main.command()
@_warehouse
@_config
def check(warehouse: Path | None, config: Path | None) -> None:
    """Check the warehouse: the ledger balances, keys resolve, files are readable, nothing is half published."""
    from warehouse.ask.soundness import inspect

    with _open(warehouse, config) as opened:
        faults = list(inspect(opened))
    for fault in faults:
        click.echo(f"FAULT {fault.check}: {fault.purpose} ({fault.count} found, for instance {fault.example})")
    if faults:
        sys.exit(1)
    click.echo("The warehouse is sound.")


@main.command()
@click.option("--since", help="Only documents that arrived since: a day, a time, or how long ago (12h, 3d, 2w).")
@click.option("--watchlist", "name", help="Only hits of this list.")
@click.option("--layer", type=click.Choice(["article", "comment", "quoted"]), help="Only hits in whose words.")
@click.option("--rerun", is_flag=True, help="First ask the lists as they are now of everything in the archive.")
@_form
@_warehouse
@_config
def watch(**given: Any) -> None:
    """List what the watchlists found, the newest arrivals first."""
    from flows import watch as watching
    from flows.job.job import now

    settings = _settings(given["config"])
    since = None if given["since"] is None else watching.since_when(given["since"], now())
    place = _place(given["warehouse"], given["config"])
    if given["rerun"]:
        outcome = watching.rerun(settings, place)
        click.echo(
            f"{outcome.page_count} pages searched: {outcome.hit_count} hits, "
            f"{outcome.new_count} of them new, {outcome.gone_count} gone.",
            err=True,
        )
    with _open(place, None) as opened:
        watching.check_name(settings, opened, given["name"])
        columns, rows = watching.hits(opened, watching.Wanted(since, given["name"], given["layer"]))
    for line in _formatted(given["form"], columns, rows):
        click.echo(line, nl=given["form"] != "csv")


@main.command()
@click.option(
    "--recompute-duplicates", is_flag=True, help="Decide anew which documents of the whole archive repeat each other."
)
@_warehouse
@_config
def maintain(recompute_duplicates: bool, warehouse: Path | None, config: Path | None) -> None:
    """Look after a warehouse. Says what it changed; where nothing differs, nothing is written."""
    from flows import maintain as maintaining

    if not recompute_duplicates:
        raise click.UsageError("Nothing to do. Pass --recompute-duplicates (see `presswatch maintain --help`).")
    settings = _settings(config)
    for line in maintaining.describe_changes(maintaining.recompute_duplicates(_place(warehouse, config), settings)):
        click.echo(line)


@main.command()
@click.argument("doc_id")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write an HTML page instead.")
@_warehouse
@_config
def inspect(doc_id: str, page: Path | None, warehouse: Path | None, config: Path | None) -> None:
    """Show a document beside those it repeats or that repeat it, shared parts marked.

    DOC_ID is the document's id, or the beginning of it.
    """
    from flows.terminal.show_pairs import print_pairs, write_page
    from warehouse.report.side_by_side import inspect_document

    with _open(warehouse, config) as opened:
        inspected = inspect_document(opened, doc_id)
    if page is None:
        print_pairs(inspected)
    else:
        click.echo(f"Page: {write_page(inspected, page)}")
