"""What a page states for machines says of what it is the date; what belongs to a comment or a teaser is left out."""

from __future__ import annotations

import json

import pytest
from lxml import html

from tasks.dates.publication.machine_stamps import address_stamps, machine_stamps, read_url
from tasks.dates.publication.stamps import Reader
from tasks.records import DateRole

PUBLISHED, UPDATED = DateRole.PUBLISHED, DateRole.UPDATED


def stamps(markup: str, url: str | None = None) -> list[tuple[DateRole, str, str, str]]:
    tree = html.fromstring(f"<html>{markup}</html>")
    found = machine_stamps(tree, url, Reader(None, None))
    return [(stamp.role, stamp.method, stamp.moment.isoformat(), stamp.where) for stamp in found]


def json_ld(data: object) -> list[tuple[DateRole, str, str, str]]:
    return stamps(f'<head><script type="application/ld+json">{json.dumps(data)}</script></head>')


ARTICLE = {"@type": "NewsArticle", "datePublished": "2021-07-14"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (ARTICLE, [(PUBLISHED, "json_ld", "2021-07-14", "datePublished")]),
        (
            {"@type": ["Thing", "NewsArticle"], "dateModified": "2021-07-15"},
            [(UPDATED, "json_ld", "2021-07-15", "dateModified")],
        ),
        (
            {"@type": "Article", "dateCreated": "2021-07-13"},
            [(PUBLISHED, "json_ld_dated", "2021-07-13", "dateCreated")],
        ),
        (
            {"@type": "Event", "datePublished": "2021-07-14"},
            [(PUBLISHED, "json_ld_other", "2021-07-14", "datePublished")],
        ),
        ({"datePublished": "2021-07-14"}, [(PUBLISHED, "json_ld_other", "2021-07-14", "datePublished")]),
        ({"@type": "Article", "datePublished": 20210714}, []),
        ({"@type": "Article", "startDate": "2021-07-14", "name": "2021-07-14"}, []),
        ([ARTICLE, {"@type": "Article", "datePublished": "2021-07-15"}], [
            (PUBLISHED, "json_ld", "2021-07-14", "datePublished"),
            (PUBLISHED, "json_ld", "2021-07-15", "datePublished"),
        ]),
        ({"@graph": [{"@type": "WebSite"}, {"mainEntity": ARTICLE}]}, [
            (PUBLISHED, "json_ld", "2021-07-14", "datePublished"),
        ]),
    ],
)  # fmt: skip
def test_json_ld_gives_the_dates_of_articles_apart_from_others(
    data: object, expected: list[tuple[DateRole, str, str, str]]
) -> None:
    assert json_ld(data) == expected


def test_the_dates_of_comments_in_json_ld_are_not_the_pages() -> None:
    comment = {"@type": "Comment", "datePublished": "2021-07-20", "dateCreated": "2021-07-21"}
    expected = [(PUBLISHED, "json_ld", "2021-07-14", "datePublished")]
    assert json_ld({**ARTICLE, "comment": [comment]}) == expected
    assert json_ld({**ARTICLE, "comment": comment}) == expected
    assert json_ld({"mainEntity": {**ARTICLE, "comment": [comment]}}) == expected
    assert len(json_ld({**ARTICLE, "isPartOf": comment})) == 3


def test_json_broken_beyond_mending_is_read_by_its_keys() -> None:
    markup = '<script type="application/ld+json">{"datePublished" : "2021-07-14", "dateModified":"2021-07-15"</script>'
    assert stamps(f"<head>{markup}</head>") == [
        (PUBLISHED, "json_ld", "2021-07-14", "datePublished"),
        (UPDATED, "json_ld", "2021-07-15", "dateModified"),
    ]


