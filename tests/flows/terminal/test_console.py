"""What stands on the terminal: numbers short, empty values empty, and no control character of a page's own."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from flows.job.receipts import Ledger
from flows.terminal.console import ConsoleProgress, csv_lines, json_line, print_facts, print_ledger, print_table


def cells(printed: str) -> list[list[str]]:
    lines = [line for line in printed.splitlines() if "│" in line or "┃" in line]
    return [[cell.strip() for cell in line.strip("│┃").replace("┃", "│").split("│")] for line in lines]


def test_a_table_shows_four_digits_and_no_clock_at_midnight(capsys: pytest.CaptureFixture[str]) -> None:
    row = (1.23456, datetime(2024, 5, 6), datetime(2024, 5, 6, 7, 8), None, ["a"])
    print_table(None, ("a", "b", "c", "d", "e"), [row])
    assert cells(capsys.readouterr().out) == [
        ["a", "b", "c", "d", "e"],
        ["1.235", "2024-05-06", "2024-05-06 07:08:00", "", '["a"]'],
    ]


def test_text_of_a_page_is_neither_markup_nor_a_terminal_command(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(None, ("title",), [("[bold]Harbour[/bold] \x1b[31mred",)])
    assert cells(capsys.readouterr().out)[1] == ["[bold]Harbour[/bold] \ufffd[31mred"]


def test_facts_leave_out_what_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_facts(("name", "aliases", "country", "places", "count"), ("Wang", ["W.", "Yi"], None, [], 0))
    assert cells(capsys.readouterr().out) == [["name", "Wang"], ["aliases", "W., Yi"], ["count", "0"]]


def test_csv_has_a_header_and_quotes_what_needs_it() -> None:
    rows = [('a "b", c', None, date(2024, 5, 6)), ("x", [1, date(2024, 5, 6)], 1.23456)]
    assert csv_lines(("t", "n", "d"), rows).splitlines() == [
        "t,n,d",
        '"a ""b"", c",,2024-05-06',
        'x,"[1, ""2024-05-06""]",1.23456',
    ]


def test_a_row_as_json_keeps_nulls_and_letters() -> None:
    line = json_line(("a", "b", "c"), ("Größe", None, datetime(2024, 5, 6, 7, 8)))
    assert "Größe" in line
    assert json.loads(line) == {"a": "Größe", "b": None, "c": "2024-05-06T07:08:00"}


def test_the_ledger_names_every_count_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    print_ledger(Ledger(5, 3, 2, 7, {"too_large": 1, "empty": 1}))
    assert cells(capsys.readouterr().out) == [
        ["documents", "count"],
        ["in", "10"],
        ["loaded", "5"],
        ["duplicates", "3"],
        ["rejected", "2"],
        ["empty", "1"],
        ["too_large", "1"],
        ["known before, skipped", "7"],
    ]


def test_progress_is_silent_where_standard_error_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with ConsoleProgress() as progress:
        progress.advance(1)  # before any step: nothing to move
        progress.begin("read", 3)
        progress.advance(3)
    printed = capsys.readouterr()
    assert (printed.out, printed.err.strip()) == ("", "")
