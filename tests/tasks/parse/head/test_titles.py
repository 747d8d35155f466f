"""The headline: printed and confirmed, or stated without the name of the site."""

from __future__ import annotations

import json

from lxml.html import HtmlElement, document_fromstring

from tasks.parse.head.metadata import read_metadata


def page(head: str = "", body: str = "") -> HtmlElement:
    return document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def linked(**data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_printed_headline_wins_where_the_head_confirms_it() -> None:
    tree = page("<title>Bridge opens early | The Daily Sample</title>", "<h1>Bridge opens early</h1>")
    assert read_metadata(tree).title == "Bridge opens early"


def test_a_heading_that_is_the_sites_name_is_no_headline() -> None:
    tree = page("<title>Bridge opens early - Daily Sample</title>", "<h1>Daily Sample</h1><h2>Bridge opens early</h2>")
    assert read_metadata(tree).title == "Bridge opens early"


def test_the_sites_name_is_taken_off_a_title() -> None:
    head = '<title>Sample: Bridge opens early | Sample</title><meta property="og:site_name" content="Sample">'
    assert read_metadata(page(head)).title == "Sample: Bridge opens early"
    assert read_metadata(page("<title>Bridge opens a year early | Sample</title>")).title == "Bridge opens a year early"


def test_a_box_around_the_headline_is_no_headline() -> None:
    box = "<div id='topic-title'><h1>Bridge opens early</h1><span>Roads</span></div>"
    assert read_metadata(page("<title>Bridge opens early - Roads - Forum</title>", box)).title == "Bridge opens early"
