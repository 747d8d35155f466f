"""Comments of HTML pages whose markup names none. All pages are made up."""

from __future__ import annotations

import pytest

from tasks.parse import parse
from tasks.records import Page, RawDocument

ARTICLE = "".join(
    f"<p>Paragraph {word} of the article says that the bridge over the river opened on Wednesday, a whole year "
    "early.</p>"
    for word in ("one", "two", "three", "four")
)
SAID = "I crossed it this morning and the view from the middle is worth the queue."
REST = '<div><a href="/b">Old ferry is sold to a museum</a><a href="/c">Mayor rows home</a></div>'


def read(comments: str) -> Page:
    markup = f"<html><body><div><h1>Bridge opens early</h1>{ARTICLE}</div>{comments}{REST}</body></html>"
    return parse(RawDocument(markup.encode(), "page.html", url="https://example.com/a"))


@pytest.mark.parametrize(
    "comment",
    [
        f"<h3>1 comment</h3><b>Ann said...</b><p>{SAID}</p><i>6:46 AM</i><h3>Post a comment</h3>",
        f"<h3>One comment</h3><b>Ann says:</b><p>{SAID}</p><h3>Leave a reply</h3>",
        f"<h3>1 response in this thread</h3><b>Ann 44 pts</b><p>{SAID}</p><h3>Leave a reply</h3>",
    ],
)
def test_one_comment_under_a_heading_that_counts_one_needs_no_time(comment: str) -> None:
    page = read(comment)
    assert [(comment.author, comment.text) for comment in page.comments] == [("Ann", SAID)]
    assert SAID not in page.body()


def test_one_text_with_a_name_that_no_heading_counts_and_no_time_is_no_comment() -> None:
    assert not read(f"<h3>Your comments</h3><b>Ann says:</b><p>{SAID}</p>").comments


def test_links_below_the_last_comment_do_not_make_the_comments_a_list_of_links() -> None:
    said = "".join(
        f"<p>{name}</p><p>{SAID} And number {hour} was the bus.</p><p>{hour} hours ago</p><p>Reply</p>"
        for name, hour in (("Ann", 3), ("Bo Ek", 4))
    )
    assert [comment.author for comment in read(f"<h3>2 comments</h3>{said}").comments] == ["Ann", "Bo Ek"]


def test_a_list_of_links_below_the_last_comment_is_none_of_it() -> None:
    links = "".join(
        f'<p><a href="/{n}">{title}</a></p>' for n, title in enumerate(("Bikes", "Old ferry", "Mayor rows"))
    )
    page = read(f"<h3>1 comment</h3><p>Ann says:</p><p>{SAID}</p><p>Come and see.</p><h4>Popular</h4>{links}")
    assert [comment.text.splitlines()[:2] for comment in page.comments] == [[SAID, "Come and see."]]
    assert "Old ferry" not in page.comments[0].text
