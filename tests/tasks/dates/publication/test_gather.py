"""Costlier places are looked at only where the cheaper ones gave no day."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import html

from tasks.dates.publication.bounds import Limits
from tasks.dates.publication.gather import HEAD_LINE_LENGTH, HEAD_LINES, MOST_CANDIDATES, gather

LIMITS = Limits(datetime(2021, 8, 1, 12))
META = '<head><meta name="pubdate" content="{}"></head>'


def methods(markup: str, url: str | None = None, head_text: str = "", limits: Limits = LIMITS) -> list[str]:
    return [stamp.method for stamp in gather(html.fromstring(f"<html>{markup}</html>"), url, head_text, limits)]


BODY = "<body><p class='date'>14 July 2021</p><p>Published 14 July 2021</p><img src='/2021/07/14/x.png'></body>"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (META.format("2021-07-14"), ["meta"]),
        (META.format("2021-07-14T10:00:00+02:00"), ["meta"]),
        (META.format("2021-07-14T10:00:00Z"), ["meta", "visible"]),  # in universal time: the reader's day is not known
        (META.format("2022-07-14"), ["meta", "visible"]),  # after the fetching
        (META.format("2021-07"), ["meta", "visible"]),
        ('<head><meta name="date" content="2021-07-14"></head>', ["meta_dated", "visible"]),
        ("", ["visible"]),
    ],
)
def test_what_readers_see_is_looked_at_unless_a_day_is_stated(head: str, expected: list[str]) -> None:
    assert methods(head + BODY) == expected


def test_running_text_is_looked_at_where_all_days_are_vague() -> None:
    body = "<body><p>Published 14 July 2021</p><img src='/2021/07/14/x.png'></body>"
    assert methods('<head><meta name="date" content="2021-07-14"></head>' + body) == ["meta_dated", "labelled"]
    assert methods(body) == ["labelled"]
    assert methods("<body><time>14 July 2021</time>" + body[6:]) == ["time"]


def test_the_whole_source_is_looked_at_where_there_is_no_day_at_all() -> None:
    body = "<body><img src='/2021/07/14/x.png'></body>"
    assert methods(body) == ["source"]
    assert methods(META.format("2021-07") + body) == ["meta", "source"]
    assert methods(META.format("2022-07-14") + body) == [
        "meta"
    ]  # a day that cannot be right is not replaced by a guess
    assert methods('<head><meta name="lastmod" content="2021-07-14"></head>' + body) == ["meta", "source"]


def test_the_first_lines_of_the_reading_text_are_looked_at_with_what_readers_see() -> None:
    assert methods("<body></body>", head_text="Bridge closed\n14 July 2021") == ["head_text"]
    assert methods(META.format("2021-07-14"), head_text="14 July 2021") == ["meta"]


def test_a_stamp_at_a_place_of_one_kind_is_listed_once() -> None:
    assert methods(2 * META.format("2021-07-14")) == ["meta"]
    assert methods(META.format("2021-07-14") + META.format("2021-07-13")) == ["meta", "meta"]


def test_a_page_has_so_many_candidates_at_most() -> None:
    body = "".join(f"<time datetime='2020-07-{day:02d}'>x</time>" for day in range(1, 31))
    assert methods(f"<body>{body}</body>") == ["time"] * MOST_CANDIDATES


def head_text(text: str, url: str | None = None) -> list[tuple[str, str]]:
    return [(stamp.method, stamp.moment.isoformat()) for stamp in gather(None, url, text, LIMITS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 July 2021", [("head_text", "2021-07-14")]),
        ("July 2021", [("head_text", "2021-07")]),
        ("2021", []),
        ("Born in 2021", []),
        ("7.7.21", [("head_text", "2021-07-07")]),
        ("x\n" * (HEAD_LINES - 1) + "14 July 2021", [("head_text", "2021-07-14")]),
        ("x\n" * HEAD_LINES + "14 July 2021", []),
        ("14 July 2021" + "x" * (HEAD_LINE_LENGTH - 12), [("head_text", "2021-07-14")]),
        ("14 July 2021 " + "x" * (HEAD_LINE_LENGTH - 12), []),
        ("KABUL, July 14, 2021 (XYZ) - The road " + "x" * 90, [("dateline", "2021-07-14")]),
        ("Kabul, July 14, 2021 (XYZ) - The road " + "x" * 90, []),
    ],
)
def test_a_line_below_the_headline_or_a_dateline_states_a_date(text: str, expected: list[tuple[str, str]]) -> None:
    assert head_text(text) == expected


def test_a_plain_text_has_its_address_too() -> None:
    assert head_text("13 July 2021", "https://a.example/2021/07/14/x") == [
        ("url", "2021-07-14"), ("head_text", "2021-07-13"),
    ]  # fmt: skip
