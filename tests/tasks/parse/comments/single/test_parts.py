"""The parts of one comment as its elements are named. All comments are made up."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import etree
from lxml.html import fromstring

from tasks.dates.publication.stamps import Reader
from tasks.parse.base.tree_text import split_lines
from tasks.parse.comments.single.parts import CommentParts, collect_controls, collect_parts
from tasks.records import Moment, Precision

READER = Reader(datetime(2022, 1, 1), None)
JULY = Moment(datetime(2021, 7, 3), Precision.DAY)
MORNING = Moment(datetime(2021, 7, 3, 9, 30), Precision.LOCAL_MINUTE)


def collected(body: str, *, others: str = "") -> CommentParts:
    """The parts of a comment with such a body; `others` is a path to answers inside it."""
    root = fromstring(f"<article>{body}</article>")
    inside: set[etree._Element] = set(root.xpath(others)) if others else set()
    return collect_parts((root,), inside, READER)


def lines(pieces: list[str]) -> list[str]:
    return split_lines(iter(pieces))


# ---- text


def test_text_goes_to_the_element_that_it_stands_in_and_text_behind_it_to_the_one_around() -> None:
    parts = collected("a<div class='comment-text'>b<p>c</p>d</div>e<div class='meta'>f</div>g")
    assert (lines(parts.written), lines(parts.beside), lines(parts.panels)) == (["b", "c", "d"], ["a", "e", "g"], ["f"])


def test_texts_of_several_elements_are_one_comments() -> None:
    first, second = fromstring("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>").iter("tr")
    assert lines(collect_parts((first, second), set(), READER).beside) == ["a", "b"]


def test_answers_inside_and_what_no_reader_sees_are_left_out() -> None:
    parts = collected("a<div class='answer'>b</div>c<button>d</button><script>e</script>", others=".//div")
    assert lines(parts.beside) == ["a", "c"]


def test_an_element_named_as_text_that_holds_a_head_is_a_box_around_both() -> None:
    parts = collected("<div class='comment-text'><div class='meta'>f</div>a</div>")
    assert (lines(parts.written), lines(parts.beside), lines(parts.panels)) == ([], ["a"], ["f"])


def test_the_head_of_a_quotation_does_not_make_a_text_a_box() -> None:
    parts = collected("<div class='comment-text'><blockquote><b class='author'>Bo</b> a</blockquote>b</div>")
    assert lines(parts.written) == ["Bo a", "b"]
    assert parts.author is None


def test_a_text_within_a_text_is_text_whatever_it_holds() -> None:
    parts = collected("<div class='comment-text'>a<div class='content'>b</div></div>")
    assert lines(parts.written) == ["a", "b"]


@pytest.mark.parametrize(("length", "is_panel"), [(400, True), (401, False)])
def test_a_head_of_more_than_four_hundred_characters_is_a_box_around_the_text(length: int, is_panel: bool) -> None:
    parts = collected(f"<div class='meta'>{'x' * length}</div>")
    assert bool(lines(parts.panels)) is is_panel
    assert bool(lines(parts.beside)) is not is_panel


def test_a_column_beside_the_text_is_no_text_however_long_it_is() -> None:
    assert lines(collected(f"<aside>{'x' * 500}</aside>").beside) == []


def test_a_head_inside_the_text_is_text() -> None:
    parts = collected("<div class='comment-text'>a<blockquote><div class='meta'>b</div></blockquote></div>")
    assert lines(parts.written) == ["a", "b"]


def test_a_profile_is_left_out_with_its_dates() -> None:
    parts = collected("<div class='joined'>July 3, 2021</div>a")
    assert (parts.moment, lines(parts.beside)) == (None, ["a"])


# ---- authors


@pytest.mark.parametrize(
    ("body", "author"),
    [
        ("<b class='author'>Ann</b>", "Ann"),
        ("<b class='author'>by Ann says:</b>", "Ann"),
        ("<cite><a>Ann - of Harwich</a></cite>", "Ann - of Harwich"),
        ("<b class='author'>link78</b>", "link78"),
        ("<b class='author'>Ann</b><b class='author'>Bo</b>", "Ann"),
        ("<div class='author'><b class='author'>Ann</b> of Harwich</div>", "Ann"),  # a box around the name
        ("<div class='author'><b class='text'>It rains.</b></div>", None),
        (f"<b class='author'>Ann, {'x' * 115}</b>", "Ann"),  # 120 characters
        (f"<b class='author'>Ann, {'x' * 116}</b>", None),
        ("<b class='author'>July 3, 2021</b>", None),
    ],
)
def test_an_element_named_as_author_names_the_author(body: str, author: str | None) -> None:
    assert collected(body).author == author


def test_an_attribute_names_the_author() -> None:
    roots = fromstring("<div><p data-author=' '>a</p><p data-author='Ann'>b</p><p data-author='Bo'>c</p></div>")
    assert collect_parts(tuple(roots), set(), READER).author == "Ann"


def test_the_name_of_the_author_printed_again_is_no_text_and_another_is() -> None:
    parts = collected("<b class='author'>Ann</b><i class='author'>Ann</i><u class='author'>Bo</u>")
    assert "".join(parts.beside + parts.panels).split() == ["Bo"]


def test_an_author_named_within_the_text_is_text_once_there_is_one() -> None:
    parts = collected("<b class='author'>Ann</b><div class='content'>a <b class='author'>Ann</b></div>")
    assert lines(parts.written) == [] or "Ann" in lines(parts.written)[0]


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("Ann, July 3, 2021", JULY),
        ("Ann, joined July 3, 2021", None),  # the day belongs to the profile
        ("Ann 3/7", None),
    ],
)
def test_a_day_beside_the_name_is_the_comments(printed: str, moment: Moment | None) -> None:
    assert collected(f"<b class='author'>{printed}</b>").moment == moment


@pytest.mark.parametrize(
    ("body", "guess"),
    [
        ("<strong>Ann</strong><b>Bo</b>", "Ann"),
        ("<h4><a>Ann</a></h4>", "Ann"),
        ("<p>Ann</p>", None),
        ("<b class='content'>Ann</b>", None),
        ("<div class='content'><b>Ann</b></div>", None),
        ("<b>Reply</b><b>Bo</b>", "Bo"),
        ("<b><i>A</i>nn<i></i></b>", "Ann"),
        ("<b><i>A</i>nn<i></i><i></i></b>", "A"),  # a box around a name
    ],
)
def test_a_first_bold_or_linked_text_outside_the_text_may_be_a_name(body: str, guess: str | None) -> None:
    assert collected(body).author_guess == guess


# ---- times and permalinks


def test_an_attribute_of_a_custom_element_names_the_author() -> None:
    root = fromstring("<div><site-comment author='Ann'><p>a</p></site-comment></div>")[0]
    assert collect_parts((root,), set(), READER).author == "Ann"


@pytest.mark.parametrize(
    ("body", "moment"),
    [
        ("<time datetime='2021-07-03'>yesterday</time>", JULY),
        ("<i class='date' data-time='2021-07-03'>yesterday</i>", JULY),
        ("<i class='date' data-timestamp='2021-07-03'>yesterday</i>", JULY),
        ("<i class='date' content='2021-07-03'>yesterday</i>", JULY),
        ("<i class='date' title='July 3, 2021'>yesterday</i>", JULY),
        ("<i class='date'>July 3, 2021</i>", JULY),
        ("<i class='date' title='July 3, 2021'>July 4, 2021</i>", JULY),
        ("<i class='date' datetime='2021-07-03' title='July 4, 2021'>July 5, 2021</i>", JULY),
        ("<p class='date'>before <time datetime='2021-07-03'>yesterday</time></p>", JULY),
        ("<i class='date'>July 3, 2021</i><i class='date'>July 4, 2021</i>", JULY),
        ("<i class='age' title='2021-07-03 1625304600'>6 months ago</i>", JULY),
        ("<i class='moment-time' data-tippy-content='July 3, 2021'>6 months ago</i>", JULY),
        ("<i class='age' title='33'>33</i>", None),
        ("<i class='date'>soon</i>", None),
        (f"<i class='date'>July 3, 2021 {'x' * 107}</i>", JULY),
        (f"<i class='date' title='July 3, 2021'>{'x' * 121}</i>", None),
    ],
)
def test_an_element_named_as_time_states_or_prints_the_time(body: str, moment: Moment | None) -> None:
    found = collected(body)
    assert found.moment == moment
    if moment is not None:
        assert lines(found.beside + found.panels) == []


def test_a_name_in_the_stamp_may_be_the_authors() -> None:
    parts = collected("<i class='date'>Ann | July 3, 2021</i>")
    assert (parts.author, parts.author_guess, parts.moment) == (None, "Ann", JULY)


def test_a_day_and_an_hour_in_a_line_that_cannot_be_read_alone_stay_in_it() -> None:
    parts = collected("July <span class='date'>3rd</span> we sail")
    assert lines(parts.beside) == ["July 3rd we sail"]


@pytest.mark.parametrize(
    ("body", "link"),
    [
        ("<a href=' /a#c1 '>x</a><a href='/a#c2'>y</a>", "/a#c1"),
        ("<a href='/a#top'>x</a>", None),
        ("<a href='/a'>x</a>", None),
        ("<i class='date'><a href='/a#c1'>July 3, 2021</a></i>", "/a#c1"),
        ("<div class='content'><a href='/a#c1'>x</a></div>", None),
        (f"<a href='{'x' * 996}#c1'>x</a>", "x" * 996 + "#c1"),
        (f"<a href='{'x' * 997}#c1'>x</a>", None),
    ],
)
def test_a_link_to_a_numbered_place_is_the_permalink(body: str, link: str | None) -> None:
    assert collected(body).permalink == link


# ---- controls


def test_controls_are_left_out_and_kept_if_something_stands_in_them() -> None:
    parts = collected("a<div class='actions'><b>Reply</b></div><div class='actions'>Quote</div>b")
    assert lines(parts.beside) == ["a", "b"]
    assert [box.get("class") for box in parts.controls] == ["actions"]


@pytest.mark.parametrize(("length", "is_text"), [(40, True), (39, False)])
def test_a_long_link_within_the_text_is_no_control(length: int, is_text: bool) -> None:
    parts = collected(f"<div class='content'>a <a class='share'>{'x' * length}</a></div>")
    assert ("x" in "".join(parts.written)) is is_text


def test_a_long_link_outside_the_text_is_a_control() -> None:
    assert "x" not in "".join(collected(f"a <a class='share'>{'x' * 50}</a>").beside)


@pytest.mark.parametrize(
    ("inner", "author", "moment"),
    [
        ("<b class='author'>Ann</b><i class='date'>July 3, 2021</i>", "Ann", JULY),
        ("July 3, 2021 | Ann", "Ann", JULY),
        ("July 3, 2021 9:30 am", None, MORNING),
        ("Reply to Ann", None, None),
        (f"<i class='date'>July 3, 2021</i><i class='date'>July 4, 2021</i>{'x' * 120}", None, JULY),
    ],
)
def test_author_and_time_may_stand_among_the_controls(inner: str, author: str | None, moment: Moment | None) -> None:
    parts = collected(f"<div class='actions'>{inner}</div>")
    assert (parts.author, parts.moment) == (author, moment)


def test_author_and_time_that_are_known_are_not_taken_from_the_controls() -> None:
    head = "<b class='author'>Bo</b><i class='date'>July 3, 2021</i>"
    parts = collected(f"{head}<div class='actions'><b class='author'>Ann</b> July 4, 2021</div>")
    assert (parts.author, parts.moment) == ("Bo", JULY)
    parts = collected(f"{head[:27]}<div class='actions'>July 3, 2021 | Ann</div>")
    assert (parts.author, parts.moment) == ("Bo", JULY)


def test_only_the_first_thirty_elements_of_a_control_are_looked_at() -> None:
    near, far = (f"<div class='actions'>{'<i></i>' * n}<b class='author'>Ann</b></div>" for n in (29, 30))
    assert (collected(near).author, collected(far).author) == ("Ann", None)


def test_a_text_in_a_box_named_as_a_control_is_read_when_asked_for() -> None:
    parts = collected("<div class='actions'><p class='comment-text'>a</p></div><div class='share'><b>b</b></div>")
    assert lines(parts.written) == []
    collect_controls(parts, set(), READER)
    assert (lines(parts.written), lines(parts.beside)) == (["a"], [])
