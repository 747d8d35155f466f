"""The command line: every command does what its help says, and every fault is one sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.archives import ingest, write_feed
from tests.flows.command_line import call

ROOT = Path(__file__).parents[2]
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


@pytest.mark.parametrize("place", ["file/below", "/proc/nowhere", "/dev/null"])
def test_a_place_for_a_warehouse_that_cannot_be_written_is_one_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    write_feed(tmp_path / "feed.jsonl", range(1))
    result = call("ingest", "feed.jsonl", "--warehouse", place, "--workers", "0")
    assert (result.exit_code, result.stderr.count("\n"), result.stderr[:12]) == (2, 1, "presswatch: ")


def test_a_file_name_with_control_characters_steers_no_terminal() -> None:
    result = call("parse", "evil\x1b[2J.html")
    assert (result.exit_code, "\x1b" in result.stderr) == (2, False)


def command(*words: object, **given: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    code = "from flows.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **given.pop("variables", {})}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)], env=environment, text=True, check=False, **given
    )


@pytest.mark.parametrize("form", ["table", "csv"])
def test_when_nobody_reads_on_the_command_ends_quietly(archive: Path, form: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    query = ("sql", "SELECT range FROM range(20000)", "--format", form)
    done = command(*query, "--warehouse", archive, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


def test_what_the_encoding_of_the_output_lacks_is_escaped(archive: Path) -> None:
    query = ("sql", "SELECT 'é漢' AS text", "--format", "jsonl", "--warehouse", archive)
    done = command(*query, variables={"PYTHONIOENCODING": "latin-1"}, stdout=subprocess.PIPE, encoding="latin-1")
    assert done.stdout == '{"text": "é\\u6f22"}\n'


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder in one that everybody may enter; what is in it nobody but its owner may."""
    base = Path(tempfile.mkdtemp())
    base.chmod(0o755)
    (base / "closed").mkdir(mode=0o700)
    (base / "file").touch(mode=0o600)
    yield base
    shutil.rmtree(base)


@pytest.mark.parametrize(
    "words",
    [
        ("sql", "SELECT 1", "--warehouse", "closed/w"),
        ("check", "--warehouse", "closed"),
        ("annotate", "file"),
        ("sql", "--file", "file"),
        ("check", "--config", "file"),
        ("parse", "--manifest", "closed/m.jsonl"),
    ],
)
def test_missing_permissions_are_one_sentence(
    closed: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(closed)
    call(*words)  # loads what the command needs: the interpreter itself may be closed to others
    owner = os.geteuid()
    (closed / "closed").chmod(0 if owner else 0o700)
    (closed / "file").chmod(0 if owner else 0o600)
    try:
        if owner == 0:
            os.seteuid(65534)
        result = call(*words)
    finally:
        os.seteuid(owner)
        (closed / "closed").chmod(0o700)
    assert (result.exit_code, result.stderr.count("\n"), result.stderr[:12]) == (2, 1, "presswatch: ")
    assert "ermission" in result.stderr
