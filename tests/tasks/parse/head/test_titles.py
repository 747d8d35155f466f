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


def test_a_separator_inside_a_stated_headline_cuts_nothing_and_one_in_a_title_cuts_the_unknown_name() -> None:
    stated = "Read more - the ferry's log"
    assert read_metadata(page(f'<meta property="og:title" content="{stated}">')).title == stated
    assert read_metadata(page("<title>The ferry's log of a year - Crag</title>")).title == "The ferry's log of a year"


def test_a_kicker_on_a_line_of_its_own_keeps_its_colon() -> None:
    head, body = "<title>Harbour: Ferry stays | Crag</title>", "<h1><span>Harbour</span> Ferry stays</h1>"
    stated = linked(**{"@type": "NewsArticle", "headline": "Harbour: Ferry stays"})
    assert read_metadata(page(head + stated, body)).title == "Harbour: Ferry stays"
    assert read_metadata(page(head, body)).title == "Harbour Ferry stays"  # nobody says it alone


def test_entities_in_linked_data_are_decoded() -> None:
    stated = linked(**{"@type": "NewsArticle", "headline": "&quot;Ferry&quot; &amp; pier stay"})
    assert read_metadata(page(stated)).title == '"Ferry" & pier stay'
