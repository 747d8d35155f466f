"""What an element is by its names; layouts of whole pages are in test_comment_pages.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest
from lxml.html import HtmlElement, fromstring

from tasks.parse import parse
from tasks.parse.comments.vocabulary import NamedAs, Role, is_named, is_quoted, layouts, named_as, role_of, tokens
from tasks.records import Page, RawDocument


@dataclass(frozen=True)
class Voice:
    number: int
    author: str
    day: int
    text: str

    @property
    def iso(self) -> str:
        return f"2021-07-{self.day:02}T09:30:00"

    @property
    def printed(self) -> str:
        return f"July {self.day}, 2021 9:30 AM"


VOICES = (
    Voice(101, "Ann", 3, "I crossed it this morning and the view from the middle is worth the queue."),
    Voice(102, "Bo Larsen", 4, "Lucky you, I stood there for an hour and then they closed it."),
    Voice(103, "river-rat_7", 5, "They close it every day at noon, it says so on the sign at the south end."),
)
ARTICLE = """
    <p>The bridge over the river opened on Wednesday, a whole year before the date that the council had printed.</p>
    <p>Nobody who had doubted it was there to see the mayor cut a ribbon of three colours at the northern end.</p>
    <p>It is four hundred metres long and carries two lanes, a tram and a path on which nobody may ride a horse.</p>
    <p>Builders from nine towns worked on it for six winters, and two of them are said to have married on a pillar.</p>
    <p>The ferry, which had crossed below since anybody can remember, will be kept as a place to drink coffee.</p>"""


def page(body: str) -> Page:
    markup = f"<html lang='en'><head><title>The bridge</title></head><body>{body}</body></html>"
    return parse(RawDocument(markup.encode(), "page.html", fetched_at=datetime(2022, 1, 1)))


def test_an_answer_in_an_entry_of_a_list_hangs_below_the_entrys_own_comment() -> None:
    first, second, third = (
        f"<div class='post-body'><span class='author'>{v.author}</span> <a class='time-ago' title='{v.printed}'>x</a>"
        f"<div class='post-message'>{v.text}</div></div>"
        for v in VOICES
    )
    posts = f"<ul><li class='p'>{first}<ul><li class='p'>{second}</li></ul></li><li class='p'>{third}</li></ul>"
    read = page(f"<article><h1>The bridge</h1>{ARTICLE}</article><div id='disqus_thread'>{posts}</div>")
    parents = [comment.parent_id for comment in read.comments]
    assert parents == [None, read.comments[0].comment_id, None]


@pytest.mark.parametrize(
    "list_of",
    [
        lambda v: (
            f"<li><a href='/{v.number}'>A story about the bridge and the river</a> by {v.author}, {v.printed}</li>"
        ),
        lambda v: (
            f"<div class='teaser'><h3><a href='/{v.number}'>The bridge again</a></h3><span>{v.printed}</span></div>"
        ),
        lambda v: (
            f"<tr><td><a href='/t{v.number}'>Who knows the old bridge?</a></td><td>{v.author}</td>"
            f"<td>{v.printed}</td></tr>"
        ),
        lambda v: f"<div class='event'><b>Concert</b><span class='date'>{v.printed}</span><p>{v.text}</p></div>",
        lambda v: f"<div class='review'><b>{v.author}</b><p>Five stars of five, {v.text}</p></div>",
    ],
    ids=["headlines", "teasers", "threads", "events", "reviews"],
)
def test_lists_that_no_reader_wrote_are_no_comments(list_of: Callable[[Voice], str]) -> None:
    items = "".join(map(list_of, VOICES))
    assert page(f"<article><h1>The bridge</h1>{ARTICLE}</article><div>{items}</div>").comments == ()


# ---- single elements


def element(markup: str) -> HtmlElement:
    return fromstring(f"<section>{markup}</section>")[0]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p class='Comment even-12 a ab_1_'></p>", ("comment", "even", "ab")),
        ("<p id='li-comment-42 other'></p>", ("#li-comment",)),
        ("<p itemprop='text author' itemtype='https://schema.org/Comment'></p>", ("@text", "@author", "@comment")),
        ("<p class='post--body post--body'></p>", ("post-body",)),
        ("<site-comment class='a7 odd'></site-comment>", ("site-comment", "odd")),
        ("<p></p>", ()),
        (f"<p class='{'x' * 399} yy'></p>", ("x" * 399,)),
        (f"<p class='{'x' * 397} yy'></p>", ("x" * 397, "yy")),
    ],
)
def test_names_are_read_in_lower_case_and_without_numbers(markup: str, expected: tuple[str, ...]) -> None:
    assert tokens(element(markup)) == expected


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ("comment", NamedAs(("comment",), (), True, False)),
        ("forumpost", NamedAs((), ("forumpost",), False, False)),
        ("comments", NamedAs((), (), True, False)),
        ("comment-form", NamedAs((), (), False, True)),
        ("tbentry forumpost", NamedAs(("tbentry",), ("forumpost",), False, False)),
        ("comment-author", None),  # a part of a comment
        ("recent-comment", NamedAs((), (), True, False)),
        ("headline", None),
        ("reply-to-x", None),
        ("comment-" + "x" * 60, None),
    ],
)
def test_an_element_may_be_a_comment_a_post_a_box_of_them_or_what_belongs_to_it(
    classes: str, expected: NamedAs | None
) -> None:
    assert named_as(classes, None, None, None) == expected


def test_identifiers_and_the_words_of_schema_name_elements_too() -> None:
    assert named_as(None, "comment-12", None, None) == NamedAs(("#comment",), (), True, False)
    comment = named_as(None, None, "comment", None)
    assert comment is not None
    assert comment.comments == ("@comment",)
    answer = named_as(None, None, None, "https://schema.org/Answer")
    assert answer is not None
    assert answer.posts == ("@answer",)


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        ("<time>x</time>", Role.TIME),
        ("<abbr title='x'>x</abbr>", Role.TIME),
        ("<abbr>x</abbr>", None),
        ("<relative-time>x</relative-time>", Role.TIME),
        ("<cite>x</cite>", Role.AUTHOR),
        ("<a rel='nofollow author'>x</a>", Role.AUTHOR),
        ("<a rel='nofollow'>x</a>", None),
        ("<b class='username'>x</b>", Role.AUTHOR),
        ("<b class='posted-on'>x</b>", Role.TIME),
        ("<p class='comment-text'>x</p>", Role.TEXT),
        ("<p class='actions'>x</p>", Role.DROP),
        ("<p class='meta'>x</p>", Role.PANEL),
        ("<p class='joined'>x</p>", Role.PROFILE),
        ("<aside>x</aside>", Role.PANEL),
        ("<aside class='comment-text'>x</aside>", Role.TEXT),
        ("<p>x</p>", None),
        ("<p class='comment-text editable edit'>x</p>", Role.TEXT),  # a text that can be edited
        ("<p class='content edit'>x</p>", Role.DROP),
        ("<p class='joined date'>x</p>", Role.PROFILE),
        ("<p class='date author'>x</p>", Role.TIME),
        ("<p class='author edit'>x</p>", Role.AUTHOR),
        (f"<p class='actions-{'x' * 60}'>x</p>", None),
    ],
)
def test_an_element_has_one_role_in_a_comment(markup: str, role: Role | None) -> None:
    assert role_of(element(markup)) is role


def test_a_place_is_named_by_any_of_an_elements_names() -> None:
    assert is_named(element("<p class='a sidebar'></p>"), "aside")
    assert not is_named(element("<p class='sidebar'></p>"), "talk")
    assert not is_named(element("<p></p>"), "aside")
    assert not is_named(element(f"<p class='{'x' * 55}-forum'></p>"), "talk")


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        ("<blockquote>{}</blockquote>", True),
        ("<div class='quote-box'>{}</div>", True),
        ("<div>{}</div>", False),
        ("<blockquote><p><p><p><p>{}</p></p></p></p></blockquote>".replace("p>", "div>"), True),
        ("<blockquote><p><p><p><p><p>{}</p></p></p></p></p></blockquote>".replace("p>", "div>"), False),
    ],
)
def test_a_quotation_is_looked_for_among_five_elements_around(around: str, expected: bool) -> None:
    tree = fromstring(f"<section>{around.format('<b>Ann</b>')}</section>")
    assert is_quoted(next(tree.iter("b"))) is expected


@pytest.mark.parametrize(
    ("line", "is_control"),
    [("Reply", True), ("Please reply now", True), ("Replying", False), ("Report this", True), ("Report", False)],
)
def test_a_control_is_a_word_of_its_own(line: str, is_control: bool) -> None:
    assert (layouts().controls.search(line) is not None) is is_control
