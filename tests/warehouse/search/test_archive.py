"""An open archive answers by words, by document and by story, with typed records."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

import warehouse
from tests.flows.archives import article, ingest, write_feed
from warehouse.errors import BadQuery
from warehouse.search.archive import Archive
from warehouse.search.records import ArticleRecord, StoryRecord


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("archive")
    ingest(folder / "w", write_feed(folder / "feed.jsonl", range(6)), Path(__file__).parents[3] / "docs/dirty-page.txt")
    return warehouse.open(folder / "w")


def test_a_search_gives_hits_counts_and_facets(archive: Archive) -> None:
    found = archive.search("visitors AND harbour", site="paper0.example")
    assert found.count == len(found.hits) == dict(found.facets["site"])["paper0.example"]
    assert {hit.layer for hit in found.hits} == {"article"}
    assert "«harbour»" in found.hits[0].snippet.marked() or "«visitors»" in found.hits[0].snippet.marked()
    assert list(archive.search_all("visitors AND harbour", site="paper0.example")) == list(found.hits)


def test_what_is_searched_among_is_checked_and_days_are_days_or_texts(archive: Archive) -> None:
    ferry = archive.search("ferry", since="2021-07-01", until=date(2021, 7, 6))
    assert {hit.day for hit in ferry.hits} == {date(2021, 7, 4), date(2021, 7, 5)} or ferry.count
    assert archive.search("ferry", until=datetime(2020, 1, 1)).count == 0
    for wrong in ({"since": "soon"}, {"layer": "furniture"}):
        with pytest.raises(BadQuery):
            archive.search("ferry", **wrong)  # type: ignore[arg-type]
    with pytest.raises(BadQuery, match="one hit at least"):
        archive.search("ferry", limit=0)


def test_an_article_has_its_comments_and_is_known_by_the_beginning_of_its_id(archive: Archive) -> None:
    (hit,) = archive.search("minutes", layer="comment", limit=1).hits
    found = archive.article(hit.doc_id[:8])
    assert isinstance(found, ArticleRecord)
    assert (found.title, found.authors) == ("Harwich keeps its ferry", ("Ida Brandt",))
    assert [comment.author for comment in found.comments] == ["Kim", "Lee"]
    assert hit.segment_id in {comment.comment_id for comment in found.comments}
    assert archive.article(archive.search("district", limit=1).hits[0].doc_id).text.count("\n") == article(0).count(
        "\n"
    )


def test_a_story_has_its_articles_and_what_is_unknown_gets_a_sentence(archive: Archive) -> None:
    (story_id,) = archive.rows("SELECT story_id FROM stories LIMIT 1")[1][0]
    found = archive.story(str(story_id))
    assert isinstance(found, StoryRecord)
    assert found.articles
    for ask, wrong in ((archive.article, "0"), (archive.article, "f" * 32), (archive.story, "none")):
        with pytest.raises(BadQuery, match=wrong):
            ask(wrong)
