"""Groups of articles on one event, whatever the order in which pairs come."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tasks.stories.groups import StoryArticle, group_stories

START = datetime(2021, 7, 1)
MIN_SCORE = 0.12
WINDOW_DAYS = 100


def article(
    doc_id: str, terms: Mapping[int, float], day: float | None = 0, story_id: str | None = None
) -> StoryArticle:
    length = math.sqrt(sum(weight * weight for weight in terms.values()))
    at = None if day is None else START + timedelta(days=day)
    return StoryArticle(doc_id, {term: weight / length for term, weight in terms.items()}, at, story_id)


def stories(*articles: StoryArticle) -> dict[str, str]:
    pairs = combinations(range(len(articles)), 2)
    found = group_stories(articles, pairs, MIN_SCORE, WINDOW_DAYS)
    return {doc_id: membership.story_id for doc_id, membership in found.items()}


def on_event(number: int, kind: int = 0) -> dict[int, float]:
    """An article of a kind of event (terms below 100) and on one event of that kind (terms from 100 on)."""
    noise = random.Random(number)
    common = {100 * kind + term: 1.0 for term in range(6)}
    own = {1000 + 10 * (number // 10) + term: 1.0 for term in range(6)}
    return common | own | {10_000 + noise.randrange(10_000): 1.0 for _ in range(3)}


def test_articles_with_much_in_common_are_one_story_named_by_the_first() -> None:
    assert stories(article("a", {1: 1, 2: 1}), article("b", {1: 1, 2: 1, 3: 1}), article("c", {9: 1})) == {
        "a": "a", "b": "a", "c": "c",
    }  # fmt: skip


def test_two_events_of_one_kind_stay_apart_though_their_reports_are_alike() -> None:
    first = [article(f"first {n}", on_event(10 + n)) for n in range(4)]
    second = [article(f"second {n}", on_event(20 + n)) for n in range(4)]
    found = stories(*first, *second)
    assert {found[one.doc_id] for one in first} == {"first 0"}
    assert {found[one.doc_id] for one in second} == {"second 0"}


def test_an_article_of_the_same_kind_joins_where_there_is_no_second_event_to_tell_it_from() -> None:
    assert stories(article("a", on_event(10)), article("b", on_event(20)))["b"] == "a"


def test_dated_articles_too_far_apart_do_not_join_and_undated_ones_join_either_but_never_both() -> None:
    terms = {1: 1.0, 2: 1.0}
    assert stories(article("a", terms, 0), article("b", terms, 101))["b"] == "b"
    assert stories(article("a", terms, 0), article("b", terms, None))["b"] == "a"
    found = stories(article("a", terms, 0), article("undated", terms, None), article("b", terms, 101))
    assert found["a"] != found["b"]
    assert found["undated"] in (found["a"], found["b"])


def test_the_longer_nothing_appeared_the_closer_a_report_must_be() -> None:
    near, far = {1: 1.0, **dict.fromkeys(range(2, 8), 1.0)}, {1: 1.0, **dict.fromkeys(range(12, 18), 1.0)}
    assert stories(article("a", near, 0), article("b", far, 1))["b"] == "a"
    assert stories(article("a", near, 0), article("b", far, 99))["b"] == "b"


def test_archived_stories_take_new_articles_and_are_never_joined_to_each_other() -> None:
    terms = {1: 1.0, 2: 1.0}
    found = stories(
        article("x", terms, 0, story_id="x"), article("y", terms, 0, story_id="x"),
        article("z", terms, 0, story_id="z"), article("new", terms, 1),
    )  # fmt: skip
    assert found == {"new": "x"}


def test_the_score_is_the_mean_closeness_to_the_others() -> None:
    articles = (article("a", {1: 1}), article("b", {1: 1}), article("c", {5: 1}))
    found = group_stories(articles, [(0, 1), (1, 2)], MIN_SCORE, WINDOW_DAYS)
    assert found["b"].score is not None
    assert abs(found["b"].score - 1.0) < 1e-9
    assert found["c"].score is None


def test_an_article_without_terms_stands_alone() -> None:
    assert stories(StoryArticle("a", {}), StoryArticle("b", {}))["b"] == "b"


@given(st.lists(st.integers(0, 40), min_size=2, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_pairs_makes_no_difference(events: list[int], noise: random.Random) -> None:
    articles = [article(str(n), on_event(event, event % 2), day=n) for n, event in enumerate(events)]
    pairs = list(combinations(range(len(articles)), 2))
    shuffled = [pair[::-1] if noise.random() < 0.5 else pair for pair in pairs]
    noise.shuffle(shuffled)
    assert group_stories(articles, pairs, MIN_SCORE, WINDOW_DAYS) == group_stories(
        articles, shuffled, MIN_SCORE, WINDOW_DAYS
    )
