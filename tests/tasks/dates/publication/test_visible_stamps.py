"""Dates that readers see are found by their element, by its name, beside the headline, and behind words for publishing."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import html

from tasks.dates.publication.stamps import Reader, Stamp
from tasks.dates.publication.visible_stamps import LONGEST_LABEL, text_stamps, visible_stamps
from tasks.records import DateRole, Moment, Precision

PUBLISHED, UPDATED = DateRole.PUBLISHED, DateRole.UPDATED
READER = Reader(datetime(2021, 8, 1, 12), None)


def day(number: int) -> Moment:
    return Moment(datetime(2021, 7, number), Precision.DAY)


def seen(body: str) -> list[Stamp]:
    return list(visible_stamps(html.fromstring(f"<html><body>{body}</body></html>"), READER))


def in_text(body: str) -> list[Stamp]:
    return list(text_stamps(html.fromstring(f"<html><body>{body}</body></html>"), READER))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<time datetime="2021-07-14">today</time>', Stamp(PUBLISHED, "time", day(14), "time")),
        ("<time>14 July 2021</time>", Stamp(PUBLISHED, "time", day(14), "time")),
        ('<time pubdate datetime="2021-07-14">x</time>', Stamp(PUBLISHED, "time_published", day(14), "time")),
        ('<time class="updated" datetime="2021-07-14">x</time>', Stamp(UPDATED, "time", day(14), "time")),
        ('<p class="published"><time>14 July 2021</time></p>', Stamp(PUBLISHED, "time_published", day(14), "time")),
        ('<abbr class="published" title="2021-07-14">x</abbr>', Stamp(PUBLISHED, "time_published", day(14), "time")),
    ],
)
def test_time_elements_are_read_with_the_role_of_their_name_or_their_parents(markup: str, expected: Stamp) -> None:
    assert seen(f"<div>{markup}</div>")[0] == expected


def test_a_time_in_a_list_of_teasers_is_kept_off_and_the_next_is_read() -> None:
    markup = '<div class="teaser"><time>13 July 2021</time></div><div><time>14 July 2021</time></div>'
    assert seen(markup) == [Stamp(PUBLISHED, "time", day(14), "time")]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('class="published-on"', Stamp(PUBLISHED, "visible_published", day(14), "published-on")),
        ('class="last-updated-date"', Stamp(UPDATED, "visible", day(14), "last-updated-date")),
        ('class="byline"', Stamp(PUBLISHED, "visible", day(14), "byline")),
        ('id="article-date"', Stamp(PUBLISHED, "visible", day(14), "article-date")),
    ],
)
def test_an_element_named_for_its_date_is_read(attributes: str, expected: Stamp) -> None:
    assert seen(f"<p {attributes}>14 July 2021</p>") == [expected]


def test_names_of_links_pictures_and_scripts_say_nothing() -> None:
    assert seen('<a class="date">14 July 2021</a><script class="date">14 July 2021</script>') == []


def test_an_element_without_a_date_or_in_comments_does_not_hide_the_next_one() -> None:
    markup = (
        '<p class="date">soon</p><div class="comments"><p class="date">13 July 2021</p></div>'
        '<p class="comment-date">12 July 2021</p><p class="plain">x</p><p class="date">14 July 2021</p>'
    )
    assert seen(markup) == [Stamp(PUBLISHED, "visible", day(14), "date")]


def beside(stamps: list[Stamp]) -> list[tuple[str, int]]:
    return [(stamp.method, stamp.moment.at.day) for stamp in stamps]


def test_what_stands_right_before_the_headline_comes_first_then_what_follows_then_what_stands_further_above() -> None:
    body = "<p>11 July 2021</p><p>12 July 2021</p><h1>Bridge</h1><p>13 July 2021</p><p>14 July 2021</p>"
    assert beside(seen(body)) == [("beside_title", n) for n in (12, 13, 14, 11)]


def test_a_word_for_publishing_or_changing_before_the_date_or_in_it_labels_it() -> None:
    body = "<h1>Bridge</h1><p>Published:</p><p>13 July 2021</p><p>Updated 14 July 2021</p>"
    assert seen(body) == [
        Stamp(PUBLISHED, "labelled", day(13), "beside the headline"),
        Stamp(UPDATED, "labelled", day(14), "beside the headline"),
    ]


def test_the_last_headline_that_is_not_empty_counts() -> None:
    body = "<h1>Site</h1><p>11 July 2021</p>" + "<p>x</p>" * 50 + "<h1>Bridge</h1><p>13 July 2021</p><h1> </h1>"
    assert beside(seen(body)) == [("beside_title", 13)]


def test_months_and_relative_times_beside_the_headline_are_no_day() -> None:
    assert seen("<h1>Bridge</h1><p>July 2021</p><p>2 days ago</p><p>7 May</p>") == []


def test_forty_pieces_below_and_eight_above_the_headline_are_looked_at() -> None:
    below = "<h1>B</h1>" + "<p>x</p>" * 39 + "<p>13 July 2021</p>"
    assert beside(seen(below)) == [("beside_title", 13)]
    assert beside(seen(below.replace("<p>x</p>", "<p>x</p><p>x</p>", 1))) == []
    above = "<p>13 July 2021</p>" + "<p>x</p>" * 7 + "<h1>B</h1>"
    assert beside(seen(above)) == [("beside_title", 13)]
    assert beside(seen(above.replace("<p>x</p>", "<p>x</p><p>x</p>", 1))) == []


def test_the_first_date_of_a_text_is_a_last_resort_and_labelled_ones_are_better() -> None:
    body = "<p>On 11 July 2021 it rained.</p><p>12 July 2021</p><p>Posted on 13 July 2021</p><p>Updated</p><p>14 July 2021</p>"
    assert in_text(body) == [
        Stamp(PUBLISHED, "text", day(11), "first date in the text"),
        Stamp(PUBLISHED, "labelled", day(13), "after a word for published"),
        Stamp(UPDATED, "labelled", day(14), "after a word for updated"),
    ]


def test_coarse_dates_in_the_text_are_passed_over() -> None:
    assert in_text("<p>July 2021</p><p>2021</p><p>14 July 2021</p>") == [
        Stamp(PUBLISHED, "text", day(14), "first date in the text")
    ]


def test_a_label_is_a_short_piece_of_text_by_itself() -> None:
    label = "Published ".ljust(LONGEST_LABEL, ".")
    body = "<p>{0}</p><p>14 July 2021</p>"
    assert [stamp.method for stamp in in_text(body.format(label))] == ["labelled"]
    assert [stamp.method for stamp in in_text(body.format(label + "."))] == ["text"]


def test_a_word_counts_among_the_first_three_of_the_stamp_only() -> None:
    assert [stamp.method for stamp in in_text("<p>It was published 14 July 2021</p>")] == ["labelled"]
    assert [stamp.method for stamp in in_text("<p>The book was published 14 July 2021</p>")] == ["text"]
