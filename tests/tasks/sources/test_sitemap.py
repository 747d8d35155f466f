"""Sitemaps give addresses and times, within limits; what is none says so."""

from __future__ import annotations

from datetime import datetime

import pytest

from tasks.sources.records import Entry
from tasks.sources.sitemap import ENTRY_CEILING, read_sitemap

BASE = "https://paper.example/sitemap.xml"
NAMESPACE = b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?><urlset %b xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://paper.example/1?a=1&amp;b=2 </loc><lastmod>2026-12-01T08:30:00+01:00</lastmod></url>
<url><loc>https://paper.example/2</loc><news:news><news:publication_date>2026-11-30</news:publication_date>
<news:title>Two</news:title></news:news></url>
<url><loc>https://paper.example/3</loc><lastmod>now</lastmod></url><url><lastmod>2026</lastmod></url></urlset>""" % (
    NAMESPACE
)


def test_a_sitemap_gives_addresses_with_the_time_of_their_change_or_of_their_publication() -> None:
    assert read_sitemap(NEWS, BASE).entries == (
        Entry("https://paper.example/1?a=1&b=2", datetime(2026, 12, 1, 7, 30)),
        Entry("https://paper.example/2", datetime(2026, 11, 30)),
        Entry("https://paper.example/3"),
    )


def test_an_index_names_sitemaps() -> None:
    content = b"<sitemapindex %b><sitemap><loc>/s/1.xml.gz</loc></sitemap></sitemapindex>" % NAMESPACE
    listing = read_sitemap(content, BASE)
    assert listing.sitemaps == ("https://paper.example/s/1.xml.gz",)
    assert not listing.entries


def test_lines_of_addresses_are_a_sitemap() -> None:
    listing = read_sitemap(b"\xef\xbb\xbfhttps://paper.example/1\r\n\r\nhttps://paper.example/2\n", BASE)
    assert [entry.url for entry in listing.entries] == ["https://paper.example/1", "https://paper.example/2"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Not here</body></html>", "neither"),
        (b'<!DOCTYPE u [<!ENTITY a "aaaa">]><urlset><url><loc>&a;</loc></url></urlset>', "entities"),
        (b"\x00\x01\x02", "neither"),
    ],
)
def test_what_is_no_sitemap_says_so(content: bytes, fault: str) -> None:
    listing = read_sitemap(content, BASE)
    assert fault in (listing.fault or "")
    assert listing.entries == ()


def test_a_sitemap_with_a_million_entries_is_read_to_its_ceiling() -> None:
    entry = b"<url><loc>https://paper.example/%d</loc></url>"
    content = b"<urlset %b>" % NAMESPACE + b"".join(entry % n for n in range(ENTRY_CEILING)) + (entry % 0) * 950_000
    listing = read_sitemap(content, BASE)
    assert len(listing.entries) == ENTRY_CEILING
    assert listing.is_cut


def test_a_sitemap_that_is_cut_off_gives_what_is_there() -> None:
    assert [e.url for e in read_sitemap(NEWS[: NEWS.index(b"<url><loc>https://paper.example/3")], BASE).entries][
        1:
    ] == ["https://paper.example/2"]


def test_lines_beyond_the_ceiling_are_left() -> None:
    content = b"".join(b"https://paper.example/%d\n" % n for n in range(ENTRY_CEILING + 5))
    listing = read_sitemap(content, BASE)
    assert len(listing.entries) == ENTRY_CEILING
    assert listing.is_cut
