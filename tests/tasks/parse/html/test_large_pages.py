"""A page that is too large for trafilatura is read in one walk."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, document_fromstring

from tasks.parse.base.limits import ParseLimits
from tasks.parse.html.large_pages import is_large, read_large
from tasks.records import Kind, Layer


def page(body: str) -> HtmlElement:
    return document_fromstring(f"<html><body>{body}</body></html>")


def told(body: str) -> list[tuple[str, str]]:
    return [(block.text, block.rule.removeprefix("large-page-")) for block in read_large(page(body))]


def limits(elements: int, children: int) -> ParseLimits:
    return ParseLimits(extracted_element_count=elements, extracted_child_count=children)


def test_a_page_is_large_by_its_elements_or_by_the_children_of_one() -> None:
    tree = page("<p>x</p>" * 6)  # eight elements, six of them in one
    assert is_large(tree, limits(elements=7, children=100))
    assert not is_large(tree, limits(elements=8, children=100))
    assert is_large(tree, limits(elements=100, children=5))
    assert not is_large(tree, limits(elements=100, children=6))
    assert not is_large(page("<div><p>x</p></div>" * 3), limits(elements=100, children=3))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One</p><p>two</p>", [("One", "paragraph"), ("two", "paragraph")]),
        (
            "One <b>two</b> three<p>four</p>five",
            [("One two three", "paragraph"), ("four", "paragraph"), ("five", "paragraph")],
        ),
        ("<h3>One</h3>two", [("One", "heading"), ("two", "paragraph")]),
        (
            "<ul><li>One<p>two</p>three</li></ul>four",
            [("One", "item"), ("two", "item"), ("three", "item"), ("four", "paragraph")],
        ),
        ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", [("a b", "row"), ("c", "row")]),
        (
            "<blockquote>One<ul><li>two</li></ul>three</blockquote>",
            [("One", "quote"), ("two", "item"), ("three", "quote")],
        ),
        ("<pre>One\n two</pre>", [("One two", "code")]),
        ("<h1>One</h1><h6>two</h6>", [("One", "heading"), ("two", "heading")]),
        ("<script>x</script>One<footer>y</footer>two<aside>z</aside>", [("One", "paragraph"), ("two", "paragraph")]),
        ("<nav>x</nav><form>y</form><p> </p>", []),
    ],
)
def test_each_stretch_between_block_elements_is_a_block_of_the_innermost_rule(
    body: str, expected: list[tuple[str, str]]
) -> None:
    assert told(body) == expected


def test_blocks_are_the_articles_and_headings_are_headings() -> None:
    heading, paragraph = read_large(page("<h2>One</h2><p>two</p>"))
    assert (heading.layer, heading.kind) == (Layer.ARTICLE, Kind.HEADING)
    assert (paragraph.layer, paragraph.kind) == (Layer.ARTICLE, Kind.PARAGRAPH)


def test_the_text_behind_the_element_that_is_read_is_not_its_own() -> None:
    assert [block.text for block in read_large(page("<div>One</div>two")[0][0])] == ["One"]
