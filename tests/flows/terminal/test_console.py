"""Progress goes to standard error, tables to standard output; no text of a page steers the terminal."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from flows.job.receipts import Ledger
from flows.terminal import console
from flows.terminal.console import (
    ConsoleProgress,
    csv_lines,
    json_line,
    print_facts,
    print_ledger,
    print_table,
)


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines on standard output, without the blanks that fill them."""
    shown = capsys.readouterr()
    assert shown.err == ""
    return [line.rstrip() for line in shown.out.splitlines()]


def cells(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    """The rows of a printed table, each as its cells."""
    rows = [line for line in printed(capsys) if line[:1] in "│┃" and line]
    return [[cell.strip() for cell in line.replace("┃", "│").strip("│").split("│")] for line in rows]


def test_the_ledger_names_its_sums_and_the_reasons_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    print_ledger(Ledger(5, 2, 3, 4, {"no_text": 1, "empty": 2}))
    assert printed(capsys) == [
        "Ledger of this run",
        "┏━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━┓",
        "┃ documents             ┃ count ┃",
        "┡━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━┩",
        "│ in                    │    10 │",
        "│   loaded              │     5 │",
        "│   duplicates          │     2 │",
        "│   rejected            │     3 │",
        "│     empty             │     2 │",
        "│     no_text           │     1 │",
        "│ known before, skipped │     4 │",
        "└───────────────────────┴───────┘",
    ]


def test_the_ledger_says_how_much_that_is_hidden_was_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_ledger(Ledger(5, 2, 3, 4, hidden=7))
    assert cells(capsys)[-1] == ["hidden files and folders, left out", "7"]


def test_a_table_shows_values_as_a_person_reads_them(capsys: pytest.CaptureFixture[str]) -> None:
    values: list[object] = [
        1 / 3,
        datetime(2021, 7, 14),
        datetime(2021, 7, 14, 9, 30),
        date(2021, 7, 14),
        None,
        ["a", date(2021, 7, 14)],
        {"ä": 1},
        12345,
        True,
    ]
    print_table("Values", ["value"], [[value] for value in values])
    assert cells(capsys) == [
        ["value"],
        ["0.3333"],
        ["2021-07-14"],
        ["2021-07-14 09:30:00"],
        ["2021-07-14"],
        [""],
        ['["a", "2021-07-14"]'],
        ['{"ä": 1}'],
        ["12345"],
        ["True"],
    ]


def test_markup_of_a_page_is_printed_as_it_is_and_its_control_characters_are_made_visible(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table("[b]T[/b]", ["[i]c[/i]"], [["[red]x[/red]\x1b[2J\x07"], ["one\ntwo"]])
    shown = capsys.readouterr().out
    assert shown.startswith("[b]T[/b]")
    assert [line.strip("│┃ ") for line in shown.splitlines() if line[:1] in "│┃"] == [
        "[i]c[/i]",
        "[red]x[/red]\ufffd[2J\ufffd",
        "one",
        "two",
    ]


def test_a_table_without_a_title_begins_with_its_frame(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(None, ["a", "b"], [[1, 2]])
    assert printed(capsys) == ["┏━━━┳━━━┓", "┃ a ┃ b ┃", "┡━━━╇━━━┩", "│ 1 │ 2 │", "└───┴───┘"]


def test_a_long_value_is_broken_into_lines_or_cut_where_rows_take_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(None, ["a"], [["x" * 100]])
    assert cells(capsys) == [["a"], ["x" * 56], ["x" * 44]]
    print_table(None, ["a"], [["x" * 100]], one_line_rows=True)
    assert cells(capsys) == [["a"], ["x" * 55 + "…"]]


def test_the_facts_of_a_row_leave_out_what_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["name", "type", "aliases", "country", "none", "count", "mixed"]
    print_facts(names, ["Kabul", None, ["Cabul", "Caubul"], "AF", [], 0, ["a", 1]])
    assert cells(capsys) == [
        ["name", "Kabul"],
        ["aliases", "Cabul, Caubul"],
        ["country", "AF"],
        ["count", "0"],
        ["mixed", '["a", 1]'],
    ]


def test_csv_has_a_header_quotes_what_needs_it_and_leaves_nulls_empty() -> None:
    rows = [["a,b", None, 0], ['say "x"', 0.123456789, datetime(2021, 7, 14)], ["é", ["x"], {"at": date(2021, 1, 2)}]]
    assert csv_lines(["text", "score", "count"], rows) == (
        "text,score,count\n"
        '"a,b",,0\n'
        '"say ""x""",0.123456789,2021-07-14 00:00:00\n'
        'é,"[""x""]","{""at"": ""2021-01-02""}"\n'
    )


def test_csv_is_harmless_to_spreadsheets_and_terminals_unless_it_is_asked_for_raw() -> None:
    rows = [["=1+1", -5, "-5"], ["@a\x1b[2J", 1.5, "two\r\nlines"]]
    assert csv_lines(["=x", "n", "t"], rows) == "'=x,n,t\n'=1+1,-5,-5\n'@a\ufffd[2J,1.5,\"two\nlines\"\n"
    assert csv_lines(["=x", "n", "t"], rows, has_header=False, is_raw=True) == (
        '=1+1,-5,-5\n@a\ufffd[2J,1.5,"two\nlines"\n'
    )


def test_a_table_can_do_without_its_header_and_its_names_steer_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("t\x1b[2J", ["c\x1b[2J"], [[1]])
    print_table(None, ["name"], [[1]], has_header=False)
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "name" not in shown


def test_a_row_as_json_keeps_letters_and_writes_times_in_iso_8601() -> None:
    row = [datetime(2021, 7, 14, 9, 30), date(2021, 7, 14), None, "é", Path("a/b"), [1]]
    assert json_line(["at", "day", "none", "text", "path", "list"], row) == (
        '{"at": "2021-07-14T09:30:00", "day": "2021-07-14", "none": null, "text": "é", "path": "a/b", "list": [1]}'
    )


@pytest.mark.parametrize("write", [json_line, print_facts])
def test_a_row_has_a_value_for_every_column(write: object) -> None:
    with pytest.raises(ValueError, match="shorter"):
        write(["a", "b"], [1])  # type: ignore[operator]


def test_progress_shows_nothing_where_standard_error_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with ConsoleProgress() as progress:
        progress.advance(3)
        progress.begin("read", 10)
        progress.advance(4)
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "")


def test_progress_shows_a_bar_for_each_step_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with ConsoleProgress() as progress:
        progress.begin("decide", 10)
        progress.advance(4)
        progress.advance(3)
        progress.begin("publish", 5)
        progress.advance(2)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert console.STEP_TITLES["decide"] == "Comparing with the archive"
    last = shown.err.split("Comparing with the archive")[-1]
    assert "7/10" in last
    assert "publish" in last
    assert "2/5" in last
