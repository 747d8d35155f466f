"""Trafilatura's readings of a page as blocks: one for each line, under the rule of the element it stands in."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fromstring, tostring

from tasks.parse.base.assembly import Block
from tasks.parse.html.extraction import Extraction, extract_compared, extract_rescued, is_thread
from tasks.records import Kind, Layer

SENTENCE = "The lower gate of the northern lock was opened on Wednesday, a year before the day the board had printed."
SECOND = "Nobody who had doubted it was there to see the mayor cut a ribbon of three colours at the northern end."
THIRD = "Builders from nine towns worked on it for six winters, and two of them are said to have married on a pillar."


def page(body: str, head: str = "") -> HtmlElement:
    tree: HtmlElement = fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return tree


def told(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.text, block.rule) for block in blocks]


def article(inner: str) -> HtmlElement:
    return page(f"<article><p>{SENTENCE}</p>{inner}<p>{SECOND}</p><p>{THIRD}</p></article>")


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<h2>Lifted at once</h2>", [("Lifted at once", "article-heading")]),
        ("<p>One line<br>and another</p>", [("One line", "article-paragraph"), ("and another", "article-paragraph")]),
        (
            "<ul><li>First of two</li><li>Second of two</li></ul>",
            [("First of two", "article-list-item"), ("Second of two", "article-list-item")],
        ),
        (
            "<blockquote>Nobody had believed it could be done.</blockquote>",
            [("Nobody had believed it could be done.", "article-quote")],
        ),
        (
            "<table><tr><th>Lock</th><th>Gates</th></tr><tr><td>North</td><td>Four</td></tr></table>",
            [("Lock Gates", "article-table-row"), ("North Four", "article-table-row")],
        ),
        ("<pre><code>open(gate)</code></pre>", [("open(gate)", "article-code")]),
        ("<p>Two &nbsp; blanks</p>", [("Two blanks", "article-paragraph")]),
    ],
    ids=["heading", "break", "list", "quote", "table", "code", "blanks"],
)
def test_each_element_gives_blocks_under_its_rule(inner: str, expected: list[tuple[str, str]]) -> None:
    around = [(sentence, "article-paragraph") for sentence in (SENTENCE, SECOND, THIRD)]
    blocks = Extraction(article(inner)).narrow()
    assert told(blocks) == [around[0], *expected, *around[1:]]
    assert {block.layer for block in blocks} == {Layer.ARTICLE}
    headings = [block.text for block in blocks if block.kind is Kind.HEADING]
    assert headings == [text for text, rule in expected if rule == "article-heading"]


def test_one_preparation_serves_both_widths_and_leaves_the_page_as_it_was() -> None:
    tree = article(f'<div class="teaser"><p>{SENTENCE} {SECOND}</p></div>')
    before = tostring(tree)
    extraction = Extraction(tree)
    narrow = [text for text, _ in told(extraction.narrow())]
    assert narrow == [SENTENCE, SECOND, THIRD]
    assert [text for text, _ in told(extraction.wide())] == [SENTENCE, f"{SENTENCE} {SECOND}", SECOND, THIRD]
    assert [text for text, _ in told(extraction.narrow())] == narrow
    assert tostring(tree) == before


def test_the_compared_reading_gives_blocks_too_and_none_for_a_page_without_text() -> None:
    assert told(extract_compared(article("")))[0] == (SENTENCE, "article-paragraph")
    assert extract_compared(page("")) == []


def test_the_rescue_takes_whatever_looks_like_text() -> None:
    assert told(extract_rescued(page("<div>Lock closed</div>"))) == [("Lock closed", "article-paragraph")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"@type": "DiscussionForumPosting"}', True),
        ('{"@type":["WebPage", "DiscussionForumPosting"]}', True),
        ('{"@type": "NewsArticle", "name": "DiscussionForumPosting"}', False),
    ],
)
def test_a_thread_is_told_by_the_type_that_its_linked_data_state(data: str, expected: bool) -> None:
    assert is_thread(page("", f'<script type="application/ld+json">{data}</script>')) is expected
    assert is_thread(page("", f"<script>{data}</script>")) is False


def test_comments_are_read_only_on_a_page_that_is_a_thread() -> None:
    data = '<script type="application/ld+json">{"@type": "DiscussionForumPosting"}</script>'
    paragraphs = f"<p>{SENTENCE}</p><p>{SECOND}</p><p>{THIRD}</p>"
    body = f"<article>{paragraphs}<div id='comments'><p>A post of several words.</p></div></article>"
    assert "A post of several words." not in dict(told(Extraction(page(body)).narrow()))
    assert "A post of several words." in dict(told(Extraction(page(body, data)).narrow()))
