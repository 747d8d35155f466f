"""Fields of records by name: how a field is read, and the type it is declared with.

What belongs here: finding a field, `layer` or `posted.at`, on a frozen record, and refusing a name that is none. What
does not: tables and rows (table_rows.py). Whoever prints records under other names can find their fields here too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its path, the type it is declared with (None left out), and how to read it."""

    path: str
    declared: object
    read: Callable[[Any], Any]

    @property
    def root(self) -> str:
        """The record's own field that the path begins with: `posted` of `posted.at`."""
        return self.path.partition(".")[0]


def field_at(record: type, path: str) -> Field:
    """The field of a record at a path such as `posted.at`, read as None where `posted` is None.

    A property with a declared type is a field too. Raises TypeError where the record has no such field.
    """
    declared: object = record
    optional_paths: list[str] = []
    names = path.split(".")
    for place, name in enumerate(names, 1):
        if not isinstance(declared, type):
            raise TypeError(f"{record.__name__}.{path}: {declared} has no fields")
        declared, is_optional = without_none(_declared_type(declared, name))
        if is_optional and place < len(names):
            optional_paths.append(".".join(names[:place]))
    return Field(path, declared, _reader(path, optional_paths))


def _declared_type(record: type, name: str) -> object:
    hints = get_type_hints(record)
    if name in hints:
        return hints[name]
    found = getattr(record, name, None)
    if isinstance(found, property):
        return get_type_hints(found.fget).get("return")
    raise TypeError(f"{record.__name__} has no field {name!r}")


def without_none(declared: object) -> tuple[object, bool]:
    """A type without its `| None`, and whether it had one."""
    if get_origin(declared) not in (Union, UnionType):
        return declared, False
    kinds = [kind for kind in get_args(declared) if kind is not NoneType]
    return (kinds[0] if len(kinds) == 1 else declared), NoneType in get_args(declared)


def _reader(path: str, optional_paths: list[str]) -> Callable[[Any], Any]:
    """A function that reads a path; as quick as can be where nothing on the way may be None."""
    if not optional_paths:
        return attrgetter(path)
    first = optional_paths[0]
    read_first = attrgetter(first)
    read_rest = _reader(path[len(first) + 1 :], [deeper[len(first) + 1 :] for deeper in optional_paths[1:]])

    def read(record: Any) -> Any:
        value = read_first(record)
        return None if value is None else read_rest(value)

    return read
