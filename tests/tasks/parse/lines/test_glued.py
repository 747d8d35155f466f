"""Where lines are cut that tag-stripping has run together. All lines are made up."""

from __future__ import annotations

import pytest

from tasks.parse.lines.glued import Mark, Piece, cells_of, is_layout, may_be_glued, pieces_of
from tasks.parse.lines.vocabulary import words


def pieces(line: str) -> list[Piece]:
    return list(pieces_of(line, words()))


def cells(row: str) -> list[str]:
    return list(cells_of(row, words()))


def glued(said: str, mark: Mark = Mark.NONE) -> Piece:
    return Piece(said, mark, is_glued=True)


# ---- controls


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ReplyDelete", [Piece("ReplyDelete", Mark.TOP)]),
        ("Delete", [Piece("Delete", Mark.REPLY)]),
        ("ReplyDeleteand more", [Piece("ReplyDelete", Mark.TOP), glued("and more")]),
        ("ReplyDelete and more", [Piece("ReplyDelete", Mark.TOP), glued("and more")]),
        ("DeleteYes, it is.", [Piece("Delete", Mark.REPLY), glued("Yes, it is.")]),
        ("AntwortenLöschenJa", [Piece("AntwortenLöschen", Mark.TOP), glued("Ja")]),
        ("Reply", [Piece("Reply")]),
        ("Deleted scenes", [Piece("Deleted scenes")]),
        ("Delete the gate", [Piece("Delete the gate")]),
        ("Delete-Key", [Piece("Delete-Key")]),
        ("Delete'Key", [Piece("Delete'Key")]),
        ("Delete’Key", [Piece("Delete’Key")]),
        ("Delete!", [Piece("Delete", Mark.REPLY), glued("!")]),
        ("ReplyDelete-Key", [Piece("ReplyDelete", Mark.TOP), glued("-Key")]),
    ],
)  # fmt: skip
def test_controls_are_cut_from_the_text_behind_them(line: str, expected: list[Piece]) -> None:
    assert pieces(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("They knew.ReplyDelete", [Piece("They knew."), glued("ReplyDelete", Mark.TOP)]),
        ("They knewReplyDelete", [Piece("They knew"), glued("ReplyDelete", Mark.TOP)]),
        ("They knew.Delete", [Piece("They knew."), glued("Delete", Mark.REPLY)]),
        ("They knew…Delete", [Piece("They knew…"), glued("Delete", Mark.REPLY)]),
        ("They knewDelete", [Piece("They knewDelete")]),
        ("They knew. Delete", [Piece("They knew. Delete")]),
        ("They press Delete", [Piece("They press Delete")]),
    ],
)
def test_controls_are_cut_from_the_text_before_them(line: str, expected: list[Piece]) -> None:
    assert pieces(line) == expected


# ---- names and times


def test_a_name_is_cut_from_the_time_behind_it() -> None:
    assert pieces("Ann LeeJuly 12, 2021 at 10:26 AM") == [
        Piece("Ann Lee", Mark.NAME),
        Piece("July 12, 2021 at 10:26 AM", is_glued=True, author="Ann Lee"),
    ]
    assert pieces("Ann LeeJuly 12, 2021") == [
        Piece("Ann Lee", Mark.NAME),
        Piece("July 12, 2021", is_glued=True, author="Ann Lee"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Ann LeeJuly 12 2021",
        "Ann LeeJuly 12, 21",
        "Ann LeeJuly 12, 2021 at noon!",
        "July 12, 2021 at 10:26 AM",
        "Ann Leejuly 12, 2021",
    ],
)
def test_other_lines_with_a_time_are_one_piece(line: str) -> None:
    assert pieces(line) == [Piece(line)]


@pytest.mark.parametrize(("length", "is_cut"), [(60, True), (61, False)])
def test_a_glued_name_has_at_most_60_characters(length: int, is_cut: bool) -> None:
    assert (len(pieces("A" * length + "July 12, 2021")) == 2) is is_cut


