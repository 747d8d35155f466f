"""DuckDB over the published files: views, queries, checks. Readers only; nothing here changes a row.

What belongs here: opening a warehouse and asking it. What does not: the queries (sql/), publishing (store/writer.py).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from warehouse.ask.queries import read_queries
from warehouse.copies.group_changes import CHANGES, current_rows
from warehouse.errors import BadQuery, DamagedWarehouse, PresswatchError, WarehouseBusy
from warehouse.schema.columns import MONTH, Column, Table
from warehouse.schema.tables import TABLES
from warehouse.store.commits import CATALOG, COMMITS, Store
from warehouse.store.staging import file_list, literal
from warehouse.store.writer import Writer

if TYPE_CHECKING:
    import pandas as pd

CATALOG_STORAGE = "v1.5.0"  # so that DuckDB 1.5 opens it too
READS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


Parameters = Sequence[object] | Mapping[str, object]  # for `?`, or for `$name`
Answer = tuple[list[str], list[tuple[object, ...]]]  # column names, rows


class Warehouse:
    """An open warehouse, for reading. Close it, or use it as a context manager."""

    def __init__(self, store: Store) -> None:
        """Open the warehouse's catalog, or build its views in memory where the catalog is out of date."""
        self.store = store
        self._connection = _connect(store)

    @property
    def root(self) -> Path:
        """The warehouse's folder."""
        return self.store.root

    def sql(self, query: str, parameters: Parameters | None = None) -> duckdb.DuckDBPyRelation:
        """The answer to one query that reads, as a DuckDB relation: `.df()`, `.pl()`, `.fetchall()`, `.columns`.

        Raises BadQuery where it is not valid SQL, changes something or is more than one statement.
        """
        self._refuse_changes(query)
        try:
            return self._connection.sql(query, params=parameters)
        except duckdb.Error as error:
            raise _explained(error) from error

    def rows(self, query: str, parameters: Parameters | None = None) -> Answer:
        """The answer as column names and rows. Raises as `sql` does."""
        relation = self.sql(query, parameters)
        try:
            return list(relation.columns), relation.fetchall()
        except duckdb.Error as error:
            raise _explained(error) from error

    def articles(
        self, since: date | str | None = None, until: date | str | None = None, site: str | None = None
    ) -> pd.DataFrame:
        """Articles as a pandas DataFrame, oldest first: published since (inclusive), until (exclusive), of a site.

        Dates as `date` or ISO text. Raises BadQuery where a text is no date.
        """
        asked = {"published_at >= ?": _day(since), "published_at < ?": _day(until), "site = ?": site}
        conditions = {condition: value for condition, value in asked.items() if value is not None}
        query = f"SELECT * FROM articles WHERE {' AND '.join(conditions) or 'true'} ORDER BY published_at, doc_id"
        frame: pd.DataFrame = self.sql(query, list(conditions.values())).df()
        return frame

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _refuse_changes(self, query: str) -> None:
        try:
            statements = self._connection.extract_statements(query)
        except duckdb.Error as error:
            raise BadQuery(_first_line(error)) from error
        if len(statements) != 1:
            raise BadQuery(f"One statement at a time, please; there are {len(statements)} here.")
        if statements[0].type not in READS:
            raise BadQuery(f"The warehouse is read-only; a {statements[0].type.name} statement is refused.")


def open_warehouse(path: str | Path) -> Warehouse:
    """Open a warehouse for reading; a batch whose publishing was cut short is finished first.

    Raises NotAWarehouse or DamagedWarehouse.
    """
    store = Store.at(Path(path).absolute())
    settle(store)
    return Warehouse(store)


def settle(store: Store) -> None:
    """Finish a batch whose publishing was cut short, unless its writer is still at it or the folder is read-only."""
    commits = store.root / COMMITS
    is_settled = all(path.with_suffix(".done").exists() for path in commits.glob("*.json"))
    if is_settled or not os.access(commits, os.W_OK):
        return
    try:
        with Writer(store):
            refresh_catalog(store)
    except WarehouseBusy:
        return


def refresh_catalog(store: Store) -> None:
    """Build the catalog of views aside and rename it over the old one; readers of the old one go on undisturbed.

    A catalog that is good already is left as it is.
    """
    if (current := _open_catalog(store)) is not None:
        current.close()
        return
    aside = store.root / f".{CATALOG}.{os.getpid()}"
    aside.unlink(missing_ok=True)
    connection = duckdb.connect()
    try:
        connection.execute(f"ATTACH {literal(str(aside))} AS catalog (STORAGE_VERSION '{CATALOG_STORAGE}')")
        connection.execute("USE catalog")
        _build(connection, store)
        connection.execute("USE memory")
        connection.execute("DETACH catalog")
    finally:
        connection.close()
    aside.replace(store.root / CATALOG)


