"""Imports point one way, and `tasks` is pure."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([str(linter)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_one_broad_except_stands_in_the_guard() -> None:
    sources = [path for room in ("flows", "warehouse", "tasks") for path in sorted((ROOT / room).rglob("*.py"))]
    broad = [
        p.name for p in sources for line in p.read_text(encoding="utf-8").splitlines() if "except Exception" in line
    ]
    assert broad == ["guard.py"]


def test_the_environment_is_read_and_written_in_one_place_only() -> None:
    sources = [path for room in ("flows", "warehouse", "tasks") for path in sorted((ROOT / room).rglob("*.py"))]
    users = [p.name for p in sources if re.search(r"os\.environ|getenv|putenv", p.read_text(encoding="utf-8"))]
    assert users == ["environment.py"]


def test_no_command_loads_what_it_does_not_need() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from flows.cli import main; "
        "CliRunner().invoke(main, ['--help']); "
        "print([name for name in ('duckdb', 'prefect', 'trafilatura', 'pyarrow', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
