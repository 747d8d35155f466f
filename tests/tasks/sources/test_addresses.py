"""Addresses are fetched or refused by what they say, and shown without their secrets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.sources.addresses import (
    host_of,
    is_private,
    is_same_host,
    name_for,
    page_address,
    refusal,
    without_credentials,
)

BASE = "https://paper.example/feeds/all.xml"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("/news/1", "https://paper.example/news/1"),
        (" https://other.example/a?b=1#top ", "https://other.example/a?b=1"),
        ("mailto:desk@paper.example", None),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("http://[::1", None),
        ("https://paper.example:port/", None),
        ("https://paper.example/a\r\nHost: evil", None),
        ("https://paper.example/" + "a" * 5000, None),
    ],
)
def test_an_address_of_a_listing_is_one_of_the_web_or_none(given: str, expected: str | None) -> None:
    assert page_address(given, BASE) == expected


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://paper.example/a",
        "gopher://paper.example/",
        "http://localhost/",
        "http://127.0.0.1:8080/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[::ffff:192.168.0.1]/",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http:///",
    ],
)
def test_other_schemes_and_private_addresses_are_refused(url: str) -> None:
    assert refusal(url, allows_private=False) is not None


def test_private_addresses_are_fetched_where_they_are_allowed_and_files_never() -> None:
    assert refusal("http://10.1.2.3/", allows_private=True) is None
    assert refusal("file:///etc/passwd", allows_private=True) is not None
    assert refusal("https://paper.example/", allows_private=False) is None


@pytest.mark.parametrize("number", ["0.0.0.0", "224.0.0.1", "fe80::1%eth0", "fc00::1", "100.64.0.1"])  # noqa: S104
def test_addresses_that_are_not_of_the_open_internet_are_private(number: str) -> None:
    assert is_private(number)


def test_an_open_address_is_not_private() -> None:
    assert not is_private("93.184.216.34")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://www.paper.example/a", "http://paper.example/b", True),
        ("https://feeds.paper.example/a", "https://paper.example/b", True),
        ("https://paper.example/", "https://notpaper.example/", False),
        ("https://paper.example/", "https://paper.example:8443/", False),
        ("http://10.0.0.1/", "http://1.10.0.0.1/", False),
        ("https://a.example/", "https://example/", False),
    ],
)
def test_a_subdomain_is_of_its_host_and_another_name_is_not(one: str, other: str, is_same: bool) -> None:
    assert is_same_host(one, other) is is_same


def test_politeness_is_kept_with_a_host_and_its_port() -> None:
    assert host_of("https://Paper.Example:443/a") == "paper.example"
    assert host_of("http://paper.example:8080/a") == "paper.example:8080"


def test_user_names_and_passwords_are_not_shown() -> None:
    assert without_credentials("https://me:secret@paper.example/a?b=c") == "https://paper.example/a?b=c"


@settings(max_examples=30)
@given(st.text(max_size=80))
def test_a_made_name_is_a_name_of_a_folder(path: str) -> None:
    name = name_for("https://www.paper.example/" + path.replace("[", "").replace("]", ""))
    assert name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name) <= 60
