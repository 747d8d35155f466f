import pytest

from benchmarks.scoring.names import score_ner

TEXT = "Ann of Nasdaq flew to Rome"
GOLD = {
    "1": {
        "text": TEXT,
        "entities": [{"start": 0, "end": 3, "type": "PER"}, {"start": 22, "end": 26, "type": "LOC"}],
        "ignore": [[7, 13]],
    }
}


def names(*found: tuple[int, int, str]) -> dict[str, dict[str, object]]:
    return {"1": {"mentions": [{"start": start, "end": end, "type": kind} for start, end, kind in found]}}


def test_gold_given_back_scores_1_in_coarse_types():
    figures = score_ner(GOLD, names((0, 3, "PERSON"), (22, 26, "GPE")))
    assert (figures["f1"], figures["span_f1"], figures["PER_f1"], figures["LOC_f1"]) == (1, 1, 1, 1)
    assert figures["ORG_f1"] == 1.0  # none wanted, none given


def test_nothing_scores_0():
    figures = score_ner(GOLD, {})
    assert (figures["f1"], figures["span_f1"], figures["PER_f1"]) == (0, 0, 0)


def test_a_wrong_type_is_wrong_but_its_span_is_right():
    figures = score_ner(GOLD, names((0, 3, "ORG"), (22, 26, "FAC")))
    assert (figures["precision"], figures["recall"], figures["f1"], figures["span_f1"]) == (0.5, 0.5, 0.5, 1.0)
    assert (figures["LOC_p"], figures["LOC_r"], figures["PER_r"], figures["ORG_p"]) == (1.0, 1.0, 0.0, 0.0)


def test_other_types_are_left_out():
    assert score_ner(GOLD, names((0, 3, "PERSON"), (22, 26, "LOC"), (4, 6, "DATE")))["given"] == 2


def test_a_name_that_touches_an_ignored_span_counts_only_where_it_is_right():
    assert score_ner(GOLD, names((7, 13, "ORG")))["given"] == 0
    assert score_ner(GOLD, names((13, 17, "ORG")))["given"] == 1
    gold = {"1": {**GOLD["1"], "ignore": [[0, 3]]}}
    assert score_ner(gold, names((0, 3, "PERSON")))["recall"] == 0.5


def test_a_name_outside_of_the_text_is_wrong():
    assert score_ner(GOLD, names((7, 99, "ORG")))["given"] == 1


def test_the_same_name_given_twice_is_one():
    assert score_ner(GOLD, names((0, 3, "PERSON"), (0, 3, "PERSON")))["precision"] == 1.0


def test_counts_are_pooled_over_documents():
    gold = {**GOLD, "2": {"text": TEXT, "entities": [{"start": 0, "end": 3, "type": "PER"}]}}
    figures = score_ner(gold, names((0, 3, "PERSON")))
    assert (figures["gold"], figures["PER_gold"], figures["recall"]) == (3, 2, pytest.approx(1 / 3))
