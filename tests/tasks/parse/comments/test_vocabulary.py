"""Which lists of blocks alike are comments and which are not; layouts are in test_comment_pages.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest

from tasks.parse import parse
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
