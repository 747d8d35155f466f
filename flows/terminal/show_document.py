"""How `presswatch inspect` shows a document in a terminal: what is known of it, every segment, what repeats what."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console

from flows.terminal.console import console as standard_output
from flows.terminal.readable import labelled
from flows.terminal.show_pairs import print_pairs
from tasks.text.controls import without_controls
from warehouse.report.document.page import DocumentPage, Fact
from warehouse.report.document.passages import Passage

_FACT_WIDTH = 16  # columns for the longest label of a fact but one; a longer one pushes its value to the right


def print_document(page: DocumentPage, console: Console | None = None) -> None:
    """Print a document as it was read: facts with their reasons, segments in the order of the page, then copies."""
    out = console or standard_output()
    width = out.width
    lines = [without_controls(page.title), f"{page.site}, document {page.doc_id}", ""]
    lines += [labelled(f"{fact.label:<{_FACT_WIDTH}} ", _with_reason(fact), width) for fact in page.facts]
    for stretch in page.stretches:
        lines.append("")
        for passage in stretch.passages:
            lines += _passage_lines(passage, width)
    out.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)
    if page.inspected is not None and page.inspected.pairs:
        out.print()
        print_pairs(page.inspected, out)


def _passage_lines(passage: Passage, width: int) -> Iterator[str]:
    if passage.heading:
        yield labelled("  " * passage.depth, passage.heading, width)
    text = "".join(piece.text for piece in passage.pieces)
    if passage.pieces:
        yield labelled(f"{passage.layer:<9} {passage.kind:<9} ", text, width)
    for part in passage.parts:
        yield from _passage_lines(part, width)


def _with_reason(fact: Fact) -> str:
    return f"{fact.value} ({fact.why})" if fact.why else fact.value
