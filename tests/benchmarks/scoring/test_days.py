import pytest

from benchmarks.scoring.days import score_pubdate

GOLD = {key: {"published_at": "2020-04-07"} for key in "123"}


def rows(*dates: str | None) -> dict[str, dict[str, str | None]]:
    return {str(number): {"published_at": date} for number, date in enumerate(dates, start=1)}


def test_gold_given_back_scores_1_whatever_the_hour():
    figures = score_pubdate(GOLD, rows("2020-04-07", "2020-04-07T10:00:00+02:00", "2020-04-07"))
    assert (figures["f1"], figures["accuracy"], figures["right"]) == (1.0, 1.0, 3)


def test_nothing_scores_0():
    figures = score_pubdate(GOLD, {})
    assert (figures["f1"], figures["none"], figures["pages"]) == (0.0, 3, 3)


def test_a_wrong_day_and_a_month_alone_are_wrong_and_none_is_missing():
    figures = score_pubdate(
        {**GOLD, "4": {"published_at": "2020-04-07"}}, rows("2020-04-07", "2020-04-08", "2020-04", None)
    )
    assert figures == {
        "precision": pytest.approx(1 / 3),
        "recall": 0.5,
        "accuracy": 0.25,
        "f1": 0.4,
        "right": 1,
        "wrong": 2,
        "none": 1,
        "pages": 4,
    }


def test_pages_without_a_gold_day_do_not_count():
    assert score_pubdate({"1": {"published_at": None}}, rows("2020-04-07"))["pages"] == 0
