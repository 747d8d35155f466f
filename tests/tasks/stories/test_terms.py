"""Which articles are close enough to report on one event."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.stories.terms import LEAD_MARK, NAME_MARK, TERM_COUNT, TERM_MASK, rarity, story_score, telling_terms, weigh
from tasks.text.compared_words import surfaces_and_words

FIRE = (
    "A fire destroyed the Corona cinema in Westby on Sunday night. Sixty firefighters fought the flames for hours. "
    "The owner, Jonas Falk, said the Corona had been restored only last year."
)
FIRE_AGAIN = (
    "Westby mourns its cinema: the Corona burned down on Sunday in spite of sixty firefighters. "
    "Police do not rule out arson, and owner Jonas Falk asks for witnesses of the flames."
)
ELECTION = (
    "The council of Westby elected Petra Holm as mayor on Monday. She beat the candidate of the farmers by two votes "
    "and promised cheaper buses."
)


def terms(body: str, title: str = "") -> tuple[int, ...]:
    return telling_terms(*surfaces_and_words(body), surfaces_and_words(title)[1])


def bare(*terms: int) -> set[int]:
    return {term & TERM_MASK for term in terms}


def score(one: str, other: str) -> float:
    rarities = {term: rarity(2, 1000) for term in bare(*terms(one), *terms(other))}
    return story_score(weigh(terms(one), rarities), weigh(terms(other), rarities))


def test_reports_on_one_event_are_closer_than_reports_from_one_town() -> None:
    assert score(FIRE, FIRE_AGAIN) > 0.3
    assert score(FIRE, ELECTION) < 0.15


def test_an_article_is_as_close_as_can_be_to_itself_and_not_at_all_to_one_without_terms() -> None:
    assert score(FIRE, FIRE) > 0.999
    assert score(FIRE, "") == 0.0
    assert score("", "") == 0.0
    assert weigh(terms(FIRE), {}) == {}


def test_names_and_words_of_the_headline_come_before_other_words() -> None:
    found = terms("Yesterday somebody saw a comet. Then Falk saw a comet.", "Comet over the harbour")
    order = [term & TERM_MASK for term in found]
    [comet, falk, somebody] = [order.index(*bare(*terms(word))) for word in ("comet", "Falk", "somebody")]
    assert comet == 0
    assert falk < somebody


def test_a_term_is_marked_as_a_name_that_is_neither_everyday_nor_a_noun_and_as_one_of_the_lead() -> None:
    def marked(word: str, mark: int) -> bool:
        words = surfaces_and_words("Falk came to London with the Auto. " + "then " * 50 + "Holm left in a boat.")
        found = telling_terms(*words, (), lambda word: word == "london", frozenset(["auto"]))
        return any(term & mark and bare(term) == bare(*terms(word)) for term in found)

    assert [word for word in ("Falk", "London", "Auto", "Holm", "boat") if marked(word, NAME_MARK)] == ["Falk", "Holm"]
    assert [word for word in ("Falk", "London", "Holm", "boat") if marked(word, LEAD_MARK)] == ["Falk", "London"]


def test_two_characters_of_a_script_without_spaces_are_no_name_and_tell_in_the_lead_where_they_are_no_ending() -> None:
    found = terms("宮崎県で震度を観測しました。")
    assert found
    assert not any(term & NAME_MARK for term in found)
    assert 0 < sum(term & LEAD_MARK > 0 for term in found) < len(found)


def test_text_that_holds_a_layout_open_reports_on_nothing() -> None:
    assert terms("Lorem ipsum dolor sit amet, consectetur adipiscing elit.", "Base URL test") == ()


def test_words_of_every_text_are_no_terms() -> None:
    assert terms("the and of und der les que 7 it") == ()


def test_a_rarer_term_counts_more() -> None:
    assert rarity(1, 10_000) > rarity(100, 10_000) > rarity(10_000, 10_000) > 0


@given(st.text(), st.text())
def test_scores_lie_between_0_and_1_and_have_no_direction(one: str, other: str) -> None:
    assert 0.0 <= score(one, other) <= 1.0
    assert abs(score(one, other) - score(other, one)) < 1e-9


@given(st.text())
def test_terms_are_few_and_distinct(text: str) -> None:
    found = terms(text, text)
    assert len(found) == len(set(found)) <= TERM_COUNT
