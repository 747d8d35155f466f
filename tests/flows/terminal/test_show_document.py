"""`presswatch inspect` in a terminal: facts with reasons, every segment, writers of comments, no control characters."""

from __future__ import annotations

import io

from rich.console import Console

from flows.terminal.show_document import print_document
from warehouse.report.document.marked_text import Piece
from warehouse.report.document.page import DocumentPage, Fact
from warehouse.report.document.passages import Passage, Stretch

LONG = "The council has voted to keep the ferry, although it has lost money every year since the bridge was built. "


def page(*passages: Passage) -> DocumentPage:
    facts = (Fact("Outcome", "loaded"), Fact("Published", "2021-07-04", "meta, 95% sure"))
    return DocumentPage(
        "0a" * 16, "Ferry\x1b[2J", "harwich.example", facts, (Stretch(False, passages),), (), (), (), (), (), None
    )


def printed(shown: DocumentPage, width: int = 80) -> str:
    out = io.StringIO()
    print_document(shown, Console(file=out, width=width))
    return out.getvalue()


def test_facts_segments_and_writers_are_shown() -> None:
    part = Passage(5, "comment", "paragraph", "r", (Piece("Seven "), Piece("minutes", ("time",), ("a",))))
    comment = Passage(4, "comment", "comment", "r", parts=(part,), heading="Comment 4 by Kim", depth=1)
    lines = printed(page(Passage(1, "article", "title", "r", (Piece("[bold]Ferry[/bold]"),)), comment)).splitlines()
    assert lines[3:5] == ["Outcome          loaded", "Published        2021-07-04 (meta, 95% sure)"]
    assert lines[6:] == [
        "article   title     [bold]Ferry[/bold]",
        "  Comment 4 by Kim",
        "comment   paragraph Seven minutes",
    ]


def test_no_line_is_wider_than_the_terminal_and_none_steers_it() -> None:
    shown = printed(page(Passage(1, "article", "paragraph", "r", (Piece(LONG * 3 + "\x07"),))), 60)
    assert max(map(len, shown.splitlines())) <= 60
    assert "\x1b" not in shown
    assert "\x07" not in shown
