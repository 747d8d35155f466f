"""What `presswatch entities` promises."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main

COPPER = (
    "Copper prices rose again. The Zubrik president, Tariq Belhadi, met Maria Okonta in Kabul. Mr Belhadi left soon."
)
TREATY = (
    "A treaty on fishing was signed. Tariq Belhadi met Okonta Holdings Ltd in Paris. Nobody else was there to see it."
)
LIST = """
[[entity]]
id = "our-okonta"
name = "Maria Okonta"
type = "PERSON"
aliases = ["Mimi Okonta"]
wikidata = "Q42"
"""


def call(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration, an entity list and a warehouse of two articles."""
    folder = tmp_path_factory.mktemp("entities")
    (folder / "entities.toml").write_text(LIST, encoding="utf-8")
    (folder / "presswatch.toml").write_text('warehouse = "w"\nentities = "entities.toml"\n', encoding="utf-8")
    documents = [
        {"id": name, "text": f"{name}\n\n{text}\n\n{text.lower()}", "url": f"https://{name}.example/1"}
        for name, text in (("copper", COPPER), ("treaty", TREATY))
    ]
    (folder / "feed.jsonl").write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    assert call("ingest", folder / "feed.jsonl", "--config", folder / "presswatch.toml", "--workers", 0).exit_code == 0
    return folder


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    lines = call("entities", name, "--config", folder / "presswatch.toml", "--format", "jsonl").stdout.splitlines()
    return [json.loads(line) for line in lines]


def test_a_person_is_shown_with_aliases_roles_company_and_sources(folder: Path) -> None:
    (row,) = rows(folder, "tariq belhadi")
    assert (row["name"], row["type"], row["aliases"]) == ("Tariq Belhadi", "PERSON", ["Belhadi"])
    assert row["roles"] == ["Zubrik president"]
    assert (row["article_document_count"], row["comment_document_count"]) == (2, 0)
    assert row["sources"] == ["copper.example", "treaty.example"]
    company = row["mentioned_with"]
    assert isinstance(company, list)
    assert {"Kabul", "Paris", "Maria Okonta"} <= set(company)


def test_a_short_form_and_the_id_lead_to_the_entity(folder: Path) -> None:
    (row,) = rows(folder, "Belhadi")
    assert rows(folder, str(row["entity_id"])) == [row]


def test_the_users_list_gives_id_aliases_and_wikidata(folder: Path) -> None:
    (row,) = rows(folder, "Mimi Okonta")
    assert (row["entity_id"], row["aliases"], row["wikidata"]) == ("our-okonta", ["Mimi Okonta"], "Q42")


def test_a_place_has_its_country(folder: Path) -> None:
    (row,) = rows(folder, "Kabul")
    assert (row["type"], row["country"], row["bearers"]) == ("GPE", "AF", None)


def test_it_answers_as_table_and_csv_too(folder: Path) -> None:
    given = ("entities", "Belhadi", "--config", folder / "presswatch.toml")
    assert "Zubrik president" in call(*given).stdout
    (row,) = csv.DictReader(io.StringIO(call(*given, "--format", "csv").stdout))
    assert (row["name"], row["wikidata"]) == ("Tariq Belhadi", "")


def test_a_name_nobody_has_is_one_sentence_with_names_like_it(folder: Path) -> None:
    result = call("entities", "Belha", "--config", folder / "presswatch.toml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing in the archive goes by 'Belha'. Names like it: Tariq Belhadi.\n"
    assert call("entities", "%", "--config", folder / "presswatch.toml").stderr.count("\n") == 1


def test_a_wrong_list_stops_it_with_the_place_of_the_error(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "entities.toml").write_text(LIST + '\n[[entity]]\nid = "x"\nname = "X"\ntype = "TEAM"\n')
    (tmp_path / "presswatch.toml").write_text('entities = "entities.toml"\n')
    result = call("entities", "X", "--config", tmp_path / "presswatch.toml", "--warehouse", folder / "w")
    assert result.exit_code == 2
    assert "entities.toml" in result.stderr
    assert "Entity 2" in result.stderr
    assert result.stderr.count("\n") == 1
