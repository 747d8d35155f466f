"""Entries of live blogs stay in the article, each with its time. All texts are made up."""

from __future__ import annotations

from datetime import time

import pytest
from lxml.html import document_fromstring, tostring

from tasks.parse import parse
from tasks.parse.base.assembly import Block
from tasks.parse.html.live import LiveBlog, MarkedEntry, read_clock, read_live_blog, set_apart, with_entries
from tasks.records import Kind, Layer, LiveEntry, Page, RawDocument

ENTRIES = (
    ("16:40", "The gate is lifted", "A crane has lifted the gate off its hinges, and the crowd on the quay applauds."),
    (
        "15:10",
        "Divers are down",
        "Two divers have gone down for the fourth time; the harbour board speaks of bad sight.",
    ),
    (
        "14:05",
        "Crane arrives",
        "A floating crane has come in from the north and is being tied up beside the lower gate.",
    ),
    (
        "13:20",
        "Lock still closed",
        "Nothing moves at the northern lock, where eleven ships have waited since the morning.",
    ),
)
URL = "https://quay.example/2021/07/14/lock-live"


def entry(clock: str, heading: str, text: str) -> str:
    return f"""<div class="update"><time datetime="2021-07-14T{clock}:00+01:00">{clock}</time>
    <h3>{heading}</h3><p>{text}</p><p>Posted by the desk</p></div>"""


def blog(entries: str, name: str = "liveblog", around: str = "", url: str = URL) -> Page:
    markup = f"""<html><head><title>Lock repair live</title></head><body>
    <article class="{name}"><h1>Lock repair live</h1>
    <p>We follow the repair of the northern lock, which the harbour board closed on Tuesday.</p>
    <div>{entries}</div></article>{around}</body></html>"""
    return parse(RawDocument(markup.encode(), "page.html", url=url))


def told(page: Page, entry: LiveEntry) -> str:
    spans = {segment.segment_id: segment for segment in page.segments}
    return page.text[spans[entry.segment_id].start : spans[entry.last_segment_id].end]


def test_entries_in_markup_are_article_text_with_a_time_each() -> None:
    page = blog("".join(entry(*parts) for parts in ENTRIES))
    assert [entry.printed for entry in page.live_entries] == [clock for clock, _, _ in ENTRIES]
    assert page.live_entries[0].posted is not None
    assert page.live_entries[0].posted.isoformat() == "2021-07-14T16:40:00+01:00"
    for found, (_, heading, text) in zip(page.live_entries, ENTRIES, strict=True):
        assert told(page, found).startswith(heading)
        assert text in told(page, found)
    assert all(text in page.body() for _, _, text in ENTRIES)
    assert page.comments == ()


def test_entries_that_look_like_comments_are_none_and_those_below_are() -> None:
    """Each has a writer, a time and a text, as a comment has."""
    signed = "".join(
        f'<div class="post"><b class="author">Ida Brandt</b> <time datetime="2021-07-14T{clock}">{clock}</time>'
        f"<p>{text}</p></div>"
        for clock, _, text in ENTRIES
    )
    reader = (
        '<div class="comment" id="comment-{0}"><cite class="fn">Kim</cite>'
        ' <time datetime="2021-07-15T09:0{0}">x</time><p>{1}</p></div>'
    )
    comments = "".join(reader.format(n, text) for n, text in enumerate(("Thanks for this, I was there.", "Me too!")))
    page = blog(signed, around=f'<div id="comments"><h3>2 comments</h3>{comments}</div>')
    assert all(text in page.body() for _, _, text in ENTRIES)
    assert len(page.live_entries) == len(ENTRIES)
    assert [comment.text for comment in page.comments] == ["Thanks for this, I was there.", "Me too!"]


def test_a_list_of_comments_is_no_live_blog_even_on_a_live_page() -> None:
    reader = (
        '<div class="comment" id="comment-{0}"><cite class="fn">Kim</cite>'
        ' <time datetime="2021-07-15T09:0{0}">x</time><p>{1}</p></div>'
    )
    comments = "".join(reader.format(n, f"{text} I was there.") for n, (_, _, text) in enumerate(ENTRIES))
    page = blog(f"<p>{ENTRIES[0][2]}</p><p>{ENTRIES[1][2]}</p>", around=f'<div id="comments">{comments}</div>')
    assert len(page.comments) == len(ENTRIES)
    assert page.live_entries == ()


def test_times_in_markup_of_a_page_that_is_not_live_make_no_entries() -> None:
    entries = "".join(entry(*parts).replace(f">{parts[0]}<", "><") for parts in ENTRIES)
    assert blog(entries, name="story", url="https://quay.example/1").live_entries == ()


@pytest.mark.parametrize("order", [1, -1])
def test_lines_that_begin_with_a_clock_are_entries_of_the_day(order: int) -> None:
    lines = "\n".join(f"{clock} {heading}. {text}" for clock, heading, text in ENTRIES[::order])
    text = f"Lock repair live\nBy Ida Brandt\n14 July 2021\nWe follow the repair of the northern lock all day.\n{lines}"
    page = parse(RawDocument(text.encode(), "page.txt"))
    assert [entry.printed for entry in page.live_entries] == [clock for clock, _, _ in ENTRIES[::order]]
    first = page.live_entries[0].posted
    assert first is not None
    assert first.isoformat() == f"2021-07-14T{ENTRIES[::order][0][0]}:00"
    layers = {segment.segment_id: segment.layer for segment in page.segments}
    assert {layers[entry.segment_id] for entry in page.live_entries} == {Layer.ARTICLE}


