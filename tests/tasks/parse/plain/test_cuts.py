"""How comments without times and controls are cut: at rules, quotations, names, paragraphs. All texts are made up."""

from __future__ import annotations

import pytest

from tasks.parse.lines.kinds import Line, LineKind
from tasks.parse.plain.cuts import by_rules, cut_counted, cut_unsigned, is_placed_name, one_a_cell
from tasks.parse.plain.posts import Post, Thread

SAID = ("They knew it all along.", "Who is to pay for it?", "Ask the pilots first.", "Nobody listens to them.")


def text(said: str) -> Line:
    return Line(said, LineKind.TEXT)


def rule(mark: str = "***") -> Line:
    return Line(mark, LineKind.ORNAMENT)


def lines_of(*said: str) -> list[Line]:
    return [rule(line) if not any(map(str.isalnum, line)) else text(line) for line in said]


def cut(*said: str) -> list[tuple[str | None, list[str]]]:
    """Writer and lines of each comment."""
    lines = lines_of(*said)
    thread = cut_unsigned(lines, 0, len(lines), "voice")
    assert thread is not None
    assert thread.rule == "voice"
    assert (thread.begin, thread.end) == (thread.posts[0].begin, thread.posts[-1].end)
    return [(post.author, [lines[index].text for index in post.written]) for post in thread.posts]


def plain(*blocks: list[str]) -> list[tuple[str | None, list[str]]]:
    return [(None, block) for block in blocks]


# ---- rules


def test_a_comment_stands_between_each_two_rules() -> None:
    lines = lines_of("***", SAID[0], "***", SAID[1], SAID[2], "***")
    assert by_rules(lines, 0, 6) == [Post(0, 2, (1,)), Post(2, 5, (3, 4))]
    assert cut_unsigned(lines, 0, 6, "voice") == Thread(0, 5, (Post(0, 2, (1,)), Post(2, 5, (3, 4))), "voice")


def test_one_rule_is_too_few() -> None:
    assert by_rules(lines_of(SAID[0], "***", SAID[1]), 0, 3) == []
    assert by_rules(lines_of(SAID[0], SAID[1]), 0, 2) == []
    two = lines_of(SAID[0], "***", SAID[1], "***", SAID[2])
    assert by_rules(two, 0, 5) == [Post(0, 1, (0,)), Post(1, 3, (2,)), Post(3, 5, (4,))]


def test_only_the_most_frequent_mark_is_a_rule() -> None:
    lines = lines_of(SAID[0], "***", "+", SAID[1], "***", SAID[2])
    assert [post.written for post in by_rules(lines, 0, 6)] == [(0,), (3,), (5,)]


def test_only_the_given_lines_are_cut() -> None:
    lines = lines_of(SAID[0], "***", SAID[1], "***", SAID[2], "***", SAID[3])
    assert by_rules(lines, 2, 5) == []
    assert by_rules(lines, 1, 5) == [Post(1, 3, (2,)), Post(3, 5, (4,))]


def test_an_item_of_a_list_begins_a_comment_beside_dashes() -> None:
    lines = lines_of("-", SAID[0], "- " + SAID[1], "-", SAID[2])
    assert [post.written for post in by_rules(lines, 0, 5)] == [(1,), (2,), (4,)]
    starred = lines_of("***", SAID[0], "- " + SAID[1], "***", SAID[2])
    assert [post.written for post in by_rules(starred, 0, 5)] == [(1, 2), (4,)]


@pytest.mark.parametrize(("count", "expected"), [(23, 2), (24, 0)])
def test_comments_between_rules_have_at_most_12_lines_on_the_average(count: int, expected: int) -> None:
    lines = lines_of("***", *["They knew."] * count, "***", SAID[0])
    assert len(by_rules(lines, 0, len(lines))) == expected


@pytest.mark.parametrize(("rules", "expected"), [(3, 2), (4, 0)])
def test_two_of_three_rules_have_a_comment(rules: int, expected: int) -> None:
    lines = lines_of(*["***"] * (rules - 1), SAID[0], "***", SAID[1])
    assert len(by_rules(lines, 0, len(lines))) == expected