def _connect(store: Store) -> duckdb.DuckDBPyConnection:
    connection = _open_catalog(store)
    if connection is None:
        connection = duckdb.connect()
        _build(connection, store)
    connection.execute("SET autoinstall_known_extensions = false")
    return connection


def _build(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Create all views. Raises DamagedWarehouse where a published file is not what it was."""
    try:
        for statement in _catalog_statements(store):
            connection.execute(statement)
    except duckdb.Error as error:
        raise _explained(error) from error


def _open_catalog(store: Store) -> duckdb.DuckDBPyConnection | None:
    """The published catalog, read-only; None where it is missing, damaged or of another state of the warehouse."""
    try:
        connection = duckdb.connect(str(store.root / CATALOG), read_only=True)
    except duckdb.Error:
        return None
    try:
        if connection.execute("SELECT generation FROM _catalog").fetchall() == [(_generation(store),)]:
            return connection
    except duckdb.Error:
        pass
    connection.close()
    return None


def _generation(store: Store) -> str:
    """A hash of where the warehouse is, what is committed, and the views: a catalog is good for exactly that."""
    digest = hashlib.blake2b(f"{store.root}\n{store.snapshot().generation}".encode(), digest_size=16)
    for query in read_queries("views"):
        digest.update(query.sql.encode())
    for table in TABLES:
        digest.update(repr(table).encode())
    return digest.hexdigest()


def _catalog_statements(store: Store) -> Iterator[str]:
    has_changes = any(store.files_of(name) for name in CHANGES)
    for table in sorted(TABLES, key=lambda table: table.name not in CHANGES):  # other tables' views ask these
        published = _table_query(table, store.paths(table.name))
        yield f"CREATE VIEW {table.name} AS {current_rows(table.name, published) if has_changes else published}"
        yield f"COMMENT ON VIEW {table.name} IS {literal('One row per ' + table.row_per)}"
        for column in (*table.columns, MONTH):
            yield f'COMMENT ON COLUMN {table.name}."{column.name}" IS {literal(column.meaning)}'
    for query in read_queries("views"):
        yield f"CREATE VIEW {query.name} AS {query.sql.rstrip().rstrip(';')}"
        yield f"COMMENT ON VIEW {query.name} IS {literal(query.purpose)}"
    yield f"CREATE TABLE _catalog AS SELECT {literal(_generation(store))} AS generation"


def _table_query(table: Table, paths: Sequence[Path]) -> str:
    """A table as a query over its files. All have one schema (schema/tables.py): only the first is opened for it."""
    columns = (*table.columns, MONTH)
    if not paths:
        typed = ", ".join(f'CAST(NULL AS {sql_type(column)}) AS "{column.name}"' for column in columns)
        return f"SELECT {typed} WHERE false"
    names = ", ".join(f'"{column.name}"' for column in columns)
    return (
        f"SELECT {names} FROM read_parquet({file_list(paths)}, hive_partitioning = true, "
        "hive_types = {'month': VARCHAR})"
    )


def sql_type(column: Column) -> str:
    """The DuckDB type of a column, as DuckDB names it."""
    return _sql_types()[column.type]


@lru_cache(maxsize=1)
def _sql_types() -> dict[pa.DataType, str]:
    """What DuckDB makes of each Arrow type of the schema."""
    kinds = list(dict.fromkeys(column.type for table in TABLES for column in (*table.columns, MONTH)))
    columns = pa.schema([(f"column_{number}", kind) for number, kind in enumerate(kinds)])
    with duckdb.connect() as connection:
        types = connection.from_arrow(columns.empty_table()).types
        return {kind: str(sql) for kind, sql in zip(kinds, types, strict=True)}


def _day(value: date | str | None) -> date | None:
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise BadQuery(f"{value!r} is no date; give it as 2021-07-14.") from None


def _explained(error: duckdb.Error) -> PresswatchError:
    """DuckDB's error as the sentence for the user: a file is damaged, or the query is not right."""
    message = _first_line(error)
    if isinstance(error, duckdb.IOException) or ".parquet'" in message:
        return DamagedWarehouse(f"A file of the warehouse cannot be read: {message}")
    return BadQuery(message)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
