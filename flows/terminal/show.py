"""The answers that a run prints at its end: a few of the report's queries, so that a person looks before they read."""

from __future__ import annotations

from flows.terminal.console import print_table
from warehouse.ask.database import Warehouse
from warehouse.ask.queries import read_queries

SHOWN = ("top_entities", "reposts", "most_commented")
SHOWN_ROW_COUNT = 8


def print_answers(warehouse: Warehouse) -> None:
    """Print the first rows of some report queries."""
    reports = {query.name: query for query in read_queries("reports")}
    for name in SHOWN:
        columns, rows = warehouse.rows(reports[name].sql)
        print_table(reports[name].purpose, columns, rows[:SHOWN_ROW_COUNT], one_line_rows=True)
