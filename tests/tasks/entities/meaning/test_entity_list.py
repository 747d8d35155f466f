"""What reading the entity list promises."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tasks.entities import EntityListError, entities_from_toml

ONE = {"id": "e1", "name": "Tolo News", "type": "ORG"}


def test_an_entity_is_found_by_name_and_alias() -> None:
    listed = entities_from_toml({"entity": [{**ONE, "aliases": ["TOLOnews"], "wikidata": "Q1"}]})
    assert listed.by_name["tolo news"] is listed.by_name["tolonews"] is listed.entities[0]
    assert listed.entities[0].wikidata == "Q1"


def test_a_list_may_be_empty() -> None:
    assert entities_from_toml({}).entities == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"entities": []}, "unknown key 'entities'"),
        ({"entity": {}}, "[[entity]]"),
        ({"entity": ["x"]}, "Entity 1 is not a table"),
        ({"entity": [{**ONE, "alias": "x"}]}, "unknown key 'alias'"),
        ({"entity": [{"id": "e1", "type": "ORG"}]}, "needs 'name'"),
        ({"entity": [{**ONE, "type": "COMPANY"}]}, "unknown type 'COMPANY'"),
        ({"entity": [{**ONE, "aliases": "x"}]}, "needs 'aliases'"),
        ({"entity": [ONE, {**ONE, "name": "Other"}]}, "the id 'e1'"),
        ({"entity": [ONE, {**ONE, "id": "e2"}]}, "belongs to two entities"),
    ],
)
def test_a_wrong_list_is_refused_in_one_sentence_that_says_where(data: dict[str, object], words: str) -> None:
    with pytest.raises(EntityListError) as refused:
        entities_from_toml(data)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_shipped_list_is_read() -> None:
    path = Path(__file__).parents[4] / "config" / "entities.toml"
    assert entities_from_toml(tomllib.loads(path.read_text(encoding="utf-8"))).entities
