"""What README and docs say is true: commands exist, queries and examples run, trees are the tree."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.job.job import configured_job, now
from flows.job.settings import load
from flows.run import pipeline
from warehouse.ask.database import Warehouse, open_warehouse

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
PAGES = {"README.md": README, **DOCS}
LONGEST_README = 200  # lines


def fenced(language: str) -> list[tuple[str, str]]:
    """Every block of a language in README and docs, with the page it stands on."""
    return [
        (page, block)
        for page, text in PAGES.items()
        for block in re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    ]


QUERIES = fenced("sql")
EXAMPLES = fenced("python")
COMMANDS = [
    (page, command, shown)
    for page, block in fenced("console")
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.MULTILINE)
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks as the checkout does after `make run`: configuration, sample, docs, the archive."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "config", folder / "config")
    for name in ("sample", "docs"):
        (folder / name).symlink_to(ROOT / name)
    before = Path.cwd()
    os.chdir(folder)
    try:
        settings = load(Path("config/presswatch.toml"))
        pipeline.ingest(configured_job(settings, now(), folder / "warehouse-sample"))
    finally:
        os.chdir(before)
    return folder


@pytest.fixture(scope="module")
def archive(checkout: Path) -> Warehouse:
    return open_warehouse(checkout / "warehouse-sample")


@pytest.mark.parametrize(("page", "query"), QUERIES)
def test_every_query_has_an_answer_on_the_sample(archive: Warehouse, page: str, query: str) -> None:
    assert archive.rows(query)[1], page


@pytest.mark.parametrize(("page", "example"), EXAMPLES)
def test_every_python_example_runs_after_make_run_and_shows_rows(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], page: str, example: str
) -> None:
    monkeypatch.chdir(checkout)
    exec(example, {})  # noqa: S102 - our own example
    printed = capsys.readouterr().out
    assert printed, page
    assert "Empty DataFrame" not in printed
    assert "0 rows" not in printed


@pytest.mark.parametrize(("page", "command", "shown"), COMMANDS)
def test_every_console_example_runs_after_make_run_and_prints_what_is_shown(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, page: str, command: str, shown: str
) -> None:
    monkeypatch.chdir(checkout)
    program, *arguments = shlex.split(command)
    assert program == "presswatch", page
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) > 0
    assert not shown or result.stdout == shown


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"^    presswatch (\w+)", README, flags=re.MULTILINE))
    assert named == set(main.commands)


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) < LONGEST_README


def test_the_readmes_figures_are_those_that_the_measurement_printed() -> None:
    figures = [line for line in README.splitlines() if re.match(r"\| .* \| \d\.\d{3} \|", line)]
    assert figures
    assert set(figures) <= set(DOCS["how-well.md"].splitlines())


def tree_paths(text: str) -> list[Path]:
    """The paths of a tree drawn by indentation, two blanks a level."""
    paths: list[Path] = []
    stack: list[str] = []
    for line in text.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        stack = [*stack[:depth], line.split()[0]]
        paths.append(Path(*stack))
    return paths


README_TREE = README.split("## Where things are")[1].split("```")[1].removeprefix("text\n")
STRUCTURE_TREE = DOCS["structure.md"].split("```")[1].removeprefix("text\n")


@pytest.mark.parametrize("path", [*tree_paths(README_TREE), *tree_paths(STRUCTURE_TREE)], ids=str)
def test_every_place_in_the_trees_exists(path: Path) -> None:
    assert (ROOT / path).exists()


def test_every_package_folder_stands_in_the_tree_of_rooms() -> None:
    rooms = {
        folder.relative_to(ROOT)
        for top in ("flows", "warehouse", "tasks")
        for folder in (ROOT / top).rglob("*")
        if (folder / "__init__.py").is_file()
    }
    assert rooms <= set(tree_paths(STRUCTURE_TREE))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    folder = ROOT if page == "README.md" else ROOT / "docs"
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", PAGES[page]):
        assert (folder / target).exists(), target