# ---- quotations


def test_each_answer_begins_with_what_it_quotes() -> None:
    quoted = [line for said in SAID for line in (f"Mara wrote:{said}", "So it is, I say.")]
    assert cut(*quoted) == plain(*(quoted[at : at + 2] for at in range(0, 8, 2)))
    assert cut("I began it, you see.", *quoted) == plain(
        ["I began it, you see."], *(quoted[at : at + 2] for at in range(0, 8, 2))
    )


def test_three_quotations_are_too_few() -> None:
    quoted = [line for said in SAID[:3] for line in (f"Mara wrote:{said}", "So it is, I say.")]
    assert cut(*quoted) == plain(*([line] for line in quoted))


@pytest.mark.parametrize(("others", "is_cut"), [(12, True), (13, False)])
def test_quotations_open_a_quarter_of_the_lines(others: int, is_cut: bool) -> None:
    quoted = [f"Mara wrote:{said}" for said in SAID]
    assert (len(cut(*quoted, *["So it is, I say."] * others)) == 4) is is_cut


def test_a_head_without_what_it_quotes_is_no_quotation() -> None:
    headed = [line for said in SAID for line in ("Mara wrote:", said)]
    assert cut(*headed) == plain(headed)  # cut at paragraphs, each of which goes on from the one above
    lines = [line for said in SAID for line in (f"Mara wrote, {said}", "So it is, I say.")]
    assert len(cut(*lines)) == 8


# ---- names


def test_a_name_stands_above_each_comment() -> None:
    assert cut("Ann Lee", SAID[0], SAID[1], "Bo Roy", SAID[2]) == [
        ("Ann Lee", [SAID[0], SAID[1]]),
        ("Bo Roy", [SAID[2]]),
    ]


def test_a_name_stands_below_each_comment() -> None:
    assert cut(SAID[0], "Ann Lee", SAID[1], SAID[2], "Bo Roy") == [
        ("Ann Lee", [SAID[0]]),
        ("Bo Roy", [SAID[1], SAID[2]]),
    ]


def test_a_comment_above_the_first_name_has_no_writer() -> None:
    assert cut(SAID[0], "Ann Lee", SAID[1], "Bo Roy", SAID[2]) == [
        (None, [SAID[0]]),
        ("Ann Lee", [SAID[1]]),
        ("Bo Roy", [SAID[2]]),
    ]


def test_one_name_cuts_nothing() -> None:
    assert cut("Ann Lee", SAID[0], SAID[1]) == plain(["Ann Lee"], [SAID[0]], [SAID[1]])


@pytest.mark.parametrize(("others", "is_cut"), [(6, True), (7, False)])
def test_names_are_a_quarter_of_the_lines(others: int, is_cut: bool) -> None:
    found = cut("Ann Lee", *["They knew it all along."] * (others - 1), "Bo Roy", SAID[1])
    assert ([author for author, _ in found] == ["Ann Lee", "Bo Roy"]) is is_cut


def test_the_place_below_a_name_is_no_name() -> None:
    assert cut("Ann Lee", "Harwich", SAID[0], "Bo Roy", SAID[1]) == [
        ("Ann Lee", ["Harwich", SAID[0]]),
        ("Bo Roy", [SAID[1]]),
    ]


def test_names_and_places_set_comments_apart() -> None:
    assert cut(SAID[0], "Ann, Harwich, UK", SAID[1], "Bo, Leith") == [
        ("Ann, Harwich, UK", [SAID[0]]),
        ("Bo, Leith", [SAID[1]]),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ann, Harwich, UK", True),
        ("Ann Mary Lee, Harwich", True),
        ("Ann Mary Jo Lee, Harwich", False),
        ("Ann Lee, by the old quay", True),
        ("Ann Lee, by the very old quay", False),
        ("Ann Harwich", False),
        (", Harwich", False),
        ("4 Ann, Harwich", False),
        ("Ann, Harwich.", False),
        ("Ann, Harwich!", False),
        ("Ann, Harwich?", False),
        ("Ann, H", False),
        ("Ann, UK", True),
        ("A" * 51 + ", Harwich", True),
        ("A" * 52 + ", Harwich", False),
    ],
)
def test_a_name_has_a_short_place_behind_it(line: str, expected: bool) -> None:
    assert is_placed_name(text(line)) is expected
    assert not is_placed_name(Line(line, LineKind.DETAIL))


