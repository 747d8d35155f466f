"""Commands that ask an archive answer in the form that was asked for, and change nothing."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest

from tests.flows.archives import ingest, write_feed
from tests.flows.command_line import call
from warehouse.schema.tables import TABLES


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    ingest(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(4)))
    return tmp_path / "w"


def test_sql_answers_as_table_csv_and_json_lines(archive: Path) -> None:
    query = "SELECT source_id, fetched_at, [1, 2] AS list, NULL AS nothing FROM documents ORDER BY 1 LIMIT 1"
    assert "n0" in call("sql", query, "--warehouse", archive).output
    (row,) = csv.DictReader(io.StringIO(call("sql", query, "--warehouse", archive, "--format", "csv").output))
    assert (row["source_id"], row["list"], row["nothing"]) == ("n0", "[1, 2]", "")
    line = json.loads(call("sql", query, "--warehouse", archive, "--format", "jsonl").output)
    assert line == {"source_id": "n0", "fetched_at": "2021-01-05T00:00:00", "list": [1, 2], "nothing": None}


def test_sql_takes_a_query_from_a_file(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "q.sql").write_text("-- how many\nSELECT count(*) AS n FROM articles;\n")
    assert "4" in call("sql", "--file", "q.sql", "--warehouse", archive).output
    assert call("sql", "--file", "nowhere.sql", "--warehouse", archive).exit_code == 2
    assert call("sql", "--warehouse", archive).exit_code == 2


@pytest.mark.parametrize(
    "query",
    [
        "DROP VIEW articles",
        "COPY (SELECT 1) TO 'x.csv'",
        "SELECT 1; SELECT 2",
        "ATTACH 'x.db'",
        "SELEC 1",
        "SET threads = 1",
    ],
)
def test_sql_refuses_what_changes_or_is_no_query(archive: Path, tmp_path: Path, query: str) -> None:
    before = sorted(tmp_path.iterdir())
    result = call("sql", query, "--warehouse", archive)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert sorted(tmp_path.iterdir()) == before


def test_a_terminal_gets_no_control_characters_from_a_page(archive: Path) -> None:
    output = call("sql", "SELECT chr(27) || '[2J' AS evil, '[bold]x' AS markup", "--warehouse", archive).output
    assert "\x1b[2J" not in output
    assert "[bold]x" in output


def test_report_is_written_where_it_says(archive: Path, tmp_path: Path) -> None:
    assert "report.html" in call("report", "--warehouse", archive).output
    first = (archive / "report.html").read_bytes()
    call("report", "--warehouse", archive, "--out", "there.html")
    assert (tmp_path / "there.html").read_bytes() == first


def test_tables_names_every_table_and_column() -> None:
    output = call("tables").output
    for table in TABLES:
        assert f"{table.name}: one row per" in output
    assert "canonical_url" in output


def test_watch_lists_hits_and_says_what_asking_again_came_to(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "lists.toml").write_text('[watchlist.rails]\nquery = "railway NEAR/20 tickets"\n')
    (tmp_path / "presswatch.toml").write_text('warehouse = "w"\nwatchlists = "lists.toml"\n')
    assert call("watch", "--format", "jsonl").stdout == ""
    again = call("watch", "--rerun", "--format", "jsonl")
    assert "4 pages searched" in again.stderr
    assert {json.loads(line)["watchlist"] for line in again.stdout.splitlines()} == {"rails"}
    assert call("watch", "--since", "1d", "--watchlist", "rails", "--layer", "comment").exit_code == 0


def test_watch_with_a_wrong_query_says_where_it_is_wrong(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "lists.toml").write_text('[watchlist.rails]\nquery = "railway tickets"\n')
    (tmp_path / "presswatch.toml").write_text('warehouse = "w"\nwatchlists = "lists.toml"\n')
    result = call("watch", "--rerun")
    assert result.exit_code == 2
    assert "Watchlist 'rails', query, line 1, column 9" in result.stderr


def test_an_answer_is_written_to_a_file_or_printed_without_its_header(archive: Path, tmp_path: Path) -> None:
    query = "SELECT '=1' AS text, -5 AS number"
    words = ("sql", query, "--warehouse", archive, "--format", "csv")
    assert call(*words).stdout == "text,number\n'=1,-5\n"
    assert call(*words, "--no-header").stdout == "'=1,-5\n"
    assert call(*words, "--no-header", "--raw").stdout == "=1,-5\n"
    result = call(*words, "--out", "answers/a.csv")
    assert (result.stdout, (tmp_path / "answers" / "a.csv").read_bytes()) == ("", b"text,number\n'=1,-5\n")
    call("sql", query, "--warehouse", archive, "--format", "jsonl", "--out", "a.jsonl")
    assert (tmp_path / "a.jsonl").read_text() == '{"text": "=1", "number": -5}\n'
    assert call("sql", query, "--warehouse", archive, "--out", "a.txt").exit_code == 2


def test_no_format_lets_a_control_character_through(archive: Path) -> None:
    query = "SELECT chr(27) || '[2J' || chr(155) || chr(127) AS evil"
    for form in ("table", "csv", "jsonl"):
        shown = call("sql", query, "--warehouse", archive, "--format", form).stdout
        assert [char for char in shown if char != "\n" and (ord(char) < 32 or 127 <= ord(char) < 160)] == []


@pytest.mark.parametrize("out", ["folder", "file/below/it", "/proc/nowhere/x", "/dev/null", "pipe"])
@pytest.mark.parametrize("words", [("report",), ("sql", "SELECT 1", "--format", "csv")])
def test_a_place_that_cannot_be_written_is_one_sentence(
    archive: Path, tmp_path: Path, words: tuple[str, ...], out: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    result = call(*words, "--warehouse", archive, "--out", out)
    assert (result.exit_code, result.stderr.count("\n"), result.stderr[:12]) == (2, 1, "presswatch: ")


@pytest.mark.parametrize("name", ["latin.txt", "pipe", "folder", "nowhere"])
@pytest.mark.parametrize("words", [("sql", "--file"), ("annotate",), ("parse", "--manifest"), ("check", "--config")])
def test_a_file_that_cannot_be_read_as_text_is_one_sentence(
    archive: Path, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    (tmp_path / "latin.txt").write_bytes('{"path": "été"}\n'.encode("latin-1"))
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    result = call(*words, name)
    assert (result.exit_code, result.stderr.count("\n"), result.stderr[:12]) == (2, 1, "presswatch: ")
