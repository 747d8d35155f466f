"""Which comment answers which, as the markup says. All pages are made up."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from tasks.parse.comments.groups import Group
from tasks.parse.comments.replies import answered_items


def answered(body: str) -> list[int | None]:
    tree = fromstring(f"<div>{body}</div>")
    return answered_items(
        Group("comment", "c", tuple((element,) for element in tree.xpath("//*[@class and contains(@class, 'c ')]")))
    )


def test_a_comment_answers_the_one_that_it_stands_in() -> None:
    assert answered("<p class='c '>1</p><div class='c '>2<div class='c '>3<div class='c '>4</div></div></div>") == [
        None,
        None,
        1,
        2,
    ]


def test_a_comment_answers_the_first_comment_of_the_entry_that_it_stands_in() -> None:
    assert answered(
        "<ul><li><p class='c '>1</p><ul><li><p class='c '>2</p></li></ul></li><li><p class='c '>3</p></li></ul>"
    ) == [
        None,
        0,
        None,
    ]


@pytest.mark.parametrize(
    "name", ["data-parent-id", "data-parent", "data-parentid", "data-parent-comment-id", "data-reply-to"]
)
def test_an_attribute_names_the_comment_answered_by_its_number(name: str) -> None:
    assert answered(
        f"<p class='c ' id='c-7'>1</p><p class='c ' id='c-8'>2</p><p class='c ' id='c-9' {name}='7'>3</p>"
    ) == [
        None,
        None,
        0,
    ]


def test_an_attribute_is_believed_before_nesting_and_depth() -> None:
    inner = "<p class='c depth-2' id='c3' data-parent='1'>3</p>"
    body = f"<p class='c ' id='c1'>1</p><div class='c depth-1' id='c2'>2{inner}</div>"
    assert answered(body) == [None, None, 0]


def test_no_comment_answers_a_later_one_or_itself() -> None:
    body = "<p class='c ' id='c1' data-parent='2'>1</p><p class='c ' id='c2' data-parent='2'>2</p>"
    assert answered(body) == [None, None]


def test_a_depth_in_a_class_names_the_last_comment_one_step_up() -> None:
    depths = ("depth-1", "level_2", "indent3", "depth-2", "depth-1", "depth-3")
    body = "".join(f"<p class='c {depth}'>{depth}</p>" for depth in depths)
    assert answered(body) == [None, 0, 1, 0, None, 3]


def test_depth_one_answers_nobody_though_software_may_count_from_nought() -> None:
    assert answered("<p class='c depth-0'>1</p><p class='c depth-1'>2</p>") == [None, None]


def test_nesting_is_believed_before_depth() -> None:
    body = "<div class='c depth-1'>1</div><div class='c x'>2<p class='c depth-2'>3</p></div>"
    assert answered(body) == [None, None, 1]


@pytest.mark.parametrize("name", ["depth", "data-depth", "data-level", "indent", "data-indent"])
def test_a_depth_in_an_attribute_is_counted_from_nought(name: str) -> None:
    body = "".join(f"<p class='c '><b {name}='{depth}'></b></p>" for depth in (0, 1, 2, 1, 0))
    assert answered(body) == [None, 0, 1, 0, None]


def test_a_depth_that_is_no_short_number_says_nothing() -> None:
    assert answered("<p class='c ' depth='0'>1</p><p class='c ' depth='100'>2</p><p class='c ' depth='a'>3</p>") == [
        None,
        None,
        None,
    ]
