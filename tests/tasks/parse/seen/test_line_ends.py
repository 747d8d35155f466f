"""Words on different lines of a cell or an item are not glued together."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from tasks.parse.base.tree_text import lines
from tasks.parse.seen.line_ends import LONGEST_CELL, part_lines


def parted(body: str, tag: str) -> tuple[str, int]:
    """The text of the first element of that name, and how many elements it holds."""
    tree = document_fromstring(f"<html><body>{body}</body></html>")
    part_lines(tree)
    element = next(tree.iter(tag))
    return "|".join(lines(element)), len(element)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("open<br>all day", "open all day"),
        ("<p>Tuesday</p><p>and Friday</p>", "Tuesday and Friday"),
        ("<div>closed</div><div>for repairs</div>", "closed for repairs"),
        ("<ul><li>06:00 to 09:00</li><li>16:00 to 21:00</li></ul>", "06:00 to 09:00 16:00 to 21:00"),
    ],
)
def test_a_cell_is_one_line_of_words(cell: str, text: str) -> None:
    assert parted(f"<table><tr><td>{cell}</td></tr></table>", "td") == (text, 0)


@pytest.mark.parametrize(
    "cell",
    [
        "<b>Ness</b> H<sub>2</sub>O",
        "<a href='/'>one</a><br>two",
        "one<table><tr><th>two<b>three</b></th></tr></table>",
        f"{'a' * LONGEST_CELL}<br>b",
    ],
)
def test_a_cell_without_lines_or_with_more_than_words_stays_as_it_is(cell: str) -> None:
    assert parted(f"<table><tr><td>{cell}</td></tr></table>", "td")[1] > 0


def test_a_cell_is_short_enough_to_the_letter() -> None:
    text = "a" * (LONGEST_CELL - 1)
    assert parted(f"<table><tr><td>{text}<br>b</td></tr></table>", "td")[1] == 0


def test_an_item_keeps_its_lines() -> None:
    assert parted("<ul><li><div>Thursday</div><div>evening</div></li></ul>", "li") == ("Thursday|evening", 1)


def test_what_a_style_sets_on_its_own_line_has_a_break_before_it() -> None:
    assert parted("<p><b>Hours</b><span style='display:block'>from nine</span></p>", "p")[0] == "Hours|from nine"
    assert parted("<p>Hours<span style='display: block'>from nine</span></p>", "p")[0] == "Hours|from nine"
    assert parted("<p>Hours<span style='color:red'> from nine</span></p>", "p")[0] == "Hours from nine"
    assert parted("<p><span style='display:block'>from nine</span></p>", "p")[1] == 1
