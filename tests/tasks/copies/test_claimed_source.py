"""Whom a page names as the source of its text."""

from __future__ import annotations

import pytest

from tasks.copies.claimed_source import read_credit
from tasks.copies.provenance import Credit, Reason
from tasks.parse import parse
from tasks.records import Page, RawDocument

PARAGRAPHS = (
    "The harbour master closed the northern pier on Tuesday after divers found cracks in two of its pillars.",
    "Ferries to the islands leave from the fish market until further notice, and lorries must take the ring road.",
)


def page(lead: str = "", byline: str = "", head: str = "", url: str = "https://gazette.example/pier") -> Page:
    body = "".join(f"<p>{text}</p>" for text in (lead + PARAGRAPHS[0], PARAGRAPHS[1]))
    named = f'<p class="byline">{byline}</p>' if byline else ""
    html = f"<html><head><title>Pier closed</title>{head}</head><body><article><h1>Pier closed</h1>{named}{body}"
    return parse(RawDocument(html.encode(), "pier.html", url=url, media_type="text/html; charset=utf-8"))


def test_a_canonical_link_to_another_site_names_the_origin() -> None:
    address = "https://herald.example/news/pier"
    linked = page(head=f'<link rel="canonical" href="{address}">')
    assert read_credit(linked, "https://gazette.example/pier") == Credit(address, Reason.CANONICAL_LINK)


@pytest.mark.parametrize("host", ["gazette.example", "www.gazette.example", "news.gazette.example"])
def test_a_canonical_link_within_the_site_names_nobody(host: str) -> None:
    linked = page(head=f'<link rel="canonical" href="https://{host}/2021/pier">')
    assert read_credit(linked, "https://gazette.example/pier") is None


@pytest.mark.parametrize("byline", ["By Associated Press", "By Ilse Brandt, Associated Press"])
def test_a_byline_names_an_agency(byline: str) -> None:
    assert read_credit(page(byline=byline), None) == Credit("apnews.com", Reason.AGENCY_CREDIT)


@pytest.mark.parametrize(
    ("lead", "host"),
    [("WESTBY (Reuters) - ", "reuters.com"), ("Westby (dpa) – ", "dpa.com"), ("", None)],
)
def test_a_dateline_names_an_agency_in_brackets(lead: str, host: str | None) -> None:
    found = read_credit(page(lead=lead), None)
    assert (None if found is None else found.origin) == host


def test_an_agency_on_its_own_site_credits_nobody() -> None:
    own = page(lead="WESTBY (Reuters) - ", url="https://www.reuters.com/pier")
    assert read_credit(own, "https://www.reuters.com/pier") is None


def test_an_agency_that_is_only_reported_on_is_not_credited() -> None:
    assert (
        read_credit(page(lead="Reuters said on Tuesday that it would close an office, and AP will follow. "), None)
        is None
    )
