"""Addresses: what is the same address, and which site it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.addresses import canonical_url, site_of


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("HTTPS://Example.COM:443/A/b", "https://example.com/A/b"),
        ("http://example.com:8080/x", "http://example.com:8080/x"),
        ("https://example.com/a#part", "https://example.com/a"),
        ("https://example.com", "https://example.com/"),
        ("//example.com/a", "https://example.com/a"),
        ("https://example.com/index.html", "https://example.com/"),
        ("https://example.com/a/?b=2&a=1&utm_source=x&fbclid=y&gclid=z", "https://example.com/a/?a=1&b=2"),
        ("https://example.com/search?q=index.html", "https://example.com/search?q=index.html"),
        ("https://amp.example.com/news/1", "https://example.com/news/1"),
        ("https://m.example.co.uk/news/1", "https://example.co.uk/news/1"),
        ("https://example.com/news/1/amp/", "https://example.com/news/1/"),
        ("https://example.com/news/1?amp=1", "https://example.com/news/1"),
        ("https://example.com/news/1.amp.html", "https://example.com/news/1.html"),
        ("https://www.google.com/amp/s/amp.example.com/news/1", "https://example.com/news/1"),
        ("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/1", "https://www.example.com/news/1"),
        ("https://www.google.co.uk/url?sa=t&q=https%3A%2F%2Fexample.com%2Fa", "https://example.com/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa%3Ffbclid%3D1&h=2", "https://example.com/a"),
        ("https://en.m.example.org/wiki/Lock", "https://en.example.org/wiki/Lock"),
        ("https://www.m.example.com/a", "https://example.com/a"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        ("https://example.com/a;jsessionid=0A1B?x=1&PHPSESSID=9", "https://example.com/a?x=1"),
        ("https://example.com/%7euser/%e4%bd%a0", "https://example.com/~user/%E4%BD%A0"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("https://häfen.example/a", "https://xn--hfen-loa.example/a"),
        ("https://disq.us/url?url=https%3A%2F%2Fexample.com%2Fa&cuid=1", "https://example.com/a"),
        ("https://web.archive.org/web/20210714093000/https://www.example.com/a?b=1", "https://www.example.com/a?b=1"),
        ("http://web.archive.org/web/2021id_/http:/example.com/a", "http://example.com/a"),
        ("https://example.com/a?gclid=1&srsltid=2&id=3", "https://example.com/a?id=3"),
        ("https://example.com/ä", "https://example.com/%C3%A4"),
    ],
)
def test_ways_to_write_one_address_have_one_normal_form(address: str, normal: str) -> None:
    assert canonical_url(address) == normal


@pytest.mark.parametrize(
    "text",
    ["", "mailto:a@example.com", "example", "https://", "http://a:b/", "http://[::1", "ftp://x.org/", "x" * 9000],
)
def test_what_is_no_web_address_has_no_normal_form(text: str) -> None:
    assert canonical_url(text) is None
    assert site_of(text) is None


def test_a_path_that_merely_contains_amp_is_kept() -> None:
    assert canonical_url("https://example.com/news/amplifiers") == "https://example.com/news/amplifiers"


def test_a_site_is_the_host_without_its_www_and_mobile_forms() -> None:
    assert site_of("https://www.example.com/a") == "example.com"
    assert site_of("https://m.example.com/a") == "example.com"
    assert site_of("https://news.example.com/a") == "news.example.com"
    assert site_of(None) is None


HEADS = (
    "", "https://example.com/", "https://www.google.com/url?q=", "http://", "https://amp.m.example.com/amp/",
    "https://web.archive.org/web/2021/https://", "https://example.com/%", "https://example.com/a/../",
)  # fmt: skip


@given(st.text(max_size=60) | st.text(alphabet="ab./%;?&=#:@2F5eamp", max_size=60), st.sampled_from(HEADS))
def test_any_text_has_at_most_one_normal_form_and_normalising_it_again_changes_nothing(text: str, head: str) -> None:
    normal = canonical_url(head + text)
    assert normal is None or canonical_url(normal) == normal
