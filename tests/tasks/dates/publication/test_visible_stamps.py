"""What a page shows its readers is a date by its element, its name, or the words before it."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import html

from tasks.dates.publication.labels import LONGEST_LABEL
from tasks.dates.publication.stamps import Reader
from tasks.dates.publication.visible_stamps import text_stamps, visible_stamps
from tasks.records import DateRole

PUBLISHED, UPDATED = DateRole.PUBLISHED, DateRole.UPDATED
READER = Reader(datetime(2021, 8, 1, 12), None)


def seen(markup: str) -> list[tuple[DateRole, str, str]]:
    tree = html.fromstring(f"<html><body>{markup}</body></html>")
    return [(stamp.role, stamp.method, stamp.moment.isoformat()) for stamp in visible_stamps(tree, READER)]


def in_text(markup: str) -> list[tuple[DateRole, str, str]]:
    tree = html.fromstring(f"<html><body>{markup}</body></html>")
    return [(stamp.role, stamp.method, stamp.moment.isoformat()) for stamp in text_stamps(tree, READER)]


DAY = "2021-07-14"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<time datetime='{DAY}'>x</time>", [(PUBLISHED, "time", DAY)]),
        ("<time>14 July 2021</time>", [(PUBLISHED, "time", DAY)]),
        (f"<time title='{DAY}'>x</time>", []),
        (f"<abbr title='{DAY}'>x</abbr>", [(PUBLISHED, "time", DAY)]),
        ("<abbr>14 July 2021</abbr>", []),
        (f"<time pubdate datetime='{DAY}'>x</time>", [(PUBLISHED, "time_published", DAY)]),
        (f"<time class='published' datetime='{DAY}'>x</time>", [(PUBLISHED, "time_published", DAY)]),
        (f"<i class='published'><time datetime='{DAY}'>x</time></i>", [(PUBLISHED, "time_published", DAY)]),
        (f"<time class='updated' datetime='{DAY}'>x</time>", [(UPDATED, "time", DAY)]),
        (f"<time class='updated' pubdate datetime='{DAY}'>x</time>", [(PUBLISHED, "time_published", DAY)]),
        (f"<div class='comments'><time datetime='{DAY}'>x</time></div>", []),
        ("<p class='date'>14 July 2021</p>", [(PUBLISHED, "visible", DAY)]),
        ("<p id='published'>14 July 2021</p>", [(PUBLISHED, "visible_published", DAY)]),
        ("<p class='updated-date'>14 July 2021</p>", [(UPDATED, "visible", DAY)]),
        ("<p class='date comment'>14 July 2021</p>", []),
        ("<p class='rates'>14 July 2021</p>", []),
        ("<a class='date'>14 July 2021</a>", []),
        ("<div class='sidebar'><p class='date'>14 July 2021</p></div>", []),
        ("<p class='date'>2 days ago</p>", [(PUBLISHED, "visible", "2021-07-30")]),
    ],
)
def test_elements_that_speak_of_dates_are_stamps(markup: str, expected: list[tuple[DateRole, str, str]]) -> None:
    assert seen(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h1>Bridge</h1><p>14 July 2021</p>", [(PUBLISHED, "beside_title", DAY)]),
        ("<h1>Bridge</h1><p>Published 14 July 2021</p>", [(PUBLISHED, "labelled", DAY)]),
        ("<h1>Bridge</h1><p>Updated 14 July 2021</p>", [(UPDATED, "labelled", DAY)]),
        ("<h1>Bridge</h1><p>Updated</p><p>14 July 2021</p>", [(UPDATED, "labelled", DAY)]),
        ("<h1>Bridge</h1><p>one two three updated 14 July 2021</p>", [(PUBLISHED, "beside_title", DAY)]),
        ("<h1>Bridge</h1><p>one two updated 14 July 2021</p>", [(UPDATED, "labelled", DAY)]),
        ("<h1>Bridge</h1><p>July 2021</p>", []),
        ("<h1>Bridge</h1><p>3h ago</p>", []),
        ("<p>14 July 2021</p>", []),
        ("<h1> </h1><p>14 July 2021</p>", []),
        ("<h1>Bridge</h1><p>7.7.21</p>", [(PUBLISHED, "beside_title", "2021-07-07")]),
        ("<p>14 July 2021</p><h1>Bridge</h1>", [(PUBLISHED, "beside_title", DAY)]),
        (
            "<p>13 July 2021</p><p>14 July 2021</p><h1>Bridge</h1><p>15 July 2021</p>",
            [(PUBLISHED, "beside_title", day) for day in (DAY, "2021-07-15", "2021-07-13")],
        ),
        ("<h1>Site</h1><p>13 July 2021</p><h1>Bridge</h1>" + 40 * "<p>x</p>" + "<p>14 July 2021</p>", [
            (PUBLISHED, "beside_title", "2021-07-13"),
        ]),
        ("<h1>Bridge</h1>" + 39 * "<p>x</p>" + "<p>14 July 2021</p>", [(PUBLISHED, "beside_title", DAY)]),
        ("<h1>Bridge</h1><script>14 July 2021</script>", []),
    ],
)  # fmt: skip
def test_the_texts_nearest_to_the_headline_are_stamps(markup: str, expected: list[tuple[DateRole, str, str]]) -> None:
    assert seen(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>14 July 2021</p><p>15 July 2021</p>", [(PUBLISHED, "text", DAY)]),
        ("<p>14 July 2021</p><p>Published 15 July 2021</p>", [
            (PUBLISHED, "text", DAY), (PUBLISHED, "labelled", "2021-07-15"),
        ]),
        ("<p>Updated 14 July 2021</p>", [(UPDATED, "labelled", DAY)]),
        ("<p>Updated</p><p>14 July 2021</p>", [(UPDATED, "labelled", DAY)]),
        ("<p>July 2021</p><p>2 days ago</p><p>No date</p>", []),
        (f"<p>{'x' * (LONGEST_LABEL - 8)} updated</p><p>14 July 2021</p>", [(UPDATED, "labelled", DAY)]),
        (f"<p>{'x' * (LONGEST_LABEL - 7)} updated</p><p>14 July 2021</p>", [(PUBLISHED, "text", DAY)]),
        (f"<p>Updated 14 July 2021{'x' * 100}</p>", [(UPDATED, "labelled", DAY)]),
        (f"<p>Updated 14 July 2021 {'x' * 100}</p>", []),
        (f"<p>On 14 July 2021 they met. {'x' * 100}</p>", []),
        (f"<p>{'x' * 110} 14 July 2021</p>", []),
        ("<p>x</p>" * 1499 + "<p>14 July 2021</p>", [(PUBLISHED, "text", DAY)]),
        ("<p>x</p>" * 1500 + "<p>14 July 2021</p>", []),
    ],
)  # fmt: skip
def test_in_running_text_a_label_counts_and_else_the_first_day(
    markup: str, expected: list[tuple[DateRole, str, str]]
) -> None:
    assert in_text(markup) == expected
