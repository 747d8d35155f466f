"""Feeds in all their forms give addresses and times; what is none says so."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasks.sources.feed import ENTRY_CEILING, read_feed
from tasks.sources.records import Entry

BASE = "https://paper.example/feed.xml"
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>
<item><title>One</title><link>/news/1</link><pubDate>Tue, 01 Dec 2026 08:30:00 +0100</pubDate></item>
<item><title>Two</title><guid isPermaLink="true">https://paper.example/news/2#top</guid></item>
<item><title>One again</title><link>https://paper.example/news/1</link></item>
<item><title>Mail</title><link>mailto:desk@paper.example</link></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title>
<entry><title>One</title><link rel="alternate" href="https://paper.example/1"/><id>urn:1</id>
<published>2026-11-30T10:00:00Z</published><updated>2026-12-01T10:00:00Z</updated></entry></feed>"""


def test_rss_gives_each_address_once_in_its_order_with_its_time_in_utc() -> None:
    listing = read_feed(RSS, BASE)
    assert listing.fault is None
    assert listing.entries == (
        Entry("https://paper.example/news/1", datetime(2026, 12, 1, 7, 30)),
        Entry("https://paper.example/news/2"),
    )


def test_the_time_of_a_change_goes_before_that_of_publication() -> None:
    assert read_feed(ATOM, BASE).entries == (Entry("https://paper.example/1", datetime(2026, 12, 1, 10)),)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"<!DOCTYPE html><html><head><title>Sorry</title></head><body>Gone</body></html>", "HTML"),
        (b"  \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no feed"),
        (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><rss><channel/></rss>',
            "entities",
        ),
        (b"just words", "no feed"),
    ],
)
def test_what_is_no_feed_says_what_it_is(content: bytes, fault: str) -> None:
    listing = read_feed(content, BASE)
    assert listing.entries == ()
    assert fault in (listing.fault or "")


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read_feed(b'<rss version="2.0"><channel><title>Paper</title></channel></rss>', BASE).fault is None


def test_a_feed_that_is_cut_off_gives_what_is_there() -> None:
    assert [entry.url for entry in read_feed(RSS[:-60], BASE).entries] == [
        "https://paper.example/news/1",
        "https://paper.example/news/2",
    ]


def test_of_an_endless_feed_the_beginning_is_read() -> None:
    item = b"<item><link>https://paper.example/%d</link></item>"
    content = b"<rss version='2.0'><channel>" + b"".join(item % n for n in range(ENTRY_CEILING + 1))
    listing = read_feed(content + b"</channel></rss>", BASE)
    assert len(listing.entries) == ENTRY_CEILING
    assert listing.is_cut


def test_a_word_about_entities_in_an_article_does_not_refuse_the_feed() -> None:
    words = b"<item><link>/xml</link><description><![CDATA[write <!ENTITY a 'b'>]]></description></item>"
    assert read_feed(b"<rss version='2.0'><channel>" + words + b"</channel></rss>", BASE).entries