# ---- counted comments


def test_named_comments_below_a_heading_are_as_many_as_it_says() -> None:
    lines = lines_of("Ann Lee", SAID[0], "Bo Roy", SAID[1])
    posts = (Post(0, 2, (1,), author="Ann Lee"), Post(2, 4, (3,), author="Bo Roy"))
    assert cut_counted(lines, 0, 4, 2) == Thread(0, 4, posts, "announced-named", announced=2)
    assert cut_counted(lines, 0, 4, 1) is None
    assert cut_counted(lines, 0, 4, 3) is None


def test_a_comment_without_a_name_is_not_counted() -> None:
    lines = lines_of(SAID[0], "Ann Lee", SAID[1], "Bo Roy", SAID[2])
    assert cut_counted(lines, 0, 5, 3) is None


# ---- paragraphs


def test_each_paragraph_is_a_comment() -> None:
    assert cut(*SAID) == plain(*([line] for line in SAID))
    assert cut_unsigned([rule()], 0, 1, "voice") is None


@pytest.mark.parametrize("greeting", ["Hi Ann,", "Hello!", "@Ann -", "Dear all:", "Dear old Ann Lee,"])
def test_a_greeting_belongs_to_what_stands_below(greeting: str) -> None:
    assert cut(SAID[0], greeting, SAID[1]) == plain([SAID[0]], [greeting, SAID[1]])


@pytest.mark.parametrize("line", ["Dear old Ann Mary Lee,", "Hello to everybody here?", "The northern lock gate,"])
def test_a_longer_line_or_one_without_a_greeting_begins_its_own_comment(line: str) -> None:
    assert cut(SAID[0], line, SAID[1]) == plain([SAID[0]], [line], [SAID[1]])


def test_a_line_that_ends_with_a_colon_goes_on_below() -> None:
    assert cut("This is what they said:", SAID[1], SAID[2]) == plain(["This is what they said:", SAID[1]], [SAID[2]])


@pytest.mark.parametrize(
    ("line", "belongs"),
    [
        ("Best regards, Ann", True),
        ("Best regards from Ann", False),
        ("They knew it.", False),
        ("They knew.", True),
    ],
)
def test_a_closing_of_three_words_belongs_to_the_comment_above(line: str, belongs: bool) -> None:
    assert (len(cut(SAID[0], line)) == 1) is belongs


@pytest.mark.parametrize(
    ("above", "line", "belongs"),
    [
        ("They knew it all along,", "and nobody said a word.", True),
        ("They knew it all along;", "and nobody said a word.", True),
        ("They knew it all along.", "and nobody said a word.", False),
        ("They knew it all along,", "And nobody said a word.", False),
    ],
)
def test_a_broken_sentence_is_one_comment(above: str, line: str, belongs: bool) -> None:
    assert (len(cut(above, line)) == 1) is belongs


# ---- cells


def table(cells: int, words: int, loose: int = 0) -> list[Line]:
    """Cells between bars, and lines without bars below them."""
    said = " ".join(["harbour"] * words)
    rows = [line for _ in range(cells) for line in (rule("|"), text(said))]
    return [*rows, rule("|"), *[text(said)] * loose]


def test_a_page_of_one_column_has_a_post_in_each_cell() -> None:
    posts = tuple(Post(index, index + 1, (index,)) for index in range(1, 17, 2))
    assert one_a_cell(table(8, 20)) == Thread(0, 17, posts, "cells")


@pytest.mark.parametrize(
    ("cells", "words", "loose", "is_thread"),
    [(7, 20, 0, False), (8, 19, 0, False), (9, 20, 1, True), (9, 20, 2, False)],
)
def test_cells_are_many_full_of_words_and_nearly_all_of_the_page(
    cells: int, words: int, loose: int, is_thread: bool
) -> None:
    assert (one_a_cell(table(cells, words, loose)) is not None) is is_thread
