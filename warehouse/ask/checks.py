"""What must hold in a warehouse: every check is a query that selects the offending rows.

What belongs here: checks that follow from the schema in schema/tables.py, and the list of all checks. What does not:
checks that say more than the schema (sql/checks), running them (database.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warehouse.ask.queries import Query, read_queries
from warehouse.schema.columns import Column, Table
from warehouse.schema.tables import TABLES

_SURFACE = "surface"
_MONTH = "[0-9]{4}-(0[1-9]|1[0-2])"


def all_checks() -> tuple[Query, ...]:
    """Every check: those of the schema, then those of sql/checks by name. No row selected means that it holds."""
    generated = (key_checks(), reference_checks(), span_checks(), surface_checks(), segment_checks(), month_checks())
    from_schema = (Query.of(name, sql) for group in generated for name, sql in group.items())
    return (*from_schema, *read_queries("checks"))


def key_checks() -> dict[str, str]:
    """By name, a check for each table that its key is set and names one row."""
    return {f"key_of_{table.name}": _key_check(table) for table in TABLES}


def reference_checks() -> dict[str, str]:
    """By name, a check for each column with `references` that every value is found there."""
    return {
        f"{table.name}_{column.name}_is_known": _reference_check(table, column, column.references)
        for table in TABLES
        for column in table.columns
        if column.references is not None
    }


def span_checks() -> dict[str, str]:
    """By name, a check for each pair of columns `start`, `end` that it spans some of the article's text."""
    return {
        f"{table.name}_{start}_within_text": _span_check(table, start, end)
        for table in TABLES
        for start, end in _spans(table)
    }


def surface_checks() -> dict[str, str]:
    """By name, a check for each table with a `surface` that the text reads so at the row's offsets."""
    return {f"{table.name}_stand_in_text": _surface_check(table) for table in TABLES if _has(table, "surface", "start")}


def segment_checks() -> dict[str, str]:
    """By name, a check for each table of findings that they begin in the segment they name and share its layer."""
    return {
        f"{table.name}_begin_in_their_segment": _segment_check(table)
        for table in TABLES
        if table.name != "segments" and _has(table, "segment_id", "layer", "start")
    }


def month_checks() -> dict[str, str]:
    """By name, a check for each table that `month` is a month, and the one of the row's document."""
    checks = {f"month_of_{table.name}": _month_check(table) for table in TABLES}
    return checks | {
        f"month_of_{table.name}": _document_month_check(table)
        for table in TABLES
        if table.name != "documents" and _has(table, "doc_id")
    }


def _has(table: Table, *names: str) -> bool:
    return set(names) <= {column.name for column in table.columns}


def _columns(names: Iterable[str], table: str) -> str:
    """Columns of a table as SQL takes them, `end` being a word of its own; a column named twice stands once."""
    return ", ".join(f'{table}."{name}"' for name in dict.fromkeys(names))


def _key_check(table: Table) -> str:
    key = _columns(table.key, table.name)
    unset = " OR ".join(f'"{name}" IS NULL' for name in table.key)
    return f"""-- {table.name}: {", ".join(table.key)} is set and names one row.
SELECT {key}, count(*) AS row_count
FROM {table.name}
GROUP BY {key}
HAVING count(*) > 1 OR {unset}
"""


def _reference_check(table: Table, column: Column, target: str) -> str:
    target_table, target_column = target.split(".")
    return f"""-- {table.name}.{column.name} is found in {target_table}.{target_column}.
SELECT {_columns((*table.key, column.name), "referring")}
FROM {table.name} AS referring
WHERE referring."{column.name}" IS NOT NULL
  AND NOT EXISTS (FROM {target_table} AS known WHERE known."{target_column}" = referring."{column.name}")
"""


def _spans(table: Table) -> Iterator[tuple[str, str]]:
    """The pairs of columns that point into articles.text."""
    names = {column.name for column in table.columns} if _has(table, "doc_id") else set()
    for column in table.columns:
        end = column.name.removesuffix("start") + "end"
        if column.name.endswith("start") and {column.name, end} <= names:
            yield column.name, end


def _span_check(table: Table, start: str, end: str) -> str:
    """Where a part may be missing (no speaker was found), both ends are null; the row's own span is always set."""
    may_be_unset = "false" if start == "start" else f'found."{start}" IS NULL AND found."{end}" IS NULL'
    return f"""-- {table.name}: 0 <= {start} < {end} <= length of articles.text.
SELECT found.doc_id, found."{start}", found."{end}", lengths.text_length
FROM {table.name} AS found
LEFT JOIN (SELECT doc_id, length(text) AS text_length FROM articles) AS lengths ON lengths.doc_id = found.doc_id
WHERE NOT coalesce(
    0 <= found."{start}" AND found."{start}" < found."{end}" AND found."{end}" <= lengths.text_length, {may_be_unset}
)
"""


def _surface_check(table: Table) -> str:
    return f"""-- {table.name}.{_SURFACE} is what articles.text reads from start to end.
SELECT found.doc_id, found."start", found."end"
FROM {table.name} AS found
JOIN articles ON articles.doc_id = found.doc_id
WHERE substring(articles.text, found."start" + 1, found."end" - found."start") IS DISTINCT FROM found.{_SURFACE}
"""


def _segment_check(table: Table) -> str:
    return f"""-- {table.name}: a row begins in the segment it names and has its layer.
SELECT found.doc_id, found."start", found.segment_id, found.layer, segments.layer AS segment_layer
FROM {table.name} AS found
LEFT JOIN segments ON segments.doc_id = found.doc_id AND segments.segment_id = found.segment_id
WHERE NOT coalesce(
    segments."start" <= found."start" AND found."start" < segments."end" AND segments.layer = found.layer, false
)
"""


def _month_check(table: Table) -> str:
    return f"""-- {table.name}.month is written YYYY-MM.
SELECT {_columns(table.key, table.name)}, month
FROM {table.name}
WHERE NOT coalesce(regexp_full_match(month, '{_MONTH}'), false)
"""


def _document_month_check(table: Table) -> str:
    return f"""-- {table.name}: a row lies in the month of its document, written YYYY-MM.
SELECT {_columns(table.key, "found")}, found.month, documents.month AS document_month
FROM {table.name} AS found
LEFT JOIN documents ON documents.doc_id = found.doc_id
WHERE found.month IS DISTINCT FROM documents.month OR NOT coalesce(regexp_full_match(found.month, '{_MONTH}'), false)
"""
