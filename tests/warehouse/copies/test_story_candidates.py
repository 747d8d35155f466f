"""Articles meet through distinctive terms they share, near in time; how many, and which, is bounded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tasks.copies.decision import Decision
from tasks.records import Status
from tasks.stories.terms import rarity
from tests.warehouse.copies.test_candidates import at
from tests.warehouse.copies.test_decide import RULES, Press, prose
from warehouse.copies import story_candidates
from warehouse.copies.candidates import open_candidates
from warehouse.copies.story_candidates import StoryCandidates, StoryMaterial, StoryRow, StorySearch

WINDOW_DAYS = 7


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


def add(press: Press, doc_id: str, terms: Sequence[int], day: float = 0, seen_day: float | None = None) -> None:
    """An article with these terms; one without a date where only `seen_day` is given."""
    press.add(doc_id, prose(len(press.rows)), day=day, is_dated=seen_day is None, seen_day=seen_day)
    press.rows[doc_id]["terms"] = list(terms)


def material(press: Press, batch: Sequence[str], stories: dict[str, str] | None = None) -> StoryMaterial:
    """What stories of a batch are made from, given the archive's articles with their stories."""
    decided = {
        id_: Decision(Status.LOADED, None, id_, is_original=True, story_id=story_id)
        for id_, story_id in (stories or {}).items()
    }
    files = [press.file("archive", list(decided), decided)] if decided else []
    with open_candidates([press.file("batch", batch)], files, RULES) as found:
        return StoryCandidates(found.connection, found.new_documents(), WINDOW_DAYS).material()


def pairs(press: Press, batch: Sequence[str], stories: dict[str, str] | None = None) -> set[tuple[str, str]]:
    found = material(press, batch, stories)
    return {(found.articles[one].doc_id, found.articles[other].doc_id) for one, other in found.pairs}


def test_new_articles_that_share_a_rare_term_meet_once_the_earlier_first(press: Press) -> None:
    add(press, "b", [1, 2], day=1)
    add(press, "a", [2, 3], day=2)
    add(press, "c", [4, 5], day=2)
    found = material(press, ["a", "b", "c"])
    assert found.articles == (
        StoryRow("b", None, at(1), (1, 2)),
        StoryRow("a", None, at(2), (2, 3)),
        StoryRow("c", None, at(2), (4, 5)),
    )
    assert found.pairs == ((0, 1),)
    assert found.rarities == {term: rarity(2 if term == 2 else 1, 3) for term in (1, 2, 3, 4, 5)}


def test_an_archived_article_brings_its_whole_story_oldest_first(press: Press) -> None:
    add(press, "old", [1, 9], day=1)
    add(press, "older", [8], day=0)
    add(press, "alone", [7], day=1)
    add(press, "new", [1, 2], day=3)
    found = material(press, ["new"], {"old": "s", "older": "s", "alone": "t"})
    assert [(row.doc_id, row.story_id) for row in found.articles] == [("older", "s"), ("old", "s"), ("new", None)]
    assert [(found.articles[one].story_id, other) for one, other in found.pairs] == [("s", 2)]
    assert found.rarities == {1: rarity(2, 4), 2: rarity(1, 4), 8: rarity(1, 4), 9: rarity(1, 4)}


def test_copies_and_documents_decided_anew_stand_for_no_story(press: Press) -> None:
    add(press, "copy", [1, 2])
    add(press, "new", [1, 2], day=1)
    copy = Decision(Status.DUPLICATE, "x", "x", is_original=False, story_id="s")
    again = Decision(Status.LOADED, None, "new", is_original=True, story_id="s")
    archive = [press.file("archive", ["copy", "new"], {"copy": copy, "new": again})]
    with open_candidates([press.file("batch", ["new"])], archive, RULES) as found:
        material = StoryCandidates(found.connection, found.new_documents(), WINDOW_DAYS).material()
    assert ([row.doc_id for row in material.articles], material.pairs) == (["new"], ())


@pytest.mark.parametrize(("days", "meet"), [(7, True), (7 + 1 / 86_400, False)])
@pytest.mark.parametrize("is_archived", [True, False])
def test_two_dated_articles_meet_within_the_window(press: Press, days: float, meet: bool, is_archived: bool) -> None:
    add(press, "one", [1, 2])
    add(press, "two", [1, 2], day=days)
    batch, stories = (["two"], {"one": "s"}) if is_archived else (["one", "two"], {})
    assert bool(pairs(press, batch, stories)) is meet


