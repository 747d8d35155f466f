"""What the archive knows of an entity, joined with what the user's own list says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import duckdb
import pytest

from tasks.entities import EMPTY, EntityList, KnownEntity
from tests.warehouse.made_up_warehouse import JULY, documents, findings, opened
from warehouse.ask.database import Answer, Warehouse
from warehouse.ask.entity_lookup import find_entities, similar_names


class Asked:
    """The made-up warehouse with the one method that a look-up needs."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def rows(self, query: str, parameters: Mapping[str, object] | None = None) -> Answer:
        cursor = self.connection.execute(query, parameters)
        return [column[0] for column in cursor.description], cursor.fetchall()


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(documents() | findings()) as connection:
        yield connection


@pytest.fixture
def warehouse(connection: duckdb.DuckDBPyConnection) -> Warehouse:
    return cast("Warehouse", Asked(connection))


def found(warehouse: Warehouse, name: str, known: EntityList = EMPTY) -> list[dict[str, object]]:
    columns, rows = find_entities(warehouse, name, known)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_a_person_is_found_by_name_by_a_name_in_other_letters_and_by_id(warehouse: Warehouse) -> None:
    [row] = found(warehouse, "Ada Brook")
    assert (row["name"], row["type"], row["entity_id"]) == ("Ada Brook", "PERSON", "ada")
    assert (row["aliases"], row["wikidata"], row["bearers"]) == ([], None, None)
    assert (row["article_document_count"], row["comment_document_count"]) == (3, 1)
    assert row["sources"] == ["alpha.example", "beta.example"]
    assert row["mentioned_with"] == ["Lund"]
    assert found(warehouse, "ÁDA brook") == found(warehouse, "ada") == [row]
    assert found(warehouse, "nobody") == []


def test_other_ways_to_write_a_name_are_aliases(warehouse: Warehouse, connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE mentions SET surface = 'Brook' WHERE entity_id = 'ada' AND doc_id = '3'")
    assert found(warehouse, "Brook")[0]["aliases"] == ["Brook"]


LIST = EntityList.of(
    [
        KnownEntity("lee", "Kim Lee", "PERSON", wikidata="Q1"),
        KnownEntity("ada", "Ada Brook", "PERSON", ("Mayor Brook", "A. Brook"), "Q42"),
    ]
)


def test_the_users_list_leads_to_its_entity_and_adds_aliases_and_wikidata(warehouse: Warehouse) -> None:
    [row] = found(warehouse, "MAYOR BROOK", LIST)
    assert (row["entity_id"], row["aliases"], row["wikidata"]) == ("ada", ["A. Brook", "Mayor Brook"], "Q42")
    assert found(warehouse, "Mayor Brook") == []
    [place] = found(warehouse, "Lund", LIST)
    assert (place["entity_id"], place["aliases"], place["wikidata"]) == ("lund", [], None)


def add(connection: duckdb.DuckDBPyConnection, doc_id: str, **mention: object) -> None:
    given = {"doc_id": doc_id, "layer": "article", "start": 900, "month": JULY, **mention}
    columns = ", ".join(f'"{name}"' for name in given)
    connection.execute(f"INSERT INTO mentions ({columns}) VALUES ({', '.join('?' * len(given))})", list(given.values()))


def add_person(connection: duckdb.DuckDBPyConnection, doc_ids: Sequence[str], role: str, country: str) -> None:
    """Documents that name Kim Lee in a role, beside a place and three others of a country."""
    for doc_id in doc_ids:
        connection.execute(
            "INSERT INTO articles (doc_id, site, month, text) VALUES (?, 'c.example', ?, '')", [doc_id, JULY]
        )
        person = {"type": "PERSON", "name": "Kim Lee", "surface": "Kim Lee", "entity_id": "kim"}
        add(connection, doc_id, **person, role=role)
        add(connection, doc_id, type="GPE", name=country, surface=country, entity_id=country, country=country)
        for number in range(3):
            add(connection, doc_id, type="ORG", name=f"{country} {number}", entity_id=f"{country} {number}")


def test_people_of_one_name_are_shown_apart_with_the_first_documents_of_each(
    warehouse: Warehouse, connection: duckdb.DuckDBPyConnection
) -> None:
    add_person(connection, [f"k{number}" for number in range(7)], "minister", "NO")
    assert found(warehouse, "Kim Lee")[0]["bearers"] is None
    add_person(connection, ["z1", "z2"], "striker", "BR")
    [row] = found(warehouse, "Kim Lee")
    assert row["bearers"] == [
        {"document_count": 7, "documents": ["k0", "k1", "k2", "k3", "k4"]},
        {"document_count": 2, "documents": ["z1", "z2"]},
    ]


def test_a_place_has_no_bearers(warehouse: Warehouse, connection: duckdb.DuckDBPyConnection) -> None:
    add_person(connection, ["k1"], "minister", "NO")
    add_person(connection, ["z1"], "striker", "BR")
    connection.execute("UPDATE mentions SET type = 'GPE' WHERE entity_id = 'kim'")
    assert found(warehouse, "Kim Lee")[0]["bearers"] is None


def test_names_that_hold_the_one_asked_for_come_shortest_first(
    warehouse: Warehouse, connection: duckdb.DuckDBPyConnection
) -> None:
    connection.execute("INSERT INTO entities (entity_id, name) VALUES ('x', 'Port of Lund'), ('y', 'Ålund')")
    assert similar_names(warehouse, "lund") == ["Lund", "Ålund", "Port of Lund"]
    assert similar_names(warehouse, "nothing of it") == []
