"""The answer to a query, in the forms in which it can be read. It has no way to write, unlike DuckDB's own relation.

What belongs here: handing out what was asked for. What does not: asking (database.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
import pyarrow as pa

from warehouse.errors import BadQuery, DamagedWarehouse, PresswatchError

if TYPE_CHECKING:
    import pandas as pd

Form = TypeVar("Form")
Again = Callable[[], duckdb.DuckDBPyRelation | None]
ROWS_AT_ONCE = 10_000  # of a stream; some MB of the longest texts


class Reading:
    """The answer to one query. The query runs when a form of its answer is asked for, and each time anew.

    Every form raises BadQuery where the query fails, DamagedWarehouse where a published file cannot be read.
    """

    def __init__(self, relation: duckdb.DuckDBPyRelation, again: Again = lambda: None) -> None:
        """Read a relation; where a file is missing, what `again` gives, None for nothing, is read in its place."""
        self._relation = relation
        self._again = again

    def _ask(self, form: Callable[[duckdb.DuckDBPyRelation], Form]) -> Form:
        try:
            return form(self._relation)
        except duckdb.IOException as error:
            if (again := self._again()) is None:
                raise explanation(error) from error
            self._relation = again
        except duckdb.Error as error:
            raise explanation(error) from error
        return explained(lambda: form(self._relation))

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self._relation.columns)

    @property
    def types(self) -> list[str]:
        """The types of the columns, as DuckDB names them."""
        return [str(kind) for kind in self._relation.types]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows as tuples."""
        return self._ask(lambda relation: relation.fetchall())

    def df(self) -> pd.DataFrame:
        """All rows as a pandas DataFrame."""
        frame: pd.DataFrame = self._ask(lambda relation: relation.df())
        return frame

    def pl(self) -> Any:
        """All rows as a polars DataFrame. Raises BadQuery where polars is not installed."""
        try:
            return self._ask(lambda relation: relation.pl())
        except ModuleNotFoundError:
            raise BadQuery("polars is not installed; `pip install 'presswatch[polars]'` brings it.") from None

    def arrow(self) -> pa.Table:
        """All rows as an Arrow table."""
        return self._ask(lambda relation: relation.to_arrow_table())

    def batches(self, row_count: int = ROWS_AT_ONCE) -> pa.RecordBatchReader:
        """The rows as a stream of Arrow record batches, for answers larger than memory."""
        return self._ask(lambda relation: relation.to_arrow_reader(row_count))

    def __str__(self) -> str:
        return str(self._relation)


def explained(ask: Callable[[], Form]) -> Form:
    """What a call of DuckDB gives; its errors as the sentence for the user."""
    try:
        return ask()
    except duckdb.Error as error:
        raise explanation(error) from error


def explanation(error: duckdb.Error) -> PresswatchError:
    """The sentence for the user: a query goes out of the archive, a file is damaged, or the query is not right."""
    message = first_line(error)
    if isinstance(error, duckdb.PermissionException):
        return BadQuery(f"A query reads the published tables and no other file, and changes no setting: {message}")
    if isinstance(error, duckdb.IOException) or ".parquet'" in message:
        return DamagedWarehouse(f"A file of the warehouse cannot be read: {message}")
    return BadQuery(_with_hint(error))


def _with_hint(error: duckdb.Error) -> str:
    """What is wrong with a query and what DuckDB thinks was meant, without its drawing of the place."""
    said = re.split(r"\n\s*\n|\nLINE \d", str(error).strip(), maxsplit=1)[0]
    return " ".join(said.split())


def first_line(error: Exception) -> str:
    """The first line of an error's text."""
    return str(error).strip().split("\n")[0]
