"""Posts without times are a thread where several people wrote most of the page, and nothing otherwise."""

from __future__ import annotations

from tasks.parse import parse
from tasks.records import Page, RawDocument

POSTS = (
    ("ida", "Has anybody an idea why the lower gate makes a noise whenever the wind turns to the north?"),
    ("mara", "They knew about the crack for years, and nobody at the board listened to the pilots, ida."),
    ("bo", "Who is going to pay for the gate? Not the board, I bet, and not the ferry either."),
    ("kim", "So did we all, I am afraid. mara has been saying so since the winter before last."),
    ("ida", "Thank you all, then it is not my boat that is broken, and I can sleep again."),
)


def thread(posts: tuple[tuple[str, str], ...], above: str = "") -> Page:
    items = "".join(
        f'<article><div class="PostUser"><h3 class="PostUser-name">{name}</h3></div>'
        f'<div class="Post-body"><p><a href="/u/mara">mara</a> {text}</p></div></article>'
        for name, text in posts
    )
    html = f"<html><head><title>The gate</title></head><body>{above}<div><h1>The gate</h1>{items}</div></body></html>"
    return parse(RawDocument(html.encode(), "page.html"))


def test_the_writers_named_beside_their_posts_are_theirs_and_not_those_they_mention() -> None:
    page = thread(POSTS)
    assert page.authors == ("ida",)
    assert POSTS[0][1] in page.body()
    assert [comment.author for comment in page.comments] == ["mara", "bo", "kim", "ida"]
    assert all(comment.posted is None for comment in page.comments)
    assert [text in comment.text for (_, text), comment in zip(POSTS[1:], page.comments, strict=True)] == [True] * 4


def test_one_writers_posts_are_no_conversation() -> None:
    assert thread(tuple(("ida", text) for _, text in POSTS)).comments == ()


def test_few_posts_or_a_small_part_of_the_page_are_none() -> None:
    story = "".join(f"<p>{text} {number} times I was told so, in nearly the same words.</p>" for number in range(9)
                    for _, text in POSTS)  # fmt: skip
    assert thread(POSTS[:3]).comments == ()
    assert thread(POSTS, f"<div id='story'>{story}</div>").comments == ()
