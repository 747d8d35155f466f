"""One document and one story, as typed records.

What belongs here: reading them by id. What does not: searching for them (asking.py), or the page that shows a document
(report/document).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from warehouse.ask.database import Warehouse
from warehouse.errors import BadQuery

_SHORTEST_ID = 6  # letters of an id that are enough, where only one document begins so
_ARTICLE = """
SELECT doc_id, url, site, title, standfirst, authors, published_at, published_on, language, page_type, body, text,
    cluster_id, is_original, (SELECT min(story_id) FROM stories WHERE stories.doc_id = articles.doc_id) AS story_id
FROM articles WHERE starts_with(doc_id, ?) ORDER BY doc_id LIMIT 2
"""
_COMMENTS = """
SELECT comment_id, parent_id, depth, author, posted_at, permalink, text FROM comments WHERE doc_id = ? ORDER BY position
"""
_QUOTED = """
SELECT segment_id, comment_id, title, url, authors, published_on, text, matched_doc_id
FROM quoted_documents WHERE doc_id = ? ORDER BY segment_id
"""
_STORY = """
SELECT doc_id, site, title, url, published_at, is_original, cluster_id
FROM stories JOIN articles USING (doc_id) WHERE story_id = ? ORDER BY published_at, doc_id
"""


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """A comment, or a later post of a forum thread."""

    comment_id: int
    parent_id: int | None
    depth: int
    author: str | None
    posted_at: datetime | None
    permalink: str | None
    text: str


@dataclass(frozen=True, slots=True)
class QuotedRecord:
    """A document quoted inside another; `comment_id` is the comment that quotes it, None where the article does."""

    segment_id: int
    comment_id: int | None
    title: str | None
    url: str | None
    authors: tuple[str, ...]
    published_on: date | None
    text: str
    matched_doc_id: str | None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """A document; the columns mean what `presswatch tables` says of `articles`."""

    doc_id: str
    url: str | None
    site: str | None
    title: str | None
    standfirst: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    published_on: date | None
    language: str | None
    page_type: str | None
    body: str
    text: str
    cluster_id: str | None
    is_original: bool | None
    story_id: str | None
    comments: tuple[CommentRecord, ...]
    quoted_documents: tuple[QuotedRecord, ...]


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article of a story; those of one `cluster_id` are near duplicates of each other."""

    doc_id: str
    site: str | None
    title: str | None
    url: str | None
    published_at: datetime | None
    is_original: bool | None
    cluster_id: str | None


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A story: the articles on one event."""

    story_id: str
    articles: tuple[StoryArticle, ...]


def read_article(warehouse: Warehouse, doc_id: str) -> ArticleRecord:
    """The document with this id, or whose id alone begins so. Raises BadQuery."""
    found = _dicts(warehouse, _ARTICLE, doc_id) if len(doc_id) >= _SHORTEST_ID else []
    if len(found) != 1:
        what = "More than one document has" if found else "No document that was read has"
        raise BadQuery(f"{what} an id that begins with {doc_id!r}; give the whole id (column doc_id).")
    row = found[0]
    comments = tuple(CommentRecord(**comment) for comment in _dicts(warehouse, _COMMENTS, row["doc_id"]))
    quoted = (_with_authors(one) for one in _dicts(warehouse, _QUOTED, row["doc_id"]))
    return ArticleRecord(
        **_with_authors(row), comments=comments, quoted_documents=tuple(QuotedRecord(**one) for one in quoted)
    )


def read_story(warehouse: Warehouse, story_id: str) -> StoryRecord:
    """The story with this id. Raises BadQuery."""
    articles = tuple(StoryArticle(**row) for row in _dicts(warehouse, _STORY, story_id))
    if not articles:
        raise BadQuery(f"There is no story {story_id!r}; the view `story_overview` lists them.")
    return StoryRecord(story_id, articles)


def _dicts(warehouse: Warehouse, query: str, given: str) -> list[dict[str, Any]]:
    columns, rows = warehouse.rows(query, [given])
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _with_authors(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "authors": tuple(row["authors"] or ())}
