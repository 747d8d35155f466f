"""The schema in words, for `presswatch tables`: what schema/tables.py and the views say of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from warehouse.ask.database import sql_type
from warehouse.ask.queries import read_queries
from warehouse.errors import BadQuery
from warehouse.schema.columns import MONTH
from warehouse.schema.tables import TABLES


def described_tables() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Each table as a title and its columns (name, type, meaning), then the views as one table."""
    for table in TABLES:
        yield (
            f"{table.name}: one row per {table.row_per}",
            [(column.name, sql_type(column), column.meaning) for column in (*table.columns, MONTH)],
        )
    yield "Views on these tables", [(query.name, "view", query.purpose) for query in read_queries("views")]


def described(name: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """One table with its columns, or one view with what it answers. Raises BadQuery where there is none."""
    views = {query.name: query.purpose for query in read_queries("views")}
    if name in views:
        yield name, [(name, "view", views[name])]
        return
    names = [*(table.name for table in TABLES), *views]
    if name not in names:
        near = get_close_matches(name, names, 1)
        hint = f"; did you mean {near[0]}?" if near else ". `presswatch tables` lists them all."
        raise BadQuery(f"There is no table or view {name!r}{hint}")
    yield from (table for table in described_tables() if table[0].startswith(f"{name}: "))
