"""DuckDB over the published files: views, queries, checks. Readers only; nothing here changes a row.

What belongs here: opening a warehouse and asking it. What does not: the queries (sql/), publishing (store/writer.py).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

import duckdb
import pyarrow as pa

from warehouse.ask import current_entities
from warehouse.ask.confine import is_locked, lock, refuse_changes
from warehouse.ask.queries import read_queries
from warehouse.ask.reading import Reading, explained, explanation, first_line
from warehouse.ask.removed_files import missing_files, reopened
from warehouse.copies.group_changes import CHANGES, current_rows
from warehouse.errors import BadQuery, UnfinishedPublishing, WarehouseBusy
from warehouse.schema.columns import MONTH, Column, Table
from warehouse.schema.tables import TABLES
from warehouse.store.commits import CATALOG, COMMITS, Store
from warehouse.store.purge import is_pending
from warehouse.store.staging import file_list, literal
from warehouse.store.writer import Writer, lost_records, unsettled

if TYPE_CHECKING:
    import pandas as pd

CATALOG_STORAGE = "v1.5.0"  # so that DuckDB 1.5 opens it too

Parameters = Sequence[object] | Mapping[str, object]  # for `?`, or for `$name`
Answer = tuple[list[str], list[tuple[object, ...]]]  # column names, rows


class Warehouse:
    """An open warehouse, for reading. Close it, or use it as a context manager."""

    def __init__(self, store: Store, also: Sequence[Path] = ()) -> None:
        """Open the warehouse's catalog, or build its views in memory where the catalog is out of date.

        Queries read the published tables, and files of the folders in `also`.
        """
        self.store = store
        self._also = also
        self._connection = _connect(store, also)
        self._left = list[duckdb.DuckDBPyConnection]()  # answers may still be read from them

    @property
    def root(self) -> Path:
        """The warehouse's folder."""
        return self.store.root

    def sql(self, query: str, parameters: Parameters | None = None) -> Reading:
        """The answer to one query that reads: `.df()`, `.pl()`, `.arrow()`, `.fetchall()`, `.columns`.

        Raises BadQuery where it is not valid SQL, changes something, is more than one statement or reads anything but
        the published tables.
        """
        refuse_changes(self._connection, query)

        def ask() -> duckdb.DuckDBPyRelation:
            return self._connection.sql(query, params=parameters)

        def ask_again() -> duckdb.DuckDBPyRelation | None:
            return explained(ask) if self._follow_removed() else None

        try:
            return Reading(ask(), ask_again)
        except duckdb.IOException as error:
            if (again := ask_again()) is None:
                raise explanation(error) from error
            return Reading(again, ask_again)
        except duckdb.Error as error:
            raise explanation(error) from error

    def rows(self, query: str, parameters: Parameters | None = None) -> Answer:
        """The answer as column names and rows. Raises as `sql` does."""
        answer = self.sql(query, parameters)
        return answer.columns, answer.fetchall()

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
        for connection in (self._connection, *self._left):
            connection.close()

    def _follow_removed(self) -> bool:
        """Read files that were removed since from the trash, else the newest state; whether any file was removed."""
        missing = missing_files(self._connection)
        if missing:
            self._left.append(self._connection)
            self._connection = reopened(self._connection, missing, self.store, self._also) or _connect(
                self.store, self._also
            )
        return bool(missing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def open_warehouse(path: str | Path) -> Warehouse:
    """Open a warehouse for reading; a batch whose publishing was cut short is finished first.

    Raises NotAWarehouse or DamagedWarehouse.
    """
    store = Store.at(Path(path).absolute())
    settle(store)
    return Warehouse(store)


def settle(store: Store) -> None:
    """Finish a batch whose publishing was cut short, unless its writer is still at it or the folder takes no writes.

    Raises DamagedWarehouse where a commit record is lost, or a batch cannot be finished.
    """
    found = unsettled(store)
    if found.lost:
        raise lost_records(store, found.lost)
    if not (found.unfinished or is_pending(store)) or not os.access(store.root / COMMITS, os.W_OK):
        return
    try:
        with Writer(store):
            refresh_catalog(store)
    except (WarehouseBusy, UnfinishedPublishing, OSError):
        return  # what is committed can be read where it is still staged


def refresh_catalog(store: Store) -> None:
    """Build the catalog of views aside and rename it over the old one; readers of the old one go on undisturbed.

    A catalog that is good already is left as it is. Raises UnfinishedPublishing where the file system fails,
    DamagedWarehouse where a published file is not what it was.
    """
    if catalog_is_current(store):
        return
    aside = store.root / f".{CATALOG}.{os.getpid()}"
    aside.unlink(missing_ok=True)
    try:
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH {literal(str(aside))} AS catalog (STORAGE_VERSION '{CATALOG_STORAGE}')")
            connection.execute("USE catalog")
            for statement in _catalog_statements(store):
                connection.execute(statement)
            connection.execute("USE memory")
            connection.execute("DETACH catalog")
        aside.replace(store.root / CATALOG)
    except (OSError, duckdb.Error) as error:
        if isinstance(error, duckdb.Error) and ".parquet" in str(error):
            raise explanation(error) from error
        raise UnfinishedPublishing(
            f"Everything is published and safe, but the catalog {store.root / CATALOG} could not be written "
            f"({first_line(error)}). Mend that (a full disk: make room); the next run writes it."
        ) from error


def catalog_is_current(store: Store) -> bool:
    """Whether the published catalog opens and shows the newest state of the warehouse."""
    if (current := _open_catalog(store)) is None:
        return False
    current.close()
    return True


def _connect(store: Store, also: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    connection, staged = _open_catalog(store), list[Path]()
    if connection is not None and also and is_locked(connection):  # by a reader that asked for other folders
        connection.close()
        connection = None
    if connection is None:
        connection = duckdb.connect()
        _build(connection, store)
        staged = _still_staged(store)
    lock(connection, store.root, also, staged)
    return connection


def _still_staged(store: Store) -> list[Path]:
    """Committed files that a writer has not moved to their tables' folders yet; views read them where they lie."""
    places = {file.path: store.existing(file) for file in store.files()}
    return [place for path, place in places.items() if place != store.root / path]


def _build(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Create all views, in one transaction: of some hundred each would wait for the disk.

    Raises DamagedWarehouse where a published file is not what it was.
    """
    for statement in ("BEGIN", *_catalog_statements(store), "COMMIT"):
        explained(partial(connection.execute, statement))


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
    first = (*CHANGES, current_entities.CHANGES)  # other tables' views ask these
    for table in sorted(TABLES, key=lambda table: table.name not in first):
        paths = [(file.month, store.existing(file)) for file in store.files_of(table.name)]
        current = _table_query(table, paths)
        if has_changes:
            current = current_rows(table.name, current)
        if table.name == "entities" and store.files_of(current_entities.CHANGES):
            current = current_entities.current_entities(current)
        yield f"CREATE VIEW {table.name} AS {current}"
        yield f"COMMENT ON VIEW {table.name} IS {literal('One row per ' + table.row_per)}"
        for column in (*table.columns, MONTH):
            yield f'COMMENT ON COLUMN {table.name}."{column.name}" IS {literal(column.meaning)}'
    for query in read_queries("views"):
        yield f"CREATE VIEW {query.name} AS {query.sql.rstrip().rstrip(';')}"
        yield f"COMMENT ON VIEW {query.name} IS {literal(query.purpose)}"
    yield f"CREATE TABLE _catalog AS SELECT {literal(_generation(store))} AS generation"


def _table_query(table: Table, files: Sequence[tuple[str, Path]]) -> str:
    """A table as a query over its files (month, place). All have one schema: only the first is opened for it.

    A file that is still staged, in the moment of publishing, does not tell its month by its folder.
    """
    columns = (*table.columns, MONTH)
    if not files:
        typed = ", ".join(f'CAST(NULL AS {sql_type(column)}) AS "{column.name}"' for column in columns)
        return f"SELECT {typed} WHERE false"
    names = ", ".join(f'"{column.name}"' for column in columns)
    final = [place for month, place in files if place.parent.name == f"month={month}"]
    parts = [
        f"SELECT {names} FROM (SELECT *, {literal(month)} AS month FROM "
        f"read_parquet({file_list([place])}, hive_partitioning = false))"
        for month, place in files
        if place.parent.name != f"month={month}"
    ]
    if final:
        read = f"read_parquet({file_list(final)}, hive_partitioning = true, hive_types = {{'month': VARCHAR}})"
        parts.insert(0, f"SELECT {names} FROM {read}")
    return " UNION ALL ".join(parts)


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
