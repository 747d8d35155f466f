"""Which elements of a page print a time. All pages are made up."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from tasks.parse.comments.index import index_of
from tasks.parse.comments.stamps import find_stamps


def stamps(body: str) -> list[str]:
    """The tags of the stamps."""
    tree = fromstring(f"<html><body>{body}</body></html>")
    return [element.tag for element in find_stamps(tree, index_of(tree).texts)]


@pytest.mark.parametrize(
    "text", ["July 3, 2021", "Ann, July 3, 2021 at 9:30 am", "2 hours ago", "3. Juli 2021 um 9:30 Uhr", "9:30 am"]
)
def test_an_element_whose_own_text_is_a_time_is_a_stamp(text: str) -> None:
    assert stamps(f"<div><i>{text}</i><b>It rains.</b></div>") == ["i"]


@pytest.mark.parametrize("text", ["It rains.", "On July 3 it rained as never before in this town.", "Reply", "12"])
def test_other_texts_are_none(text: str) -> None:
    assert stamps(f"<div><i>{text}</i></div>") == []


def test_a_verb_of_saying_needs_a_number_beside_it() -> None:
    assert stamps("<i>Ann says:</i>") == []
    assert stamps("<i>Ann12 says:</i>") == ["i"]


def test_a_time_element_is_one_if_it_states_its_time() -> None:
    assert stamps('<time datetime="2021-07-03">yesterday</time><time>yesterday</time>') == ["time"]


@pytest.mark.parametrize(
    ("title", "is_stamp"),
    [
        ("3/7 9:30", True),  # eight characters
        ("3/7 9:3", False),
        ("July 3, 2021", False),  # without a time of day
        ("Wednesday, September 15, 2021 at 9:30:00", True),  # forty characters
        ("Wednesday, September 15, 2021 at 10:30:00", False),
        ("Read more: bridges", False),
    ],
)
def test_a_tooltip_with_a_time_of_day_is_one(title: str, is_stamp: bool) -> None:
    assert stamps(f'<i title="{title}">a while ago</i>') == (["i"] if is_stamp else [])


def test_the_tooltip_of_a_box_is_none() -> None:
    assert stamps('<p title="July 3, 2021 9:30"><b>a</b> while back</p>') == []


def test_no_stamp_stands_in_another() -> None:
    assert stamps('<time datetime="2021-07-03"><i>July 3, 2021</i></time><i>July 4, 2021</i>') == ["time", "i"]


def test_what_is_not_read_prints_no_time_but_a_form_may_be_a_box_around_comments() -> None:
    assert stamps("<nav><i>July 3, 2021</i></nav><form><b>July 3, 2021</b></form>") == ["b"]


@pytest.mark.parametrize(("text", "is_stamp"), [("Jul 3.", True), ("Jul 3", False), ("9:30am", True), ("9:30a", False)])
def test_a_stamp_has_six_characters(text: str, is_stamp: bool) -> None:
    assert stamps(f"<i>{text}</i>") == (["i"] if is_stamp else [])


@pytest.mark.parametrize(("blanks", "is_stamp"), [(480 - 12, True), (481 - 12, False)])
def test_blanks_of_the_source_count_to_four_times_the_longest_stamp(blanks: int, is_stamp: bool) -> None:
    assert stamps(f"<i>July 3, 2021{' ' * blanks}</i>") == (["i"] if is_stamp else [])


@pytest.mark.parametrize(("children", "is_stamp"), [(8, True), (9, False)])
def test_a_stamp_has_eight_children_at_most(children: int, is_stamp: bool) -> None:
    assert stamps(f"<p>July 3, 2021{'<br>' * children}</p>") == (["p"] if is_stamp else [])


def test_no_more_stamps_are_gathered_than_can_be_of_use() -> None:
    assert len(stamps("<p>July 3, 2021</p>" * 3001)) == 3000


def test_the_head_of_the_page_prints_nothing() -> None:
    tree = fromstring("<html><head><title>July 3, 2021</title></head><body><p>July 4, 2021</p></body></html>")
    assert [element.tag for element in find_stamps(tree, index_of(tree).texts)] == ["p"]
