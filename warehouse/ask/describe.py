"""The schema in words, for `presswatch tables`: what schema/tables.py and the views say of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.ask.database import sql_type
from warehouse.ask.queries import read_queries
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
