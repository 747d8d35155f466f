"""Commands that read documents: into a warehouse, or only to show what they say."""

from __future__ import annotations

from pathlib import Path
from shutil import get_terminal_size

import click

from flows.commands.options import config_option, open_place, place_of, read_settings, stoppable, warehouse_option

STOPPING = "Stopping after this shard; nothing of this batch is published."


@click.command()
@click.argument("paths", nargs=-1, required=True)
@warehouse_option
@config_option
@click.option("--workers", type=click.IntRange(min=0), help="Worker processes; 0 does everything in one process.")
def ingest(paths: tuple[str, ...], warehouse: Path | None, config: Path | None, workers: int | None) -> None:
    """Read files, folders and globs into a warehouse; what was read before is skipped.

    HTML, plain text, JSON lines and WARC, also gzipped or in zip and tar archives, recognised by their content.
    """
    from dataclasses import replace

    from flows.job.job import new_job, now
    from flows.run import pipeline
    from flows.terminal import console

    settings = read_settings(config)
    job = new_job(settings, paths, warehouse or settings.resolve(settings.warehouse), now())
    if workers is not None:
        job = replace(job, worker_count=workers)
    with stoppable(STOPPING, job.warehouse), console.ConsoleProgress() as progress:
        report = pipeline.ingest(job, progress=progress)
    console.print_ledger(report.ledger)
    click.echo(f"Warehouse: {report.warehouse}")


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--now", "is_forced", is_flag=True, help="Ask sources that are not due, too.")
@config_option
def fetch(sources: tuple[str, ...], is_forced: bool, config: Path | None) -> None:
    """Look at the feeds and sitemaps of the configuration (or the SOURCES named) and land their new pages.

    Prints a line for each source: what came, or why nothing did. `presswatch run` reads what landed.
    """
    from flows import fetching

    with stoppable("Stopping.", place_of(None, config)):
        for line in fetching.describe(fetching.fetch(read_settings(config), fetching.Asked(sources, is_forced))):
            click.echo(line)


@click.command()
@config_option
def run(config: Path | None) -> None:
    """Read what is new in the configured sources, check the warehouse and write the report, as a Prefect flow."""
    from flows.environment import prepare_embedded_prefect
    from flows.job import settings
    from flows.terminal import console
    from flows.terminal.quiet_end import keep_the_end_quiet

    found = settings.find_configuration(config)
    settings.load(found)
    keep_the_end_quiet()
    prepare_embedded_prefect()
    from flows.ingest import ingest as ingest_flow
    from flows.terminal.show import print_answers
    from flows.tracking import start_server

    with stoppable(STOPPING, place_of(None, found)):
        start_server()
        outcome = ingest_flow(config=None if found is None else str(found))
    console.print_ledger(outcome.ledger)
    with open_place(outcome.warehouse, config) as opened:
        print_answers(opened)
    click.echo(f"Warehouse: {outcome.warehouse}\nReport:    {outcome.report}")


@click.command()
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


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--manifest", type=click.Path(path_type=Path), help="JSON lines of {path, id?, url?, fetched_at?}.")
@click.option("--readable", is_flag=True, help="For people: every line with its layer and kind, then what is known.")
def parse(paths: tuple[str, ...], manifest: Path | None, readable: bool) -> None:
    """Print what raw documents say, one JSON object a line; no warehouse is needed."""
    from flows.run.reading import Reader
    from flows.terminal.answers import document_answer
    from flows.terminal.readable import readable_page
    from flows.terminal.safe_text import to_json
    from warehouse.landing.read import read_inputs, read_manifest, scan_inputs

    if not paths and manifest is None:
        raise click.UsageError("Give at least one PATH or a --manifest.")
    inputs = scan_inputs(paths)
    files = list(inputs.files)
    files += read_manifest(manifest) if manifest is not None else []
    reader = Reader()
    width = get_terminal_size().columns  # 80 where nothing says how wide it is
    for landed in read_inputs(files, reader.limits.byte_count):
        document = reader.read(landed)
        click.echo(readable_page(document, width) if readable else to_json(document_answer(document)))
    if inputs.hidden_count:
        click.echo(f"{inputs.hidden_count} hidden files and folders were left out.", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@config_option
def annotate(file: Path, config: Path | None) -> None:
    """Print the names, time expressions and statements in texts, one JSON object a line.

    FILE holds JSON lines of {"id", "text", "published_at"}; offsets point into the text as given.
    """
    from flows.annotation import annotate_lines
    from flows.terminal.safe_text import to_json

    for answer in annotate_lines(file, read_settings(config)):
        click.echo(to_json(answer))
