"""HTML pages through the front door: reading, refusing, and what hostile markup may cost."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from tasks.parse import parse
from tasks.parse.base.assembly import Block
from tasks.parse.base.limits import ParseLimits
from tasks.parse.html import article
from tasks.records import AROUND_RULES, Kind, Layer, Page, RawDocument, Rejected, RejectReason

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
    around = {segment.rule for segment in read(PAGE).segments if segment.layer is Layer.FURNITURE}
    assert {segment.layer for segment in read(PAGE).segments} == {Layer.ARTICLE, Layer.FURNITURE}
    assert around <= AROUND_RULES


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


# ---- which of two readings is believed; both are given, so that a word is worth a word


def worth(words: int, name: str = "word") -> Block:
    """A paragraph that is worth this many words: five more are what a line costs."""
    return Block(f"{name} " * (words + 4) + "end.", Layer.ARTICLE, Kind.PARAGRAPH, "test")


def give(monkeypatch: pytest.MonkeyPatch, narrow: list[Block], wide: list[Block]) -> list[str]:
    """Trafilatura answers so; the names of the readings that were asked for."""
    asked: list[str] = []

    class Given:
        def __init__(self, tree: HtmlElement) -> None:
            pass

        def narrow(self) -> list[Block]:
            asked.append("narrow")
            return narrow

        def wide(self) -> list[Block]:
            asked.append("wide")
            return wide

    monkeypatch.setattr(article, "Extraction", Given)
    return asked


def body_of(markup: str = "<article>x</article>") -> list[Block]:
    return article.read_body(article.read_tree(f"<html><body>{markup}</body></html>", ParseLimits()))


def chosen(
    monkeypatch: pytest.MonkeyPatch, first: list[Block], second: list[Block], markup: str = "<div>x</div>"
) -> tuple[list[Block], bool]:
    """The reading that is chosen, and whether the second was asked for."""
    asked: list[bool] = []
    give(monkeypatch, first, first)
    monkeypatch.setattr(article, "extract_compared", lambda _: asked.append(True) or second)
    return article.read_body(article.read_tree(f"<html><body>{markup}</body></html>", ParseLimits())), bool(asked)


NAMED = "<article>x</article>"


def test_the_wide_reading_is_taken_where_it_is_worth_more_than_a_tenth_more(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = [worth(75), worth(75), worth(50)]
    give(monkeypatch, narrow, [*narrow, worth(20)])
    assert body_of() == narrow  # a tenth more
    give(monkeypatch, narrow, [*narrow, worth(21)])
    assert body_of() == [*narrow, worth(21)]


def test_the_wide_reading_is_not_asked_beyond_a_narrow_one_of_10000_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    long = Block("Word " * 1999 + "end.!", Layer.ARTICLE, Kind.PARAGRAPH, "test")  # 10,000
    assert len(long.text) == 10_000
    assert give(monkeypatch, [long], [])[0:] == []
    asked = give(monkeypatch, [long], [])
    body_of()
    assert asked == ["narrow"]
    asked = give(monkeypatch, [replace(long, text=long.text[1:])], [])
    body_of()
    assert asked == ["narrow", "wide"]


def test_no_cut_takes_more_than_half_of_the_running_text_of_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    notice = Block("Sign up for our newsletter. " * 4, Layer.ARTICLE, Kind.PARAGRAPH, "test")
    story = [worth(60) for _ in range(6)]
    monkeypatch.setattr(article, "without_surroundings", lambda blocks, links: list(blocks)[:2])
    give(monkeypatch, [*story[:4], notice], [])
    assert len(body_of()) == 5  # two of four, and the notice is long as well
    give(monkeypatch, story[:4], [])
    assert body_of() == story[:2]  # half is not more than half


def test_a_second_reading_is_asked_below_a_worth_of_100_words(monkeypatch: pytest.MonkeyPatch) -> None:
    enough = [worth(50), worth(50, "other")]
    assert chosen(monkeypatch, enough, [worth(75), worth(75), worth(75)]) == (enough, False)
    assert chosen(monkeypatch, [worth(50), worth(49, "other")], [])[1] is True


def test_a_second_reading_is_asked_of_pages_up_to_8000_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    markup = f"<div>{'<br>' * 3_998}</div>" * 2  # with html and body
    assert chosen(monkeypatch, [worth(20)], [], markup)[1] is True
    assert chosen(monkeypatch, [worth(20)], [], markup + "<br>")[1] is False


def test_a_wider_reading_is_believed_where_it_is_worth_more_than_six_times_as_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = [worth(15)]
    assert chosen(monkeypatch, first, [*first, worth(75)])[0] == first  # six times
    assert chosen(monkeypatch, first, [*first, worth(75), worth(1)])[0] == [*first, worth(75), worth(1)]


def test_a_reading_of_another_place_is_believed_where_it_is_worth_a_fifth_more(monkeypatch: pytest.MonkeyPatch) -> None:
    first = [worth(50)]
    assert chosen(monkeypatch, first, [worth(60, "other")])[0] == first
    assert chosen(monkeypatch, first, [worth(61, "other")])[0] == [worth(61, "other")]


def test_where_the_page_names_its_article_another_place_is_added_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = [worth(20)], [worth(60, "other")]
    assert chosen(monkeypatch, first, other, NAMED)[0] == [*first, *other]
    assert chosen(monkeypatch, first, [*first, worth(75), worth(75)], NAMED)[0] == [*first, worth(75), worth(75)]


def test_readings_are_apart_where_less_than_half_of_the_first_stands_in_the_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    half = [worth(15), worth(15, "line")]  # as long as each other
    assert chosen(monkeypatch, half, [half[0], worth(60, "more")])[0] == half  # 75 for 30, one of them shared
    less = [worth(15), worth(16, "line")]
    assert chosen(monkeypatch, less, [less[0], worth(60, "more")])[0] == [less[0], worth(60, "more")]


def test_a_reading_of_less_than_60_characters_is_left_to_the_rescue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article, "extract_rescued", lambda _: [worth(10, "rescued")])
    short = [Block("x" * 59, Layer.ARTICLE, Kind.PARAGRAPH, "test")]
    long = [Block("x" * 60, Layer.ARTICLE, Kind.PARAGRAPH, "test")]
    assert chosen(monkeypatch, short, [])[0] == [worth(10, "rescued")]
    assert chosen(monkeypatch, long, [])[0] == long
    monkeypatch.setattr(article, "extract_rescued", lambda _: [])
    assert chosen(monkeypatch, short, [])[0] == short


def test_only_where_the_page_names_no_article_the_reading_is_cut_to_its_span(monkeypatch: pytest.MonkeyPatch) -> None:
    label = Block("one two", Layer.ARTICLE, Kind.PARAGRAPH, "test")
    blocks = [label, worth(60), worth(60, "other"), label]
    assert chosen(monkeypatch, blocks, [])[0] == blocks[1:3]
    assert chosen(monkeypatch, blocks, [], NAMED)[0] == blocks


def test_a_short_article_read_as_one_line_is_set_in_the_lines_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = "<div>The lower gate of the northern lock is open.</div><div>Nobody was there to see it.</div>"
    markup = f"<article>{inner}</article>"
    one = Block(
        "The lower gate of the northern lock is open. Nobody was there to see it.", Layer.ARTICLE, Kind.PARAGRAPH, "r"
    )
    told = ["The lower gate of the northern lock is open.", "Nobody was there to see it."]
    assert [(b.text, b.rule) for b in chosen(monkeypatch, [one], [], markup)[0]] == [(text, "r") for text in told]
    assert [b.text for b in chosen(monkeypatch, [one], [], "<article>Ad</article>" * 4 + markup)[0]] == told
    assert chosen(monkeypatch, [one], [], "<article>Ad</article>" * 5 + markup)[0] == [one]  # a list of articles
    assert chosen(monkeypatch, [one, worth(1)], [], markup)[0] == [one, worth(1)]


def test_links_of_the_page_are_known_when_its_lines_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [
        "Ferry stops at noon, says the board.",
        "School opens a gym for all its pupils.",
        "Markets fall for a second day now.",
    ]
    links = "".join(f"<a href='/{number}'>{title}</a>" for number, title in enumerate(titles))
    listed = [Block(title, Layer.ARTICLE, Kind.PARAGRAPH, "test") for title in titles]
    body = [worth(60), worth(60, "other")]
    assert chosen(monkeypatch, [*body, *listed], [], NAMED + links)[0] == body
    assert chosen(monkeypatch, [*body, *listed], [], NAMED)[0] == [*body, *listed]


def test_a_page_beyond_what_trafilatura_takes_is_read_whole() -> None:
    tree = article.read_tree(PAGE, ParseLimits())
    blocks = article.read_body(tree, ParseLimits(extracted_element_count=5, extracted_child_count=5))
    assert {block.rule.partition("-")[0] for block in blocks} == {"large"}
    assert FIRST in {block.text for block in blocks}


# ---- markup


def test_a_page_is_as_large_and_as_deep_as_the_limits_at_most() -> None:
    markup = "<html><body><div><p>x</p></div></body></html>"  # five elements with the head, four levels
    count = len(list(article.read_tree(markup, ParseLimits()).iter()))
    assert reason(markup, ParseLimits(element_count=count - 1)) is RejectReason.TOO_COSTLY
    assert article.read_tree(markup, ParseLimits(element_count=count, depth=4)).tag == "html"
    with pytest.raises(Rejected, match="nested deeper than 3"):
        article.read_tree(markup, ParseLimits(depth=3))


@pytest.mark.parametrize("name", ["title", "textarea", "iframe", "IFRAME"])
def test_an_element_that_is_never_closed_does_not_swallow_what_follows(name: str) -> None:
    opened = article.read_tree(f"<html><body><{name}><p>One</p></body></html>", ParseLimits())
    assert [p.text for p in opened.iter("p")] == ["One"]
    closed = article.read_tree(f"<html><body><{name}><p>One</p></{name}><p>Two</p></body></html>", ParseLimits())
    assert [p.text for p in closed.iter("p")] == ["Two"]
    again = article.read_tree(f"<html><body><{name}></{name}><{name}><p>One</p></body></html>", ParseLimits())
    assert [p.text for p in again.iter("p")] == ["One"]


@pytest.mark.parametrize(
    ("write", "most"),
    [('a{}="<"', 19_990), ("a{}='>'", 19_990), ("a{}", 19_990), ("a{}=1", 9_990)],  # a bare value counts as one more
)
def test_an_element_has_20000_attributes_at_most(write: str, most: int) -> None:
    def page(count: int) -> str:
        return "<html><body><p " + " ".join(write.format(number) for number in range(count)) + f">{FIRST}"

    assert reason(page(20_001)) is RejectReason.TOO_COSTLY
    article.read_tree(page(most), ParseLimits())


def test_attributes_of_several_elements_are_weighed_together() -> None:
    tag = "<p " + " ".join(f"a{number}" for number in range(19_000)) + ">x"
    article.read_tree(f"<html><body>{tag * 4}", ParseLimits())
    assert reason(f"<html><body>{tag * 5}") is RejectReason.TOO_COSTLY


def test_comments_and_instructions_of_markup_are_left_out() -> None:
    tree = article.read_tree("<html><body><!-- x --><?php y ?><p>One</p></body></html>", ParseLimits())
    assert [element.tag for element in tree.iter()] == ["html", "body", "p"]
    assert article.read_tree("<p>Grüße €</p>", ParseLimits()).text_content() == "Grüße €"
