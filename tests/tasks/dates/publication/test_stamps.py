"""One element is read as a stamp: its date, the role that its names give it, and whether it is to be kept off."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import html
from lxml.html import HtmlElement

from tasks.dates.publication.stamps import (
    LONGEST_VISIBLE,
    Reader,
    class_role,
    first,
    is_avoided,
    names,
    reader_for,
    role_of,
)
from tasks.records import DateRole, Moment, Precision

NOW = datetime(2021, 8, 1, 12)
READER = Reader(NOW, None)
DAY = Moment(datetime(2021, 7, 14), Precision.DAY)


def element(markup: str) -> HtmlElement:
    return html.fragment_fromstring(markup)


def marked(markup: str) -> HtmlElement:
    """The element with the attribute `here` of a page."""
    (found,) = html.fromstring(f"<html><body>{markup}</body></html>").xpath("//*[@here]")
    return found


@pytest.mark.parametrize(
    "value",
    [
        "2021-07-14T00:00:00+02:00",
        "2021-07-14 00:00",
        "2021-07-14T00:00:00.000Z",
        "2021-07-14T00:00 UTC",
        " 2021-07-14 ",
    ],
)
def test_midnight_to_the_second_is_how_software_writes_a_whole_day(value: str) -> None:
    assert READER.attribute(value) == DAY


def test_any_other_time_of_day_is_kept() -> None:
    assert READER.attribute("2021-07-14T00:01:00Z") == Moment(datetime(2021, 7, 14, 0, 1), Precision.SECOND)


def test_an_attribute_is_never_relative_to_the_fetching_and_never_long() -> None:
    assert READER.attribute("2 hours ago") is None
    assert READER.attribute("") is None
    assert READER.attribute(None) is None
    padded = "2021-07-14".ljust(LONGEST_VISIBLE)
    assert READER.attribute(padded) == DAY
    assert READER.attribute(padded + " ") is None


def test_an_attribute_follows_the_order_of_numbers_of_its_page() -> None:
    assert Reader(None, "DMY").attribute("11/07/2021") == Moment(datetime(2021, 7, 11), Precision.DAY)
    assert Reader(None, "MDY").attribute("11/07/2021") == Moment(datetime(2021, 11, 7), Precision.DAY)
    assert READER.attribute("11/07/2021") is None


def test_a_printed_stamp_counts_back_from_the_fetching_unless_it_must_not() -> None:
    assert READER.printed("yesterday") == Moment(datetime(2021, 7, 31), Precision.DAY)
    assert READER.printed("yesterday", is_relative=False) is None
    assert Reader(None, "MDY").printed("11/07/2021") == Moment(datetime(2021, 11, 7), Precision.DAY)


def test_an_element_is_a_stamp_only_where_its_whole_text_is_short() -> None:
    day = "14 July 2021"
    assert READER.element(element(f"<p>{day}</p>")) == DAY
    assert READER.element(element("<p><b>14</b>\n <i>July</i> 2021</p>")) == DAY
    fits = f"{day} {'x' * (LONGEST_VISIBLE - len(day) - 1)}"
    assert READER.element(element(f"<p>{fits}</p>")) == DAY
    assert READER.element(element(f"<p>{fits}x</p>")) is None
    assert READER.element(element(f"<p>{day}{' ' * (4 * LONGEST_VISIBLE - len(day))}</p>")) == DAY
    assert READER.element(element(f"<p>{day}{' ' * (4 * LONGEST_VISIBLE - len(day) + 1)}</p>")) is None


def test_four_characters_may_be_a_year_and_three_are_nothing() -> None:
    assert READER.element(element("<p>2021</p>")) == Moment(datetime(2021, 1, 1), Precision.YEAR)
    assert READER.element(element("<p>1 h</p>")) is None


@pytest.mark.parametrize(
    ("language", "order"),
    [("en-US", "MDY"), ("en_us", "MDY"), ("en", None), ("", None), ("en-GB", "DMY"), ("de", "DMY"), ("fr-FR", "DMY")],
)
def test_the_declared_language_says_which_number_is_the_day(language: str, order: str | None) -> None:
    tree = html.fromstring(f'<html lang="{language}"><body>x</body></html>')
    assert reader_for(tree, NOW) == Reader(NOW, order)
    assert reader_for(html.fromstring("<html><body>x</body></html>"), None) == Reader(None, None)


@pytest.mark.parametrize(
    ("attributes", "role"),
    [
        ('class="entryDate"', "neutral"),
        ('class="published"', "published"),
        ('class="post-updated"', "updated"),
        ('class="published updated"', "published"),  # a post that was never changed bears both names
        ('class="comment-date published"', "avoided"),
        ('id="pubdate"', "published"),
        ('class="headline"', None),
        ("", None),
        (f'class="{"x" * 300} published"', None),  # beyond what is looked at
    ],
)
def test_class_and_id_give_an_element_its_role(attributes: str, role: str | None) -> None:
    assert class_role(element(f"<p {attributes}>x</p>")) == role


def test_the_footer_of_a_post_is_part_of_it_and_any_other_footer_is_not() -> None:
    assert class_role(marked('<div class="post"><p here class="footer date">x</p></div>')) == "neutral"
    assert class_role(marked('<div class="page"><p here class="footer date">x</p></div>')) == "avoided"
    assert class_role(marked('<p here class="post-footer date">x</p>')) == "neutral"


@pytest.mark.parametrize(
    ("markup", "is_off"),
    [
        ('<div class="comments"><p here>x</p></div>', True),
        ("<aside><p here>x</p></aside>", True),
        ("<nav><p here>x</p></nav>", True),
        ('<footer class="date"><p here>x</p></footer>', False),  # its name says that it is about the date
        ('<div class="comments"><article><p here>x</p></article></div>', False),
        ('<div class="sidebar"><div class="hentry"><p here>x</p></div></div>', False),
        ("<div><p here>x</p></div>", False),
    ],
)
def test_comments_teasers_and_navigation_are_kept_off(markup: str, is_off: bool) -> None:
    assert is_avoided(marked(markup)) is is_off


def test_twelve_elements_outwards_are_looked_at() -> None:
    near = '<div class="sidebar">' + "<div>" * 10 + "<p here>x</p>" + "</div>" * 11
    far = '<div class="sidebar">' + "<div>" * 11 + "<p here>x</p>" + "</div>" * 12
    assert is_avoided(marked(near))
    assert not is_avoided(marked(far))


def test_a_name_is_known_by_the_table_it_stands_in() -> None:
    assert names()["meta"]["article:published_time"] == "published"
    assert names()["meta"]["dc.date"] == "dated"
    assert names()["words"]["aktualisiert"] == "updated"
    assert role_of("updated") is DateRole.UPDATED
    assert role_of("published") is role_of("dated") is role_of(None) is DateRole.PUBLISHED


def test_as_many_elements_of_one_kind_are_looked_at_as_a_page_has_stamps() -> None:
    many = [element("<p>x</p>") for _ in range(401)]
    assert first(many) == many[:400]
