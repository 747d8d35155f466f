"""What tables are made of: the types of columns, a column, a table, and the columns that many tables share.

What belongs here: the words of the schema. What does not: the tables themselves (tables.py, finding_tables.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

TIME = pa.timestamp("us")
DAY = pa.date32()
TEXT = pa.string()
COUNT = pa.int64()
FLAG = pa.bool_()
SHARE = pa.float64()
TEXTS = pa.list_(pa.string())
SHARED_SPANS = pa.list_(
    pa.struct([("start", COUNT), ("end", COUNT), ("original_start", COUNT), ("original_end", COUNT)])
)
STEP_COUNTS = pa.list_(pa.struct([("step", TEXT), ("documents_in", COUNT), ("documents_out", COUNT)]))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its Arrow type and what it means."""

    name: str
    type: pa.DataType
    meaning: str
    references: str | None = None  # table.column that the value must be found in


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one row per what, its columns in order, and how a file of it is sorted."""

    name: str
    row_per: str
    columns: tuple[Column, ...]
    sort_by: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of a file, without the partition column `month`, which stands in the path."""
        return pa.schema([(column.name, column.type) for column in self.columns])


MONTH = Column("month", TEXT, "Partition: YYYY-MM of published_on, else of fetched_at, else of the ingest")

DOC = Column("doc_id", TEXT, "The document", "documents.doc_id")
SPAN = (
    DOC,
    Column("segment_id", COUNT, "Segment it stands in; with doc_id the key of segments"),
    Column("layer", TEXT, "Who wrote it: article, comment, quoted or furniture"),
    Column("start", COUNT, "First character in articles.text, in Unicode code points"),
    Column("end", COUNT, "One past the last character in articles.text"),
)
