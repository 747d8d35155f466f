"""HTML pages through the front door: reading, refusing, and what hostile markup may cost."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.parse import parse
from tasks.parse.base.limits import ParseLimits
from tasks.records import Kind, Layer, Page, RawDocument, Rejected, RejectReason

FIRST = "The bridge over the river opened on Wednesday, a year before it was due, the city council said in a statement."
SECOND = "Engineers had found a way to lift the whole span at once, so that boats could pass while the work went on."
THIRD = "“Nobody believed that it could be done,” said Ann Lee, who leads the office for roads and bridges of the city."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Bridge opens early | Sample</title></head><body>
<nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>Bridge opens early</h1><p class="byline">By Bo Chan</p>
<p>{FIRST}</p><h2>Lifted at once</h2><p>{SECOND}</p><p>{THIRD}</p>
<ul><li>The first item of a list in the article</li><li>The second item of a list in the article</li></ul></article>
<footer>Copyright Sample</footer></body></html>"""


def read(markup: str | bytes, **fields: object) -> Page:
    content = markup.encode() if isinstance(markup, str) else markup
    return parse(RawDocument(content=content, source="page.html", **fields))  # type: ignore[arg-type]


def reason(markup: str | bytes, limits: ParseLimits | None = None, **fields: object) -> RejectReason:
    content = markup.encode() if isinstance(markup, str) else markup
    with pytest.raises(Rejected) as refusal:
        parse(RawDocument(content=content, source="page.html", **fields), limits or ParseLimits())  # type: ignore[arg-type]
    return refusal.value.reason


def assert_is_consistent(page: Page) -> None:
    """Leaves are in range, in order, do not overlap, and cover the text but white space."""
    leaves = sorted(page.leaves(), key=lambda leaf: leaf.start)
    assert all(0 <= leaf.start < leaf.end <= len(page.text) for leaf in leaves)
    assert all(before.end <= after.start for before, after in pairwise(leaves))
    edges = [0, *(edge for leaf in leaves for edge in (leaf.start, leaf.end)), len(page.text)]
    assert not any(page.text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True))
    numbers = {segment.segment_id for segment in page.segments}
    assert all(segment.parent_id is None or segment.parent_id in numbers for segment in page.segments)
    assert all(comment.comment_id in numbers for comment in page.comments)


def test_an_article_is_read_without_its_surroundings() -> None:
    page = read(PAGE, url="https://www.example.com/news/1?utm_source=x")
    assert page.body().split("\n")[:4] == [FIRST, "Lifted at once", SECOND, THIRD]
    assert (page.title, page.authors, page.language) == ("Bridge opens early", ("Bo Chan",), "en")
    assert (page.canonical_url, page.site) == ("https://www.example.com/news/1", "example.com")
    assert page.comments == ()
    assert_is_consistent(page)


def test_the_title_is_a_segment_of_its_own_and_no_part_of_the_body() -> None:
    page = read(PAGE)
    titles = [page.text[segment.start : segment.end] for segment in page.segments if segment.kind is Kind.TITLE]
    assert titles == ["Bridge opens early"]
    assert "Bridge opens early" not in page.body()


def test_headings_are_told_from_paragraphs() -> None:
    page = read(PAGE)
    headings = [page.text[leaf.start : leaf.end] for leaf in page.leaves() if leaf.kind is Kind.HEADING]
    assert headings == ["Lifted at once"]


def test_a_text_without_markup_is_read_as_plain_text() -> None:
    page = read(f"Bridge opens early\n{FIRST}\n{SECOND}\n{THIRD}\n")
    assert page.format == "text"
    assert FIRST in page.text
    assert_is_consistent(page)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", RejectReason.EMPTY),
        (" \n ", RejectReason.EMPTY),
        (b"%PDF-1.7 " + b"x" * 100, RejectReason.BINARY),
        ("<html><body></body></html>", RejectReason.NO_TEXT),
        ("<div>" * 1000 + "deep" + "</div>" * 1000, RejectReason.TOO_COSTLY),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(markup: str | bytes, expected: RejectReason) -> None:
    assert reason(markup) is expected


def test_a_server_error_is_refused_unread() -> None:
    assert reason(PAGE, http_status=404) is RejectReason.HTTP_ERROR
    assert read(PAGE, http_status=200).title == "Bridge opens early"


def test_limits_hold_whatever_they_are() -> None:
    assert reason(PAGE, ParseLimits(byte_count=100)) is RejectReason.TOO_LARGE
    assert reason(PAGE, ParseLimits(element_count=5)) is RejectReason.TOO_COSTLY
    assert reason(PAGE, ParseLimits(depth=3)) is RejectReason.TOO_COSTLY


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body>" + "<div>" * 100_000 + "x",
        "<html><body>" + "<p><b>x" * 20_000,
        f"<html><body><p title='{'a' * 5_000_000}'>{FIRST}",
        "<html><body><p " + " ".join(f"a{number}=1" for number in range(60_000)) + f">{FIRST}",
        "<html><body>" + '<p a="<" ' + " ".join(f'a{number}="<"' for number in range(60_000)) + f">{FIRST}",
        "<html><body>" + "<" * 500_000,
        "<html><body>" + "<li class=comment>" * 3_000 + "x",
        "<html><body>" + "<div class=comment id=comment-1>" * 200 + "x",
        "<html><body>" + "\x00" * 300_000 + f"<p>{FIRST}</p>" * 3,
        "<!--" * 100_000 + "x",
    ],
    ids=[
        "nested",
        "unclosed",
        "attribute",
        "attributes",
        "quoted",
        "angles",
        "items",
        "nested-items",
        "nul",
        "comments",
    ],
)
def test_hostile_markup_costs_bounded_time_and_at_worst_its_page(markup: str) -> None:
    with suppress(Rejected):
        assert_is_consistent(read(markup))


