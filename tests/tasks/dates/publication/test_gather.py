"""Costlier places are looked at only where the cheaper ones gave no day that can be right."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import html

from tasks.dates.publication.bounds import Limits
from tasks.dates.publication.gather import HEAD_LINE_LENGTH, HEAD_LINES, MOST_CANDIDATES, gather
from tasks.dates.publication.stamps import Stamp

LIMITS = Limits(datetime(2021, 8, 1, 12))
ZONED = '<meta property="article:published_time" content="2021-07-14T09:30:00+02:00">'
UNIVERSAL = '<meta property="article:published_time" content="2021-07-14T09:30:00Z">'
LATER = '<meta property="article:published_time" content="2022-07-14">'
VAGUE = '<meta name="date" content="2021-07-14">'
VISIBLE = "<time>13 July 2021</time>"
IN_TEXT = "<p>12 July 2021</p>"


def page(head: str, body: str = "") -> list[Stamp]:
    return gather(html.fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), None, "", LIMITS)


def methods(found: list[Stamp]) -> list[str]:
    return [stamp.method for stamp in found]


def test_a_day_stated_with_its_zone_ends_the_search() -> None:
    assert methods(page(ZONED, VISIBLE + IN_TEXT)) == ["meta"]


def test_a_moment_in_universal_time_asks_what_readers_saw() -> None:
    assert methods(page(UNIVERSAL, VISIBLE + IN_TEXT)) == ["meta", "time"]


def test_a_stated_day_that_cannot_be_right_asks_on_and_is_kept() -> None:
    assert methods(page(LATER, VISIBLE)) == ["meta", "time"]
    assert methods(page(LATER, "<img src='/2021/07/13/a.png'>")) == ["meta"]  # but is not replaced by a guess


def test_the_text_is_asked_where_all_days_are_vague() -> None:
    assert methods(page(VAGUE, IN_TEXT)) == ["meta_dated", "text"]
    assert methods(page(VAGUE, VISIBLE + IN_TEXT)) == ["meta_dated", "time"]


def test_the_source_is_the_last_resort() -> None:
    assert methods(page("", "<p>x</p><img src='/2021/07/14/a.png'>")) == ["source"]
    assert methods(page("", IN_TEXT + "<img src='/2021/07/14/a.png'>")) == ["text"]
    assert methods(page('<meta name="date" content="2021-07">', "<img src='/2021/07/14/a.png'>")) == [
        "meta_dated",
        "source",
    ]


def test_the_same_date_at_the_same_kind_of_place_is_one_candidate() -> None:
    assert methods(page(ZONED + ZONED)) == ["meta"]


def test_a_document_has_a_bounded_number_of_candidates() -> None:
    many = "".join(f'<meta name="pubdate" content="2021-06-{day:02d}">' for day in range(1, 31))
    assert len(page(many)) == MOST_CANDIDATES


def plain(text: str, url: str | None = None) -> list[tuple[str, str]]:
    return [(stamp.method, stamp.moment.isoformat()) for stamp in gather(None, url, text, LIMITS)]


def test_a_plain_text_is_dated_by_its_address_and_its_first_lines() -> None:
    found = plain("Bridge closed\n14 July 2021\nText.", "https://n.example/2021/07/15/a")
    assert found == [("url", "2021-07-15"), ("head_text", "2021-07-14")]


def test_a_dateline_gives_its_day() -> None:
    assert plain("KABUL, July 14, 2021 (Reuters) – The bridge is closed again.") == [("dateline", "2021-07-14")]
    assert plain("Kabul, July 14, 2021 – The bridge was closed for all.") == [("head_text", "2021-07-14")]


@pytest.mark.parametrize(("filler", "is_found"), [(HEAD_LINES - 1, True), (HEAD_LINES, False)])
def test_only_the_first_lines_may_hold_a_stamp(filler: int, is_found: bool) -> None:
    assert bool(plain("Some line\n" * filler + "14 July 2021")) is is_found


@pytest.mark.parametrize(("length", "is_found"), [(HEAD_LINE_LENGTH, True), (HEAD_LINE_LENGTH + 1, False)])
def test_a_longer_line_is_text_that_mentions_a_date(length: int, is_found: bool) -> None:
    assert bool(plain("14 July 2021".ljust(length, "x"))) is is_found


def test_a_year_alone_is_no_stamp_and_a_month_is() -> None:
    assert plain("In 2021.") == []
    assert plain("July 2021") == [("head_text", "2021-07")]
    assert plain("7/21") == []
