"""The command that writes whole answers to files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.commands.options import config_option, place_of, read_settings, warehouse_option

if TYPE_CHECKING:
    from flows.terminal.export_files import Rows
    from warehouse.search.archive import Archive
    from warehouse.search.asking import Hit

HITS_AT_ONCE = 1_000  # hits of a search that are written at once
_OF_LIST = 'SELECT * FROM watchlist_hits WHERE watchlist = ? ORDER BY arrived_at, doc_id, "start"'


@click.command()
@click.option("--query", help="The answer of an SQL query; - takes the query from standard input.")
@click.option("--search", "words", help="All voices that answer, in the language of watchlists.")
@click.option("--watchlist", "name", help="All hits of a watchlist.")
@click.option("--to", "form", type=click.Choice(["csv", "jsonl", "parquet", "xlsx"]), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file; it appears when it is complete.")
@click.option("--no-header", is_flag=True, help="Leave out the names of the columns (csv, xlsx).")
@click.option("--raw", is_flag=True, help="CSV for machines: no ' before text that a spreadsheet would compute.")
@warehouse_option
@config_option
def export(form: str, out: Path, no_header: bool, raw: bool, **given: Any) -> None:
    """Write a whole answer to a file, however large: of a query, a search or a watchlist."""
    from flows.terminal.export_files import Style, write_file
    from warehouse.search.archive import open_archive

    if sum(given[name] is not None for name in ("query", "words", "name")) != 1:
        raise click.UsageError("Give one of --query, --search and --watchlist.")
    with open_archive(place_of(given["warehouse"], given["config"])) as opened:
        written = write_file(out, form, _rows(opened, given), Style(not no_header, raw))
    click.echo(f"Wrote {written.row_count:,} rows to {out}", err=True)
    if written.cut_count:
        click.echo(
            f"{written.cut_count:,} cells were longer than a sheet takes (32,767 letters) and were cut.", err=True
        )


def _rows(opened: Archive, given: dict[str, Any]) -> Rows:
    from flows import watch as watching
    from flows.commands.searching import asked
    from flows.terminal.export_files import Rows

    if given["words"] is not None:
        return _hit_rows(opened.hits(asked(given["words"], {})))
    if given["name"] is not None:
        watching.check_name(read_settings(given["config"]), opened, given["name"])
        batches = opened.sql(_OF_LIST, [given["name"]]).batches()
    else:
        query = _standard_input() if given["query"] == "-" else given["query"]
        batches = opened.sql(query).batches()
    return Rows(batches.schema, batches)


def _standard_input() -> str:
    from warehouse.errors import BadQuery

    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise BadQuery("Standard input holds bytes that are no text; write the query in UTF-8.") from None


def _hit_rows(hits: Iterator[Hit]) -> Rows:
    import pyarrow as pa

    from flows.terminal.export_files import Rows

    texts = ("doc_id", "layer", "site", "language", "title", "url", "snippet")
    types = dict.fromkeys(texts, pa.string()) | {"segment_id": pa.int64(), "day": pa.date32(), "score": pa.float64()}
    order = ("doc_id", "segment_id", "layer", "day", "site", "language", "title", "url", "score", "snippet")
    schema = pa.schema([(name, types[name]) for name in order])

    def batches() -> Iterable[pa.RecordBatch]:
        while some := list(islice(hits, HITS_AT_ONCE)):
            rows = [{**asdict(hit), "snippet": hit.snippet.marked()} for hit in some]
            yield pa.RecordBatch.from_pylist([{name: row[name] for name in order} for row in rows], schema)

    return Rows(schema, batches())
