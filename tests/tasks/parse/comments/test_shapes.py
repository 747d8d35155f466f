"""How far each comment reaches among its neighbours, and what a block looks like. All pages are made up."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fromstring

from tasks.parse.comments.groups import Group, Item
from tasks.parse.comments.shapes import (
    adds_only_heads,
    entries,
    has_title,
    is_aside,
    is_only_links,
    own_ancestors,
    text_share,
    with_neighbours,
)


def tree(body: str) -> HtmlElement:
    return fromstring(f"<html><body>{body}</body></html>")


def marked(body: str) -> list[HtmlElement]:
    """The elements with class x."""
    return list(tree(body).xpath("//*[@class='x']"))


def printed(items: tuple[Item, ...] | None) -> list[str] | None:
    """What each item prints."""
    return None if items is None else ["".join("".join(root.itertext()) for root in item) for item in items]


# ---- entries of a definition list


def test_a_term_is_one_item_with_the_descriptions_below_it() -> None:
    items = entries(list(tree("<dl><dt>1</dt><dd>a</dd><dd>b</dd><dt>2</dt><dd>c</dd><dt>3</dt></dl>").iter("dt")))
    assert printed(items) == ["1ab", "2c", "3"]


def test_descriptions_alone_stand_for_the_terms_above_them() -> None:
    items = entries(list(tree("<dl><dt>1</dt><dd>a</dd><dd>b</dd><dt>2</dt><dd>c</dd></dl>").iter("dd")))
    assert printed(items) == ["1ab", "2c"]


def test_descriptions_without_a_term_are_an_item_of_their_own() -> None:
    items = entries(list(tree("<dl><p>0</p><dd>a</dd><dd>b</dd><p>0</p><dd>c</dd></dl>").iter("dd")))
    assert printed(items) == ["ab", "c"]


def test_a_term_has_ten_descriptions_at_most() -> None:
    assert printed(entries(list(tree(f"<dl><dt>1</dt>{'<dd>a</dd>' * 11}</dl>").iter("dt")))) == ["1" + "a" * 10]


# ---- neighbours


def test_an_element_is_widened_to_the_highest_one_that_is_its_alone() -> None:
    elements = marked("<ul><li><p><b class='x'>1</b></p></li><li><p><b class='x'>2</b></p>a</li></ul>")
    assert [element.tag for element in own_ancestors(elements)] == ["li", "li"]
    assert printed(with_neighbours(elements)) == ["1", "2a"]


def test_elements_that_reach_no_further_are_not_widened() -> None:
    body = "".join(f"<ul><li class='x'>{a}</li><li class='x'>{b}</li></ul>" for a, b in ((1, 2), (3, 4)))
    assert with_neighbours(marked(body)) is None


def test_elements_in_several_boxes_are_widened_to_what_is_theirs_alone() -> None:
    body = "<div><p><b class='x'>1</b>a</p></div><ul><li><b class='x'>2</b></li><li><b class='x'>3</b>c</li></ul>"
    assert printed(with_neighbours(marked(body))) == ["1a", "2", "3c"]


def test_siblings_below_an_element_close_it() -> None:
    body = "<b class='x'>1</b><i>a</i><u>b</u><b class='x'>2</b><i>c</i><u>d</u><p>rest</p>"
    assert printed(with_neighbours(marked(body))) == ["1ab", "2cd"]


def test_siblings_that_stand_above_the_first_two_alike_open_them() -> None:
    body = "<p>top</p><i>a</i><u>b</u><b class='x'>1</b><s>c</s><i>d</i><u>e</u><b class='x'>2</b><s>f</s><p>rest</p>"
    assert printed(with_neighbours(marked(body))) == ["ab1c", "de2f"]


def test_siblings_are_alike_by_tag_and_by_names() -> None:
    body = "<i class='a'>a</i><b class='x'>1</b><i class='z'>b</i><b class='x'>2</b><i class='z'>c</i>"
    assert printed(with_neighbours(marked(body))) == ["1b", "2c"]


def test_the_last_item_has_as_many_siblings_below_it_as_the_closest_two_have_between_them() -> None:
    body = "<b class='x'>1</b><i>a</i><u>b</u><b class='x'>2</b><i>c</i><b class='x'>3</b><i>d</i><u>rest</u>"
    assert printed(with_neighbours(marked(body))) == ["1ab", "2c", "3d"]


def test_of_heads_among_texts_alike_the_text_below_is_theirs() -> None:
    body = "<p>intro</p><b class='x'>1</b><p>a</p><b class='x'>2</b><p>b</p><i>rest</i>"
    assert printed(with_neighbours(marked(body))) == ["1a", "2b"]


def test_of_heads_below_texts_alike_the_text_above_is_theirs() -> None:
    body = "<p>a</p><b class='x'>1</b><p>b</p><b class='x'>2</b>"
    assert printed(with_neighbours(marked(body))) == ["a1", "b2"]


def test_of_heads_with_another_thing_below_the_last_the_text_above_is_theirs() -> None:
    body = "<p>a</p><b class='x'>1</b><p>b</p><b class='x'>2</b><i>rest</i>"
    assert printed(with_neighbours(marked(body))) == ["a1", "b2"]


def test_two_items_side_by_side_have_nothing_between_them() -> None:
    assert printed(with_neighbours(marked("<p>a</p><b class='x'>1</b><b class='x'>2</b><p>b</p>"))) == ["1", "2"]


@pytest.mark.parametrize(("around", "is_little"), [(2 * 200 + 800, True), (2 * 200 + 801, False)])
def test_what_is_taken_in_is_little_beside_the_text(around: int, is_little: bool) -> None:
    elements = marked(
        f"<div><b class='x'>{'a' * 100}</b><i>{'b' * around}</i></div><div><b class='x'>{'a' * 100}</b></div>"
    )
    assert adds_only_heads(elements, tuple((element.getparent(),) for element in elements)) is is_little


def test_a_headline_or_the_whole_page_is_no_head_of_a_comment() -> None:
    elements = marked("<div><h1>Bridge</h1><b class='x'>1</b></div>")
    assert not adds_only_heads(elements, ((elements[0].getparent(),),))
    elements = marked("<b class='x'>1</b>")
    assert not adds_only_heads(elements, ((elements[0].getparent(),),))
    assert adds_only_heads(elements, ((elements[0],),))


# ---- blocks


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<div class='sidebar'><p><b class='x'>1</b></p></div>", True),
        ("<div class='sidebar'><h1>Bridge</h1><b class='x'>1</b></div>", False),
        ("<div class='main'><b class='x'>1</b></div>", False),
    ],
)
def test_a_sidebar_is_beside_the_main_part_unless_it_holds_the_headline(body: str, expected: bool) -> None:
    assert is_aside(marked(body)[0]) is expected


def test_a_body_named_after_its_sidebar_is_the_main_part() -> None:
    page = fromstring("<html><body class='sidebar'><p><b>1</b></p></body></html>")
    assert not is_aside(next(page.iter("b")))


@pytest.mark.parametrize(("tag", "expected"), [("h1", True), ("h2", True), ("h3", True), ("h4", False), ("b", False)])
def test_a_title_is_a_heading_of_the_first_three_ranks(tag: str, expected: bool) -> None:
    assert has_title(fromstring(f"<div><p><{tag}>Bridge</{tag}></p></div>")) is expected


@pytest.mark.parametrize(("linked", "expected"), [(80, True), (79, False)])
def test_links_are_all_there_is_where_they_hold_four_fifths_of_the_text(linked: int, expected: bool) -> None:
    assert is_only_links(fromstring(f"<p><a>{'a' * linked}</a>{'b' * (100 - linked)}</p>")) is expected


def test_a_groups_share_is_that_of_the_characters_that_a_reader_sees() -> None:
    body = f"<p class='x'>{'a' * 30}</p><p class='x'>{'a' * 20}</p>{'b' * 50}<script>{'c' * 70}</script><style></style>"
    assert text_share(Group("comment", "p", tuple((element,) for element in marked(body)))) == 0.5
    assert text_share(Group("comment", "p", tuple((element,) for element in marked("<p class='x'></p>")))) == 0.0
