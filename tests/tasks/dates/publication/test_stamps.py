"""One element is read by its own text, and by what its class and the elements around it say."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import html
from lxml.html import HtmlElement

from tasks.dates.publication.stamps import LONGEST_VISIBLE, Reader, class_role, first, is_avoided, reader_for, role_of
from tasks.records import DateRole, Moment, Precision

NOW = datetime(2021, 7, 14, 12)
DAY = Moment(datetime(2021, 7, 14), Precision.DAY)


def element(markup: str) -> HtmlElement:
    """The element marked `data-x`, inside a page."""
    tree = html.fromstring(f"<html><body>{markup}</body></html>")
    return tree.xpath("//*[@data-x]")[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-07-14", DAY),
        ("2021-07-14T00:00:00Z", DAY),
        ("2021-07-14 00:00", DAY),
        ("2021-07-14T00:00:00.000+02:00", DAY),
        ("2021-07-14T00:00:01Z", Moment(datetime(2021, 7, 14, 0, 0, 1), Precision.SECOND)),
        ("1626220800", Moment(datetime(2021, 7, 14), Precision.SECOND)),
        ("3 days ago", None),
        ("", None),
        (None, None),
        ("2021-07-14" + " " * (LONGEST_VISIBLE - 10), DAY),
        ("2021-07-14" + " " * (LONGEST_VISIBLE - 9), None),
    ],
)
def test_midnight_in_an_attribute_is_a_whole_day(value: str | None, expected: Moment | None) -> None:
    assert Reader(NOW, None).attribute(value) == expected


def test_a_visible_stamp_may_count_back_from_the_fetching() -> None:
    assert Reader(NOW, None).printed("2 days ago") == Moment(datetime(2021, 7, 12), Precision.DAY)
    assert Reader(NOW, None).printed("2 days ago", is_relative=False) is None
    assert Reader(None, None).printed("2 days ago") is None
    assert Reader(None, "DMY").printed("11/07/2021") == Moment(datetime(2021, 7, 11), Precision.DAY)
    assert Reader(None, "MDY").attribute("11/07/2021") == Moment(datetime(2021, 11, 7), Precision.DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 July <b>2021</b>", DAY),
        ("3h", Moment(datetime(2021, 7, 14), Precision.DAY)),
        ("2021", Moment(datetime(2021, 1, 1), Precision.YEAR)),
        ("x" * (LONGEST_VISIBLE - 11) + " 2021-07-14", DAY),
        ("x" * (LONGEST_VISIBLE - 10) + " 2021-07-14", None),
        (" " * 450 + "2021-07-14", DAY),
        (" " * 480 + "2021-07-14", None),
    ],
)
def test_the_whole_text_of_an_element_is_its_stamp(text: str, expected: Moment | None) -> None:
    read = Reader(NOW, None).element(element(f"<p data-x>{text}</p>"))
    assert read == (None if text == "3h" else expected)  # three characters are no stamp by themselves


@pytest.mark.parametrize(
    ("language", "order"),
    [("en-US", "MDY"), ("en_us", "MDY"), ("en", None), ("", None), ("en-GB", "DMY"), ("de", "DMY")],
)
def test_the_language_says_the_order_of_day_and_month(language: str, order: str | None) -> None:
    assert reader_for(html.fromstring(f"<html lang='{language}'></html>"), NOW) == Reader(NOW, order)
    assert reader_for(html.fromstring("<html></html>"), None) == Reader(None, None)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p data-x class='entry-date'>", "neutral"),
        ("<p data-x id='pubDate'>", "neutral"),
        ("<p data-x class='published'>", "published"),
        ("<p data-x class='published updated'>", "published"),
        ("<p data-x class='lastUpdated updated'>", "updated"),
        ("<p data-x class='comment published'>", "avoided"),
        ("<p data-x class='big red'>", None),
        ("<p data-x>", None),
        ("<p data-x class='footer'>", "avoided"),
        ("<p data-x class='post-footer date'>", "neutral"),
        ("<div class='post'><p data-x class='footer date'>", "neutral"),
        ("<div class='page'><p data-x class='footer date'>", "avoided"),
        (f"<p data-x class='{'x' * 290} published'>", "published"),
        (f"<p data-x class='{'x' * 295} published'>", None),
    ],
)
def test_class_and_id_say_what_an_element_is(markup: str, expected: str | None) -> None:
    assert class_role(element(markup)) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div class='comments'><p data-x>", True),
        ("<div><p data-x>", False),
        ("<aside><p data-x>", True),
        ("<nav><p data-x>", True),
        ("<aside class='byline'><p data-x>", False),
        ("<div class='comments'><article><p data-x>", False),
        ("<div class='comments'><div class='hentry'><p data-x>", False),
        ("<div class='comments'>" + 10 * "<div>" + "<p data-x>", True),
        ("<div class='comments'>" + 11 * "<div>" + "<p data-x>", False),
    ],
)
def test_what_stands_in_comments_teasers_or_navigation_is_avoided(markup: str, expected: bool) -> None:
    assert is_avoided(element(markup)) is expected


def test_only_the_first_elements_of_a_kind_are_looked_at() -> None:
    tree = html.fromstring("<body>" + 450 * "<i></i>" + "</body>")
    assert len(first(tree.iter("i"))) == 400


def test_a_name_without_a_role_speaks_of_publication() -> None:
    assert [role_of(name) for name in ("updated", "published", "neutral", None)] == [
        DateRole.UPDATED, DateRole.PUBLISHED, DateRole.PUBLISHED, DateRole.PUBLISHED,
    ]  # fmt: skip
