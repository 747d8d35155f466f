import pytest

from benchmarks.scoring.expressions import score_timex

TEXT = "last Monday he left on 3 May"
GOLD = {
    "1": {
        "text": TEXT,
        "timexes": [
            {"start": 0, "end": 11, "type": "DATE", "value": "2020-05-04"},
            {"start": 23, "end": 28, "type": "DATE", "value": "2020-05-03"},
        ],
    }
}


def test_gold_given_back_scores_1():
    figures = score_timex(GOLD, {"1": GOLD["1"]})
    assert (figures["strict_f1"], figures["relaxed_f1"], figures["type_f1"], figures["value_f1"]) == (1, 1, 1, 1)


def test_nothing_scores_0():
    figures = score_timex(GOLD, {})
    assert (figures["relaxed_f1"], figures["value_f1"], figures["value_accuracy"]) == (0, 0, 0)


def test_where_nothing_is_wanted_and_nothing_given_all_is_right():
    figures = score_timex({"1": {"text": TEXT, "timexes": []}}, {})
    assert (figures["relaxed_f1"], figures["type_f1"], figures["value_f1"]) == (1, 1, 1)


def test_spans_that_overlap_are_relaxed_matches_and_values_are_judged_on_those():
    said = [
        {"start": 5, "end": 11, "type": "DATE", "value": "2020-05-04"},
        {"start": 23, "end": 28, "type": "TIME", "value": "2020-05-03"},
    ]
    figures = score_timex(GOLD, {"1": {"timexes": said}})
    assert (figures["strict_f1"], figures["relaxed_f1"]) == (0.5, 1.0)
    assert (figures["type_f1"], figures["value_f1"]) == (0.5, 1.0)


def test_value_f1_is_the_share_of_right_values_times_the_relaxed_f1():
    said = [{"start": 0, "end": 11, "type": "DATE", "value": "2020-05-05"}, {"start": 0, "end": 99}]
    figures = score_timex(GOLD, {"1": {"timexes": [*said, GOLD["1"]["timexes"][1], {"start": 12, "end": 14}]}})
    assert (figures["given"], figures["gold"]) == (4, 2)  # a span outside of the text is given all the same
    assert figures["relaxed_f1"] == pytest.approx(2 / 3)
    assert (figures["value_accuracy"], figures["value_f1"]) == (0.5, pytest.approx(1 / 3))
    assert (figures["type_accuracy"], figures["type_f1"]) == (1.0, pytest.approx(2 / 3))