@pytest.mark.parametrize(("length", "is_cut"), [(24, True), (25, False)])
def test_a_clock_has_at_most_24_characters(length: int, is_cut: bool) -> None:
    assert (len(pieces("Ann LeeJuly 12, 2021" + "at".rjust(length - 2) + "10")) == 2) is is_cut


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("7-12-2021, 10:26 AM #2Hello you", "7-12-2021, 10:26 AM #2"),
        ("12.07.2021, 10:26 #312 Hello you", "12.07.2021, 10:26 #312"),
        ("2021/07/12 9.26pm #2Hello you", "2021/07/12 9.26pm #2"),
    ],
)
def test_the_number_of_a_post_is_cut_from_its_text(line: str, stamp: str) -> None:
    assert pieces(line) == [Piece(stamp), glued("Hello you")]
    assert pieces(line + " there" * 40) == [Piece(stamp), glued("Hello you" + " there" * 40)]


@pytest.mark.parametrize("line", ["7-12-2021, 10:26 AM #2", "7-12-2021, 10:26 AM Hello", "at 7-12-2021, 10:26 #2Hello"])
def test_a_time_without_number_or_text_is_one_piece(line: str) -> None:
    assert pieces(line) == [Piece(line)]


# ---- the look at both ends


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ReplyDelete", True),
        ("Reply to this", True),
        ("Rest here", False),
        ("They knew.Delete", True),
        ("They knew the gate", False),
        ("7 ships", True),
        ("ships 7", True),
        ("at 10 pm", True),
        ("at 10 PM", True),
        ("They knew.", False),
    ],
)
def test_a_line_may_be_glued_by_its_first_and_last_characters(line: str, expected: bool) -> None:
    assert may_be_glued(line, words()) is expected


@pytest.mark.parametrize(("length", "expected"), [(120, True), (121, False)])
def test_a_name_with_a_time_has_at_most_120_characters(length: int, expected: bool) -> None:
    assert may_be_glued("x" * (length - 1) + "7", words()) is expected


# ---- cells


@pytest.mark.parametrize(("length", "expected"), [(400, False), (401, True)])
def test_a_table_with_more_than_400_characters_in_a_cell_lays_out_a_page(length: int, expected: bool) -> None:
    cell = "x" * length
    assert is_layout(["They knew.", f"|{cell}|"]) is expected
    assert not is_layout([cell + "|"])
    assert not is_layout(["|" + "|".join(["x" * 200] * 3)])


def test_a_row_is_cut_at_its_bars_and_at_wide_space() -> None:
    assert cells("|They knew it. | Who pays?|") == ["|", "They knew it.", "|", "Who pays?", "|"]
    assert cells("|They knew it.    Who pays?") == ["|", "They knew it.", "Who pays?"]
    assert cells("|They knew it.   Who pays?") == ["|", "They knew it.   Who pays?"]
    assert cells("They knew it") == ["They knew it"]


def test_a_bar_behind_a_backslash_is_text() -> None:
    assert cells("|They \\| we|") == ["|", "They \\| we", "|"]


ARTICLE = "The lock is shut. " * 23  # 414 characters
SIGNED = ("Posted by Ann on July 3, 2019 10:26", "Posted by Bo on July 4, 2019 11:05")


def test_a_discussion_in_one_cell_is_cut_at_the_lines_that_sign_comments() -> None:
    cell = f"{ARTICLE}Comments {SIGNED[0]} They knew. {SIGNED[1]} Who pays?"
    assert cells(cell) == [ARTICLE.strip(), "Comments", SIGNED[0], "They knew.", SIGNED[1], "Who pays?"]


@pytest.mark.parametrize(
    "cell",
    [
        f"{ARTICLE}Comments {SIGNED[0]} They knew. Who pays?",
        f"{ARTICLE}{SIGNED[0]} They knew. {SIGNED[1]} Who pays?",
        f"{ARTICLE}{SIGNED[0]} They knew. Comments {SIGNED[1]} Who pays?",
        f"Comments {SIGNED[0]} They knew. {SIGNED[1]} Who pays?",
        f"{ARTICLE}comments of {SIGNED[0]} They knew. {SIGNED[1]} Who pays?",
    ],
)
def test_a_cell_without_a_heading_or_with_one_sign_is_one_piece(cell: str) -> None:
    assert cells(cell) == [cell]


@pytest.mark.parametrize(("length", "count"), [(400, 1), (401, 6)])
def test_a_discussion_has_more_than_400_characters(length: int, count: int) -> None:
    tail = f". Comments {SIGNED[0]} They knew. {SIGNED[1]} Who pays?"
    assert len(cells("x" * (length - len(tail)) + tail)) == count
