"""A story and an article of the archive as typed records; that they fit the columns is tested with the archive."""

from __future__ import annotations

from dataclasses import fields

from warehouse.schema.tables import BY_NAME
from warehouse.search.records import ArticleRecord, CommentRecord, QuotedRecord, StoryArticle


def test_records_name_their_fields_as_the_tables_do() -> None:
    for record, table in ((ArticleRecord, "articles"), (CommentRecord, "comments"), (QuotedRecord, "quoted_documents")):
        own = {field.name for field in fields(record)} - {"story_id", "comments", "quoted_documents"}
        assert own <= {column.name for column in BY_NAME[table].columns}
    assert {field.name for field in fields(StoryArticle)} <= {column.name for column in BY_NAME["articles"].columns}
