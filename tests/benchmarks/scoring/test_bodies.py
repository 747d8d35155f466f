import pytest

from benchmarks.scoring.bodies import score_body, score_segments, shingle_rates, word_rates
from benchmarks.scoring.measures import Rates

GOLD = {"1": {"body": "one two three four five"}}


def test_gold_given_back_scores_1():
    figures = score_body(GOLD, {"1": {"body": "one two three four five"}})
    assert (figures["shingle_f1"], figures["word_f1"], figures["exact"], figures["pages"]) == (1.0, 1.0, 1.0, 1)


def test_nothing_scores_0():
    figures = score_body(GOLD, {})
    assert (figures["shingle_f1"], figures["word_f1"], figures["exact"]) == (0.0, 0.0, 0.0)


def test_half_of_the_runs_of_words_is_half_of_the_recall():
    figures = score_body(GOLD, {"1": {"body": "one two three four"}})
    assert (figures["shingle_precision"], figures["shingle_recall"]) == (1.0, 0.5)
    assert (figures["word_precision"], figures["word_recall"]) == (1.0, 0.8)


def test_precision_is_a_mean_over_pages_with_an_answer_and_recall_over_pages_with_gold():
    rates = shingle_rates([("a b c d e", "a b c d"), ("a b c d", ""), ("", "x y")])
    assert (rates.precision, rates.recall) == (0.5, 0.25)


def test_runs_of_words_keep_their_case_and_bags_do_not():
    figures = score_body({"1": {"body": "One two"}}, {"1": {"body": "one two"}})
    assert (figures["shingle_f1"], figures["word_f1"], figures["exact"]) == (0.0, 1.0, 0.0)


def test_an_empty_page_left_empty_is_right_and_one_filled_is_wrong():
    assert word_rates("", "") == Rates(1.0, 1.0, 1.0)
    assert word_rates("", "a") == Rates(0.0, 0.0, 0.0)
    assert word_rates("a", "") == Rates(0.0, 0.0, 0.0)


def test_a_bag_of_words_counts_how_often_a_word_stands():
    assert word_rates("the cat sat", "The cat the").precision == pytest.approx(2 / 3)


def test_a_forum_page_is_compared_with_body_and_comments_together():
    gold = {"1": {"body": "a b", "page_type": "forum"}, "2": {"body": "a b", "page_type": "article"}}
    row = {"body": "a", "comments": [{"text": "b"}]}
    figures = score_body(gold, {"1": row, "2": row})
    assert figures["word_forum_f1"] == 1.0
    assert figures["word_forum_body"] == figures["word_article_f1"] == pytest.approx(2 / 3)
    assert (figures["word_article_p"], figures["word_article_r"], figures["word_article_pages"]) == (1.0, 0.5, 1)


def test_marked_passages_beside_a_whole_body_are_looked_for_without_case():
    gold = {"1": {"body": "A b c", "with": ["a B", "z"], "without": []}}
    figures = score_body(gold, {"1": {"body": "A b c"}})
    assert (figures["with_found"], figures["without_found"]) == (0.5, 1.0)


SEGMENTS = {"1": {"with": ["good  one", "good two"], "without": ["bad"]}}


def test_passages_alone_are_counted_as_trafilatura_counts():
    figures = score_body(SEGMENTS, {"1": {"body": "good\none and bad"}})
    assert figures == {
        "segment_precision": 0.5,
        "segment_recall": 0.5,
        "segment_accuracy": pytest.approx(1 / 3),
        "segment_f1": 0.5,
        "segment_pages": 1,
    }


def test_an_unwanted_passage_that_is_not_found_is_right():
    assert score_segments(SEGMENTS, {"1": {"body": "good one good two"}})["segment_accuracy"] == 1.0
    assert score_segments(SEGMENTS, {})["segment_accuracy"] == pytest.approx(1 / 3)
    assert score_segments(SEGMENTS, {})["segment_f1"] == 0.0


def test_a_set_without_bodies_and_passages_has_no_figures():
    assert score_body({"1": {"published_at": "2020-01-01"}}, {}) == {}
