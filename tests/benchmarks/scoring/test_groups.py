import pytest

from benchmarks.scoring.groups import adjusted_rand, bcubed, linked, score_dedup, score_stories
from benchmarks.scoring.measures import Rates

COPIES = {
    "a": {"cluster": 1, "kind": "original"},
    "b": {"cluster": 1, "kind": "truncated", "original": "a"},
    "c": {"cluster": 1, "kind": "exact", "original": "a"},
    "d": {"cluster": 2, "kind": "negative_event"},
}


def clusters(**labels: int | None) -> dict[str, dict[str, int | None]]:
    return {key: {"cluster_id": label} for key, label in labels.items()}


def test_gold_given_back_scores_1():
    figures = score_dedup(COPIES, clusters(a=7, b=7, c=7, d=8))
    assert (figures["pair_f1"], figures["ari"]) == (1.0, 1.0)
    assert (figures["recall_truncated_joined"], figures["recall_exact_documents"]) == (1.0, 1)
    assert figures["false_negative_event_joined"] == 0.0


def test_nothing_joined_scores_0():
    figures = score_dedup(COPIES, {})
    assert (figures["pair_f1"], figures["ari"], figures["given_pairs"]) == (0.0, 0.0, 0)
    assert figures["recall_exact_joined"] == 0.0


def test_documents_without_a_label_are_alone():
    assert score_dedup(COPIES, clusters(a=None, b=None, c=None))["given_pairs"] == 0


def test_a_look_alike_that_is_joined_is_told_by_its_kind():
    figures = score_dedup(COPIES, clusters(a=7, b=7, c=8, d=7))
    assert (figures["pair_precision"], figures["pair_recall"]) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert (figures["recall_truncated_joined"], figures["recall_exact_joined"]) == (1.0, 0.0)
    assert (figures["false_negative_event_joined"], figures["false_negative_event_documents"]) == (1.0, 1)


def test_pairs_that_were_judged_stand_in_for_groups():
    judged = [
        {"ids": ["b", "a"], "same": True},
        {"ids": ["a", "c"], "same": None},
        {"ids": ["a", "d"], "same": False},
        {"ids": ["a", "z"], "same": True},  # not among the documents
    ]
    gold = {"a": {"pairs": judged}, "b": {}, "c": {}, "d": {}}
    figures = score_dedup(gold, clusters(a=1, b=1, c=1, d=2))
    assert (figures["gold_pairs"], figures["given_pairs"]) == (1, 2)  # a-b and b-c; a-c was left open
    assert (figures["pair_precision"], figures["pair_recall"]) == (0.5, 1.0)
    assert "ari" not in figures


STORIES = {"a": {"story": "x"}, "b": {"story": "x"}, "c": {"story": "y"}}


def stories(**labels: int) -> dict[str, dict[str, int]]:
    return {key: {"story_id": label} for key, label in labels.items()}


def test_stories_given_back_score_1():
    figures = score_stories(STORIES, stories(a=1, b=1, c=2))
    assert (figures["pair_f1"], figures["b3_f1"], figures["ari"]) == (1.0, 1.0, 1.0)
    assert (figures["gold_stories"], figures["given_stories"], figures["documents"]) == (2, 2, 3)


def test_each_article_a_story_of_its_own_has_b_cubed_precision_alone():
    figures = score_stories(STORIES, {})
    assert (figures["pair_f1"], figures["b3_precision"], figures["b3_recall"]) == (0.0, 1.0, pytest.approx(2 / 3))


def test_linked_pairs_are_in_order():
    assert linked({"b": 1, "a": 1, "c": 2, "d": 1}) == {("a", "b"), ("b", "d"), ("a", "d")}


def test_b_cubed_by_hand():
    rates = bcubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 2, "c": 2})
    assert rates == Rates(*[pytest.approx(2 / 3)] * 3)


def test_the_adjusted_rand_index_by_hand():
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert adjusted_rand(gold, gold) == 1.0
    assert adjusted_rand(gold, {"a": 1, "b": 2, "c": 1, "d": 2}) == pytest.approx(-0.5)
    assert adjusted_rand({"a": 1}, {"a": 2}) == 1.0
