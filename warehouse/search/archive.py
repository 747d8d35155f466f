"""An open warehouse with its search: what `warehouse.open` gives.

    w = warehouse.open("archive")
    w.search("border* NEAR/8 truck", layer="comment").hits
    w.article(doc_id).comments
    w.story(story_id)

What belongs here: asking by words, one document, one story. What does not: SQL (ask/database.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TypedDict, Unpack

from warehouse.ask.database import Warehouse, settle
from warehouse.errors import BadQuery
from warehouse.search.asking import LAYERS, Asked, Found, Hit, Search
from warehouse.search.following import ready_index
from warehouse.search.index import SearchIndex
from warehouse.search.pages import PageReader
from warehouse.search.records import ArticleRecord, StoryRecord, read_article, read_story
from warehouse.store.commits import Store


class Among(TypedDict, total=False):
    """Among what is searched. `since` (inclusive) and `until` (exclusive) are days of the comment, else the article."""

    layer: str | None  # article, comment or quoted
    site: str | None  # or sites within it
    language: str | None
    entity: str | None  # its id or full name
    since: date | str | None
    until: date | str | None


class Archive(Warehouse):
    """An open warehouse. Close it, or use it as a context manager."""

    def search(self, query: str, limit: int = 10, **among: Unpack[Among]) -> Found:
        """The voices (articles, comments, quoted documents) that answer a query in the language of watchlists.

        The best `limit` of them, and how many there are; `among` are the fields of Among. Raises BadQuery; IndexFault
        where the search index cannot be built.
        """
        return self.search_for(asked(query, **among), limit)

    def search_all(self, query: str, **among: Unpack[Among]) -> Iterator[Hit]:
        """All of them, the best first, read as they are asked for."""
        return self.hits(asked(query, **among))

    def search_for(self, asked: Asked, limit: int = 10) -> Found:
        """The same, asked in one record."""
        if limit < 1:
            raise BadQuery("A search shows one hit at least; give a limit of 1 or more.")
        return self.made_ready(asked).best(limit)

    def hits(self, asked: Asked) -> Iterator[Hit]:
        """All hits, the best first, read as they are asked for."""
        return self.made_ready(asked).all()

    def made_ready(self, asked: Asked) -> Search:
        """A query made ready for the index. Raises BadQuery, IndexFault."""
        return Search(self._index, self._reader, asked)

    def article(self, doc_id: str) -> ArticleRecord:
        """A document with its comments and the documents quoted in it. Raises BadQuery where there is none."""
        return read_article(self, doc_id)

    def story(self, story_id: str) -> StoryRecord:
        """A story with its articles, the oldest first. Raises BadQuery where there is none."""
        return read_story(self, story_id)

    def close(self) -> None:
        """Close what is open."""
        if "_reader" in self.__dict__:
            self._reader.close()
        super().close()

    @cached_property
    def _index(self) -> SearchIndex:
        return ready_index(self.store)

    @cached_property
    def _reader(self) -> PageReader:
        return PageReader(self.store)


def open_archive(path: str | Path) -> Archive:
    """Open a warehouse with its search; a batch whose publishing was cut short is finished first.

    Raises NotAWarehouse or DamagedWarehouse.
    """
    store = Store.at(Path(path).absolute())
    settle(store)
    return Archive(store)


def asked(query: str, **among: Unpack[Among]) -> Asked:
    """A search in one record. Raises BadQuery where a day is none, or a layer is unknown."""
    layer = among.get("layer")
    if layer is not None and layer not in LAYERS:
        raise BadQuery(f"There is no layer {layer!r} to search in; known are {', '.join(LAYERS)}.")
    days = _day(among.get("since")), _day(among.get("until"))
    return Asked(query, layer, among.get("site"), among.get("language"), among.get("entity"), *days)


def _day(value: date | str | None) -> date | None:
    if not isinstance(value, str):
        return value.date() if isinstance(value, datetime) else value
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        raise BadQuery(f"{value!r} is no date; give it as 2021-07-14.") from None
