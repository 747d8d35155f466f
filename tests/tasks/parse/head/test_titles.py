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


def test_of_lines_that_the_head_holds_the_one_that_most_of_it_holds_is_the_headline() -> None:
    head = '<title>Ferry stays - How the harbour was won over</title><meta property="og:title" content="Ferry stays">'
    assert read_metadata(page(head, "<h1>Ferry stays</h1><h2>How the harbour was won over</h2>")).title == "Ferry stays"


def test_a_kicker_or_a_tail_that_the_title_for_sharing_leaves_out_is_no_part_of_the_headline() -> None:
    shared = '<meta property="og:title" content="Ferry stays in Vellan">'
    head = f"<title>Harbour: Ferry stays in Vellan</title>{shared}"
    assert read_metadata(page(head, "<h1>Harbour: Ferry stays in Vellan</h1>")).title == "Ferry stays in Vellan"
    long = "Ferry stays in Vellan, but nobody knows who is to pay for it"
    assert read_metadata(page(f"<title>{long}</title>{shared}", f"<h1>{long}</h1>")).title == long


def test_a_name_of_the_site_behind_a_bare_colon_is_taken_off_and_a_middle_dot_in_a_word_cuts_nothing() -> None:
    site = '<meta property="og:site_name" content="クラグ日誌">'
    assert read_metadata(page(f"<title>フェリーが残る:クラグ日誌</title>{site}")).title == "フェリーが残る"
    assert read_metadata(page("<title>El col·legi obre</title>")).title == "El col·legi obre"
