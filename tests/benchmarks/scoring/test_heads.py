import pytest

from benchmarks.scoring.heads import score_meta

GOLD = {
    "title": "Rain, at last",
    "authors": ["Ann Bell", "Carl Dow"],
    "published_at": "2024-05-01T23:30:00-05:00",
    "language": "no",
    "body": "It rained and it rained",
    "first": "It rained",
}


def figures_of(row: dict[str, object], **gold: object) -> dict[str, float]:
    return score_meta({"1": gold or GOLD}, {"1": row})


def test_gold_given_back_scores_1():
    figures = figures_of(GOLD)
    names = ("title", "title_loose", "authors_f1", "authors_exact", "day_own", "day_either", "instant", "language")
    names += ("body_p", "body_r", "body_f1", "first_words", "head")
    assert [figures[name] for name in names] == [1.0] * len(names)
    names = ("authors_missing", "authors_foreign", "date_missing", "article_lost", "article_in_comments")
    assert [figures[name] for name in names] == [0.0] * len(names)
    assert figures["pages"] == 1


def test_nothing_scores_0():
    figures = score_meta({"1": GOLD}, {})
    names = (
        "title",
        "title_loose",
        "authors_f1",
        "day_either",
        "instant",
        "language",
        "body_f1",
        "first_words",
        "head",
    )
    assert [figures[name] for name in names] == [0.0] * len(names)
    assert (figures["authors_missing"], figures["date_missing"], figures["article_lost"]) == (1.0, 1.0, 1.0)


def test_a_field_that_the_gold_does_not_state_has_no_figure():
    assert figures_of({"title": "x"}, title="X") == {"title": 1.0, "title_loose": 1.0, "head": 1.0, "pages": 1}


def test_titles_are_compared_by_letters_and_digits():
    assert figures_of({"title": "“RAIN” &ndash; at last!"}, title="Rain at last")["title"] == 1.0


@pytest.mark.parametrize(("said", "is_loose"), [("abcd", 1.0), ("abc", 0.0), ("abcdefghijkl", 1.0), ("zabcd", 0.0)])
def test_a_title_held_by_the_other_is_loosely_right_from_two_fifths_on(said, is_loose):
    assert figures_of({"title": said}, title="abcdefghij")["title_loose"] == is_loose


def test_authors_are_two_sets_of_names():
    figures = figures_of({"authors": ["By Ann Bell", "Eve"]}, authors=["ann bell", "Carl Dow"])
    assert (figures["authors_f1"], figures["authors_exact"], figures["authors_foreign"]) == (0.5, 0.0, 1.0)


def test_authors_where_there_are_none_are_invented():
    assert figures_of({"authors": ["Ann"]}, authors=[]) == {"authors_invented": 1.0, "head": 0.0, "pages": 1}


@pytest.mark.parametrize(
    ("said", "own", "either", "instant"),
    [
        ("2024-05-01T23:30:30-05:00", 1.0, 1.0, 1.0),
        ("2024-05-02T04:30:00Z", 0.0, 1.0, 1.0),
        ("2024-05-02T04:31:00Z", 0.0, 1.0, 0.0),  # a minute away
        ("2024-05-02", 0.0, 1.0, 0.0),  # the day in UTC
        ("2024-05-01", 1.0, 1.0, 0.0),
        ("2024-05-03", 0.0, 0.0, 0.0),
        ("on 2024-05-01, they say", 1.0, 1.0, 0.0),
    ],
)
def test_days_are_compared_as_written_and_in_utc(said, own, either, instant):
    figures = figures_of({"published_at": said}, published_at="2024-05-01T23:30:00-05:00")
    assert (figures["day_own"], figures["day_either"], figures["instant"]) == (own, either, instant)


def test_a_gold_day_without_a_clock_has_no_instant():
    assert "instant" not in figures_of({"published_at": "2024-05-01"}, published_at="2024-05-01")
    assert "instant" not in figures_of({"published_at": "2024-05-01"}, published_at="2024-05-01T10:00")
    assert "day_own" not in figures_of({"published_at": "2024-05-01"}, published_at="in May")


def test_a_language_is_compared_without_its_region_and_by_its_new_code():
    assert figures_of({"language": "nb-NO"}, language="no")["language"] == 1.0
    assert figures_of({"language": "en_GB"}, language="en")["language"] == 1.0


def test_standfirst_and_body_are_read_together_once():
    gold = {"body": "lead text and body text", "first": "lead text"}
    assert figures_of({"standfirst": "lead text", "body": "and body text"}, **gold)["body_f1"] == 1.0
    assert figures_of({"standfirst": "lead text", "body": "lead text and body text"}, **gold)["body_p"] == 1.0


def test_half_of_the_words():
    figures = figures_of({"body": "a b x y"}, body="a b c d")
    assert (figures["body_p"], figures["body_r"], figures["body_f1"]) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize(("said", "is_lost"), [("a b c", 0.0), ("a b", 1.0)])
def test_an_article_of_which_three_tenths_are_found_is_not_lost(said, is_lost):
    assert figures_of({"body": said}, body="a b c d e f g h i j")["article_lost"] == is_lost


def test_words_of_the_article_that_stand_among_the_comments_alone_are_counted():
    row = {"body": "a b", "comments": [{"text": "b c"}]}
    assert figures_of(row, body="a b c d")["article_in_comments"] == 0.25


def test_signs_of_scripts_without_spaces_are_words():
    assert figures_of({"body": "日本"}, body="日本語")["body_r"] == pytest.approx(2 / 3)


def test_sixty_letters_of_the_beginning_must_stand_in_the_body():
    first = "a" * 60 + "zzz"
    assert figures_of({"body": "a" * 60}, first=first)["first_words"] == 1.0
    assert figures_of({"body": "a" * 59}, first=first)["first_words"] == 0.0
