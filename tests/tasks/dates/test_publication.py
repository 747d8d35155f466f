"""The date of publication is the best of all that a page states, with every candidate and the reason it won or lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tasks.dates.machine_stamps import read_url
from tasks.dates.publication import PublicationDates, publication_dates
from tasks.records import Comment, DateRole, Moment, Precision

FETCHED = datetime(2021, 8, 1, 12)


def dates(
    markup: str, url: str | None = None, fetched_at: datetime | None = FETCHED, comments: tuple[Comment, ...] = ()
) -> PublicationDates:
    return publication_dates(html.fromstring(f"<html>{markup}</html>"), url, fetched_at, comments)


def comment(posted: str) -> Comment:
    moment = Moment(datetime.fromisoformat(posted), Precision.LOCAL_MINUTE)
    return Comment(1, None, 0, 0, "A reader", moment, None, "Quite so.")


def article_of(published: str, modified: str = "2021-07-15T08:00:00+02:00") -> str:
    return (
        '<head><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, '
        f'{{"@type": "NewsArticle", "datePublished": "{published}", "dateModified": "{modified}"}}]}}</script></head>'
    )


PLACES = [
    ("json_ld", article_of("2021-07-14T09:30:00+02:00"), "2021-07-14T09:30:00+02:00"),
    ("json_ld", article_of("2021-07-14T00:00:00+02:00"), "2021-07-14"),  # midnight is how a whole day is written
    ("meta", '<head><meta property="article:published_time" content="2021-07-14 07:30"></head>', "2021-07-14T07:30:00"),
    ("meta", '<head><meta name="DC.date.issued" content="2021-07-14"></head>', "2021-07-14"),
    ("microdata", '<body><span itemprop="datePublished" content="2021-07-14">Wed</span></body>', "2021-07-14"),
    ("time_published", '<body><time pubdate datetime="2021-07-14">today</time></body>', "2021-07-14"),
    ("time", "<body><time>July 14, 2021</time></body>", "2021-07-14"),
    ("visible_published", '<body><p class="published-on">Published 14 July 2021</p></body>', "2021-07-14"),
    ("visible", '<body><div class="byline">By A. Writer, 14 July 2021, 10:15</div></body>', "2021-07-14T10:15:00"),
    ("beside_title", "<body><h1>Bridge closed</h1><p>Wednesday, July 14, 2021</p></body>", "2021-07-14"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "markup", "expected"), PLACES)
def test_a_date_is_found_wherever_pages_state_it(method: str, markup: str, expected: str) -> None:
    found = dates(markup)
    assert found.published is not None
    assert (found.method, found.published.isoformat()) == (method, expected)


def test_the_last_change_is_kept_apart() -> None:
    found = dates(article_of("2021-07-14T09:30:00+02:00"))
    assert found.updated is not None
    assert found.updated.isoformat() == "2021-07-15T08:00:00+02:00"
    assert [candidate.role for candidate in found.candidates] == [DateRole.PUBLISHED, DateRole.UPDATED]


def test_exactly_one_candidate_is_chosen_and_each_says_why() -> None:
    markup = article_of("2021-07-14") + '<body><span itemprop="datePublished" content="2021-07-13">x</span></body>'
    found = dates(markup)
    chosen = [candidate for candidate in found.candidates if candidate.is_chosen]
    assert [candidate.method for candidate in chosen] == ["json_ld"]
    assert all(candidate.why for candidate in found.candidates)


def test_a_date_after_the_fetching_loses() -> None:
    markup = article_of("2022-01-01") + '<body><time pubdate datetime="2021-07-14">x</time></body>'
    found = dates(markup)
    assert found.published is not None
    assert found.published.isoformat() == "2021-07-14"
    assert any("later than the time of fetching" in candidate.why for candidate in found.candidates)


def test_a_date_after_the_first_comment_loses() -> None:
    found = dates(article_of("2021-07-14"), comments=(comment("2021-06-01T10:00"),))
    assert found.published is None
    assert any("later than the first comment" in candidate.why for candidate in found.candidates)


def test_a_comment_known_to_the_year_bounds_nothing_within_that_year() -> None:
    later = Comment(1, None, 0, 0, None, Moment(datetime(2021, 1, 1), Precision.YEAR), None, "Quite so.")
    found = dates(article_of("2021-07-14"), comments=(later,))
    assert found.published is not None


def test_the_first_comment_is_a_bound_and_never_the_answer() -> None:
    found = dates("<body><p>No date.</p></body>", comments=(comment("2021-06-01T10:00"),))
    assert found.published is None
    assert [(candidate.role, candidate.is_chosen) for candidate in found.candidates] == [(DateRole.COMMENTED, False)]


def test_the_address_decides_where_the_page_speaks_of_quite_another_day() -> None:
    found = dates(article_of("2005-01-01"), url="https://news.example/2021/07/14/bridge-closed.html")
    assert found.published is not None
    assert (found.method, found.published.isoformat()) == ("url", "2021-07-14")


def test_dates_of_comments_and_teasers_are_not_the_documents() -> None:
    markup = '<body><div class="comments"><time datetime="2021-07-20">x</time></div></body>'
    assert all(candidate.method != "time" for candidate in dates(markup).candidates)


def test_broken_json_is_still_read() -> None:
    markup = (
        '<head><script type="application/ld+json">{"datePublished": "2021-07-14", "name": "a "b"",}</script></head>'
    )
    found = dates(markup)
    assert found.published is not None
    assert found.published.isoformat() == "2021-07-14"


def test_plain_text_has_its_first_lines_and_its_address() -> None:
    text = "Bridge closed\nPublished: Jul 14, 2021\nThe bridge was closed in 1999."
    found = publication_dates(None, None, FETCHED, (), text)
    assert found.published is not None
    assert (found.method, found.published.isoformat()) == ("head_text", "2021-07-14")
    agency = publication_dates(None, None, None, (), "KABUL, July 14, 2021 (XYZ) - The road was open again.")
    assert (agency.method, agency.published and agency.published.isoformat()) == ("dateline", "2021-07-14")


def test_a_text_that_states_no_date_has_none() -> None:
    found = publication_dates(None, None, FETCHED, (), "Fighters said on Wednesday that they had taken the town.")
    assert found == PublicationDates(None, None, None, ())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://news.example/2021/07/14/bridge", "2021-07-14"),
        ("https://news.example/a-20210714.html", "2021-07-14"),
        ("https://news.example/2021/07/bridge", "2021-07"),
        ("https://news.example/article-12345678", None),
    ],
)
def test_an_address_is_read_for_its_date(address: str, expected: str | None) -> None:
    moment = read_url(address)
    assert (moment.isoformat() if moment else None) == expected


@given(
    st.lists(
        st.sampled_from(["<div class='date'>", "<h1>", "2021-07-14", "<time datetime='x'>", "</div>", "July 3", "<p>"])
    )
)
def test_no_markup_raises(pieces: list[str]) -> None:
    dates("<body>" + "".join(pieces) + "</body>")
