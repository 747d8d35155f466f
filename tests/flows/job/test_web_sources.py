"""Sources of the configuration are stated well or refused with a sentence that tells no secret."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.job.blocks import Source
from flows.job.web_sources import check_sources, source_names, web_sources
from warehouse.errors import BadConfiguration

FEED = "https://me:hush@paper.example/feed.xml"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "has no path, feed or sitemap"),
        ({"path": "a", "feed": FEED}, "has path and feed; give it one"),
        ({"feed": "ftp://me:hush@paper.example/feed"}, "a feed is no address"),
        ({"sitemap": "sitemap.xml"}, "a sitemap is no address"),
        ({"feed": FEED, "name": "../paper"}, "other characters"),
        ({"feed": FEED, "time_zone": "Europe/Atlantis"}, "time_zone 'Europe/Atlantis' is not known"),
        ({"feed": FEED, "time_zone": "../../etc/passwd"}, "is not known"),
    ],
)
def test_a_source_that_is_not_stated_well_is_refused(fields: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadConfiguration, match=sentence) as raised:
        check_sources([Source.model_validate(fields)], "presswatch.toml")
    assert "hush" not in str(raised.value)


def test_two_sources_of_one_name_are_refused() -> None:
    with pytest.raises(BadConfiguration, match="two"):
        check_sources([Source(feed=FEED, name="paper"), Source(path="a", name="paper")], "presswatch.toml")


def test_names_are_made_of_addresses_and_told_apart() -> None:
    sources = [
        Source(feed=FEED),
        Source(sitemap=FEED),
        Source(path="in/box"),
        Source(feed=FEED),
        Source(feed=FEED, name="a"),
    ]
    names = source_names(sources)
    assert names[:3] == ["paper-example-feed-xml", "paper-example-feed-xml-2", "in-box"]
    assert names[3:] == ["paper-example-feed-xml-3", "a"]


def test_a_source_on_the_web_is_what_its_block_says() -> None:
    given = Source(
        feed=FEED, name="paper", every_minutes=15, language="de", redirect_hosts=("b.example",), pages_per_run=7
    )
    (found,) = web_sources([Source(path="a"), given])
    assert (found.name, found.url, found.kind, found.every) == ("paper", FEED, "feed", timedelta(minutes=15))
    assert (found.hosts, found.page_ceiling, found.headers) == (("b.example",), 7, {"Accept-Language": "de"})