@pytest.mark.parametrize(("days", "meet"), [(14, True), (14 + 1 / 86_400, False)])
@pytest.mark.parametrize("is_archived", [True, False])
@pytest.mark.parametrize("is_first_dated", [True, False])
def test_an_article_without_a_date_meets_what_was_seen_within_two_weeks(
    press: Press, days: float, meet: bool, is_archived: bool, is_first_dated: bool
) -> None:
    add(press, "one", [1, 2], day=-900 if is_first_dated else 0, seen_day=0)
    press.rows["one"]["is_dated"] = is_first_dated
    add(press, "two", [1, 2], day=1, seen_day=days)
    batch, stories = (["two"], {"one": "s"}) if is_archived else (["one", "two"], {})
    assert bool(pairs(press, batch, stories)) is meet


def test_terms_that_one_article_alone_has_lead_nowhere_and_common_ones_neither(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        add(press, f"{number}", [1, 100 + number], day=number / 10)
    monkeypatch.setattr(story_candidates, "SEARCH", StorySearch(min_common_frequency=5))
    assert pairs(press, list(press.rows))
    monkeypatch.setattr(story_candidates, "SEARCH", StorySearch(min_common_frequency=4))
    assert pairs(press, list(press.rows)) == set()


@pytest.mark.parametrize(
    ("article_count", "most"), [(10, 60), (3_000, 60), (3_050, 61), (49_950, 999), (50_000, 1_000), (90_000, 1_000)]
)
def test_how_common_a_term_may_be_grows_with_the_documents_between_two_bounds(article_count: int, most: int) -> None:
    assert StorySearch().max_probe_frequency(article_count) == most


def test_an_article_meets_those_that_share_most_and_of_equals_the_older(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_candidates, "SEARCH", StorySearch(candidate_count=2))
    add(press, "one term", [1, 20], day=0)
    add(press, "two terms", [1, 2, 21], day=3)
    add(press, "younger", [3, 22], day=2)
    stories = {"one term": "s1", "two terms": "s2", "younger": "s3"}
    add(press, "new", [1, 2, 3], day=4)
    assert {one for one, _ in pairs(press, ["new"], stories)} == {"two terms", "younger"}
    monkeypatch.setattr(story_candidates, "SEARCH", StorySearch(candidate_count=1))
    assert {one for one, _ in pairs(press, ["new"], stories)} == {"two terms"}


def test_a_small_share_of_an_articles_weight_is_too_little(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    add(press, "one", [1, 50])
    add(press, "two", [2, 3, 4, 51])
    add(press, "new", [1, 2, 3, 4], day=1)
    stories = {"one": "s", "two": "t"}
    assert pairs(press, ["new"], stories) == {("one", "new"), ("two", "new")}
    monkeypatch.setattr(story_candidates, "SEARCH", StorySearch(min_shared_share=0.5))
    assert pairs(press, ["new"], stories) == {("two", "new")}


def test_only_the_weightiest_terms_find_candidates(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_candidates, "SEARCH", StorySearch(probe_count=1))
    add(press, "first term", [1, 50])
    add(press, "second term", [2, 51])
    add(press, "new", [1, 2], day=1)
    assert pairs(press, ["new"], {"first term": "s", "second term": "t"}) == {("first term", "new")}


def test_the_newest_articles_stand_for_a_long_story(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_candidates, "SEARCH", StorySearch(member_count=2))
    for day, name in enumerate(("a", "b", "c")):
        add(press, name, [1, 30 + day], day=day)
    add(press, "new", [1, 2], day=4)
    found = material(press, ["new"], dict.fromkeys("abc", "s"))
    assert [row.doc_id for row in found.articles] == ["b", "c", "new"]


def test_pairs_are_the_same_however_many_articles_are_looked_up_at_once(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        add(press, f"{number}", [number // 2, 10 + number % 3], day=number / 10)
    expected = pairs(press, list(press.rows))
    assert expected
    monkeypatch.setattr(story_candidates, "_CHUNK_SIZE", 2)
    assert pairs(press, list(press.rows)) == expected
