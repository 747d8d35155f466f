"""Queries read, and nothing but the published tables: what a statement may be, and what its connection may touch.

Both are needed. A locked connection may still write where it may read, and a SELECT may hold a COPY in its WITH clause;
a statement that only reads may still name a file outside of the archive. What belongs here: these two. What does not:
opening a warehouse, running queries (database.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from warehouse.errors import BadQuery
from warehouse.schema.tables import TABLES
from warehouse.store.staging import file_list

_READING_NODES = (
    "SELECT_NODE",
    "SET_OPERATION_NODE",
    "RECURSIVE_CTE_NODE",
    "CTE_NODE",
)  # DuckDB's names; no others read
_IS_QUERY = "cte_map"  # the field that every query has in DuckDB's JSON, and nothing else
_PIVOT = duckdb.StatementType.MULTI  # DuckDB makes several statements of a PIVOT that does not name its values
_EXPLAIN, _ANALYZE = "EXPLAIN", "ANALYZE"


def lock(
    connection: duckdb.DuckDBPyConnection, root: Path, also: Sequence[Path] = (), files: Sequence[Path] = ()
) -> None:
    """Let a connection touch the folders of a warehouse's tables, those in `also` and single files; for good.

    No setting can be changed afterwards, no extension loaded, no database attached, no Python variable be asked.
    A database that is open in this process already, and locked, stays as it is.
    """
    if is_locked(connection):
        return
    folders = [place for table in TABLES for place in _places(root / table.name)]
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET python_enable_replacements = false")
    connection.execute(f"SET allowed_directories = {file_list([*folders, *also])}")
    connection.execute(f"SET allowed_paths = {file_list(files)}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def is_locked(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a connection's database is locked: DuckDB opens one file once in a process, for all that ask for it."""
    return connection.execute("SELECT current_setting('lock_configuration')").fetchall() == [(True,)]


def _places(folder: Path) -> Iterator[Path]:
    """A table's folder, and the months of it that lie elsewhere: DuckDB looks where a link leads."""
    yield folder
    if folder.is_dir():
        yield from (month for month in folder.iterdir() if month.is_symlink())


def refuse_changes(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    """Raise BadQuery where a text is not one statement that only reads, or that explains one."""
    with connection.cursor() as parser:  # a statement on the connection itself would end the answers still being read
        statement = _only_statement(parser, query)
        if statement.type == duckdb.StatementType.EXPLAIN:
            query = _explained_text(parser, statement.query)
            statement = _only_statement(parser, query)
        if statement.type == _PIVOT:
            raise BadQuery("A PIVOT needs the values that become columns: PIVOT … ON column IN ('a', 'b') USING ….")
        if statement.type != duckdb.StatementType.SELECT:
            raise BadQuery(f"The warehouse is read-only; a {statement.type.name} statement is refused.")
        _refuse_changing_parts(parser, query)


def _only_statement(parser: duckdb.DuckDBPyConnection, query: str) -> duckdb.Statement:
    try:
        statements = parser.extract_statements(query)
    except duckdb.Error as error:
        raise BadQuery(str(error).strip().split("\n")[0]) from error
    if len(statements) != 1:
        raise BadQuery(f"One statement at a time, please; there are {len(statements)} here.")
    return statements[0]


def _explained_text(parser: duckdb.DuckDBPyConnection, query: str) -> str:
    """What an EXPLAIN explains: all that stands behind the word, ANALYZE and options in brackets."""
    text, words = query.encode(), list(_words(query))
    place = 2 if len(words) > 1 and words[1][0].upper() == _ANALYZE else 1
    if words[0][0].upper() != _EXPLAIN or len(words) <= place:
        raise BadQuery("The warehouse is read-only; of this EXPLAIN it cannot be told what it explains.")
    rest = text[words[place][1] :].decode()
    if not rest.startswith("(") or _is_statement(parser, rest):
        return rest
    closing = next((start for word, start in words[place:] if word.startswith(")")), len(text))
    return text[closing + 1 :].decode()


def _words(query: str) -> Iterator[tuple[str, int]]:
    """The words and signs of a query, without comments, each with its offset in bytes, as DuckDB counts."""
    text, tokens = query.encode(), duckdb.tokenize(query)
    ends = [start for start, _ in tokens[1:]] + [len(text)]
    for (start, kind), end in zip(tokens, ends, strict=True):
        if kind != duckdb.token_type.comment:
            yield text[start:end].decode().strip(), start


def _is_statement(parser: duckdb.DuckDBPyConnection, text: str) -> bool:
    try:
        return len(parser.extract_statements(text)) == 1
    except duckdb.Error:
        return False


def _refuse_changing_parts(parser: duckdb.DuckDBPyConnection, query: str) -> None:
    """Look at every query inside the query: a WITH clause may hold COPY, INSERT, UPDATE and DELETE."""
    (row,) = parser.execute("SELECT json_serialize_sql(?)", [query]).fetchall()
    tree = json.loads(row[0])
    if tree["error"]:
        raise BadQuery(
            f"The warehouse is read-only; this is not known to be a query that reads: {tree['error_message']}"
        )
    for kind in _query_kinds(tree):
        if kind not in _READING_NODES:
            raise BadQuery(f"The warehouse is read-only; a {kind.partition('_')[0]} in a query is refused.")


def _query_kinds(tree: object) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if _IS_QUERY in part:
                yield str(part.get("type"))
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
