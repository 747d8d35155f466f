"""Rows made of records by name: a column takes the record's field of its own name, or a source that is given for it.

    TableRows(COMMENTS, Comment, Read, {"doc_id": FromContext("doc_id"), "posted_at": "posted.at", "author": _author})

What belongs here: matching columns with fields, once for each table, and filling columns. What does not: which record
fills which table (rows.py). A column without a source, a field that reaches no column, or a type that does not suit its
column raises TypeError when a `TableRows` is made, which is when its module is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from itertools import repeat
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import pyarrow as pa

from warehouse.schema.columns import MONTH, Column, Table
from warehouse.schema.fields import field_at, without_none

Record = TypeVar("Record")
Context_contra = TypeVar("Context_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class _Given:
    """What columns are filled from, row by row: the record, what it shares with others, its number among them."""

    records: list[Any]
    contexts: list[Any]
    numbers: list[int]


_Fill = Callable[[_Given], Iterable[object]]


@dataclass(frozen=True, slots=True)
class FromContext:
    """A column with one value for all rows of a document: the path of a field of what the rows have in common."""

    path: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A column that counts the rows of a document, from 0."""


# A path from the record, a path from the context, a count, or a function of both whose return type is declared.
Source = str | FromContext | Numbered | Callable[[Any, Any], object]


class TableRows(Generic[Record, Context_contra]):
    """How records of one kind, given with what they have in common, become rows of one table."""

    def __init__(
        self,
        table: Table,
        record: type[Record],
        context: type[Context_contra],
        sources: Mapping[str, Source] | None = None,
        elsewhere: Collection[str] = (),
    ) -> None:
        """Find a source for every column. `elsewhere` names fields of the record that other tables hold, or none."""
        self.table = table
        given = sources or {}
        if unknown := given.keys() - {column.name for column in table.columns}:
            raise TypeError(f"{table.name} has no columns {sorted(unknown)}")
        _refuse_lost_fields(table, record, given, elsewhere)
        self._fills = [
            _fill(table, column, given.get(column.name, column.name), record, context) for column in table.columns
        ]

    def start(self) -> Filling[Record, Context_contra]:
        """Columns without a row yet."""
        return Filling(self.table, self._fills)

    def arrow(self, groups: Iterable[tuple[Context_contra, Sequence[Record], str]]) -> pa.Table:
        """A table of all these records, each group given with what it has in common and its month."""
        filling = self.start()
        for context, records, month in groups:
            filling.add(context, records, month)
        return filling.arrow()


class Filling(Generic[Record, Context_contra]):
    """The records that rows of one table will be made of, as they come."""

    def __init__(self, table: Table, fills: Sequence[_Fill]) -> None:
        self._table = table
        self._fills = fills
        self._given = _Given([], [], [])
        self._months: list[str] = []

    def add(self, context: Context_contra, records: Sequence[Record], month: str) -> None:
        """Add a row for each record."""
        count = len(records)
        self._given.records.extend(records)
        self._given.contexts.extend(repeat(context, count))
        self._given.numbers.extend(range(count))
        self._months.extend(repeat(month, count))

    def __len__(self) -> int:
        return len(self._months)

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table of the table's schema, and the partition column `month`."""
        columns = zip(self._table.columns, self._fills, strict=True)
        arrays = [pa.array(list(fill(self._given)), column.type) for column, fill in columns]
        months = pa.array(self._months, MONTH.type)
        return pa.Table.from_arrays(arrays, schema=self._table.schema).append_column(MONTH.name, months)


def _refuse_lost_fields(table: Table, record: type, sources: Mapping[str, Source], elsewhere: Collection[str]) -> None:
    """Raise TypeError where a field of the record is in no column and not named as held elsewhere, or both."""
    own = {field.name for field in fields(record)} if is_dataclass(record) else set()
    overridden = {name for name, source in sources.items() if isinstance(source, str | FromContext)}
    named = {column.name for column in table.columns} - overridden
    named |= {source.partition(".")[0] for source in sources.values() if isinstance(source, str)}
    if lost := own - named - set(elsewhere):
        raise TypeError(f"{table.name} has no columns for {record.__name__}'s fields {sorted(lost)}")
    if wrong := set(elsewhere) - (own - named):
        raise TypeError(f"{table.name}: {sorted(wrong)} are no fields of {record.__name__} that are left out")


def _fill(table: Table, column: Column, source: Source, record: type, context: type) -> _Fill:
    declared, fill = _declared_fill(source, record, context)
    if not suits(column.type, declared):
        raise TypeError(f"{table.name}.{column.name} is {column.type}, and {source!r} is {declared}")
    return _as_structs(column.type, fill)


def _declared_fill(source: Source, record: type, context: type) -> tuple[object, _Fill]:
    """The declared type of a source, and a function that gives its values for records of one context."""
    if isinstance(source, str):
        field = field_at(record, source)
        read = field.read
        return field.declared, lambda given: map(read, given.records)
    if isinstance(source, FromContext):
        shared = field_at(context, source.path)
        read_shared = shared.read
        return shared.declared, lambda given: map(read_shared, given.contexts)
    if isinstance(source, Numbered):
        return int, lambda given: given.numbers
    derive = source
    return get_type_hints(derive).get("return"), lambda given: map(derive, given.contexts, given.records)


def suits(column_type: pa.DataType, declared: object) -> bool:
    """Whether values of a declared Python type are what a column of an Arrow type holds; None always is."""
    declared, _ = without_none(declared)
    if pa.types.is_list(column_type):
        return _is_collection(declared) and suits(column_type.value_type, get_args(declared)[0])
    if pa.types.is_struct(column_type):
        return isinstance(declared, type) and is_dataclass(declared) and _has_the_fields(declared, column_type)
    return isinstance(declared, type) and _scalar(declared) is _PYTHON_TYPES.get(column_type)


_PYTHON_TYPES: dict[pa.DataType, type] = {
    pa.string(): str,
    pa.int64(): int,
    pa.uint64(): int,
    pa.float64(): float,
    pa.bool_(): bool,
    pa.timestamp("us"): datetime,
    pa.date32(): date,
}


def _scalar(declared: type) -> type:
    """The type itself, `str` for an enum of texts."""
    return str if issubclass(declared, Enum) and issubclass(declared, str) else declared


def _is_collection(declared: object) -> bool:
    return get_origin(declared) in (tuple, list, Sequence)


def _has_the_fields(record: type, struct: pa.StructType) -> bool:
    hints = get_type_hints(record)
    return list(hints) == [field.name for field in struct] and all(
        suits(field.type, hints[field.name]) for field in struct
    )


def _as_structs(column_type: pa.DataType, fill: _Fill) -> _Fill:
    """The same values, records in a list turned into what Arrow takes for a struct."""
    if not (pa.types.is_list(column_type) and pa.types.is_struct(column_type.value_type)):
        return fill
    names = [field.name for field in column_type.value_type]
    read = attrgetter(*names)

    def structs(values: Any) -> list[dict[str, object]] | None:
        return None if values is None else [dict(zip(names, read(value), strict=True)) for value in values]

    return lambda given: map(structs, fill(given))