def test_a_script_of_another_type_is_no_json_ld() -> None:
    assert stamps('<head><script type="text/javascript">{"datePublished": "2021-07-14"}</script></head>') == []
    assert stamps('<head><script>{"datePublished": "2021-07-14"}</script></head>') == []


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            '<meta property="article:published_time" content="2021-07-14">',
            [(PUBLISHED, "meta", "article:published_time")],
        ),
        ('<meta name=" PubDate " content="2021-07-14">', [(PUBLISHED, "meta", " PubDate ")]),
        ('<meta name="date" content="2021-07-14">', [(PUBLISHED, "meta_dated", "date")]),
        ('<meta http-equiv="last-modified" content="2021-07-14">', [(UPDATED, "meta", "last-modified")]),
        ('<meta itemprop="datePublished" content="2021-07-14">', [(PUBLISHED, "microdata", "datePublished")]),
        ('<meta name="expires" content="2021-07-14">', []),
        ('<meta name="pubdate">', []),
        ('<meta name="pubdate" content="soon">', []),
    ],
)
def test_meta_elements_are_known_by_name(markup: str, expected: list[tuple[DateRole, str, str]]) -> None:
    found = stamps(f"<head>{markup}</head>")
    assert [(role, method, where) for role, method, _, where in found] == expected
    assert {at for _, _, at, _ in found} <= {"2021-07-14"}


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<i itemprop="datePublished" content="2021-07-14">x</i>', [(PUBLISHED, "microdata")]),
        ('<time itemprop="datePublished" datetime="2021-07-14">x</time>', [(PUBLISHED, "microdata")]),
        ('<abbr itemprop="datePublished" title="2021-07-14">x</abbr>', [(PUBLISHED, "microdata")]),
        ('<i itemprop="datePublished" title="2021-07-14">x</i>', []),
        ('<i itemprop="datePublished">14 July 2021</i>', [(PUBLISHED, "microdata")]),
        ('<i itemprop="dateModified">14 July 2021</i>', [(UPDATED, "microdata")]),
        ('<i itemprop="dateCreated">14 July 2021</i>', [(PUBLISHED, "microdata_dated")]),
        ('<i itemprop="author">14 July 2021</i>', []),
        ('<div class="comments"><i itemprop="datePublished">14 July 2021</i></div>', []),
    ],
)
def test_microdata_states_its_value_or_shows_it(markup: str, expected: list[tuple[DateRole, str]]) -> None:
    found = stamps(f"<body>{markup}</body>")
    assert [(role, method) for role, method, _, _ in found] == expected
    assert {at for _, _, at, _ in found} <= {"2021-07-14"}


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        ("", "https://a.example/2021/07/14/x", ["2021-07-14"]),
        ("", None, []),
        ('<link rel="canonical" href="https://a.example/2021/07/14/x">', None, ["2021-07-14"]),
        ('<link rel="next" href="https://a.example/2021/07/14/x">', None, []),
        ('<meta property="og:url" content="https://a.example/2021/07/14/x">', None, ["2021-07-14"]),
        ('<meta property="og:image" content="https://a.example/2021/07/14/x">', None, []),
    ],
)
def test_addresses_of_the_page_itself_are_read(head: str, url: str | None, expected: list[str]) -> None:
    assert [at for _, _, at, _ in stamps(f"<head>{head}</head>", url)] == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/2021/07/14/x", "2021-07-14"),
        ("https://a.example/2021-07-14-x", "2021-07-14"),
        ("https://a.example/x-20210714", "2021-07-14"),
        ("https://a.example/x_2021.07.14", "2021-07-14"),
        ("https://a.example/2021/07-14", None),
        ("https://a.example/x-202107141", None),
        ("https://a.example/20211345/2021/07/14", "2021-07-14"),
        ("https://a.example/2021/07/x", "2021-07"),
        ("https://a.example/2021/13/x", None),
        ("https://a.example/2021/x", None),
        ("https://a.example/" + 482 * "a", None),
        ("https://a.example/" + 472 * "a" + "2021/07/14", None),
        ("https://a.example/" + 471 * "a" + "/2021/07/14", "2021-07-14"),
        ("https://a.example/" + 480 * "a" + "/2021/07/14", None),
    ],
)
def test_an_address_has_a_day_or_a_month(address: str, expected: str | None) -> None:
    moment = read_url(address)
    assert (moment and moment.isoformat()) == expected
    assert [stamp.moment for stamp in address_stamps(address)] == [moment] * (moment is not None)


def test_json_ld_with_entities_or_stray_commas_is_read_like_any_other() -> None:
    comment = '"comment": {"dateCreated": "2021-07-20"}'
    written = f'{{"@type": "NewsArticle", "datePublished": "2021-07-14T07:45:00+02:00", {comment},}}'
    for source in (written, written.replace('"', "&quot;")):
        found = stamps(f'<head><script type="application/ld+json">{source}</script></head>')
        assert [(role, method, where) for role, method, _, where in found] == [(PUBLISHED, "json_ld", "datePublished")]
