import pytest

from benchmarks.scoring.comments import score_comments

ARTICLE = "a1 a2 a3 a4 a5 a6 a7 a8 a9 a10"
SAID = "c1 c2 c3 c4 c5 c6 c7 c8 c9"
GOLD = {"1": {"body": ARTICLE, "comments_text": SAID}}


def page(body: str, *comments: str) -> dict[str, object]:
    return {"body": body, "comments": [{"text": text} for text in comments]}


def test_gold_given_back_scores_1_and_leaks_nothing():
    figures = score_comments(GOLD, {"1": page(ARTICLE, SAID)})
    assert (figures["precision"], figures["recall"], figures["f1"], figures["recall_long_lines"]) == (1, 1, 1, 1)
    assert (figures["leak"], figures["loss"], figures["body_word_f1"]) == (0, 0, 1)


def test_nothing_scores_0_and_leaks_nothing():
    figures = score_comments(GOLD, {})
    assert (figures["f1"], figures["leak"], figures["loss"], figures["body_word_f1"]) == (0, 0, 0, 0)


def test_half_of_the_comments():
    figures = score_comments(GOLD, {"1": page(ARTICLE, "c1 c2 c3 c4 c5 c6")})
    assert (figures["precision"], figures["recall"]) == (1.0, 0.5)
    assert figures["f1"] == pytest.approx(2 / 3)


def test_comments_and_article_swapped_leak_and_lose_all():
    figures = score_comments(GOLD, {"1": page(SAID, ARTICLE)})
    assert (figures["leak"], figures["loss"], figures["loss_all_pages"], figures["f1"]) == (1, 1, 1, 0)


def test_what_article_and_comments_share_is_neither_leak_nor_loss():
    gold = {"1": {"body": f"{ARTICLE} {SAID}", "comments_text": SAID}}
    figures = score_comments(gold, {"1": page(f"{ARTICLE} {SAID}", SAID)})
    assert (figures["leak"], figures["loss"]) == (0, 0)


def test_lines_of_eight_words_are_what_people_wrote():
    gold = {"1": {"body": "", "comments_text": f"Ann says here\n{SAID}"}}
    figures = score_comments(gold, {"1": page("", SAID)})
    assert figures["recall_long_lines"] == 1.0
    assert figures["recall"] == pytest.approx(6 / 9)  # of the runs of four words of all twelve words


@pytest.mark.parametrize(("line", "recall"), [("c1 c2 c3 c4 c5 c6 c7", 0.5), ("c1 c2 c3 c4 c5 c6 c7 c8", 0.0)])
def test_shorter_lines_are_no_long_ones(line, recall):
    """Eight words count by themselves; without such a line the recall of all lines stands in."""
    gold = {"1": {"comments_text": line}}
    words = {0.5: "c1 c2 c3 c4 c5", 0.0: "other words are said"}[recall]
    assert score_comments(gold, {"1": page("", words)})["recall_long_lines"] == recall


@pytest.mark.parametrize(("count", "alarms"), [(9, 0.0), (10, 1.0)])
def test_ten_words_of_comments_where_there_are_none_are_a_false_alarm(count, alarms):
    gold = {"1": {"body": ARTICLE, "comments_text": ""}}
    figures = score_comments(gold, {"1": page(ARTICLE, " ".join(["word"] * count))})
    assert figures["false_alarms"] == alarms
    assert (figures["pages_with_comments"], figures["pages_without_comments"]) == (0, 1)


def test_pages_whose_comments_are_not_known_do_not_count():
    figures = score_comments({**GOLD, "2": {"body": "x", "comments_text": None}}, {"1": page(ARTICLE, SAID)})
    assert (figures["pages_with_comments"], figures["pages_without_comments"]) == (1, 0)
    assert score_comments({"2": {"body": "x"}}, {}) == {}


def test_gold_and_answers_are_cut_to_what_the_text_still_holds():
    gold = {"1": {"body": "", "comments_text": SAID, "text": "c1 c2 c3 c4 c5"}}
    rows = {"1": page("", "c1 c2 c3 c4 c5 c6")}
    assert score_comments(gold, rows)["recall"] == 0.5
    cut = score_comments(gold, rows, is_cut_to_text=True)
    assert (cut["precision"], cut["recall"]) == (1.0, 1.0)


SNIPPETS = {
    "1": {"comment_snippets": ["so  true", "not so", " "], "with": ["the article"], "without": ["the menu", "ads"]}
}


def test_snippets_of_comments_are_looked_for_in_comments_and_body():
    figures = score_comments(SNIPPETS, {"1": page("not so fast", "so\ntrue! the menu")})
    assert figures == {
        "snippets": 2,
        "snippets_found": 0.5,
        "snippets_in_body": 0.5,
        "article_segments_in_comments": 0.0,
        "furniture_in_comments": 0.5,
    }


def test_snippets_of_the_article_among_the_comments_are_counted():
    assert score_comments(SNIPPETS, {"1": page("", "the article")})["article_segments_in_comments"] == 1.0
