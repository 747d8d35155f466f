"""What stands around an article is told from it, whatever the page looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.base.assembly import Block
from tasks.parse.html.surroundings import article_span, link_index, linked_share, without_surroundings
from tasks.records import Kind, Layer

SENTENCE = "The council said on Monday that the bridge over the river would be opened to lorries before the winter."
LINKS = ("Markets fall for a second day", "Ferry stops running at noon", "School opens its new gym", "Home")


def block(text: str, kind: Kind = Kind.PARAGRAPH) -> Block:
    return Block(text, Layer.ARTICLE, kind, "test")


ARTICLE = [block(SENTENCE), block("No more was said."), block(SENTENCE)]
LISTED = [block(link) for link in LINKS]
INDEX = link_index(LINKS)


def test_a_line_is_linked_as_far_as_its_words_stand_as_links_of_the_page() -> None:
    assert linked_share("Ferry stops running at noon", INDEX) == 1.0
    assert linked_share("Home | School opens its new gym", INDEX) == 1.0
    assert linked_share(SENTENCE, INDEX) == 0.0
    assert linked_share("", INDEX) == 0.0


def test_the_span_is_the_running_text_and_the_heading_above_it() -> None:
    heading = block("Bridge opens", Kind.HEADING)
    worth, begin, end = article_span([*LISTED, heading, *ARTICLE, *LISTED], INDEX)
    assert (begin, end) == (len(LISTED), len(LISTED) + 1 + len(ARTICLE))
    assert worth > 0


def test_a_page_of_links_alone_has_no_span() -> None:
    assert article_span(LISTED, INDEX) == (0.0, 0, 0)


def test_lists_of_links_and_notices_are_cut_off_at_both_ends() -> None:
    notices = [block("Tags: bridges, rivers"), block("© 2021 The Daily Sample. All rights reserved.")]
    assert without_surroundings([*LISTED, *ARTICLE, *notices, *LISTED], INDEX) == ARTICLE


def test_a_single_link_at_the_end_is_the_authors_own() -> None:
    assert without_surroundings([*ARTICLE, LISTED[0]], INDEX) == [*ARTICLE, LISTED[0]]


def test_a_heading_under_which_nothing_stands_any_more_goes_with_what_it_announced() -> None:
    tail = [block("What others read", Kind.HEADING), *LISTED]
    assert without_surroundings([*ARTICLE, *tail], INDEX) == ARTICLE


def test_words_for_an_advertisement_stand_nowhere_in_an_article() -> None:
    assert without_surroundings([ARTICLE[0], block("Advertisement"), *ARTICLE[1:]], INDEX) == ARTICLE


def test_a_sentence_that_begins_like_a_notice_is_kept_when_it_is_long() -> None:
    sentence = block("Share prices fell " + "and fell again, as nobody had foreseen " * 5 + "on Monday.")
    assert without_surroundings([*ARTICLE, sentence], INDEX)[-1] == sentence


def test_a_sentence_in_a_script_without_blanks_is_worth_its_characters() -> None:
    told = [block("橋は水曜日に開通し、予定より一年早く人々が渡り始めたと町が発表した。") for _ in range(3)]
    assert article_span([*LISTED, *told, *LISTED], INDEX)[1:] == (len(LISTED), len(LISTED) + 3)


@given(st.lists(st.sampled_from([*ARTICLE, *LISTED, block("Share"), block("Next", Kind.HEADING)]), max_size=20))
def test_what_is_left_is_part_of_what_was_there_and_never_nothing(blocks: list[Block]) -> None:
    left = without_surroundings(blocks, INDEX)
    assert bool(left) == bool(blocks)
    remaining = iter(blocks)
    assert all(any(kept is one for one in remaining) for kept in left)
    _, begin, end = article_span(blocks, INDEX)
    assert 0 <= begin <= end <= len(blocks)


def test_links_that_all_begin_alike_cost_bounded_time() -> None:
    index = link_index("a " * length + "b" for length in range(1, 90))
    assert linked_share("a " * 1_000_000, index) == 0.0


def test_what_stands_below_an_announcement_of_other_articles_is_cut_off_with_the_text_of_its_teasers() -> None:
    teasers = [LISTED[1], block("A ferry ran aground near the harbour on Tuesday night.")]
    below = [block("Related stories", Kind.HEADING), *teasers]
    assert without_surroundings([*ARTICLE, *ARTICLE, *below], INDEX) == [*ARTICLE, *ARTICLE]


def test_an_article_goes_on_below_an_announcement_without_others() -> None:
    heading = block("Nobody asked the ferrymen", Kind.HEADING)
    below = [block("Read more", Kind.HEADING), heading, *ARTICLE]
    assert without_surroundings([*ARTICLE, *ARTICLE, *below], INDEX) == [*ARTICLE, *ARTICLE, heading, *ARTICLE]


def test_an_announcement_near_the_top_does_not_cut_off_the_article() -> None:
    assert without_surroundings([ARTICLE[0], block("See also"), *ARTICLE, *ARTICLE], INDEX) == [
        ARTICLE[0],
        *ARTICLE,
        *ARTICLE,
    ]


def test_a_link_to_another_article_between_paragraphs_is_left_out() -> None:
    between = block("Read also: Ferry stops running at noon")
    assert without_surroundings([ARTICLE[0], between, *ARTICLE[1:]], INDEX) == ARTICLE


# ---- at the edges of the rules; a word stands for any word of running text


def words(count: int) -> Block:
    return block("word " * (count - 1) + "end.")


@pytest.mark.parametrize(
    ("line", "worth"),
    [
        (words(6), 1.0),  # less five for the line
        (words(80), 75.0),
        (words(81), 75.0),  # no more than 80 count
        (block("one two three four five six seven eight nine ten"), 5.0),  # ten words are a sentence without its stop
    ],
)
def test_a_paragraph_is_worth_its_words_less_five(line: Block, worth: float) -> None:
    assert article_span([line], {}) == (worth, 0, 1)


def test_a_paragraph_of_five_words_is_worth_nothing() -> None:
    assert article_span([words(5)], {}) == (0.0, 0, 0)


@pytest.mark.parametrize(
    ("between", "cost"),
    [
        (block("Lifted at once", Kind.HEADING), 2.0),
        (block("one two three four five six seven eight nine"), 4.0),  # a label
        (block("Ferry stops running at noon"), 9.0),  # a link: four, and its five words
    ],
)
def test_what_is_no_paragraph_costs_what_it_takes_to_bridge_it(between: Block, cost: float) -> None:
    assert article_span([words(30), between, words(30)], INDEX) == (50.0 - cost, 0, 3)


def test_a_link_costs_24_at_most() -> None:
    long = " ".join(f"w{number}" for number in range(40))
    index = link_index([long])
    assert article_span([words(50), block(long), words(50)], index) == (90.0 - 24.0, 0, 3)


def test_a_word_of_a_link_takes_another_words_worth() -> None:
    line = block(
        "Ferry stops running at noon, said the board in a letter of its own and without reasons."
    )  # 5 of 17 words
    assert article_span([line], INDEX)[0] == pytest.approx(17 * (1 - 2 * 5 / 17) - 5)
    half = block("Ferry stops running at noon, the board said on Monday.")  # five of ten: no link yet
    assert article_span([words(30), half], INDEX) == (25.0, 0, 1)


def test_the_span_begins_anew_behind_what_costs_more_than_it_was_worth() -> None:
    labels = [block("one two")] * 7  # 28
    assert article_span([words(30), *labels, words(40)], {}) == (35.0, 8, 9)
    assert article_span([words(40), *labels, words(30)], {}) == (35.0, 0, 1)


def test_links_of_one_short_word_are_no_links() -> None:
    assert link_index(["UK", "Home", "On it", ""]) == {"Home": [("Home",)], "On": [("On", "it")]}


def test_twelve_links_that_begin_alike_are_kept_the_longest_ones() -> None:
    index = link_index("a " * length + "b" for length in range(1, 14))
    assert [len(link) for link in index["a"]] == list(range(14, 2, -1))


def test_the_longest_link_that_fits_counts() -> None:
    index = link_index(["Ferry stops", "Ferry stops running"])
    assert linked_share("Ferry stops running late", index) == 0.75


def test_two_hundred_words_of_a_line_are_compared() -> None:
    assert linked_share("Home " + "word " * 199, INDEX) == 1 / 200
    assert linked_share("word " * 200 + "Home", INDEX) == 0.0


def test_three_links_in_a_row_are_a_list_and_two_the_authors_own() -> None:
    assert without_surroundings([*ARTICLE, *LISTED[:3]], INDEX) == ARTICLE
    assert without_surroundings([*ARTICLE, *LISTED[:2]], INDEX) == [*ARTICLE, *LISTED[:2]]
    assert without_surroundings([*LISTED[:3], *ARTICLE], INDEX) == ARTICLE
    assert without_surroundings([*LISTED[:2], *ARTICLE], INDEX) == [*LISTED[:2], *ARTICLE]


def test_a_page_of_nothing_but_links_keeps_them() -> None:
    assert without_surroundings(LISTED[:3], INDEX) == LISTED[:3]


def test_a_line_of_which_half_is_a_link_ends_a_list() -> None:
    half = block("Ferry stops running at noon, says the board on Monday.")
    assert without_surroundings([*ARTICLE, *LISTED[:2], half], INDEX) == [*ARTICLE, *LISTED[:2], half]


def test_a_notice_has_25_words_below_the_article_and_12_above_it() -> None:
    def notice(count: int) -> Block:
        return block("Share " + "word " * (count - 1))

    assert without_surroundings([*ARTICLE, notice(25)], {}) == ARTICLE
    assert without_surroundings([*ARTICLE, notice(26)], {}) == [*ARTICLE, notice(26)]
    assert without_surroundings([notice(12), *ARTICLE], {}) == ARTICLE
    assert without_surroundings([notice(13), *ARTICLE], {}) == [notice(13), *ARTICLE]


def test_an_announcement_cuts_off_what_follows_from_six_tenths_of_the_words_on() -> None:
    heading, teaser, below = block("Related stories"), LISTED[1], words(35)  # the teaser has five words
    assert without_surroundings([words(63), heading, teaser, below], INDEX) == [words(63)]  # 63 of 105
    assert without_surroundings([words(62), heading, teaser, below], INDEX) == [words(62), teaser, below]


def test_a_line_that_begins_by_announcing_is_left_out_where_more_than_three_tenths_of_it_are_a_link() -> None:
    linked = "Ferry stops running at noon"
    much = block(f"Read also: {linked} one two three four five six seven eight nine.")  # 5 of 16
    little = block(f"Read also: {linked} one two three four five six seven eight nine ten.")  # 5 of 17
    assert without_surroundings([ARTICLE[0], much, ARTICLE[2]], INDEX) == [ARTICLE[0], ARTICLE[2]]
    assert without_surroundings([ARTICLE[0], little, ARTICLE[2]], INDEX) == [ARTICLE[0], little, ARTICLE[2]]


def test_of_notices_alone_one_is_left() -> None:
    tags, rights = block("Tags: locks"), block("© 2021")
    assert without_surroundings([tags, rights], {}) == [tags]
    assert without_surroundings([block("Share"), block("Advertisement")], {}) == [block("Share")]
