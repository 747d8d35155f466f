"""Where documents are kept and how they are asked: raw landing, Parquet, DuckDB, SQL, report pages.

import warehouse
w = warehouse.open("archive")
w.sql("SELECT site, count(*) AS articles FROM articles GROUP BY ALL").df()
w.articles(since="2021-07-01", site="example.org")
w.search("border* NEAR/8 truck", layer="comment").hits
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.search.archive import Archive


def open(path: str | Path) -> Archive:
    """Open a warehouse for reading. Raises NotAWarehouse or DamagedWarehouse (warehouse.errors)."""
    from warehouse.search.archive import open_archive  # noqa: PLC0415 - DuckDB is loaded when it is needed

    return open_archive(path)
