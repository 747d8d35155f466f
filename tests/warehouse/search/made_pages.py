"""Archived pages made up for the tests of searching, and an index of them in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import tantivy

from tasks.findings import Mention
from tasks.records import Comment, Kind, Layer, Page, Segment
from warehouse.search.fields import documents, schema
from warehouse.search.pages import ArchivedPage, Place


def archived(
    parts: Sequence[tuple[Layer, Kind, str]],
    doc_id: str = "d1",
    site: str = "news.example.org",
    language: str = "en",
    names: Mapping[str, str] | None = None,
) -> ArchivedPage:
    """A page of these parts, each a segment; `names` are entity ids by the words that name them."""
    segments, lines, reached = [], [], 0
    for number, (layer, kind, line) in enumerate(parts):
        segments.append(Segment(number, None, layer, kind, reached, reached + len(line), "made"))
        lines.append(line)
        reached += len(line) + 1
    text = "\n".join(lines)
    comments = [s.segment_id for s in segments if s.kind is Kind.COMMENT]
    page = Page(
        format="archived",
        text=text,
        segments=tuple(segments),
        comments=tuple(Comment(i, None, n, 0, f"Reader {i}", None, None, "") for n, i in enumerate(comments)),
        site=site,
        language=language,
        authors=("Ida Brandt",),
    )
    mentions = tuple(
        Mention(0, Layer.ARTICLE, text.index(words), text.index(words) + len(words), words, words, entity, 1.0)
        for words, entity in (names or {}).items()
        if words in text
    )
    days = {comment: date(2021, 7, 20) for comment in comments}
    return ArchivedPage(doc_id, Place("2021-07", "batch"), page, mentions, lines[0], None, date(2021, 7, 14), days)


def article(text: str, doc_id: str = "d1", **more: object) -> ArchivedPage:
    """A page of one paragraph."""
    return archived([(Layer.ARTICLE, Kind.PARAGRAPH, text)], doc_id, **more)  # type: ignore[arg-type]


def searcher_of(pages: Iterable[ArchivedPage]) -> tantivy.Searcher:
    """An index of pages, ready to be asked."""
    index = tantivy.Index(schema())
    writer = index.writer(15_000_000, 1)
    for page in pages:
        for document in documents(page):
            writer.add_document(document)
    writer.commit()
    index.reload()
    return index.searcher()


def voices_in(searcher: tantivy.Searcher, query: tantivy.Query) -> set[tuple[str, int]]:
    """The voices that an index has for a query, as document and voice."""
    found = (searcher.doc(address) for _, address in searcher.search(query, 1000).hits)
    return {(str(stored["doc_id"][0]), int(stored["voice"][0])) for stored in found}
