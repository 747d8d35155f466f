"""How `presswatch inspect` shows a document's pairs: side by side with shared parts marked, or as a page."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.terminal.console import console as standard_output
from warehouse.report.side_by_side import Inspected, Pair, Side

_CONTROL = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))  # a text must not steer the terminal
_COLOURS = ("black on yellow", "black on cyan", "black on green", "black on magenta")


def print_pairs(inspected: Inspected, console: Console | None = None) -> None:
    """Print a document's group and pairs."""
    out = console or standard_output()
    if inspected.document_count == 1:
        out.print(f"{inspected.doc_id} repeats no other document, and none repeats it.")
    else:
        stands = "it stands for the group" if inspected.is_original else "another document stands for the group"
        out.print(
            f"{inspected.doc_id}: one of {inspected.document_count} documents in {inspected.cluster_id}; {stands}"
        )
    for pair in inspected.pairs:
        out.print()
        out.print(_table(pair))


def _table(pair: Pair) -> Table:
    reason = "not known which is the original" if pair.reason == "unknown" else f"original by {pair.reason}"
    kind = Text(f"{pair.level}, {pair.relation}".translate(_CONTROL))
    title = kind + f", {pair.score:.1%} of the smaller text in common; {reason}"
    table = Table(title=title, title_justify="left", expand=True)
    for heading, side in (("copy", pair.copy), ("original", pair.original)):
        table.add_column(Text(f"{heading} {side.doc_id[:12]}"), ratio=1, overflow="fold")
    table.add_row(_facts(pair.copy), _facts(pair.original))
    table.add_row(_marked(pair.copy), _marked(pair.original))
    return table


def _facts(side: Side) -> Text:
    known = (side.title, side.site, side.published_at, side.url)
    return Text("\n".join(fact.translate(_CONTROL) for fact in known if fact) + "\n", style="bold")


def _marked(side: Side) -> Text:
    text = Text()
    for piece in side.pieces:
        style = "" if piece.number is None else _COLOURS[piece.number % len(_COLOURS)]
        text.append(piece.text.translate(_CONTROL), style=style)
    return text
