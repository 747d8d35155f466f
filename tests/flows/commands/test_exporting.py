"""An export is complete under its name, or there is no file: of queries, searches and watchlists, in four forms."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.environment import cache_folder
from flows.job.job import LexiconFiles
from tests.flows.archives import ingest, write_feed
from tests.flows.command_line import call

QUERY = "SELECT source_id, fetched_at, [1, 2] AS list, '=1+1' AS formula FROM documents ORDER BY 1"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    lists = folder / "lists.toml"
    lists.write_text('[watchlist.boats]\nterms = ["visitors"]\n')
    feed = write_feed(folder / "feed.jsonl", range(3))
    ingest(folder / "w", feed, lexicon=LexiconFiles(cache_folder(), watchlists=lists))
    return folder / "w"


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_the_whole_answer_is_written(archive: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "new" / f"out.{form}"
    result = call("export", "--query", QUERY, "--to", form, "--out", out, "--warehouse", archive)
    assert (result.exit_code, result.stderr) == (0, f"Wrote 3 rows to {out}\n")
    assert list(out.parent.iterdir()) == [out]
    if form == "csv":
        rows = list(csv.DictReader(out.open(encoding="utf-8")))
        assert (rows[0]["source_id"], rows[0]["list"], rows[0]["formula"]) == ("n0", "[1, 2]", "'=1+1")
    elif form == "jsonl":
        assert [json.loads(line)["source_id"] for line in out.read_text().splitlines()] == ["n0", "n1", "n2"]
    elif form == "parquet":
        assert pq.read_table(out).column("list").to_pylist() == [[1, 2]] * 3
    else:
        sheet = ZipFile(out).read("xl/worksheets/sheet1.xml").decode()
        assert sheet.count("<row ") == 4
        assert "<f>" not in sheet  # what looks like a formula is text


def test_a_query_comes_from_standard_input(archive: Path, tmp_path: Path) -> None:
    words = ["export", "--query", "-", "--to", "csv", "--out", str(tmp_path / "o"), "--warehouse", str(archive)]
    assert CliRunner().invoke(main, words, input="SELECT 1 AS one").exit_code == 0
    assert (tmp_path / "o").read_text() == "one\n1\n"
    result = CliRunner().invoke(main, words, input=b"\xff")
    assert (result.exit_code, "no text" in result.stderr) == (2, True)


def test_all_hits_of_a_search_and_of_a_watchlist_are_written(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "hits.jsonl"
    call("export", "--search", "visitors", "--to", "jsonl", "--out", out, "--warehouse", archive)
    hits = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(hits) == 3
    assert all("«visitors»" in hit["snippet"] for hit in hits)
    result = call("export", "--watchlist", "boats", "--to", "csv", "--out", out, "--no-header", "--warehouse", archive)
    assert result.exit_code == 0
    assert len(out.read_text().splitlines()) == 24
    assert call("export", "--watchlist", "none", "--to", "csv", "--out", out, "--warehouse", archive).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--query", "SELEC 1"), ("--query", "DROP VIEW articles"), ("--search", "*"), (),
        ("--query", "SELECT 1", "--search", "ferry"),
        ("--query", "SELECT CAST(title AS INTEGER) FROM articles"),
    ],
)  # fmt: skip
def test_what_is_no_query_leaves_no_file(archive: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    result = call("export", *words, "--to", "csv", "--out", tmp_path / "out.csv", "--warehouse", archive)
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []
