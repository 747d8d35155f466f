"""Searching counts exactly what it can, asks the matcher for the rest, and finds what watchlists find."""

from __future__ import annotations

import json

import pytest

from tasks.watchlists import parse_query
from tests.flows.archives import ingest, write_feed
from warehouse.search import asking
from warehouse.search.archive import Archive, open_archive
from warehouse.search.asking import candidates, tally


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("asking")
    feed = write_feed(folder / "feed.jsonl", range(5))
    rows = [{"id": f"w{n}", "fetched_at": "2021-03-05", "text": text} for n, text in enumerate(EXTRA)]
    (folder / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ingest(folder / "w", feed, folder / "more.jsonl")
    return open_archive(folder / "w")


SPEAKS = "The WHO speaks of a plague"
EXTRA = (
    f"{SPEAKS}\nIn Geneva the WHO said on Monday that a ferry of the harbour was to be closed for good.",
    "Who speaks of a plague\nIn Lund nobody who was asked on Monday knew what closed the harbour, its ferry or tower.",
)


def titles(archive: Archive, query: str) -> set[str]:
    return {str(hit.title) for hit in archive.search(query, 50).hits}


def test_what_the_index_cannot_know_is_asked_of_the_matcher(archive: Archive) -> None:
    assert titles(archive, "WHO") == {"The WHO speaks of a plague"}
    found = archive.search("WHO")
    assert (found.count, found.is_exact, dict(found.facets["layer"])) == (1, True, {"article": 1})
    assert titles(archive, "harbour NEAR/2 ferry AND Monday") == {
        "Who speaks of a plague",
        "The WHO speaks of a plague",
    }


def test_where_too_much_is_proposed_the_count_is_a_bound(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ALL_CHECKED", 1)
    found = archive.search("w?o AND plague", limit=1)
    assert (found.count, found.is_exact, len(found.hits)) == (2, False, 1)
    found = archive.search("WHO AND plague", limit=1)
    assert (found.count, found.is_exact, [hit.title for hit in found.hits]) == (1, True, [SPEAKS])


def test_a_better_hit_comes_first(archive: Archive) -> None:
    scores = [hit.score for hit in archive.search("visitors OR harbour", 50).hits]
    assert scores == sorted(scores, reverse=True)


def test_candidates_are_documents_that_may_answer(archive: Archive) -> None:
    index = archive._index
    answering = {hit.doc_id for hit in archive.search_all("WHO")}
    assert answering < candidates(index, [parse_query("WHO")])
    assert candidates(index, []) == set()


def test_a_tally_counts_all_and_keeps_examples(archive: Archive) -> None:
    found = tally(archive.search_all("visitors"))
    assert (found.count, len(found.hits)) == (5, 5)
    assert sum(count for _, count in found.facets["month"]) == 5
    assert tally([]).count == 0
