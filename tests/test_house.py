"""The house keeps its measures: files and folders one can survey, a test file a module, numbers with an origin."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for room in ("flows", "warehouse", "tasks") for path in (ROOT / room).rglob("*.py"))
LONGEST_FILE = 350  # lines
MEDIAN_FILE = 110
LONGEST_FUNCTION = 50
MOST_MODULES = 16  # in a folder
UNTESTED_LINES = 60  # a module up to this size may be tested through its only caller
MOST_BARE_NUMBERS = 20  # constants of reading rules without a word of origin
TEST_LINES_SHARE = 0.6  # per line of source


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_can_be_surveyed() -> None:
    assert [str(path) for path in MODULES if line_count(path) > LONGEST_FILE] == []
    assert statistics.median(map(line_count, MODULES)) < MEDIAN_FILE


def test_no_folder_is_a_hall_of_doors() -> None:
    folders = {path.parent for path in MODULES}
    assert [str(folder) for folder in folders if len(list(folder.glob("*.py"))) - 1 > MOST_MODULES] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_fit_on_a_page(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    long = [f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno + 1 > LONGEST_FUNCTION]
    assert long == []


def test_every_module_has_a_test_file_of_its_own() -> None:
    lacking = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if path.name != "__init__.py"
        and line_count(path) > UNTESTED_LINES
        and not (ROOT / "tests" / path.relative_to(ROOT).parent / f"test_{path.name}").is_file()
    ]
    assert lacking == []


def bare_numbers(path: Path) -> list[str]:
    """Numeric constants of a module without a comment beside or above them, and outside of a documented record."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} {target.id}"
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and is_number(node.value)
        for target in node.targets
        if isinstance(target, ast.Name) and re.fullmatch(r"_?[A-Z][A-Z0-9_]*", target.id)
        if "#" not in lines[node.lineno - 1] and not lines[node.lineno - 2].lstrip().startswith("#")
    ]


def is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return is_number(node.left) and is_number(node.right)
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool)


def test_numbers_of_reading_rules_say_where_they_come_from() -> None:
    bare = [place for path in MODULES if path.is_relative_to(ROOT / "tasks") for place in bare_numbers(path)]
    assert len(bare) < MOST_BARE_NUMBERS, "\n".join(bare)


def test_there_are_enough_lines_of_tests() -> None:
    tests = sum(map(line_count, (ROOT / "tests").rglob("*.py")))
    assert tests >= TEST_LINES_SHARE * sum(map(line_count, MODULES))
