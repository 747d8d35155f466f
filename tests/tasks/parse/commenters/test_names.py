"""Commenters' names are found where they stand as such, and words that are no names are left alone."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.commenters.names import CommenterNames, Standing, folded_words
from tests.growth import assert_grows_by_length

NAMES = CommenterNames(["Kim Okafor", "Will", "sailor99", "Ida", "mara", "KenFaulk", "王小明", "★★"], {"ida"})


def found(text: str, where: str = "in_comment") -> list[str]:
    return [text[s.start : s.end] for s in getattr(NAMES, where)(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I agree with Kim Okafor on this.", ["Kim Okafor"]),
        ("kim okafor's point, KIM OKAFOR, Kim\u00a0Okafor", ["kim okafor", "KIM OKAFOR", "Kim\u00a0Okafor"]),
        ("@KimOkafor and @kim_okafor and kim.okafor", ["KimOkafor", "kim_okafor", "kim.okafor"]),
        ("as sailor99 said before", ["sailor99"]),
        ("as Ken Faulk said before", ["Ken Faulk"]),
        ("so mara, MARA and Mara mean it", ["mara", "MARA", "Mara"]),
        ("我同意王小明的看法", ["王小明"]),
        ("Kimono Okaforian, skim okafors", []),
    ],
)
def test_a_name_is_found_anywhere_in_a_comment_however_it_is_written(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["@Will no.", "Will wrote:", "In reply to Will", "Will, you are wrong", "Will: no", "Will", "Thanks Will",
     "No, Will!", "Hi will, hello", "Zitat von Will", "Will said it before"],
)  # fmt: skip
def test_a_name_that_is_a_common_word_counts_where_somebody_is_addressed_by_it(text: str) -> None:
    assert [name.casefold() for name in found(text)] == ["will"]


@pytest.mark.parametrize("text", ["It will rain.", "Will it rain?", "Where there is a will", "We will, won't we"])
def test_elsewhere_it_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_word_that_the_article_uses_in_lower_case_counts_only_where_somebody_is_addressed() -> None:
    assert found("The plant Ida grows here. Ida, look!") == []
    assert found("Ida, look at the plant") == ["Ida"]


def test_a_first_name_before_another_surname_is_somebody_else() -> None:
    names = CommenterNames(["Daniel"])
    assert names.in_comment("Daniel Craig is good") == []
    assert names.in_comment("but Daniel is right") == [Standing(4, 10, "Daniel")]


@pytest.mark.parametrize("text", ["@Kim, no", "Okafor wrote:", "In reply to Kim", "So I say, Kim, it is"])
def test_a_part_of_a_name_counts_where_somebody_is_addressed(text: str) -> None:
    (standing,) = NAMES.in_comment(text)
    assert standing.name == "Kim Okafor"


def test_a_part_of_a_name_is_left_alone_elsewhere() -> None:
    assert found("Miss Kim met Okafor at noon") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@harbour_girl.77: no", ["harbour_girl.77"]),
        ("Tom Ridley wrote:", ["Tom Ridley"]),
        ("> Zitat von summit", ["summit"]),
        ("From the blue post that I read, it says:", []),
        ("They said:", []),
        ("mail ida@paper.example or see a@b", []),
        ("see https://a.example/@x", []),
    ],
)
def test_whoever_is_answered_or_quoted_is_a_commenter_of_the_page_or_of_another_page_of_it(
    text: str, expected: list[str]
) -> None:
    assert found(text) == expected


def test_every_name_counts_in_a_line_around_comments() -> None:
    assert found("Posted by: Will | Apr 6, 2007", "in_head") == ["Will"]
    assert found("Kim Okafor says:", "in_head") == ["Kim Okafor"]
    assert found(" ★★ ", "in_head") == ["★★"]


def test_another_document_inside_a_comment_is_searched_for_who_is_addressed_only() -> None:
    assert found("Mayor Kim Okafor opened the bridge.", "in_quotation") == []
    assert found("Kim Okafor wrote:", "in_quotation") == ["Kim Okafor"]


def test_an_address_is_searched_for_names_that_are_no_common_words() -> None:
    assert found("/user/kim-okafor#will-12", "in_address") == ["kim-okafor"]


def test_words_in_lower_case_are_those_of_running_text() -> None:
    assert set(folded_words("See Kim at kim.example, a “bridge” too; it’s 5")) == {"at", "a", "bridge", "too"}


@given(st.lists(st.text(min_size=1, max_size=12), max_size=6), st.text(max_size=200))
def test_stretches_lie_in_the_text_in_order_and_never_overlap(names: list[str], text: str) -> None:
    index = CommenterNames(names)
    for find in (index.in_comment, index.in_head, index.in_quotation, index.in_address):
        place = 0
        for standing in find(text):
            assert place <= standing.start < standing.end <= len(text)
            place = standing.end


@given(st.sampled_from(["Ann Lee", "sailor99", "Jörg Müller"]), st.text(max_size=40), st.text(max_size=40))
def test_a_name_never_stays_as_a_whole_word(name: str, before: str, after: str) -> None:
    text = f"{before} {name} {after}"
    stretches = CommenterNames([name]).in_comment(text)
    start = len(before) + 1
    assert any(s.start <= start and s.end >= start + len(name) for s in stretches)


def test_thousands_of_names_and_words_take_time_in_step_with_their_number() -> None:
    def look(count: int) -> None:
        names = CommenterNames([f"Reader{n} Family{n}" for n in range(count)])
        text = " ".join(f"Reader{n} Family{n} says @x{n} and" for n in range(count))
        assert len(names.in_comment(text)) >= count

    assert_grows_by_length({count: partial(look, count) for count in (2_000, 8_000)})
