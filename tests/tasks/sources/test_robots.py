"""robots.txt is obeyed, and costs no more than it may."""

from __future__ import annotations

import pytest

from tasks.sources.robots import LONGEST_DELAY, READ_BYTE_COUNT, read_robots

AGENT = "presswatch/0.1"


def test_what_is_forbidden_to_us_or_to_all_is_not_allowed() -> None:
    robots = read_robots(
        b"User-agent: *\nDisallow: /private\n\nUser-agent: presswatch\nDisallow: /feed$\nCrawl-delay: 3"
    )
    assert not robots.allows("https://paper.example/feed", AGENT)
    assert robots.allows("https://paper.example/feed.xml", AGENT)
    assert not robots.allows("https://paper.example/private/1", "other")
    assert robots.delay(AGENT) == 3.0


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"<html><body>404</body></html>", b"\xef\xbb\xbf# nothing"])
def test_a_file_that_says_nothing_allows_all(content: bytes) -> None:
    robots = read_robots(content)
    assert robots.allows("https://paper.example/", AGENT)
    assert robots.delay(AGENT) == 0.0


def test_of_ten_megabytes_the_beginning_counts() -> None:
    rules = b"User-agent: *\nDisallow: /closed\n"
    robots = read_robots(rules + b"# filler\n" * 1_200_000 + b"Disallow: /\n")
    assert len(rules) < READ_BYTE_COUNT
    assert not robots.allows("https://paper.example/closed", AGENT)
    assert robots.allows("https://paper.example/open", AGENT)


def test_a_path_of_many_wildcards_is_cut_and_forbids_no_less() -> None:
    robots = read_robots(b"User-agent: *\nDisallow: /" + b"*a" * 60 + b"$\nAllow: /" + b"*a" * 60)
    assert not robots.allows("https://paper.example/" + "a" * 300, AGENT)
    assert robots.allows("https://paper.example/" + "b" * 3_000, AGENT)


def test_a_delay_of_days_is_not_waited_for() -> None:
    assert read_robots(b"User-agent: *\nCrawl-delay: 999999").delay(AGENT) == LONGEST_DELAY
