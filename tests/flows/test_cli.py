"""The command line: every command does what its help says, and every fault is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.archives import ingest, write_feed
from tests.flows.command_line import call

COMMANDS = ("ingest", "run", "init", "parse", "annotate", "sql", "report", "tables", "check", "watch", "entities")


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


def test_an_unknown_key_in_the_configuration_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "presswatch.toml").write_text("worker_cuont = 1\n")
    result = call("sql", "SELECT 1")
    assert result.exit_code == 2
    assert "unknown key 'worker_cuont'" in result.stderr


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