WORDS = st.sampled_from(
    [FIRST, SECOND, "Reply", "Ann says:", "July 3, 2021 at 9:30 am", "2 comments", "#12", "é\u0301\x00 ", "QUOTE", ""]
)
TAGS = [
    "div",
    "p",
    "li",
    "ul",
    "article",
    "table",
    "tr",
    "td",
    "h1",
    "h2",
    "blockquote",
    "dl",
    "dt",
    "dd",
    "a",
    "span",
    "br",
    "form",
    "section",
]
NAMES = [
    *(
        "",
        'class="comment"',
        'id="comment-7"',
        'class="comment-body"',
        'class="post"',
        'class="author"',
        'class="date"',
    ),
    *('class="reply"', 'itemprop="comment"', 'class="comments" id="comments"', 'data-parent-id="7"', 'class="depth-2"'),
]
TREES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, name, parts: f"<{tag} {name}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(NAMES),
        st.lists(inner, max_size=5),
    ),
    max_leaves=25,
)


@settings(max_examples=120, deadline=None)
@given(st.lists(TREES, max_size=6))
def test_any_tree_gives_a_consistent_page_or_a_refusal_and_the_same_one_twice(trees: list[str]) -> None:
    markup = "<html><body>" + "".join(trees) + "</body></html>"
    fetched_at = datetime(2022, 1, 1)
    try:
        page = read(markup, fetched_at=fetched_at)
    except Rejected as refusal:
        assert refusal.reason is RejectReason.NO_TEXT
        return
    assert_is_consistent(page)
    assert read(markup, fetched_at=fetched_at) == page


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=30)), max_size=25))
def test_any_lines_give_a_consistent_page_or_a_refusal_and_the_same_one_twice(lines: list[str]) -> None:
    content = "\n".join(lines).encode("utf-8", "replace")
    try:
        page = read(content)
    except Rejected as refusal:
        assert refusal.reason in (RejectReason.EMPTY, RejectReason.NO_TEXT, RejectReason.BINARY)
        return
    assert_is_consistent(page)
    assert read(content) == page


def test_a_page_without_comments_has_only_article_segments() -> None:
    assert {segment.layer for segment in read(PAGE).segments} == {Layer.ARTICLE}


def test_a_caption_is_told_from_the_articles_paragraphs() -> None:
    caption = "The new bridge seen from the northern bank of the river in the evening light of Wednesday."
    figure = f"<figure><img src='x.jpg'><figcaption>{caption}</figcaption></figure>"
    assert caption not in read(PAGE.replace("<h2>", f"{figure}<h2>")).body()


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<span>", "<table><tr><td>"])
def test_a_flood_of_bare_tags_is_too_costly_and_never_read_as_text(tag: str) -> None:
    assert reason(tag * 100_000 + "deep") is RejectReason.TOO_COSTLY


def test_markup_without_an_element_is_not_shown_as_text() -> None:
    assert reason("<!-- nothing --><!-- here -->") is RejectReason.NO_TEXT


def test_a_title_that_is_never_closed_does_not_swallow_the_page() -> None:
    page = read(PAGE.replace("</title>", ""))
    assert SECOND in page.body()


def test_a_table_that_lays_out_the_page_keeps_its_paragraphs_apart() -> None:
    cell = f"<h2>Bridge opens early</h2><div>by Bo Chan</div><br>{FIRST * 2}<br><br>{SECOND * 2}<br><br>{THIRD * 2}"
    page = read(f"<html><head><title>Bridge opens early</title></head><body><table><tr><td>{cell}</td></tr></table>")
    assert page.body().split("\n") == [FIRST * 2, SECOND * 2, THIRD * 2]


def test_a_standfirst_that_is_marked_as_one_is_no_part_of_the_body() -> None:
    page = read(PAGE.replace("<p>", "<p class='standfirst'>A year was saved, and nobody is sure how.</p><p>", 1))
    assert page.standfirst == "A year was saved, and nobody is sure how."
    assert "A year was saved" not in page.body()
    assert Kind.STANDFIRST in {segment.kind for segment in page.segments}


def test_a_date_read_from_the_article_itself_is_the_one_that_is_chosen_among_the_candidates() -> None:
    page = read(
        f"Bridge opens early\nBy Bo Chan\nJuly 3, 2021\n\n{FIRST}\n{SECOND}\n{THIRD}\n", fetched_at=datetime(2022, 1, 1)
    )
    chosen = [candidate for candidate in page.date_candidates if candidate.is_chosen and candidate.role == "published"]
    assert [(candidate.moment, candidate.method) for candidate in chosen] == [(page.published, page.published_method)]
    assert chosen[0].why
