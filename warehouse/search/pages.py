"""Archived pages read back as far as a search looks at them: text, segments, names, who wrote what and when.

What belongs here: from published files to pages. What does not: which pages are wanted, and what is sought in them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow.parquet as pq

from tasks.findings import Mention
from tasks.records import Comment, Kind, Layer, Page, QuotedDocument, Segment
from warehouse.errors import DamagedWarehouse
from warehouse.store.commits import DataFile, Store
from warehouse.store.staging import file_list, literal

PAGES_AT_ONCE = 1_000  # pages held in memory; set by hand
_ARTICLE_COLUMNS = (
    "doc_id", "text", "title", "url", "site", "language", "authors", "published_at", "published_on",
)  # fmt: skip
_PARTS = {
    "segments": ("segment_id", "parent_id", "layer", "kind", "start", "end"),
    "mentions": ("start", "end", "name", "entity_id"),
    "comments": ("comment_id", "author", "posted_at"),
    "quoted_documents": ("segment_id", "authors"),
}
TABLES = ("articles", *_PARTS)  # what a page is read from
_Rows = Mapping[str, Mapping[str, list[tuple[Any, ...]]]]  # by table, then by document


class Place(NamedTuple):
    """Where a document's rows lie: in which month, and in the files of which batch."""

    month: str
    batch: str


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page, its names, and what a search tells of it. `days` has the days of comments that are dated."""

    doc_id: str
    place: Place
    page: Page
    mentions: tuple[Mention, ...]
    title: str | None
    url: str | None
    day: date | None
    days: Mapping[int, date]


class PageReader:
    """Reads pages from published files; close it, or use it as a context manager."""

    def __init__(self, store: Store, files: Iterable[DataFile] | None = None) -> None:
        """Read from these files, else from all that are committed."""
        self._places: dict[tuple[str, str], list[Path]] = {}
        for file in store.files() if files is None else files:
            if file.table in TABLES:
                self._places.setdefault((file.table, file.month), []).append(store.existing(file))
        self._connection = duckdb.connect()
        self._connection.execute("SET threads = 2")

    def __enter__(self) -> PageReader:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def read(self, wanted: Mapping[str, Place], parts: Collection[str] = tuple(_PARTS)) -> dict[str, ArchivedPage]:
        """Pages by their ids; what is wanted is given with its place. One that is not there is left out.

        `parts` are the tables that are read beside `articles`.
        """
        places, ids = sorted(set(wanted.values())), sorted(wanted)
        articles = self._rows("articles", _ARTICLE_COLUMNS[1:], places, ids)
        found = self._parts(places, ids, parts)
        return {
            doc_id: _archived(doc_id, wanted[doc_id], dict(zip(_ARTICLE_COLUMNS[1:], rows[0], strict=True)), found)
            for doc_id, rows in articles.items()
        }

    def all(self) -> Iterator[list[ArchivedPage]]:
        """All pages, some at a time, month by month in the order in which they are stored."""
        for (table, month), paths in sorted(self._places.items()):
            if table != "articles":
                continue
            for path in paths:
                place = Place(month, path.stem)
                with pq.ParquetFile(path) as file:
                    for batch in file.iter_batches(PAGES_AT_ONCE, columns=list(_ARTICLE_COLUMNS)):
                        rows = batch.to_pylist()
                        parts = self._parts([place], [row["doc_id"] for row in rows], _PARTS)
                        yield [_archived(row["doc_id"], place, row, parts) for row in rows]

    def _parts(self, places: Sequence[Place], ids: Sequence[str], parts: Collection[str]) -> _Rows:
        return {
            table: self._rows(table, columns, places, ids) if table in parts else {}
            for table, columns in _PARTS.items()
        }

    def _files(self, table: str, places: Iterable[Place]) -> list[Path]:
        """The files of a table that may hold a document: that of its batch, else all of its month."""
        found: dict[Path, None] = {}
        for place in places:
            of_month = self._places.get((table, place.month), [])
            is_there = any(path.stem == place.batch for path in self._places.get(("articles", place.month), ()))
            found.update(dict.fromkeys(path for path in of_month if not is_there or path.stem == place.batch))
        return list(found)

    def _rows(
        self, table: str, columns: Sequence[str], places: Sequence[Place], ids: Sequence[str]
    ) -> dict[str, list[tuple[Any, ...]]]:
        """Rows of these documents, by document, in the order of the first column."""
        files = self._files(table, places)
        if not files or not ids:
            return {}
        names = ", ".join(f'"{column}"' for column in columns)
        query = (
            f"SELECT doc_id, {names} FROM read_parquet({file_list(files)}, hive_partitioning = false) "
            f"WHERE doc_id IN ({', '.join(map(literal, ids))})"
        )
        try:
            rows = self._connection.execute(query).fetchall()
        except duckdb.Error as error:
            first = str(error).split("\n", 1)[0]
            raise DamagedWarehouse(f"A file of the warehouse cannot be read: {first}") from error
        found: dict[str, list[tuple[Any, ...]]] = {}
        for row in sorted(rows, key=lambda row: row[:2]) if table != "articles" else rows:
            found.setdefault(row[0], []).append(row[1:])
        return found


def _archived(doc_id: str, place: Place, row: Mapping[str, Any], parts: _Rows) -> ArchivedPage:
    of = {table: rows.get(doc_id, []) for table, rows in parts.items()}
    page = Page(
        format="archived",
        text=row["text"] or "",
        segments=tuple(Segment(i, p, Layer(a), Kind(k), s, e, "archived") for i, p, a, k, s, e in of["segments"]),
        comments=tuple(
            Comment(comment_id, None, number, 0, author, None, None, "")
            for number, (comment_id, author, _) in enumerate(of["comments"])
        ),
        quoted_documents=tuple(
            QuotedDocument(segment_id, None, None, None, tuple(authors or ()), None, "")
            for segment_id, authors in of["quoted_documents"]
        ),
        site=row["site"],
        language=row["language"],
        authors=tuple(row["authors"] or ()),
    )
    mentions = tuple(
        Mention(0, Layer.ARTICLE, s, e, "", name or "", entity, 0.0) for s, e, name, entity in of["mentions"]
    )
    day = row["published_on"] or (row["published_at"] and row["published_at"].date())
    days = {comment_id: posted.date() for comment_id, _, posted in of["comments"] if posted is not None}
    return ArchivedPage(doc_id, place, page, mentions, row["title"], row["url"], day, days)
