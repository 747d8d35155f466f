import pytest

from benchmarks.scoring.posts import is_same_moment, name_key, score_flat, score_posts


def post(text: str, author: str | None = None, time: str | None = None) -> dict[str, object]:
    return {"text": text, "authors": [author] if author else [], "posted_at": time}


GOLD = {
    "1": {
        "posts": [post("how do I fix it", "Ann", "2020-04-07"), post("thanks a lot", "Ben", "2020-04-08"), post("bye")]
    }
}
ROW = {
    "body": "how do I fix it",
    "authors": ["Ann"],
    "published_at": "2020-04-07T10:00",
    "comments": [
        {"text": "thanks a lot", "author": "ben", "posted_at": "2020-04-08"},
        {"text": "bye", "author": None, "posted_at": None},
    ],
}


def test_gold_given_back_scores_1():
    assert score_posts(GOLD, {"1": ROW}) == {
        "pages": 1,
        "posts": 3,
        "post_precision": 1.0,
        "post_recall": 1.0,
        "post_f1": 1.0,
        "author_accuracy": 1.0,
        "author_recall": 1.0,
        "time_accuracy": 1.0,
        "time_recall": 1.0,
        "times_not_readable_in_gold": 1,
        "pages_right_number": 1.0,
    }


def test_nothing_scores_0():
    figures = score_posts(GOLD, {})
    assert (figures["post_f1"], figures["author_recall"], figures["pages_right_number"]) == (0.0, 0.0, 0.0)


def test_accuracy_is_over_matched_posts_and_recall_over_all():
    figures = score_posts(GOLD, {"1": {"body": "how do I fix it", "authors": ["Bo"], "published_at": "2020-04-07"}})
    assert (figures["post_precision"], figures["post_recall"]) == (1.0, pytest.approx(1 / 3))
    assert (figures["author_accuracy"], figures["author_recall"]) == (0.0, 0.0)
    assert (figures["time_accuracy"], figures["time_recall"]) == (1.0, 0.5)


def test_two_posts_of_the_same_words_are_two():
    gold = {"1": {"posts": [post("thanks a lot"), post("thanks a lot")]}}
    assert score_posts(gold, {"1": {"comments": [{"text": "thanks a lot"}]}})["post_recall"] == 0.5


def test_of_posts_with_the_same_words_those_at_the_same_place_are_paired():
    gold = {"1": {"posts": [post("same words", "Ann"), post("same words", "Ben")]}}
    said = [{"text": "same words", "author": "Ann"}, {"text": "same words", "author": "Ben"}]
    assert score_posts(gold, {"1": {"comments": said}})["author_accuracy"] == 1.0


@pytest.mark.parametrize(("said", "matched"), [("a b c d e f", 1.0), ("a b c d e f g", 0.0)])
def test_four_fifths_of_the_words_must_agree(said, matched):
    """Gold has four words: 2 * 4 / (4 + 6) is 0.8, 2 * 4 / (4 + 7) is less."""
    assert score_posts({"1": {"posts": [post("a b c d")]}}, {"1": {"body": said}})["post_recall"] == matched


def test_two_posts_without_words_are_the_same():
    assert score_posts({"1": {"posts": [post(":-)")]}}, {"1": {"body": "!!"}})["post_f1"] == 1.0
    assert score_posts({"1": {"posts": [post(":-)")]}}, {"1": {"body": "word"}})["post_f1"] == 0.0


def test_a_set_without_posts_has_no_figures_of_posts():
    assert score_posts({"1": {"body": "x"}}, {}) == {}


def test_text_without_markup_has_the_figures_of_comments_and_of_posts():
    gold = {"1": {"comments_text": "c1 c2 c3 c4 c5", "text": "c1 c2 c3 c4", "posts": [post("c1 c2 c3 c4")]}}
    figures = score_flat(gold, {"1": {"comments": [{"text": "c1 c2 c3 c4"}]}})
    assert (figures["recall"], figures["post_f1"]) == (1.0, 1.0)


def test_names_are_compared_decoded_and_without_accents_case_and_marks():
    assert name_key("Alex%20D.") == name_key("álex d") == "alexd"
    assert name_key(None) == ""


@pytest.mark.parametrize(
    ("gold", "said", "is_same"),
    [
        ("2020-04-07", "2020-04-07T23:00:00+00:00", True),
        ("2020-04-07", "2020-04-08", False),
        ("2020-04-07", "2019-04-07", False),
        ("2020-04-07", "2020-05-07", False),
        ("--04-07", "2019-04-07", True),
        ("--04-07", "2019-04-08", False),
        ("2020-04", "2020-04-30", True),
        ("2020-04", "2020-05-30", False),
        ("2020-04-07", "2020-04", False),
        ("2020-04-07T23:30", "2020-04-08T13:30", True),
        ("2020-04-07T23:30", "2020-04-08T13:31", False),
        ("--04-07T23:30", "2019-04-07T22:30", True),
        ("2020-04-07T23:30", "2020-04-07", True),
        ("2020-04-07T23:30", "2020-02-30T22:30", False),
        ("2020-04-07", None, False),
        ("yesterday", "2020-04-07", False),
    ],
)
def test_only_what_the_gold_knows_of_a_time_is_compared(gold, said, is_same):
    assert is_same_moment(gold, said) == is_same
