"""How a document's pairs are shown: side by side, shared parts marked, nothing of a text steering the terminal."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from flows.terminal.show_pairs import print_pairs
from warehouse.report.side_by_side import Inspected, Pair, Piece, Side

COPY = Side("c" * 16, "Copy Post", "Ferry stays", "https://c.example/1", "2021-07-15", (Piece("Only here.", None),))
ORIGINAL = Side("a" * 16, None, "Ferry kept", None, None, (Piece("Before. ", None), Piece("Shared words.", 0)))
PAIR = Pair("near", "excerpt", "date", 0.98765, COPY, ORIGINAL)
ALONE = Inspected("c" * 16, "cluster-1", True, 1, ())


def printed(inspected: Inspected, **options: object) -> str:
    target = io.StringIO()
    print_pairs(inspected, Console(file=target, width=80, **options))  # type: ignore[arg-type]
    return target.getvalue()


def lines(inspected: Inspected) -> list[str]:
    return [line.rstrip() for line in printed(inspected).splitlines()]


def test_a_document_that_stands_alone_says_so() -> None:
    assert lines(ALONE) == ["cccccccccccccccc repeats no other document, and none repeats it."]


@pytest.mark.parametrize(
    ("is_original", "stands"),
    [(True, "it stands for the group"), (False, "another document stands for the group")],
)
def test_a_document_of_a_group_says_how_many_there_are_and_which_stands_for_it(is_original: bool, stands: str) -> None:
    shown = " ".join(lines(replace(ALONE, is_original=is_original, document_count=2)))
    assert shown == f"cccccccccccccccc: one of 2 documents in cluster-1; {stands}"


def test_a_pair_stands_side_by_side_with_what_is_known_of_each_document() -> None:
    shown = lines(replace(ALONE, document_count=2, pairs=(PAIR,)))
    assert shown[1:3] == ["", "near, excerpt, 98.8% of the smaller text in common; original by date"]
    rows = [[cell.strip() for cell in re.split("[│┃]", line)[1:-1]] for line in shown if line[:1] in ("│", "┃")]
    assert rows == [
        ["copy cccccccccccc", "original aaaaaaaaaaaa"],
        ["Ferry stays", "Ferry kept"],
        ["Copy Post", ""],
        ["2021-07-15", ""],
        ["https://c.example/1", ""],
        ["", ""],
        ["Only here.", "Before. Shared words."],
    ]
    assert {len(line) for line in shown[3:]} == {80}


def test_a_pair_whose_original_is_not_known_says_so() -> None:
    shown = lines(replace(ALONE, document_count=2, pairs=(replace(PAIR, reason="unknown"),)))
    assert shown[2] == "near, excerpt, 98.8% of the smaller text in common; not known which is the"


def test_shared_parts_are_coloured_by_their_number_and_the_fifth_as_the_first() -> None:
    pieces = tuple(Piece(f"part{number}", number) for number in range(5))
    pair = replace(PAIR, copy=replace(COPY, pieces=(*pieces, Piece("own", None))))
    shown = printed(replace(ALONE, document_count=2, pairs=(pair,)), force_terminal=True, color_system="standard")
    assert "".join(f"\x1b[30;{code}mpart{n}\x1b[0m" for n, code in enumerate((43, 46, 42, 45, 43))) + "own" in shown


def test_control_characters_of_a_text_do_not_reach_the_terminal_and_its_markup_is_printed() -> None:
    hostile = "[red]a\x1b\x07\x7f\x9f\x00\x08\x0b\x1fb[/red]"
    side = replace(COPY, title=hostile, site=hostile, pieces=(Piece(hostile, 0), Piece("one\ttwo\nthree\xa0", None)))
    pair = Pair(f"near{hostile}", hostile, "date", 0.5, side, ORIGINAL)
    shown = printed(replace(ALONE, document_count=2, pairs=(pair,)))
    assert not any((ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 for char in shown)
    assert shown.count("[red]ab[/red]") == 5
    assert "three" in shown
