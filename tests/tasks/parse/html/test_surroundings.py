"""What stands around an article is told from it, whatever the page looks like."""

from __future__ import annotations

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


def test_what_stands_below_an_announcement_of_other_articles_is_cut_off_though_it_is_text() -> None:
    below = [block("Related stories", Kind.HEADING), block("A ferry ran aground near the harbour on Tuesday night.")]
    assert without_surroundings([*ARTICLE, *ARTICLE, *below], INDEX) == [*ARTICLE, *ARTICLE]


def test_an_announcement_near_the_top_does_not_cut_off_the_article() -> None:
    assert without_surroundings([ARTICLE[0], block("See also"), *ARTICLE, *ARTICLE], INDEX) == [
        ARTICLE[0],
        *ARTICLE,
        *ARTICLE,
    ]


def test_a_link_to_another_article_between_paragraphs_is_left_out() -> None:
    between = block("Read also: Ferry stops running at noon")
    assert without_surroundings([ARTICLE[0], between, *ARTICLE[1:]], INDEX) == ARTICLE
