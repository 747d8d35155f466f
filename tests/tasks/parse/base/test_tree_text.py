"""An element's text as a reader sees it."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fragment_fromstring

from tasks.parse.base.tree_text import INLINE_TAGS, UNSEEN_TAGS, inline_text, lines, pieces


def box(markup: str) -> HtmlElement:
    return fragment_fromstring(f"<div>{markup}</div>")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("One <b>two</b> three", ["One two three"]),
        ("<p>One</p><p>two</p>", ["One", "two"]),
        ("One<p>two</p>three", ["One", "two", "three"]),
        ("One<br>two", ["One", "two"]),
        ("One\n  two", ["One two"]),
        ("One<b> two</b>", ["One two"]),
        ("On<b>e</b>", ["One"]),
        ("<b>One </b><i>two</i>", ["One two"]),
        ("<b>One</b> <i>two</i>", ["One two"]),
        ("One<b>\n</b>two", ["One two"]),
        ("One<script>x</script> two", ["One two"]),
        ("One<button>x</button><p> </p>", ["One"]),
        ("<select><option>x</option></select>", []),
        ("", []),
    ],
)
def test_lines_break_where_the_page_breaks_them(markup: str, expected: list[str]) -> None:
    assert lines(box(markup)) == expected


def test_what_is_skipped_leaves_what_stands_behind_it() -> None:
    tree = box("One <span class='x'>two <b>three</b></span> four")
    assert lines(tree, lambda element: element.get("class") == "x") == ["One four"]
    assert lines(tree, lambda element: element is tree) == ["One two three four"]


def test_the_text_behind_an_element_is_not_its_own() -> None:
    assert lines(box("<p>One</p>two")[0]) == ["One"]


def test_pieces_hold_a_break_at_each_edge_of_a_block() -> None:
    assert list(pieces(box("a<p>b</p>c"))) == ["\n", "a", "\n", "b", "\n", "c", "\n"]


def test_a_line_is_cut_where_it_is_long_enough() -> None:
    tree = box("<b>One</b> <b>two</b> <b>three</b> four")
    assert inline_text(tree) == "One two three four"
    assert inline_text(tree, 2) == "One"
    assert inline_text(tree, 3) == "One"
    assert inline_text(tree, 4) == "One two"
    assert inline_text(box(" a \u00a0\n b ")) == "a b"
    assert inline_text(box("a" * 1_999 + "<b>b</b><b>c</b><b>d</b>")) == "a" * 1_999 + "bc"


def test_no_tag_is_both_inline_and_unseen() -> None:
    assert not INLINE_TAGS & UNSEEN_TAGS
