"""Where documents are kept and how they are asked: raw landing, Parquet, DuckDB, SQL, report pages.

import warehouse
w = warehouse.open("archive")
w.sql("SELECT site, count(*) AS articles FROM articles GROUP BY ALL").df()
w.articles(since="2021-07-01", site="example.org")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.ask.database import Warehouse


def open(path: str | Path) -> Warehouse:
    """Open a warehouse for reading. Raises NotAWarehouse or DamagedWarehouse (warehouse.errors)."""
    from warehouse.ask.database import open_warehouse  # noqa: PLC0415 - DuckDB is loaded when it is needed

    return open_warehouse(path)
