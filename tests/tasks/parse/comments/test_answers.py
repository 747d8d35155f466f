"""Answers to a question stand among the comments on them, in the order of the page."""

from __future__ import annotations

from tasks.parse import parse
from tasks.records import RawDocument

QUESTION = "Why does the lower gate of the lock make a noise whenever the wind turns to the north?"


def answer(number: int, *comments: str) -> str:
    below = "".join(
        f'<li itemprop="comment" itemscope itemtype="https://schema.org/Comment">'
        f'<span itemprop="author">Bo {number}</span>'
        f'<time itemprop="dateCreated" datetime="2021-07-0{number}T12:00:00">July {number}</time>'
        f'<div itemprop="text">{text}</div></li>'
        for text in comments
    )
    return (
        f'<div itemprop="suggestedAnswer" itemscope itemtype="https://schema.org/Answer">'
        f'<span itemprop="author">Ann {number}</span>'
        f'<time itemprop="dateCreated" datetime="2021-07-0{number}T10:00:00">July {number}</time>'
        f'<div itemprop="text">The hinges of gate number {number} have not been greased since the spring.</div>'
        f"<ul>{below}</ul></div>"
    )


def test_each_answer_stands_before_the_comments_on_it() -> None:
    html = (
        '<html><body><div itemscope itemtype="https://schema.org/QAPage"><h1>A noise</h1>'
        '<div itemprop="mainEntity" itemscope itemtype="https://schema.org/Question">'
        f'<div itemprop="text"><p>{QUESTION}</p>'
        f"</div>{answer(1, 'They have been, by me, in the second week of March.')}"
        f"{answer(2, 'No, that is the other gate.', 'It is the same one, I am afraid.')}</div></div></body></html>"
    )
    page = parse(RawDocument(html.encode(), "page.html"))
    assert [comment.author for comment in page.comments] == ["Ann 1", "Bo 1", "Ann 2", "Bo 2", "Bo 2"]
    assert page.comments[0].text.startswith("The hinges of gate number 1")
