"""04/03/2024 is read in the order that the rest of its page tells, and in none where nothing tells it."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import html

from tasks.dates.publication.choice import PublicationDates, publication_dates

DATED = '<p class="date">04/03/2024</p>'
APRIL, MARCH = "2024-04-03", "2024-03-04"


def dates(body: str, lang: str = "en", url: str | None = None, fetched_at: datetime | None = None) -> PublicationDates:
    tree = html.document_fromstring(f'<html lang="{lang}">{body}</html>')
    return publication_dates(tree, url, fetched_at, ())


def day(body: str, lang: str = "en", url: str | None = None, fetched_at: datetime | None = None) -> str | None:
    published = dates(body, lang, url, fetched_at).published
    return None if published is None else published.isoformat()


@pytest.mark.parametrize("lang", ["", "en", "en-CA"])
def test_where_nothing_tells_day_from_month_both_readings_are_kept_and_none_is_chosen(lang: str) -> None:
    found = dates(DATED, lang)
    assert found.published is None
    assert {candidate.moment.isoformat() for candidate in found.candidates} == {APRIL, MARCH}
    assert not any(candidate.is_chosen for candidate in found.candidates)


@pytest.mark.parametrize(
    ("lang", "expected"), [("en-US", APRIL), ("en-us", APRIL), ("en-GB", MARCH), ("en_AU", MARCH), ("fr", MARCH)]
)
def test_the_pages_language_and_region_tell(lang: str, expected: str) -> None:
    assert day(DATED, lang) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.crag.co.uk/a", MARCH),
        ("https://www.crag.us/a", APRIL),
        ("https://www.crag.io/a", None),
        ("https://www.crag.com/a", None),
        ("https://www.crag.com/2024/04/a", APRIL),
        ("https://[broken/a", None),
    ],
)
def test_the_address_tells_by_its_country_or_its_month(url: str, expected: str | None) -> None:
    assert (day(DATED, "en", url) or "")[:10] == (expected or ("2024-04" if "/2024/04/" in url else ""))


def test_another_number_of_the_page_tells() -> None:
    assert day(f"{DATED}<p>See also: 25/12/2023</p>") == MARCH
    assert day(f"{DATED}<p>See also: 12/25/2023</p>") == APRIL


def test_what_had_not_come_when_the_page_was_fetched_is_not_meant() -> None:
    assert day(DATED, fetched_at=datetime(2024, 3, 20)) == MARCH


def test_a_stated_change_in_the_same_month_tells() -> None:
    changed = '<meta property="article:modified_time" content="2024-04-05T10:00:00Z">'
    assert day(changed + DATED) == APRIL


def test_the_region_that_the_page_names_for_sharing_tells() -> None:
    assert day('<meta property="og:locale" content="en_US">' + DATED) == APRIL
    assert day('<meta property="og:locale" content="en_GB">' + DATED) == MARCH


@pytest.mark.parametrize("lang", ["en", "en-US", "en-GB"])
def test_a_weekday_tells_more_than_the_language(lang: str) -> None:
    assert day('<p class="date">Wed, 04/03/2024 - 09:00</p>', lang) == f"{APRIL}T09:00:00"
    assert day('<p class="date">Monday 04/03/2024</p>', lang) == MARCH