def test_clocks_in_no_order_are_no_entries() -> None:
    lines = "\n".join(f"{clock} {text}" for clock, text in (("14:05", "A"), ("9:00", "B"), ("17:30", "C")))
    assert parse(RawDocument(f"Opening hours of the lock\n{lines}".encode(), "page.txt")).live_entries == ()


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("14:05 The gate", time(14, 5)),
        ("14.05 Uhr: Das Tor", time(14, 5)),
        ("2.05pm The gate", time(14, 5)),
        ("12:30 am – The gate", time(0, 30)),
        ("14h05 La porte", time(14, 5)),
        ("[9:07] The gate", time(9, 7)),
    ],
)
def test_a_clock_is_read_in_its_usual_forms(line: str, clock: time) -> None:
    read = read_clock(line)
    assert read is not None
    assert read[1] == clock


@pytest.mark.parametrize("line", ["25:10 no hour", "14:75 no minute", "14.05.2021 a day", "The 14:05 train"])
def test_other_numbers_are_no_clock(line: str) -> None:
    assert read_clock(line) is None


# ---- at the edges of the rules


def found(*entries: str, url: str | None = URL, label: str = "", types: frozenset[str] = frozenset()) -> int:
    """The number of entries that are found on a page of these."""
    inner = "".join(f'<div class="update">{text}</div>' for text in entries)
    tree = document_fromstring(f"<html><body><div class='{label}'><div>{inner}</div></div></body></html>")
    return len(read_live_blog(tree, types, url).entries)


def timed(length: int, clock: str = "14:05") -> str:
    return f"<time>{clock}</time><p>{'a b c ' * (length // 6)}{'d' * (length % 6)}</p>"


def test_a_page_is_live_by_its_address_its_type_or_a_name_around_its_entries() -> None:
    entries = [timed(59)] * 3
    assert found(*entries) == 3
    assert found(*entries, url="https://quay.example/lock") == 0
    assert found(*entries, url=None) == 0
    assert found(*entries, url=None, types=frozenset({"LiveBlogPosting"})) == 3
    assert found(*entries, url=None, label="main live-ticker") == 3
    assert found(*entries, url="https://live.example/delivery") == 0


def test_names_of_discussions_around_the_entries_outweigh_any_sign_of_a_live_blog() -> None:
    assert found(*[timed(59)] * 3, label="liveblog replies") == 0


def test_a_live_blog_has_three_entries_of_40_characters() -> None:
    assert found(*[timed(59)] * 2) == 0
    assert found(*[timed(40)] * 3) == 3
    assert found(*[timed(39)] * 3) == 0
    assert found(timed(59), timed(59), timed(30)) == 0
    assert found(timed(59), timed(59), timed(59), timed(30)) == 3


def test_a_paragraph_of_an_entry_has_four_words() -> None:
    assert found(*[f"<time>14:05</time><p>one two {'x' * 60}</p>"] * 3) == 0
    assert found(*[f"<time>14:05</time><p>one two three {'x' * 60}</p>"] * 3) == 3
    assert found(*[f"<time>14:05</time><h3>{'x' * 60}</h3>"] * 3) == 3


def test_a_clock_in_plain_markup_opens_an_entry_too() -> None:
    text = "The lower gate of the northern lock has been lifted at last."
    assert found(*[f"<span>14:05</span><p>{text}</p>"] * 3) == 3
    assert found(*[f"<span>14:05 in all</span><p>{text}</p>"] * 3) == 0


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("12 pm x", time(12)),
        ("12 am x", time(0)),
        ("1 a.m. x", time(1)),
        ("23:59 x", time(23, 59)),
        ("0:00 x", time(0)),
    ],
)
def test_noon_midnight_and_the_days_edges_are_read(line: str, clock: time) -> None:
    read = read_clock(line)
    assert read is not None
    assert read[1] == clock


@pytest.mark.parametrize("line", ["13 pm x", "0 am x", "24:00 x", "10:60 x"])
def test_hours_and_minutes_that_no_clock_shows_are_none(line: str) -> None:
    assert read_clock(line) is None


def test_entries_of_which_the_body_lacks_a_text_are_put_where_the_page_has_them() -> None:
    def block(text: str) -> Block:
        return Block(text, Layer.ARTICLE, Kind.PARAGRAPH, "said")

    first = MarkedEntry(None, "1", (("a", Kind.HEADING), ("b", Kind.PARAGRAPH)))
    second = MarkedEntry(None, "2", (("c", Kind.PARAGRAPH), ("d", Kind.PARAGRAPH)))
    read = with_entries([block("lead"), block("b"), block("d"), block("end")], LiveBlog((first, second)))
    assert [block.text for block in read] == ["lead", "a", "b", "c", "d", "end"]
    assert [(block.kind, block.rule) for block in read if block.rule == "live-entry"] == [
        (Kind.HEADING, "live-entry"),
        (Kind.PARAGRAPH, "live-entry"),
    ]
    assert [b.text for b in with_entries([block("lead")], LiveBlog((second,)))] == ["lead", "c", "d"]


def test_what_is_set_apart_comes_back_to_its_place() -> None:
    tree = document_fromstring("<html><body><p>One</p><div>two</div>three</body></html>")
    before = tostring(tree)
    with set_apart(tree[0][1]):
        assert "two" not in tree.text_content()
        assert "three" in tree.text_content()
    assert tostring(tree) == before
    with set_apart(None), set_apart(tree):
        assert tostring(tree) == before
