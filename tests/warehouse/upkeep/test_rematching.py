"""Watchlists searched for in the archive again: every page is read back as a search needs it, and hits are replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tasks.findings import Match, Mention
from tasks.records import Kind, Layer, Page
from tests.warehouse.store.test_staging import publish
from warehouse.ask.database import Warehouse
from warehouse.store.commits import STAGING, Store
from warehouse.store.writer import Writer
from warehouse.upkeep import rematching
from warehouse.upkeep.rematching import Find, Rematched, rematch

TEXT = "Lock opens\nIt leaks."
Row = dict[str, object]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(Store.create(tmp_path / "w")) as opened:
        yield opened


def article(doc_id: str, month: str = "2021-07", **more: object) -> Row:
    return {"doc_id": doc_id, "text": TEXT, "month": month, **more}


def hit(doc_id: str, month: str = "2021-07", version: str = "v1") -> Row:
    where = {"segment_id": 0, "layer": "article", "start": 0, "end": 4, "surface": "Lock"}
    return {"watchlist": "locks", "doc_id": doc_id, **where, "query_version": version, "month": month}


SHARD: dict[str, list[Row]] = {
    "documents": [{"doc_id": doc_id, "status": "loaded"} for doc_id in "abc"],
    "articles": [
        article("a", site="a.example", language="en", authors=["Ida Brandt"]),
        article("b", month="2021-08"),
        article("c"),
    ],
    "segments": [
        {"doc_id": "a", "segment_id": 1, "parent_id": 0, "layer": "comment", "kind": "comment", "start": 11, "end": 20},
        {"doc_id": "a", "segment_id": 0, "layer": "article", "kind": "title", "start": 0, "end": 10},
        {"doc_id": "b", "segment_id": 0, "layer": "article", "kind": "title", "start": 0, "end": 9, "month": "2021-08"},
    ],
    "mentions": [
        {"doc_id": "a", "start": 11, "end": 13, "name": "It", "entity_id": "it"},
        {"doc_id": "a", "start": 0, "end": 4, "name": "Lock"},
    ],
    "comments": [{"doc_id": "a", "comment_id": 7, "position": 3, "author": "Kim"}, {"doc_id": "a", "comment_id": 1}],
    "quoted_documents": [{"doc_id": "a", "segment_id": 5, "authors": ["Lee"]}, {"doc_id": "a", "segment_id": 4}],
    "matches": [hit("a"), hit("b", "2021-08")],
}  # fmt: skip


class Search:
    """Finds what it is told by the page's place in the archive, and keeps what it was shown."""

    def __init__(self, found: Callable[[Page], Sequence[Match]]) -> None:
        self.found = found
        self.shown: list[tuple[Page, list[Mention]]] = []

    def __call__(self, page: Page, mentions: Sequence[Mention]) -> Sequence[Match]:
        self.shown.append((page, list(mentions)))
        return self.found(page)


def lock(page: Page) -> list[Match]:
    """The first word of every page but those without segments."""
    return [Match("locks", "v1", 0, Layer.ARTICLE, 0, 4)] if page.segments else []


def run(writer: Writer, find: Find) -> Rematched:
    with Warehouse(writer.store, [writer.store.root / STAGING]) as opened:
        return rematch(writer, opened, find, "run")


