"""The command line: every command does what its help says, and every fault is one sentence."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from tests.flows.archives import article, ingest, write_feed
from warehouse.schema.tables import TABLES

COMMANDS = ("ingest", "run", "init", "parse", "annotate", "sql", "report", "tables", "check", "watch", "entities")


def call(*words: object, cwd: Path | None = None) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    ingest(tmp_path / "w", write_feed(tmp_path / "feed.jsonl", range(4)))
    return tmp_path / "w"


def test_help_lists_every_command_with_a_sentence() -> None:
    output = call("--help").output
    for command in COMMANDS:
        assert f"  {command} " in output
        assert call(command, "--help").exit_code == 0


def test_ingest_prints_the_ledger_and_where_the_warehouse_lies(tmp_path: Path) -> None:
    write_feed(tmp_path / "feed.jsonl", range(3))
    result = call("ingest", "feed.jsonl", "--warehouse", "w", "--workers", "0")
    assert result.exit_code == 0
    assert "loaded" in result.output
    assert str(tmp_path / "w") in result.output


def test_ingest_of_a_path_that_does_not_exist_is_one_sentence(tmp_path: Path) -> None:
    result = call("ingest", "nowhere", "--warehouse", "w")
    assert result.exit_code == 2
    assert result.stderr.startswith("presswatch: nowhere does not exist")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "w").exists()


def test_an_unknown_key_in_the_configuration_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "presswatch.toml").write_text("worker_cuont = 1\n")
    result = call("sql", "SELECT 1")
    assert result.exit_code == 2
    assert "unknown key 'worker_cuont'" in result.stderr


def test_parse_prints_one_line_per_document_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1))
    (tmp_path / "b.html").write_bytes(b"")
    lines = [json.loads(line) for line in call("parse", "a.txt", "b.html").output.splitlines()]
    assert [line["source"] for line in lines] == ["a.txt", "b.html"]
    assert [line["status"] for line in lines] == ["ok", "rejected"]
    assert lines[1]["reason"] == "empty"
    for segment in lines[0]["segments"]:
        assert lines[0]["text"][segment["start"] : segment["end"]].strip()


def test_parse_takes_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1))
    (tmp_path / "m.jsonl").write_text('{"path": "a.txt", "id": "one"}\n')
    (line,) = call("parse", "--manifest", "m.jsonl").output.splitlines()
    assert json.loads(line)["source_id"] == "one"
    assert call("parse").exit_code == 2


def test_annotate_keeps_ids_order_and_offsets(tmp_path: Path) -> None:
    text = "Paris, July 14, 2021.\n\n  President Maria Lindqvist said on Tuesday that she would travel to Kenya."
    rows = [{"id": "x", "text": text, "published_at": "2021-07-14"}, {"id": "y", "text": "", "published_at": None}]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    first, second = (json.loads(line) for line in call("annotate", "in.jsonl").output.splitlines())
    assert (first["id"], second["id"]) == ("x", "y")
    assert second["mentions"] == second["timexes"] == second["statements"] == []
    for found in (*first["mentions"], *first["timexes"], *first["statements"]):
        assert text[found["start"] : found["end"]] == found["text"]
    assert {"2021-07-14", "2021-07-13"} <= {timex["value"] for timex in first["timexes"]}
    assert "KE" in {mention["country"] for mention in first["mentions"]}


def test_annotate_tells_the_printed_speaker_and_whom_it_means(tmp_path: Path) -> None:
    text = "President Maria Lindqvist came to Kenya. “We will open the road by May,” she said on Tuesday."
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "x", "text": text, "published_at": "2021-07-14"}))
    (answer,) = (json.loads(line) for line in call("annotate", "in.jsonl").output.splitlines())
    (said,) = answer["statements"]
    (person,) = (mention for mention in answer["mentions"] if mention["type"] == "PERSON")
    assert (said["speaker"], said["speaker_name"]) == ("she", "Maria Lindqvist")
    assert text[said["speaker_start"] : said["speaker_end"]] == "she"
    assert said["speaker_entity_id"] == person["entity_id"]


@pytest.mark.parametrize("content", ["{", '{"id": 1}'])
def test_annotate_stops_at_a_line_it_cannot_take(tmp_path: Path, content: str) -> None:
    (tmp_path / "in.jsonl").write_text(content)
    result = call("annotate", "in.jsonl")
    assert (result.exit_code, "line 1" in result.stderr) == (2, True)


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


def test_check_is_content_with_a_sound_archive_and_says_what_is_wrong_with_another(archive: Path) -> None:
    assert call("check", "--warehouse", archive).exit_code == 0
    stray = archive / "articles" / "month=2021-01" / "stray.parquet"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"no parquet")
    result = call("check", "--warehouse", archive)
    assert (result.exit_code, "only_committed_files" in result.output) == (1, True)
    stray.unlink()
    damaged = next(archive.glob("segments/*/*.parquet"))
    damaged.write_bytes(damaged.read_bytes()[:100])
    result = call("check", "--warehouse", archive)
    assert (result.exit_code, "files_are_readable" in result.output) == (1, True)


@pytest.mark.parametrize("command", [("sql", "SELECT 1"), ("check",), ("report",)])
def test_what_is_no_warehouse_is_one_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = call(*command, "--warehouse", tmp_path)
    assert (result.exit_code, "is not a Presswatch warehouse" in result.stderr) == (2, True)
    assert call(*command, "--warehouse", tmp_path / "nowhere").exit_code == 2


def test_a_damaged_warehouse_is_one_sentence(archive: Path) -> None:
    next(archive.glob("articles/*/*.parquet")).unlink()
    (archive / "warehouse.duckdb").unlink()
    result = call("sql", "SELECT count(*) FROM articles", "--warehouse", archive)
    assert (result.exit_code, "missing though it was published" in result.stderr) == (2, True)


def test_init_writes_a_configuration_once(tmp_path: Path) -> None:
    assert call("init", "mine").exit_code == 0
    written = (tmp_path / "mine" / "presswatch.toml").read_text()
    result = call("init", "mine")
    assert (result.exit_code, "exists already" in result.stderr) == (2, True)
    assert (tmp_path / "mine" / "presswatch.toml").read_text() == written


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
