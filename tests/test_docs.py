"""What the README says is true: its commands exist, its queries run, its tree is the tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.cli import main
from tasks.parse import parse
from tasks.records import Kind, Page, RawDocument
from tests.flows.archives import ingest
from warehouse.ask.database import Warehouse, open_warehouse

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = 90  # characters of a line that the README shows of a reading
QUERIES = re.findall(r"```sql\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("docs") / "w"
    ingest(folder, *(ROOT / "sample" / name for name in ("html", "text", "feed.jsonl", "archive.warc.gz")))
    return open_warehouse(folder)


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_of_the_readme_has_an_answer(archive: Warehouse, query: str) -> None:
    assert archive.rows(query)[1]


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"^    presswatch (\w+)", README, flags=re.MULTILINE))
    assert named == set(main.commands)


def test_every_place_in_the_readmes_tree_exists() -> None:
    tree = README.split("## Where things are")[1].split("```")[1]
    folder = ""
    for line in tree.splitlines()[1:]:
        name = line.split()[0]
        folder = name if not line.startswith(" ") else folder
        path = ROOT / name if not line.startswith(" ") else ROOT / folder / name
        assert path.exists(), name


def test_every_package_folder_stands_in_the_readmes_tree() -> None:
    for folder in ("flows", "warehouse", "tasks", "config", "sample", "tests", "benchmarks"):
        assert f"\n{folder}/ " in README


def test_the_python_example_of_the_readme_runs(archive: Warehouse) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    exec(example.replace("warehouse-sample", str(archive.root)), {})  # noqa: S102 - our own example


def told(page: Page) -> list[str]:
    """A page's reading as the README prints it: leaves but residue, then what is known of the whole."""
    lines = [
        f"{leaf.layer:<10}{leaf.kind:<10}{shortened(page.text[leaf.start : leaf.end])}"
        for leaf in sorted(page.leaves(), key=lambda leaf: leaf.start)
        if leaf.kind is not Kind.RESIDUE
    ]
    assert page.published is not None
    assert page.updated is not None
    assert page.dateline is not None
    assert page.origin is not None
    (credit,) = page.credits
    known = {
        "published": page.published.isoformat(),
        "updated": page.updated.isoformat(),
        "authors": ", ".join(page.authors),
        "dateline": f"{page.dateline.place}, {page.dateline.agency}",
        "credit": "; ".join((", ".join(credit.photographers), ", ".join(credit.agencies))),
        "origin": page.origin.name,
    }
    comments = [f"comment   by {c.author} at {c.posted.isoformat() if c.posted else None}" for c in page.comments]
    return [*lines, "", *(f"{name:<10}{value}" for name, value in known.items()), *comments]


def shortened(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


def test_the_dirty_page_of_the_readme_is_read_as_it_says() -> None:
    section = README.split("## A dirty page, before and after")[1].split("\n## ")[0]
    before, after = re.findall(r"```text\n(.*?)\n```", section, flags=re.DOTALL)
    page = parse(RawDocument(before.encode(), "page.txt"))
    assert told(page) == after.splitlines()
