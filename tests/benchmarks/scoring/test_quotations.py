import pytest

from benchmarks.scoring.quotations import score_quotes

TEXT = '"We will go," said Ann Bell. Carl Dow said it was late. He slept.'


def statement(content: str, speaker: str | None = None, cue: str | None = None) -> dict[str, object]:
    start = TEXT.index(content)
    cue_start = None if cue is None else TEXT.index(cue)
    cue_end = None if cue is None else TEXT.index(cue) + len(cue)
    row = {"start": start, "end": start + len(content), "speaker": speaker}
    return {**row, "cue_start": cue_start, "cue_end": cue_end}


DIRECT = statement('"We will go,"', "Ann Bell", "said Ann")
REPORTED = statement("it was late", "Carl Dow", "said it")
GOLD = {"1": {"text": TEXT, "statements": [DIRECT, REPORTED]}}


def figures_of(*said: dict[str, object]) -> dict[str, float]:
    return score_quotes(GOLD, {"1": {"statements": list(said)}})


def test_gold_given_back_scores_1_in_all_and_in_direct_ones():
    figures = figures_of(DIRECT, REPORTED)
    names = ("content_f1", "exact_f1", "match_f1", "speaker_accuracy", "speaker_f1", "cue_accuracy")
    assert [figures[prefix + name] for prefix in ("", "direct_") for name in names] == [1.0] * 12
    assert (figures["gold"], figures["direct_gold"]) == (2, 1)


def test_nothing_scores_0():
    figures = figures_of()
    assert (figures["content_f1"], figures["match_f1"], figures["speaker_f1"], figures["cue_accuracy"]) == (0, 0, 0, 0)


def test_tokens_of_the_content_are_pooled():
    figures = figures_of(DIRECT)
    assert (figures["content_precision"], figures["content_recall"]) == (1.0, 0.5)
    assert (figures["match_precision"], figures["match_recall"]) == (1.0, 0.5)
    assert (figures["direct_content_f1"], figures["direct_match_f1"]) == (1.0, 1.0)


def test_marks_at_the_edges_make_no_difference_to_an_exact_span():
    figures = figures_of(statement("We will go", "Ann Bell"))
    assert figures["exact_f1"] == pytest.approx(2 / 3)
    assert figures["direct_match_f1"] == 1.0  # its marks stand right outside


@pytest.mark.parametrize(("content", "matched"), [("late. He slept", 0.0), ("was late. He slept", 1.0)])
def test_half_of_the_tokens_must_be_shared(content, matched):
    """Gold has three tokens: 2 * 1 / (3 + 3) is too little, 2 * 2 / (3 + 4) is enough."""
    gold = {"1": {"text": TEXT, "statements": [REPORTED]}}
    assert score_quotes(gold, {"1": {"statements": [statement(content)]}})["match_recall"] == matched


def test_half_of_the_words_of_the_speaker_are_enough():
    assert figures_of({**DIRECT, "speaker": "bell"})["speaker_accuracy"] == 1.0
    assert figures_of({**DIRECT, "speaker": "the bell of that town"})["speaker_accuracy"] == 0.0
    assert figures_of({**DIRECT, "speaker": None})["speaker_accuracy"] == 0.0


def test_statements_without_a_source_do_not_count_for_speakers():
    gold = {"1": {"text": TEXT, "statements": [{**DIRECT, "speaker": None}, REPORTED]}}
    figures = score_quotes(gold, {"1": {"statements": [DIRECT, REPORTED]}})
    assert (figures["speaker_accuracy"], figures["speaker_f1"]) == (1.0, 1.0)


def test_cues_that_overlap_are_the_same():
    assert figures_of({**DIRECT, "cue_start": DIRECT["cue_end"], "cue_end": 99})["cue_accuracy"] == 0.0
    assert figures_of({**DIRECT, "cue_end": DIRECT["cue_start"] + 1})["cue_accuracy"] == 1.0
    assert figures_of({**DIRECT, "cue_start": None})["cue_accuracy"] == 0.0
    assert figures_of({**DIRECT, "cue_start": None}, REPORTED)["cue_accuracy"] == 0.5


def test_a_statement_outside_of_the_text_is_not_given():
    assert figures_of({**DIRECT, "end": 999})["given"] == 0
