"""What a page states for machines is read with its role and its place; dates of comments are none of the page's."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import html

from tasks.dates.publication.machine_stamps import LONGEST_ADDRESS, LONGEST_SCRIPT, machine_stamps, read_url
from tasks.dates.publication.stamps import Reader, Stamp
from tasks.records import DateRole, Moment, Precision

PUBLISHED, UPDATED = DateRole.PUBLISHED, DateRole.UPDATED


def day(number: int) -> Moment:
    return Moment(datetime(2021, 7, number), Precision.DAY)


def stamps(markup: str, url: str | None = None) -> list[Stamp]:
    tree = html.fromstring(f"<html>{markup}</html>")
    return list(machine_stamps(tree, url, Reader(None, None)))


def linked(data: str) -> str:
    return f'<head><script type="application/ld+json">{data}</script></head>'


def test_dates_of_an_article_stand_apart_from_those_of_other_things() -> None:
    data = """[{"@type": "NewsArticle", "datePublished": "2021-07-14", "dateModified": "2021-07-15",
                "dateCreated": "2021-07-13", "video": {"@type": "Clip", "uploadDate": "2021-07-12"}}]"""
    assert stamps(linked(data)) == [
        Stamp(PUBLISHED, "json_ld", day(14), "datePublished"),
        Stamp(UPDATED, "json_ld", day(15), "dateModified"),
        Stamp(PUBLISHED, "json_ld_dated", day(13), "dateCreated"),
        Stamp(PUBLISHED, "json_ld_other_dated", day(12), "uploadDate"),
    ]


def test_one_of_several_types_makes_an_article() -> None:
    data = '{"@type": ["Thing", "BlogPosting"], "datePublished": "2021-07-14"}'
    assert [stamp.method for stamp in stamps(linked(data))] == ["json_ld"]


def test_dates_of_comments_in_the_data_are_none_of_the_pages() -> None:
    data = """{"@type": "NewsArticle", "datePublished": "2021-07-14",
               "comment": [{"@type": "Comment", "datePublished": "2021-07-20", "dateCreated": "2021-07-20"}]}"""
    assert stamps(linked(data)) == [Stamp(PUBLISHED, "json_ld", day(14), "datePublished")]


def test_objects_inside_others_are_read_in_the_order_of_the_page() -> None:
    data = """{"@graph": [{"@type": "Article", "datePublished": "2021-07-14"},
                          {"@type": "Person", "datePublished": "2021-07-01"}], "datePublished": "2021-07-02"}"""
    assert [(stamp.method, stamp.moment.at.day) for stamp in stamps(linked(data))] == [
        ("json_ld_other", 2),
        ("json_ld", 14),
        ("json_ld_other", 1),
    ]


def test_data_that_are_not_json_give_their_dates_all_the_same() -> None:
    data = '{"@type": "NewsArticle", "datePublished" : "2021-07-14", "DateModified":"2021-07-15",}'
    assert stamps(linked(data)) == [
        Stamp(PUBLISHED, "json_ld", day(14), "datePublished"),
        Stamp(UPDATED, "json_ld", day(15), "DateModified"),
    ]


def test_a_block_of_data_beyond_the_ceiling_is_left_alone() -> None:
    data = '{"@type": "Article", "datePublished": "2021-07-14"}'
    assert len(stamps(linked(data.ljust(LONGEST_SCRIPT)))) == 1
    assert stamps(linked(data.ljust(LONGEST_SCRIPT + 1))) == []


def test_scripts_of_other_types_are_no_data() -> None:
    markup = '<head><script>{"datePublished": "2021-07-14"}</script></head>'
    assert stamps(markup) == []


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('property="article:published_time"', Stamp(PUBLISHED, "meta", day(14), "article:published_time")),
        ('name=" PubDate "', Stamp(PUBLISHED, "meta", day(14), " PubDate ")),
        ('http-equiv="last-modified"', Stamp(UPDATED, "meta", day(14), "last-modified")),
        ('name="date"', Stamp(PUBLISHED, "meta_dated", day(14), "date")),
        ('itemprop="datePublished"', Stamp(PUBLISHED, "microdata", day(14), "datePublished")),
    ],
)
def test_meta_elements_are_read_by_their_name(attributes: str, expected: Stamp) -> None:
    assert stamps(f'<head><meta {attributes} content="2021-07-14"></head>') == [expected]


def test_a_meta_element_without_a_known_name_or_a_content_says_nothing() -> None:
    assert stamps('<head><meta name="viewport" content="2021-07-14"><meta name="date"></head>') == []


@pytest.mark.parametrize(
    "element",
    [
        '<span itemprop="datePublished" content="2021-07-14">today</span>',
        '<time itemprop="datePublished" datetime="2021-07-14">today</time>',
        '<abbr itemprop="datePublished" title="2021-07-14">today</abbr>',
        '<span itemprop="datePublished" title="2021-07-13">14 July 2021</span>',
    ],
)
def test_microdata_state_their_value_in_an_attribute_or_as_text(element: str) -> None:
    assert stamps(f"<body>{element}</body>") == [Stamp(PUBLISHED, "microdata", day(14), "datePublished")]


def test_microdata_of_comments_are_kept_off_and_those_after_them_are_read() -> None:
    element = '<span itemprop="{0}" content="2021-07-1{1}">x</span>'
    markup = f'<div class="comments">{element.format("datePublished", 3)}</div>{element.format("dateModified", 5)}'
    assert stamps(f"<body>{markup}</body>") == [Stamp(UPDATED, "microdata", day(15), "dateModified")]


ADDRESS = "https://news.example/2021/07/14/bridge"
OF_ADDRESS = Stamp(PUBLISHED, "url", day(14), "address")


@pytest.mark.parametrize(
    "markup",
    [
        f'<head><link rel="canonical" href="{ADDRESS}"></head>',
        f'<head><meta property="og:url" content="{ADDRESS}"></head>',
    ],
)
def test_the_address_that_a_page_states_of_itself_is_read_like_its_own(markup: str) -> None:
    assert stamps(markup) == [OF_ADDRESS]
    assert stamps("<body>x</body>", ADDRESS) == [OF_ADDRESS]


def test_other_links_are_not_the_pages_address() -> None:
    assert stamps(f'<head><link rel="next" href="{ADDRESS}"><meta name="image" content="{ADDRESS}"></head>') == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://n.example/2021/07/14/a", "2021-07-14"),
        ("https://n.example/a-20210714.html", "2021-07-14"),
        ("https://n.example/a?d=2021-07-14", "2021-07-14"),
        ("https://n.example/2021/07-14/a", None),  # the marks between the numbers differ
        ("https://n.example/2021/07/a", "2021-07"),
        ("https://n.example/20211399/2021/07/14/", "2021-07-14"),
        ("https://n.example/202107140815", None),  # a longer number
        ("https://n.example/a", None),
    ],
)
def test_the_day_or_else_the_month_in_an_address_is_found(address: str, expected: str | None) -> None:
    moment = read_url(address)
    assert (moment.isoformat() if moment else None) == expected


def test_only_the_beginning_of_an_address_is_looked_at() -> None:
    tail = "/2021/07/14/"
    fits = "https://n.example/".ljust(LONGEST_ADDRESS - len(tail), "a") + tail
    assert read_url(fits) == day(14)
    assert read_url(fits.replace("/2021", "aa/2021")) == Moment(datetime(2021, 7, 1), Precision.MONTH)
    assert read_url("https://n.example/".ljust(LONGEST_ADDRESS, "a") + tail) is None