def hits(writer: Writer) -> list[tuple[object, ...]]:
    with Warehouse(writer.store, [writer.store.root / STAGING]) as opened:
        query = 'SELECT watchlist, doc_id, surface, query_version, month FROM matches ORDER BY doc_id, "start"'
        return opened.rows(query)[1]


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_a_page_is_read_back_as_far_as_a_search_looks_at_it(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(rematching, "PAGES_AT_ONCE", at_once)
    publish(writer, SHARD, batch_id="b0")
    search = Search(lock)
    assert run(writer, search) == Rematched(3, 2, 0, 0, is_published=False)
    page, mentions = search.shown[0]
    assert (page.text, page.site, page.language, page.authors) == (TEXT, "a.example", "en", ("Ida Brandt",))
    assert [(s.segment_id, s.parent_id, s.layer, s.kind, s.start, s.end) for s in page.segments] == [
        (0, None, Layer.ARTICLE, Kind.TITLE, 0, 10),
        (1, 0, Layer.COMMENT, Kind.COMMENT, 11, 20),
    ]
    assert [(comment.comment_id, comment.author) for comment in page.comments] == [(1, None), (7, "Kim")]
    assert [(quoted.segment_id, quoted.authors) for quoted in page.quoted_documents] == [(4, ()), (5, ("Lee",))]
    assert [(m.start, m.end, m.name, m.entity_id) for m in mentions] == [(0, 4, "Lock", None), (11, 13, "It", "it")]
    empty, nothing = search.shown[1]
    assert (empty.segments, empty.comments, empty.quoted_documents, empty.authors, nothing) == ((), (), (), (), [])


def test_the_same_hits_change_nothing_and_leave_nothing_behind(writer: Writer) -> None:
    publish(writer, SHARD, batch_id="b0")
    run(writer, lambda page, _: lock(page))
    assert len(writer.store.commits()) == 1
    assert list((writer.store.root / "_staging").glob("*rematched*")) == []


def test_other_hits_replace_the_old_ones_at_once(writer: Writer) -> None:
    publish(writer, SHARD, batch_id="b0")

    def find(page: Page, _: Sequence[Mention]) -> list[Match]:
        if page.site is None:
            return []
        return [Match("locks", "v1", 0, Layer.ARTICLE, 0, 4), Match("leaks", "v2", 1, Layer.COMMENT, 14, 19)]

    assert run(writer, find) == Rematched(3, 2, 1, 1, is_published=True)
    assert hits(writer) == [("locks", "a", "Lock", "v1", "2021-07"), ("leaks", "a", "leaks", "v2", "2021-07")]
    commit = writer.store.commits()[-1]
    assert (commit.batch_id, commit.run_id) == ("rematched-run", "run")
    assert set(commit.removed) == {f"matches/month=2021-0{month}/b0.parquet" for month in (7, 8)}


def test_a_changed_query_is_another_hit(writer: Writer) -> None:
    publish(writer, SHARD, batch_id="b0")
    found = run(writer, lambda page, _: [Match("locks", "v2", 0, Layer.ARTICLE, 0, 4)] if page.segments else [])
    assert (found.hit_count, found.new_count, found.gone_count) == (2, 2, 2)


def test_where_nothing_is_found_any_more_all_hits_go(writer: Writer) -> None:
    publish(writer, SHARD, batch_id="b0")
    assert run(writer, lambda *_: []) == Rematched(3, 0, 0, 2, is_published=True)
    assert hits(writer) == []


def test_hits_stay_gone_or_come_back(writer: Writer) -> None:
    publish(writer, SHARD | {"matches": []}, batch_id="b0")
    assert run(writer, lambda page, _: lock(page)) == Rematched(3, 2, 2, 0, is_published=True)
    assert [row[1] for row in hits(writer)] == ["a", "b"]


def test_an_archive_without_articles_has_no_pages(writer: Writer) -> None:
    assert run(writer, lambda page, _: lock(page)) == Rematched(0, 0, 0, 0, is_published=False)


def test_a_page_that_stands_twice_is_searched_where_its_findings_stand(writer: Writer) -> None:
    prints: list[Row] = [{"doc_id": doc_id, "page_hash": "same", "original_id": "a"} for doc_id in ("a", "b")]
    publish(writer, SHARD | {"fingerprints": prints, "matches": [hit("b", "2021-08")], "mentions": []}, batch_id="b0")
    found = run(writer, lambda page, _: lock(page))
    assert (found.page_count, found.is_published) == (2, False)
    assert [row[1] for row in hits(writer)] == ["b"]
