import pytest

from benchmarks.scoring.measures import (
    Rates,
    best_pairs,
    common,
    dice,
    harmonic_mean,
    inside,
    mean,
    overlap,
    overlapping_pairs,
    share,
    shingles,
    squeezed,
    word_bag,
    words_of,
)


def test_words_keep_their_case_and_lose_their_marks():
    assert words_of("It's 5 o'clock, Ann!") == ["It", "s", "5", "o", "clock", "Ann"]
    assert words_of(None) == []


def test_a_bag_of_words_is_in_lower_case_and_counts():
    assert word_bag("The cat the") == {"the": 2, "cat": 1}
    assert word_bag(None) == {}


def test_shingles_are_runs_of_four_words():
    assert shingles("a b c d e") == {("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1}


def test_a_text_of_fewer_words_is_one_shingle_and_an_empty_one_is_none():
    assert shingles("a b") == {("a", "b"): 1}
    assert shingles("") == {}


def test_white_space_is_squeezed():
    assert squeezed(" a\n\t b  c ") == "a b c"
    assert squeezed(None) == ""


def test_what_two_bags_share_is_counted_as_often_as_both_have_it():
    assert common(word_bag("a a b"), word_bag("a a a c")) == 2


def test_dice_is_the_f1_of_two_bags_and_0_where_one_is_empty():
    assert dice(word_bag("a b"), word_bag("b c d e")) == pytest.approx(2 / 6)
    assert dice(word_bag("a"), word_bag("")) == 0.0
    assert dice(word_bag(""), word_bag("a")) == 0.0


def test_a_share_of_nothing_is_what_it_is_told_to_be():
    assert share(1, 4) == 0.25
    assert share(0, 0) == 0.0
    assert share(0, 0, 1.0) == 1.0


def test_means():
    assert mean([1.0, 2.0, 6.0]) == 3.0
    assert mean([]) == 0.0
    assert harmonic_mean(1.0, 0.5) == pytest.approx(2 / 3)
    assert harmonic_mean(0.0, 0.0) == 0.0


def test_rates_from_counts():
    assert Rates.counted(1, 2, 4) == Rates(0.5, 0.25, pytest.approx(1 / 3))
    assert Rates.counted(0, 0, 3) == Rates(0.0, 0.0, 0.0)
    assert Rates.counted(0, 3, 0) == Rates(0.0, 0.0, 0.0)


def test_nothing_given_where_nothing_is_wanted_is_right():
    assert Rates.counted(0, 0, 0) == Rates(1.0, 1.0, 1.0)


def test_rates_under_their_names():
    assert Rates(0.1, 0.2, 0.3).named("x_") == {"x_precision": 0.1, "x_recall": 0.2, "x_f1": 0.3}


def test_spans_that_only_touch_do_not_overlap():
    assert overlap((0, 4), (3, 6))
    assert not overlap((0, 4), (4, 6))
    assert not overlap((4, 6), (0, 4))


@pytest.mark.parametrize(
    ("start", "end", "is_kept"),
    [(0, 4, True), (0, 5, False), (-1, 2, False), (2, 2, False), (None, 2, False), (1, "2", False)],
)
def test_only_spans_that_lie_in_the_text_are_kept(start, end, is_kept):
    row = {"start": start, "end": end}
    assert inside([row], "abcd") == ([row] if is_kept else [])


def test_the_likest_are_paired_first_and_each_but_once():
    likeness = {("a", "x"): 0.5, ("a", "y"): 0.9, ("b", "y"): 0.8, ("b", "x"): None}
    assert best_pairs("ab", "xy", lambda one, other: likeness[one, other]) == [(0, 1)]


def test_of_equally_like_ones_the_earlier_are_paired():
    assert best_pairs("ab", "xy", lambda *_: 1.0) == [(0, 0), (1, 1)]


def test_spans_are_paired_by_their_share_in_common():
    gold = [{"start": 0, "end": 10}, {"start": 20, "end": 30}]
    given = [{"start": 0, "end": 2}, {"start": 1, "end": 10}, {"start": 30, "end": 31}]
    assert overlapping_pairs(gold, given) == [(0, 1)]


def test_a_long_span_is_less_like_than_a_close_one():
    given = [{"start": 0, "end": 40}, {"start": 9, "end": 20}]
    assert overlapping_pairs([{"start": 10, "end": 20}], given) == [(0, 1)]
