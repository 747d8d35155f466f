"""The schema keeps its own laws: names say units, keys exist, references lead to keys, and everything has a meaning."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from warehouse.schema import finding_tables, tables
from warehouse.schema.columns import COUNT, FLAG, MONTH, SHARE, TEXT, TEXTS, TIME, Column, Table
from warehouse.schema.tables import BY_NAME, TABLES

COLUMNS = [
    pytest.param(table, column, id=f"{table.name}.{column.name}") for table in TABLES for column in table.columns
]
EACH = [pytest.param(table, id=table.name) for table in TABLES]


def test_every_table_that_is_described_is_in_the_list_once() -> None:
    described = {
        id(found) for module in (tables, finding_tables) for found in vars(module).values() if isinstance(found, Table)
    }
    assert {id(table) for table in TABLES} == described
    assert len(TABLES) == len(described) == len(BY_NAME) == 22
    assert all(BY_NAME[table.name] is table for table in TABLES)


@pytest.mark.parametrize("table", EACH)
def test_columns_have_different_names_and_the_partition_stands_in_the_path(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert MONTH.name not in names
    assert table.schema == pa.schema([(column.name, column.type) for column in table.columns])


@pytest.mark.parametrize("table", EACH)
def test_rows_are_named_and_sorted_by_columns_that_there_are(table: Table) -> None:
    names = {column.name for column in table.columns}
    assert table.key
    assert table.sort_by
    assert set(table.key) | set(table.sort_by) <= names


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_name_says_what_type_its_column_has(table: Table, column: Column) -> None:
    laws = {
        r"is_\w+(?<!_rule)": FLAG,
        r"\w+_at": TIME,
        r"\w*(_count|_minutes)": COUNT,
        r"(score|\w+_(share|confidence)|confidence|latitude|longitude)": SHARE,
        r"(\w+_)?(start|end|position|depth|sequence)": COUNT,
        r"(\w+_)?(precision|rule|method|reason|why|url|site|language|layer|kind|text|title)": TEXT,
        r"(authors|aliases|photographers|agencies|repairs)": TEXTS,
    }
    for pattern, kind in laws.items():
        if re.fullmatch(pattern, column.name):
            assert column.type == kind, f"{table.name}.{column.name}"


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_an_id_is_a_text_but_for_numbers_within_a_document_and_of_geonames(table: Table, column: Column) -> None:
    numbers = ("segment_id", "last_segment_id", "comment_id", "quoted_comment_id", "parent_id", "geonames_id")
    if column.name.endswith("_id"):
        assert column.type == (COUNT if column.name in numbers else TEXT), f"{table.name}.{column.name}"


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_reference_leads_to_the_key_of_a_table_and_has_its_type(table: Table, column: Column) -> None:
    if column.references is None:
        return
    name, target = column.references.split(".")
    assert BY_NAME[name].key == (target,), f"{table.name}.{column.name}"
    assert BY_NAME[name].schema.field(target).type == column.type


def test_documents_entities_and_batches_are_referred_to_wherever_they_are_named() -> None:
    expected = {"doc_id": "documents", "entity_id": "entities", "batch_id": "batches"}
    for table in TABLES:
        for column in table.columns:
            owner = expected.get(column.name)
            if owner is not None and owner != table.name:
                assert column.references == f"{owner}.{column.name}", f"{table.name}.{column.name}"
    by_role = {"original_id", "previous_id", "duplicate_of", "matched_doc_id", "first_seen"}
    found = {c.name for table in TABLES for c in table.columns if c.references == "documents.doc_id"}
    assert found == by_role | {"doc_id"}


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_meaning_is_a_short_phrase_without_a_full_stop(table: Table, column: Column) -> None:
    assert column.meaning == column.meaning.strip()
    assert not column.meaning.removesuffix("www.").endswith("."), table.name
    assert 5 <= len(column.meaning) <= 170


def test_a_column_has_one_type_wherever_it_stands() -> None:
    several = {"parent_id", "position"}
    types: dict[str, set[str]] = {}
    for table in TABLES:
        for column in table.columns:
            types.setdefault(column.name, set()).add(str(column.type))
    assert {name for name, found in types.items() if len(found) > 1} - several == {
        "value"
    }  # a date, and a TIMEX3 value
